//! `habeas annotate`: reads plain text files that are in no case and prints, one JSON line a file, who said what, names,
//! dates and figures, with their code points. Keeps nothing and takes nothing in.

use std::path::Path;

use anyhow::Result;
use jiff::civil::Date;
use model::{CharSpan, Span};
use serde::Serialize;

use super::Ending;
use crate::cli::{Annotate, Cli};
use crate::say::Language;
use crate::{out, tame, trouble};

pub(super) fn annotate(cli: &Cli, args: &Annotate) -> Result<Ending> {
    let published = args.published.as_deref().map(date).transpose()?;
    let language = cli.lang.map(|language| match language {
        Language::En => annotate::Language::English,
        Language::Es => annotate::Language::Spanish,
    });
    let options = annotate::Options { language, published };
    let mut ending = Ending::Done;
    for path in &args.files {
        match read(path) {
            Ok(text) => {
                let line = wire::FileV1::new(path, &text, &annotate::annotate(&text, &options));
                out::write(&tame::json(&serde_json::to_string(&line)?));
                out::write("\n");
            }
            // One unreadable file does not keep the others from being read.
            Err(error) => {
                trouble::print(&error);
                ending = Ending::Wrong;
            }
        }
    }
    Ok(ending)
}

fn date(text: &str) -> Result<Date> {
    text.parse().map_err(|_| trouble!("error-annotate-date", date = text).into())
}

fn read(path: &Path) -> Result<String> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| trouble!("error-annotate-read", path = name.clone()).because(&error))?;
    let text = String::from_utf8(bytes)
        .map_err(|error| trouble!("error-annotate-text", path = name).because(&error.utf8_error()))?;
    Ok(text)
}

/// Turns byte offsets into code points without walking the text from its start each time.
struct Points<'t> {
    text: &'t str,
    /// Code points before every [`Points::STEP`]th byte.
    before: Vec<u64>,
}

impl<'t> Points<'t> {
    const STEP: usize = 1024;

    fn new(text: &'t str) -> Self {
        let mut count = 0;
        let count_chunk = |chunk: &[u8]| {
            let before = count;
            count += starts(chunk);
            before
        };
        Self { text, before: text.as_bytes().chunks(Self::STEP).map(count_chunk).collect() }
    }

    fn at(&self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        let chunk = byte / Self::STEP;
        let before = self.before.get(chunk).copied();
        before.map_or_else(
            || starts(self.text.as_bytes()),
            |before| before + starts(&self.text.as_bytes()[chunk * Self::STEP..byte]),
        )
    }

    fn span(&self, span: Span) -> CharSpan {
        CharSpan { start: self.at(span.start), end: self.at(span.end) }
    }
}

/// How many characters begin in `bytes`.
fn starts(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| (**byte).cast_signed() >= -64).count() as u64
}

/// What is printed, versioned. docs/json.md describes it.
mod wire {
    use super::{CharSpan, Path, Points, Serialize, Span};
    use annotate::kinds::{self as room, Speaker};

    /// Words with their code points.
    #[derive(Debug, Serialize)]
    pub struct Words<'t> {
        start: u64,
        end: u64,
        text: &'t str,
    }

    #[derive(Debug, Serialize)]
    struct Mention<'t> {
        #[serde(flatten)]
        words: Words<'t>,
        kind: room::MentionKind,
        form: room::MentionForm,
        chain: u32,
        honorific: Option<Words<'t>>,
        roles: Vec<Words<'t>>,
        family_name: Option<Words<'t>>,
        confidence: u8,
    }

    #[derive(Debug, Serialize)]
    struct Chain<'t> {
        kind: room::MentionKind,
        name: Words<'t>,
        aliases: Vec<Words<'t>>,
        roles: Vec<Words<'t>>,
    }

    /// `is`: `named`, `resolved`, `described`, `unknown`.
    #[derive(Debug, Serialize)]
    struct SpeakerV1<'t> {
        is: &'static str,
        chain: Option<u32>,
        name: Option<&'t str>,
        from: Option<Words<'t>>,
    }

    #[derive(Debug, Serialize)]
    struct Quotation<'t> {
        kind: room::QuotationKind,
        content: Vec<Words<'t>>,
        cue: Option<Words<'t>>,
        source: Option<Words<'t>>,
        speaker: SpeakerV1<'t>,
        addressee: Option<Words<'t>>,
        inside: Option<u32>,
        continues: Option<u32>,
        stance: &'static str,
        confidence: u8,
        finder: room::Finder,
    }

    #[derive(Debug, Serialize)]
    struct Violation<'t> {
        code: &'static str,
        #[serde(flatten)]
        words: Words<'t>,
    }

    #[derive(Debug, Serialize)]
    struct Claim<'t> {
        quotation: u32,
        stance: &'static str,
        about: Vec<u32>,
        violations: Vec<Violation<'t>>,
        opposes: Vec<u32>,
        keys: Vec<String>,
    }

    #[derive(Debug, Serialize)]
    struct Date<'t> {
        #[serde(flatten)]
        words: Words<'t>,
        value: Option<String>,
        precision: room::Precision,
        modifier: Option<String>,
        /// `itself`, `publication`, `text`, `missing`.
        anchor: &'static str,
        anchor_words: Option<Words<'t>>,
    }

    #[derive(Debug, Serialize)]
    struct Quantity<'t> {
        #[serde(flatten)]
        words: Words<'t>,
        low: f64,
        high: f64,
        approximation: room::Approximation,
        unit: Option<String>,
        counted: Option<Words<'t>>,
        head: Option<String>,
        place: Option<Words<'t>>,
    }

    /// One line: one file.
    #[derive(Debug, Serialize)]
    pub struct FileV1<'t> {
        habeas: &'static str,
        file: String,
        characters: u64,
        mentions: Vec<Mention<'t>>,
        chains: Vec<Chain<'t>>,
        quotations: Vec<Quotation<'t>>,
        claims: Vec<Claim<'t>>,
        dates: Vec<Date<'t>>,
        quantities: Vec<Quantity<'t>>,
    }

    impl<'t> FileV1<'t> {
        /// The annotations of `text`, which lies at `path`.
        pub fn new(path: &Path, text: &'t str, found: &room::Annotations) -> Self {
            let points = Points::new(text);
            let words = |span: Span| {
                let CharSpan { start, end } = points.span(span);
                Words { start, end, text: span.slice(text).unwrap_or_default() }
            };
            let all = |spans: &[Span]| -> Vec<Words<'t>> { spans.iter().copied().map(words).collect() };
            let name = |chain: u32| found.chains.get(chain as usize).and_then(|chain| chain.name.slice(text));
            let speaker = |speaker: &Speaker| {
                let (is, chain, from) = match *speaker {
                    Speaker::Named { chain } => ("named", Some(chain), None),
                    Speaker::Resolved { chain, from } => ("resolved", Some(chain), Some(words(from))),
                    Speaker::Described => ("described", None, None),
                    Speaker::Unknown => ("unknown", None, None),
                };
                SpeakerV1 { is, chain, name: chain.and_then(name), from }
            };
            let mention = |it: &room::Mention| Mention {
                words: words(it.span),
                kind: it.kind,
                form: it.form,
                chain: it.chain,
                honorific: it.honorific.map(words),
                roles: all(&it.roles),
                family_name: it.family_name.map(words),
                confidence: it.confidence,
            };
            let chain = |it: &room::Chain| Chain {
                kind: it.kind,
                name: words(it.name),
                aliases: all(&it.aliases),
                roles: all(&it.roles),
            };
            let quotation = |it: &room::Quotation| Quotation {
                kind: it.kind,
                content: all(&it.content),
                cue: it.cue.map(words),
                source: it.source.map(words),
                speaker: speaker(&it.speaker),
                addressee: it.addressee.map(words),
                inside: it.inside,
                continues: it.continues,
                stance: it.stance.code(),
                confidence: it.confidence,
                finder: it.finder,
            };
            let claim = |it: &room::Claim| Claim {
                quotation: it.quotation,
                stance: it.stance.code(),
                about: it.about.clone(),
                violations: it
                    .violations
                    .iter()
                    .map(|(kind, span)| Violation { code: kind.code(), words: words(*span) })
                    .collect(),
                opposes: it.opposes.clone(),
                keys: it.keys.clone(),
            };
            let date = |it: &room::DateMention| {
                let (anchor, anchor_words) = match it.anchor {
                    room::DateAnchor::Itself => ("itself", None),
                    room::DateAnchor::Publication => ("publication", None),
                    room::DateAnchor::Text { span } => ("text", Some(words(span))),
                    room::DateAnchor::Missing => ("missing", None),
                };
                let (value, modifier) = (it.value.clone(), it.modifier.clone());
                Date { words: words(it.span), value, precision: it.precision, modifier, anchor, anchor_words }
            };
            let quantity = |it: &room::Quantity| Quantity {
                words: words(it.span),
                low: it.low,
                high: it.high,
                approximation: it.approximation,
                unit: it.unit.clone(),
                counted: it.counted.map(words),
                head: it.head.clone(),
                place: it.place.map(words),
            };
            Self {
                habeas: "annotate/1",
                file: path.display().to_string(),
                characters: points.at(text.len() as u64),
                mentions: found.mentions.iter().map(mention).collect(),
                chains: found.chains.iter().map(chain).collect(),
                quotations: found.quotations.iter().map(quotation).collect(),
                claims: found.claims.iter().map(claim).collect(),
                dates: found.dates.iter().map(date).collect(),
                quantities: found.quantities.iter().map(quantity).collect(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_code_points() {
        let text = "Ñandú dijo: «no». ".repeat(200);
        let points = Points::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(at as u64), count as u64);
        }
        assert_eq!(points.at(text.len() as u64), text.chars().count() as u64);
    }

    #[test]
    fn a_line_has_the_words_and_their_places() {
        let text = "«No firmé nada», dijo Ana Cifuentes Rueda.";
        let found = annotate::annotate(text, &annotate::Options::default());
        let line = serde_json::to_value(wire::FileV1::new(Path::new("a.txt"), text, &found)).expect("JSON");
        assert_eq!(line["habeas"], "annotate/1");
        let content = &line["quotations"][0]["content"][0];
        assert_eq!((content["start"].as_u64(), content["end"].as_u64()), (Some(0), Some(15)));
        assert_eq!(content["text"], "«No firmé nada»");
        assert_eq!(line["quotations"][0]["speaker"]["name"], "Ana Cifuentes Rueda");
    }
}
