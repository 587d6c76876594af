//! A forest plot: one row for each method, or each case of a sweep, on one axis of totals; intervals with their middle,
//! bounds as arrows, refusals as words. The axis is logarithmic, since totals differ by factors.

use maud::{Markup, html};

use crate::say::number;
use crate::tame;

/// Rows on one axis.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forest {
    /// What the rows are, for the table's head.
    pub of: String,
    /// The count that is known, drawn through all rows.
    pub documented: u64,
    /// The rows, from above.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is.
    pub name: String,
    /// What must hold for it, or another remark; may be empty.
    pub note: String,
    /// What is drawn.
    pub reach: Reach,
    /// The same in words, as people are to read it.
    pub figures: String,
    /// What is to be made of it; may be empty.
    pub verdict: String,
    /// Whether it is the one to read first.
    pub first: bool,
}

/// How far a row reaches, in people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reach {
    /// A total with its interval.
    Interval {
        /// The middle.
        total: f64,
        /// Lower end.
        lower: f64,
        /// Upper end.
        upper: f64,
    },
    /// So many or more.
    AtLeast(f64),
    /// A total alone, as sweeps have them.
    Point(f64),
    /// Refused: nothing is drawn.
    Nothing,
}

impl Reach {
    fn ends(self) -> Vec<f64> {
        match self {
            Self::Interval { total, lower, upper } => vec![total, lower, upper],
            Self::AtLeast(least) | Self::Point(least) => vec![least],
            Self::Nothing => vec![],
        }
    }
}

/// Draws the rows.
#[must_use]
pub fn forest(forest: &Forest) -> Markup {
    let axis = Axis::of(forest);
    html! {
        figure.picture { table.forest {
            thead { tr {
                th scope="col" { (forest.of) }
                td.plot { (axis.head()) }
                th scope="col" { (tr!("picture-forest-figures")) }
            } }
            tbody { @for row in &forest.rows {
                tr.first[row.first].refused[row.reach == Reach::Nothing] {
                    th scope="row" {
                        bdi { (tame::name(&row.name)) }
                        @if !row.note.is_empty() { br; small { (row.note) } }
                    }
                    td.plot { (axis.row(row.reach)) }
                    td.figures {
                        @if !row.figures.is_empty() { span { (row.figures) } " " }
                        @if !row.verdict.is_empty() { small { (row.verdict) } }
                    }
                }
            } }
        } }
    }
}

/// From people to shares of the width, in percent.
struct Axis {
    low: f64,
    high: f64,
    documented: f64,
}

impl Axis {
    fn of(forest: &Forest) -> Self {
        let documented = forest.documented.max(1) as f64;
        let ends =
            forest.rows.iter().flat_map(|row| row.reach.ends()).filter(|end| end.is_finite() && *end > 0.0);
        let (low, high) =
            ends.fold((documented, documented), |(low, high), end| (low.min(end), high.max(end)));
        // A little room at both ends, and for the arrow of a bound.
        Self { low: low * 0.93, high: (high * 1.12).max(low * 1.5), documented }
    }

    fn at(&self, people: f64) -> String {
        let share = (people / self.low).ln() / (self.high / self.low).ln();
        format!("{:.2}%", (share * 100.0).clamp(0.0, 100.0))
    }

    /// Round numbers on the axis: 1, 2, 5 times powers of ten, thinned until at most five are left.
    fn ticks(&self) -> Vec<f64> {
        let powers = (0..=12).map(|power| 10_f64.powi(power));
        let inside = |tick: &f64| (self.low..=self.high).contains(tick);
        let some = |of: &[f64]| -> Vec<f64> {
            powers.clone().flat_map(|power| of.iter().map(move |unit| unit * power)).filter(inside).collect()
        };
        let fine = some(&[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0]);
        let usual = some(&[1.0, 2.0, 5.0]);
        let coarse = some(&[1.0]);
        match (usual.len(), coarse.len()) {
            (0..=1, _) => fine,
            (6.., 2..) => coarse,
            _ => usual,
        }
    }

    fn head(&self) -> Markup {
        html! {
            svg.axis role="img" aria-label=(tr!("picture-forest-axis", from = number(self.low as u64), to = number(self.high as u64))) {
                // A number at the very end would run into what stands beside.
                @for tick in self.ticks().into_iter().filter(|tick| *tick < self.high / 1.05) {
                    text x=(self.at(tick)) y="70%" text-anchor="middle" { (number(tick as u64)) }
                }
            }
        }
    }

    fn row(&self, reach: Reach) -> Markup {
        html! {
            svg aria-hidden="true" focusable="false" {
                @for tick in self.ticks() {
                    line.grid x1=(self.at(tick)) x2=(self.at(tick)) y1="0" y2="100%" {}
                }
                line.known x1=(self.at(self.documented)) x2=(self.at(self.documented)) y1="0" y2="100%" {}
                @match reach {
                    Reach::Interval { total, lower, upper } => {
                        line.reach x1=(self.at(lower)) x2=(self.at(upper)) y1="50%" y2="50%" {}
                        (end(&self.at(lower), "M0 -5V5")) (end(&self.at(upper), "M0 -5V5"))
                        (end(&self.at(total), "M-5 0L0 -5L5 0L0 5Z"))
                    },
                    Reach::AtLeast(least) => {
                        line.reach x1=(self.at(least)) x2=(self.at(least * 1.0e9)) y1="50%" y2="50%" {}
                        (end(&self.at(least), "M0 -5V5")) (end(&self.at(least * 1.0e9), "M-9 -5L0 0L-9 5Z"))
                    },
                    Reach::Point(total) => { circle cx=(self.at(total)) cy="50%" r="5" {} },
                    Reach::Nothing => {},
                }
            }
        }
    }
}

/// A sign of fixed size at a place of the axis.
fn end(at: &str, path: &str) -> Markup {
    html! { svg x=(at) y="50%" overflow="visible" { path d=(path) {} } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{Language, Voice};

    fn row(name: &str, reach: Reach, verdict: &str) -> Row {
        let (note, figures) = (String::new(), format!("{name} in words"));
        Row { name: name.into(), note, reach, figures, verdict: verdict.into(), first: false }
    }

    #[test]
    fn every_row_says_in_words_what_it_draws() {
        let rows = vec![
            row("all", Reach::Interval { total: 200.0, lower: 150.0, upper: 400.0 }, "with reservations"),
            row("bound", Reach::AtLeast(130.0), "lower bound only"),
            row("none", Reach::Nothing, "refused"),
        ];
        let plot = Forest { of: "Method".into(), documented: 100, rows };
        let page = Voice::new(Language::En, "en").speak(|| forest(&plot)).into_string();
        for words in ["all in words", "bound in words", "none in words", "lower bound only", "refused"] {
            assert!(page.contains(words), "{words}");
        }
        // Three signs of an interval, two of a bound, none of a refusal; the known count through each row.
        assert_eq!((page.matches("<path").count(), page.matches("class=\"known\"").count()), (5, 3));
        assert!(page.contains("refused\"><th"));
    }

    #[test]
    fn the_axis_has_two_to_seven_round_numbers() {
        for (documented, high) in
            [(7, 9.0), (100, 140.0), (271, 900.0), (4400, 31_000.0), (185, 2.0e6), (3, 3.0)]
        {
            let rows =
                vec![row("x", Reach::Interval { total: high, lower: documented as f64, upper: high }, "")];
            let axis = Axis::of(&Forest { of: String::new(), documented, rows });
            let ticks = axis.ticks();
            assert!((1..=7).contains(&ticks.len()), "{documented} to {high}: {ticks:?}");
            assert!(ticks.is_sorted() && axis.at(axis.low) == "0.00%" && axis.at(axis.high) == "100.00%");
        }
    }
}
