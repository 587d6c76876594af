//! A sample of pairs for blind double review: the same seed gives every reviewer the same pairs.

use std::collections::BTreeSet;

use case::register::{Bits, Pair, Question, Why};
use link::hash::{hash, join};

use super::desk::Desk;

/// Pairs drawn by chance from all that were compared and kept, in the order drawn. Those that `by` judged blind already are
/// left out.
///
/// # Errors
/// When the register cannot be read.
pub fn sample(desk: &Desk, seed: u64, count: usize, by: &str) -> anyhow::Result<Vec<Question>> {
    let mut drawn: BTreeSet<(u64, Pair, Bits)> = BTreeSet::new();
    desk.register.each_link(|link| {
        let place = join(hash(&seed.to_be_bytes()), join(link.one.0, link.other.0));
        drawn.insert((place, (link.one, link.other), link.weight));
        if drawn.len() > count {
            drawn.pop_last();
        }
    })?;
    let judged =
        |pair: Pair| desk.judgements.on(pair).any(|it| it.stands() && it.judgement.blind && it.by == by);
    let open = drawn.into_iter().filter(|it| !judged(it.1));
    Ok(open.map(|(_, (one, other), weight)| Question { one, other, why: Why::Uncertain, weight }).collect())
}
