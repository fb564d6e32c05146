//! Compared with the past or with others at the time: how surely a net effect is measured (`BASE1`).
//!
//! Model specification 5.6. A good or bad year moves people served and people compared alike: it cancels against a group of
//! the same year, and passes for an effect against one of another year.

use super::exact::outcome_covariance;

/// People served and people they are compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// People served, above 0.
    pub n: f64,
    /// Their success rate, 0 to 1.
    pub p1: f64,
    /// People in the baseline, above 0.
    pub m: f64,
    /// Their success rate, 0 to 1.
    pub p0: f64,
    /// Latent correlation, 0 to 0.95: how strongly the common factor of a year acts on both.
    pub rho: f64,
}

impl Comparison {
    /// Variance of the measured effect against a historic baseline. The shock of the baseline's own year is left out: add
    /// [`Comparison::baseline_year`] to count it.
    #[must_use]
    pub fn historic(self) -> f64 {
        let year = outcome_covariance(self.p1, self.p1, self.rho);
        let luck = (self.p1 * (1.0 - self.p1) - year) / self.n;
        luck + year + self.p0 * (1.0 - self.p0) / self.m
    }

    /// Variance of the measured effect against a concurrent comparison group.
    #[must_use]
    pub fn concurrent(self) -> f64 {
        let [served, compared, both] = [(self.p1, self.p1), (self.p0, self.p0), (self.p1, self.p0)]
            .map(|(p, other)| outcome_covariance(p, other, self.rho));
        let luck = (self.p1 * (1.0 - self.p1) - served) / self.n + (self.p0 * (1.0 - self.p0) - compared) / self.m;
        luck + (served + compared - 2.0 * both).max(0.0)
    }

    /// Variance that the historic year's own shock adds to what is measured against it.
    #[must_use]
    pub fn baseline_year(self) -> f64 {
        outcome_covariance(self.p0, self.p0, self.rho)
    }
}
