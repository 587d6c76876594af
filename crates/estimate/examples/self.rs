#![allow(missing_docs, clippy::all)]
#[path = "../tests/common/mod.rs"]
mod common;
use estimate::*;
use estimate::loglinear::{search::*, average::*, profile::*};
use estimate::latent::run::*;
fn cov(l:f64,u:f64,t:f64)->&'static str { if l<=t+0.5 && t<=u+0.5 {"Y"} else {"-"} }
fn main() {
    for name in ["kosovo1999_4","diabetes_casale_4","madigan_york_5list","rcapture_hiv_4","rcapture_lesbian_4","uk2013_5"] {
        let t = common::table(name);
        for j in 0..t.lists() {
            let (tab, truth) = t.known_truth(j).unwrap();
            let tr = truth as f64;
            print!("{name} {j} truth {truth} seen {} zeros {} ov {:?} | ", tab.documented(), tab.empty_histories(), (0..tab.lists()).flat_map(|a| (0..a).map(move |b|(a,b))).map(|(a,b)| tab.overlap(a,b)).collect::<Vec<_>>());
            if let Some(c) = closed::coverage(&tab) { print!("C {:.2} ", c.coverage); }
            if let Some(s) = closed::saturated(&tab) { print!("sat {:.0} ({:.0}-{:.0}){} ", s.interval.total, s.interval.lower, s.interval.upper, cov(s.interval.lower,s.interval.upper,tr)); }
            let s = search(&tab);
            for c in [Criterion::Aic, Criterion::Bic] {
                if let Some(a) = average(&s, c) { print!("{:?} {:.0} ({:.0}-{:.0}){} ", c, a.interval.total, a.interval.lower, a.interval.upper, cov(a.interval.lower,a.interval.upper,tr)); }
            }
            let p = graphical::posterior::posterior(&tab, &graphical::posterior::Settings::usual(&tab)).unwrap();
            print!("dga {} ({}-{}){} edge {:.3} ", p.median,p.lower,p.upper, cov(p.lower as f64,p.upper as f64,tr), p.edge);
            let mut st = Settings::usual(1); st.first_look=2000; st.most_sweeps=2000; st.heats=4; st.hottest=0.2;
            let l = latent(&tab,&st).unwrap();
            println!("lat {:.0} ({:.0}-{:.0}){} rh {:.3}", l.median,l.lower,l.upper,cov(l.lower,l.upper,tr), l.r_hat);
        }
    }
}
