//! A law known by its mean, spread and skewness: the normal with its first Edgeworth correction
//! (`EDG1`, `PWL2`).
//!
//! Model specification 2.3 and 5.4. The corrected density of x = mean + sd z is phi(z) (1 + skew
//! (z^3 - 3z)/6).

use super::float;
use super::normal::{cdf, pdf};

/// Beyond this many s.d. from the mean nothing of the law is left, and a law with sd 0 is all at
/// its mean.
const REACH: f64 = 40.0;

/// Mean, standard deviation (>= 0) and skewness of a law.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// Mean, in the units of the quantity.
    pub mean: f64,
    /// Standard deviation, same units, >= 0.
    pub sd: f64,
    /// Third central moment over sd cubed; 0 if sd is 0.
    pub skew: f64,
}

impl Moments {
    /// The value of a call: E(X - `k`)+.
    #[must_use]
    pub fn call(&self, k: f64) -> f64 {
        match self.distance(k) {
            Some(d) => {
                let density = pdf(d);
                self.sd * (d * cdf(d) + density - self.skew / 6.0 * d * density)
            }
            None => (self.mean - k).max(0.0),
        }
    }

    /// The value of a digital: P(X >= `k`). With strong skewness it can stray outside [0, 1].
    #[must_use]
    pub fn digital(&self, k: f64) -> f64 {
        match self.distance(k) {
            Some(d) => cdf(d) + self.skew / 6.0 * (d * d - 1.0) * pdf(d),
            None => f64::from(self.mean >= k),
        }
    }

    /// The density at `k`; 0 if sd is 0.
    #[must_use]
    pub fn density(&self, k: f64) -> f64 {
        let skewed = |d: f64| pdf(d) / self.sd * (1.0 + self.skew / 6.0 * d * (3.0 - d * d));
        self.distance(k).map_or(0.0, skewed)
    }

    /// P(X <= `t`) as a true distribution function: never falls in `t`, never leaves [0, 1].
    ///
    /// The Edgeworth form overshoots 0 or 1 where its density turns negative. For |skew| <= 3 that
    /// happens in one tail only, beyond the point where the form crosses 0 or 1, so that cutting it
    /// there makes it monotone.
    #[must_use]
    pub fn at_most(&self, t: f64) -> f64 {
        match self.distance(t) {
            // what lies farther out is less than the last digit of a chance
            Some(d) if d.abs() > 9.0 => f64::from(d < 0.0),
            Some(d) => {
                let skew = float::clamp(self.skew, -3.0, 3.0);
                float::clamp(cdf(-d) - skew / 6.0 * (d * d - 1.0) * pdf(d), 0.0, 1.0)
            }
            None => f64::from(self.mean <= t),
        }
    }

    /// How many s.d. the mean lies above `k`, unless that is beyond all reach.
    fn distance(&self, k: f64) -> Option<f64> {
        let gap = self.mean - k;
        (gap.abs() < REACH * self.sd).then(|| gap / self.sd)
    }
}
