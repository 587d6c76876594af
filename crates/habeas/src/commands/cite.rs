//! Citing exact characters, and checking a citation. A citation that no longer holds fails; it is never moved.

use std::fs;

use anyhow::{Context as _, Result};
use case::AnchorError;
use model::CharSpan;

use super::{Ending, look, resolve};
use crate::cli::{Check, Cite, Cli};
use crate::wire::{self, AnnotationV1};
use crate::{out, say, words};

pub(super) fn cite(cli: &Cli, args: &Cite) -> Result<Ending> {
    let (_, catalogue) = look(cli)?;
    let item = resolve(&catalogue, &args.item)?;
    let spans = match (&args.at, &args.find) {
        (Some(at), _) => vec![parse_span(at)?],
        (None, Some(quote)) => catalogue.find(item, quote)?,
        (None, None) => Vec::new(),
    };
    if spans.is_empty() {
        let quote = args.find.clone().unwrap_or_default();
        return Err(trouble!("error-quote-not-found", quote = quote).into());
    }
    let name = catalogue.item(item)?.map(|item| item.line.name).unwrap_or_default();
    for span in spans {
        let anchor = catalogue.anchor(item, span)?;
        if cli.json {
            out::json(&AnnotationV1::from(&anchor))?;
            continue;
        }
        out::line(&format!("«{}»", anchor.quote));
        let places: Vec<String> = anchor.places.iter().map(words::place).collect();
        let (from, to) = (say::number(span.start), say::number(span.end));
        out::line(&format!("  {}", tr!("cite-where", name = name.as_str(), from = from, to = to)));
        for place in places {
            out::line(&format!("  {place}"));
        }
        out::line(&format!("  sha256 {item}  extraction {}", anchor.extraction));
    }
    Ok(Ending::Done)
}

pub(super) fn check(cli: &Cli, args: &Check) -> Result<Ending> {
    let path = args.anchor.display().to_string();
    let text = fs::read_to_string(&args.anchor).with_context(|| path.clone())?;
    let anchor = AnnotationV1::read(&text)
        .map_err(|error| trouble!("error-no-anchor", path = path).because(&error))?;
    let (_, catalogue) = look(cli)?;
    let verdict = catalogue.check(&anchor);
    let failure = match verdict {
        Ok(()) => None,
        Err(AnchorError::Mismatch(mismatch)) => Some(mismatch.to_string()),
        Err(AnchorError::Query(error)) => return Err(error.into()),
    };
    if cli.json {
        let body = serde_json::json!({ "item": anchor.item.to_string(), "holds": failure.is_none(), "why": failure });
        out::json(&wire::document("check", body))?;
    } else if let Some(why) = &failure {
        out::line(&tr!("check-fails", why = why.as_str()));
    } else {
        out::line(&tr!("check-holds", quote = anchor.quote.as_str()));
    }
    Ok(if failure.is_none() { Ending::Done } else { Ending::Wrong })
}

/// `120-184` as a span of code points.
pub(super) fn parse_span(text: &str) -> Result<CharSpan> {
    let span = text.trim_start_matches(['#', 'c']).split_once('-').and_then(|(start, end)| {
        Some(CharSpan { start: start.trim().parse().ok()?, end: end.trim().parse().ok()? })
    });
    Ok(span.filter(|span| span.start <= span.end).ok_or_else(|| trouble!("error-bad-span", given = text))?)
}
