//! The part that lists what a container holds. Never a source of names for anything but reading: the members
//! themselves carry theirs.

use model::{Part, PartKind, Place, Step};

use crate::host::Host;

/// Collects one line a member and hands them on in parts of bounded size.
pub(crate) struct Listing(Part);

impl Default for Listing {
    fn default() -> Self {
        Self(Part::new(PartKind::Members))
    }
}

impl Listing {
    /// One whole line: a path and where it stands.
    pub(crate) fn line(&mut self, path: &str, place: Option<(Place, Step)>, host: &mut dyn Host) {
        self.push(path, place);
        self.end_line(host);
    }

    /// A piece of a line. Control characters are shown escaped, so that a name with a line feed stays one line.
    pub(crate) fn push(&mut self, text: &str, place: Option<(Place, Step)>) {
        let controls = text.chars().any(char::is_control);
        let escaped: String;
        let shown = if controls {
            escaped = text.chars().map(shown).collect();
            &escaped
        } else {
            text
        };
        match place {
            Some((place, step)) => self.0.push(shown, place, if controls { Step::Whole } else { step }),
            None => self.0.push_unplaced(shown),
        };
    }

    /// Goes to the line's next column.
    pub(crate) fn next_column(&mut self) {
        self.0.push_unplaced("\t");
    }

    /// Ends the line.
    pub(crate) fn end_line(&mut self, host: &mut dyn Host) {
        self.0.push_unplaced("\n");
        if self.0.text.len() >= Part::ENOUGH_BYTES {
            self.flush(host);
        }
    }

    /// Hands on the last part.
    pub(crate) fn finish(mut self, host: &mut dyn Host) {
        self.flush(host);
    }

    fn flush(&mut self, host: &mut dyn Host) {
        let part = std::mem::replace(&mut self.0, Part::new(PartKind::Members));
        if !part.text.is_empty() {
            host.part(part);
        }
    }
}

fn shown(char: char) -> String {
    if char.is_control() { char.escape_default().collect() } else { char.into() }
}
