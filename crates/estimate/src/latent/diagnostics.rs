//! Whether chains agree: rank-normalised split R-hat and effective sample size (Vehtari et al. 2021). Judges draws; draws
//! none.

use crate::special::normal_quantile;

/// Rank-normalised split R-hat: the worse of the bulk's and of the tails' (folded). 1 when chains agree.
#[must_use]
pub fn r_hat(chains: &[Vec<f64>]) -> f64 {
    let halves = split(chains);
    let mut all: Vec<f64> = halves.iter().flatten().copied().collect();
    all.sort_by(f64::total_cmp);
    if all.is_empty() {
        return f64::INFINITY;
    }
    let median = all[all.len() / 2];
    let folded: Vec<Vec<f64>> =
        halves.iter().map(|chain| chain.iter().map(|x| (x - median).abs()).collect()).collect();
    plain_r_hat(&ranked(&halves)).max(plain_r_hat(&ranked(&folded)))
}

/// The bulk effective sample size: of rank-normalised draws, all chains together.
#[must_use]
pub fn effective_size(chains: &[Vec<f64>]) -> f64 {
    size(&ranked(&split(chains)))
}

fn split(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    chains
        .iter()
        .flat_map(|chain| {
            let half = chain.len() / 2;
            [chain[..half].to_vec(), chain[chain.len() - half..].to_vec()]
        })
        .collect()
}

/// Draws replaced by normal scores of their ranks, ties by their mean rank.
fn ranked(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let length = chains.first().map_or(0, Vec::len);
    let all: Vec<f64> = chains.iter().flatten().copied().collect();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|a, b| all[*a].total_cmp(&all[*b]));
    let mut scores = vec![0.0; all.len()];
    let mut from = 0;
    while from < order.len() {
        let mut to = from + 1;
        while to < order.len() && all[order[to]] == all[order[from]] {
            to += 1;
        }
        let rank = (from + 1 + to) as f64 / 2.0;
        let score = normal_score((rank - 0.375) / (all.len() as f64 + 0.25));
        order[from..to].iter().for_each(|at| scores[*at] = score);
        from = to;
    }
    scores.chunks(length.max(1)).map(<[f64]>::to_vec).collect()
}

/// A normal quantile good to 4.5e-4 (Abramowitz & Stegun 26.2.23), polished once by Newton's method; thousands of scores
/// are needed at every look.
fn normal_score(p: f64) -> f64 {
    if p > 0.5 {
        return -normal_score(1.0 - p);
    }
    if p < 1e-12 {
        return normal_quantile(p.max(1e-300));
    }
    let t = (-2.0 * p.ln()).sqrt();
    (2.515_517 + 0.802_853 * t + 0.010_328 * t * t)
        / (1.0 + 1.432_788 * t + 0.189_269 * t * t + 0.001_308 * t * t * t)
        - t
}

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

fn variance(x: &[f64]) -> f64 {
    let m = mean(x);
    x.iter().map(|x| (x - m) * (x - m)).sum::<f64>() / (x.len() as f64 - 1.0)
}

fn plain_r_hat(chains: &[Vec<f64>]) -> f64 {
    let n = chains.first().map_or(0, Vec::len) as f64;
    if n < 4.0 || chains.len() < 2 {
        return f64::INFINITY;
    }
    let within = mean(&chains.iter().map(|chain| variance(chain)).collect::<Vec<_>>());
    let between = n * variance(&chains.iter().map(|chain| mean(chain)).collect::<Vec<_>>());
    if within <= 0.0 {
        return if between <= 0.0 { 1.0 } else { f64::INFINITY };
    }
    (((n - 1.0) / n * within + between / n) / within).sqrt()
}

/// Geyer's initial monotone sequence over the autocorrelations of all chains.
fn size(chains: &[Vec<f64>]) -> f64 {
    let n = chains.first().map_or(0, Vec::len);
    if n < 8 {
        return 0.0;
    }
    let count = chains.len() as f64;
    let means: Vec<f64> = chains.iter().map(|chain| mean(chain)).collect();
    let within = mean(&chains.iter().map(|chain| variance(chain)).collect::<Vec<_>>());
    let between = if chains.len() > 1 { variance(&means) } else { 0.0 };
    let total = within * (n as f64 - 1.0) / n as f64 + between;
    if total <= 0.0 {
        return n as f64 * count;
    }
    let covariance = |lag: usize| {
        let of = |(chain, m): (&Vec<f64>, &f64)| {
            let pairs = chain[..n - lag].iter().zip(&chain[lag..]);
            pairs.map(|(a, b)| (a - m) * (b - m)).sum::<f64>() / n as f64
        };
        chains.iter().zip(&means).map(of).sum::<f64>() / count
    };
    let correlation = |lag: usize| 1.0 - (within - covariance(lag)) / total;
    let (mut sum, mut last, mut lag) = (0.0, f64::INFINITY, 0);
    while lag + 1 < n {
        let first = if lag == 0 { 1.0 } else { correlation(lag) };
        let pair = first + correlation(lag + 1);
        if pair <= 0.0 {
            break;
        }
        last = pair.min(last);
        sum += last;
        lag += 2;
    }
    let draws = n as f64 * count;
    (draws / (2.0 * sum - 1.0).max(1.0 / draws.log10())).min(draws * draws.log10())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn chains(shift: f64, memory: f64) -> Vec<Vec<f64>> {
        (0..4)
            .map(|chain| {
                let mut random = Random::new(7, chain);
                let mut x = 0.0;
                let noise = (1.0 - memory * memory).sqrt();
                let mut step = || {
                    x = memory * x + noise * random.normal();
                    x + if chain == 0 { shift } else { 0.0 }
                };
                (0..4000).map(|_| step()).collect()
            })
            .collect()
    }

    #[test]
    fn agreement_is_near_one() {
        assert!(r_hat(&chains(0.0, 0.0)) < 1.005);
        assert!(r_hat(&chains(1.0, 0.0)) > 1.05);
    }

    #[test]
    fn size_of_an_autoregression() {
        let independent = effective_size(&chains(0.0, 0.0));
        assert!((12_000.0..20_000.0).contains(&independent), "{independent}");
        // (1 − ρ)/(1 + ρ) of 16,000 draws.
        let slow = effective_size(&chains(0.0, 0.9));
        assert!((600.0..1_100.0).contains(&slow), "{slow}");
    }
}
