//! Whose risk it is: how much of society's risk a party bears, and how much risk the contract made (`EUL1`, `EUL2`).
//!
//! Model specification 6.1. Covariance (Euler) allocation of the risk of the surplus S, which is the slope of a regression
//! on S; what is left over is basis risk, uncorrelated with S but not independent of it: a cliff counts there.

use super::tails;
use crate::gather::Gather;
use crate::num::float::sqrt;

/// One future, seen by one party.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Future {
    /// Its chance; the chances of all futures sum to 1.
    pub chance: f64,
    /// S: what society gains in it, £.
    pub surplus: f64,
    /// What the party gains in it, £; its mean where measurement errs.
    pub position: f64,
    /// Variance of that gain by errors of measurement, £², given the true outcome.
    pub noise: f64,
}

/// A party's part in the risk. The shares of all parties sum to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// ψ: part of society's risk that the party bears; below 0 it is a hedge, above 1 more than all.
    pub psi: f64,
    /// Standard deviation of what the party gains, £.
    pub sd: f64,
    /// Risk that there was anyway and that the party bears: ψ times society's s.d., £.
    pub transferred: f64,
    /// Risk that the contract made: s.d. of what is left, £.
    pub manufactured: f64,
    /// The part of that which is errors of measurement alone: their s.d., £.
    pub noise: f64,
}

/// The share of one party over all futures. `None` if society runs no risk.
#[must_use]
pub fn share(futures: &[Future]) -> Option<Share> {
    let mean = |f: fn(&Future) -> f64| futures.iter().map(|x| x.chance * f(x)).sum::<f64>();
    let (s, x, noise) = (mean(|f| f.surplus), mean(|f| f.position), mean(|f| f.noise));
    let (mut risk, mut both) = (0.0, 0.0);
    for f in futures {
        risk += f.chance * (f.surplus - s) * (f.surplus - s);
        both += f.chance * (f.surplus - s) * (f.position - x);
    }
    // a spread that rounding alone would give is none
    if risk.is_nan() || risk <= 1e-24 * (1.0 + s * s) {
        return None;
    }
    let psi = both / risk;
    let mut left = noise;
    for f in futures {
        let gap = f.position - x - psi * (f.surplus - s);
        left += f.chance * gap * gap;
    }
    Some(Share {
        psi,
        sd: sqrt(psi * both + left),
        transferred: psi * sqrt(risk),
        manufactured: sqrt(left),
        noise: sqrt(noise),
    })
}

/// What the party gains on average in the lowest share `a` (0 < `a` <= 1) of society's futures, £: the expected-shortfall
/// version of its share. Over all parties they sum to society's expected shortfall.
#[must_use]
pub fn in_bad_futures(futures: &[Future], a: f64) -> f64 {
    let surplus: Vec<(f64, f64)> = futures.iter().map(|f| (f.surplus, f.chance)).gather();
    let tail = tails::lower_tail(&surplus, a);
    let (mut worse, mut here, mut chance) = (0.0, 0.0, 0.0);
    for f in futures {
        if f.surplus < tail.var {
            worse += f.chance * f.position;
        } else if f.surplus == tail.var {
            here += f.chance * f.position;
            chance += f.chance;
        }
    }
    let rest = if chance > 0.0 { (a - tail.below) / chance } else { 0.0 };
    (worse + rest * here) / a
}
