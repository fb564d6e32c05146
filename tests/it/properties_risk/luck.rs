//! Pay for luck and refusal in spite of success; what knowing more is worth.

use pbr::contract::significance;
use pbr::num::normal;
use pbr::num::pmf::Pmf;
use pbr::risk::noise::{self, DeadBand, Matched, Trigger};
use pbr::risk::staging::Belief;
use proptest::prelude::*;

use super::{close, config};

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..config() })]

    #[test]
    fn i37_a_higher_bar_pays_less_for_luck(
        n in 1u32..200, p in 0.01f64..0.99, effect in 0.0f64..0.3, rho in prop_oneof![Just(0.0), 0.0f64..0.3], count in 0i64..200,
    ) {
        let at = |count: i64| Trigger { n: n.into(), rho, count };
        prop_assert!(at(count + 1).pays(p) <= at(count).pays(p));
        let better = (p + effect).min(1.0);
        prop_assert!(at(count).pays(better) >= at(count).pays(p) - 1e-9, "power is at least size");
        close(at(count).pays(p) + at(count).refuses(p), 1.0, 1e-12)?;
        prop_assert_eq!((at(0).refuses(p), at(i64::from(n) + 1).pays(p)), (0.0, 0.0));
    }

    #[test]
    fn the_least_effect_is_found_as_often_as_it_says(
        n in 2000f64..1e5, p0 in 0.2f64..0.6, alpha in 0.01f64..0.2, power in 0.5f64..0.95,
    ) {
        let n = n.floor();
        let effect = noise::least_effect(n, p0, alpha, power);
        // by the normal law at the baseline's spread, of which it is the inverse
        let bar = p0 - normal::quantile(alpha) * (p0 * (1.0 - p0) / n).sqrt();
        let found = normal::cdf((p0 + effect - bar) / (p0 * (1.0 - p0) / n).sqrt());
        close(found, power, 1e-12)?;
        // and nearly so by the exact one
        let trigger = Trigger { n, rho: 0.0, count: (n * bar).ceil() as i64 };
        prop_assert!((trigger.pays(p0 + effect) - power).abs() < 0.03 && (trigger.pays(p0) - alpha).abs() < 0.03);
    }

    #[test]
    fn half_of_luck_is_paid(price in 0.0f64..1e4, sd in 0.0f64..1e3) {
        // E max(X, 0) by its tail: the integral of 1 - cdf
        let steps = 4000;
        let step = 10.0 / f64::from(steps);
        let sum: f64 = (0..steps).map(|i| normal::cdf(-(f64::from(i) + 0.5) * step) * step).sum();
        close(noise::noise_premium(price, sd), price * sd * sum, 1e-6)?;
    }

    #[test]
    fn a_matched_trigger_rises_with_the_effect(
        n in 50f64..2000.0, ratio in 1f64..20.0, events in 0.2f64..4.0, spread in 0.3f64..5.0, hurdle in 0.0f64..0.3, cut in 0.0f64..0.5,
    ) {
        let design = Matched { n, m: n * ratio, events, spread, hurdle };
        let size = design.pays(0.0);
        prop_assert!((0.0..=1.0).contains(&size) && design.pays(cut) >= size - 1e-12);
        let harder = Matched { hurdle: hurdle + 0.05, ..design };
        prop_assert!(harder.pays(cut) <= design.pays(cut) + 1e-12);
        // with no hurdle and no effect luck decides evenly, but for skewness
        let even = Matched { hurdle: 0.0, ..design }.pays(0.0);
        prop_assert!((even - 0.5).abs() < 0.1, "{even}");
    }

    #[test]
    fn i38_knowing_everything_is_worth_most(mean in -1e6f64..1e6, sd in 0.0f64..1e6, sd_obs in 1.0f64..1e7, m in 0.1f64..1e4, more in 0.0f64..1e4) {
        let belief = Belief { mean, sd, sd_obs };
        let (all, some) = (belief.perfect(), belief.sample(m));
        prop_assert!(all >= some - 1e-9 * all && some >= 0.0);
        prop_assert!(belief.sample(m + more) >= some - 1e-9 * some);
        close(belief.sample(1e30), all, 1e-9)?;
        prop_assert!(belief.preposterior_sd(m) <= sd);
        // measured at no cost in no time it is the value of the sample; the wait costs its part of what is expected
        close(belief.staging(m, 5.0, 0.0, 0.0), some, 1e-12)?;
        close(belief.staging(m, 5.0, 5.0, 0.0), -mean.max(0.0), 1e-12)?;
        prop_assert!(belief.staging(m, 5.0, 1.0, 10.0) < belief.staging(m, 5.0, 1.0, 0.0));
    }

    #[test]
    fn without_a_dead_band_a_point_is_worth_its_price(n in 50u32..2000, p0 in 0.2f64..0.8, price in 1.0f64..5e3, fall in 0.005f64..0.05, rise in 0.01f64..0.1) {
        let band = DeadBand { n: n.into(), p0, rho: 0.0, alpha: 1.0, price, malus: price };
        let point = price * f64::from(n) / 100.0;
        close(band.expected(-fall), 100.0 * fall * point, 1e-9)?;
        close(band.temptation(fall, rise).saving, point, 1e-9)?;
        close(band.profit(rise, point), 0.0, 1e-6)?;
    }

    #[test]
    fn a_dead_band_makes_slipping_pay(step in 1u32..=100, n in 300u32..3000, p0 in 0.2f64..0.8, fall in 0.002f64..0.03, rho in prop_oneof![Just(0.0), 0.0f64..0.01]) {
        let band = DeadBand { n: n.into(), p0, rho, alpha: 0.05, price: 4000.0, malus: 4000.0 };
        let tempted = band.temptation(fall, 0.1);
        prop_assert!(tempted.saving < 4000.0 * f64::from(n) / 100.0, "less than the price of a point: {tempted:?}");
        // there the two pay alike, and above it the rise pays better
        let gap = |saving: f64| band.profit(tempted.rise, saving) - band.profit(-fall, saving);
        close(gap(tempted.saving), 0.0, 1e-6)?;
        prop_assert!(gap(tempted.saving + 100.0) > 0.0 && gap(tempted.saving - 100.0) < 0.0);
        // and no rise of so many thousandths pays sooner
        let other = band.profit(f64::from(step) / 1000.0, tempted.saving) - band.profit(-fall, tempted.saving);
        prop_assert!(other <= 1e-6, "{other}");
    }
}

#[test]
fn who_is_sure_learns_nothing() {
    for mean in [-5e5, 0.0, 5e5] {
        let sure = Belief { mean, sd: 0.0, sd_obs: 1e6 };
        assert_eq!((sure.perfect(), sure.sample(100.0), sure.preposterior_sd(100.0)), (0.0, 0.0, 0.0));
    }
}

/// Social Market Foundation (2013): a two-sided test at 95% needs a fall of 3.9 points to be paid with a chance of 80%.
#[test]
fn a_provider_of_1286_needs_a_fall_of_nearly_four_points() {
    let (n, p0) = (1286.0, 0.475);
    let needed = noise::least_effect(n, p0, 0.025, 0.8);
    assert!((100.0 * needed - 3.90).abs() < 0.005, "{needed}");
    let band = DeadBand { n, p0, rho: 0.0, alpha: 0.05, price: 4000.0, malus: 4000.0 };
    // by the exact law, whose counts are whole
    let exact = band.surely_paid(0.8).expect("some fall");
    assert!((100.0 * exact - 3.91).abs() < 0.005, "{exact}");
    let law = Pmf::binomial(n, p0 - exact);
    assert!((law.cdf(band.bounds().0) - 0.8).abs() < 1e-9);
    // four times the people, half the fall; bad years need more, and no number of people cures them
    let larger = DeadBand { n: 4.0 * n, ..band }.surely_paid(0.8).expect("some fall");
    assert!((larger / exact - 0.5).abs() < 0.01, "{larger}");
    let shaken = DeadBand { rho: 0.0074, ..band }.surely_paid(0.8).expect("some fall");
    assert!(shaken > 0.05, "{shaken}");
    // small areas are tempted sooner: by a third of the price of a point, against half
    let tempted = |n: f64| {
        let band = DeadBand { n, ..band };
        band.temptation(0.01, 0.1).saving / (band.price * n / 100.0)
    };
    assert!(
        (tempted(n) - 0.334).abs() < 0.001 && (tempted(4.0 * n) - 0.482).abs() < 0.001,
        "{} {}",
        tempted(n),
        tempted(4.0 * n)
    );
}

#[test]
fn a_dead_band_pays_outside_and_nothing_inside() {
    let band = DeadBand { n: 2000.0, p0: 0.45, rho: 0.0, alpha: 0.05, price: 4000.0, malus: 3000.0 };
    let (low, high) = band.bounds();
    assert_eq!((low, high), (856, 944));
    assert_eq!(low, significance::normal_count(2000.0, 0.45, 0.025));
    assert_eq!(
        [low, low + 1, 900, high - 1, high].map(|count| band.pay(count)),
        [176_000.0, 0.0, 0.0, 0.0, -132_000.0]
    );
    assert_eq!(DeadBand { p0: 0.001, ..band }.surely_paid(0.8), None, "not even the end of all of it");
}
