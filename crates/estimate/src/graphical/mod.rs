//! Bayesian averaging over decomposable graphical models with hyper-Dirichlet priors (Madigan & York 1997), exactly. The
//! complete graph is left out unless asked for: under it the data say nothing of the missed.

pub mod graph;
pub mod posterior;
