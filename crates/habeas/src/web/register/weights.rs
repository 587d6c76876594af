//! The waterfall: what speaks for one person and what against, bar by bar, until the one number that is shown. A table with
//! drawn cells, so that eyes, screen readers and paper get the same numbers.

use case::register::Bits;
use maud::{Markup, html};

use super::likely;
use crate::register::explaining::Explained;
use crate::words::register as words;

/// A step of the sum.
struct Step {
    label: String,
    note: Option<String>,
    bits: Bits,
}

/// The sum of a pair's weight.
pub(in crate::web) fn picture(it: &Explained) -> Markup {
    let steps = steps(it);
    let mut so_far = 0.0_f64;
    let mut reached = vec![0.0];
    reached.extend(steps.iter().map(|step| {
        so_far += step.bits.bits();
        so_far
    }));
    let low = reached.iter().copied().fold(0.0, f64::min);
    let high = reached.iter().copied().fold(0.0, f64::max);
    let scale = Scale { low, width: (high - low).max(1.0) };
    let mut missing: Vec<String> = Vec::new();
    for line in it.lines.iter().filter(|line| line.level == "missing") {
        let field = words::field(&line.field.kind);
        if !missing.contains(&field) {
            missing.push(field);
        }
    }
    html! {
        figure.picture.weights {
            div.wide { table {
                caption { (tr!("web-weights-about")) }
                thead { tr {
                    th scope="col" { (tr!("web-weights-what")) }
                    th.number scope="col" { (tr!("web-weights-bits")) }
                    td aria-hidden="true" {}
                } }
                tbody { @for (step, ends) in steps.iter().zip(reached.windows(2)) { tr {
                    th scope="row" {
                        (step.label)
                        @if let Some(note) = &step.note { br; small { (note) } }
                    }
                    td.number { (words::bits(step.bits)) }
                    td.drawn { (scale.bar(ends[0], ends[1])) }
                } } }
                tfoot { tr {
                    th scope="row" { (tr!("web-weights-sum")) br; strong { (likely(it.weight.probability())) } }
                    td.number { strong { (words::bits(it.weight)) } }
                    td.drawn { (scale.bar(0.0, it.weight.bits())) }
                } }
            } }
            @if !missing.is_empty() { p { small { (tr!("web-weights-missing", fields = missing.join(", "))) } } }
        }
    }
}

fn steps(it: &Explained) -> Vec<Step> {
    let step = |label: String, bits: Bits| Step { label, note: None, bits };
    let mut steps = vec![step(tr!("explain-prior"), it.prior)];
    for line in it.lines.iter().filter(|line| line.level != "missing") {
        let field = words::field(&line.field.kind);
        let label = format!("{field}: {}", words::level(&line.field.kind, &line.level));
        steps.push(Step { label, note: parts(it, &line.field.kind), bits: line.bits });
        if line.rarity.0 != 0 {
            steps.push(step(format!("{field}: {}", tr!("explain-rarity")), line.rarity));
        }
    }
    if it.kin.0 != 0 {
        steps.push(step(tr!("explain-kin"), it.kin));
    }
    steps
}

/// The parts of the names that a field compares, as they agree.
fn parts(it: &Explained, kind: &str) -> Option<String> {
    let given = match kind {
        "given" => true,
        "surname" => false,
        _ => return None,
    };
    let parts: Vec<String> = it.parts.iter().filter(|part| part.given == given).map(words::part).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// What a picture's width stands for.
struct Scale {
    low: f64,
    width: f64,
}

impl Scale {
    fn at(&self, bits: f64) -> f64 {
        ((bits - self.low) / self.width * 100.0).clamp(0.0, 100.0)
    }

    /// A bar from one sum to the next, beside the line of even odds.
    fn bar(&self, from: f64, to: f64) -> Markup {
        let (a, b, even) = (self.at(from), self.at(to), self.at(0.0));
        let (left, width) = (a.min(b), (b - a).abs().max(0.5));
        let percent = |it: f64| format!("{it:.2}%");
        html! {
            svg.step aria-hidden="true" focusable="false" {
                line.grid x1=(percent(even)) x2=(percent(even)) y1="0" y2="100%" {}
                rect.against[to < from] x=(percent(left.min(99.5))) width=(percent(width)) y="20%" height="60%" {}
            }
        }
    }
}
