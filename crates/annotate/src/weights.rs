//! The trained weights that ship in the program. models/README.md has a card for each. Never read from disk.

use std::sync::LazyLock;

use crate::learn::Model;
use crate::quotations::Models;

/// Both quotation models.
pub static QUOTATIONS: LazyLock<Models> = LazyLock::new(|| Models {
    flat: model(include_bytes!("../models/flat.bin")),
    frame: model(include_bytes!("../models/frame.bin")),
    segment: model(include_bytes!("../models/segment.bin")),
});

/// The names model.
pub static NAMES: LazyLock<Model> = LazyLock::new(|| model(include_bytes!("../models/names.bin")));

fn model(bytes: &'static [u8]) -> Model {
    Model::from_bytes(bytes).expect("the weights were written by the same version; a test reads them")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_weights_are_models_and_small() {
        let sizes =
            [&super::QUOTATIONS.flat, &super::QUOTATIONS.frame, &super::QUOTATIONS.segment, &super::NAMES]
                .map(|model| model.to_bytes().len());
        assert!(sizes.iter().sum::<usize>() < 8 << 20, "{sizes:?}");
    }
}
