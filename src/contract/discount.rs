//! Discounting: dated schedules of rates, monthly and annual factors, real and nominal, late
//! payment, distribution.
//!
//! Model specification 1.6 (`DISC1`-`DISC4`, `DIST1`). Rates are per year, as fractions (0.035 =
//! 3.5%), above -1.

use crate::num::float::powf;

/// A schedule of real rates that fall with the horizon: published data with its edition, shown and
/// replaceable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    /// Publisher and edition.
    pub edition: &'static str,
    /// Which of the edition's columns.
    pub column: &'static str,
    /// Last year of a band (years from now) and the rate in it, from the nearest band to the
    /// furthest.
    pub bands: &'static [(u32, f64)],
}

/// HM Treasury, The Green Book, edition of February 2026 (facts.md 17a, published).
const EDITION: &str = "HM Treasury, The Green Book, February 2026";

/// The standard social time preference rate.
pub const STANDARD: Schedule = Schedule {
    edition: EDITION,
    column: "standard",
    bands: &[(30, 0.035), (75, 0.03), (125, 0.025), (200, 0.02), (300, 0.015), (u32::MAX, 0.01)],
};

/// The rate for effects on health and life.
pub const HEALTH: Schedule = Schedule {
    edition: EDITION,
    column: "health",
    bands: &[(30, 0.015), (75, 0.0129), (125, 0.0107), (200, 0.0086), (300, 0.0064), (u32::MAX, 0.0043)],
};

/// The extra sensitivity test for horizons over 50 years (no pure time preference).
pub const SENSITIVITY: Schedule = Schedule {
    edition: EDITION,
    column: "extra sensitivity test",
    bands: &[(30, 0.03), (75, 0.0257), (125, 0.0214), (200, 0.0171), (300, 0.0129), (u32::MAX, 0.0086)],
};

impl Schedule {
    /// The rate in `year` years from now; beyond the last band, the last rate.
    #[must_use]
    pub fn rate(&self, year: u32) -> f64 {
        let band = self.bands.iter().find(|&&(last, _)| year <= last).or(self.bands.last());
        band.map_or(0.0, |&(_, rate)| rate)
    }

    /// The annual factor: the value now of 1 pound in `year`. Year 0 is not discounted.
    #[must_use]
    pub fn factor(&self, year: u32) -> f64 {
        (1..=year).fold(1.0, |factor, y| factor / (1.0 + self.rate(y)))
    }
}

/// The monthly factor at a constant rate: the value now of 1 pound in `months` months.
#[must_use]
pub fn monthly_factor(rate: f64, months: f64) -> f64 {
    powf(1.0 + rate, -months / 12.0)
}

/// The value now of `flows` in months 0, 1, 2, ... at a constant rate.
#[must_use]
pub fn present_value(flows: &[f64], rate: f64) -> f64 {
    flows.iter().enumerate().map(|(month, flow)| flow * monthly_factor(rate, month as f64)).sum()
}

/// The nominal rate that matches a `real` one at this `inflation`.
#[must_use]
pub fn real_to_nominal(real: f64, inflation: f64) -> f64 {
    (1.0 + real) * (1.0 + inflation) - 1.0
}

/// How many times larger a payment must be to make good that it comes `months` late, for a payee
/// whose cost of capital is `wacc` (nominal).
#[must_use]
pub fn lag_uplift(wacc: f64, months: f64) -> f64 {
    powf(1.0 + wacc, months / 12.0)
}

/// The distributional weight of 1 pound to somebody on `income` rather than `reference` income
/// (both > 0): their ratio to the power `eta`, the elasticity of marginal utility.
#[must_use]
pub fn distributional_weight(reference: f64, income: f64, eta: f64) -> f64 {
    powf(reference / income, eta)
}
