//! Special functions of statistics, to full double precision where it is needed. Holds no statistics of its own.

use std::f64::consts::PI;

/// ln Γ(x) for x > 0: Stirling's series above 15, the recurrence below (relative error about 1e-15).
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    let mut x = x;
    let mut product = 1.0_f64;
    while x < 15.0 {
        product *= x;
        x += 1.0;
    }
    let r = 1.0 / (x * x);
    let series = (1.0 / 12.0 - r * (1.0 / 360.0 - r * (1.0 / 1260.0 - r * (1.0 / 1680.0 - r / 1188.0)))) / x;
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * PI).ln() + series - product.ln()
}

/// ln n! for a count.
#[must_use]
pub fn ln_factorial(n: f64) -> f64 {
    ln_gamma(n + 1.0)
}

/// The regularised upper incomplete gamma function Q(a, x), a > 0, x ≥ 0: by series below a + 1, by continued fraction
/// (Lentz) above.
#[must_use]
pub fn gamma_q(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let front = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        for _ in 0..1_000_000 {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        return (1.0 - front * sum).clamp(0.0, 1.0);
    }
    let tiny = 1e-300;
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1.0 / tiny, 1.0 / b);
    let mut h = d;
    for i in 1..1_000_000 {
        let an = -f64::from(i) * (f64::from(i) - a);
        b += 2.0;
        d = 1.0 / nonzero(an * d + b, tiny);
        c = nonzero(b + an / c, tiny);
        let delta = d * c;
        h *= delta;
        if (delta - 1.0).abs() < 1e-16 {
            break;
        }
    }
    (front * h).clamp(0.0, 1.0)
}

fn nonzero(x: f64, tiny: f64) -> f64 {
    if x.abs() < tiny { tiny } else { x }
}

/// P(X ≤ k) for X Poisson with this mean.
#[must_use]
pub fn poisson_at_most(k: u64, mean: f64) -> f64 {
    gamma_q(k as f64 + 1.0, mean)
}

/// P(X ≥ k) for X Poisson with this mean.
#[must_use]
pub fn poisson_at_least(k: u64, mean: f64) -> f64 {
    if k == 0 { 1.0 } else { 1.0 - gamma_q(k as f64, mean) }
}

/// The standard normal distribution function (Hart's rational approximation as given by West 2005; error below 1e-14).
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    const ABOVE: [f64; 7] = [
        3.526_249_659_989_11e-2,
        0.700_383_064_443_688,
        6.373_962_203_531_65,
        33.912_866_078_383,
        112.079_291_497_871,
        221.213_596_169_931,
        220.206_867_912_376,
    ];
    const BELOW: [f64; 8] = [
        8.838_834_764_831_84e-2,
        1.755_667_163_182_64,
        16.064_177_579_207,
        86.780_732_202_946_1,
        296.564_248_779_674,
        637.333_633_378_831,
        793.826_512_519_948,
        440.413_735_824_752,
    ];
    let x = z.abs();
    let density = (-0.5 * x * x).exp();
    let tail = if x > 38.0 {
        0.0
    } else if x < 7.071_067_811_865_47 {
        let horner = |terms: &[f64]| terms.iter().fold(0.0, |sum, term| sum * x + term);
        density * horner(&ABOVE) / horner(&BELOW)
    } else {
        let fraction = [4.0, 3.0, 2.0, 1.0].iter().fold(x + 0.65, |below, above| x + above / below);
        density / fraction / (2.0 * PI).sqrt()
    };
    if z > 0.0 { 1.0 - tail } else { tail }
}

/// The standard normal quantile of p in (0, 1), by bisection of [`normal_cdf`].
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    root(-40.0, 0.0, |z| normal_cdf(z) - p)
}

/// Where a function that rises from `low` to `high` crosses zero, by bisection to the last digit; an end when it does
/// not cross.
pub(crate) fn root(low: f64, high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (low, high);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if f(middle) < 0.0 { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The p-quantile of values as R's type 8 (Hyndman & Fan 1996): median-unbiased whatever the distribution. `values`
/// must be sorted and not empty.
#[must_use]
pub fn quantile(values: &[f64], p: f64) -> f64 {
    let n = values.len() as f64;
    let at = (n + 1.0 / 3.0) * p + 1.0 / 3.0;
    let low = at.floor().clamp(1.0, n);
    let high = (low + 1.0).min(n);
    let share = (at - low).clamp(0.0, 1.0);
    values[low as usize - 1] * (1.0 - share) + values[high as usize - 1] * share
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-12 * b.abs().max(1.0), "{a} is not {b}");
    }

    #[test]
    fn known_values() {
        close(ln_gamma(0.5), 0.572_364_942_924_700_1);
        close(ln_gamma(10.0), 362_880_f64.ln());
        close(ln_gamma(1e6), 12_815_504.569_147_61);
        close(normal_cdf(1.959_963_984_540_054), 0.975);
        close(normal_cdf(-6.0), 9.865_876_450_376_946e-10);
        close(normal_quantile(0.975), 1.959_963_984_540_054);
        close(poisson_at_most(3, 2.5), 0.757_576_133_133_066_2);
        close(poisson_at_least(4, 2.5), 1.0 - 0.757_576_133_133_066_2);
        close(poisson_at_most(0, 7.0), (-7.0_f64).exp());
        close(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5), 2.5);
    }
}
