//! The register's words: fields and their levels, why a pair is asked about, verdicts, what was not compared. Numbers with
//! their uncertainty.

use case::register::{Bits, NotCompared, Share, Standing, Why};
use link::name::Quality;
use model::{Decision, Verdict};

use crate::register::desk::Desk;
use crate::register::table::Agreeing;
use crate::say::{self, decimal, number};
use crate::tame;

/// A message without arguments.
fn plain(key: &str) -> String {
    say::message(key, &crate::args![])
}

/// A field.
#[must_use]
pub fn field(kind: &str) -> String {
    plain(&format!("field-{kind}"))
}

/// A level of agreement: the field's own word, or the one that all fields share.
#[must_use]
pub fn level(kind: &str, code: &str) -> String {
    let own = say::find(&format!("level-{kind}-{code}"), None, &crate::args![]);
    own.unwrap_or_else(|| plain(&format!("level-{code}")))
}

/// Why a pair is asked about.
#[must_use]
pub fn why(why: Why) -> String {
    plain(&format!("why-{}", why.code()))
}

/// A verdict.
#[must_use]
pub fn verdict(verdict: Verdict) -> String {
    plain(&format!("verdict-{}", verdict.code()))
}

/// What stands on a pair.
#[must_use]
pub fn standing(standing: Standing) -> String {
    plain(&format!("verdict-{}", standing.code()))
}

/// Bits with their sign and two decimals: `+9.64`, `−3.10`.
#[must_use]
pub fn bits(bits: Bits) -> String {
    let sign = if bits.0 < 0 { '−' } else { '+' };
    format!("{sign}{}", decimal(bits.bits().abs(), 2))
}

/// A probability in per cent; never 0 or 100, which no machine knows.
#[must_use]
pub fn probability(p: f64) -> String {
    let percent = p * 100.0;
    match percent {
        _ if percent < 0.1 => format!("< {} %", decimal(0.1, 1)),
        _ if percent > 99.9 => format!("> {} %", decimal(99.9, 1)),
        _ if (10.0..90.0).contains(&percent) => format!("{percent:.0} %"),
        _ => format!("{} %", decimal(percent, 1)),
    }
}

/// A share with its interval, in per cent.
#[must_use]
pub fn share(share: Share) -> String {
    let percent = |it: f64| decimal(it * 100.0, 1);
    let (expected, low, high) = (percent(share.expected), percent(share.low), percent(share.high));
    tr!("register-share", expected = expected, low = low, high = high)
}

/// Two parts of names that agree.
#[must_use]
pub fn part(part: &Agreeing) -> String {
    let key = match part.quality {
        Quality::Equal => "part-equal",
        Quality::Spelling => "part-spelling",
        Quality::Typo => "part-typo",
        Quality::Hypocoristic => "part-hypocoristic",
        Quality::Initial => "part-initial",
        Quality::Near => "part-near",
        Quality::Different => "part-different",
    };
    let how = plain(key);
    if part.one == part.other {
        format!("{} ({how})", part.one)
    } else {
        format!("{} ~ {} ({how})", part.one, part.other)
    }
}

/// What was not compared, and why.
#[must_use]
pub fn not_compared(desk: &Desk, it: &NotCompared) -> String {
    let name = |list: &u64| desk.list_name(*list);
    let heading = |list: &u64, column: &u32| {
        let columns = desk.declared.get(list).map(|it| it.list.columns.as_slice()).unwrap_or_default();
        let label = columns.iter().find(|it| it.column == *column).map(|it| it.label.trim().to_owned());
        let label = label.filter(|label| !label.is_empty());
        label.map_or_else(|| super::column_letters((*column).into()), |label| tame::name(&label).into_owned())
    };
    match it {
        NotCompared::Families => tr!("not-compared-families"),
        NotCompared::LooksCopied { list, original, records } => {
            tr!("not-compared-copied", list = name(list), original = name(original), n = *records)
        }
        NotCompared::AgeWithoutDay { list, column } => {
            tr!("not-compared-age", list = name(list), column = heading(list, column))
        }
        NotCompared::TooManyFields { list, column } => {
            tr!("not-compared-fields", list = name(list), column = heading(list, column))
        }
        NotCompared::Twice { list, first, records } => {
            tr!("not-compared-twice", list = name(list), first = name(first), n = *records)
        }
        NotCompared::Unread { list } => tr!("not-compared-unread", list = name(list)),
        NotCompared::NameParts { parts } => tr!("not-compared-parts", n = *parts),
    }
}

/// What a decision in the log says beyond its kind: the list's name, the verdict, the counts. Empty for others.
#[must_use]
pub fn decided(decision: Option<&Decision>) -> String {
    match decision {
        Some(Decision::ListDeclared { list, .. }) => tr!("event-detail-list", name = list.name.as_str()),
        Some(Decision::Judged(judgement)) => tr!("event-detail-judged", verdict = verdict(judgement.verdict)),
        Some(Decision::Linked(linked)) => {
            tr!("event-detail-linked", records = number(linked.records), persons = number(linked.persons))
        }
        _ => String::new(),
    }
}

/// What the register does not know yet, as sentences; none when it is up to date.
#[must_use]
pub fn behind(desk: &Desk) -> Vec<String> {
    let behind = &desk.behind;
    let names = |lists: &[u64]| desk.list_names(lists).join(", ");
    let mut found = Vec::new();
    if !behind.new.is_empty() {
        found.push(tr!("behind-new", lists = names(&behind.new)));
    }
    if !behind.changed.is_empty() {
        found.push(tr!("behind-changed", lists = names(&behind.changed)));
    }
    if !behind.gone.is_empty() {
        found.push(tr!("behind-gone", lists = names(&behind.gone)));
    }
    if behind.judgements > 0 {
        found.push(tr!("behind-judgements", n = behind.judgements));
    }
    if behind.file {
        found.push(tr!("behind-file"));
    }
    found
}

#[cfg(test)]
mod tests {
    use link::FieldKind;

    use super::*;
    use crate::register::{linking, seam};

    #[test]
    fn every_code_has_words() {
        let said = |text: String| assert!(!text.starts_with('['), "{text}");
        for kind in [
            FieldKind::Given,
            FieldKind::Surname,
            FieldKind::Birth,
            FieldKind::Sex,
            FieldKind::Nationality,
            FieldKind::Document,
            FieldKind::Place,
            FieldKind::Code,
            FieldKind::Text,
            FieldKind::Alias,
            FieldKind::List,
        ] {
            said(field(seam::field_code(kind)));
            seam::levels(kind).iter().for_each(|code| said(level(seam::field_code(kind), code)));
        }
        linking::families().iter().for_each(|code| said(plain(&format!("family-{code}"))));
        Why::ALL.iter().for_each(|it| said(why(*it)));
        Verdict::ALL.iter().for_each(|it| said(verdict(*it)));
        said(standing(Standing::Contradicted));
    }

    #[test]
    fn no_probability_is_certain() {
        let check = |p: f64, expected: &str| assert_eq!(probability(p), expected);
        check(0.0, "< 0.1 %");
        check(1.0, "> 99.9 %");
        check(0.5, "50 %");
        check(0.973, "97.3 %");
        assert_eq!((bits(Bits::of(9.5)), bits(Bits::of(-3.0))), ("+9.50".into(), "−3.00".into()));
    }
}
