//! Forward selection of pairs by the Poisson surprise of each overlap (Chan, Silverman & Vincent 2021). One model comes out,
//! by a rule; the spread over models does not.

use super::fit::{self, Fit, NoFit};
use super::model::Model;
use crate::special::{poisson_at_least, poisson_at_most};
use crate::table::{Table, supersets};

/// The usual threshold of surprise.
pub const THRESHOLD: f64 = 0.02;

/// Starts from independence. As long as the overlap of a pair that is not in the model is more surprising than
/// `threshold` under the fit, adds the most surprising one whose model can be estimated.
///
/// # Errors
/// When even independence cannot be fitted.
pub fn stepwise(table: &Table, threshold: f64) -> Result<Fit, NoFit> {
    let mut at = fit::fit(&Model::independence(table.lists()), table)?;
    loop {
        let mut surprises: Vec<(f64, u16)> = vec![];
        for one in 0..table.lists() {
            for other in 0..one {
                let pair = 1 << one | 1 << other;
                if !at.model.has(pair) && !table.is_impossible(pair) {
                    let expected: f64 =
                        supersets(pair, table.lists()).map(|cell| at.fitted[usize::from(cell)]).sum();
                    let seen = table.on_all(pair);
                    let p = poisson_at_most(seen, expected).min(poisson_at_least(seen, expected));
                    surprises.push((p, pair));
                }
            }
        }
        surprises.sort_by(|a, b| a.0.total_cmp(&b.0));
        let next = surprises
            .iter()
            .take_while(|(p, _)| *p < threshold)
            .find_map(|(_, pair)| fit::fit(&at.model.with(*pair)?, table).ok());
        match next {
            Some(next) => at = next,
            None => return Ok(at),
        }
    }
}
