//! Exact laws, the fast mixture and the common factor, over random inputs and on the edges of their
//! ranges.

use pbr::contract::curve::Curve;
use pbr::contract::{significance, staged};
use pbr::num::edgeworth::Moments;
use pbr::num::float::clamp;
use pbr::num::pmf::Pmf;
use pbr::num::quadrature;
use pbr::outcomes::exact::{self, Batch};
use proptest::prelude::*;

use super::{close, config, knot};

/// Whole-number contributions with chances that sum to 1.
fn contributions() -> impl Strategy<Value = Vec<(i64, f64)>> {
    prop::collection::vec((-3i64..6, 0.05f64..1.0), 1..4).prop_map(|list| {
        let total: f64 = list.iter().map(|&(_, weight)| weight).sum();
        list.into_iter().map(|(steps, weight)| (steps, weight / total)).collect()
    })
}

fn any_batch() -> impl Strategy<Value = Batch> {
    let n = prop_oneof![(0u32..40).prop_map(f64::from), 0.0..40.0];
    let p = prop_oneof![8 => 0.001f64..0.999, 1 => Just(0.0), 1 => Just(1.0)];
    let rho = prop_oneof![Just(0.0), 0.0..0.5];
    (n, p, rho, contributions(), contributions()).prop_map(|(n, p, rho, success, failure)| Batch {
        n,
        p,
        rho,
        success,
        failure,
    })
}

fn mean_of(list: &[(i64, f64)]) -> f64 {
    list.iter().map(|&(steps, chance)| steps as f64 * chance).sum()
}

/// Successes among n people.
fn count(n: f64, p: f64, rho: f64) -> Batch {
    Batch { n, p, rho, success: vec![(1, 1.0)], failure: vec![(0, 1.0)] }
}

/// The largest difference of two laws at any point.
fn apart(a: &Pmf, b: &Pmf) -> f64 {
    let at = |law: &Pmf, k: i64| {
        if k < law.lo { 0.0 } else { law.p.get((k - law.lo) as usize).copied().unwrap_or(0.0) }
    };
    (a.lo.min(b.lo)..=a.hi().max(b.hi())).map(|k| (at(a, k) - at(b, k)).abs()).fold(0.0, f64::max)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..config() })]

    #[test]
    fn i20_a_law_is_a_law_and_keeps_its_mean(batches in prop::collection::vec(any_batch(), 1..4)) {
        let law = exact::law(&batches);
        prop_assert!(law.p.iter().all(|&chance| chance >= 0.0));
        close(law.p.iter().sum(), 1.0, 1e-10)?;
        let mean: f64 = batches
            .iter()
            .map(|b| b.n * (b.p * mean_of(&b.success) + (1.0 - b.p) * mean_of(&b.failure)))
            .sum();
        close(law.mean(), mean, 1e-10)?;
    }

    #[test]
    fn i21_variance_adds_up(
        groups in prop::collection::vec((0u32..40, 0.02f64..0.98, 0.0f64..0.4, -3i64..6, -3i64..6), 1..4),
    ) {
        let batch = |&(n, p, rho, won, lost): &(u32, f64, f64, i64, i64)| Batch {
            n: n.into(),
            p,
            rho,
            success: vec![(won, 1.0)],
            failure: vec![(lost, 1.0)],
        };
        let batches: Vec<Batch> = groups.iter().map(batch).collect();
        let mut variance = 0.0;
        for (i, a) in batches.iter().enumerate() {
            let gap = |b: &Batch| mean_of(&b.success) - mean_of(&b.failure);
            variance += a.n * a.p * (1.0 - a.p) * gap(a) * gap(a);
            for (j, b) in batches.iter().enumerate() {
                let pairs = if i == j { a.n * (a.n - 1.0) } else { a.n * b.n };
                variance += pairs
                    * gap(a)
                    * gap(b)
                    * exact::outcome_covariance(a.p, b.p, (a.rho * b.rho).sqrt());
            }
        }
        let sd = exact::law(&batches).sd();
        close(sd * sd, variance, 1e-8)?;
    }

    #[test]
    fn i22_no_common_factor_is_plain_convolution(a in any_batch(), b in any_batch()) {
        let alone = |batch: &Batch| Batch {
            rho: 0.0,
            ..batch.clone()
        };
        let person = |b: &Batch| {
            Pmf::mix(&[
                (b.p, Pmf::from_values(&b.success)),
                (1.0 - b.p, Pmf::from_values(&b.failure)),
            ])
        };
        let mut want = Pmf::point(0);
        for batch in [&a, &b] {
            for _ in 0..batch.n.floor() as usize {
                want = want.convolve(&person(batch));
            }
            let part = batch.n - batch.n.floor();
            want = want.convolve(&Pmf::mix(&[
                (1.0 - part, Pmf::point(0)),
                (part, person(batch)),
            ]));
        }
        prop_assert!(apart(&exact::law(&[alone(&a), alone(&b)]), &want) < 1e-9);
    }

    #[test]
    fn i22_all_alike_in_the_end(n in 1u32..20, p in 0.05f64..0.95) {
        // beyond the correlations that the model admits, so with a grid of its own
        let law = exact::law_over(&[count(n.into(), p, 0.999_999)], &quadrature::grid(0.001));
        prop_assert!(
            (law.cdf(0) - (1.0 - p)).abs() < 1e-2 && (law.at_least(n.into()) - p).abs() < 1e-2,
            "{law:?}"
        );
    }

    #[test]
    fn i24_a_stronger_factor_never_calms(
        n in 2u32..80,
        p in 0.02f64..0.98,
        rho in 0.0f64..0.8,
        more in 0.0f64..0.15,
    ) {
        let sd = |rho: f64| exact::law(&[count(n.into(), p, rho)]).sd();
        prop_assert!(sd(rho + more) >= sd(rho) - 1e-9);
        let cov = |rho: f64| exact::outcome_covariance(p, p, rho);
        prop_assert!(cov(rho + more) >= cov(rho) - 1e-15);
    }

    #[test]
    fn conditional_moments_are_those_of_the_conditional_law(
        batches in prop::collection::vec(any_batch(), 1..4),
        z in -6.0f64..6.0,
    ) {
        let priced: Vec<_> = batches.iter().map(|batch| batch.priced(1.0)).collect();
        let m = exact::moments_given(&priced, z);
        let law = exact::law_over(&batches, &[(z, 1.0)]);
        close(m.mean, law.mean(), 1e-9)?;
        close(m.sd, law.sd(), 1e-7)?;
        if m.sd > 1e-3 {
            close(
                m.skew,
                law.expect(|k| {
                    let d = (k as f64 - m.mean) / m.sd;
                    d * d * d
                }),
                1e-6,
            )?;
        }
        let parts = exact::parts(&priced);
        close(
            parts.iter().map(|(weight, m)| weight * m.mean).sum(),
            exact::law(&batches).mean(),
            1e-9,
        )?;
    }

    #[test]
    fn powers_are_repeated_sums(list in contributions(), n in 0u64..40, step in -4i64..5) {
        let law = Pmf::from_values(&list);
        let mut sum = Pmf::point(0);
        for _ in 0..n {
            sum = sum.convolve(&law);
        }
        prop_assert!(apart(&law.power(n), &sum) < 1e-13);
        let stretched = sum.stretched(step).shifted(7);
        close(stretched.mean(), step as f64 * sum.mean() + 7.0, 1e-10)?;
        close(stretched.sd(), step.abs() as f64 * sum.sd(), 1e-10)?;
    }

    #[test]
    fn quantiles_and_shortfall_keep_their_definitions(
        list in contributions(),
        n in 1u64..20,
        a in 0.001f64..1.0,
    ) {
        let law = Pmf::from_values(&list).power(n);
        let q = law.quantile(a);
        prop_assert!(law.cdf(q) >= a * (1.0 - 1e-11) && law.below(q) < a);
        close(law.below(q) + law.at_least(q), 1.0, 1e-12)?;
        // the average of the quantile over the lowest share a, by its dual (Rockafellar and
        // Uryasev)
        let short = law.expect(|k| (q - k).max(0) as f64);
        close(law.shortfall(a), q as f64 - short / a, 1e-9)?;
        close(law.shortfall(1.0), law.mean(), 1e-9)?;
    }

    #[test]
    fn the_fast_mixture_is_a_distribution(
        parts in prop::collection::vec((0.01f64..1.0, -50.0f64..50.0, 0.0f64..20.0, -10.0f64..10.0), 1..6),
        a in 0.001f64..0.999,
    ) {
        let total: f64 = parts.iter().map(|part| part.0).sum();
        let parts: Vec<(f64, Moments)> = parts
            .into_iter()
            .map(|(w, mean, sd, skew)| (w / total, Moments { mean, sd, skew }))
            .collect();
        let mut last = 0.0;
        for i in -400..400 {
            let here = exact::cdf_by_mixture(&parts, f64::from(i) * 0.5);
            prop_assert!(
                here >= last - 1e-15 && here <= 1.0 + 1e-12,
                "{here} after {last}"
            );
            last = here;
        }
        let q = exact::quantile_by_mixture(&parts, a);
        let just = 1e-9 * q.abs().max(1.0);
        prop_assert!(
            exact::cdf_by_mixture(&parts, q - just) <= a + 1e-9
                && exact::cdf_by_mixture(&parts, q + just) >= a - 1e-9
        );
    }

    #[test]
    fn the_fast_mixture_is_near_the_exact_law(
        n in 200u32..800,
        p in 0.1f64..0.9,
        rho in 0.0f64..0.2,
        a in 0.02f64..0.98,
    ) {
        let people = [count(n.into(), p, rho)];
        let law = exact::law(&people);
        let parts = exact::parts(&[people[0].priced(1.0)]);
        let k = law.quantile(a);
        prop_assert!((exact::cdf_by_mixture(&parts, k as f64 + 0.5) - law.cdf(k)).abs() < 2e-3);
        prop_assert!((exact::quantile_by_mixture(&parts, a) - k as f64).abs() <= 1.0);
        let clause = Curve::identity().clamp(Some(f64::from(n) * 0.3), Some(f64::from(n) * p));
        let got = exact::mixture_expect(&parts, &clause);
        prop_assert!((got - clause.expect_pmf(&law, 1.0)).abs() < 0.05, "{got}");
    }

    #[test]
    fn swing_and_correlation_are_inverse(
        groups in prop::collection::vec((1.0f64..500.0, 0.01f64..0.99), 1..4),
        rho in 0.0001f64..0.95,
    ) {
        let swing = exact::rho_to_swing(&groups, rho);
        let back = exact::swing_to_rho(&groups, swing).expect("reachable");
        close(exact::rho_to_swing(&groups, back), swing, 1e-10)?;
        prop_assert!(
            exact::swing_to_rho(&groups, exact::rho_to_swing(&groups, 0.95) + 1e-9).is_none()
        );
        prop_assert_eq!(exact::swing_to_rho(&groups, 0.0), Some(0.0));
        prop_assert_eq!(exact::swing_to_rho(&groups, -0.01), None);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn options_are_derivatives_of_each_other(
        mean in -5.0f64..5.0,
        sd in 0.1f64..4.0,
        skew in -3.0f64..3.0,
        k in -9.0f64..9.0,
    ) {
        let law = Moments { mean, sd, skew };
        let h = 1e-4 * sd;
        let slope = |f: &dyn Fn(f64) -> f64| (f(k - h) - f(k + h)) / (2.0 * h);
        close(law.digital(k), slope(&|k| law.call(k)), 1e-6)?;
        close(law.density(k), slope(&|k| law.digital(k)), 1e-6 / sd)?;
        close(law.at_most(k), clamp(1.0 - law.digital(k), 0.0, 1.0), 1e-14)?;
    }
}

#[test]
fn a_fraction_of_a_person_is_a_chance_of_one() {
    let law = Pmf::binomial(3.4, 0.3);
    assert!((law.mean() - 3.4 * 0.3).abs() < 1e-15);
    assert!((law.cdf(0) - 0.7 * 0.7 * 0.7 * (1.0 - 0.4 * 0.3)).abs() < 1e-15);
    assert!((law.at_least(4) - 0.3 * 0.3 * 0.3 * 0.4 * 0.3).abs() < 1e-17);
}

#[test]
fn a_tie_but_for_rounding_is_a_tie() {
    let even = Pmf { lo: 0, p: vec![0.1; 10] };
    let quantiles: Vec<i64> = (1..=10).map(|i| even.quantile(f64::from(i) / 10.0)).collect();
    assert_eq!(quantiles, (0..10).collect::<Vec<i64>>());
}

#[test]
fn the_narrowest_width_is_found_inside_and_at_the_ends() {
    assert_eq!(quadrature::narrowest(|z| 10.0 + z), 6.0);
    assert_eq!(quadrature::narrowest(|z| 10.0 - z), 6.0);
    let inside = quadrature::narrowest(|z| 1.0 + (z - 1.23).abs());
    assert!((inside - 1.0).abs() < 1e-12);
}

/// Two effects of the factor that cancel in the mean still change the law from year to year.
#[test]
fn a_hidden_factor_is_not_overlooked() {
    let mut against = count(20.0, 0.3, 0.3);
    against.success = vec![(-1, 1.0)];
    let batches = [count(20.0, 0.3, 0.3), against];
    assert!(exact::nodes(&[batches[0].priced(1.0), batches[1].priced(1.0)]).len() > 30);
    let variance = 2.0 * 20.0 * (0.3 * 0.7 - exact::outcome_covariance(0.3, 0.3, 0.3));
    assert!((exact::law(&batches).sd() - variance.sqrt()).abs() < 1e-8);
}

/// One large contribution makes the total wide, but between its two values the steps are as fine as
/// ever.
#[test]
fn a_large_contribution_hides_no_comb() {
    let mut large = count(1.0, 0.5, 0.05);
    large.success = vec![(5_000, 1.0)];
    let batches = [count(1_000.0, 0.4, 0.05), large];
    let fine = exact::law_over(&batches, &quadrature::grid(0.02));
    assert!(apart(&exact::law(&batches), &fine) < 1e-10);
}

/// Guards of appendix B7: whatever lies on the edge of what is allowed gives a number.
#[test]
fn nothing_on_the_boundary_is_nan() {
    let edges = [0.0, 5e-324, 1e-12, 0.5, 1.0 - 1e-12, 1.0];
    let kink = Curve::new(0.0, 0.0, 1.0, vec![knot(1.0, 2.0, 3.0)]);
    for p in edges {
        for rho in [0.0, 1e-12, 0.05, 0.95] {
            for n in [0.0, 0.3, 1.0, 7.5] {
                let batch = Batch { n, p, rho, success: vec![(2, 1.0)], failure: vec![(-1, 0.5), (0, 0.5)] };
                let law = exact::law(std::slice::from_ref(&batch));
                let parts = exact::parts(&[batch.priced(1e3)]);
                let numbers = [law.mean(), law.sd(), law.shortfall(0.05), exact::mixture_expect(&parts, &kink)];
                assert!(numbers.iter().all(|x| x.is_finite()), "{p} {rho} {n}: {numbers:?}");
                for (_, m) in &parts {
                    assert!(m.mean.is_finite() && m.sd.is_finite() && m.skew.is_finite(), "{p} {rho} {n}: {m:?}");
                }
                assert!(exact::quantile_by_mixture(&parts, 0.05).is_finite());
                assert!(kink.effective_tariff_binomial(n, p).is_finite());
                assert!(exact::rho_to_swing(&[(n, p)], rho).is_finite());
            }
            assert!(exact::p_given(p, rho, 3.0) >= 0.0 && exact::outcome_covariance(p, 0.3, rho).is_finite());
        }
        assert!(significance::exact(20.0, p, 0.05).size.is_finite());
        assert!(significance::two_sample_z(p, 10.0, p, 0.0).is_finite());
        assert!(staged::retention_from_share(p, 0).is_finite());
    }
    // everybody fails at baseline: one success is proof
    let certain = significance::exact(20.0, 1.0, 0.05);
    assert_eq!((certain.critical, certain.size), (Some(19), 0.0));
    assert_eq!(significance::exact(20.0, 0.5, 1e-12).critical, None);
    let step = Curve::constant(2.0);
    let unbound = step.clamp(Some(f64::NEG_INFINITY), Some(f64::INFINITY));
    assert_eq!(unbound, step);
    assert_eq!(step.clamp(Some(f64::NEG_INFINITY), Some(1.0)).eval(0.0), 1.0);
    // a slope so small that its crossing with the floor is beyond all numbers
    let flat = Curve::new(0.0, 0.0, 1e-310, vec![]).clamp(Some(-1.0), Some(1.0));
    assert_eq!(flat.eval(3.0), 3e-310);
    assert_eq!(quadrature::nodes(f64::INFINITY), [(0.0, 1.0)]);
    for (sd, k) in [(0.0, 5.0), (0.0, 4.0), (0.0, 6.0), (f64::MIN_POSITIVE, 4.0), (1e-320, 5.0)] {
        let law = Moments { mean: 5.0, sd, skew: 0.5 };
        assert!([law.call(k), law.digital(k), law.density(k), law.at_most(k)].iter().all(|x| !x.is_nan()), "{sd} {k}");
    }
    let certain = Moments { mean: 5.0, sd: 0.0, skew: 0.0 };
    assert_eq!((certain.digital(5.0), certain.at_most(5.0), certain.at_most(4.9)), (1.0, 1.0, 0.0));
}
