//! Text structure: a passage with its paragraphs, sentences, tokens and quotation marks. All later steps read this and
//! never the raw text. Nothing in one paragraph changes the structure of another, except that a quotation may run on.

pub mod language;
pub mod paragraph;
pub mod quote;
pub mod sentence;
pub mod tag;
pub mod token;

use std::ops::Range;

use crate::kinds::Language;
use quote::Quote;
use token::Token;

/// A paragraph of a passage.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its language.
    pub language: Language,
}

/// Text that is annotated in one go.
#[derive(Debug)]
pub struct Passage<'t> {
    /// The text.
    pub text: &'t str,
    /// Every word and mark.
    pub tokens: Vec<Token>,
    /// Token ranges, each inside one paragraph, covering all tokens in order.
    pub sentences: Vec<Range<usize>>,
    /// In order; they cover all tokens.
    pub paragraphs: Vec<Paragraph>,
    /// In order of their opening marks.
    pub quotes: Vec<Quote>,
    /// For each token, the sentence it stands in.
    pub sentence_of: Vec<u32>,
    /// For each token, one more than the index of the innermost quote whose content it belongs to; 0 outside.
    pub quote_of: Vec<u32>,
}

impl<'t> Passage<'t> {
    /// Reads `text`. `language` fixes the language of every paragraph; otherwise each has its own.
    #[must_use]
    pub fn read(text: &'t str, language: Option<Language>) -> Self {
        let mut passage = Self {
            text,
            tokens: Vec::with_capacity(text.len() / 5),
            sentences: Vec::new(),
            paragraphs: Vec::new(),
            quotes: Vec::new(),
            sentence_of: Vec::new(),
            quote_of: Vec::new(),
        };
        let mut before = None;
        for range in paragraph::split(text) {
            let start = passage.tokens.len();
            token::tokens(text, range.start, range.end, &mut passage.tokens);
            let tokens = start..passage.tokens.len();
            if tokens.is_empty() {
                continue;
            }
            let language =
                language.unwrap_or_else(|| language::guess(&passage.tokens[tokens.clone()], before));
            before = Some(language);
            sentence::split(text, &passage.tokens, tokens.clone(), &mut passage.sentences);
            passage.paragraphs.push(Paragraph { tokens, language });
        }
        passage.sentence_of = vec![0; passage.tokens.len()];
        for (at, sentence) in passage.sentences.iter().enumerate() {
            passage.sentence_of[sentence.clone()].fill(at as u32);
        }
        passage.quotes =
            quote::find(text, &passage.tokens, &passage.paragraphs, &passage.sentences, &passage.sentence_of);
        passage.quote_of = vec![0; passage.tokens.len()];
        for (at, quote) in passage.quotes.iter().enumerate() {
            // Inner quotes come later and so win.
            passage.quote_of[quote.content()].fill(at as u32 + 1);
        }
        passage
    }

    /// The characters of some tokens, with what stands between them.
    #[must_use]
    pub fn words(&self, tokens: &Range<usize>) -> &'t str {
        match (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if first.start < last.end => {
                &self.text[first.start as usize..last.end as usize]
            }
            _ => "",
        }
    }

    /// One token's characters.
    #[must_use]
    pub fn word(&self, token: usize) -> &'t str {
        self.tokens.get(token).map_or("", |token| token.text(self.text))
    }

    /// The quote whose content holds `token`.
    #[must_use]
    pub fn quote_at(&self, token: usize) -> Option<&Quote> {
        self.quote_of.get(token)?.checked_sub(1).and_then(|at| self.quotes.get(at as usize))
    }

    /// The paragraph that holds `token`.
    #[must_use]
    pub fn paragraph_at(&self, token: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.tokens.end <= token)
    }
}
