//! Significance tests as conditions of payment (model specification 2.4, `SIG1`).
//!
//! The lower tail is success: fewer adverse events than the baseline. All tests are one-sided; for
//! a two-sided one give half of its alpha. They treat the baseline as known and the year as
//! ordinary.

use crate::num::float::{floor, round, sqrt};
use crate::num::normal;
use crate::num::pmf::Pmf;
use std::cell::Cell;

/// An exact test: the largest count that passes, and how often luck alone passes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exact {
    /// Pass if the adverse count is at or below this; `None` if no count passes.
    pub critical: Option<i64>,
    /// Chance of passing at the baseline rate: at most alpha, and below it because counts are
    /// whole.
    pub size: f64,
}

/// The exact binomial test: `n` people (to the nearest whole one), adverse rate `b` (0 to 1) at
/// baseline, nominal one-sided size `alpha` (1e-12 to 1).
#[must_use]
pub fn exact(n: f64, b: f64, alpha: f64) -> Exact {
    let n = round(n.max(0.0));
    if alpha >= 1.0 {
        return Exact { critical: Some(n as i64), size: 1.0 };
    }
    let law = Pmf::binomial(n, b);
    // counts too rare for the law to list pass at any alpha
    let mut test = Exact { critical: (law.lo > 0).then(|| law.lo - 1), size: 0.0 };
    for (count, chance) in law.values() {
        if test.size + chance > alpha {
            break;
        }
        test = Exact { critical: Some(count), size: test.size + chance };
    }
    test
}

/// The adverse rate at or below which the normal test passes; negative if nothing can pass.
/// Arguments as for [`exact`], `n` > 0.
#[must_use]
pub fn normal_threshold(n: f64, b: f64, alpha: f64) -> f64 {
    thread_local! {
        /// The last quantile: an expectation asks for one threshold count after count.
        static LAST: Cell<(f64, f64)> = const { Cell::new((f64::NAN, 0.0)) };
    }
    let quantile = match LAST.get() {
        (of, quantile) if of == alpha => quantile,
        _ => normal::quantile(alpha),
    };
    LAST.set((alpha, quantile));
    b + quantile * sqrt(b * (1.0 - b) / n)
}

/// The largest count that the normal test passes; negative if nothing can pass.
#[must_use]
pub fn normal_count(n: f64, b: f64, alpha: f64) -> i64 {
    floor(n * normal_threshold(n, b, alpha)) as i64
}

/// The pooled two-sample z statistic: success rate `p1` of `n1` people against `p0` of `n0`. Passes
/// if above `quantile(1 - alpha)`. 0 if everybody or nobody succeeds, or a group is empty.
#[must_use]
pub fn two_sample_z(p1: f64, n1: f64, p0: f64, n0: f64) -> f64 {
    let pooled = (p1 * n1 + p0 * n0) / (n1 + n0);
    let se = sqrt(pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n0));
    if se > 0.0 && se < f64::INFINITY { (p1 - p0) / se } else { 0.0 }
}
