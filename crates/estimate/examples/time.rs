#![allow(missing_docs, clippy::all)]
#[path = "../tests/common/mod.rs"]
mod common;
use estimate::graphical::posterior::*;
use estimate::loglinear::{average::*, bootstrap::*, search::*, stepwise::*};
use estimate::*;
use std::time::Instant;
fn main() {
    for name in ["kosovo1999_4", "uk2013_5", "uk2013_6", "rcapture_hare_6", "neworleans_8"] {
        let t = common::table(name);
        let n = Instant::now();
        let s = search(&t);
        println!("{name} search {} {:.3}s unsettled {}", s.tried, n.elapsed().as_secs_f64(), s.unsettled);
        let n = Instant::now();
        let a = average(&s, Criterion::Aic);
        println!(" average {:.3}s {:?}", n.elapsed().as_secs_f64(), a);
        let n = Instant::now();
        let p = posterior(&t, &Settings::usual(&t));
        println!(" graphs {:.3}s {:?}", n.elapsed().as_secs_f64(), p.map(|p| p.median));
        let n = Instant::now();
        let b = bootstrap(&t, 1000, 1, |t| stepwise(t, THRESHOLD).ok().map(|f| f.total));
        println!(" stepwise BCa 1000 {:.3}s {:?}", n.elapsed().as_secs_f64(), b);
        let n = Instant::now();
        let b = bootstrap(&t, 1000, 1, best_of(&s, Criterion::Bic, 10.0, 50));
        println!(" BIC BCa 1000 {:.3}s {:?}", n.elapsed().as_secs_f64(), b);
    }
    let t = common::table("uk2013_5");
    let n = Instant::now();
    let s = search_class(&t, Class::AllPairs);
    println!("uk5 pairs {} {:.4}s", s.tried, n.elapsed().as_secs_f64());
    let t = common::table("kosovo1999_4");
    let n = Instant::now();
    for _ in 0..10 {
        search_class(&t, Class::AllOrders);
    }
    println!("kosovo 113 {:.5}s", n.elapsed().as_secs_f64() / 10.0);
}
