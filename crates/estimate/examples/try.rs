#![allow(missing_docs, clippy::all)]
#[path = "../tests/common/mod.rs"]
mod common;
use estimate::latent::run::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let name = &a[1];
    let mut s = Settings::usual(a.get(5).map_or(1, |x| x.parse().unwrap()));
    s.heats = a[2].parse().unwrap();
    s.hottest = a[3].parse().unwrap();
    s.most_sweeps = a[4].parse().unwrap();
    if let Some(l) = a.get(6) {
        s.first_look = l.parse().unwrap();
    }
    let t = std::time::Instant::now();
    let l = latent(&common::table(name), &s).unwrap();
    println!(
        "{name} heats {} hottest {}: {:.1}s sweeps {} rhat {:.4} ess {:.0} median {:.0} ({:.0}-{:.0}) medians {:?} exch {:.2} alpha {:.2} k {:.1}",
        s.heats,
        s.hottest,
        t.elapsed().as_secs_f64(),
        l.sweeps,
        l.r_hat,
        l.size,
        l.median,
        l.lower,
        l.upper,
        l.medians.iter().map(|x| x.round()).collect::<Vec<_>>(),
        l.exchanges,
        l.alpha,
        l.classes
    );
}
