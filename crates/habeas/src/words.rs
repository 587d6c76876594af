//! The field's words in the person's language: states, defects, places, findings, events. Each is one message.

pub mod estimate;
mod lists;
pub mod register;
mod said;

pub use lists::{list_place, list_state, meaning, order, passed_over, reason};
pub use said::{date, figure_date, resolved, shared, speaker, spot, stance, value, violation, violations};

use archive::Finding;
use case::search::Problem;
use case::{CustodyRow, LogRow};
use model::{Anchor, Defect, DefectKind, LedgerState, MediaType, Missing, Place};

use crate::say::{self, number};
use crate::tame;

/// A ledger state.
#[must_use]
pub fn state(state: LedgerState) -> String {
    say::message(&format!("state-{}", state.code()), &crate::args![])
}

/// A defect in a line: what, where, how much, the reader's own words, and what a person can do about what is missing.
#[must_use]
pub fn defect(defect: &Defect) -> String {
    let mut text = say::message(&format!("defect-{}", defect.kind.code()), &crate::args![]);
    if let Some(at) = &defect.place {
        text = format!("{text} ({})", place(at));
    }
    let missing = missing(defect.missing);
    if !missing.is_empty() {
        text = format!("{text}; {missing}");
    }
    let (detail, next) = match extract::format::Sort::advised(&defect.detail) {
        Some((label, code)) => (label, Some(format!("advice-{code}"))),
        None => (defect.detail.as_str(), remedy(defect).map(str::to_owned)),
    };
    if !detail.is_empty() {
        text = format!("{text} [{}]", tame::name(detail));
    }
    match next {
        Some(next) => format!("{text}. {} {}", tr!("next-label"), say::message(&next, &crate::args![])),
        None => text,
    }
}

/// The key of what a person can do about a defect that leaves something out.
const fn remedy(defect: &Defect) -> Option<&'static str> {
    Some(match defect.kind {
        _ if matches!(defect.missing, Missing::Nothing) => return None,
        DefectKind::Encrypted => "remedy-encrypted",
        DefectKind::Damaged | DefectKind::Truncated | DefectKind::ChecksumMismatch => "remedy-damaged",
        DefectKind::OcrUnavailable => "remedy-ocr",
        DefectKind::TooLarge | DefectKind::TooDeep => "remedy-limit",
        DefectKind::Unreadable => "remedy-unreadable",
        DefectKind::ChangedWhileRead => "remedy-changed",
        _ => return None,
    })
}

/// A defect's kind alone.
#[must_use]
pub fn defect_kind(kind: model::DefectKind) -> String {
    say::message(&format!("defect-{}", kind.code()), &crate::args![])
}

/// How much is missing; empty for nothing.
#[must_use]
pub fn missing(missing: Missing) -> String {
    let counted = |key: &str, n: u64| say::message(key, &crate::args![n = n]);
    match missing {
        Missing::Nothing => String::new(),
        Missing::Unknown => tr!("missing-unknown"),
        Missing::Everything => tr!("missing-everything"),
        Missing::Bytes(count) => tr!("missing-bytes", size = say::bytes(count)),
        Missing::Pages(count) => counted("missing-pages", count),
        Missing::Characters(count) => counted("missing-characters", count),
        Missing::Rows(count) => counted("missing-rows", count),
        Missing::Members(count) => counted("missing-members", count),
        Missing::Pictures(count) => counted("missing-pictures", count),
    }
}

/// A kind of item in a word or two; a type that has no word of its own stands as it is.
#[must_use]
pub fn media_type(kind: &MediaType) -> String {
    let key: String =
        kind.as_str().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    say::find(&format!("type-{key}"), None, &crate::args![]).unwrap_or_else(|| kind.to_string())
}

/// What is wrong with a query.
#[must_use]
pub fn problem(problem: Problem) -> String {
    say::message(&format!("query-{}", problem.code()), &crate::args![])
}

/// A range of days as a filter writes it, in words where it is a month, a year or a day.
#[must_use]
pub fn days(text: &str) -> String {
    let months = tr!("months");
    let month =
        |number: &str| Some(months.split(' ').nth(number.parse::<usize>().ok()?.checked_sub(1)?)?.to_owned());
    let parts: Vec<&str> = text.split('-').collect();
    let named = match parts.as_slice() {
        [year, number] if !text.contains('.') => month(number).map(|month| format!("{month} {year}")),
        [year, number, day] if !text.contains('.') => {
            month(number).map(|month| format!("{} {month} {year}", day.trim_start_matches('0')))
        }
        _ => None,
    };
    named.unwrap_or_else(|| text.to_owned())
}

/// A place in an original.
#[must_use]
pub fn place(place: &Place) -> String {
    let range = |start: &u64, end: &u64| format!("{}–{}", number(*start), number(*end));
    match place {
        Place::Bytes { start, end } => tr!("place-bytes", range = range(start, end)),
        Place::Member { path, start, end } => {
            tr!("place-member", path = path.as_str(), range = range(start, end))
        }
        Place::Page { page, area: None } => tr!("place-page", page = *page),
        Place::Page { page, area: Some(area) } => {
            let area = format!("{},{} {},{}", area.left, area.top, area.right, area.bottom);
            tr!("place-page-area", page = *page, area = area)
        }
        Place::Cell { sheet, row, column } => {
            let (cell, sheet) = (format!("{}{}", column_letters((*column).into()), row + 1), sheet.as_str());
            if sheet.is_empty() {
                tr!("place-cell", cell = cell)
            } else {
                tr!("place-sheet-cell", sheet = sheet, cell = cell)
            }
        }
        Place::Time { start_ms, end_ms } => tr!("place-time", from = clock(*start_ms), to = clock(*end_ms)),
        Place::MailPart { part, start, end } => {
            tr!("place-mail", part = part.as_str(), range = range(start, end))
        }
    }
}

/// A citation as a footnote: the words, where they stand, and what shows that they are the item's.
#[must_use]
pub fn footnote(anchor: &Anchor, name: &str, custody: Option<&CustodyRow>, case: &str) -> String {
    let quote = anchor.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    // One place is enough to find the page, cell or time; a passage on a page has one for each word.
    let place = match anchor.places.first() {
        Some(Place::Page { page, .. }) => Some(place(&Place::Page { page: *page, area: None })),
        Some(first @ (Place::Cell { .. } | Place::Time { .. })) => Some(place(first)),
        _ => None,
    };
    let characters = tr!("footnote-characters", from = anchor.span.start, to = anchor.span.end);
    let stands = place.into_iter().chain([characters]).collect::<Vec<_>>().join(", ");
    let (item, version) = (anchor.item.to_string(), anchor.extraction.to_string());
    let note = tr!("footnote", quote = quote, name = name, stands = stands, item = item, version = version);
    let taken = custody.map(|row| {
        let (at, who) = (say::when(row.custody.at), row.custody.collector.as_str());
        tr!("footnote-taken", case = case, at = at, who = who, entry = row.entry)
    });
    std::iter::once(note).chain(taken).collect::<Vec<_>>().join(" ")
}

/// A spreadsheet's name for a column: 0 is A, 26 is AA.
#[must_use]
pub fn column_letters(column: u64) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters
}

fn clock(ms: u64) -> String {
    let (seconds, ms) = (ms / 1000, ms % 1000);
    format!("{:02}:{:02}:{:02}.{ms:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A finding's stable name and what it is about.
#[must_use]
pub fn finding_code(finding: &Finding) -> (&'static str, String) {
    match finding {
        Finding::CheckpointUnreadable => ("checkpoint-unreadable", "log/checkpoint".into()),
        Finding::SignatureForged => ("signature-forged", "log/checkpoint".into()),
        Finding::SignerUnknown => ("signer-unknown", "log/checkpoint".into()),
        Finding::RootMismatch => ("root-mismatch", "log/checkpoint".into()),
        Finding::Rewritten { size } => ("rewritten", size.to_string()),
        Finding::TileLost { path } => ("tile-lost", path.clone()),
        Finding::TileChanged { path } => ("tile-changed", path.clone()),
        Finding::EntryLost { index } => ("entry-lost", index.to_string()),
        Finding::EntryChanged { index } => ("entry-changed", index.to_string()),
        Finding::EntryUnreadable { index } => ("entry-unreadable", index.to_string()),
        Finding::OriginalLost { item } => ("original-lost", item.to_string()),
        Finding::OriginalChanged { item, .. } => ("original-changed", item.to_string()),
        Finding::OriginalUnreadable { item } => ("original-unreadable", item.to_string()),
        Finding::ErasureUnfinished { path } => ("erasure-unfinished", path.clone()),
        Finding::Addition { path } => ("addition", path.clone()),
    }
}

/// A finding as a sentence.
#[must_use]
pub fn finding(finding: &Finding) -> String {
    let (code, what) = finding_code(finding);
    say::message(&format!("finding-{code}"), &crate::args![what = what])
}

/// A log entry as a sentence.
#[must_use]
pub fn event(row: &LogRow) -> String {
    let item = row.item.map(|item| item.to_string()[..12].to_owned()).unwrap_or_default();
    let (items, findings) = row.verified.unwrap_or_default();
    let kind = row.detail.as_deref().filter(|_| row.kind == "exported");
    let exported = kind.and_then(|kind| say::find(&format!("export-{kind}"), None, &crate::args![]));
    let args = crate::args![
        item = item,
        name = row.name.as_deref().unwrap_or_default(),
        about = row.about.unwrap_or_default(),
        detail = exported.or(row.detail.clone()).unwrap_or_default(),
        items = items,
        findings = findings,
    ];
    say::message(&format!("event-{}", row.kind), &args)
}

#[cfg(test)]
mod tests {
    use model::DefectKind;

    use super::*;

    #[test]
    fn every_code_has_a_message() {
        let exists = |key: &str| assert!(say::find(key, None, &crate::args![]).is_some(), "{key}");
        DefectKind::ALL.iter().for_each(|kind| exists(&format!("defect-{}", kind.code())));
        LedgerState::ALL.iter().for_each(|state| exists(&format!("state-{}", state.code())));
        extract::format::Sort::CODES.iter().for_each(|(_, code)| exists(&format!("advice-{code}")));
        for kind in DefectKind::ALL {
            let key = remedy(&Defect::whole(kind, Missing::Everything, ""));
            key.into_iter().for_each(exists);
        }
        for code in [
            "checkpoint-unreadable",
            "signature-forged",
            "signer-unknown",
            "root-mismatch",
            "rewritten",
            "tile-lost",
            "tile-changed",
            "entry-lost",
            "entry-changed",
            "entry-unreadable",
            "original-lost",
            "original-changed",
            "original-unreadable",
            "erasure-unfinished",
            "addition",
        ] {
            exists(&format!("finding-{code}"));
        }
        for kind in [
            "created",
            "key-added",
            "taken",
            "item-erased",
            "entry-erased",
            "verified",
            "exported",
            "list-declared",
            "list-refused",
            "list-withdrawn",
            "judged",
            "judgement-withdrawn",
            "linked",
            "estimated",
            "erased",
        ] {
            exists(&format!("event-{kind}"));
        }
    }

    #[test]
    fn lists_have_words_for_everything() {
        use case::lists::ListState;
        use model::{DateOrder, Meaning, PassedOver, Reason};
        let said = Meaning::ALL.map(meaning).into_iter().chain(Reason::ALL.map(reason));
        let said = said.chain(PassedOver::ALL.map(passed_over)).chain(DateOrder::ALL.map(order));
        for words in said.chain(ListState::ALL.map(list_state)) {
            assert!(!words.starts_with('['), "{words}");
        }
    }

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        let names = [0, 25, 26, 701, 702].map(column_letters);
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA"]);
        assert_eq!(clock(3_723_004), "01:02:03.004");
    }
}
