//! Citing exact characters, and checking a citation. A citation that no longer holds fails; it is never moved.

use std::fs;

use anyhow::{Context as _, Result};
use case::AnchorError;
use model::Anchor;

use super::{Ending, look, resolve};
use crate::cli::{Check, Cite, Cli};
use crate::wire::{self, AnnotationPageV1, AnnotationV1};
use crate::{address, out, say, words};

pub(super) fn cite(cli: &Cli, args: &Cite) -> Result<Ending> {
    let (_, catalogue) = look(cli)?;
    let item = resolve(&catalogue, &args.item)?;
    let spans = match (&args.at, &args.find) {
        (Some(at), _) => vec![address::parse(at)?],
        (None, Some(quote)) => catalogue.find(item, quote)?,
        (None, None) => Vec::new(),
    };
    if spans.is_empty() {
        let quote = args.find.clone().unwrap_or_default();
        return Err(trouble!("error-quote-not-found", quote = quote).into());
    }
    let name = catalogue.item(item)?.map(|item| item.line.name).unwrap_or_default();
    let anchors = spans.iter().map(|span| catalogue.anchor(item, *span)).collect::<Result<Vec<_>, _>>()?;
    if cli.json {
        match anchors.as_slice() {
            [anchor] => out::json(&AnnotationV1::from(anchor))?,
            several => out::json(&AnnotationPageV1::new(several))?,
        }
        return Ok(Ending::Done);
    }
    for anchor in anchors {
        let span = anchor.span;
        out::line(&format!("«{}»", anchor.quote));
        let places: Vec<String> = anchor.places.iter().map(words::place).collect();
        let (from, to) = (say::number(span.start), say::number(span.end));
        out::line(&format!("  {}", tr!("cite-where", name = name.as_str(), from = from, to = to)));
        for place in places {
            out::line(&format!("  {place}"));
        }
        let version = tr!("extraction-version", version = anchor.extraction.to_string());
        out::line(&format!("  sha256 {item}  {version}"));
    }
    Ok(Ending::Done)
}

pub(super) fn check(cli: &Cli, args: &Check) -> Result<Ending> {
    let path = args.anchor.display().to_string();
    let text = fs::read_to_string(&args.anchor).with_context(|| path.clone())?;
    let anchors = wire::read_anchors(&text)
        .map_err(|error| trouble!("error-no-anchor", path = path).because(&error))?;
    let (_, catalogue) = look(cli)?;
    let mut verdicts = Vec::new();
    for anchor in &anchors {
        verdicts.push(match catalogue.check(anchor) {
            Ok(()) => None,
            Err(AnchorError::Mismatch(mismatch)) => Some(mismatch.to_string()),
            Err(AnchorError::Query(error)) => return Err(error.into()),
        });
    }
    let holds = verdicts.iter().all(Option::is_none);
    if cli.json {
        let citation = |(anchor, why): (&Anchor, &Option<String>)| serde_json::json!({ "item": anchor.item.to_string(), "holds": why.is_none(), "why": why });
        let citations: Vec<_> = anchors.iter().zip(&verdicts).map(citation).collect();
        let body = serde_json::json!({ "holds": holds, "citations": citations });
        out::json(&wire::document("check", body))?;
        return Ok(if holds { Ending::Done } else { Ending::Wrong });
    }
    for (anchor, why) in anchors.iter().zip(&verdicts) {
        out::line(&match why {
            Some(why) => tr!("check-fails", why = why.as_str()),
            None => tr!("check-holds", quote = anchor.quote.as_str()),
        });
    }
    Ok(if holds { Ending::Done } else { Ending::Wrong })
}
