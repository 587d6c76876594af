//! Poisson regression by iteratively reweighted least squares (Newton's method for the canonical link), for designs of
//! capture histories. It takes for granted that the maximum exists: [`super::exists`] decides that.

use crate::linear;

/// A design matrix over cells, by what the fit needs of it.
pub(crate) trait Design {
    /// How many columns.
    fn columns(&self) -> usize;
    /// Writes X β.
    fn predict(&mut self, beta: &[f64], eta: &mut [f64]);
    /// Writes Xᵀ v.
    fn cross(&mut self, v: &[f64], out: &mut [f64]);
    /// Writes the lower triangle of Xᵀ diag(w) X.
    fn gram(&mut self, w: &[f64], out: &mut [f64]);
}

/// A hierarchical design in corner-point coding: column `c` is 1 in each cell that contains the set `c`. Sums over
/// supersets and subsets of all sets at once (the zeta transform) give every product.
pub(crate) struct Corner {
    columns: Vec<u16>,
    sums: Vec<f64>,
}

impl Corner {
    pub(crate) fn new(columns: Vec<u16>, lists: usize) -> Self {
        Self { columns, sums: vec![0.0; 1 << lists] }
    }

    fn sum_supersets(&mut self, v: &[f64]) {
        self.sums.copy_from_slice(v);
        let mut bit = 1;
        while bit < self.sums.len() {
            for block in self.sums.chunks_exact_mut(2 * bit) {
                let (without, with) = block.split_at_mut(bit);
                without.iter_mut().zip(with).for_each(|(a, b)| *a += *b);
            }
            bit *= 2;
        }
    }
}

impl Design for Corner {
    fn columns(&self) -> usize {
        self.columns.len()
    }

    fn predict(&mut self, beta: &[f64], eta: &mut [f64]) {
        eta.fill(0.0);
        for (column, b) in self.columns.iter().zip(beta) {
            eta[usize::from(*column)] = *b;
        }
        let mut bit = 1;
        while bit < eta.len() {
            for block in eta.chunks_exact_mut(2 * bit) {
                let (without, with) = block.split_at_mut(bit);
                with.iter_mut().zip(without).for_each(|(a, b)| *a += *b);
            }
            bit *= 2;
        }
    }

    fn cross(&mut self, v: &[f64], out: &mut [f64]) {
        self.sum_supersets(v);
        for (o, column) in out.iter_mut().zip(&self.columns) {
            *o = self.sums[usize::from(*column)];
        }
    }

    fn gram(&mut self, w: &[f64], out: &mut [f64]) {
        self.sum_supersets(w);
        let p = self.columns.len();
        for i in 0..p {
            for j in 0..=i {
                out[i * p + j] = self.sums[usize::from(self.columns[i] | self.columns[j])];
            }
        }
    }
}

/// A design given by its rows.
pub(crate) struct Rows {
    pub(crate) rows: Vec<Vec<f64>>,
}

impl Design for Rows {
    fn columns(&self) -> usize {
        self.rows[0].len()
    }

    fn predict(&mut self, beta: &[f64], eta: &mut [f64]) {
        for (e, row) in eta.iter_mut().zip(&self.rows) {
            *e = row.iter().zip(beta).map(|(x, b)| x * b).sum();
        }
    }

    fn cross(&mut self, v: &[f64], out: &mut [f64]) {
        out.fill(0.0);
        for (row, v) in self.rows.iter().zip(v) {
            out.iter_mut().zip(row).for_each(|(o, x)| *o += x * v);
        }
    }

    fn gram(&mut self, w: &[f64], out: &mut [f64]) {
        let p = self.columns();
        out.fill(0.0);
        for (row, w) in self.rows.iter().zip(w) {
            for i in 0..p {
                for j in 0..=i {
                    out[i * p + j] += w * row[i] * row[j];
                }
            }
        }
    }
}

/// A maximum of the likelihood.
#[derive(Debug, Clone)]
pub(crate) struct Maximum {
    pub(crate) beta: Vec<f64>,
    /// Fitted means; 0 in cells that are not kept.
    pub(crate) fitted: Vec<f64>,
    pub(crate) deviance: f64,
    /// The inverse information's first entry: the variance of the intercept.
    pub(crate) intercept_variance: f64,
}

/// Half the deviance's part of one cell.
fn half_deviance(y: f64, mu: f64) -> f64 {
    if y > 0.0 { y * (y / mu).ln() - (y - mu) } else { mu }
}

/// Fits counts `y` in the cells that are kept, from `start` or from the data. `None` when the method does not converge,
/// which happens where the maximum lies at infinity or the columns are dependent.
pub(crate) fn poisson(
    design: &mut impl Design,
    y: &[f64],
    keep: &[bool],
    start: Option<&[f64]>,
) -> Option<Maximum> {
    let (p, cells) = (design.columns(), y.len());
    let mut beta = vec![0.0; p];
    let mut eta = vec![0.0; cells];
    let mut mu = vec![0.0; cells];
    match start {
        Some(start) => {
            beta.copy_from_slice(start);
            design.predict(&beta, &mut eta);
            mu.iter_mut().zip(&eta).for_each(|(m, e)| *m = e.exp());
        }
        None => {
            for cell in 0..cells {
                mu[cell] = y[cell] + 0.1;
                eta[cell] = mu[cell].ln();
            }
        }
    }
    let mut gram = vec![0.0; p * p];
    let (mut w, mut z) = (vec![0.0; cells], vec![0.0; cells]);
    let mut next = vec![0.0; p];
    let mut deviance = f64::INFINITY;
    let mut has_beta = start.is_some();
    for _ in 0..100 {
        for cell in 0..cells {
            w[cell] = if keep[cell] { mu[cell] } else { 0.0 };
            z[cell] = if keep[cell] { mu[cell] * eta[cell] + y[cell] - mu[cell] } else { 0.0 };
        }
        design.gram(&w, &mut gram);
        if !linear::cholesky(&mut gram, p) {
            return None;
        }
        design.cross(&z, &mut next);
        linear::solve(&gram, p, &mut next);
        let mut reached = f64::INFINITY;
        for halving in 0..30 {
            if halving > 0 {
                if !has_beta {
                    return None;
                }
                next.iter_mut().zip(&beta).for_each(|(n, b)| *n = f64::midpoint(*n, *b));
            }
            design.predict(&next, &mut eta);
            reached = 0.0;
            for cell in (0..cells).filter(|cell| keep[*cell]) {
                mu[cell] = eta[cell].exp();
                reached += half_deviance(y[cell], mu[cell]);
            }
            reached *= 2.0;
            if reached.is_finite() && (!has_beta || reached <= deviance + 1e-9 * (1.0 + deviance.abs())) {
                break;
            }
        }
        if !reached.is_finite() {
            return None;
        }
        std::mem::swap(&mut beta, &mut next);
        has_beta = true;
        if (deviance - reached).abs() < 1e-10 * (0.1 + reached.abs()) {
            return finish(design, keep, beta, mu, reached, &mut gram);
        }
        deviance = reached;
    }
    None
}

fn finish(
    design: &mut impl Design,
    keep: &[bool],
    beta: Vec<f64>,
    mut fitted: Vec<f64>,
    deviance: f64,
    gram: &mut [f64],
) -> Option<Maximum> {
    let p = beta.len();
    fitted.iter_mut().zip(keep).for_each(|(m, keep)| *m = if *keep { *m } else { 0.0 });
    design.gram(&fitted, gram);
    if !linear::cholesky(gram, p) {
        return None;
    }
    let mut unit = vec![0.0; p];
    unit[0] = 1.0;
    linear::solve(gram, p, &mut unit);
    Some(Maximum { beta, fitted, deviance: deviance.max(0.0), intercept_variance: unit[0] })
}
