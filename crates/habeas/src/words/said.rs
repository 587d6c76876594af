//! Speakers, stances, violations, dates and figures in the person's language. A code that has no word stands as it is.

use case::said::{Dated, Dispute, Figure, Quantity, Speaker};
use jiff::civil::Date;

use super::days;
use crate::said::{QuoteLine, Spot};
use crate::{say, tame};

/// Who speaks: a name, a description, or that nobody knows.
#[must_use]
pub fn speaker(speaker: &Speaker) -> String {
    speaker.words().map_or_else(|| tr!("speaker-unknown"), |name| tame::name(&one_line(name)).into_owned())
}

/// How a speaker that the text does not name right there is known; `None` for all others.
#[must_use]
pub fn resolved(line: &QuoteLine) -> Option<String> {
    let from = spot(line.from.as_ref()?);
    let span = crate::address::of(line.from.as_ref()?.span);
    Some(match &line.source {
        Some(source) => {
            tr!("speaker-resolved", source = spot(source), from = from, span = span)
        }
        None => tr!("speaker-resolved-unnamed", from = from, span = span),
    })
}

/// What a speaker does with what is said.
#[must_use]
pub fn stance(code: &str) -> String {
    worded("stance", code)
}

/// A kind of violation.
#[must_use]
pub fn violation(code: &str) -> String {
    worded("violation", code)
}

/// The codes of all violations.
#[must_use]
pub fn violations() -> Vec<&'static str> {
    annotate::kinds::Violation::CODES.iter().map(|(_, code)| *code).collect()
}

/// Characters of an item as people read them on one line: what was deleted with change tracking says so.
#[must_use]
pub fn spot(spot: &Spot) -> String {
    let runs = spot.runs().into_iter();
    let words = runs.map(|(deleted, words)| match deleted {
        true => tr!("words-deleted", words = words),
        false => words.to_owned(),
    });
    one_line(&words.collect::<String>())
}

/// What the two sides of a dispute share.
#[must_use]
pub fn shared(dispute: &Dispute) -> String {
    let mut shared: Vec<String> = dispute.violations.iter().map(|code| violation(code)).collect();
    shared.extend(dispute.names.iter().map(|name| {
        let (denial, claim) = (tame::name(&name.denial), tame::name(&name.claim));
        if denial == claim { claim.into_owned() } else { format!("{claim} / {denial}") }
    }));
    shared.extend(dispute.figures.iter().map(|figure| tame::name(figure).into_owned()));
    shared.extend(dispute.dates.iter().map(|value| point(value)));
    if !dispute.stems.is_empty() {
        let stems: Vec<String> = dispute.stems.iter().map(|stem| format!("{}…", tame::name(stem))).collect();
        shared.push(tr!("dispute-words", words = stems.join(", ")));
    }
    match (dispute.opposed, shared.join("; ")) {
        (true, shared) if shared.is_empty() => tr!("dispute-one-text"),
        (true, shared) => tr!("dispute-one-text-shared", shared = shared),
        (false, shared) => tr!("dispute-shared", shared = shared),
    }
}

/// A date as fine as its source gave it; of an unresolved one, that it is.
#[must_use]
pub fn date(dated: &Dated) -> String {
    let Some(value) = &dated.date.value else {
        return if dated.date.precision == "vague" { tr!("date-vague") } else { tr!("date-unresolved") };
    };
    let when = point(value);
    match dated.date.modifier.as_deref() {
        Some(modifier) => {
            let key = format!("date-{}", modifier.to_lowercase().replace('_', "-"));
            say::find(&key, None, &crate::args![when = when.as_str()]).unwrap_or(when)
        }
        None => when,
    }
}

/// A date value in words where it is a day, a month or a year; any other as TIMEX3 writes it.
fn point(value: &str) -> String {
    let (day, time) = value.split_once('T').unwrap_or((value, ""));
    let calendar = day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let time = if time.is_empty() { String::new() } else { format!(" T{time}") };
    if calendar { format!("{}{time}", days(day)) } else { value.to_owned() }
}

/// A figure's value with how sharp it is.
#[must_use]
pub fn value(quantity: &Quantity) -> String {
    let number = |value: f64| {
        if value.fract() == 0.0 && (0.0..9e15).contains(&value) {
            say::number(value as u64)
        } else {
            value.to_string()
        }
    };
    let (low, high) = (number(quantity.low), number(quantity.high));
    let value = if quantity.low == quantity.high { low } else { format!("{low}–{high}") };
    let unit = quantity.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
    say::find(&format!("figure-{}", quantity.approximation), None, &crate::args![value = value.as_str()])
        .unwrap_or(value)
        + &unit
}

/// When a figure is of: the date of its sentence, else the publication's.
#[must_use]
pub fn figure_date(figure: &Figure) -> Option<String> {
    let published = |day: Date| tr!("figure-published", day = days(&day.to_string()));
    figure.quantity.date.as_ref().map(|date| point(&date.value)).or_else(|| figure.published.map(published))
}

fn worded(kind: &str, code: &str) -> String {
    say::find(&format!("{kind}-{code}"), None, &crate::args![]).unwrap_or_else(|| code.to_owned())
}

/// Foreign words on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use annotate::kinds::Stance;

    use super::*;

    #[test]
    fn every_stance_violation_and_approximation_has_a_word() {
        let exists = |key: &str| assert!(say::find(key, None, &crate::args![]).is_some(), "{key}");
        Stance::CODES.iter().for_each(|(_, code)| exists(&format!("stance-{code}")));
        violations().iter().for_each(|code| exists(&format!("violation-{code}")));
        ["exact", "about", "at-least", "at-most", "order"]
            .iter()
            .for_each(|code| exists(&format!("figure-{code}")));
    }

    #[test]
    fn a_date_is_as_fine_as_its_value() {
        say::Voice::of_locale("en").speak(|| {
            assert_eq!(point("2025-03-07"), "7 Mar 2025");
            assert_eq!(point("2025-03-07T06:30"), "7 Mar 2025 T06:30");
            assert_eq!(point("2025-02"), "Feb 2025");
            assert_eq!(point("2025"), "2025");
            assert_eq!(point("2025-W12"), "2025-W12");
            assert_eq!(point("P3D"), "P3D");
        });
    }
}
