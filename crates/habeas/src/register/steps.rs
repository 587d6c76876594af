//! The steps of a linking from the beginning, one by one, so that a person sees how far it is. The room has the same on one
//! page: `link::link`.

use link::candidates::{BUCKETS, candidates};
use link::cluster::Given;
use link::run::{learn, link_with};
use link::{Judgement, Linkage, Records, Settings};

/// How many steps there are.
pub const STEPS: u64 = 3;

/// Links records from the beginning. `step` is told how many steps are done.
pub fn link_afresh(
    records: &Records,
    judgements: &[Judgement],
    settings: &Settings,
    step: impl Fn(u64),
) -> Linkage {
    let found = candidates(records, settings.budget, 0..BUCKETS, None);
    step(1);
    let (model, rarity) = learn(records, &found, judgements, settings.threads);
    step(2);
    let given = Given { judgements, persons: &[] };
    let linkage = link_with(records, found, model, rarity, &given, settings.threads);
    step(3);
    linkage
}
