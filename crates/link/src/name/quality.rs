//! How alike two parts of names are. Never takes a known name for a slip of another one.

use super::lexicon::Word;
use crate::similar;

/// How alike two parts are; the better the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// Nothing in common.
    Different,
    /// Alike, but each is known as a name of its own, or too far for a slip.
    Near,
    /// One is the other's first letter.
    Initial,
    /// A short or pet form.
    Hypocoristic,
    /// One slip, or two in a long word.
    Typo,
    /// The same sound, or the same look to a scanner.
    Spelling,
    /// The same letters after folding.
    Equal,
}

impl Quality {
    /// All, the least alike first.
    pub const ALL: [Self; 7] = [
        Self::Different,
        Self::Near,
        Self::Initial,
        Self::Hypocoristic,
        Self::Typo,
        Self::Spelling,
        Self::Equal,
    ];
}

/// How alike two words are.
#[must_use]
pub fn quality(one: &Word, other: &Word) -> Quality {
    // What lies in the words themselves is looked at before their letters, which lie elsewhere in memory.
    let (a, b) = (one.text.as_bytes(), other.text.as_bytes());
    if one.sound == other.sound {
        return match (a == b, a.len().min(b.len())) {
            (true, _) => Quality::Equal,
            (false, 1) => initial(a, b),
            (false, _) => Quality::Spelling,
        };
    }
    if a.len() == 1 || b.len() == 1 {
        return initial(a, b);
    }
    let short = !one.stands_for.is_empty() && share(&one.stands_for, &other.stands_for);
    if short || (one.diminutive && is_diminutive(a, b)) || (other.diminutive && is_diminutive(b, a)) {
        return Quality::Hypocoristic;
    }
    if one.look == other.look && a.len().min(b.len()) >= 3 {
        return if one.known && other.known { Quality::Near } else { Quality::Spelling };
    }
    let ascii = one.text.is_ascii() && other.text.is_ascii();
    let longest = a.len().max(b.len()) as u32;
    if (one.letters ^ other.letters).count_ones() > 6 || a.len().abs_diff(b.len()) > 3 || longest < 3 {
        return Quality::Different;
    }
    if !ascii {
        return other_script(&one.text, &other.text);
    }
    let Some(distance) = similar::distance(a, b) else { return Quality::Different };
    if longest == 3 {
        let slip = distance == 1 && !(one.known && other.known);
        return if slip { Quality::Typo } else { Quality::Different };
    }
    if distance == 1 || (distance == 2 && longest >= 7) {
        // Two known names are rarely slips of each other, unless only vowels within differ (Mohamed, Muhamad).
        let vowels = one.skeleton == other.skeleton && a.last() == b.last();
        return if one.known && other.known && !vowels { near(one, other) } else { Quality::Typo };
    }
    let alike = distance * 5 <= longest * 2 && distance <= 2 + longest / 12;
    let same_consonants = one.skeleton == other.skeleton && one.skeleton.len() > 2;
    if alike || same_consonants { near(one, other) } else { Quality::Different }
}

fn initial(a: &[u8], b: &[u8]) -> Quality {
    if a[0] == b[0] && a[0].is_ascii() { Quality::Initial } else { Quality::Different }
}

/// A man's name and a woman's are two names, however alike (Mario, María).
fn near(one: &Word, other: &Word) -> Quality {
    match (one.of_men, other.of_men) {
        (Some(one), Some(other)) if one != other => Quality::Different,
        _ => Quality::Near,
    }
}

/// Words in letters that cannot be transliterated: by letters, and only a long word may have a slip.
fn other_script(one: &str, other: &str) -> Quality {
    let short = |text: &str| text.chars().map(|it| (it as u32 % 251) as u8).collect::<Vec<u8>>();
    let (a, b) = (short(one), short(other));
    // Hangul comes as single letters: one of them is a syllable.
    let syllables = one.chars().any(|it| ('\u{1100}'..='\u{11ff}').contains(&it));
    match similar::distance(&a, &b) {
        Some(1) if !syllables && a.len().max(b.len()) >= 5 => Quality::Typo,
        Some(1) if a.len().max(b.len()) >= 3 => Quality::Near,
        _ => Quality::Different,
    }
}

fn share(one: &[u16], other: &[u16]) -> bool {
    one.iter().any(|it| other.contains(it))
}

/// Carlitos, Juanita: the stem and -ito(s), -ita(s), -cito, -cita.
fn is_diminutive(short: &[u8], name: &[u8]) -> bool {
    let short = short.strip_suffix(b"s").unwrap_or(short);
    let Some(stem) = short.strip_suffix(b"ito").or_else(|| short.strip_suffix(b"ita")) else { return false };
    let stem = stem.strip_suffix(b"c").unwrap_or(stem);
    stem.len() >= 3 && name.starts_with(stem) && name.len() <= stem.len() + 2
}
