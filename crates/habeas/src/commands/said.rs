//! Who said what, when, how many: quotations, disputes, the timeline, figures. Every line with the address of its exact
//! characters. Writes nothing.

use anyhow::Result;
use case::said::{Annotations, Period, Rows, Speaker, Wanted, days};
use case::{Catalogue, Page};
use model::Anchor;
use serde_json::{Value, json};

use super::{Ending, look, resolve};
use crate::cli::{Cli, Figures, Quotes, Timeline};
use crate::said::{DateLine, FigureLine, QuoteLine, Reader, ThingLine, page};
use crate::{address, out, say, tame, wire, words};

/// Rows read at once.
const AT_ONCE: u64 = 256;

/// The case and its annotations; says so when they are behind, or when annotating failed on something.
fn open(cli: &Cli) -> Result<(Catalogue, Annotations)> {
    let (folder, catalogue) = look(cli)?;
    let annotations = folder.annotations()?;
    let behind = annotations.behind(&catalogue)?;
    if behind > 0 {
        out::note(&tr!("note-annotations-behind", n = behind));
    }
    for (item, span) in annotations.failed()? {
        let at = format!("{}#{}", &item.to_string()[..12], address::of(span));
        out::note(&tr!("note-not-annotated", at = at));
    }
    Ok((catalogue, annotations))
}

/// Hands over a list page by page, so that none is too long.
fn each<T>(
    mut list: impl FnMut(Page) -> Result<Vec<T>, case::said::AnnotationsError>,
    mut take: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let mut offset = 0;
    loop {
        let rows = list(Page { offset, limit: AT_ONCE })?;
        let count = rows.len() as u64;
        rows.into_iter().try_for_each(&mut take)?;
        if count < AT_ONCE {
            return Ok(());
        }
        offset += count;
    }
}

/// Prints a list: one document of all its values, or each by itself and then the count.
struct Listing<'c> {
    cli: &'c Cli,
    kind: &'static str,
    values: Vec<Value>,
    shown: u64,
}

impl<'c> Listing<'c> {
    fn new(cli: &'c Cli, kind: &'static str) -> Self {
        Self { cli, kind, values: Vec::new(), shown: 0 }
    }

    fn add<T>(&mut self, line: &T, value: impl FnOnce(&T) -> Value, print: impl FnOnce(&T)) {
        self.shown += 1;
        if self.cli.json { self.values.push(value(line)) } else { print(line) }
    }

    /// Ends the list; `extra` are further fields of the document.
    fn end(self, reader: &Reader<'_>, count: &str, extra: Value) -> Result<Ending> {
        let stale = reader.stale();
        if self.cli.json {
            let mut body = json!({ self.kind: self.values, "left_out": stale });
            if let (Value::Object(body), Value::Object(extra)) = (&mut body, extra) {
                body.extend(extra);
            }
            out::json(&wire::document(self.kind, body))?;
        } else {
            out::line(&say::message(count, &crate::args![n = self.shown]));
        }
        if stale > 0 {
            out::note(&tr!("note-left-out", n = stale));
        }
        Ok(Ending::Done)
    }
}

pub(super) fn quotes(cli: &Cli, args: &Quotes) -> Result<Ending> {
    let (catalogue, annotations) = open(cli)?;
    let reader = Reader::new(&catalogue, &annotations);
    if args.disputed {
        return disputes(cli, &annotations, &reader);
    }
    let wanted = Wanted {
        item: args.item.as_deref().map(|given| resolve(&catalogue, given)).transpose()?,
        speaker: args.speaker.clone(),
        stance: args.stance.as_deref().map(stance).transpose()?,
        violation: args.violation.as_deref().map(violation).transpose()?,
        known: args.unknown.then(|| Speaker::Unknown.code().to_owned()),
        sure: args.confidence,
    };
    let less_sure = less_sure(&annotations, &wanted)?;
    let mut listing = Listing::new(cli, "quotes");
    each(
        |page| annotations.quotes(&wanted, page),
        |quote| {
            if let Some(line) = reader.quote(quote)? {
                listing.add(&line, wire::said::quote, |line| {
                    out::line(&format!("{}  {}", tame::name(&line.name), at(&line.anchor)));
                    print_quote(line, "    ");
                    out::line("");
                });
            }
            Ok(())
        },
    )?;
    if less_sure > 0 && !cli.json {
        out::note(&tr!("note-less-sure", n = less_sure, percent = u64::from(args.confidence)));
    }
    listing.end(&reader, "quotes-count", json!({ "less_sure": less_sure }))
}

fn disputes(cli: &Cli, annotations: &Annotations, reader: &Reader<'_>) -> Result<Ending> {
    let mut listing = Listing::new(cli, "disputes");
    each(
        |page| annotations.disputes(page),
        |dispute| {
            if let Some(line) = reader.dispute(dispute)? {
                listing.add(&line, wire::said::dispute, |line| {
                    out::line(&words::shared(&line.dispute));
                    for (key, side) in [("dispute-claim", &line.claim), ("dispute-denial", &line.denial)] {
                        let (name, at) = (tame::name(&side.name), at(&side.anchor));
                        out::line(&format!("  {}: {name}  {at}", say::message(key, &crate::args![])));
                        print_quote(side, "      ");
                    }
                    out::line("");
                });
            }
            Ok(())
        },
    )?;
    listing.end(reader, "disputes-count", Value::Null)
}

/// How many quotations would be among the wanted if they were surer.
fn less_sure(annotations: &Annotations, wanted: &Wanted) -> Result<u64> {
    let all = annotations.count_quotes(&Wanted { sure: 0, ..wanted.clone() })?;
    Ok(all - annotations.count_quotes(wanted)?)
}

fn stance(code: &str) -> Result<String> {
    let known = annotate::kinds::Stance::CODES.map(|(_, code)| code);
    if known.contains(&code) {
        return Ok(code.to_owned());
    }
    Err(trouble!("error-no-such-stance", given = code, known = known.join(", ")).into())
}

fn violation(code: &str) -> Result<String> {
    let known = words::violations();
    if known.contains(&code) {
        return Ok(code.to_owned());
    }
    Err(trouble!("error-no-such-violation", given = code, known = known.join(", ")).into())
}

/// The words, then who says them and how.
fn print_quote(line: &QuoteLine, indent: &str) {
    let content: Vec<String> = line.content.iter().map(words::spot).collect();
    out::line(&format!("{indent}{}", content.join(" … ")));
    let it = &line.quote.quotation;
    let mut facts = vec![words::speaker(&it.speaker), words::stance(&it.stance)];
    facts.extend(line.quote.violations.iter().map(|(code, _)| words::violation(code)));
    facts.dedup();
    facts.push(tr!("quote-confidence", percent = u64::from(it.confidence)));
    out::line(&format!("{indent}— {}", facts.join(" · ")));
    if let Some(resolved) = words::resolved(line) {
        out::line(&format!("{indent}  {resolved}"));
    }
}

pub(super) fn timeline(cli: &Cli, args: &Timeline) -> Result<Ending> {
    let (catalogue, annotations) = open(cli)?;
    let reader = Reader::new(&catalogue, &annotations);
    let day = |given: &str| days(given).ok_or_else(|| trouble!("error-bad-days", given = given));
    let period = Period {
        item: args.item.as_deref().map(|given| resolve(&catalogue, given)).transpose()?,
        from: args.from.as_deref().map(day).transpose()?.map(|(first, _)| first),
        to: args.to.as_deref().map(day).transpose()?.map(|(_, last)| last),
        // Of one item everything is shown; of a case what texts say, since births in lists would bury it.
        rows: match &args.item {
            Some(_) => Rows::Any,
            None => rows(args.in_lists),
        },
    };
    let unresolved = annotations.count_unresolved(&period)?;
    let within = Period { rows: Rows::Within, ..period };
    let listed = match period.rows {
        Rows::Outside if args.unresolved => annotations.count_unresolved(&within)?,
        Rows::Outside => annotations.count_timeline(&within)?,
        Rows::Any | Rows::Within => 0,
    };
    let mut listing = Listing::new(cli, "timeline");
    each(
        |page| {
            if args.unresolved {
                annotations.unresolved(&period, page)
            } else {
                annotations.timeline(&period, page)
            }
        },
        |dated| {
            if let Some(line) = reader.date(dated)? {
                listing.add(&line, wire::said::date, print_date);
            }
            Ok(())
        },
    )?;
    if !args.unresolved && unresolved > 0 && !cli.json {
        out::line(&tr!("timeline-unresolved", n = unresolved));
    }
    if listed > 0 && !cli.json {
        out::line(&tr!("timeline-listed", n = listed));
    }
    let count = if args.unresolved { "timeline-unresolved-count" } else { "timeline-count" };
    listing.end(&reader, count, json!({ "unresolved": unresolved, "in_lists": listed }))
}

/// What a list of findings shows by whether they stand in rows of declared lists.
const fn rows(in_lists: bool) -> Rows {
    if in_lists { Rows::Within } else { Rows::Outside }
}

fn print_date(line: &DateLine) {
    let words = words::spot(&line.words);
    out::line(&format!(
        "{}  “{words}”  {}  {}",
        words::date(&line.dated),
        tame::name(&line.name),
        at(&line.anchor)
    ));
    let speaker = line.speaker.as_ref().map(|it| format!("{}: ", words::speaker(it))).unwrap_or_default();
    out::line(&format!("    {speaker}{}", words::spot(&line.sentence)));
}

pub(super) fn figures(cli: &Cli, args: &Figures) -> Result<Ending> {
    let (catalogue, annotations) = open(cli)?;
    let reader = Reader::new(&catalogue, &annotations);
    let mut listing = Listing::new(cli, "figures");
    each(
        |page| annotations.figures(args.of.as_deref(), rows(args.in_lists), page),
        |thing| {
            let disagree = thing.figures.iter().any(|figure| figure.disagrees);
            if args.disagreeing && !disagree {
                return Ok(());
            }
            let line = reader.thing(thing)?;
            if !line.figures.is_empty() {
                listing.add(&line, wire::said::thing, print_thing);
            }
            Ok(())
        },
    )?;
    let listed =
        if args.in_lists { 0 } else { annotations.count_things(args.of.as_deref(), Rows::Within)? };
    if listed > 0 && !cli.json {
        out::line(&tr!("figures-listed", n = listed));
    }
    listing.end(&reader, "figures-count", json!({ "in_lists": listed }))
}

fn print_thing(thing: &ThingLine) {
    let unit = thing.unit.as_deref().map(|unit| format!(" ({unit})")).unwrap_or_default();
    out::line(&format!("{}{unit}", tame::name(&thing.head)));
    for line in &thing.figures {
        print_figure(line);
    }
    out::line("");
}

fn print_figure(line: &FigureLine) {
    let mark = if line.figure.disagrees { format!("  {}", tr!("figure-disagrees")) } else { String::new() };
    let counted = line.counted.as_ref().filter(|it| it.span.start >= line.anchor.span.end);
    let counted = counted.map(|it| format!(" {}", words::spot(it))).unwrap_or_default();
    let figure = format!("“{}{counted}”", words::spot(&line.words));
    out::line(&format!("  {figure}  {}{mark}", words::value(&line.figure.quantity)));
    let mut facts: Vec<String> = Vec::new();
    facts.extend(line.speaker.as_ref().map(words::speaker));
    facts.extend(words::figure_date(&line.figure));
    facts.push(tame::name(&line.name).into_owned());
    facts.push(at(&line.anchor));
    out::line(&format!("      {}", facts.join(" · ")));
}

/// Where words stand, as `text --at` and `cite --at` take it, and on which page.
fn at(anchor: &Anchor) -> String {
    let page = page(anchor).map(|page| format!("{}  ", tr!("place-page", page = page))).unwrap_or_default();
    format!("{page}{}#{}", &anchor.item.to_string()[..12], address::of(anchor.span))
}
