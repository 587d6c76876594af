//! Scores dates on TimeML documents (AQUAINT), on the project's own corpus and on texts in its markup: expressions of
//! type DATE and TIME; of the last also durations and figures.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, Result};

use annotate::Options;
use annotate::kinds::Precision;

/// A gold expression: bytes and value.
type Gold = (Range<usize>, String);

/// Counts: found, gold, overlapping, same extent, overlapping with the same value.
#[derive(Debug, Default)]
struct Counts([usize; 5]);

/// What was found: bytes and value.
type Found = (Range<usize>, Option<String>);

/// The dates of a text, those that are lengths of time or the others.
fn dates(text: &str, published: Option<&str>, lengths: bool) -> Vec<Found> {
    let options = Options { language: None, published: published.and_then(|it| it.parse().ok()) };
    annotate::annotate(text, &options)
        .dates
        .into_iter()
        .filter(|date| (date.precision == Precision::Duration) == lengths)
        .map(|date| (range(date.span), date.value))
        .collect()
}

/// The figures of a text, each with its numbers and what it counts.
fn figures(text: &str) -> Vec<Found> {
    let found = annotate::annotate(text, &Options::default()).quantities;
    let value = |it: &annotate::kinds::Quantity| {
        let counted = it.counted.and_then(|span| span.slice(text)).unwrap_or_default();
        Some(figure(it.low, it.high, counted))
    };
    found.iter().map(|it| (range(it.span), value(it))).collect()
}

/// Numbers and the head of what is counted, which is the first word in Spanish.
fn figure(low: f64, high: f64, counted: &str) -> String {
    format!("{low}-{high} {}", counted.split(' ').next().unwrap_or_default())
}

const fn range(span: model::Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// Whether a gold value is a length of time.
fn is_length(value: &str) -> bool {
    value.starts_with('P') && !value.ends_with("REF")
}

impl Counts {
    fn add(&mut self, text: &str, published: Option<&str>, found: Vec<Found>, gold: &[Gold], show: bool) {
        let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        self.0[0] += found.len();
        self.0[1] += gold.len();
        for (range, value) in gold {
            let hit = found.iter().find(|(other, _)| overlaps(range, other));
            let same = |it: &Option<String>| it.as_deref() == Some(value.as_str());
            self.0[2] += usize::from(hit.is_some());
            self.0[3] += usize::from(hit.is_some_and(|(other, _)| other == range));
            self.0[4] += usize::from(hit.is_some_and(|(_, it)| same(it)));
            if show && !hit.is_some_and(|(_, it)| same(it)) {
                println!(
                    "  {:?} {value} -> {:?} ({})",
                    &text[range.clone()],
                    hit.map(|it| (&text[it.0.clone()], &it.1)),
                    published.unwrap_or("-")
                );
            }
        }
        for (range, value) in
            found.iter().filter(|(range, _)| show && !gold.iter().any(|(other, _)| overlaps(range, other)))
        {
            let around = text[..range.start].char_indices().rev().nth(30).map_or(0, |(at, _)| at);
            println!(
                "  not gold: {:?} {value:?} after {:?}",
                &text[range.clone()],
                &text[around..range.start]
            );
        }
    }

    fn print(&self, name: &str) {
        let [found, gold, overlap, strict, value] = self.0;
        let f = |both: usize| 2.0 * both as f64 / (found + gold).max(1) as f64;
        println!(
            "{name}: found {found} gold {gold}  relaxed F {:.3}  strict F {:.3}  value F {:.3}",
            f(overlap),
            f(strict),
            f(value)
        );
    }
}

/// Scores the documents of a folder of TimeML files.
///
/// # Errors
/// When one cannot be read.
pub fn score_timeml(folder: &Path, show: bool) -> Result<()> {
    let mut counts = Counts::default();
    let mut files: Vec<_> = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|it| it == "tml")) {
        let file = fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
        let published = file
            .split_once("<DCT>")
            .and_then(|(_, rest)| attribute(rest.split_once('>')?.0, "value"))
            .map(|it| it.get(..10).unwrap_or(it).to_owned());
        let body = file
            .split_once("<TEXT>")
            .and_then(|(_, rest)| rest.split_once("</TEXT>"))
            .map_or("", |(body, _)| body);
        let (text, gold) = strip(body);
        let found = dates(&text, published.as_deref(), false);
        counts.add(&text, published.as_deref(), found, &gold, show);
    }
    counts.print("TimeML, DATE and TIME");
    Ok(())
}

/// Scores the project's own corpus, held-out texts only.
///
/// # Errors
/// When it is not well formed.
pub fn score_own(show: bool) -> Result<()> {
    for (name, documents) in super::train::held_sets()? {
        let mut counts = Counts::default();
        for document in &documents {
            let published = document.published.as_deref();
            let gold: Vec<Gold> =
                document.dates.iter().filter(|(_, value)| !is_length(value)).cloned().collect();
            counts.add(&document.text, published, dates(&document.text, published, false), &gold, show);
        }
        counts.print(&format!("own {name}, dates"));
    }
    Ok(())
}

/// Scores a file in the corpus's markup: dates, durations, figures.
///
/// # Errors
/// When it cannot be read or is not well formed.
pub fn score_texts(file: &Path, show: bool) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    let documents = annotate::corpus::read(&text)?;
    let (mut points, mut lengths, mut counted) = (Counts::default(), Counts::default(), Counts::default());
    for document in &documents {
        let published = document.published.as_deref();
        let (long, gold): (Vec<Gold>, Vec<Gold>) =
            document.dates.iter().cloned().partition(|(_, value)| is_length(value));
        let numbers: Vec<Gold> = document
            .quantities
            .iter()
            .map(|(range, low, high, noun)| (range.clone(), figure(*low, *high, noun)))
            .collect();
        let text = &document.text;
        // A length of time is also a figure; gold has it once.
        let is_dated = |it: &Found| {
            document.dates.iter().any(|(gold, _)| gold.start < it.0.end && it.0.start < gold.end)
        };
        let mut figures = figures(text);
        figures.retain(|it| !is_dated(it));
        points.add(text, published, dates(text, published, false), &gold, show);
        lengths.add(text, published, dates(text, published, true), &long, show);
        counted.add(text, published, figures, &numbers, show);
    }
    points.print("dates and times");
    lengths.print("durations");
    counted.print("figures, value with the noun counted");
    Ok(())
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!("{name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

/// The text without tags, and its DATE and TIME expressions.
fn strip(body: &str) -> (String, Vec<Gold>) {
    let (mut text, mut gold, mut open) = (String::new(), Vec::new(), None);
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(&before.replace("&amp;", "&").replace("&quot;", "\""));
        let Some((tag, after)) = after.split_once('>') else { break };
        if tag.starts_with("TIMEX3") && matches!(attribute(tag, "type"), Some("DATE" | "TIME")) {
            open = Some((text.len(), attribute(tag, "value").unwrap_or_default().to_owned()));
        } else if tag == "/TIMEX3" {
            gold.extend(open.take().map(|(start, value)| (start..text.len(), value)));
        }
        rest = after;
    }
    text.push_str(rest);
    (text, gold)
}
