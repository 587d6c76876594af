//! Runs tempered chains until they agree or the budget is spent. The budget is in sweeps, never in seconds, so that the
//! same seed gives the same draws on any machine and any number of threads.

use serde::{Deserialize, Serialize};

use super::diagnostics::{effective_size, r_hat};
use super::prior::Prior;
use super::state::{Data, State};
use crate::random::Random;
use crate::special::quantile;
use crate::table::Table;

/// Chains agree at this R-hat or below.
pub const MOST_R_HAT: f64 = 1.01;

/// Draws suffice at this effective size of ln(missed) or above.
pub const LEAST_SIZE: f64 = 400.0;

/// How to run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The prior.
    pub prior: Prior,
    /// How many independent chains; 2 at least.
    pub chains: usize,
    /// How many temperatures each chain has, its own included.
    pub heats: usize,
    /// The power to which the hottest raises the likelihood.
    pub hottest: f64,
    /// Sweeps before the first look, of which the first third is thrown away.
    pub first_look: usize,
    /// The most sweeps of each chain.
    pub most_sweeps: usize,
    /// Seed.
    pub seed: u64,
    /// Threads to use; the draws do not depend on it.
    #[serde(skip, default = "one")]
    pub threads: usize,
}

fn one() -> usize {
    1
}

impl Settings {
    /// The usual settings.
    #[must_use]
    pub fn usual(seed: u64) -> Self {
        Self {
            prior: Prior::default(),
            chains: 4,
            heats: 3,
            hottest: 0.4,
            first_look: 4_000,
            most_sweeps: 64_000,
            seed,
            threads: 2,
        }
    }
}

/// What the chains say, and whether it may be believed.
#[derive(Debug, Clone, PartialEq)]
pub struct Latent {
    /// Draws of the number missed, chain by chain, after the third thrown away.
    pub draws: Vec<Vec<f64>>,
    /// Rank-normalised R-hat of ln(missed + 1).
    pub r_hat: f64,
    /// Effective sample size of ln(missed + 1).
    pub size: f64,
    /// Sweeps of each chain.
    pub sweeps: usize,
    /// The median of the total.
    pub median: f64,
    /// The 2.5 % point.
    pub lower: f64,
    /// The 97.5 % point.
    pub upper: f64,
    /// The median of each chain.
    pub medians: Vec<f64>,
    /// How often neighbouring temperatures exchanged their states.
    pub exchanges: f64,
    /// Posterior mean of the concentration α.
    pub alpha: f64,
    /// Posterior mean of the number of classes that hold anybody.
    pub classes: f64,
}

impl Latent {
    /// Whether the chains agree and the draws suffice.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.r_hat <= MOST_R_HAT && self.size >= LEAST_SIZE
    }
}

/// A chain with its hotter companions.
struct Chain {
    states: Vec<State>,
    random: Random,
    draws: Vec<f64>,
    alphas: Vec<f64>,
    classes: Vec<f64>,
    tried: u64,
    exchanged: u64,
}

impl Chain {
    fn new(data: &Data, settings: &Settings, number: usize) -> Self {
        let mut random = Random::new(settings.seed, number as u64 + 1);
        let states = (0..settings.heats.max(1)).map(|_| State::draw(data, &settings.prior, &mut random));
        Self {
            states: states.collect(),
            random,
            draws: vec![],
            alphas: vec![],
            classes: vec![],
            tried: 0,
            exchanged: 0,
        }
    }

    fn run(&mut self, data: &Data, settings: &Settings, sweeps: usize, people: f64) {
        let heats = self.states.len();
        let heat = |at: usize| {
            if at == 0 { 1.0 } else { settings.hottest.powf(at as f64 / (heats as f64 - 1.0)) }
        };
        for sweep in 0..sweeps {
            for (at, state) in self.states.iter_mut().enumerate() {
                state.sweep(data, &settings.prior, heat(at), &mut self.random);
            }
            self.exchange(sweep % 2, &heat);
            if sweep % 64 == 0 {
                self.states.iter_mut().for_each(|state| state.refresh(data));
            }
            let missed = self.states[0].missed();
            self.draws.push(self.random.negative_binomial(people, 1.0 - missed) as f64);
            let alpha = self.states[0].alpha(&settings.prior, &mut self.random);
            self.alphas.push(alpha);
            self.classes.push(self.states[0].occupied(data) as f64);
        }
    }
}

impl Chain {
    /// Offers each second pair of neighbours an exchange, even and odd in turn, which carries states through the ladder
    /// fastest (Syed et al. 2022).
    fn exchange(&mut self, from: usize, heat: &impl Fn(usize) -> f64) {
        let mut at = from;
        while at + 1 < self.states.len() {
            let gain = self.states[at + 1].likelihood() - self.states[at].likelihood();
            let log_ratio = (heat(at) - heat(at + 1)) * gain;
            self.tried += 1;
            if log_ratio >= 0.0 || self.random.uniform().ln() < log_ratio {
                self.states.swap(at, at + 1);
                self.exchanged += 1;
            }
            at += 2;
        }
    }
}

/// Runs the model on a table. `None` with histories declared impossible, for which the model has no place, or with
/// settings without two chains and two classes.
#[must_use]
pub fn latent(table: &Table, settings: &Settings) -> Option<Latent> {
    latent_telling(table, settings, &|_| {})
}

/// As [`latent`], telling how many sweeps each chain has made.
#[must_use]
pub fn latent_telling(table: &Table, settings: &Settings, tell: &(dyn Fn(usize) + Sync)) -> Option<Latent> {
    if table.has_impossible() || settings.chains < 2 || settings.prior.classes < 2 {
        return None;
    }
    let data = Data::new(table);
    let people = table.documented() as f64;
    let mut chains: Vec<Chain> =
        (0..settings.chains).map(|number| Chain::new(&data, settings, number)).collect();
    let mut target = settings.first_look.clamp(16, settings.most_sweeps.max(16));
    loop {
        let done = chains[0].draws.len();
        tell(done);
        let share = chains.len().div_ceil(settings.threads.max(1));
        let go = |part: &mut [Chain]| {
            part.iter_mut().for_each(|chain| chain.run(&data, settings, target - done, people));
        };
        std::thread::scope(|scope| {
            let mut parts = chains.chunks_mut(share);
            let own = parts.next();
            parts.for_each(|part| drop(scope.spawn(|| go(part))));
            own.into_iter().for_each(go);
        });
        let latent = summarise(&chains, people);
        if latent.converged() || target >= settings.most_sweeps {
            return Some(latent);
        }
        target = (target * 2).min(settings.most_sweeps);
    }
}

/// At most this many draws of each chain enter the diagnostics and are kept.
const MOST_KEPT: usize = 4_000;

fn summarise(chains: &[Chain], people: f64) -> Latent {
    let length = chains[0].draws.len();
    let from = length / 3;
    let every = (length - from).div_ceil(MOST_KEPT);
    let kept = |x: &[f64]| x[from..].iter().step_by(every).copied().collect::<Vec<_>>();
    let draws: Vec<Vec<f64>> = chains.iter().map(|chain| kept(&chain.draws)).collect();
    let logs: Vec<Vec<f64>> =
        draws.iter().map(|draws| draws.iter().map(|missed| missed.ln_1p()).collect()).collect();
    let sorted = |draws: &mut Vec<f64>| draws.sort_by(f64::total_cmp);
    let mut all: Vec<f64> = draws.iter().flatten().copied().collect();
    sorted(&mut all);
    let median = |draws: &Vec<f64>| {
        let mut own = draws.clone();
        sorted(&mut own);
        people + quantile(&own, 0.5)
    };
    let mean = |of: &dyn Fn(&Chain) -> &Vec<f64>| {
        let values: Vec<f64> = chains.iter().flat_map(|chain| kept(of(chain))).collect();
        values.iter().sum::<f64>() / values.len() as f64
    };
    let tried: u64 = chains.iter().map(|chain| chain.tried).sum();
    let exchanged: u64 = chains.iter().map(|chain| chain.exchanged).sum();
    Latent {
        r_hat: r_hat(&logs),
        size: effective_size(&logs),
        sweeps: length,
        median: people + quantile(&all, 0.5),
        lower: people + quantile(&all, 0.025),
        upper: people + quantile(&all, 0.975),
        medians: draws.iter().map(median).collect(),
        exchanges: exchanged as f64 / tried.max(1) as f64,
        alpha: mean(&|chain| &chain.alphas),
        classes: mean(&|chain| &chain.classes),
        draws,
    }
}
