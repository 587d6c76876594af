//! The keys under which a record is found by others. Never decides how many records a key may have: the plan does.

use crate::candidates::Slips;
use crate::hash::{hash, join};
use crate::name::{Lexicon, WordId};
use crate::records::{FieldKind, RecordAt, Records};

/// A kind of key. Two records are candidates when they share a key of any family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Family {
    /// The same document number, or one with a character missing.
    Document,
    /// The same day of birth, day and month in any order.
    Birth,
    /// Two parts of the name sound alike.
    NamePair,
    /// Two parts of the name sound alike once rare words are taken for the commoner ones they are a slip away from.
    NameSlip,
    /// A part of the name sounds alike, and the year or the month and day of birth are equal.
    NameBirth,
    /// A part of the name sounds alike, and another value is equal.
    NameOther,
    /// Two other values are equal, or one and the year of birth.
    Other,
    /// A single part of the name or a single other value.
    Single,
}

/// All families, in the order in which they are planned.
pub const FAMILIES: [Family; 8] = [
    Family::Document,
    Family::Birth,
    Family::NameSlip,
    Family::NamePair,
    Family::NameBirth,
    Family::NameOther,
    Family::Other,
    Family::Single,
];

/// Calls `tell` with every key of a record in a family, and whether the record looks for others under it: two that do not are
/// no pair. Keys of one record may repeat.
pub fn keys(records: &Records, slips: &Slips, at: RecordAt, family: Family, mut tell: impl FnMut(u64, bool)) {
    if family == Family::NameSlip {
        return slip_keys(records, slips, at, tell);
    }
    let mut each = |key: u64| tell(key, true);
    let salted = |parts: &[u64]| parts.iter().fold(hash(&[family as u8]), |sum, &it| join(sum, it));
    let unordered = |a: u64, b: u64| salted(&[a.min(b), a.max(b)]);
    let name = records.name(at);
    let glance = |index: usize| records.lexicon.glance(name.words[index]);
    let sounds = |index: usize, each: &mut dyn FnMut(u64)| sounds(&records.lexicon, name.words[index], each);
    let count = name.words.len();
    let birth = records.birth(at);
    match family {
        Family::NameSlip => {}
        Family::Document => {
            for number in values(records, at, &[FieldKind::Document]) {
                each(salted(&[number.text]));
                deletions(number.written.as_bytes(), |it| each(salted(&[it])));
            }
        }
        Family::Birth => {
            if birth.is_day() {
                let (low, high) = (birth.month.min(birth.day), birth.month.max(birth.day));
                each(salted(&[birth.from as u64, u64::from(low), u64::from(high)]));
            }
        }
        Family::NamePair => {
            for i in 0..count {
                for j in i + 1..count {
                    sounds(i, &mut |a| sounds(j, &mut |b| each(unordered(a, b))));
                }
            }
        }
        Family::NameBirth => {
            if birth.is_known() {
                for i in (0..count).filter(|&it| !glance(it).is_initial()) {
                    let sound = glance(i).skeleton();
                    for year in birth.from..=birth.to {
                        each(salted(&[sound, year as u64]));
                    }
                    if birth.is_day() {
                        let (low, high) = (birth.month.min(birth.day), birth.month.max(birth.day));
                        each(salted(&[sound, 1 << 20, u64::from(low), u64::from(high)]));
                    }
                }
            }
        }
        Family::NameOther => {
            for other in values(records, at, &OTHER) {
                for part in other.parts.iter().copied() {
                    for i in (0..count).filter(|&it| !glance(it).is_initial()) {
                        each(salted(&[glance(i).skeleton(), part]));
                    }
                }
            }
        }
        Family::Other => {
            let all: Vec<Seen<'_>> = values(records, at, &OTHER).collect();
            for (i, one) in all.iter().enumerate() {
                for other in &all[i + 1..] {
                    each(unordered(one.text, other.text));
                }
                if birth.is_known() && birth.from == birth.to {
                    each(salted(&[one.text, birth.from as u64]));
                }
            }
        }
        Family::Single => {
            for i in (0..count).filter(|&it| glance(it).length() > 2) {
                each(salted(&[0, glance(i).skeleton()]));
            }
            for other in values(records, at, &OTHER) {
                each(salted(&[1, other.text]));
            }
        }
    }
}

/// The keys of two parts: records look for others under what they may have meant, and are found under what they wrote.
fn slip_keys(records: &Records, slips: &Slips, at: RecordAt, mut tell: impl FnMut(u64, bool)) {
    let words = records.name(at).words;
    let each_sound = |word: WordId, each: &mut dyn FnMut(u64, bool)| {
        sounds(&records.lexicon, word, |it| each(it, false));
        let meant = slips.meant(word).iter();
        meant.for_each(|it| each(records.lexicon.glance(*it).skeleton(), true));
    };
    for (i, &one) in words.iter().enumerate() {
        for &other in &words[i + 1..] {
            each_sound(one, &mut |a, slip| {
                each_sound(other, &mut |b, also| {
                    let key = [a.min(b), a.max(b)].into_iter().fold(hash(b"slip"), join);
                    tell(key, slip || also);
                });
            });
        }
    }
}

const OTHER: [FieldKind; 3] = [FieldKind::Place, FieldKind::Code, FieldKind::Text];

struct Seen<'a> {
    written: &'a str,
    text: u64,
    parts: &'a [u64],
}

fn values<'a>(records: &'a Records, at: RecordAt, kinds: &'a [FieldKind]) -> impl Iterator<Item = Seen<'a>> {
    let fields = records.fields.iter().filter(|it| kinds.contains(&it.kind));
    fields.filter_map(move |field| {
        let value = records.columns[field.column].get(at)?;
        let text = hash(value.text.as_bytes()).wrapping_add(hash(&[field.kind as u8, field.column as u8]));
        Some(Seen { written: &value.text, text, parts: &value.parts })
    })
}

/// How a word sounds, and the names that it is a short form of.
fn sounds(lexicon: &Lexicon, word: WordId, mut each: impl FnMut(u64)) {
    let glance = lexicon.glance(word);
    if glance.is_initial() {
        return;
    }
    each(glance.skeleton());
    // A name and its short forms meet under the name.
    if glance.has_short_forms() {
        for &name in &lexicon.word(word).stands_for {
            each(hash(&name.to_le_bytes()));
        }
    }
}

/// The text with each of its characters left out in turn.
pub(super) fn deletions(text: &[u8], mut each: impl FnMut(u64)) {
    if text.len() > 24 {
        return;
    }
    let mut shorter = Vec::with_capacity(text.len());
    for left_out in 0..text.len() {
        shorter.clear();
        shorter.extend_from_slice(&text[..left_out]);
        shorter.extend_from_slice(&text[left_out + 1..]);
        each(hash(&shorter));
    }
}
