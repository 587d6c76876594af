//! Whether a model's maximum-likelihood estimate exists and is unique, decided exactly and before anything is fitted
//! (Fienberg & Rinaldo 2012; zero overlaps as in Chan, Silverman & Vincent 2021, here for terms of any order). Never
//! looks at a fit.

use serde::Serialize;

use super::model::Model;
use super::newton::{Corner, Design as _};
use crate::linear::{cholesky, rank};
use crate::table::{History, Table};

/// What the checks say of a model on a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Existence {
    /// The estimate exists and is unique.
    Exists,
    /// The likelihood has no maximum: some parameter runs off to infinity.
    NoMaximum,
    /// Different parameters fit equally well: the data cannot tell them apart.
    NotIdentified,
    /// Neither a maximum nor parameters that the data can tell apart.
    Neither,
}

/// A model made ready for a table: the columns that can be estimated, and the cells on which.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    /// The intercept (0), the lists, and the interactions whose margin is positive.
    pub(crate) columns: Vec<u16>,
    /// Cells that stay, by history; never history 0.
    pub(crate) keep: Vec<bool>,
    /// Terms at minus infinity, because nobody is on all of their lists.
    pub(crate) empty: usize,
}

/// Drops the terms on whose lists nobody is: their parameter is minus infinity, and the cells that they govern are
/// fitted exactly by 0. Terms made impossible by declaration are dropped as well, and are not parameters.
pub(crate) fn ready(model: &Model, table: &Table) -> Ready {
    let mut keep: Vec<bool> =
        (0..table.counts().len()).map(|cell| cell > 0 && !table.is_impossible(cell as History)).collect();
    let mut columns: Vec<u16> = std::iter::once(0).chain((0..model.lists()).map(|list| 1 << list)).collect();
    let mut empty = 0;
    for term in model.interactions() {
        if table.is_impossible(*term) {
            continue;
        }
        if table.on_all(*term) > 0 {
            columns.push(*term);
            continue;
        }
        empty += 1;
        for (cell, keep) in keep.iter_mut().enumerate() {
            *keep &= cell as History & term != *term;
        }
    }
    Ready { columns, keep, empty }
}

/// Decides whether the model can be estimated from the table.
#[must_use]
pub fn existence(model: &Model, table: &Table) -> Existence {
    check(&ready(model, table), table.counts())
}

pub(crate) fn check(ready: &Ready, counts: &[u64]) -> Existence {
    let p = ready.columns.len();
    let row = |cell: usize| -> Vec<u64> {
        ready.columns.iter().map(|c| u64::from(cell & usize::from(*c) == usize::from(*c))).collect()
    };
    let cells = || (0..counts.len()).filter(|cell| ready.keep[*cell]);
    let positive = |cell: &usize| counts[*cell] > 0;
    // When the cells with people tell all columns apart, the likelihood is strictly concave and bounded.
    if surely_apart(ready, counts) || rank(cells().filter(positive).map(row), p) == p {
        return Existence::Exists;
    }
    let identified = rank(cells().map(row), p) == p;
    let maximum = has_maximum(&cells().map(|cell| (row(cell), counts[cell] > 0)).collect::<Vec<_>>(), p);
    match (maximum, identified) {
        (true, true) => Existence::Exists,
        (false, true) => Existence::NoMaximum,
        (true, false) => Existence::NotIdentified,
        (false, false) => Existence::Neither,
    }
}

/// A quick "yes": the columns' products over the cells with people are whole numbers, and a Cholesky factor of theirs
/// whose every pivot stands far above rounding has full rank for certain. "No" decides nothing.
fn surely_apart(ready: &Ready, counts: &[u64]) -> bool {
    let p = ready.columns.len();
    let seen = |cell: usize| ready.keep[cell] && counts[cell] > 0;
    let ones: Vec<f64> = (0..counts.len()).map(|cell| if seen(cell) { 1.0 } else { 0.0 }).collect();
    let mut gram = vec![0.0; p * p];
    let lists = counts.len().trailing_zeros() as usize;
    Corner::new(ready.columns.clone(), lists).gram(&ones, &mut gram);
    cholesky(&mut gram, p) && (0..p).all(|at| gram[at * p + at] > 1e-3)
}

/// The maximum exists when some table of positive cells has the margins of the data (Haberman 1974): when Aᵀx = 0 has a
/// solution with x ≥ 1 in the cells that count nobody, x being free elsewhere. The free unknowns are eliminated, and a
/// linear programme decides the rest. In whole fractions throughout; an overflow counts as "does not exist".
fn has_maximum(cells: &[(Vec<u64>, bool)], columns: usize) -> bool {
    let zeros = cells.iter().filter(|(_, positive)| !positive).count();
    if zeros == 0 {
        return true;
    }
    let by_row = |column: usize| -> Vec<Fraction> {
        // Cells with people first, so that elimination works from the left.
        let of = |wanted: bool| cells.iter().filter(move |(_, positive)| *positive == wanted);
        of(true).chain(of(false)).map(|(row, _)| Fraction::whole(row[column] as i128)).collect()
    };
    let mut rows: Vec<Vec<Fraction>> = (0..columns).map(by_row).collect();
    let free = cells.len() - zeros;
    eliminate(&mut rows, free).and_then(|rest| feasible(rest, zeros)).unwrap_or(false)
}

/// Eliminates the first `free` unknowns; what is left are equations among the others.
fn eliminate(rows: &mut Vec<Vec<Fraction>>, free: usize) -> Option<Vec<Vec<Fraction>>> {
    for unknown in 0..free {
        let Some(at) = rows.iter().position(|row| !row[unknown].is_zero()) else { continue };
        let pivot = rows.swap_remove(at);
        for row in rows.iter_mut().filter(|row| !row[unknown].is_zero()) {
            let factor = row[unknown].over(pivot[unknown])?;
            for (x, y) in row.iter_mut().zip(&pivot) {
                *x = x.minus(factor.times(*y)?)?;
            }
        }
    }
    Some(rows.iter().map(|row| row[free..].to_vec()).collect())
}

/// Whether R x = 0 has a solution with all x ≥ 1, by the simplex method's first phase with Bland's rule: x = 1 + y,
/// R y = −R 1, y ≥ 0, the sum of artificial variables driven to 0. `None` on overflow.
fn feasible(rows: Vec<Vec<Fraction>>, unknowns: usize) -> Option<bool> {
    let mut tableau: Vec<Vec<Fraction>> = vec![];
    for row in rows {
        let mut right = Fraction::whole(0);
        for x in &row {
            right = right.minus(*x)?;
        }
        let flip = right.0 < 0;
        let mut line: Vec<Fraction> =
            row.iter().map(|x| if flip { Fraction(-x.0, x.1) } else { *x }).collect();
        line.push(if flip { Fraction(-right.0, right.1) } else { right });
        tableau.push(line);
    }
    // The basis starts as artificial variables, numbered after the real ones; they never come back.
    let mut basis: Vec<usize> = (unknowns..unknowns + tableau.len()).collect();
    loop {
        let infeasible = |at: &usize| basis[*at] >= unknowns;
        let mut cost = vec![Fraction::whole(0); unknowns + 1];
        for at in (0..tableau.len()).filter(infeasible) {
            for (c, x) in cost.iter_mut().zip(&tableau[at]) {
                *c = c.plus(*x)?;
            }
        }
        if cost[unknowns].is_zero() {
            return Some(true);
        }
        let Some(enter) = (0..unknowns).find(|unknown| cost[*unknown].0 > 0) else { return Some(false) };
        let mut leave: Option<(Fraction, usize)> = None;
        for at in (0..tableau.len()).filter(|at| tableau[*at][enter].0 > 0) {
            let ratio = tableau[at][unknowns].over(tableau[at][enter])?;
            let better = match leave {
                None => true,
                Some((best, row)) => match ratio.minus(best)?.0 {
                    0 => basis[at] < basis[row],
                    difference => difference < 0,
                },
            };
            if better {
                leave = Some((ratio, at));
            }
        }
        // The entering column's cost is positive, so that some row has a positive entry.
        let (_, at) = leave?;
        let scale = tableau[at][enter];
        for x in &mut tableau[at] {
            *x = x.over(scale)?;
        }
        let pivot = tableau[at].clone();
        for (_, row) in tableau.iter_mut().enumerate().filter(|(row, _)| *row != at) {
            let factor = row[enter];
            if !factor.is_zero() {
                for (x, y) in row.iter_mut().zip(&pivot) {
                    *x = x.minus(factor.times(*y)?)?;
                }
            }
        }
        basis[at] = enter;
    }
}

/// A fraction in lowest terms with a positive denominator; operations are `None` on overflow.
#[derive(Debug, Clone, Copy)]
struct Fraction(i128, i128);

impl Fraction {
    fn whole(n: i128) -> Self {
        Self(n, 1)
    }

    fn new(n: i128, d: i128) -> Self {
        let (mut a, mut b) = (n.unsigned_abs(), d.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        // Both were made by checked products, so that the divisor is in range.
        let divisor = (a as i128).max(1) * d.signum();
        Self(n / divisor, d / divisor)
    }

    fn is_zero(self) -> bool {
        self.0 == 0
    }

    fn plus(self, other: Self) -> Option<Self> {
        self.minus(Self(-other.0, other.1))
    }

    fn minus(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return Some(self);
        }
        let n = self.0.checked_mul(other.1)?.checked_sub(other.0.checked_mul(self.1)?)?;
        Some(Self::new(n, self.1.checked_mul(other.1)?))
    }

    fn times(self, other: Self) -> Option<Self> {
        Some(Self::new(self.0.checked_mul(other.0)?, self.1.checked_mul(other.1)?))
    }

    fn over(self, other: Self) -> Option<Self> {
        Some(Self::new(self.0.checked_mul(other.1)?, self.1.checked_mul(other.0)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chan, Silverman and Vincent's artificial table of three lists A, B, C, and what they say of its eight models.
    #[test]
    fn eight_verdicts() {
        let names = ["A", "B", "C"].map(str::to_owned).to_vec();
        let table = Table::new(names, [(0b011, 6), (0b001, 40), (0b010, 30), (0b100, 20)]).expect("a table");
        let (ab, ac, bc) = (0b011, 0b101, 0b110);
        for (pairs, verdict) in [
            (vec![], Existence::Exists),
            (vec![ac], Existence::Exists),
            (vec![bc], Existence::Exists),
            (vec![ac, bc], Existence::Exists),
            (vec![ab], Existence::NoMaximum),
            (vec![ab, ac], Existence::NoMaximum),
            (vec![ab, bc], Existence::NoMaximum),
            (vec![ab, ac, bc], Existence::NotIdentified),
        ] {
            let model = Model::generated(3, &pairs).expect("pairs of three lists");
            assert_eq!(existence(&model, &table), verdict, "{model}");
        }
    }
}
