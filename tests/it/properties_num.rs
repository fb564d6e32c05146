//! Invariants of numbers, clauses and the common factor over random inputs, and the bits of the
//! elementary functions.
//!
//! The number in a test's name is that of the invariant in `tests/vectors.json`.

mod clauses;
mod laws;
mod special;

use pbr::contract::curve::Knot;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The same inputs on every run: a failure is a failure for everybody.
fn config() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(20_260_630),
        failure_persistence: None,
        ..ProptestConfig::with_cases(500)
    }
}

/// Equal to within `tolerance`, relative to the larger of 1 and the size of what is compared.
fn close(got: f64, want: f64, tolerance: f64) -> Result<(), TestCaseError> {
    let allowed = tolerance * want.abs().max(1.0);
    prop_assert!((got - want).abs() <= allowed, "got {got}, want {want} within {allowed:e}");
    Ok(())
}

/// A place and its neighbours by rounding.
fn around(x: f64) -> [f64; 3] {
    let step = (x.abs() * f64::EPSILON).max(f64::MIN_POSITIVE);
    [x - step, x, x + step]
}

fn knot(at: f64, slope: f64, jump: f64) -> Knot {
    Knot { at, slope, jump }
}
