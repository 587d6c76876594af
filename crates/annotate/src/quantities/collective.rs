//! Numbers that are nouns or shares in Spanish: "medio centenar", "una veintena", "un millar", "tres de cada cinco". Such a
//! noun gives about that number, unless the text says more.

use super::{Figure, Reader, number};

/// Nouns by the number that they stand for.
const NOUNS: [(&str, f64); 14] = [
    ("par", 2.0),
    ("decena", 10.0),
    ("docena", 12.0),
    ("veintena", 20.0),
    ("treintena", 30.0),
    ("cuarentena", 40.0),
    ("cincuentena", 50.0),
    ("sesentena", 60.0),
    ("centenar", 100.0),
    ("centena", 100.0),
    ("millar", 1e3),
    ("centenares", 100.0),
    ("decenas", 10.0),
    ("millares", 1e3),
];

/// Whether a figure of this file, or a written number that the lexicon does not list, may begin with a word.
pub(super) fn may_begin(word: u32) -> bool {
    static WORDS: std::sync::LazyLock<Vec<u32>> = std::sync::LazyLock::new(|| {
        let words = "un una medio media cien ciento doscientos doscientas trescientos trescientas cuatrocientos \
                     cuatrocientas quinientos quinientas seiscientos seiscientas setecientos setecientas ochocientos \
                     ochocientas novecientos novecientas mil veintiún veintiuna veintidós veintitrés veintiséis";
        let mut hashes: Vec<u32> =
            words.split_whitespace().map(|word| crate::lexicon::hash_word(word).whole).collect();
        hashes.sort_unstable();
        hashes
    });
    WORDS.binary_search(&word).is_ok()
}

impl Reader<'_> {
    /// The figure of a noun: "medio centenar", "una veintena", "un centenar y medio", "tres docenas".
    pub(super) fn collective(&self, at: usize) -> Option<Figure> {
        let times = match self.word(at).as_str() {
            "un" | "una" => 1.0,
            "medio" | "media" => 0.5,
            word => number::word(word).filter(|times| *times < 10.0)?,
        };
        let noun = self.word(at + 1);
        let (_, value) = NOUNS.iter().find(|(known, _)| *known == noun)?;
        let half = self.word(at + 2) == "y" && matches!(self.word(at + 3).as_str(), "medio" | "media");
        let value = (times + if half { 0.5 } else { 0.0 }) * value;
        let end = at + if half { 4 } else { 2 };
        let about = !matches!(noun.as_str(), "par" | "docena");
        Some(Figure { tokens: at..end, low: value, high: value, order: false, about, share: false })
    }

    /// "tres de cada cinco", "uno de cada diez": the share in percent, and the word after it.
    pub(super) fn share(&self, end: usize, of: f64) -> Option<(f64, usize)> {
        let each = self.word(end) == "de" && self.word(end + 1) == "cada";
        let (whole, next) = self.number(end + 2).filter(|_| each)?;
        (of > 0.0 && of <= whole).then(|| ((of / whole * 1e4).round() / 100.0, next))
    }
}
