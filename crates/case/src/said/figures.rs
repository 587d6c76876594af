//! Figures: each thing that is counted, with what every source says of it. Two figures are marked as disagreeing when
//! they stand in different items, their sentences share words besides what is counted, the texts do not name two
//! different places, and no number fits both. That they count the same thing is for the reader to judge, and so is who
//! is right.

use std::collections::BTreeMap;

use jiff::civil::Date;
use model::{ExtractionVersion, ItemId};
use rusqlite::{Row, params};

use super::errors::AnnotationsError;
use super::fold::fold;
use super::listed::Rows;
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
    /// Whether another item has a figure of what seems the same thing that no number fits together with this one.
    pub disagrees: bool,
}

/// A thing that is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Thing {
    /// What is counted, in the singular.
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

const FROM: &str = "FROM quantity JOIN item ON item.number = quantity.item
    WHERE head_key <> '' AND (?1 IS NULL OR head_key IN (?1, ?2, ?3))";

/// What lengths of time, ages and repetitions are counted in.
const TIMES: &str = "('vez', 'time', 'ano', 'mes', 'semana', 'dia', 'hora', 'minuto', 'year', 'month', 'week', 'day', 'hour', 'minute')";

impl Annotations {
    /// Things that are counted, those that most items count first, lengths of time, ages and repetitions last. `of` asks for one
    /// thing, in the singular or the plural; `rows` by whether figures stand in rows of declared lists.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn figures(&self, of: Option<&str>, rows: Rows, page: Page) -> Result<Vec<Thing>, AnnotationsError> {
        let [of, short, shorter] = forms(of);
        let listed = self.rows(rows, "quantity")?;
        let sql = format!(
            "SELECT min(head) AS head, head_key, unit, count(*) AS n, count(DISTINCT quantity.item) AS items {FROM}
             AND {listed} GROUP BY head_key, unit ORDER BY head_key IN {TIMES}, items DESC, n DESC, head_key, unit
             LIMIT ?4 OFFSET ?5"
        );
        let mut query = self.file.conn.prepare_cached(&sql)?;
        let mut found = query.query(params![of, short, shorter, int(page.limit), int(page.offset)])?;
        let mut things = Vec::new();
        while let Some(row) = found.next()? {
            let (head, unit): (String, Option<String>) = (row.get("head")?, row.get("unit")?);
            let key: String = row.get("head_key")?;
            let figures = self.figures_of(&key, unit.as_deref(), &listed)?;
            things.push(Thing { head, unit, figures });
        }
        Ok(things)
    }

    /// How many things are counted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_things(&self, of: Option<&str>, rows: Rows) -> Result<u64, AnnotationsError> {
        let listed = self.rows(rows, "quantity")?;
        let sql = format!("SELECT count(*) AS n FROM (SELECT 1 {FROM} AND {listed} GROUP BY head_key, unit)");
        Ok(self.file.conn.prepare_cached(&sql)?.query_row(forms(of), |row| number(row, "n"))?)
    }

    fn figures_of(
        &self,
        key: &str,
        unit: Option<&str>,
        listed: &str,
    ) -> Result<Vec<Figure>, AnnotationsError> {
        let mut query = self.file.conn.prepare_cached(&format!(
            "SELECT quantity.*, item.id, item.extraction, item.published FROM quantity
             JOIN item ON item.number = quantity.item WHERE head_key = ?1 AND unit IS ?2 AND {listed}
             ORDER BY item.first IS NULL, item.first, item.id, quantity.position"
        ))?;
        let figures = query.query_map(params![key, unit], figure_in)?;
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
            stems: row.get::<_, String>("stems")?.split_ascii_whitespace().map(str::to_owned).collect(),
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

/// What makes two figures of one head comparable: two stems that both sentences have besides the head's own, and the
/// place, where the text names one.
type Key<'f> = (&'f str, &'f str, Option<&'f str>);

/// The most extreme value of a key and whose it is, and that of the next item.
#[derive(Debug, Clone, Copy)]
struct Extreme {
    first: (f64, ItemId),
    second: Option<f64>,
}

impl Extreme {
    fn add(&mut self, value: f64, item: ItemId, beats: impl Fn(f64, f64) -> bool) {
        if item == self.first.1 {
            self.first.0 = if beats(value, self.first.0) { value } else { self.first.0 };
        } else if beats(value, self.first.0) {
            (self.second, self.first) = (Some(self.first.0), (value, item));
        } else if self.second.is_none_or(|second| beats(value, second)) {
            self.second = Some(value);
        }
    }

    /// The most extreme value of any other item.
    fn of_others(&self, item: ItemId) -> Option<f64> {
        if self.first.1 == item { self.second } else { Some(self.first.0) }
    }
}

/// Marks the figures that cannot stand beside one of another item.
fn mark(figures: &mut [Figure]) {
    let mut extremes: BTreeMap<Key<'_>, (Extreme, Extreme)> = BTreeMap::new();
    let facts: Vec<(f64, f64)> = figures.iter().map(|figure| range(&figure.quantity)).collect();
    for (figure, &(low, high)) in figures.iter().zip(&facts) {
        let item = figure.item;
        for key in keys(&figure.quantity, true) {
            let begin = || Extreme { first: (low, item), second: None };
            let end = || Extreme { first: (high, item), second: None };
            let (latest, earliest) = extremes.entry(key).or_insert_with(|| (begin(), end()));
            latest.add(low, item, |one, other| one > other);
            earliest.add(high, item, |one, other| one < other);
        }
    }
    let disagrees = |figure: &Figure, &(low, high): &(f64, f64)| {
        keys(&figure.quantity, false).iter().filter_map(|key| extremes.get(key)).any(|(latest, earliest)| {
            latest.of_others(figure.item).is_some_and(|begin| begin > high)
                || earliest.of_others(figure.item).is_some_and(|end| end < low)
        })
    };
    let marks: Vec<bool> =
        figures.iter().zip(&facts).map(|(figure, range)| disagrees(figure, range)).collect();
    figures.iter_mut().zip(marks).for_each(|(figure, disagrees)| figure.disagrees = disagrees);
}

/// The keys under which a figure is entered, or looked up. One with a place is comparable with those of that place and
/// of none; one without, with all.
fn keys(quantity: &Quantity, enter: bool) -> Vec<Key<'_>> {
    let head = quantity.head.as_deref().map(fold).unwrap_or_default();
    let place = quantity.place_words.as_deref();
    // "" stands for any place, `None` for no place.
    let places: &[Option<&str>] = match (place, enter) {
        (Some(place), true) => &[Some(place), Some("")],
        (Some(place), false) => &[Some(place), None],
        (None, true) => &[None, Some("")],
        (None, false) => &[Some("")],
    };
    let stems: Vec<&str> =
        quantity.stems.iter().map(String::as_str).filter(|stem| !head.starts_with(stem)).collect();
    let pairs = stems
        .iter()
        .enumerate()
        .flat_map(|(at, one)| stems[at + 1..].iter().map(move |other| (*one, *other)));
    pairs.flat_map(|(one, other)| places.iter().map(move |place| (one, other, *place))).collect()
}

#[cfg(test)]
mod tests {
    use model::{CharSpan, Digest};

    use super::super::fold::stems;
    use super::super::rows::Standing;
    use super::*;

    /// Item, least and greatest value, approximation, place, words of the sentence.
    type Given<'g> = (u8, f64, f64, &'g str, Option<&'g str>, &'g str);

    fn figure((item, low, high, approximation, place, words): Given<'_>) -> Figure {
        let span = CharSpan { start: 0, end: 1 };
        Figure {
            item: ItemId(Digest([item; 32])),
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
                stems: stems(words),
                date: None,
                standing: Standing { sentence: span, quotation: None },
            },
            disagrees: false,
        }
    }

    #[test]
    fn figures_disagree_only_when_no_number_fits_both() {
        const MOVED: &str = "detainees transferred to the island prison";
        fn check(given: &[Given<'_>], expected: &[bool]) {
            let mut figures: Vec<Figure> = given.iter().copied().map(figure).collect();
            mark(&mut figures);
            assert_eq!(figures.iter().map(|it| it.disagrees).collect::<Vec<_>>(), expected, "{given:?}");
        }
        let exact = |item, value: f64| (item, value, value, "exact", None, MOVED);
        let of = |item, value: f64, how| (item, value, value, how, None, MOVED);
        let at = |item, value: f64, place| (item, value, value, "exact", Some(place), MOVED);
        check(&[exact(1, 252.0), exact(2, 252.0)], &[false, false]);
        check(&[exact(1, 252.0), exact(2, 238.0)], &[true, true]);
        check(&[exact(1, 252.0), exact(1, 238.0)], &[false, false]);
        check(&[exact(1, 252.0), exact(1, 10.0), exact(2, 252.0)], &[false, true, true]);
        check(&[exact(1, 252.0), of(2, 250.0, "about")], &[false, false]);
        check(&[exact(1, 252.0), of(2, 240.0, "at-least")], &[false, false]);
        check(&[exact(1, 252.0), of(2, 260.0, "at-least")], &[true, true]);
        check(&[exact(1, 252.0), of(2, 240.0, "at-most")], &[true, true]);
        let range = |item, low, high| (item, low, high, "exact", None, MOVED);
        check(&[range(1, 20.0, 40.0), range(2, 30.0, 50.0), exact(3, 45.0)], &[true, false, true]);
        check(&[at(1, 3.0, "lima"), at(2, 9.0, "quito")], &[false, false]);
        check(&[at(1, 3.0, "lima"), exact(2, 9.0)], &[true, true]);
        let elsewhere = (2, 9.0, 9.0, "exact", None, "detainees freed by a judge");
        check(&[exact(1, 252.0), elsewhere], &[false, false]);
    }
}
