//! Where words stand on pages: one rectangle for each line of a quotation, to be marked on the page's picture. Never
//! widens a rectangle to a place where no word of the quotation stands.

use model::{CharSpan, ItemId, Place, Rect};

use super::Catalogue;
use super::errors::QueryError;

/// Words of one line on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Page number, from 1.
    pub page: u32,
    /// Where on it, in the unit of the page; see [`Rect`].
    pub rect: Rect,
}

impl Area {
    /// The areas that the places of an anchor cover, in their order. Neighbours in one line of one page are joined;
    /// places that are no area of a page are left out.
    #[must_use]
    pub fn of(places: &[Place]) -> Vec<Self> {
        let mut areas: Vec<Self> = Vec::new();
        for place in places {
            let Place::Page { page, area: Some(rect) } = *place else { continue };
            match areas.last_mut() {
                Some(last) if last.page == page && are_neighbours(last.rect, rect) => {
                    last.rect = around(last.rect, rect);
                }
                _ => areas.push(Self { page, rect }),
            }
        }
        areas
    }
}

impl Catalogue {
    /// The areas of pages on which the words at `span` stand, one for each line; none for an item without pages.
    ///
    /// # Errors
    /// As [`Catalogue::anchor`].
    pub fn areas(&self, item: ItemId, span: CharSpan) -> Result<Vec<Area>, QueryError> {
        Ok(Area::of(&self.anchor(item, span)?.places))
    }
}

/// Whether two words stand side by side: at least half as high as the lower one on a level, and no farther apart than
/// twice that height, which is less than columns are.
fn are_neighbours(one: Rect, other: Rect) -> bool {
    let height = (one.bottom - one.top).min(other.bottom - other.top);
    let shared = one.bottom.min(other.bottom) - one.top.max(other.top);
    let apart = (other.left - one.right).max(one.left - other.right);
    2 * shared >= height && apart <= 2 * height
}

fn around(one: Rect, other: Rect) -> Rect {
    Rect {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as `(page, left, top, right, bottom)`, before and after.
    type Words<'a> = &'a [(u32, i32, i32, i32, i32)];

    fn check(words: Words<'_>, lines: Words<'_>) {
        let area = |&(page, left, top, right, bottom): &(u32, i32, i32, i32, i32)| Area {
            page,
            rect: Rect { left, top, right, bottom },
        };
        let place = |word| {
            let Area { page, rect } = area(word);
            Place::Page { page, area: Some(rect) }
        };
        let places: Vec<Place> = words.iter().map(place).collect();
        assert_eq!(Area::of(&places), lines.iter().map(area).collect::<Vec<_>>());
    }

    #[test]
    fn words_of_a_line_are_joined_and_lines_are_not() {
        check(&[], &[]);
        check(&[(1, 0, 0, 90, 40), (1, 100, 2, 190, 42)], &[(1, 0, 0, 190, 42)]);
        // Raised, as the number of a note.
        check(&[(1, 0, 10, 90, 50), (1, 91, 0, 99, 22)], &[(1, 0, 0, 99, 50)]);
        let lines: Words<'_> = &[(1, 500, 0, 590, 40), (1, 0, 50, 90, 90), (2, 0, 50, 90, 90)];
        check(lines, lines);
        let columns: Words<'_> = &[(1, 0, 0, 90, 40), (1, 200, 0, 290, 40)];
        check(columns, columns);
    }

    #[test]
    fn what_is_no_area_is_left_out() {
        let places = [Place::Page { page: 1, area: None }, Place::Bytes { start: 0, end: 9 }];
        assert_eq!(Area::of(&places), []);
    }
}
