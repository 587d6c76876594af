//! What a message says again in another form: most carry the same words as plain text and as a web page (RFC 2046,
//! 5.1.4). A line of a later body whose words all stand, in that order, in an earlier one is read once, where it stands
//! first. Never passes over words that stand nowhere else.

use model::{Part, Span};

/// The most bytes of words that are kept to compare with. A message with longer bodies is read as often as it says
/// things.
const MOST_BYTES: usize = 256 * 1024;

/// The words of a message's bodies so far.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    /// Of the bodies before the one being read, in order, a space around each.
    before: String,
    /// Of the body being read.
    body: String,
    /// Whether its next part goes on with it.
    goes_on: bool,
}

impl Bodies {
    /// The lines of the next part that an earlier body has, as bytes of the part's text.
    pub(super) fn again(&mut self, part: &Part) -> Vec<Span> {
        if !self.goes_on {
            self.before.push_str(&std::mem::take(&mut self.body));
        }
        // A reader begins another part of one body only when this one is full.
        self.goes_on = part.text.len() >= Part::ENOUGH_BYTES;
        let mut again = Vec::new();
        let mut start = 0;
        for line in part.text.split_inclusive('\n') {
            let end = start + line.len() as u64;
            let words = words(line);
            if !words.trim().is_empty() && self.before.contains(&words) {
                again.push(Span { start, end });
            }
            if self.before.len() + self.body.len() + words.len() <= MOST_BYTES {
                self.body.push_str(words.trim_end());
            }
            start = end;
        }
        self.body.push(' ');
        again
    }
}

/// The words of a line, a space around each; marks, as of lists and of quoted mail, are none.
fn words(line: &str) -> String {
    let mut words = String::from(" ");
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words.push_str(word);
        words.push(' ');
    }
    words
}

#[cfg(test)]
mod tests {
    use model::PartKind;

    use super::*;

    fn check(bodies: &[&str], again: &[&str]) {
        let mut known = Bodies::default();
        let mut found = Vec::new();
        for body in bodies {
            let part = Part { text: (*body).to_owned(), ..Part::new(PartKind::Text) };
            found.extend(known.again(&part).into_iter().map(|span| span.slice(body).expect("slices").trim()));
        }
        assert_eq!(found, again, "{bodies:?}");
    }

    #[test]
    fn what_a_second_body_repeats_is_read_once() {
        let plain = "Ana:\n\n1. Nadie nos dijo\nadónde los llevan.\n\n> «No sé»,\n> dijo el guardia.\n";
        check(
            &[plain, "Ana:\nNadie nos dijo adónde los llevan.\n«No sé», dijo el guardia.\nUn abrazo\n"],
            &["Ana:", "Nadie nos dijo adónde los llevan.", "«No sé», dijo el guardia."],
        );
        check(&[plain, "Nadie nos dijo adónde los llevaron.\nNadie nos\n"], &["Nadie nos"]);
        check(&["Sí.\nSí.\nNo.\n"], &[]);
        check(&["Sí.\n", "***\n\n"], &[]);
        let long = "Sí, señor. ".repeat(Part::ENOUGH_BYTES / 8);
        check(&[&long, "Sí, señor.\n"], &[]);
    }
}
