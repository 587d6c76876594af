//! When a figure may be shown, and why not. Each reason carries its numbers; wording is for others. A gate only makes a
//! verdict worse, never better.

use serde::Serialize;

use crate::closed::{Interval, coverage};
use crate::estimate::Apart;
use crate::loglinear::model::members;
use crate::table::Table;

/// What is to be made of a figure, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It may be shown with its interval and assumption.
    Answer,
    /// It may be shown with the reasons beside it.
    Warn,
    /// Only its lower end may be shown, as "at least".
    LowerBoundOnly,
    /// No total may be shown.
    Refuse,
}

/// Why a figure is refused, bounded or doubtful. Lists are named; shares are of 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// Two lists alone: their dependence cannot be told from the number missed. A third list would change it.
    TwoLists,
    /// Some lists share nobody with the others, even through others.
    Disconnected {
        /// The groups.
        groups: Vec<Vec<String>>,
    },
    /// A list has nobody.
    EmptyList {
        /// The list.
        list: String,
    },
    /// No model can be estimated.
    NoModel {
        /// How many have no maximum.
        without_maximum: usize,
        /// How many are not identified.
        not_identified: usize,
    },
    /// The method does not apply, as some histories count nobody.
    EmptyHistories {
        /// How many.
        empty: usize,
        /// Of how many.
        of: usize,
    },
    /// More than three in ten histories count nobody.
    SparseTable {
        /// How many.
        empty: usize,
        /// Of how many.
        of: usize,
    },
    /// The method has no place for histories that were declared impossible.
    ImpossibleHistories,
    /// The method stops at fewer lists.
    TooManyLists {
        /// How many it can take.
        most: usize,
    },
    /// The upper end is more than ten times the lower: only the lower end says anything. More than a hundred times, or
    /// open: nothing does.
    TooWide {
        /// Lower end.
        lower: f64,
        /// Upper end; null when open.
        upper: f64,
    },
    /// Chains do not agree, or their draws are too few.
    NotConverged {
        /// R-hat; 1.01 is allowed.
        r_hat: f64,
        /// Effective size; 400 is asked.
        size: f64,
    },
    /// Part of the posterior lies at the edge of the range considered.
    PriorEdge {
        /// How much.
        share: f64,
    },
    /// Few people found by one list are confirmed by another.
    LowCoverage {
        /// The sample coverage.
        coverage: f64,
    },
    /// Fewer than three pairs of lists share anybody.
    FewOverlaps {
        /// How many pairs do.
        pairs: usize,
    },
    /// More than five people missed for each one documented.
    MostlyMissed {
        /// Missed per documented.
        ratio: f64,
    },
    /// Methods differ more than twofold.
    MethodsDiffer {
        /// The least estimate.
        least: f64,
        /// The largest.
        most: f64,
    },
    /// A list lies within another, as a copy would.
    Contained {
        /// The list.
        list: String,
        /// The other.
        within: String,
        /// The share of the list that is on the other.
        share: f64,
    },
    /// Lists declared to be copies were made one.
    Merged {
        /// The list that stayed.
        kept: String,
        /// The list that went into it.
        merged: String,
    },
    /// Nobody can stand on these lists at once. By design: said for the record. By their periods: whoever was there in one
    /// period alone could not be on the other's list, so that the total is of all periods together and the lists see
    /// different people.
    NeverTogether {
        /// The lists.
        lists: Vec<String>,
        /// Why.
        why: Apart,
    },
    /// A pair of lists shares fewer than five people.
    SmallOverlap {
        /// The lists.
        lists: [String; 2],
        /// How many they share.
        both: u64,
    },
    /// The largest list is more than fifty times the smallest.
    UnequalLists {
        /// Largest over smallest.
        ratio: f64,
    },
    /// Fewer than thirty people are documented.
    FewPeople {
        /// How many.
        documented: u64,
    },
    /// The estimate changes by more than a quarter when a list is left out.
    HangsOnOneList {
        /// The list.
        list: String,
        /// The total without it.
        without: f64,
        /// The total with it.
        with: f64,
    },
    /// A list has the same person more than once; duplicates inflate every total.
    Duplicates {
        /// The list.
        list: String,
        /// How many entries are duplicates.
        entries: u64,
    },
    /// The self-check: intervals missed most totals that are known.
    SelfCheckFailed {
        /// How many held.
        held: usize,
        /// Of how many.
        of: usize,
    },
    /// Strata that cannot be estimated; their people count as documented only.
    StrataRefused {
        /// How many.
        strata: usize,
        /// How many people they document.
        documented: u64,
    },
    /// A limit was reached in the search over models.
    ForwardSearchOnly {
        /// How many models were tried.
        tried: usize,
    },
}

impl Reason {
    /// How grave the reason is by itself.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::TwoLists
            | Self::Disconnected { .. }
            | Self::EmptyList { .. }
            | Self::NoModel { .. }
            | Self::EmptyHistories { .. }
            | Self::ImpossibleHistories
            | Self::TooManyLists { .. }
            | Self::NotConverged { .. }
            | Self::PriorEdge { .. } => Verdict::Refuse,
            Self::TooWide { lower, upper } if *upper <= HOPELESS * lower => Verdict::LowerBoundOnly,
            Self::TooWide { .. } => Verdict::Refuse,
            Self::LowCoverage { coverage } if *coverage <= VERY_LOW_COVERAGE => Verdict::LowerBoundOnly,
            Self::Contained { share, .. } if *share >= 1.0 => Verdict::LowerBoundOnly,
            Self::FewOverlaps { .. }
            | Self::SparseTable { .. }
            | Self::MostlyMissed { .. }
            | Self::MethodsDiffer { .. }
            | Self::StrataRefused { .. }
            | Self::SelfCheckFailed { .. } => Verdict::LowerBoundOnly,
            Self::Merged { .. } | Self::NeverTogether { why: Apart::Design, .. } => Verdict::Answer,
            _ => Verdict::Warn,
        }
    }
}

/// At or below this coverage only a lower bound is shown; up to 0.55 there is a warning.
pub const VERY_LOW_COVERAGE: f64 = 0.25;

/// The largest upper end, in lower ends, that is shown.
pub const WIDEST: f64 = 10.0;

/// The largest upper end, in lower ends, beside which the lower end is shown.
pub const HOPELESS: f64 = 100.0;

/// The worst verdict of the reasons.
#[must_use]
pub fn verdict(reasons: &[Reason]) -> Verdict {
    reasons.iter().map(Reason::verdict).max().unwrap_or(Verdict::Answer)
}

/// What the table itself says against any estimate from it.
#[must_use]
pub fn table_reasons(table: &Table) -> Vec<Reason> {
    let name = |list: usize| table.names()[list].clone();
    let lists = table.lists();
    let mut reasons = vec![];
    if lists == 2 {
        reasons.push(Reason::TwoLists);
    }
    let empty: Vec<usize> = (0..lists).filter(|list| table.size(*list) == 0).collect();
    reasons.extend(empty.iter().map(|list| Reason::EmptyList { list: name(*list) }));
    let groups = table.groups();
    if groups.len() > 1 {
        let names = |group: &Vec<usize>| group.iter().map(|list| name(*list)).collect();
        reasons.push(Reason::Disconnected { groups: groups.iter().map(names).collect() });
    }
    let pairs: Vec<(usize, usize)> =
        (0..1_u32 << lists).map(|set| set as u16).filter(|set| set.count_ones() == 2).map(pair).collect();
    let overlapping = pairs.iter().filter(|(a, b)| table.overlap(*a, *b) > 0).count();
    if lists > 2 && overlapping < 3 {
        reasons.push(Reason::FewOverlaps { pairs: overlapping });
    }
    if let Some(found) = coverage(table).filter(|c| c.coverage <= crate::closed::LOW_COVERAGE) {
        reasons.push(Reason::LowCoverage { coverage: found.coverage });
    }
    if table.documented() < 30 {
        reasons.push(Reason::FewPeople { documented: table.documented() });
    }
    let histories = table.histories().count();
    let nobody = table.empty_histories();
    if lists >= 4 && nobody as f64 > 0.3 * histories as f64 {
        reasons.push(Reason::SparseTable { empty: nobody, of: histories });
    }
    for (a, b) in &pairs {
        let both = table.overlap(*a, *b);
        if both < 5 && !table.is_impossible(1 << a | 1 << b) {
            reasons.push(Reason::SmallOverlap { lists: [name(*a), name(*b)], both });
        }
        for (one, other) in [(*a, *b), (*b, *a)] {
            let share = both as f64 / table.size(one).max(1) as f64;
            if share > 0.8 && table.size(one) >= 10 {
                reasons.push(Reason::Contained { list: name(one), within: name(other), share });
            }
        }
    }
    let sizes: Vec<u64> = (0..lists).map(|list| table.size(list)).filter(|size| *size > 0).collect();
    if let (Some(least), Some(most)) = (sizes.iter().min(), sizes.iter().max())
        && most / least > 50
    {
        reasons.push(Reason::UnequalLists { ratio: *most as f64 / *least as f64 });
    }
    reasons
}

fn pair(set: u16) -> (usize, usize) {
    let lists = members(set);
    (lists[0], lists[1])
}

/// What an interval says against itself.
#[must_use]
pub fn interval_reasons(table: &Table, interval: &Interval) -> Vec<Reason> {
    let mut reasons = vec![];
    if interval.upper.is_nan() || interval.upper > WIDEST * interval.lower {
        reasons.push(Reason::TooWide { lower: interval.lower, upper: interval.upper });
    }
    let documented = table.documented() as f64;
    let ratio = (interval.total - documented) / documented;
    if ratio > 5.0 {
        reasons.push(Reason::MostlyMissed { ratio });
    }
    reasons
}
