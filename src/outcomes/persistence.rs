//! Bad years that come in runs: how much of their luck is left in the mean of several (`AR1`).
//!
//! Model specification 5.7. Yearly shocks are N(0,1) and each keeps the part `a` of the one before it.

/// Variance of the mean of `years` yearly shocks, at least 1, of persistence `a` (-1 to 1): 1/years if nothing persists, 1
/// if everything does.
#[must_use]
pub fn variance_of_mean(years: u32, a: f64) -> f64 {
    let (mut sum, mut power) = (f64::from(years), 1.0);
    for apart in 1..years {
        power *= a;
        sum += 2.0 * f64::from(years - apart) * power;
    }
    sum / (f64::from(years) * f64::from(years))
}
