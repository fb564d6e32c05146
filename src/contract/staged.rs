//! Payments in stages: attachment, outcome, sustainment (model specification 1.4, `MILE1`, `MILE2`,
//! `SUST1`).

use super::discount::monthly_factor;
use crate::kept::Kept;
use crate::num::float::{floor, powf};
use crate::num::root;
use std::cell::RefCell;

/// Days in an average month: how days become months (model specification 1.5).
pub const MONTH: f64 = 30.4375;

/// Fees and chances of one person's chain of stages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stages {
    /// Attachment fee, paid on starting, pounds.
    pub attach: f64,
    /// Chance of the outcome, given a start.
    pub p: f64,
    /// Fee at the outcome, pounds.
    pub outcome: f64,
    /// Fee for each period sustained, pounds.
    pub sustain: f64,
    /// How many sustained periods can be paid.
    pub periods: u32,
    /// Retention: the chance of lasting one period more, given the last.
    pub q: f64,
}

impl Stages {
    /// Expected income per start, pounds.
    #[must_use]
    pub fn expected_income(&self) -> f64 {
        self.attach + self.p * self.tariff()
    }

    /// The effective outcome tariff: what one outcome is expected to bring, sustainment included,
    /// pounds, undiscounted.
    #[must_use]
    pub fn tariff(&self) -> f64 {
        self.outcome + self.sustain * expected_periods(self.q, self.periods)
    }
}

/// Expected number of sustained periods paid per outcome: q + q^2 + ... + q^`periods`.
#[must_use]
pub fn expected_periods(q: f64, periods: u32) -> f64 {
    // summed, not by the closed form, which is 0/0 at q = 1 and loses digits near it
    (0..periods).fold(0.0, |sum, _| q * (1.0 + sum))
}

/// The retention per period at which a `share` (0 to 1) of all `periods` payments is made.
#[must_use]
pub fn retention_from_share(share: f64, periods: u32) -> f64 {
    if share >= 1.0 {
        return 1.0;
    }
    let solve = || root::rising(|q| expected_periods(q, periods) - share * f64::from(periods), 0.0, 1.0);
    *RETENTIONS.with_borrow_mut(|kept| kept.of(vec![share.to_bits(), u64::from(periods)], |_| 1, solve))
}

thread_local! {
    /// Answers at hand: a search asks for the same few with each plan that it tries.
    static RETENTIONS: RefCell<Kept<f64>> = const { RefCell::new(Kept::new(1 << 10)) };
}

/// Retention per month, given that per period of `every_days` days; `None` = the period is a month.
#[must_use]
pub fn retention_per_month(q: f64, every_days: Option<f64>) -> f64 {
    every_days.map_or(q, |days| powf(q, MONTH / days))
}

/// Months after the outcome at which sustainment payment `j` (from 1) falls; `None` = the period is
/// a month.
#[must_use]
pub fn months_after(j: u32, every_days: Option<f64>) -> u32 {
    every_days.map_or(j, |days| floor(f64::from(j) * days / MONTH + 0.5) as u32)
}

/// Present value per start of a `tariff` (pounds) paid with chance `p`: `lag_pmf[l]` is the chance
/// that the outcome comes l months after the start, payment follows `verify_lag` months later,
/// `rate` is per year.
#[must_use]
pub fn present_value(tariff: f64, p: f64, lag_pmf: &[f64], verify_lag: f64, rate: f64) -> f64 {
    let factor = |month: usize| monthly_factor(rate, month as f64 + verify_lag);
    let discounted: f64 = lag_pmf.iter().enumerate().map(|(l, &chance)| chance * factor(l)).sum();
    tariff * p * discounted
}
