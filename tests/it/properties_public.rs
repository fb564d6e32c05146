//! Invariants of the public purse over random inputs: gains and shares, pooled budgets, double payment, counting, appraisal.
//!
//! The number in a test's name is that of the invariant in `tests/vectors.json`.

mod appraisal;
mod double;
mod gains;
mod pooling;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The same inputs on every run: a failure is a failure for everybody.
pub fn config() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(20_280_131),
        failure_persistence: None,
        ..ProptestConfig::with_cases(300)
    }
}

/// Equal to within `tolerance`, relative to the larger of 1 and the size of what is compared.
fn close(got: f64, want: f64, tolerance: f64) -> Result<(), TestCaseError> {
    let allowed = tolerance * want.abs().max(1.0);
    prop_assert!((got - want).abs() <= allowed, "got {got}, want {want} within {allowed:e}");
    Ok(())
}
