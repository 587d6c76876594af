//! Compares two names under the best pair of readings, part by part. Never counts an omitted part as a contradiction, and
//! never a part it cannot read as agreement.

use super::joined::{joined, run_together};
use super::lexicon::{Lexicon, WordId};
use super::parse::Reading;
use super::quality::Quality;

/// How given names compare. The order is that of the patterns: 0 is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum GivenLevel {
    /// One side has none.
    Missing,
    /// All parts equal.
    Equal,
    /// All that one side has is on the other, which has more.
    Omitted,
    /// Spelling variants or slips, nothing contradicted.
    Variant,
    /// A short form, nothing contradicted.
    Hypocoristic,
    /// Initials only.
    Initial,
    /// A part in common, and each side has another one.
    Shared,
    /// Alike but not the same.
    Near,
    /// Nothing in common.
    Different,
    /// The given names of one are the surname of the other, and the reverse.
    Reversed,
}

/// How surnames compare. The order is that of the patterns: 0 is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum SurnameLevel {
    /// One side has none.
    Missing,
    /// First and second equal.
    BothEqual,
    /// First and second agree, one at least as a variant.
    BothVariant,
    /// First equal, no second on one side or both.
    OneEqual,
    /// First agrees as a variant, no second on one side or both.
    OneVariant,
    /// Both agree, in the other order.
    Swapped,
    /// The only surname of one side is the second of the other.
    OtherOmitted,
    /// First agrees, second is contradicted.
    SecondDiffers,
    /// Second agrees, first is contradicted.
    FirstDiffers,
    /// A first agrees with a second, the others contradict.
    Crossed,
    /// Alike but not the same.
    Near,
    /// Nothing in common.
    Different,
    /// See [`GivenLevel::Reversed`].
    Reversed,
}

/// Two parts that agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartMatch {
    /// The part of one name.
    pub one: WordId,
    /// The part of the other.
    pub other: WordId,
    /// How well.
    pub quality: Quality,
    /// Whether as given names, not as surnames.
    pub given: bool,
}

/// The most words of a name that are compared.
pub(super) const MOST_WORDS: usize = super::parse::MOST_PARTS;
/// The most part matches that a comparison keeps.
const MOST_MATCHES: usize = 6;

/// What comparing two names comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NameComparison {
    /// Given names.
    pub given: GivenLevel,
    /// Surnames.
    pub surname: SurnameLevel,
    /// log2 of how likely the two readings are under which the names agree so, the likeliest having 0: what an unlikely
    /// reading takes off.
    pub reading: f32,
    pub(super) matches: [PartMatch; MOST_MATCHES],
    pub(super) count: u8,
}

impl NameComparison {
    pub(super) const NOTHING: Self = Self {
        given: GivenLevel::Missing,
        surname: SurnameLevel::Missing,
        reading: 0.0,
        matches: [PartMatch { one: WordId(0), other: WordId(0), quality: Quality::Different, given: false };
            MOST_MATCHES],
        count: 0,
    };

    /// The parts that agree.
    #[must_use]
    pub fn matches(&self) -> &[PartMatch] {
        &self.matches[..usize::from(self.count)]
    }

    fn push(&mut self, part: PartMatch) {
        if usize::from(self.count) < MOST_MATCHES {
            self.matches[usize::from(self.count)] = part;
            self.count += 1;
        }
    }

    /// How good it is as a choice among readings; never shown, and no weight.
    fn preference(&self) -> f32 {
        const GIVEN: [f32; 10] = [0.0, 7.0, 5.5, 5.0, 3.5, 1.0, 0.5, -1.5, -5.0, 2.0];
        const SURNAME: [f32; 13] = [0.0, 14.0, 11.0, 7.0, 6.0, 8.0, 3.0, 2.5, 2.0, -1.0, -2.0, -7.0, 3.0];
        if self.given == GivenLevel::Missing && self.surname == SurnameLevel::Missing {
            // Readings under which the names say nothing are no way around a contradiction.
            return -20.0;
        }
        GIVEN[self.given as usize] + SURNAME[self.surname as usize]
    }
}

/// A name in a lexicon's words.
#[derive(Debug, Clone, Copy)]
pub struct Name<'a> {
    /// The parts.
    pub words: &'a [WordId],
    /// The readings, as masks over the parts.
    pub readings: &'a [Reading],
}

/// Compares two names: the best over all pairs of their readings.
#[must_use]
pub fn compare(lexicon: &Lexicon, one: Name<'_>, other: Name<'_>) -> NameComparison {
    if one.readings.is_empty() || other.readings.is_empty() {
        return NameComparison::NOTHING;
    }
    if let Some(found) = unread(lexicon, one, other).or_else(|| run_together(lexicon, one, other)) {
        return found;
    }
    let grid = Grid::new(lexicon, one, other);
    let mut best: Option<(f32, NameComparison)> = None;
    for a in one.readings {
        for b in other.readings {
            let mut found = grid.compare(a, b);
            found.reading = a.log2 + b.log2;
            let preference = found.preference() + found.reading;
            if best.as_ref().is_none_or(|it| preference > it.0) {
                best = Some((preference, found));
            }
        }
    }
    best.map_or(NameComparison::NOTHING, |it| it.1)
}

/// Letters of two scripts, one of which cannot be transliterated, say nothing for or against.
fn unread(lexicon: &Lexicon, one: Name<'_>, other: Name<'_>) -> Option<NameComparison> {
    let latin = |name: Name<'_>| name.words.iter().filter(|it| lexicon.glance(**it).is_ascii()).count();
    let (a, b) = (latin(one), latin(other));
    let all = (a == one.words.len() && b == 0) || (a == 0 && b == other.words.len());
    all.then_some(NameComparison::NOTHING)
}

/// The quality of every pair of parts.
struct Grid<'a> {
    lexicon: &'a Lexicon,
    one: Name<'a>,
    other: Name<'a>,
    cells: [[Quality; MOST_WORDS]; MOST_WORDS],
}

impl<'a> Grid<'a> {
    fn new(lexicon: &'a Lexicon, one: Name<'a>, other: Name<'a>) -> Self {
        let mut cells = [[Quality::Different; MOST_WORDS]; MOST_WORDS];
        let (mut matched_one, mut matched_other) = (0_u16, 0_u16);
        for (i, (row, &a)) in cells.iter_mut().zip(one.words).enumerate() {
            let glance = *lexicon.glance(a);
            for (j, (cell, &b)) in row.iter_mut().zip(other.words).enumerate() {
                if a == b || !glance.rules_out(*lexicon.glance(b)) {
                    *cell = lexicon.quality(a, b);
                    if *cell >= Quality::Typo {
                        matched_one |= 1 << i;
                        matched_other |= 1 << j;
                    }
                }
            }
        }
        let mut grid = Self { lexicon, one, other, cells };
        let alone = |name: Name<'_>, matched: u16| ((1 << name.words.len().min(MOST_WORDS)) - 1) & !matched;
        grid.join_words(alone(one, matched_one), alone(other, matched_other));
        grid
    }

    /// Finds neighbouring words of one name that are a single word of the other: written apart ("Patr ushev"), or as
    /// initials without points ("JC"). Only words without a match, those of the masks, are looked at.
    fn join_words(&mut self, one: u16, other: u16) {
        if one == 0 || other == 0 || one.count_ones() + other.count_ones() < 3 {
            return;
        }
        for (i, j, quality) in joined(self.lexicon, (self.one.words, one), (self.other.words, other)) {
            self.cells[i][j] = quality;
        }
        for (j, i, quality) in joined(self.lexicon, (self.other.words, other), (self.one.words, one)) {
            self.cells[i][j] = quality;
        }
    }

    fn compare(&self, a: &Reading, b: &Reading) -> NameComparison {
        let mut found = NameComparison::NOTHING;
        let (left_a, left_b) = self.given(a.given, b.given, &mut found);
        self.surnames(a, b, &mut found);
        let in_doubt = self.one.readings.len() > 1 || self.other.readings.len() > 1;
        if found.surname == SurnameLevel::OtherOmitted && in_doubt {
            // A part left over on each side is a contradiction, whatever roles they are given.
            let left_over = if a.second == 0 { left_a } else { left_b };
            if left_over != 0 {
                found.surname = SurnameLevel::FirstDiffers;
            }
        }
        let bad_given = matches!(found.given, GivenLevel::Different | GivenLevel::Near | GivenLevel::Missing);
        let bad_surname = matches!(
            found.surname,
            SurnameLevel::Different | SurnameLevel::Near | SurnameLevel::Missing | SurnameLevel::Crossed
        );
        if bad_given && bad_surname {
            self.reversed(a, b, &mut found);
        }
        found
    }

    /// Pairs the parts of two masks, best first; says the worst quality used and what is left on each side.
    fn pair(
        &self,
        mut a: u16,
        mut b: u16,
        least: Quality,
        mut each: impl FnMut(usize, usize, Quality),
    ) -> (u16, u16) {
        if a.count_ones() == 1 && b.count_ones() == 1 {
            let (i, j) = (a.trailing_zeros() as usize, b.trailing_zeros() as usize);
            let quality = self.cells[i][j];
            if quality < least.max(Quality::Initial) {
                return (a, b);
            }
            each(i, j, quality);
            return (0, 0);
        }
        for wanted in
            [Quality::Equal, Quality::Spelling, Quality::Typo, Quality::Hypocoristic, Quality::Initial]
        {
            if wanted < least {
                break;
            }
            for i in bits(a) {
                if let Some(j) = bits(b).find(|&j| self.cells[i][j] == wanted) {
                    a &= !(1 << i);
                    b &= !(1 << j);
                    each(i, j, wanted);
                }
            }
        }
        (a, b)
    }

    /// Compares given names; returns the parts of each side that have no match.
    fn given(&self, a: u16, b: u16, found: &mut NameComparison) -> (u16, u16) {
        if a == 0 || b == 0 {
            return (0, 0);
        }
        let (mut best, mut worst) = (Quality::Different, Quality::Equal);
        let long = |name: Name<'_>, mask: u16| {
            bits(mask).any(|at| !self.lexicon.glance(name.words[at]).is_initial())
        };
        let (mut short_a, mut short_b) = (false, false);
        let (left_a, left_b) = self.pair(a, b, Quality::Initial, |i, j, quality| {
            best = best.max(quality);
            worst = worst.min(quality);
            if quality == Quality::Initial {
                short_a |= !long(self.one, 1 << i);
                short_b |= !long(self.other, 1 << j);
            }
            found.push(PartMatch {
                one: self.one.words[i],
                other: self.other.words[j],
                quality,
                given: true,
            });
        });
        let near = bits(left_a).any(|i| bits(left_b).any(|j| self.cells[i][j] == Quality::Near));
        found.given = if best == Quality::Different {
            if near { GivenLevel::Near } else { GivenLevel::Different }
        } else if left_a != 0 && left_b != 0 {
            match best {
                Quality::Initial if near => GivenLevel::Near,
                Quality::Initial => GivenLevel::Different,
                _ => GivenLevel::Shared,
            }
        } else if best == Quality::Initial {
            // "Ana B." and "Berta": the initial is that of another part of the name.
            let beside = (short_a && long(self.one, left_a)) || (short_b && long(self.other, left_b));
            if beside { GivenLevel::Near } else { GivenLevel::Initial }
        } else if best == Quality::Equal && (worst == Quality::Equal || worst == Quality::Initial) {
            if left_a | left_b == 0 && worst == Quality::Equal {
                GivenLevel::Equal
            } else {
                GivenLevel::Omitted
            }
        } else if worst == Quality::Hypocoristic && best == Quality::Hypocoristic {
            GivenLevel::Hypocoristic
        } else {
            GivenLevel::Variant
        };
        (left_a, left_b)
    }

    fn surnames(&self, a: &Reading, b: &Reading, found: &mut NameComparison) {
        let (all_a, all_b) = (a.first | a.second | a.other, b.first | b.second | b.other);
        if all_a == 0 || all_b == 0 {
            return;
        }
        let agree = |a: u16, b: u16| {
            let mut best = (Quality::Near, 0, 0);
            for i in bits(a) {
                for j in bits(b) {
                    if self.cells[i][j] >= best.0.max(Quality::Typo) {
                        best = (self.cells[i][j], i, j);
                    }
                }
            }
            (best.0 >= Quality::Typo).then_some(best)
        };
        let firsts = agree(a.first, b.first);
        let seconds = agree(a.second, b.second);
        let (across, back) = (agree(a.first, b.second), agree(a.second, b.first));
        let two = a.second != 0 && b.second != 0;
        let equal = |it: (Quality, usize, usize)| it.0 == Quality::Equal;
        let mut keep = |it: Option<(Quality, usize, usize)>| {
            if let Some((quality, i, j)) = it {
                found.push(PartMatch {
                    one: self.one.words[i],
                    other: self.other.words[j],
                    quality,
                    given: false,
                });
            }
        };
        use SurnameLevel as L;
        found.surname = match (firsts, seconds, across, back) {
            (Some(f), Some(s), _, _) => {
                keep(firsts);
                // "Quispe Quispe": the second time says nothing new.
                let doubled = self.one.words[f.1] == self.one.words[s.1];
                if doubled && self.other.words[f.2] == self.other.words[s.2] {
                    if equal(f) { L::OneEqual } else { L::OneVariant }
                } else {
                    keep(seconds);
                    if equal(f) && equal(s) { L::BothEqual } else { L::BothVariant }
                }
            }
            (_, _, Some(_), Some(_)) => {
                keep(across);
                keep(back);
                L::Swapped
            }
            (Some(f), None, _, _) => {
                keep(firsts);
                if !two {
                    if equal(f) { L::OneEqual } else { L::OneVariant }
                } else {
                    let best =
                        bits(a.second).flat_map(|i| bits(b.second).map(move |j| self.cells[i][j])).max();
                    match best {
                        Some(Quality::Initial) => L::BothVariant,
                        Some(Quality::Near) => L::Near,
                        _ => L::SecondDiffers,
                    }
                }
            }
            (None, Some(_), _, _) => {
                keep(seconds);
                L::FirstDiffers
            }
            (None, None, Some(_), None) | (None, None, None, Some(_)) => {
                keep(across.or(back));
                if two { L::Crossed } else { L::OtherOmitted }
            }
            (None, None, None, None) => {
                // The only surname of one is a husband's or a middle one of the other; or each is, which says nothing.
                let here = agree(a.other, b.first | b.second);
                let there = agree(a.first | a.second, b.other);
                keep(here.or(there));
                let near = bits(all_a).any(|i| {
                    bits(all_b).any(|j| matches!(self.cells[i][j], Quality::Near | Quality::Hypocoristic))
                });
                let initial =
                    bits(a.first).any(|i| bits(b.first).any(|j| self.cells[i][j] == Quality::Initial));
                match (here, there) {
                    (Some(_), Some(_)) => L::Crossed,
                    (Some(_), None) | (None, Some(_)) => L::OtherOmitted,
                    (None, None) if near || initial => L::Near,
                    (None, None) => L::Different,
                }
            }
        };
        if matches!(found.surname, L::BothEqual | L::BothVariant | L::OneEqual | L::OneVariant) {
            // A husband's, a father's, a middle name may be omitted, but one against another contradicts.
            let (left_a, left_b) = self.pair(a.other, b.other, Quality::Typo, |_, _, _| {});
            if left_a != 0 && left_b != 0 {
                found.surname = L::SecondDiffers;
            }
        }
    }

    fn reversed(&self, a: &Reading, b: &Reading, found: &mut NameComparison) {
        let mut back = NameComparison {
            given: GivenLevel::Reversed,
            surname: SurnameLevel::Reversed,
            ..NameComparison::NOTHING
        };
        let mut crossed = 0;
        for (a, b, given) in [(a.given, b.first, true), (a.first, b.given, false)] {
            let mut any = false;
            self.pair(a, b, Quality::Typo, |i, j, quality| {
                any = true;
                back.push(PartMatch { one: self.one.words[i], other: self.other.words[j], quality, given });
            });
            crossed += u8::from(any);
        }
        if crossed == 2 {
            *found = back;
        }
    }
}

pub(super) fn bits(mut mask: u16) -> impl Iterator<Item = usize> + Clone {
    std::iter::from_fn(move || {
        let at = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(at)
    })
}
