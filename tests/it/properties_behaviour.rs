//! Invariants of provider behaviour and contract design over random inputs, against plain searches, and at the edges.
//!
//! The number in a test's name is that of the invariant in `tests/vectors.json`.

mod counting;
mod design;
mod edges;
mod indices;
mod responses;
mod selection;

use pbr::num::float;
use pbr::provider::counting::Count;
use pbr::provider::production::Need;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The same inputs on every run: a failure is a failure for everybody. `TIMES=50 cargo test` hunts fifty times longer.
fn config(cases: u32) -> ProptestConfig {
    let times: u32 = std::env::var("TIMES").ok().and_then(|t| t.parse().ok()).unwrap_or(1);
    ProptestConfig {
        rng_seed: RngSeed::Fixed(20_260_630),
        failure_persistence: None,
        max_global_rejects: 4 * cases * times,
        ..ProptestConfig::with_cases(cases * times)
    }
}

/// Equal to within `tolerance`, relative to the larger of 1 and the size of what is compared.
fn close(got: f64, want: f64, tolerance: f64) -> Result<(), TestCaseError> {
    let allowed = tolerance * want.abs().max(1.0);
    prop_assert!((got - want).abs() <= allowed, "got {got}, want {want} within {allowed:e}");
    Ok(())
}

/// Sizes that spread over powers of ten.
fn size(from: f64, to: f64) -> impl Strategy<Value = f64> {
    (float::ln(from)..float::ln(to)).prop_map(float::exp)
}

fn need() -> impl Strategy<Value = Need> {
    (0.0f64..0.9, 0.01f64..1.0, size(10.0, 2e4)).prop_map(|(p0, part, k)| Need { p0, pmax: p0 + part * (1.0 - p0), k })
}

fn count() -> impl Strategy<Value = Count> {
    let spread = prop_oneof![Just(None), size(0.05, 1e3).prop_map(Some)];
    (size(0.02, 20.0), 0.02f64..1.0, size(10.0, 1e4), spread).prop_map(|(lam0, emax, k, spread)| Count {
        lam0,
        emax,
        k,
        spread,
    })
}

/// The best of a plain search: `f` on an even grid of [0, `to`], then on ever finer ones about the best place so far.
fn search(f: impl Fn(f64) -> f64, to: f64) -> (f64, f64) {
    let steps = 2_000;
    let (mut from, mut to) = (0.0, to);
    let mut best = (0.0, f(0.0));
    for _ in 0..6 {
        let step = (to - from) / f64::from(steps);
        for i in 0..=steps {
            let x = from + step * f64::from(i);
            let y = f(x);
            if y > best.1 {
                best = (x, y);
            }
        }
        (from, to) = ((best.0 - 2.0 * step).max(0.0), best.0 + 2.0 * step);
    }
    best
}
