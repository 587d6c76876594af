//! How much of a page pictures cover, on a coarse grid, so that a page of a thousand strips costs no more than one
//! whole picture.

use hayro::kurbo::{Point, Rect};

/// Cells along each side of the page.
const SIDE: usize = 64;

/// Which cells of the page are covered.
#[derive(Debug, Clone)]
pub(super) struct Cover {
    rows: [u64; SIDE],
    width: f64,
    height: f64,
}

impl Cover {
    /// An uncovered page of this size in points.
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self { rows: [0; SIDE], width: width.max(1.0), height: height.max(1.0) }
    }

    /// Covers the cells whose centres lie in `area`; what lies outside the page is left out.
    pub(super) fn add(&mut self, area: Rect) {
        let cells = |from: f64, to: f64, length: f64| {
            let cell = |at: f64| (at / length * SIDE as f64).round().clamp(0.0, SIDE as f64) as usize;
            cell(from)..cell(to)
        };
        let columns = cells(area.x0, area.x1, self.width);
        let mask = columns.fold(0, |mask, column| mask | 1 << column);
        for row in cells(area.y0, area.y1, self.height) {
            self.rows[row] |= mask;
        }
    }

    /// The covered share of the page, 0 to 1.
    pub(super) fn share(&self) -> f64 {
        let cells: u32 = self.rows.iter().map(|row| row.count_ones()).sum();
        f64::from(cells) / (SIDE * SIDE) as f64
    }

    /// Whether a point of the page is covered.
    pub(super) fn holds(&self, point: Point) -> bool {
        let cell = |at: f64, length: f64| {
            let cell = at / length * SIDE as f64;
            (cell >= 0.0 && cell < SIDE as f64).then_some(cell as usize)
        };
        match (cell(point.x, self.width), cell(point.y, self.height)) {
            (Some(column), Some(row)) => self.rows[row] >> column & 1 == 1,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_add_up_and_overlaps_count_once() {
        let mut cover = Cover::new(600.0, 800.0);
        for strip in 0..20 {
            let top = 400.0 / 20.0 * f64::from(strip);
            cover.add(Rect::new(0.0, top, 600.0, top + 20.0));
            cover.add(Rect::new(-50.0, -9.0, 300.0, 400.0));
        }
        assert!((cover.share() - 0.5).abs() < 0.01, "{}", cover.share());
        assert!(cover.holds(Point::new(300.0, 100.0)));
        assert!(!cover.holds(Point::new(300.0, 500.0)));
        assert!(!cover.holds(Point::new(-1.0, 100.0)));
    }
}
