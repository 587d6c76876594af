//! The language of a paragraph, by its function words. Never decides anything but English or Spanish: a paragraph with
//! no evidence takes after the one before it.

use crate::kinds::Language;
use crate::lexicon::Class;
use crate::text::token::Token;

/// How many tokens are looked at.
const ENOUGH: usize = 400;

/// The language of a paragraph's tokens; `before` is that of the paragraph before.
pub fn guess(tokens: &[Token], before: Option<Language>) -> Language {
    let (mut english, mut spanish) = (0, 0);
    for token in tokens.iter().take(ENOUGH) {
        let (is_english, is_spanish) = (token.is(Class::English), token.is(Class::Spanish));
        english += usize::from(is_english && !is_spanish);
        spanish += usize::from(is_spanish && !is_english);
    }
    match english.cmp(&spanish) {
        std::cmp::Ordering::Greater => Language::English,
        std::cmp::Ordering::Less => Language::Spanish,
        std::cmp::Ordering::Equal => before.unwrap_or(Language::English),
    }
}
