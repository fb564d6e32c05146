//! Laws of totals: how they grow, where they tend, and two ways to the same one.

use pbr::num::pmf::Pmf;
use pbr::outcomes::baseline::Comparison;
use pbr::outcomes::checking::Check;
use pbr::outcomes::exact::{self, Batch};
use pbr::outcomes::{persistence, recurrence, volume};
use pbr::provider::production::{self, Need};
use proptest::prelude::*;

use super::{close, config};

/// Successes among n people.
fn count(n: f64, p: f64, rho: f64) -> Batch {
    Batch { n, p, rho, success: vec![(1, 1.0)], failure: vec![(0, 1.0)] }
}

fn sd(n: f64, p: f64, rho: f64) -> f64 {
    exact::law(&[count(n, p, rho)]).sd()
}

/// The largest difference of two laws at any point.
fn apart(a: &Pmf, b: &Pmf) -> f64 {
    let at = |law: &Pmf, k: i64| {
        if k < law.lo { 0.0 } else { law.p.get((k - law.lo) as usize).copied().unwrap_or(0.0) }
    };
    (a.lo.min(b.lo)..=a.hi().max(b.hi())).map(|k| (at(a, k) - at(b, k)).abs()).fold(0.0, f64::max)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn i04_luck_grows_with_the_root_of_people(n in 1u32..400, p in 0.01f64..0.99) {
        let n = f64::from(n);
        close(sd(4.0 * n, p, 0.0) / sd(n, p, 0.0), 2.0, 1e-9)?;
        close(exact::law(&[count(4.0 * n, p, 0.0)]).mean(), 4.0 * n * p, 1e-9)?;
    }

    #[test]
    fn a_recurrence_is_repeated_convolution(groups in prop::collection::vec((0.0f64..60.0, 0.0f64..=1.0, any::<bool>()), 1..6)) {
        let groups: Vec<_> = groups.into_iter().map(|(n, p, whole)| (if whole { n.floor() } else { n }, p)).collect();
        let mut want = Pmf::point(0);
        for &(n, p) in &groups {
            want = want.convolve(&Pmf::binomial(n, p));
        }
        let got = recurrence::successes(&groups);
        let peak = want.p.iter().copied().fold(0.0, f64::max);
        prop_assert!(apart(&got, &want) <= 1e-12 * peak, "{:e} of {peak}", apart(&got, &want));
    }

    #[test]
    fn events_add_up(mean in 0.0f64..40.0, r in prop_oneof![Just(None), (0.2f64..50.0).prop_map(Some)], n in 1u32..6) {
        let one = volume::events(mean, r);
        let all = volume::events(f64::from(n) * mean, r.map(|r| f64::from(n) * r));
        prop_assert!(apart(&one.power(n.into()), &all) < 1e-13);
        close(one.mean(), mean, 1e-11)?;
        close(one.sd() * one.sd(), volume::events_variance(mean, r), 1e-9)?;
    }

    #[test]
    fn a_place_keeps_the_mean_and_shares_its_luck(n in 1u32..200, p in 0.01f64..0.99, icc in 0.0f64..=1.0) {
        let n = f64::from(n);
        let law = volume::beta_binomial(n, p, icc);
        close(law.p.iter().sum(), 1.0, 1e-12)?;
        close(law.mean(), n * p, 1e-10)?;
        close(law.sd() * law.sd(), volume::beta_binomial_variance(n, p, icc), 1e-8)?;
    }

    #[test]
    fn poisson_starts_leave_poisson_outcomes(starts in 0.0f64..60.0, p in 0.0f64..1.0, spread in 0.5f64..20.0) {
        for r in [None, Some(spread)] {
            let starters = volume::events(starts, r);
            let parts: Vec<_> = starters.values().map(|(n, w)| (w, Pmf::binomial(n as f64, p))).collect();
            let outcomes = Pmf::mix(&parts);
            prop_assert!(apart(&outcomes, &volume::events(starts * p, r)) < 1e-12);
            let variance = volume::outcome_variance(starts, volume::events_variance(starts, r), p);
            close(outcomes.sd() * outcomes.sd(), variance, 1e-9)?;
        }
    }

    #[test]
    fn break_even_is_where_nothing_is_left(fixed in 0.0f64..1e6, income in 0.0f64..5e3, variable in 0.0f64..5e3) {
        match volume::break_even(fixed, income, variable) {
            Some(n) => {
                prop_assert!(income > variable);
                close(n * (income - variable), fixed, 1e-12)?;
            }
            None => prop_assert!(income <= variable),
        }
    }

    #[test]
    fn i42_perfect_checks_change_nothing_and_useless_ones_pay_for_nothing(
        p0 in 0.0f64..1.0, more in 0.01f64..1.0, k in 1.0f64..5e3, tariff in 0.0f64..1e5, felt in 1.0f64..1e5, se in 0.0f64..=1.0,
    ) {
        let need = Need { p0, pmax: p0 + (1.0 - p0) * more, k };
        let seen = |c: Check| Need { p0: c.observed(need.p0), pmax: c.observed(need.pmax), k };
        let perfect = seen(Check { sensitivity: 1.0, specificity: 1.0 });
        prop_assert_eq!(perfect, need);
        let useless = Check { sensitivity: se, specificity: 1.0 - se };
        prop_assert!(useless.youden().abs() < 1e-15);
        // help adds nothing to what is counted, so no tariff buys any
        prop_assert_eq!(production::best_response(seen(useless), tariff), 0.0);
        // what is felt for true success still moves, and a tariff adds its share of J to that
        let spend = |check: Check, felt: f64| production::best_response(need, check.youden().max(0.0) * tariff + felt);
        prop_assert_eq!(spend(useless, 0.0), 0.0);
        prop_assert_eq!(spend(useless, felt) > 0.0, felt > k / (need.pmax - need.p0));
        let half = Check { sensitivity: 0.75, specificity: 0.75 };
        close(spend(half, 0.0), production::best_response(seen(half), tariff), 1e-9)?;
    }

    #[test]
    fn what_a_check_hides_can_be_recovered(se in 0.0f64..=1.0, sp in 0.0f64..=1.0, p in 0.0f64..=1.0, q in 0.0f64..=1.0) {
        let check = Check { sensitivity: se, specificity: sp };
        close(check.observed(p) - check.observed(q), check.youden() * (p - q), 1e-12)?;
        if check.youden().abs() > 1e-3 {
            close(check.recovered(check.observed(p)).expect("informative"), p, 1e-10)?;
        }
        prop_assert_eq!(Check { sensitivity: 0.5, specificity: 0.5 }.recovered(p), None);
        let outside = Check { sensitivity: 0.75, specificity: 0.75 };
        prop_assert_eq!((outside.recovered(0.2), outside.recovered(0.8)), (Some(0.0), Some(1.0)));
        match check.false_share(p) {
            Some(share) => {
                prop_assert!((0.0..=1.0).contains(&share));
                close(share * check.observed(p) + se * p, check.observed(p), 1e-12)?;
            }
            None => prop_assert_eq!(check.observed(p), 0.0),
        }
    }

    #[test]
    fn a_comparison_of_the_same_year_is_surer(
        n in 1.0f64..1e5, m in 1.0f64..1e5, p1 in 0.01f64..0.99, p0 in 0.01f64..0.99, rho in 0.0f64..0.9, more in 0.0f64..0.05,
    ) {
        let both = Comparison { n, p1, m, p0, rho };
        let without = Comparison { rho: 0.0, ..both };
        close(without.historic(), without.concurrent(), 1e-15)?;
        close(without.historic(), p1 * (1.0 - p1) / n + p0 * (1.0 - p0) / m, 1e-15)?;
        prop_assert!(both.concurrent() >= 0.0);
        // a year of its own for the baseline: the two shocks do not cancel
        prop_assert!(both.historic() + both.baseline_year() >= both.concurrent() - 1e-15);
        let stronger = Comparison { rho: rho + more, ..both };
        prop_assert!(stronger.historic() >= both.historic() - 1e-15);
    }

    #[test]
    fn persistence_keeps_bad_years_together(years in 1u32..40, a in -1.0f64..=1.0, more in 0.0f64..0.5) {
        let here = persistence::variance_of_mean(years, a);
        prop_assert!((-1e-12..=1.0 + 1e-12).contains(&here));
        if a >= 0.0 && a + more <= 1.0 {
            prop_assert!(persistence::variance_of_mean(years, a + more) >= here - 1e-12);
        }
        close(persistence::variance_of_mean(years, 0.0), 1.0 / f64::from(years), 1e-14)?;
        close(persistence::variance_of_mean(years, 1.0), 1.0, 1e-14)?;
        // a sum of squares of what each new shock leaves behind
        let years = years as usize;
        let root = (1.0 - a * a).sqrt();
        let sum: f64 = (0..years)
            .map(|first| {
                let left: f64 = (0..years - first).map(|t| (0..t).fold(1.0, |x, _| x * a)).sum();
                let weight = left * if first == 0 { 1.0 } else { root };
                weight * weight
            })
            .sum();
        close(here, sum / (years * years) as f64, 1e-11)?;
    }
}

#[test]
fn i04_a_common_factor_does_not_average_out() {
    for (p, rho) in [(0.3, 0.05), (0.1, 0.02), (0.6, 0.2)] {
        let limit = exact::outcome_covariance(p, p, rho).sqrt();
        let rate = |n: f64| sd(n, p, rho) / n;
        assert!((rate(8000.0) / limit - 1.0).abs() < 0.01, "{p} {rho}: {} {limit}", rate(8000.0));
        assert!(rate(50.0) > rate(400.0) && rate(400.0) > rate(8000.0) && rate(8000.0) > limit);
    }
}

#[test]
fn i23_a_large_pool_follows_its_year() {
    let (n, p, rho) = (1e5, 0.3, 0.05);
    let law = exact::law(&[count(n, p, rho)]);
    for x in [0.12, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5] {
        let (got, want) = (law.cdf((n * x) as i64), exact::pool_cdf(p, rho, x));
        assert!((got - want).abs() < 0.01, "{x}: {got}, want {want}");
    }
    assert!(law.cdf(12_000) > 0.0 && law.cdf(12_000) < 0.01 && law.cdf(50_000) > 0.98);
}

#[test]
fn nothing_on_the_edge_is_nan() {
    for p in [0.0, 1e-300, 0.5, 0.5 + f64::EPSILON, 1.0 - 1e-16, 1.0] {
        for n in [0.0, 0.4, 1.0, 30.5] {
            let law = recurrence::successes(&[(n, p), (3.0, 0.2)]);
            assert!((law.mean() - n * p - 0.6).abs() < 1e-12, "{n} {p}: {law:?}");
            let place = volume::beta_binomial(n.floor(), p, 0.5);
            assert!((place.mean() - n.floor() * p).abs() < 1e-12, "{n} {p}: {place:?}");
        }
    }
    assert_eq!((volume::break_even(0.0, 5.0, 5.0), volume::break_even(0.0, 5.0, 4.0)), (None, Some(0.0)));
    let blind = Check { sensitivity: 0.0, specificity: 1.0 };
    assert_eq!((blind.false_share(0.4), blind.recovered(0.0)), (None, None));
    assert_eq!(recurrence::successes(&[]), Pmf::point(0));
    assert_eq!(volume::events(0.0, None), Pmf::point(0));
    assert_eq!(volume::events(0.0, Some(2.0)), Pmf::point(0));
    assert_eq!(volume::beta_binomial(5.0, 0.3, 1.0), Pmf::from_values(&[(0, 0.7), (5, 0.3)]));
    assert!(volume::events(2000.0, None).cdf(2000) > 0.5);
}

/// Thousands of people in one group: the chance of no success is far below the least f64.
#[test]
fn a_recurrence_does_not_underflow() {
    let law = recurrence::successes(&[(40_000.0, 0.45), (3000.0, 0.7), (10.0, 0.01)]);
    assert!((law.mean() - 20_100.1).abs() < 1e-6, "{}", law.mean());
    let variance: f64 = 40_000.0 * 0.45 * 0.55 + 3000.0 * 0.21 + 0.099;
    assert!((law.sd() - variance.sqrt()).abs() < 1e-6, "{}", law.sd());
}
