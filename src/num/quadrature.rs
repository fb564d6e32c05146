//! Trapezoid nodes for averages over the common factor Z ~ N(0,1), with the step rule of model
//! specification 5.4.

use super::float::{ceil, exp};
use crate::gather::Gather;

/// The grid covers |z| up to this.
const REACH: f64 = 8.5;

/// No step is wider than this, however smooth the integrand.
const WIDEST: f64 = 0.5;

/// Nodes z and their weights (summing to 1), with step min(1/2, `s_min`).
///
/// `s_min` > 0 is the smallest width over z: how far z must move to shift a conditional mean by one
/// conditional s.d. Infinite means that nothing depends on Z: one node. Exponentially convergent
/// (Trefethen and Weideman 2014).
#[must_use]
pub fn nodes(s_min: f64) -> Vec<(f64, f64)> {
    if s_min == f64::INFINITY {
        return vec![(0.0, 1.0)];
    }
    grid(WIDEST.min(s_min))
}

/// Nodes z = m `step` for |z| up to 8.5, and their weights, proportional to the normal density and
/// summing to 1.
#[must_use]
pub fn grid(step: f64) -> Vec<(f64, f64)> {
    let last = ceil(REACH / step) as i64;
    let mut nodes: Vec<(f64, f64)> = (-last..=last)
        .map(|m| {
            let z = m as f64 * step;
            (z, exp(-0.5 * z * z))
        })
        .gather();
    let total: f64 = nodes.iter().map(|&(_, weight)| weight).sum();
    for (_, weight) in &mut nodes {
        *weight /= total;
    }
    nodes
}

/// The smallest `width` over |z| <= 4, on a grid of 0.01 about the best point of a grid of 0.1.
#[must_use]
pub fn narrowest(width: impl Fn(f64) -> f64) -> f64 {
    let hundredths = |i: i32| width(f64::from(i) * 0.01);
    let (mut best, mut least) = (0, f64::INFINITY);
    for i in (-400..=400).step_by(10) {
        let here = hundredths(i);
        if here < least {
            (best, least) = (i, here);
        }
    }
    ((best - 9).max(-400)..=(best + 9).min(400)).map(hundredths).fold(least, f64::min)
}
