//! Fits every model of a class and ranks them. Shows all; picks none.

use super::exists::Existence;
use super::fit::{self, Fit, NoFit};
use super::model::{Model, all_models};
use crate::table::Table;

/// The most lists for which models of every order are fitted (6,893 models).
pub const MOST_LISTS_ALL_ORDERS: usize = 5;

/// The most lists for which all models of pairs are fitted (32,768 models). Beyond it, a forward search.
pub const MOST_LISTS_ALL_PAIRS: usize = 6;

/// Which models were tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Every hierarchical model.
    AllOrders,
    /// Every model with interactions of pairs alone.
    AllPairs,
    /// Models of pairs met on a forward search: at each step every pair that is not yet in is tried, and the best by
    /// BIC is added, until three steps on end have not improved it.
    ForwardPairs,
}

impl Class {
    /// The richest class that can be searched to its end for so many lists.
    #[must_use]
    pub fn richest(lists: usize) -> Self {
        if lists <= MOST_LISTS_ALL_ORDERS {
            Self::AllOrders
        } else if lists <= MOST_LISTS_ALL_PAIRS {
            Self::AllPairs
        } else {
            Self::ForwardPairs
        }
    }
}

/// Which criterion ranks the models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// Akaike's.
    Aic,
    /// Schwarz's.
    Bic,
}

impl Criterion {
    /// The criterion's value for a fit; less is better.
    #[must_use]
    pub fn of(self, fit: &Fit) -> f64 {
        match self {
            Self::Aic => fit.aic,
            Self::Bic => fit.bic,
        }
    }
}

/// All models of a class on one table.
#[derive(Debug, Clone)]
pub struct Search {
    /// Which models.
    pub class: Class,
    /// How many were tried.
    pub tried: usize,
    /// Those that can be estimated, in the order in which they were tried.
    pub fits: Vec<Fit>,
    /// How many have no maximum.
    pub without_maximum: usize,
    /// How many are not identified.
    pub not_identified: usize,
    /// How many did not settle, although their maximum exists.
    pub unsettled: usize,
}

impl Search {
    fn new(class: Class) -> Self {
        Self { class, tried: 0, fits: vec![], without_maximum: 0, not_identified: 0, unsettled: 0 }
    }

    fn add(&mut self, tried: Result<Fit, NoFit>) {
        self.tried += 1;
        match tried {
            Ok(fit) => self.fits.push(fit),
            Err(NoFit::Existence(Existence::NoMaximum | Existence::Neither)) => self.without_maximum += 1,
            Err(NoFit::Existence(_)) => self.not_identified += 1,
            Err(NoFit::DidNotSettle) => self.unsettled += 1,
        }
    }

    /// The fits in order, best first; ties by the model with fewer terms.
    #[must_use]
    pub fn ranked(&self, criterion: Criterion) -> Vec<&Fit> {
        let mut fits: Vec<&Fit> = self.fits.iter().collect();
        fits.sort_by(|a, b| criterion.of(a).total_cmp(&criterion.of(b)).then_with(|| a.model.cmp(&b.model)));
        fits
    }

    /// The best fit, if any model can be estimated.
    #[must_use]
    pub fn best(&self, criterion: Criterion) -> Option<&Fit> {
        self.ranked(criterion).into_iter().next()
    }
}

/// Fits every model of the richest class that the number of lists allows.
#[must_use]
pub fn search(table: &Table) -> Search {
    search_class(table, Class::richest(table.lists()))
}

/// Fits every model of a class. [`Class::AllOrders`] is meant for up to [`MOST_LISTS_ALL_ORDERS`] lists and
/// [`Class::AllPairs`] for up to [`MOST_LISTS_ALL_PAIRS`]; with more lists, each becomes the next narrower one.
#[must_use]
pub fn search_class(table: &Table, class: Class) -> Search {
    let lists = table.lists();
    let class = match class {
        Class::AllOrders if lists > MOST_LISTS_ALL_ORDERS => Class::richest(lists),
        Class::AllPairs if lists > MOST_LISTS_ALL_PAIRS => Class::ForwardPairs,
        class => class,
    };
    let mut search = Search::new(class);
    match class {
        Class::AllOrders => all_models(lists, lists).iter().for_each(|m| search.add(fit::fit(m, table))),
        Class::AllPairs => all_models(lists, 2).iter().for_each(|m| search.add(fit::fit(m, table))),
        Class::ForwardPairs => forward(table, &mut search),
    }
    search
}

fn forward(table: &Table, search: &mut Search) {
    let lists = table.lists();
    let mut at = Model::independence(lists);
    search.add(fit::fit(&at, table));
    let mut lowest = f64::INFINITY;
    let mut in_vain = 0;
    while in_vain < 3 {
        let from = search.fits.len();
        for one in 0..lists {
            for other in 0..one {
                let pair = 1 << one | 1 << other;
                if let Some(model) = at.with(pair).filter(|_| !at.has(pair)) {
                    search.add(fit::fit(&model, table));
                }
            }
        }
        let best = search.fits[from..].iter().min_by(|a, b| a.bic.total_cmp(&b.bic));
        match best {
            Some(best) => at = best.model.clone(),
            None => return,
        }
        let bic = best.map_or(f64::INFINITY, |best| best.bic);
        in_vain = if bic < lowest { 0 } else { in_vain + 1 };
        lowest = lowest.min(bic);
    }
}

/// Fits these models alone, for a resampled table.
pub(crate) fn refit(models: &[Model], table: &Table) -> Search {
    let mut search = Search::new(Class::richest(table.lists()));
    models.iter().for_each(|model| search.add(fit::fit(model, table)));
    search
}
