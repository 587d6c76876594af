//! Which denials meet which claims, exactly and without looking at every pair. Of the conditions that a pair must fulfil
//! the rarest is looked up first, as in joins by prefix (Chaudhuri, Ganti and Kaushik 2006, "A primitive operator for
//! similarity joins"), and each pair found so is then held against all of them. Leaves nothing out and reads no text.

use std::collections::HashMap;

/// A kind of thing that two quotations may both be about, violations aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    Place,
    Organisation,
    Figure,
    /// A day or a month.
    Time,
}

/// Something that a quotation is about. Numbers stand for words: equal numbers, equal words of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct About {
    pub(super) kind: Kind,
    /// What is compared.
    pub(super) key: u32,
    /// What is counted: forms of one name are one thing, and so are a day and its month.
    pub(super) thing: u32,
    /// Leaves words, or the day, out: meets no other short one.
    pub(super) short: bool,
    /// Says by itself, beside a violation, what happened to whom or where.
    pub(super) telling: bool,
}

/// A denial or a claim.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Side {
    /// Its item, by the order in which items are listed.
    pub(super) item: u32,
    /// Its place in the item.
    pub(super) position: u64,
    /// The speaker's name, if there is one.
    pub(super) speaker: Option<u32>,
    /// The quotation of the item in which it stands.
    pub(super) inside: Option<u64>,
    /// Violations.
    pub(super) violations: Vec<u32>,
    /// All else that it is about.
    pub(super) about: Vec<About>,
    /// The beginnings of its words, and whether each is of a name.
    pub(super) stems: Vec<(u32, bool)>,
    /// Whether a month is among the keys; a day's month is.
    pub(super) has_month: bool,
}

impl Side {
    /// People, facilities, months: a pair that both have such must share one, see [`Side::is_other_matter`].
    fn class(&self) -> Class {
        let any = |test: &dyn Fn(&About) -> bool| self.about.iter().any(test);
        [any(&|it| it.kind == Kind::Person), any(&|it| it.kind == Kind::Place && it.telling), self.has_month]
    }

    /// Whether the pair passes every condition: a reason, two speakers, neither inside the other, one matter.
    fn meets(&self, claim: &Self, words: &Words) -> bool {
        let silent_or_other = self.speaker.is_none() || self.speaker != claim.speaker;
        let nested = self.item == claim.item
            && (self.inside == Some(claim.position) || claim.inside == Some(self.position));
        silent_or_other && !nested && self.has_reason(claim, words)
    }

    fn has_reason(&self, claim: &Self, words: &Words) -> bool {
        let mut shared = Vec::new();
        let (mut telling, mut kinds) = (false, [false; 3]);
        for own in &self.about {
            for other in claim.about.iter().filter(|it| it.key == own.key && !(it.short && own.short)) {
                shared.push(own.thing);
                telling |= own.telling || other.telling;
                if let Some(at) = class_of(own.kind) {
                    kinds[at] = true;
                }
            }
        }
        shared.sort_unstable();
        shared.dedup();
        let violation = self.violations.iter().any(|it| claim.violations.contains(it));
        let about = shared.len() >= 3 && telling || violation && (shared.len() >= 2 || telling);
        (about || self.says_as_much(claim, words)) && !self.is_other_matter(claim, kinds)
    }

    /// What is about other people, or without people about another facility or day, is another matter.
    fn is_other_matter(&self, claim: &Self, shared: Class) -> bool {
        let both = both(self.class(), claim.class());
        !shared[PERSON] && (both[PERSON] || (PERSON + 1..both.len()).any(|at| both[at] && !shared[at]))
    }

    /// At least two words and half of the denial's are shared, not all of them are of names, and two of them are so rare
    /// that they say something.
    fn says_as_much(&self, claim: &Self, words: &Words) -> bool {
        let shared = || self.stems.iter().filter(|(stem, _)| claim.stems.iter().any(|(it, _)| it == stem));
        let count = shared().count();
        count >= 2
            && 2 * count >= self.stems.len()
            && !shared().all(|(_, named)| *named)
            && words.are_telling(shared().map(|(stem, _)| *stem))
    }
}

/// How many claims have each word.
#[derive(Debug, Default)]
struct Words {
    claims: u64,
    having: HashMap<u32, u64>,
}

impl Words {
    /// In fewer claims than these no word is too common.
    const FEW: u64 = 100;

    fn of(claims: &[Side]) -> Self {
        let mut words = Self { claims: claims.len() as u64, having: HashMap::new() };
        for claim in claims {
            let mut stems: Vec<u32> = claim.stems.iter().map(|(stem, _)| *stem).collect();
            stems.sort_unstable();
            stems.dedup();
            stems.iter().for_each(|stem| *words.having.entry(*stem).or_default() += 1);
        }
        words
    }

    /// Whether at most one claim would have the two rarest of these by chance, if words came apart from each other.
    fn are_telling(&self, stems: impl Iterator<Item = u32>) -> bool {
        let mut having: Vec<u64> =
            stems.map(|stem| self.having.get(&stem).copied().unwrap_or_default()).collect();
        having.sort_unstable();
        having.iter().take(2).product::<u64>() <= self.claims.max(Self::FEW)
    }
}

/// Whether there is a person, a facility, a month.
type Class = [bool; 3];
const PERSON: usize = 0;

fn both(one: Class, other: Class) -> Class {
    [0, 1, 2].map(|at| one[at] && other[at])
}

const fn class_of(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Person => Some(PERSON),
        Kind::Place => Some(1),
        Kind::Time => Some(2),
        Kind::Organisation | Kind::Figure => None,
    }
}

/// Claims by what they have, those of one class.
#[derive(Debug, Default)]
struct Index {
    by_key: HashMap<u32, Vec<u32>>,
    telling: HashMap<u32, Vec<u32>>,
    by_stem: HashMap<u32, Vec<u32>>,
}

/// Lists of claims of which a pair must be in one, and how long they are together.
#[derive(Debug, Default)]
struct Candidates<'i> {
    lists: Vec<&'i [u32]>,
    cost: usize,
}

impl<'i> Candidates<'i> {
    fn of(lists: impl Iterator<Item = &'i [u32]>) -> Self {
        let lists: Vec<&[u32]> = lists.collect();
        Self { cost: lists.iter().map(|list| list.len()).sum(), lists }
    }

    fn and(mut self, more: Self) -> Self {
        self.lists.extend(more.lists);
        self.cost += more.cost;
        self
    }

    fn or(self, other: Self) -> Self {
        if other.cost < self.cost { other } else { self }
    }

    /// Of several, one of which a pair must be in if it is in `least` of them: the shortest.
    fn rarest(mut each: Vec<Self>, least: usize) -> Self {
        each.sort_by_key(|it| it.cost);
        let enough = (each.len() + 1).saturating_sub(least);
        each.into_iter().take(enough).fold(Self::default(), Self::and)
    }
}

impl Index {
    fn add(&mut self, at: u32, claim: &Side) {
        let put = |map: &mut HashMap<u32, Vec<u32>>, key: u32| {
            let list = map.entry(key).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        };
        for it in &claim.about {
            put(&mut self.by_key, it.key);
            if it.telling {
                put(&mut self.telling, it.key);
            }
        }
        claim.stems.iter().for_each(|(stem, _)| put(&mut self.by_stem, *stem));
    }

    fn list(map: &HashMap<u32, Vec<u32>>, key: u32) -> &[u32] {
        map.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Claims among which are all of this class that meet the denial.
    fn candidates(&self, denial: &Side, class: Class) -> Candidates<'_> {
        let mut best = self.by_reason(denial);
        let needed = both(denial.class(), class);
        // A shared person settles it; without people on both sides, what both have else must be shared.
        let from = if needed[PERSON] { PERSON } else { 1 };
        for at in (from..needed.len()).filter(|at| needed[*at] && (*at == PERSON || !needed[PERSON])) {
            let of_kind = denial.about.iter().filter(|it| class_of(it.kind) == Some(at));
            best = best.or(Candidates::of(of_kind.map(|it| Self::list(&self.by_key, it.key))));
        }
        best
    }

    fn by_reason(&self, denial: &Side) -> Candidates<'_> {
        let telling = || {
            Candidates::of(
                denial
                    .about
                    .iter()
                    .map(|it| Self::list(if it.telling { &self.by_key } else { &self.telling }, it.key)),
            )
        };
        let mut things: Vec<u32> = denial.about.iter().map(|it| it.thing).collect();
        things.sort_unstable();
        things.dedup();
        let each = || -> Vec<Candidates<'_>> {
            let of = |thing: &u32| {
                let same = denial.about.iter().filter(|it| it.thing == *thing);
                Candidates::of(same.map(|it| Self::list(&self.by_key, it.key)))
            };
            things.iter().map(of).collect()
        };
        let about = if denial.violations.is_empty() {
            telling().or(Candidates::rarest(each(), 3))
        } else {
            telling().and(Candidates::rarest(each(), 2))
        };
        let words = denial
            .stems
            .iter()
            .map(|(stem, _)| Candidates::of(std::iter::once(Self::list(&self.by_stem, *stem))));
        about.and(Candidates::rarest(words.collect(), denial.stems.len().div_ceil(2).max(2)))
    }
}

/// Every pair of a denial and a claim that meet, as indices, in order.
pub(super) fn meetings(denials: &[Side], claims: &[Side]) -> Vec<(usize, usize)> {
    let classes: Vec<Class> = (0..8).map(|bits| [bits & 1 > 0, bits & 2 > 0, bits & 4 > 0]).collect();
    let mut indices: Vec<Index> = classes.iter().map(|_| Index::default()).collect();
    for (at, claim) in (0..).zip(claims) {
        let class = claim.class();
        if let Some(of) = classes.iter().position(|it| *it == class) {
            indices[of].add(at, claim);
        }
    }
    let words = Words::of(claims);
    let (mut met, mut seen) = (Vec::new(), Vec::new());
    for (denial, side) in denials.iter().enumerate() {
        seen.clear();
        for (class, index) in classes.iter().zip(&indices) {
            let candidates = index.candidates(side, *class);
            candidates.lists.iter().for_each(|list| seen.extend_from_slice(list));
        }
        seen.sort_unstable();
        seen.dedup();
        let met_by = |claim: &u32| side.meets(&claims[*claim as usize], &words);
        met.extend(seen.iter().filter(|claim| met_by(claim)).map(|claim| (denial, *claim as usize)));
    }
    met
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_every_claim_has_are_no_reason() {
        let says = |item: u32, stems: &[u32]| Side {
            item,
            speaker: Some(item),
            stems: stems.iter().map(|stem| (*stem, false)).collect(),
            ..Side::default()
        };
        let mut claims: Vec<Side> = (0..200).map(|item| says(item, &[1, 2])).collect();
        claims.push(says(200, &[3, 4]));
        claims.push(says(201, &[1, 5]));
        let denials = [says(300, &[1, 2]), says(301, &[3, 4]), says(302, &[1, 5])];
        // One rare word beside a common one is as telling as two of middling rarity.
        assert_eq!(meetings(&denials, &claims), [(1, 200), (2, 201)]);
        assert_eq!(meetings(&denials, &claims[195..]).len(), 7);
    }
}
