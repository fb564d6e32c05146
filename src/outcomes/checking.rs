//! Checks that err: what a verifier counts, what that pays for nothing, and what an audit finds (`MEAS1`, `AUD1`).
//!
//! Model specification 5.5.

use crate::num::float::{clamp, sqrt};

/// How often a check is right. At 1 and 1 it changes nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// Sensitivity: chance that a success is counted as one, 0 to 1.
    pub sensitivity: f64,
    /// Specificity: chance that a failure is not counted as a success, 0 to 1.
    pub specificity: f64,
}

impl Check {
    /// Youden's index J: the share of a true difference that is seen, by which effects, headroom and incentives shrink. At 0
    /// the check says nothing, below it the reverse of the truth.
    #[must_use]
    pub fn youden(self) -> f64 {
        self.sensitivity + self.specificity - 1.0
    }

    /// The success rate that is seen when the true one is `p`.
    #[must_use]
    pub fn observed(self, p: f64) -> f64 {
        self.sensitivity * p + self.false_success(p)
    }

    /// Chance that a person is counted as a success and is none, at a true success rate of `p`.
    #[must_use]
    pub fn false_success(self, p: f64) -> f64 {
        (1.0 - self.specificity) * (1.0 - p)
    }

    /// The part of what is counted (and paid) that is false, at a true success rate of `p`. `None` if nothing is counted.
    #[must_use]
    pub fn false_share(self, p: f64) -> Option<f64> {
        let counted = self.observed(p);
        (counted > 0.0).then(|| self.false_success(p) / counted)
    }

    /// The true rate behind an observed one (Rogan and Gladen 1978), held within 0 and 1. `None` if the check says nothing.
    #[must_use]
    pub fn recovered(self, observed: f64) -> Option<f64> {
        let j = self.youden();
        (j != 0.0).then(|| clamp((observed + self.specificity - 1.0) / j, 0.0, 1.0))
    }
}

/// Standard deviation of the number of valid claims as it is projected from a sample: `claims` claims, of which the part
/// `valid` (0 to 1) is valid, and the part `sample` (above 0, to 1) is looked at.
#[must_use]
pub fn projection_sd(claims: f64, valid: f64, sample: f64) -> f64 {
    sqrt(claims * valid * (1.0 - valid) * (1.0 - sample) / sample)
}

/// The least penalty in £ per false claim found, beyond losing its `tariff` £, at which a risk-neutral claimant tells the
/// truth when the part `sample` (above 0, to 1) of claims is looked at.
#[must_use]
pub fn least_penalty(tariff: f64, sample: f64) -> f64 {
    tariff * (1.0 - sample) / sample
}
