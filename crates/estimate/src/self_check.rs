//! How well methods find totals that the table itself knows: for each list, its people as the other lists see them
//! (after Binette & Steorts 2022). It judges methods on these lists, not on the people that no list has.

use crate::gate::{Verdict, table_reasons, verdict};
use crate::loglinear::search::{Class, search_class};
use crate::panel;
use crate::report::{Known, Line, Method, SelfCheck};
use crate::table::Table;

/// The methods that are checked, in the order in which they are preferred when they do equally well.
pub const CHECKED: [Method; 5] =
    [Method::WidenedAverage, Method::AicAverage, Method::Graphs, Method::BicAverage, Method::Saturated];

/// The lines of the checked methods on one table, for a known truth or another list left out.
pub(crate) fn lines(table: &Table, class: Class) -> Vec<Line> {
    let mut lines = panel::log_linear(table, &search_class(table, class));
    lines.push(panel::graphs(table));
    lines.push(panel::saturated(table));
    lines.retain(|line| CHECKED.contains(&line.method));
    lines
}

/// Checks the methods on every list in turn. `None` with fewer than four lists, where two would have to find the third.
/// A method that refuses, or whose interval is open, has not held. Problems that the gate refuses are not scored.
#[must_use]
pub fn self_check(table: &Table, class: Class) -> Option<SelfCheck> {
    if table.lists() < 4 {
        return None;
    }
    let mut known = vec![];
    for list in 0..table.lists() {
        let Ok((inside, truth)) = table.known_truth(list) else { continue };
        let found = lines(&inside, class);
        let gate_refuses = verdict(&table_reasons(&inside)) == Verdict::Refuse;
        for method in CHECKED {
            let line = found.iter().find(|line| line.method == method);
            let interval = line.filter(|line| line.verdict < Verdict::Refuse).and_then(|line| line.interval);
            let truth_is = truth as f64;
            // An end is a whole number of people, as the truth is.
            let held = interval.is_some_and(|i| {
                i.lower.floor() <= truth_is && truth_is <= i.upper.ceil() && i.upper.is_finite()
            });
            let list = table.names()[list].clone();
            let seen = inside.documented();
            known.push(Known { list, truth, seen, method, interval, held, gate_refuses });
        }
    }
    let mut score: Vec<(Method, usize, usize)> = CHECKED
        .iter()
        .map(|method| {
            let of = known.iter().filter(|known| known.method == *method && !known.gate_refuses);
            (*method, of.clone().filter(|known| known.held).count(), of.count())
        })
        .collect();
    // A stable sort, so that the order of preference decides ties.
    score.sort_by_key(|(_, held, _)| std::cmp::Reverse(*held));
    Some(SelfCheck { known, score })
}
