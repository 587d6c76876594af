//! Lines about quotations, dates and figures as people see them: every one with its words read from the catalogue at
//! the span that it rests on. A row that counts in another reading than the catalogue holds is left out and counted,
//! never shown with words from elsewhere.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use anyhow::Result;
use case::said::{Annotations, Dated, Deletions, Dispute, Figure, Quote, Speaker, Thing};
use case::{Catalogue, QueryError};
use model::{Anchor, CharSpan, ExtractionVersion, ItemId, Place};

/// Exact characters of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Where they stand.
    pub span: CharSpan,
    /// The characters.
    pub words: String,
    /// Those of them that were deleted with change tracking, in order: they stand in the file and are no part of what it
    /// says.
    pub deleted: Vec<CharSpan>,
}

impl Spot {
    /// The characters in runs, each with whether it was deleted.
    #[must_use]
    pub fn runs(&self) -> Vec<(bool, &str)> {
        let byte = |at: u64| CharSpan { start: 0, end: at - self.span.start }.in_bytes(&self.words);
        let cuts = self.deleted.iter().flat_map(|it| [(it.start, false), (it.end, true)]);
        let mut runs = Vec::new();
        let mut from = 0;
        for (at, deleted) in cuts.chain([(self.span.start + self.words.chars().count() as u64, false)]) {
            let to = byte(at).and_then(|it| usize::try_from(it.end).ok()).unwrap_or(self.words.len());
            runs.extend(self.words.get(from..to).filter(|words| !words.is_empty()).map(|it| (deleted, it)));
            from = to;
        }
        runs
    }
}

/// A quotation with its words.
#[derive(Debug)]
pub struct QuoteLine {
    /// The quotation.
    pub quote: Quote,
    /// The item's name.
    pub name: String,
    /// What was said; the first stretch with its places in the original.
    pub content: Vec<Spot>,
    /// The anchor of the first stretch of what was said.
    pub anchor: Anchor,
    /// What signals it.
    pub cue: Option<Spot>,
    /// Who says it, as the text has it there.
    pub source: Option<Spot>,
    /// The words that a resolved speaker was resolved to.
    pub from: Option<Spot>,
    /// To whom.
    pub addressee: Option<Spot>,
    /// Violations named, each with the words that say so.
    pub violations: Vec<(String, Spot)>,
}

/// A dated expression with its words.
#[derive(Debug)]
pub struct DateLine {
    /// The expression.
    pub dated: Dated,
    /// The item's name.
    pub name: String,
    /// Its words.
    pub words: Spot,
    /// The same with their places in the original.
    pub anchor: Anchor,
    /// The sentence around it.
    pub sentence: Spot,
    /// The date of the text that it was resolved against.
    pub against: Option<Spot>,
    /// Who says it, when it stands in a quotation.
    pub speaker: Option<Speaker>,
}

/// A figure with its words.
#[derive(Debug)]
pub struct FigureLine {
    /// The figure.
    pub figure: Figure,
    /// The item's name.
    pub name: String,
    /// Its words.
    pub words: Spot,
    /// The same with their places in the original.
    pub anchor: Anchor,
    /// What is counted.
    pub counted: Option<Spot>,
    /// Where.
    pub place: Option<Spot>,
    /// The date of its sentence.
    pub date: Option<Spot>,
    /// The sentence around it.
    pub sentence: Spot,
    /// Who says it, when it stands in a quotation.
    pub speaker: Option<Speaker>,
}

/// What is counted, with its figures.
#[derive(Debug)]
pub struct ThingLine {
    /// What is counted, in a form that can be compared.
    pub head: String,
    /// The unit, for measures.
    pub unit: Option<String>,
    /// Its figures.
    pub figures: Vec<FigureLine>,
}

/// Two sides of a dispute.
#[derive(Debug)]
pub struct DisputeLine {
    /// What they share.
    pub dispute: Dispute,
    /// Who alleges.
    pub claim: QuoteLine,
    /// Who denies.
    pub denial: QuoteLine,
}

/// Reads words for rows.
pub struct Reader<'a> {
    catalogue: &'a Catalogue,
    annotations: &'a Annotations,
    names: RefCell<BTreeMap<ItemId, String>>,
    /// Of the parts that were read last: neighbours come one after the other.
    deletions: RefCell<Option<Deletions>>,
    stale: Cell<u64>,
}

impl<'a> Reader<'a> {
    /// A reader of a case's words.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, annotations: &'a Annotations) -> Self {
        Self {
            catalogue,
            annotations,
            names: RefCell::default(),
            deletions: RefCell::default(),
            stale: Cell::new(0),
        }
    }

    /// How many rows were left out because the item was read anew since it was annotated.
    #[must_use]
    pub fn stale(&self) -> u64 {
        self.stale.get()
    }

    /// A quotation's line.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn quote(&self, quote: Quote) -> Result<Option<QuoteLine>> {
        let Some(first) = quote.quotation.content.first() else { return Ok(None) };
        let Some(anchor) = self.anchor(quote.item, &quote.extraction, *first)? else { return Ok(None) };
        let spots =
            |spans: &[CharSpan]| spans.iter().map(|span| self.spot(quote.item, *span)).collect::<Result<_>>();
        let spot = |span: Option<CharSpan>| span.map(|span| self.spot(quote.item, span)).transpose();
        let it = &quote.quotation;
        let from = match it.speaker {
            Speaker::Resolved { from, .. } => Some(from),
            _ => None,
        };
        let violations = quote.violations.iter();
        Ok(Some(QuoteLine {
            name: self.name(quote.item)?,
            content: spots(&it.content)?,
            cue: spot(it.cue)?,
            source: spot(it.source)?,
            from: spot(from)?,
            addressee: spot(it.addressee)?,
            violations: violations
                .map(|(code, span)| Ok((code.clone(), self.spot(quote.item, *span)?)))
                .collect::<Result<_>>()?,
            anchor,
            quote,
        }))
    }

    /// Both sides of a dispute.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn dispute(&self, dispute: Dispute) -> Result<Option<DisputeLine>> {
        let (claim, denial) = (self.quote(dispute.claim.clone())?, self.quote(dispute.denial.clone())?);
        Ok(claim.zip(denial).map(|(claim, denial)| DisputeLine { dispute, claim, denial }))
    }

    /// A dated expression's line.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn date(&self, dated: Dated) -> Result<Option<DateLine>> {
        let Some(anchor) = self.anchor(dated.item, &dated.extraction, dated.date.span)? else {
            return Ok(None);
        };
        Ok(Some(DateLine {
            name: self.name(dated.item)?,
            words: self.spot(dated.item, dated.date.span)?,
            sentence: self.spot(dated.item, dated.date.standing.sentence)?,
            against: dated.date.anchor.map(|span| self.spot(dated.item, span)).transpose()?,
            speaker: self.speaker(dated.item, dated.date.standing.quotation)?,
            anchor,
            dated,
        }))
    }

    /// What is counted, with the line of each figure.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn thing(&self, thing: Thing) -> Result<ThingLine> {
        let figures = thing.figures.into_iter().map(|figure| self.figure(figure));
        let figures: Vec<_> = figures.collect::<Result<_>>()?;
        Ok(ThingLine { head: thing.head, unit: thing.unit, figures: figures.into_iter().flatten().collect() })
    }

    fn figure(&self, figure: Figure) -> Result<Option<FigureLine>> {
        let it = &figure.quantity;
        let Some(anchor) = self.anchor(figure.item, &figure.extraction, it.span)? else { return Ok(None) };
        let spot = |span: Option<CharSpan>| span.map(|span| self.spot(figure.item, span)).transpose();
        Ok(Some(FigureLine {
            name: self.name(figure.item)?,
            words: self.spot(figure.item, it.span)?,
            counted: spot(it.counted)?,
            place: spot(it.place)?,
            date: spot(it.date.as_ref().map(|date| date.span))?,
            sentence: self.spot(figure.item, it.standing.sentence)?,
            speaker: self.speaker(figure.item, it.standing.quotation)?,
            anchor,
            figure,
        }))
    }

    /// The anchor of a span; `None` when the catalogue holds another reading.
    fn anchor(&self, item: ItemId, extraction: &ExtractionVersion, span: CharSpan) -> Result<Option<Anchor>> {
        let anchor = match self.catalogue.anchor(item, span) {
            Ok(anchor) => Some(anchor).filter(|anchor| anchor.extraction == *extraction),
            Err(QueryError::Storage(error)) => return Err(error.into()),
            // Erased, read anew, gone: the annotations are behind.
            Err(_) => None,
        };
        if anchor.is_none() {
            self.stale.set(self.stale.get() + 1);
        }
        Ok(anchor)
    }

    fn spot(&self, item: ItemId, span: CharSpan) -> Result<Spot> {
        let mut known = self.deletions.borrow_mut();
        let deleted = match known.as_ref().and_then(|known| known.within(item, span)) {
            Some(deleted) => deleted,
            None => {
                let around = known.insert(Deletions::around(self.catalogue, item, span)?);
                around.within(item, span).unwrap_or_default()
            }
        };
        Ok(Spot { span, words: self.catalogue.text(item, span)?, deleted })
    }

    fn name(&self, item: ItemId) -> Result<String> {
        if let Some(name) = self.names.borrow().get(&item) {
            return Ok(name.clone());
        }
        let name = self.catalogue.item(item)?.map(|item| item.line.name).unwrap_or_default();
        self.names.borrow_mut().insert(item, name.clone());
        Ok(name)
    }

    fn speaker(&self, item: ItemId, quotation: Option<u64>) -> Result<Option<Speaker>> {
        let Some(position) = quotation else { return Ok(None) };
        Ok(self.annotations.quote(item, position)?.map(|quote| quote.quotation.speaker))
    }
}

/// The page on which an anchor's words stand, where the original has pages.
#[must_use]
pub fn page(anchor: &Anchor) -> Option<u32> {
    anchor.places.iter().find_map(|place| match place {
        Place::Page { page, .. } => Some(*page),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleted_characters_are_told_from_the_others() {
        fn check(words: &str, deleted: &[(u64, u64)], expected: &[(bool, &str)]) {
            let span = CharSpan { start: 7, end: 7 + words.chars().count() as u64 };
            let deleted = deleted.iter().map(|(start, end)| CharSpan { start: *start, end: *end }).collect();
            let spot = Spot { span, words: words.to_owned(), deleted };
            assert_eq!(spot.runs(), expected);
        }
        check("25238", &[(8, 10)], &[(false, "2"), (true, "52"), (false, "38")]);
        check("ñandú", &[(7, 8), (11, 12)], &[(true, "ñ"), (false, "and"), (true, "ú")]);
        check("año", &[], &[(false, "año")]);
        check("", &[], &[]);
    }
}
