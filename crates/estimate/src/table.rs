//! The table of capture histories: how many people stand on exactly which lists. Knows no names of people, and never
//! repairs a bad table: it says what is wrong and where.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// On which lists somebody stands: bit `j` is set when list `j` has them. Zero is "on no list".
pub type History = u16;

/// The most lists a table can have; 1,023 histories.
pub const MOST_LISTS: usize = 10;

/// The most people a table can count. Beyond it the arithmetic would no longer be exact to the person.
pub const MOST_PEOPLE: u64 = 1_000_000_000;

/// Why something is not a table of capture histories.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Overlaps need two lists at least.
    #[error("{found} lists; an overlap needs two")]
    TooFewLists {
        /// How many there are.
        found: usize,
    },
    /// More lists than [`MOST_LISTS`]. Merge lists of the same maker.
    #[error("{found} lists; the most is {MOST_LISTS}")]
    TooManyLists {
        /// How many there are.
        found: usize,
    },
    /// Two lists bear one name.
    #[error("two lists are called {name:?}")]
    SameName {
        /// The name.
        name: String,
    },
    /// A history names a list that the table does not have, or none at all.
    #[error("history {history:#b} does not belong to a table of {lists} lists")]
    NoSuchHistory {
        /// The history.
        history: History,
        /// How many lists there are.
        lists: usize,
    },
    /// Everybody is counted as on no list, or nobody is counted.
    #[error("the table counts nobody")]
    Empty,
    /// More people than [`MOST_PEOPLE`].
    #[error("more than {MOST_PEOPLE} people")]
    TooManyPeople,
    /// People were counted in a history that was declared impossible.
    #[error("{count} people have the history {history:#b}, which was declared impossible")]
    NotImpossible {
        /// The history.
        history: History,
        /// How many people have it.
        count: u64,
    },
    /// A list's number is out of range.
    #[error("there is no list number {list}")]
    NoSuchList {
        /// The number, from 0.
        list: usize,
    },
}

/// Counts of people by capture history, over 2 to [`MOST_LISTS`] lists, at least one person in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    lists: Vec<String>,
    counts: Vec<u64>,
    impossible: Vec<bool>,
}

/// A table's shape, as kept with a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shape {
    /// The lists' names.
    pub lists: Vec<String>,
    /// How many people stand on each list.
    pub sizes: Vec<u64>,
    /// How many people stand on at least one list.
    pub documented: u64,
    /// SHA-256 of the table's canonical text, in hexadecimal.
    pub hash: String,
}

impl Table {
    /// A table from lists and counted histories; a history given twice is added up, one not given counts nobody.
    ///
    /// # Errors
    /// See [`TableError`].
    pub fn new(
        lists: Vec<String>,
        cells: impl IntoIterator<Item = (History, u64)>,
    ) -> Result<Self, TableError> {
        let found = lists.len();
        if found < 2 {
            return Err(TableError::TooFewLists { found });
        }
        if found > MOST_LISTS {
            return Err(TableError::TooManyLists { found });
        }
        if let Some(at) = (1..found).find(|at| lists[..*at].contains(&lists[*at])) {
            return Err(TableError::SameName { name: lists[at].clone() });
        }
        let mut counts = vec![0_u64; 1 << found];
        let mut people = 0_u64;
        for (history, count) in cells {
            let Some(cell) = counts.get_mut(usize::from(history)).filter(|_| history != 0) else {
                return Err(TableError::NoSuchHistory { history, lists: found });
            };
            people = people
                .checked_add(count)
                .filter(|people| *people <= MOST_PEOPLE)
                .ok_or(TableError::TooManyPeople)?;
            *cell += count;
        }
        if people == 0 {
            return Err(TableError::Empty);
        }
        let impossible = vec![false; counts.len()];
        Ok(Self { lists, counts, impossible })
    }

    /// The same table with one more fact: nobody can stand on all of `lists` at once, by the lists' design (a structural
    /// zero). Such histories are left out of every model instead of counting as zero.
    ///
    /// # Errors
    /// When people have such a history, or `lists` names fewer than two lists of the table.
    pub fn with_impossible(mut self, lists: History) -> Result<Self, TableError> {
        if lists.count_ones() < 2 || usize::from(lists) >= self.counts.len() {
            return Err(TableError::NoSuchHistory { history: lists, lists: self.lists.len() });
        }
        for history in supersets(lists, self.lists()) {
            let count = self.counts[usize::from(history)];
            if count > 0 {
                return Err(TableError::NotImpossible { history, count });
            }
            self.impossible[usize::from(history)] = true;
        }
        Ok(self)
    }

    /// How many lists there are.
    #[must_use]
    pub fn lists(&self) -> usize {
        self.lists.len()
    }

    /// The lists' names, in order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.lists
    }

    /// The counts by history; entry 0, nobody's, is 0.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Whether a history was declared impossible.
    #[must_use]
    pub fn is_impossible(&self, history: History) -> bool {
        self.impossible.get(usize::from(history)).copied().unwrap_or(true)
    }

    /// Whether any history was declared impossible.
    #[must_use]
    pub fn has_impossible(&self) -> bool {
        self.impossible.contains(&true)
    }

    /// The histories that can be seen, without 0, in order.
    pub fn histories(&self) -> impl Iterator<Item = History> + '_ {
        (1..self.counts.len() as History).filter(|history| !self.is_impossible(*history))
    }

    /// How many people stand on at least one list: the documented count.
    #[must_use]
    pub fn documented(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// How many people stand on all of these lists, whatever else.
    #[must_use]
    pub fn on_all(&self, lists: History) -> u64 {
        supersets(lists, self.lists()).map(|history| self.counts[usize::from(history)]).sum()
    }

    /// How many people stand on list `list`.
    #[must_use]
    pub fn size(&self, list: usize) -> u64 {
        self.on_all(1 << list)
    }

    /// How many people stand on both lists.
    #[must_use]
    pub fn overlap(&self, one: usize, other: usize) -> u64 {
        self.on_all(1 << one | 1 << other)
    }

    /// How many people stand on exactly 1, 2, ... lists: entry `i` is for `i` lists, entry 0 is 0.
    #[must_use]
    pub fn frequencies(&self) -> Vec<u64> {
        let mut frequencies = vec![0; self.lists() + 1];
        for (history, count) in self.counts.iter().enumerate() {
            frequencies[history.count_ones() as usize] += count;
        }
        frequencies
    }

    /// How many histories that could have been seen count nobody.
    #[must_use]
    pub fn empty_histories(&self) -> usize {
        self.histories().filter(|history| self.counts[usize::from(*history)] == 0).count()
    }

    /// The groups of lists that share people, directly or through other lists. One group: the overlaps connect all.
    #[must_use]
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let mut group: Vec<usize> = (0..self.lists()).collect();
        for one in 0..self.lists() {
            for other in 0..one {
                if self.overlap(one, other) > 0 {
                    let (from, to) = (group[one], group[other]);
                    group.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
                }
            }
        }
        let members = |of: usize| (0..self.lists()).filter(|list| group[*list] == of).collect::<Vec<_>>();
        (0..self.lists()).map(members).filter(|members| !members.is_empty()).collect()
    }

    /// The table without one list: who stood on it alone is no longer counted.
    ///
    /// # Errors
    /// When fewer than two lists or nobody would be left, or there is no such list.
    pub fn without(&self, list: usize) -> Result<Self, TableError> {
        self.regroup(list, |history| history & !(1 << list))
    }

    /// The table with two lists made one, for lists that are copies of one another or by one maker: who stands on
    /// either stands on it. It takes the place and name of the first.
    ///
    /// # Errors
    /// When fewer than two lists would be left, or there is no such list.
    pub fn merged(&self, first: usize, second: usize) -> Result<Self, TableError> {
        if first == second || first >= self.lists() {
            return Err(TableError::NoSuchList { list: first });
        }
        self.regroup(second, |history| {
            let either = history >> second & 1;
            (history & !(1 << second)) | either << first
        })
    }

    /// Only the people on one list, described by the other lists, and how many they are: a problem whose truth is
    /// known. Who stands on no other list is what an estimate must find.
    ///
    /// # Errors
    /// When fewer than two lists or nobody would be left, or there is no such list.
    pub fn known_truth(&self, list: usize) -> Result<(Self, u64), TableError> {
        if list >= self.lists() {
            return Err(TableError::NoSuchList { list });
        }
        let mut inside = self.clone();
        for (history, count) in inside.counts.iter_mut().enumerate() {
            if history >> list & 1 == 0 {
                *count = 0;
            }
        }
        Ok((inside.without(list)?, self.size(list)))
    }

    /// The table with its lists in another order: `order[i]` is the present number of the list that comes to be `i`.
    ///
    /// # Errors
    /// When `order` is not a permutation of the lists.
    pub fn reordered(&self, order: &[usize]) -> Result<Self, TableError> {
        let mut seen = order.to_vec();
        seen.sort_unstable();
        if seen.iter().enumerate().any(|(at, list)| at != *list) || seen.len() != self.lists() {
            return Err(TableError::NoSuchList { list: order.len() });
        }
        let names = order.iter().map(|list| self.lists[*list].clone()).collect();
        let mut new = Self { lists: names, counts: vec![0; self.counts.len()], impossible: vec![] };
        new.impossible = vec![false; self.counts.len()];
        for history in 0..self.counts.len() {
            let to = order.iter().enumerate().fold(0, |to, (at, list)| to | (history >> list & 1) << at);
            new.counts[to] = self.counts[history];
            new.impossible[to] = self.impossible[history];
        }
        Ok(new)
    }

    /// A copy with other counts, for resampling. `counts` has one entry per history, entry 0 being 0.
    pub(crate) fn with_counts(&self, counts: Vec<u64>) -> Self {
        Self { lists: self.lists.clone(), counts, impossible: self.impossible.clone() }
    }

    /// What is kept with a result. The hash is over the lists' names, the counts and the impossible histories.
    #[must_use]
    pub fn shape(&self) -> Shape {
        let mut text = String::from("habeas capture histories 1\n");
        for name in &self.lists {
            text.push_str(&format!("list {name:?}\n"));
        }
        for history in 1..self.counts.len() {
            match (self.impossible[history], self.counts[history]) {
                (true, _) => text.push_str(&format!("{history} impossible\n")),
                (false, 0) => {}
                (false, count) => text.push_str(&format!("{history} {count}\n")),
            }
        }
        let hash = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let sizes = (0..self.lists()).map(|list| self.size(list)).collect();
        Shape { lists: self.lists.clone(), sizes, documented: self.documented(), hash }
    }

    fn regroup(&self, drop: usize, to: impl Fn(History) -> History) -> Result<Self, TableError> {
        if drop >= self.lists() {
            return Err(TableError::NoSuchList { list: drop });
        }
        let below = (1 << drop) - 1;
        let squeeze = |history: History| history & below | history >> 1 & !below;
        let mut lists = self.lists.clone();
        lists.remove(drop);
        let cells = (1..self.counts.len() as History)
            .map(|history| (squeeze(to(history)), self.counts[usize::from(history)]))
            .filter(|(history, _)| *history != 0);
        let mut new = Self::new(lists, cells)?;
        // A history stays impossible when every history that is now told as it was.
        let mut possible = vec![false; new.counts.len()];
        for history in 1..self.counts.len() as History {
            possible[usize::from(squeeze(to(history)))] |= !self.is_impossible(history);
        }
        new.impossible = possible.iter().enumerate().map(|(at, possible)| at > 0 && !possible).collect();
        Ok(new)
    }
}

/// The histories that hold all of `lists`, in order.
pub(crate) fn supersets(lists: History, of: usize) -> impl Iterator<Item = History> {
    (0..1_u32 << of).map(|history| history as History).filter(move |history| history & lists == lists)
}
