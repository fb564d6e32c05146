//! What to bid: the price that seldom loses money, and why the most hopeful bid wins (`BID1`, `BID2`, `WC1`).
//!
//! Model specification 4.5. Cost and behaviour are held fixed; nothing is discounted.

use super::tails;
use crate::num::float::powf;
use crate::num::pmf::Pmf;
use crate::num::{normal, quadrature};

/// A price per outcome at which a loss has no more than a given chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    /// Outcomes that are reached but for that chance; at fewer the price loses money.
    pub assured: i64,
    /// £ per outcome. `None` if so few are assured that no price will do.
    pub each: Option<f64>,
    /// What it adds to the break-even price, as a part of that.
    pub premium: Option<f64>,
}

/// The price at which outcomes with this law fail to bring `needed` £ (cost less fixed income) with a chance of at
/// most `eps`. The chance itself is `law.below(assured)`.
#[must_use]
pub fn price(law: &Pmf, needed: f64, eps: f64) -> Price {
    let assured = tails::assured(law, eps);
    let over = |x: f64| (assured > 0).then(|| x / assured as f64);
    Price { assured, each: over(needed.max(0.0)), premium: over(law.mean()).map(|ratio| ratio - 1.0) }
}

/// By how many s.d. of its error the most hopeful of `bidders` (at least 1) bidders is expected to be wrong: the mean of the
/// largest of so many standard normals. Shade the estimate by that much times the s.d. of its error.
#[must_use]
pub fn winners_curse(bidders: u32) -> f64 {
    let n = f64::from(bidders);
    quadrature::grid(0.05).into_iter().map(|(z, weight)| weight * z * n * powf(normal::cdf(z), n - 1.0)).sum()
}
