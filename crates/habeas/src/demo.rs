//! The demonstration corpus: the project's own invented files, embedded in the program. See demo/README.md.

use std::fs;
use std::io;
use std::path::Path;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../demo/corpus"]
struct Corpus;

/// Writes every file of the corpus below `folder`.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_to(folder: &Path) -> io::Result<()> {
    for name in Corpus::iter() {
        let path = folder.join(name.as_ref());
        path.parent().map(fs::create_dir_all).transpose()?;
        let file = Corpus::get(&name).expect("the name comes from the corpus itself");
        fs::write(path, file.data)?;
    }
    Ok(())
}
