//! Small dense linear algebra: Cholesky factors of symmetric matrices, rank of matrices of whole numbers. Knows nothing
//! of models.

/// Factors a symmetric positive definite matrix (row-major, order `p`) in place into its lower Cholesky factor; false when
/// it is not positive definite to working precision.
pub(crate) fn cholesky(a: &mut [f64], p: usize) -> bool {
    for j in 0..p {
        let original = a[j * p + j];
        let mut d = original;
        for k in 0..j {
            d -= a[j * p + k] * a[j * p + k];
        }
        // A pivot that lost all its digits belongs to a column that others already make up.
        if !(d > original * 1e-13 && d.is_finite()) {
            return false;
        }
        let d = d.sqrt();
        a[j * p + j] = d;
        for i in j + 1..p {
            let (above, below) = a.split_at(i * p);
            let row = &above[j * p..j * p + j];
            let dot: f64 = row.iter().zip(&below[..j]).map(|(x, y)| x * y).sum();
            a[i * p + j] = (a[i * p + j] - dot) / d;
        }
    }
    true
}

/// Solves L Lᵀ x = b in place.
pub(crate) fn solve(l: &[f64], p: usize, b: &mut [f64]) {
    for i in 0..p {
        let dot: f64 = l[i * p..i * p + i].iter().zip(&*b).map(|(x, y)| x * y).sum();
        b[i] = (b[i] - dot) / l[i * p + i];
    }
    for i in (0..p).rev() {
        let dot: f64 = (i + 1..p).map(|k| l[k * p + i] * b[k]).sum();
        b[i] = (b[i] - dot) / l[i * p + i];
    }
}

/// The prime 2^61 − 1. A minor of a 0/1 matrix of order 36 or less is smaller (Hadamard), so that [`rank`] is exact there;
/// above, it can only be too low, which makes a caller refuse.
const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let sum = (product & u128::from(PRIME)) as u64 + (product >> 61) as u64;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn inverse(a: u64) -> u64 {
    let (mut result, mut base, mut power) = (1, a, PRIME - 2);
    while power > 0 {
        if power & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        power >>= 1;
    }
    result
}

/// The rank of a matrix of 0 and 1 with `columns` columns, given by rows, in exact arithmetic modulo a prime.
pub(crate) fn rank(rows: impl Iterator<Item = Vec<u64>>, columns: usize) -> usize {
    // Rows in echelon form: each with its leading column, in which it is 1.
    let mut basis: Vec<(usize, Vec<u64>)> = Vec::with_capacity(columns);
    for mut row in rows {
        for (lead, of) in &basis {
            let factor = row[*lead];
            if factor != 0 {
                for (x, y) in row.iter_mut().zip(of) {
                    let taken = times(factor, *y);
                    *x = if *x >= taken { *x - taken } else { *x + PRIME - taken };
                }
            }
        }
        if let Some(lead) = row.iter().position(|x| *x != 0) {
            let scale = inverse(row[lead]);
            row.iter_mut().for_each(|x| *x = times(*x, scale));
            basis.push((lead, row));
            if basis.len() == columns {
                break;
            }
        }
    }
    basis.len()
}
