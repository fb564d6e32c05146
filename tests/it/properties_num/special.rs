//! Special functions against their definitions, and the bits of the elementary ones.

use pbr::num::{float, lambert, normal};
use proptest::prelude::*;

use super::{around, config};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn normal_and_its_quantile_are_inverse(x in -37.0f64..8.0) {
        let p = normal::cdf(x);
        prop_assert!(
            (normal::cdf(normal::quantile(p)) - p).abs() <= 2e-13 * p,
            "{x}"
        );
        prop_assert_eq!(
            normal::quantile(0.5 + p.min(0.5) / 2.0),
            -normal::quantile(1.0 - (0.5 + p.min(0.5) / 2.0))
        );
    }

    #[test]
    fn both_below_is_the_integral(a in -5.0f64..5.0, b in -5.0f64..5.0, r in -0.97f64..0.97) {
        // the specification's integral by Simpson's rule, over z from a - 12 to a
        let spread = (1.0 - r * r).sqrt();
        let (steps, from) = (4_000, -9.0f64.max(-a.abs() - 9.0));
        let h = (a - from) / f64::from(steps);
        let integrand = |z: f64| normal::pdf(z) * normal::cdf((b - r * z) / spread);
        let sum: f64 = (0..=steps)
            .map(|i| {
                let weight = if i == 0 || i == steps {
                    1.0
                } else if i % 2 == 1 {
                    4.0
                } else {
                    2.0
                };
                weight * integrand(from + h * f64::from(i))
            })
            .sum();
        let got = normal::both_below(a, b, r);
        prop_assert!((got - sum * h / 3.0).abs() < 1e-10, "{got}");
        prop_assert!((got - normal::both_below(b, a, r)).abs() == 0.0);
        // the rest of the quarter-planes
        prop_assert!((got + normal::both_below(a, -b, -r) - normal::cdf(a)).abs() < 1e-15);
        let equal = normal::both_below(a, a, r);
        prop_assert!((equal - normal::both_below(a, around(a)[2], r)).abs() < 1e-14);
    }

    #[test]
    fn lambert_solves_its_equation(u in 0.0f64..1.0, l in 1.0f64..1e6) {
        let x = -u * 0.367_879_441_171_442_3;
        let (w0, wm1) = (lambert::w0(x), lambert::wm1(x));
        prop_assert!((-1.0..=0.0).contains(&w0) && wm1 <= -1.0);
        prop_assert!(
            (w0 * float::exp(w0) - x).abs() < 1e-15 && (wm1 * float::exp(wm1) - x).abs() < 1e-15
        );
        prop_assert!((lambert::w0(l) * float::exp(lambert::w0(l)) / l - 1.0).abs() < 1e-13);
        let y = lambert::y_minus_ln(l);
        prop_assert!(y >= 1.0 && (y - float::ln(y) - l).abs() <= 1e-15 * l * 4.0);
    }
}

#[test]
fn both_below_at_its_edges() {
    let phi2 = normal::both_below;
    assert!((phi2(0.0, 0.0, -0.5) - 1.0 / 6.0).abs() < 3e-16);
    assert!((phi2(0.0, 0.0, 0.5) - 1.0 / 3.0).abs() < 3e-16);
    for (a, b) in [(0.0, 1.0), (-1.0, 0.0), (0.7, 0.7), (-2.0, 1.5), (0.0, 0.0)] {
        assert!((phi2(a, b, 0.0) - normal::cdf(a) * normal::cdf(b)).abs() < 3e-16);
        assert_eq!(phi2(a, b, 1.0), normal::cdf(a.min(b)));
        assert!((phi2(a, b, -1.0) - (normal::cdf(a) + normal::cdf(b) - 1.0).max(0.0)).abs() < 3e-16);
        assert!((phi2(a, b, 1.0 - 1e-12) - phi2(a, b, 1.0)).abs() < 1e-6);
        assert!((phi2(a, b, -1.0 + 1e-12) - phi2(a, b, -1.0)).abs() < 1e-6);
    }
    assert_eq!(phi2(f64::INFINITY, 0.3, 0.4), normal::cdf(0.3));
    assert_eq!(phi2(0.3, f64::NEG_INFINITY, 0.4), 0.0);
    assert_eq!(phi2(f64::INFINITY, f64::INFINITY, 0.4), 1.0);
}

/// FNV-1a over the bits of a function's values on a fixed grid.
fn bits(f: impl Fn(f64) -> f64, from: f64, to: f64) -> u64 {
    let steps = 5_000;
    (0..=steps).fold(0xcbf2_9ce4_8422_2325, |hash, i| {
        let x = from + (to - from) * (f64::from(i) / f64::from(steps));
        let bytes = f(x).to_bits().to_le_bytes();
        bytes.iter().fold(hash, |hash: u64, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    })
}

/// Native, debug, release and WebAssembly must agree on these; a new `libm` must not change them
/// unseen.
#[test]
fn elementary_functions_have_known_bits() {
    let got = [
        ("exp", bits(float::exp, -745.0, 709.0)),
        ("exp_m1", bits(float::exp_m1, -40.0, 40.0)),
        ("ln", bits(float::ln, 1e-9, 1e3)),
        ("ln_1p", bits(float::ln_1p, -0.999, 50.0)),
        ("log10", bits(float::log10, 1e-9, 1e7)),
        ("powf", bits(|x| float::powf(1.0 + x, 12.5 - 7.0 * x), 0.0, 9.0)),
        ("erfc", bits(float::erfc, -6.0, 27.0)),
        ("sinh", bits(float::sinh, -30.0, 30.0)),
        ("asinh", bits(float::asinh, -1e4, 1e4)),
        ("sqrt", bits(float::sqrt, 0.0, 1e6)),
        ("floor", bits(float::floor, -99.5, 99.5)),
        ("ceil", bits(float::ceil, -99.5, 99.5)),
        ("round", bits(float::round, -99.5, 99.5)),
        ("quantile", bits(normal::quantile, 1e-12, 1.0 - 1e-12)),
        ("both_below", bits(|x| normal::both_below(x, 1.0 - x, 0.9 * x / 4.0), -4.0, 4.0)),
        ("w0", bits(lambert::w0, -0.367, 50.0)),
        ("wm1", bits(lambert::wm1, -0.367, -1e-6)),
    ];
    let known = [
        "exp 12b61846f2925a4f",
        "exp_m1 4589aca94d2b6f25",
        "ln 484612af384dc167",
        "ln_1p 90439167a010c7b2",
        "log10 4fe8c1d167d17335",
        "powf 0d2d6e5d27ba8569",
        "erfc 2006d0e2e6f4cd4e",
        "sinh 4acefe0bf928d368",
        "asinh 8109a1f8dcb9ae8d",
        "sqrt 86769adecbe0ea51",
        "floor b60a22af90d57a1e",
        "ceil bc45b0f6229b631e",
        "round cfbadbc10523a605",
        "quantile b8d80072d3a8e98e",
        "both_below 212fff74d62d2934",
        "w0 1d44a118088f8956",
        "wm1 3f90a99a2c92f55a",
    ];
    assert_eq!(got.map(|(name, hash)| format!("{name} {hash:016x}")), known);
}
