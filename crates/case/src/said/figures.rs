//! Figures: each thing that is counted, with what every source says of it. Two figures disagree when no number fits
//! both; that they count the same thing is for the reader to judge, and so is who is right.

use jiff::civil::Date;
use model::{ExtractionVersion, ItemId};
use rusqlite::{Row, params};

use super::errors::AnnotationsError;
use super::fold::fold;
use super::rows::{NearbyDate, Quantity};
use super::schema::{span_if_any, span_in};
use super::store::Annotations;
use super::timeline::standing_in;
use crate::catalogue::Page;
use crate::catalogue::codes::{coded_if_any, int, item as item_of, number};

/// A figure with the item that it stands in.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The item.
    pub item: ItemId,
    /// The reading whose text the spans count in.
    pub extraction: ExtractionVersion,
    /// The day of the item's publication, if it says one.
    pub published: Option<Date>,
    /// The figure. [`super::Standing::quotation`] is the quotation's number in the item.
    pub quantity: Quantity,
    /// Whether another figure of the same thing says something that cannot both be: no number fits both, and the texts
    /// do not name two different places.
    pub disagrees: bool,
}

/// A thing that is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Thing {
    /// What is counted, in small letters and singular.
    pub head: String,
    /// The unit, for measures.
    pub unit: Option<String>,
    /// Every figure of it, in the order of items and texts.
    pub figures: Vec<Figure>,
}

/// The head that was asked for, and what it may be the plural of.
fn forms(of: Option<&str>) -> [Option<String>; 3] {
    let of = of.map(fold);
    let without = |ending: &str| of.as_deref().map(|it| it.strip_suffix(ending).unwrap_or(it).to_owned());
    let (short, shorter) = (without("s"), without("es"));
    [of, short, shorter]
}

/// How far "about" reaches on either side, as a share of the value.
const ABOUT: f64 = 0.1;

const WHERE: &str = "head IS NOT NULL AND head <> '' AND (?1 IS NULL OR head IN (?1, ?2, ?3))";

impl Annotations {
    /// Things that are counted, those that several figures disagree on first, then those with the most figures. `of`
    /// asks for one thing, in the singular or the plural.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn figures(&self, of: Option<&str>, page: Page) -> Result<Vec<Thing>, AnnotationsError> {
        let [of, short, shorter] = forms(of);
        let sql = format!(
            "SELECT head, unit, count(*) AS n, count(DISTINCT item) AS items FROM quantity WHERE {WHERE}
             GROUP BY head, unit ORDER BY items DESC, n DESC, head, unit LIMIT ?4 OFFSET ?5"
        );
        let mut query = self.conn.prepare_cached(&sql)?;
        let mut rows = query.query(params![of, short, shorter, int(page.limit), int(page.offset)])?;
        let mut things = Vec::new();
        while let Some(row) = rows.next()? {
            let (head, unit): (String, Option<String>) = (row.get("head")?, row.get("unit")?);
            let figures = self.figures_of(&head, unit.as_deref())?;
            things.push(Thing { head, unit, figures });
        }
        Ok(things)
    }

    /// How many things are counted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_things(&self, of: Option<&str>) -> Result<u64, AnnotationsError> {
        let sql = format!("SELECT count(*) AS n FROM (SELECT 1 FROM quantity WHERE {WHERE} GROUP BY head, unit)");
        Ok(self.conn.prepare_cached(&sql)?.query_row(forms(of), |row| number(row, "n"))?)
    }

    fn figures_of(&self, head: &str, unit: Option<&str>) -> Result<Vec<Figure>, AnnotationsError> {
        let mut query = self.conn.prepare_cached(
            "SELECT quantity.*, item.id, item.extraction, item.published FROM quantity
             JOIN item ON item.number = quantity.item WHERE head = ?1 AND unit IS ?2
             ORDER BY item.first IS NULL, item.first, item.id, quantity.position",
        )?;
        let figures = query.query_map(params![head, unit], figure_in)?;
        let mut figures = figures.collect::<Result<Vec<_>, _>>()?;
        mark(&mut figures);
        Ok(figures)
    }
}

fn figure_in(row: &Row<'_>) -> rusqlite::Result<Figure> {
    let value: Option<String> = row.get("date_value")?;
    Ok(Figure {
        item: item_of(row, "id")?,
        extraction: ExtractionVersion(row.get("extraction")?),
        published: coded_if_any(row, "published", |text| text.parse().ok())?,
        quantity: Quantity {
            span: span_in(row, "span")?,
            low: row.get("low")?,
            high: row.get("high")?,
            approximation: row.get("approximation")?,
            unit: row.get("unit")?,
            counted: span_if_any(row, "counted")?,
            head: row.get("head")?,
            place: span_if_any(row, "place")?,
            place_words: row.get("place_words")?,
            date: value.zip(span_if_any(row, "date_span")?).map(|(value, span)| NearbyDate { value, span }),
            standing: standing_in(row)?,
        },
        disagrees: false,
    })
}

/// The least and the greatest value that a figure leaves open.
fn range(quantity: &Quantity) -> (f64, f64) {
    let Quantity { low, high, .. } = *quantity;
    match quantity.approximation.as_str() {
        "about" => (low - low.abs() * ABOUT, high + high.abs() * ABOUT),
        "at-least" => (low, f64::INFINITY),
        "at-most" => (f64::NEG_INFINITY, high),
        _ => (low, high),
    }
}

/// Marks the figures that cannot stand beside another one. A figure disagrees with some other exactly when, among those
/// of its place or of no place, some range begins after its own ends or ends before its own begins.
fn mark(figures: &mut [Figure]) {
    let facts: Vec<(f64, f64, Option<String>)> = figures
        .iter()
        .map(|figure| {
            let (low, high) = range(&figure.quantity);
            (low, high, figure.quantity.place_words.clone())
        })
        .collect();
    // The ends of all ranges, by place: the greatest beginning and the least end decide.
    let bounds = |place: &Option<String>| {
        let same = facts.iter().filter(|(_, _, other)| place.is_none() || other.is_none() || other == place);
        same.fold((f64::NEG_INFINITY, f64::INFINITY), |(begin, end), (low, high, _)| (begin.max(*low), end.min(*high)))
    };
    let mut known = std::collections::BTreeMap::new();
    for (figure, (low, high, place)) in figures.iter_mut().zip(&facts) {
        let (begin, end) = *known.entry(place.clone()).or_insert_with(|| bounds(place));
        figure.disagrees = begin > *high || end < *low;
    }
}

#[cfg(test)]
mod tests {
    use model::{CharSpan, Digest};

    use super::super::rows::Standing;
    use super::*;

    fn figure((low, high, approximation, place): (f64, f64, &str, Option<&str>)) -> Figure {
        let span = CharSpan { start: 0, end: 1 };
        Figure {
            item: ItemId(Digest([7; 32])),
            extraction: ExtractionVersion("1".into()),
            published: None,
            quantity: Quantity {
                span,
                low,
                high,
                approximation: approximation.into(),
                unit: None,
                counted: None,
                head: Some("detainee".into()),
                place: None,
                place_words: place.map(str::to_owned),
                date: None,
                standing: Standing { sentence: span, quotation: None },
            },
            disagrees: false,
        }
    }

    #[test]
    fn figures_disagree_only_when_no_number_fits_both() {
        fn check(given: &[(f64, f64, &str, Option<&str>)], expected: &[bool]) {
            let mut figures: Vec<Figure> = given.iter().copied().map(figure).collect();
            mark(&mut figures);
            assert_eq!(figures.iter().map(|it| it.disagrees).collect::<Vec<_>>(), expected, "{given:?}");
        }
        check(&[(252.0, 252.0, "exact", None), (252.0, 252.0, "exact", None)], &[false, false]);
        check(&[(252.0, 252.0, "exact", None), (238.0, 238.0, "exact", None)], &[true, true]);
        check(&[(252.0, 252.0, "exact", None), (250.0, 250.0, "about", None)], &[false, false]);
        check(&[(252.0, 252.0, "exact", None), (240.0, 240.0, "at-least", None)], &[false, false]);
        check(&[(252.0, 252.0, "exact", None), (260.0, 260.0, "at-least", None)], &[true, true]);
        check(&[(20.0, 40.0, "exact", None), (30.0, 50.0, "exact", None), (45.0, 45.0, "exact", None)], &[true, false, true]);
        check(&[(3.0, 3.0, "exact", Some("lima")), (9.0, 9.0, "exact", Some("quito"))], &[false, false]);
        check(&[(3.0, 3.0, "exact", Some("lima")), (9.0, 9.0, "exact", None)], &[true, true]);
        check(&[(3.0, 3.0, "exact", None)], &[false]);
    }
}
