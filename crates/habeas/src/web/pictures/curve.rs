//! A curve of a total as something that no data can show is varied: points on two logarithmic axes, joined, with the
//! documented count below; the same numbers stand beside it as a table.

use maud::{Markup, html};

use crate::say::number;

/// A total by a number that is assumed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    /// What it shows, in a sentence.
    pub title: String,
    /// What is varied, as a column's head.
    pub assumed: String,
    /// The count that is known.
    pub documented: u64,
    /// What is assumed, above 0, in rising order; how it is written; the total; how that is written.
    pub points: Vec<Point>,
}

/// One point.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// What is assumed, above 0.
    pub at: f64,
    /// As people read it.
    pub label: String,
    /// The total that follows.
    pub total: f64,
    /// As people read it.
    pub figures: String,
}

const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 190.0;
/// Room for numbers left and below, and a little right and above.
const LEFT: f64 = 62.0;
const BELOW: f64 = 26.0;
const EDGE: f64 = 12.0;

/// Draws the curve, with its table.
#[must_use]
pub fn curve(curve: &Curve) -> Markup {
    let documented = curve.documented.max(1) as f64;
    let totals = || curve.points.iter().map(|point| point.total);
    let (low, high) = (totals().fold(documented, f64::min), totals().fold(documented, f64::max));
    let (low, high) = (low * 0.95, (high * 1.05).max(low * 1.2));
    let first = curve.points.first().map_or(1.0, |point| point.at);
    let last = curve.points.last().map_or(1.0, |point| point.at).max(first * 1.0001);
    let x = |at: f64| LEFT + EDGE + (at / first).ln() / (last / first).ln() * (WIDTH - LEFT - 2.5 * EDGE);
    let y = |total: f64| {
        let share = (total / low).ln() / (high / low).ln();
        HEIGHT - BELOW - share * (HEIGHT - BELOW - EDGE)
    };
    let path: Vec<String> =
        curve.points.iter().map(|point| format!("{:.1} {:.1}", x(point.at), y(point.total))).collect();
    html! {
        figure.picture.curve {
            figcaption { (curve.title) }
            div {
                svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(curve.title) {
                    title { (curve.title) }
                    line.grid x1=(LEFT) x2=(WIDTH) y1=(HEIGHT - BELOW) y2=(HEIGHT - BELOW) {}
                    line.known x1=(LEFT) x2=(WIDTH) y1=(fixed(y(documented))) y2=(fixed(y(documented))) {}
                    text x=(LEFT - 6.0) y=(fixed(y(documented) + 4.0)) text-anchor="end" { (number(curve.documented)) }
                    path.reach d={ "M" (path.join("L")) } {}
                    @for (at, point) in curve.points.iter().enumerate() {
                        circle cx=(fixed(x(point.at))) cy=(fixed(y(point.total))) r="4" { title { (point.label) ": " (point.figures) } }
                        text x=(fixed(x(point.at))) y=(HEIGHT - 8.0) text-anchor="middle" { (point.label) }
                        // Only the ends' totals, so that no two overlap; the table has all.
                        @if at == 0 || at + 1 == curve.points.len() {
                            @if (y(point.total) - y(documented)).abs() > 14.0 {
                                text x=(LEFT - 6.0) y=(fixed(y(point.total) + 4.0)) text-anchor="end" { (point.figures) }
                            }
                        }
                    }
                }
                table {
                    thead { tr { th scope="col" { (curve.assumed) } th.number scope="col" { (tr!("picture-curve-total")) } } }
                    tbody { @for point in &curve.points {
                        tr { th scope="row" { (point.label) } td.number { (point.figures) } }
                    } }
                }
            }
        }
    }
}

fn fixed(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{Language, Voice};

    #[test]
    fn points_are_drawn_and_stand_in_the_table() {
        let point = |at: f64, total: f64| Point {
            at,
            label: format!("{at}"),
            total,
            figures: format!("{total} people"),
        };
        let of = |points: Vec<Point>| {
            let curve = Curve { title: "Total".into(), assumed: "Factor".into(), documented: 50, points };
            Voice::new(Language::En, "en").speak(|| super::curve(&curve)).into_string()
        };
        let page = of(vec![point(0.5, 80.0), point(1.0, 110.0), point(2.0, 170.0)]);
        assert_eq!((page.matches("<circle").count(), page.matches("<tr>").count()), (3, 4));
        assert!(page.contains("110 people"), "{page}");
        for points in [vec![], vec![point(1.0, 50.0)]] {
            let page = of(points);
            assert!(!page.contains("NaN") && !page.contains("inf"), "{page}");
        }
    }
}
