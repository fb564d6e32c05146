//! Invariants of risk over random inputs: laws of totals, tails, shares of risk, prices under risk.
//!
//! The number in a test's name is that of the invariant in `tests/vectors.json`.

mod laws;
mod luck;
mod prices;
mod sharing;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The same inputs on every run: a failure is a failure for everybody.
pub fn config() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(20_270_131),
        failure_persistence: None,
        ..ProptestConfig::with_cases(200)
    }
}

/// Equal to within `tolerance`, relative to the larger of 1 and the size of what is compared.
fn close(got: f64, want: f64, tolerance: f64) -> Result<(), TestCaseError> {
    let allowed = tolerance * want.abs().max(1.0);
    prop_assert!((got - want).abs() <= allowed, "got {got}, want {want} within {allowed:e}");
    Ok(())
}
