//! Laws of counts where the number of people, their rates or the places they go to differ (`NB1`, `BB1`, `VOL1`, `VOL2`).
//!
//! Model specification 5.3. What is said of a year is meant given its common factor.

use crate::num::float::floor;
use crate::num::pmf::Pmf;

/// Expected outcomes' variance when the number of starts is itself uncertain: `E[N]p(1-p) + p^2 Var(N)`, for `starts`
/// expected starts with variance `variance`, each of which succeeds with chance `p` on its own.
#[must_use]
pub fn outcome_variance(starts: f64, variance: f64, p: f64) -> f64 {
    starts * p * (1.0 - p) + p * p * variance
}

/// Starts at which expected income covers cost: `fixed` £ over `income` less `variable` £ a start. `None` if a start earns
/// no more than it costs.
#[must_use]
pub fn break_even(fixed: f64, income: f64, variable: f64) -> Option<f64> {
    (income > variable).then(|| fixed / (income - variable))
}

/// The law of events when `mean` are expected: Poisson, or negative binomial of size `spread` (above 0) where people with
/// the same expectation differ. n people alike have n times the mean and n times the size.
///
/// Outcomes are Poisson where starts are, and starts of a negative binomial leave outcomes one of the same size. The list
/// is as long as the law is wide: some 42(1 + mean/spread) values.
#[must_use]
pub fn events(mean: f64, spread: Option<f64>) -> Pmf {
    match spread {
        // each chance over the one before it
        None => outward(mean, i64::MAX, &|k| mean / (k + 1.0)),
        Some(size) => {
            let q = mean / (size + mean);
            outward(mean - mean / size, i64::MAX, &|k| q * (k + size) / (k + 1.0))
        }
    }
}

/// Variance of those events: the mean and, where people differ, its square over `spread`.
#[must_use]
pub fn events_variance(mean: f64, spread: Option<f64>) -> f64 {
    mean + spread.map_or(0.0, |size| mean * mean / size)
}

/// The beta law (a, b) of a place's rate, of mean `p` and intra-class correlation `icc` (both between 0 and 1): how alike
/// people of one place are.
#[must_use]
pub fn places(p: f64, icc: f64) -> (f64, f64) {
    let size = (1.0 - icc) / icc;
    (p * size, (1.0 - p) * size)
}

/// Successes among `n` people (whole) of one place whose rate is drawn from [`places`]: the beta-binomial law. At an `icc`
/// of 0 binomial, at 1 all or none.
#[must_use]
pub fn beta_binomial(n: f64, p: f64, icc: f64) -> Pmf {
    if icc <= 0.0 || p <= 0.0 || p >= 1.0 {
        return Pmf::binomial(n, p);
    }
    if icc >= 1.0 {
        return Pmf::from_values(&[(0, 1.0 - p), (n as i64, p)]);
    }
    let ((a, b), n) = (places(p, icc), floor(n));
    outward(n * p, n as i64, &|k| (n - k) * (k + a) / ((k + 1.0) * (n - k - 1.0 + b)))
}

/// Variance of those successes: np(1-p)(1 + (n-1)icc). More people in one place do not average it away.
#[must_use]
pub fn beta_binomial_variance(n: f64, p: f64, icc: f64) -> f64 {
    n * p * (1.0 - p) * (1.0 + (n - 1.0) * icc)
}

/// The law on 0 to `last` with P(k+1)/P(k) = `ratio`(k), from a value near its middle outward, so that nothing overflows.
fn outward(middle: f64, last: i64, ratio: &dyn Fn(f64) -> f64) -> Pmf {
    let start = (floor(middle) as i64).clamp(0, last);
    let mut p = vec![1.0];
    let (mut lo, mut weight, mut heaviest) = (start, 1.0f64, 1.0f64);
    while lo > 0 && weight > 1e-20 * heaviest {
        weight /= ratio((lo - 1) as f64);
        heaviest = heaviest.max(weight);
        lo -= 1;
        p.push(weight);
    }
    p.reverse();
    let mut hi = start;
    weight = 1.0;
    while hi < last && weight > 1e-20 * heaviest {
        weight *= ratio(hi as f64);
        heaviest = heaviest.max(weight);
        hi += 1;
        p.push(weight);
    }
    // once itself: without its negligible ends, and summing to 1
    Pmf { lo, p }.power(1)
}
