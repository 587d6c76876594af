//! What a number counts: the words after it, or before "of", and the place right after them. Never reads the number.

use std::ops::Range;

use super::{Reader, STOPS, noun};
use crate::lexicon::Class;
use crate::text::token::{Kind, Shape, Token};

impl Reader<'_> {
    /// The words that say what is counted, after the number or, failing that, before "of".
    pub(super) fn counted(
        &self,
        number: usize,
        number_is_plural: bool,
        end: usize,
        unit: Option<&str>,
    ) -> Option<Range<usize>> {
        let passage = self.context.passage;
        let of = usize::from(matches!(self.word(end).as_str(), "of" | "de"));
        let mut start = end + of;
        if of == 1
            && passage.tokens.get(start).is_some_and(|token| {
                token.is(Class::Article) || token.is(Class::Demonstrative) || token.is(Class::Possessive)
            })
        {
            start += 1;
        }
        if unit.is_some() && of == 0 {
            return None;
        }
        let sentence =
            passage.tokens.get(start).map(|_| &passage.sentences[passage.sentence_of[start] as usize])?;
        if sentence.start >= start && start != end {
            return None;
        }
        let spanish = self.is_spanish(start);
        let ends = |at: usize| {
            let token = &passage.tokens[at];
            token.kind != Kind::Word
                || token.classes.any(STOPS) && !token.is(Class::Role)
                || at > start && token.is(Class::Cue) && !token.is(Class::Role)
        };
        let most = if spanish { 2 } else { 4 };
        let stop = (start..sentence.end.min(start + most))
            .find(|&at| ends(at))
            .unwrap_or(sentence.end.min(start + most));
        let mut counted = start..stop;
        // After a number that is not one Spanish has a plural: "siete presentaban" counts nothing.
        let first = passage.tokens.get(start).filter(|_| !counted.is_empty());
        let plural = |token: &Token| {
            let word = token.text(passage.text);
            word.ends_with(['s', 'S']) || word == "ex"
        };
        let broken = first.is_some_and(|token| {
            passage.text[passage.tokens[start - 1].end as usize..token.start as usize].contains('\n')
        });
        if spanish && (broken || number_is_plural && !first.is_none_or(plural)) {
            counted.end = counted.start;
        }
        if spanish
            && counted.len() > 1
            && !agrees(passage.word(counted.start), passage.word(counted.start + 1))
        {
            counted.end = counted.start + 1;
        }
        if !counted.is_empty() {
            return Some(counted);
        }
        // "a capacity of 20,000-40,000"; Spanish "a eso de las ocho" and "en un huacal de treinta" count nothing so.
        let mut back = end;
        if spanish && (!self.is_spanish_of(number) || passage.tokens[number].kind != Kind::Number) {
            return None;
        }
        while back > sentence.start && !matches!(self.word(back - 1).as_str(), "of" | "de") && end - back < 8
        {
            back -= 1;
        }
        let noun = back.checked_sub(2).filter(|&at| end - back < 8 && at >= sentence.start)?;
        (passage.tokens[noun].kind == Kind::Word
            && passage.tokens[noun].shape == Shape::Lower
            && !passage.tokens[noun].classes.any(STOPS))
        .then_some(noun..noun + 1)
    }

    /// Whether "de" stands right before the number.
    fn is_spanish_of(&self, number: usize) -> bool {
        self.before(number, 1) == "de"
    }

    /// Whether the word before a bare number lets it stand for the things told before: "eran 12", "faltan otros sesenta".
    pub(super) fn says_how_many(&self, start: usize) -> bool {
        const BEFORE: [&str; 34] = [
            "were",
            "are",
            "éramos",
            "eramos",
            "somos",
            "eran",
            "son",
            "fueron",
            "había",
            "hay",
            "hubo",
            "habrá",
            "hallaron",
            "faltan",
            "faltaban",
            "quedan",
            "quedaban",
            "quedaron",
            "salieron",
            "entraron",
            "llegaron",
            "murieron",
            "regresaron",
            "volvieron",
            "conté",
            "contó",
            "contaron",
            "contamos",
            "contabilizó",
            "suman",
            "sumaban",
            "otros",
            "otras",
            "contra",
        ];
        BEFORE.contains(&self.before(start, 1).as_str())
    }

    pub(super) fn ends_there(&self, end: usize) -> bool {
        matches!(
            self.word(end).as_str(),
            "in" | "en"
                | "."
                | ","
                | "”"
                | "»"
                | ""
                | ";"
                | "?"
                | "!"
                | "y"
                | "hasta"
                | "pero"
                | "más"
                | "contra"
        )
    }

    /// The head, singular: the first word in Spanish, the last in English.
    pub(super) fn head(&self, counted: &Range<usize>) -> String {
        if self.is_spanish(counted.start) {
            noun::singular_spanish(&self.word(counted.start))
        } else {
            noun::singular_english(&self.word(counted.end - 1))
        }
    }

    /// The place named right after: "in Port Selwyn", "en Villa Arcadia".
    pub(super) fn place(&self, at: usize) -> Option<model::Span> {
        let next = at + 1 + usize::from(matches!(self.word(at + 1).as_str(), "the" | "la" | "el"));
        if !matches!(self.word(at).as_str(), "in" | "en" | "at" | "from" | "to") {
            return None;
        }
        let index = self.names.tokens.partition_point(|tokens| tokens.start < next.min(at + 1));
        let tokens = self.names.tokens.get(index)?;
        (tokens.start == next || tokens.start == at + 1).then(|| self.names.mentions[index].span)
    }
}

/// Whether a Spanish adjective agrees with the noun before it, roughly.
fn agrees(noun: &str, adjective: &str) -> bool {
    noun.ends_with('s') == adjective.ends_with('s') && adjective.chars().count() > 4
}
