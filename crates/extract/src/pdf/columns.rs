//! Finds the order in which the pieces of a page are read: columns that are clearly apart one after another, all else
//! from top to bottom. Knows boxes only, no words.
//!
//! A gutter is a vertical strip that no piece crosses over several lines, with running text on both sides. The region
//! is cut into what is above the gutter, left of it, right of it, and below; each is cut further in the same way. A
//! table's gaps are no gutters: its cells are short and stand on common base lines, and its rows are read as lines.

use std::ops::Range;

/// What a piece of a line needs to show to be put in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    /// Left edge.
    pub(super) start: f32,
    /// Right edge.
    pub(super) end: f32,
    /// Base line, growing downwards.
    pub(super) base: f32,
    /// Font size.
    pub(super) size: f32,
    /// How many words it has.
    pub(super) words: u32,
}

impl Piece {
    fn top(&self) -> f32 {
        self.base - 0.8 * self.size
    }

    fn bottom(&self) -> f32 {
        self.base + 0.2 * self.size
    }

    /// Both edges without what may be an overrun.
    fn core(&self, size: f32) -> (f32, f32) {
        let less = (OVERRUN * size).min(MOST_OVERRUN * (self.end - self.start));
        (self.start + less, self.end - less)
    }

    fn is_left_of(&self, at: f32) -> bool {
        (self.start + self.end) / 2.0 <= at
    }
}

/// A column has at least this many lines beside the other's.
const LEAST_LINES: usize = 3;
/// A gutter is at least this wide, in font sizes.
const LEAST_WIDTH: f32 = 0.8;
/// Running text has this many words in a piece, on average; a table's cells have fewer.
const RUNNING_WORDS: f32 = 3.5;
/// Running text fills this share of its column, in the median line.
const RUNNING_FILL: f32 = 0.5;
/// When less than this share of the lines stands on base lines of the other side, it is no table.
const TABLE_ALIGNED: f32 = 0.6;
/// A header or footer is apart from the columns by at least this much white, in font sizes.
const APART: f32 = 1.0;
/// A line may run this far over the edge of its column, in font sizes, without closing the gutter.
const OVERRUN: f32 = 2.0;
/// So much of a piece, at each end, can be taken for an overrun.
const MOST_OVERRUN: f32 = 0.25;
/// So many of a column's lines, of a hundred, may run over.
const OVERRUNS: usize = 25;
/// How wide the strips are in which gutters are looked for, in font sizes.
const STRIP: f32 = 0.25;
/// The most strips across a region.
const MOST_STRIPS: f32 = 400.0;
/// The most cuts inside one another. Below that a region is read from top to bottom.
const MOST_CUTS: u32 = 24;

/// The regions of the page in reading order, each as indices into `pieces`. Every piece is in exactly one of them.
pub(super) fn regions(pieces: &[Piece]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by(|&a, &b| pieces[a].top().total_cmp(&pieces[b].top()).then(a.cmp(&b)));
    let mut regions = Vec::new();
    cut(pieces, order, MOST_CUTS, &mut regions);
    regions
}

/// Cuts `region`, whose pieces come sorted by their tops.
fn cut(pieces: &[Piece], region: Vec<usize>, cuts_left: u32, regions: &mut Vec<Vec<usize>>) {
    let gutter = if cuts_left == 0 { None } else { best_gutter(pieces, &region) };
    let Some(gutter) = gutter else {
        if !region.is_empty() {
            regions.push(region);
        }
        return;
    };
    let mut sides: [Vec<usize>; 4] = Default::default();
    for index in region {
        let piece = &pieces[index];
        let middle = (piece.top() + piece.bottom()) / 2.0;
        let side = match () {
            () if middle < gutter.top => 0,
            () if middle > gutter.bottom => 3,
            () if piece.is_left_of(gutter.middle()) => 1,
            () => 2,
        };
        sides[side].push(index);
    }
    for side in sides {
        cut(pieces, side, cuts_left - 1, regions);
    }
}

/// A strip that no piece crosses between two heights.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Gutter {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
}

impl Gutter {
    fn middle(&self) -> f32 {
        (self.left + self.right) / 2.0
    }
}

/// The gutter with the most text on its poorer side.
fn best_gutter(pieces: &[Piece], region: &[usize]) -> Option<Gutter> {
    if region.len() < 2 * LEAST_LINES {
        return None;
    }
    let size = median(region.iter().map(|&index| pieces[index].size));
    let mut best: Option<(f32, Gutter)> = None;
    for gutter in free_strips(pieces, region, size) {
        if let Some((weight, gutter)) = weighed(pieces, region, gutter, size)
            && best.is_none_or(|(most, _)| weight > most)
        {
            best = Some((weight, gutter));
        }
    }
    best.map(|(_, gutter)| gutter)
}

/// All strips that stay free over the height of several lines, neighbouring ones with the same ends joined.
fn free_strips(pieces: &[Piece], region: &[usize], size: f32) -> Vec<Gutter> {
    let left = region.iter().map(|&index| pieces[index].start).fold(f32::INFINITY, f32::min);
    let right = region.iter().map(|&index| pieces[index].end).fold(f32::NEG_INFINITY, f32::max);
    let bottom = region.iter().map(|&index| pieces[index].bottom()).fold(f32::NEG_INFINITY, f32::max);
    let width = (STRIP * size).max((right - left) / MOST_STRIPS);
    let count = ((right - left) / width).ceil() as usize;
    let mut free_from = vec![f32::NEG_INFINITY; count];
    let mut free: Vec<(usize, f32, f32)> = Vec::new();
    let tall = |from: f32, to: f32| to - from > LEAST_LINES as f32 * size;
    for &index in region {
        let piece = &pieces[index];
        let (start, end) = piece.core(size);
        let first = (((start - left) / width) as usize).min(count.saturating_sub(1));
        let last = (((end - left) / width).ceil() as usize).clamp(first + 1, count.max(first + 1));
        for (place, from) in free_from.iter_mut().enumerate().take(last).skip(first) {
            if tall(*from, piece.top()) {
                free.push((place, *from, piece.top()));
            }
            *from = from.max(piece.bottom());
        }
    }
    let to_bottom = free_from.into_iter().enumerate().filter(|&(_, from)| tall(from, bottom));
    free.extend(to_bottom.map(|(place, from)| (place, from, bottom)));
    free.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2)).then(a.0.cmp(&b.0)));
    let mut gutters: Vec<Gutter> = Vec::new();
    for (place, top, bottom) in free {
        let strip = left + place as f32 * width;
        match gutters.last_mut() {
            Some(last) if (last.top, last.bottom) == (top, bottom) && strip - last.right < 0.5 * width => {
                last.right = strip + width;
            }
            _ => gutters.push(Gutter { left: strip, right: strip + width, top, bottom }),
        }
    }
    gutters
}

/// The gutter trimmed to the columns beside it, with the weight of its poorer side; `None` when it parts no columns.
fn weighed(pieces: &[Piece], region: &[usize], gutter: Gutter, size: f32) -> Option<(f32, Gutter)> {
    let from = region.partition_point(|&index| pieces[index].top() < gutter.top - size);
    let to = region.partition_point(|&index| pieces[index].top() < gutter.bottom);
    let beside: Vec<&Piece> = region[from..to]
        .iter()
        .map(|&index| &pieces[index])
        .filter(|piece| piece.top() >= gutter.top && piece.bottom() <= gutter.bottom)
        .collect();
    let beside = without_margins(&beside, gutter.middle(), size);
    let (left, right): (Vec<&Piece>, Vec<&Piece>) =
        beside.iter().partition(|piece| piece.is_left_of(gutter.middle()));
    let (left, right) = (Side::new(&left)?, Side::new(&right)?);
    let overlap = left.bottom.min(right.bottom) - left.top.max(right.top);
    let shorter = (left.bottom - left.top).min(right.bottom - right.top);
    if left.bases.len() < LEAST_LINES || right.bases.len() < LEAST_LINES || overlap < shorter / 2.0 {
        return None;
    }
    let white = right.start - left.end;
    let running = left.is_running() && right.is_running() && white >= LEAST_WIDTH * size;
    let apart = white >= 2.0 * LEAST_WIDTH * size && !aligned(&left, &right, size);
    let weight = left.words.min(right.words) as f32;
    let trimmed = Gutter { top: left.top.min(right.top), bottom: left.bottom.max(right.bottom), ..gutter };
    (running || apart).then_some((weight, trimmed))
}

/// Leaves out what stands above or below the columns behind a band of white: headers, footers, single lines.
fn without_margins<'p>(beside: &[&'p Piece], middle: f32, size: f32) -> Vec<&'p Piece> {
    let mut bands: Vec<Range<usize>> = Vec::new();
    let mut bottom = f32::NEG_INFINITY;
    for (place, piece) in beside.iter().enumerate() {
        match bands.last_mut() {
            Some(band) if piece.top() - bottom <= APART * size => band.end = place + 1,
            _ => bands.push(place..place + 1),
        }
        bottom = bottom.max(piece.bottom());
    }
    let is_columns = |band: &Range<usize>| {
        let lines = |left: bool| {
            let side: Vec<&Piece> = beside[band.clone()]
                .iter()
                .copied()
                .filter(|piece| piece.is_left_of(middle) == left)
                .collect();
            Side::new(&side).map_or(0, |side| side.bases.len())
        };
        lines(true) >= LEAST_LINES && lines(false) >= LEAST_LINES
    };
    let first = bands.iter().position(is_columns);
    let last = bands.iter().rposition(is_columns);
    match (first, last) {
        (Some(first), Some(last)) => beside[bands[first].start..bands[last].end].to_vec(),
        _ => beside.to_vec(),
    }
}

/// The pieces on one side of a gutter, taken together.
struct Side {
    start: f32,
    end: f32,
    top: f32,
    bottom: f32,
    words: u32,
    pieces: usize,
    /// The base lines, from top to bottom.
    bases: Vec<f32>,
    /// How wide the median line is.
    usual_width: f32,
}

impl Side {
    fn new(pieces: &[&Piece]) -> Option<Self> {
        let mut by_base = pieces.to_vec();
        by_base.sort_by(|a, b| a.base.total_cmp(&b.base));
        let mut lines: Vec<(f32, f32, f32)> = Vec::new();
        for piece in &by_base {
            match lines.last_mut() {
                Some((base, start, end)) if piece.base - *base < 0.5 * piece.size => {
                    (*start, *end) = (start.min(piece.start), end.max(piece.end));
                }
                _ => lines.push((piece.base, piece.start, piece.end)),
            }
        }
        Some(Self {
            start: edge(lines.iter().map(|(_, start, _)| *start))?,
            end: -edge(lines.iter().map(|(.., end)| -*end))?,
            top: pieces.iter().map(|piece| piece.top()).min_by(f32::total_cmp)?,
            bottom: pieces.iter().map(|piece| piece.bottom()).max_by(f32::total_cmp)?,
            words: pieces.iter().map(|piece| piece.words).sum(),
            pieces: pieces.len(),
            usual_width: median(lines.iter().map(|(_, start, end)| end - start)),
            bases: lines.into_iter().map(|(base, ..)| base).collect(),
        })
    }

    fn is_running(&self) -> bool {
        self.words as f32 >= RUNNING_WORDS * self.pieces as f32
            && self.usual_width >= RUNNING_FILL * (self.end - self.start)
    }
}

/// Whether most lines of the side with fewer lines stand on base lines of the other.
fn aligned(left: &Side, right: &Side, size: f32) -> bool {
    let (few, many) = if left.bases.len() <= right.bases.len() {
        (&left.bases, &right.bases)
    } else {
        (&right.bases, &left.bases)
    };
    let shared = few.iter().filter(|&&base| {
        let next = many.partition_point(|&other| other < base - 0.15 * size);
        many.get(next).is_some_and(|&other| other <= base + 0.15 * size)
    });
    shared.count() as f32 >= TABLE_ALIGNED * few.len() as f32
}

/// The least value, but for the overruns.
fn edge(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    let place = values.len() * OVERRUNS / 100;
    (!values.is_empty()).then(|| *values.select_nth_unstable_by(place, f32::total_cmp).1)
}

/// The middle value, or 0 of none.
pub(super) fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    let middle = values.len() / 2;
    if values.is_empty() {
        return 0.0;
    }
    *values.select_nth_unstable_by(middle, f32::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(start: f32, end: f32, base: f32, words: u32) -> Piece {
        Piece { start, end, base, size: 10.0, words }
    }

    /// Checks the order in which the pieces are read, given by their place in `pieces`.
    fn check(pieces: &[Piece], order: &[&[usize]]) {
        let found = regions(pieces);
        assert_eq!(found.iter().map(Vec::as_slice).collect::<Vec<_>>(), order);
    }

    #[test]
    fn columns_under_a_title_and_over_a_footer() {
        let mut pieces = vec![line(50.0, 500.0, 50.0, 8)];
        for base in [100.0, 112.0, 124.0, 136.0] {
            pieces.push(line(50.0, 265.0, base, 7));
            pieces.push(line(285.0, 500.0, base, 7));
        }
        pieces.push(line(270.0, 280.0, 180.0, 1));
        check(&pieces, &[&[0], &[1, 3, 5, 7], &[2, 4, 6, 8], &[9]]);
    }

    #[test]
    fn a_header_in_two_pieces_stays_out_of_the_columns() {
        let mut pieces = vec![line(50.0, 120.0, 20.0, 2), line(450.0, 500.0, 20.0, 1)];
        for base in [100.0, 112.0, 124.0] {
            pieces.push(line(50.0, 265.0, base, 7));
            pieces.push(line(285.0, 500.0, base + 3.0, 7));
        }
        check(&pieces, &[&[0, 1], &[2, 4, 6], &[3, 5, 7]]);
    }

    #[test]
    fn a_table_is_read_by_rows() {
        let mut pieces = Vec::new();
        for base in [100.0, 112.0, 124.0, 136.0] {
            pieces.push(line(50.0, 150.0, base, 3));
            pieces.push(line(200.0, 250.0, base, 1));
        }
        check(&pieces, &[&[0, 1, 2, 3, 4, 5, 6, 7]]);
    }

    #[test]
    fn a_side_bar_of_short_lines_is_read_by_itself() {
        let mut pieces = Vec::new();
        for place in 0..6 {
            pieces.push(line(50.0, 330.0, 100.0 + 12.0 * place as f32, 9));
            pieces.push(line(360.0, 420.0, 104.0 + 14.0 * place as f32, 2));
        }
        check(&pieces, &[&[0, 2, 4, 6, 8, 10], &[1, 3, 5, 7, 9, 11]]);
    }
}
