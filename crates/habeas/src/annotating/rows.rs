//! From what the annotating room finds (bytes of a stretch) to the case's rows (code points of the item's text), and
//! what only both together know: the sentence, quotation and date beside a figure. Finds nothing itself.

use annotate::kinds::{self, DateAnchor, Precision};
use annotate::text::Passage;
use annotate::{Annotations, Options};
use case::said::{
    Chain, Claim, DateMention, Found, Mention, NearbyDate, Quantity, Quotation, Speaker, Standing, Stretch,
    stems,
};
use model::{CharSpan, Span};
use serde::Serialize;

/// Everything that annotation finds in a stretch, as rows.
pub(super) fn found(stretch: &Stretch, options: &Options) -> Found {
    let annotations = annotate::annotate(&stretch.text, options);
    let rows = Rows {
        stretch,
        annotations: &annotations,
        characters: Characters::of(stretch),
        sentences: sentences(stretch, &annotations),
    };
    let dates: Vec<DateMention> = annotations.dates.iter().map(|it| rows.date(it)).collect();
    Found {
        chains: annotations.chains.iter().map(|it| rows.chain(it)).collect(),
        mentions: annotations.mentions.iter().map(|it| rows.mention(it)).collect(),
        quotations: annotations.quotations.iter().map(|it| rows.quotation(it)).collect(),
        claims: annotations.claims.iter().map(|it| rows.claim(it)).collect(),
        quantities: annotations.quantities.iter().map(|it| rows.quantity(it, &dates)).collect(),
        dates,
        failed: None,
    }
}

/// A stretch with what was found in it.
struct Rows<'s> {
    stretch: &'s Stretch,
    annotations: &'s Annotations,
    characters: Characters<'s>,
    /// In order; none when nothing needs them.
    sentences: Vec<Span>,
}

/// The sentences of a stretch, if there is a date or a figure to stand in one.
fn sentences(stretch: &Stretch, annotations: &Annotations) -> Vec<Span> {
    if annotations.dates.is_empty() && annotations.quantities.is_empty() {
        return Vec::new();
    }
    let passage = Passage::read(&stretch.text, None);
    let tokens = &passage.tokens;
    let span = |range: &std::ops::Range<usize>| {
        let (first, last) = (tokens.get(range.start)?, tokens.get(range.end.checked_sub(1)?)?);
        Some(Span { start: first.start.into(), end: last.end.into() })
    };
    passage.sentences.iter().filter_map(span).collect()
}

impl Rows<'_> {
    fn at(&self, span: Span) -> CharSpan {
        let (start, end) = (self.characters.before(span.start), self.characters.before(span.end));
        self.stretch.locate(CharSpan { start, end })
    }

    fn all(&self, spans: &[Span]) -> Vec<CharSpan> {
        spans.iter().map(|span| self.at(*span)).collect()
    }

    fn words(&self, span: Span) -> String {
        span.slice(&self.stretch.text).unwrap_or_default().to_owned()
    }

    fn chain(&self, it: &kinds::Chain) -> Chain {
        Chain {
            kind: code(&it.kind),
            name: self.at(it.name),
            words: self.words(it.name),
            aliases: self.all(&it.aliases),
            roles: self.all(&it.roles),
        }
    }

    fn mention(&self, it: &kinds::Mention) -> Mention {
        Mention {
            chain: it.chain.into(),
            form: code(&it.form),
            span: self.at(it.span),
            honorific: it.honorific.map(|span| self.at(span)),
            family_name: it.family_name.map(|span| self.at(span)),
            confidence: it.confidence,
        }
    }

    fn quotation(&self, it: &kinds::Quotation) -> Quotation {
        let name =
            |chain: u32| self.annotations.chains.get(chain as usize).map(|chain| self.words(chain.name));
        let speaker = match it.speaker {
            kinds::Speaker::Named { chain } => {
                name(chain).map(|name| Speaker::Named { chain: chain.into(), name })
            }
            kinds::Speaker::Resolved { chain, from } => {
                let from = self.at(from);
                name(chain).map(|name| Speaker::Resolved { chain: chain.into(), name, from })
            }
            kinds::Speaker::Described => it.source.map(|span| Speaker::Described { words: self.words(span) }),
            kinds::Speaker::Unknown => None,
        };
        Quotation {
            kind: code(&it.kind),
            content: self.all(&it.content),
            cue: it.cue.map(|span| self.at(span)),
            source: it.source.map(|span| self.at(span)),
            speaker: speaker.unwrap_or(Speaker::Unknown),
            addressee: it.addressee.map(|span| self.at(span)),
            inside: it.inside.map(Into::into),
            continues: it.continues.map(Into::into),
            stance: it.stance.code().to_owned(),
            confidence: it.confidence,
            finder: code(&it.finder),
            stems: stems(&it.content.iter().map(|span| self.words(*span)).collect::<Vec<_>>().join(" ")),
        }
    }

    fn claim(&self, it: &kinds::Claim) -> Claim {
        let violations: Vec<(String, CharSpan)> =
            it.violations.iter().map(|(violation, span)| (code(violation), self.at(*span))).collect();
        let names =
            it.keys.iter().filter(|key| violations.iter().all(|(code, _)| code != *key)).cloned().collect();
        Claim {
            quotation: it.quotation.into(),
            stance: it.stance.code().to_owned(),
            violations,
            names,
            opposes: it.opposes.iter().map(|claim| (*claim).into()).collect(),
        }
    }

    fn date(&self, it: &kinds::DateMention) -> DateMention {
        let (anchored, anchor) = match it.anchor {
            DateAnchor::Itself => ("itself", None),
            DateAnchor::Publication => ("publication", None),
            DateAnchor::Text { span } => ("text", Some(self.at(span))),
            DateAnchor::Missing => ("missing", None),
        };
        DateMention {
            span: self.at(it.span),
            value: it.value.clone(),
            precision: code(&it.precision),
            modifier: it.modifier.clone(),
            anchored: anchored.to_owned(),
            anchor,
            standing: self.standing(it.span),
        }
    }

    fn quantity(&self, it: &kinds::Quantity, dates: &[DateMention]) -> Quantity {
        let standing = self.standing(it.span);
        let span = self.at(it.span);
        // One date in the sentence is the figure's; of two, nobody knows which.
        let first = dates.partition_point(|date| date.span.start < standing.sentence.start);
        let here = dates[first..].iter().take_while(|date| date.span.start < standing.sentence.end);
        let mut here = here
            .filter(|date| is_point(date) && (date.span.end <= span.start || span.end <= date.span.start));
        let date = match (here.next(), here.next()) {
            (Some(date), None) => date.value.clone().map(|value| NearbyDate { value, span: date.span }),
            _ => None,
        };
        Quantity {
            span,
            low: it.low,
            high: it.high,
            approximation: code(&it.approximation),
            unit: it.unit.clone(),
            counted: it.counted.map(|span| self.at(span)),
            head: it.head.clone(),
            place: it.place.map(|span| self.at(span)),
            place_words: it.place.map(|span| self.words(span)),
            stems: stems(&self.words(self.sentence(it.span))),
            date,
            standing,
        }
    }

    /// The sentence around a span.
    fn sentence(&self, span: Span) -> Span {
        let after = self.sentences.partition_point(|sentence| sentence.start <= span.start);
        let sentence = after.checked_sub(1).and_then(|at| self.sentences.get(at)).copied();
        // An expression may run on over a sentence's end; what is shown holds all of it.
        let sentence = sentence.filter(|it| it.overlaps(&span)).unwrap_or(span);
        Span { start: sentence.start.min(span.start), end: sentence.end.max(span.end) }
    }

    /// The sentence and the innermost quotation around a span.
    fn standing(&self, span: Span) -> Standing {
        let holds = |content: &&Span| content.start <= span.start && span.end <= content.end;
        let around = self.annotations.quotations.iter().enumerate().filter_map(|(at, quotation)| {
            quotation.content.iter().find(holds).map(|content| (content.len(), at as u64))
        });
        Standing { sentence: self.at(self.sentence(span)), quotation: around.min().map(|(_, at)| at) }
    }
}

fn is_point(date: &DateMention) -> bool {
    let none = [code(&Precision::Duration), code(&Precision::Vague)];
    date.value.is_some() && !none.contains(&date.precision)
}

/// The stable code of one of the room's kinds, as its own JSON has it.
fn code(kind: &impl Serialize) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(code)) => code,
        // Kinds without fields are written as strings; the test of all of them says so.
        other => unreachable!("a kind is written as {other:?}"),
    }
}

/// Counts code points before any byte of a stretch.
struct Characters<'s> {
    stretch: &'s Stretch,
    /// Code points before each block of [`BLOCK`] bytes.
    blocks: Vec<u64>,
}

const BLOCK: usize = 256;

impl<'s> Characters<'s> {
    fn of(stretch: &'s Stretch) -> Self {
        let mut before = 0;
        let blocks = stretch.text.as_bytes().chunks(BLOCK).map(|block| {
            let here = before;
            before += begins(block);
            here
        });
        let blocks = blocks.collect();
        Self { stretch, blocks }
    }

    /// Code points of the stretch before one of its bytes.
    fn before(&self, byte: u64) -> u64 {
        let bytes = self.stretch.text.as_bytes();
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(bytes.len());
        let block = (byte / BLOCK).min(self.blocks.len().saturating_sub(1));
        let base = self.blocks.get(block).copied().unwrap_or(0);
        base + begins(&bytes[block * BLOCK..byte])
    }
}

/// How many code points begin in some bytes of UTF-8.
fn begins(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_code_points() {
        let text = "año ñandú 🕊 ".repeat(60);
        let stretch = Stretch::new(1000, &text);
        let characters = Characters::of(&stretch);
        for (count, (byte, _)) in stretch.text.char_indices().enumerate() {
            assert_eq!(characters.before(byte as u64), count as u64);
        }
        assert_eq!(1000 + characters.before(stretch.text.len() as u64), stretch.characters().end);
        assert_eq!(Characters::of(&Stretch::new(7, "")).before(0), 0);
    }

    #[test]
    fn every_row_slices_to_what_annotation_found() {
        let text = "Año de la memoria.\n\n«No hay 252 detenidos en el penal», dijo Inés Ordóñez el 3 de marzo de 2025. \
                    Ella negó que hubiera tortura.\n";
        let stretch = Stretch::new(40, text);
        let found = found(&stretch, &Options::default());
        let slice = |span: CharSpan| -> String {
            text.chars().skip(span.start as usize - 40).take((span.end - span.start) as usize).collect()
        };
        assert!(!found.quotations.is_empty() && !found.dates.is_empty() && !found.quantities.is_empty());
        let quotation = &found.quotations[0];
        assert!(slice(quotation.content[0]).contains("No hay 252 detenidos en el penal"));
        assert_eq!(quotation.speaker.words(), Some("Inés Ordóñez"));
        for chain in &found.chains {
            assert_eq!(slice(chain.name), chain.words);
        }
        for quantity in &found.quantities {
            assert!(slice(quantity.standing.sentence).contains(&slice(quantity.span)));
        }
        let counted = found.quantities.iter().find(|it| it.low == 252.0).expect("the figure is there");
        assert_eq!(counted.standing.quotation, Some(0), "it is her word");
    }
}
