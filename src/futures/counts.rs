//! Counts from one normal deviate: binomial, Poisson and negative binomial as one family.
//!
//! `model-spec.md` 5.7: exact inversion while the variance is below 25, beyond it the Cornish–Fisher quantile. Both rise with
//! the mean, so that doing better never lowers a future.

use crate::num::float::{clamp, exp, ln_1p, round, sqrt};
use crate::num::normal;

/// Up to this variance counts are inverted exactly.
const EXACT: f64 = 25.0;

/// Successes among `n` people (whole) who succeed with chance `p` each, at the normal deviate `luck`.
pub fn binomial(n: f64, p: f64, luck: f64) -> f64 {
    if n <= 0.0 || p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return n;
    }
    // failures are counted where they are fewer: the way there is shorter
    if p > 0.5 { n - panjer(n * (1.0 - p), p, n, -luck) } else { panjer(n * p, 1.0 - p, n, luck) }
}

/// Events of `n` people with `rate` each: Poisson, or negative binomial of size `spread` a person.
pub fn events(n: f64, rate: f64, spread: Option<f64>, luck: f64) -> f64 {
    let index = spread.map_or(1.0, |r| 1.0 + rate / r);
    if n <= 0.0 || rate <= 0.0 { 0.0 } else { panjer(n * rate, index, f64::INFINITY, luck) }
}

/// The count at a deviate, from the mean and the index of dispersion (variance ÷ mean): below 1 binomial, 1 Poisson, above
/// 1 negative binomial. Their chances follow one recurrence, P(k+1) = P(k) (a + b/(k+1)) (Panjer's class), and their
/// skewness one formula, 2 × index − 1 over the s.d.
fn panjer(mean: f64, index: f64, most: f64, luck: f64) -> f64 {
    let variance = mean * index;
    if variance >= EXACT {
        let count = mean + sqrt(variance) * luck + (2.0 * index - 1.0) * (luck * luck - 1.0) / 6.0;
        return clamp(round(count), 0.0, most);
    }
    let a = 1.0 - 1.0 / index;
    let b = mean / index - a;
    // P(0): (1 + r⁻¹·mean)^−r in all three cases, r = mean/(index − 1)
    let none = if index == 1.0 { exp(-mean) } else { exp(-mean / (index - 1.0) * ln_1p(index - 1.0)) };
    let below = normal::cdf(luck);
    let (mut count, mut chance, mut total) = (0.0, none, none);
    while total < below && count < most {
        count += 1.0;
        chance *= a + b / count;
        // past the last digit of the total nothing is left to add
        if chance <= total * 1e-17 {
            break;
        }
        total += chance;
    }
    count
}
