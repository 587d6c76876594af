//! What the latent class model believes beforehand. The defaults are those of the published analyses.

use serde::{Deserialize, Serialize};

/// The prior: λ_jk uniform; stick-breaking weights with concentration α ~ Gamma(`shape`, rate `rate`); 1/N.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Prior {
    /// The most classes; 2 or more.
    pub classes: usize,
    /// Shape of the concentration's Gamma distribution.
    pub shape: f64,
    /// Its rate.
    pub rate: f64,
}

impl Default for Prior {
    /// Ten classes, Gamma(0.25, 0.25), as in Manrique-Vallier (2016).
    fn default() -> Self {
        Self { classes: 10, shape: 0.25, rate: 0.25 }
    }
}

impl Prior {
    /// ln of the ratio of E(r^α) over the prior of α, weighted by α^`breaks`, for what is left of the stick after so many
    /// breaks: `here` and `there` are ln r. It is what the concentration, integrated out, says of sticks.
    pub(super) fn sticks(&self, here: f64, there: f64, breaks: usize) -> f64 {
        (self.shape + breaks as f64) * ((self.rate - there) / (self.rate - here)).ln()
    }
}
