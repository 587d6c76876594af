#![allow(missing_docs, clippy::all)]
#[path = "../tests/common/mod.rs"]
mod common;
use estimate::loglinear::search::Class;
use estimate::self_check::*;
use estimate::*;
fn main() {
    let mut tot = std::collections::BTreeMap::new();
    for name in [
        "kosovo1999_4",
        "diabetes_casale_4",
        "madigan_york_5list",
        "rcapture_hiv_4",
        "rcapture_lesbian_4",
        "uk2013_5",
    ] {
        let t = common::table(name);
        let c = self_check(&t, Class::richest(t.lists())).unwrap();
        for (m, h, o) in &c.score {
            let e = tot.entry(*m).or_insert((0, 0));
            e.0 += h;
            e.1 += o;
        }
        for k in &c.known {
            if k.method == report::Method::WidenedAverage {
                let (tab, truth) =
                    t.known_truth(t.names().iter().position(|n| *n == k.list).unwrap()).unwrap();
                let e = estimate(
                    &tab,
                    &Options { latent: None, replicates: 0, checks: false, ..Options::usual(1) },
                )
                .unwrap();
                println!(
                    "{name} {} {} of {} {:?} {} | whole {:?} {:?} atleast {:.0}",
                    k.list,
                    k.seen,
                    truth,
                    k.interval.map(|i| (i.total.round(), i.lower.round(), i.upper.round())),
                    k.held,
                    e.verdict,
                    e.reasons
                        .iter()
                        .filter(|r| r.verdict() > Verdict::Warn)
                        .map(|r| format!("{r:?}").split(' ').next().unwrap().to_string())
                        .collect::<Vec<_>>(),
                    e.at_least
                );
            }
        }
    }
    println!("{tot:?}");
    for name in common::names() {
        let t = common::table(&name);
        let now = std::time::Instant::now();
        let e = estimate(&t, &Options { latent: None, replicates: 0, ..Options::usual(1) }).unwrap();
        println!(
            "\n{name} n {} {:.2}s {:?} at least {:.0}",
            t.documented(),
            now.elapsed().as_secs_f64(),
            e.verdict,
            e.at_least
        );
        for r in &e.reasons {
            println!("    {:?} {r:?}", r.verdict());
        }
        for l in &e.lines {
            println!(
                "  {:?} {:?} {:?} {:?}",
                l.method,
                l.interval.map(|i| (i.total.round(), i.lower.round(), i.upper.round())),
                l.verdict,
                l.model
            );
        }
        println!("  headline {:?}", e.headline.map(|h| h.method));
        println!("  score {:?}", e.self_check.map(|h| h.score));
    }
}
