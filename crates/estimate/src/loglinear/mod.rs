//! Log-linear models of capture histories: which there are, whether they can be fitted, what they say. Every fit passes
//! through the existence and rank checks of [`exists`]; nothing here chooses what is shown.

pub mod average;
pub mod bootstrap;
pub mod exists;
pub mod fit;
pub mod heterogeneity;
pub mod model;
pub(crate) mod newton;
pub mod profile;
pub mod search;
pub mod stepwise;
