//! The latent class model of Manrique-Vallier (2016): people fall into classes, a Dirichlet process says how many, and
//! within a class the lists are independent. Many tempered chains, and no figure from chains that disagree.

pub mod diagnostics;
mod flow;
mod jumps;
pub mod prior;
mod proposal;
pub mod run;
pub(crate) mod state;
mod steps;
mod weights;

#[cfg(test)]
mod tests;
