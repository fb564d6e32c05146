//! What counting results costs, and how many more results pay for it (`ADM1`).
//!
//! Model specification 7.4.

use crate::outcomes::volume;

/// The cost of paying by results rather than by block, beyond delivery.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Administration {
    /// Checks per person, at least 0.
    pub checks: f64,
    /// £ for each check.
    pub check: f64,
    /// £ for measurement whatever the number of people: baseline, data systems, audit.
    pub fixed: f64,
    /// £ of performance monitoring that a block contract would have needed and this one does not.
    pub saved: f64,
}

impl Administration {
    /// £ for one person.
    #[must_use]
    pub fn per_head(self) -> f64 {
        self.checks * self.check
    }

    /// What it costs more than a block contract, £, for `people` people; below 0 it costs less.
    #[must_use]
    pub fn extra(self, people: f64) -> f64 {
        self.per_head() * people + self.fixed - self.saved
    }

    /// Additional outcomes, worth `value` £ each, that there must be more of than under a block contract to pay for that. Below 0
    /// so many may be lost. `None` if an outcome is worth nothing.
    #[must_use]
    pub fn outcomes(self, people: f64, value: f64) -> Option<f64> {
        (value > 0.0).then(|| self.extra(people) / value)
    }

    /// The same as a rate: .01 = a point more success. `None` also if there is nobody.
    #[must_use]
    pub fn rate(self, people: f64, value: f64) -> Option<f64> {
        let outcomes = self.outcomes(people, value)?;
        (people > 0.0).then(|| outcomes / people)
    }

    /// The least number of people, not rounded, at which it pays for itself if success is higher by `rate` (.01 = a point) and an
    /// additional outcome is worth `value` £. `None` if no number does; 0 if it saves money before the first check: then it may
    /// stop to pay at a larger one, if checking a person costs more than that brings.
    #[must_use]
    pub fn least_people(self, rate: f64, value: f64) -> Option<f64> {
        let fixed = self.fixed - self.saved;
        if fixed <= 0.0 { Some(0.0) } else { volume::break_even(fixed, rate * value, self.per_head()) }
    }
}
