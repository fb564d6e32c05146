//! Appraisal in the manner of the Green Book: present values, price years, optimism bias.
//!
//! Model specification 1.6 and 1.7. Each speaks of one stream of one ledger: economic value and cash are never added up.

use crate::contract::discount::Schedule;
use crate::num::float::powf;
use crate::value::GRADE_BIAS;

/// The value now, £, of a stream of real £ in years 0, 1, 2, ...: year 0 is not discounted.
#[must_use]
pub fn present_value(schedule: &Schedule, yearly: &[f64]) -> f64 {
    (0..).zip(yearly).map(|(year, flow)| flow * schedule.factor(year)).sum()
}

/// £ in prices of a year that is `years` later (earlier, if below 0), at an inflation of `inflation` a year (.02 = 2%, above -1).
#[must_use]
pub fn uprated(amount: f64, inflation: f64, years: f64) -> f64 {
    amount * powf(1.0 + inflation, years)
}

/// A benefit in £ (at least 0) less the optimism bias of the grade of its evidence, 1 to 6. `None` for any other grade.
#[must_use]
pub fn less_optimism(benefit: f64, grade: u32) -> Option<f64> {
    let bias = GRADE_BIAS.get((grade as usize).checked_sub(1)?)?;
    Some(benefit * (1.0 - bias))
}
