//! Measure first, then decide: what knowing more is worth before paying by results (`VOI1`, `VOI2`).
//!
//! Model specification 6.7. Normal belief, linear payoff (Raiffa and Schlaifer 1961), risk-neutral. All in £ over the whole
//! time in view.

use crate::num::float::sqrt;
use crate::num::normal::{cdf, pdf};

/// What is believed of the net benefit of paying by results rather than by block, and how it can be measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    /// μ₀: what is expected of it, £.
    pub mean: f64,
    /// σ₀: its standard deviation, £, at least 0.
    pub sd: f64,
    /// σₓ: standard deviation of one observation of it, £, above 0.
    pub sd_obs: f64,
}

impl Belief {
    /// Expected value of perfect information, £: what it is worth to be sure before deciding.
    #[must_use]
    pub fn perfect(self) -> f64 {
        self.loss(self.sd)
    }

    /// Standard deviation of what will be expected after `m` observations (above 0), £.
    #[must_use]
    pub fn preposterior_sd(self, m: f64) -> f64 {
        let (known, seen) = (self.sd * self.sd, self.sd_obs * self.sd_obs / m);
        known / sqrt(known + seen)
    }

    /// Expected value of sample information, £: what `m` observations (above 0) are worth before deciding.
    #[must_use]
    pub fn sample(self, m: f64) -> f64 {
        self.loss(self.preposterior_sd(m))
    }

    /// Expected net benefit of staging, £: block and `m` observations that cost `cost` £ for `first` of `years` years, then
    /// the better of the two, against deciding now for good. Stage if it is above 0.
    #[must_use]
    pub fn staging(self, m: f64, years: f64, first: f64, cost: f64) -> f64 {
        let part = first / years;
        self.sample(m) * (1.0 - part) - cost - self.mean.max(0.0) * part
    }

    /// Unit normal loss of the mean, on a scale of `sd` £.
    fn loss(self, sd: f64) -> f64 {
        if sd <= 0.0 {
            return 0.0;
        }
        let d = self.mean.abs() / sd;
        sd * (pdf(d) - d * cdf(-d))
    }
}
