//! Yes/no, how often, and both at once: thresholds and responses against a plain search over spend.

use pbr::num::float;
use pbr::provider::counting::{Count, Prices, register};
use proptest::prelude::*;

use super::{close, config, count, search, size};

/// What a head earns, from the definitions: the law of events written out, not asked of the model.
fn profit(c: &Count, prices: Prices, x: f64) -> f64 {
    let rate = c.lam0 * (1.0 - c.emax * (1.0 - float::exp(-x / c.k)));
    let none = c.spread.map_or(float::exp(-rate), |r| float::powf(1.0 + rate / r, -r));
    prices.none * none + prices.avoided * (c.lam0 - rate) - (1.0 + prices.nu) * x
}

/// Past this nothing more can be earned.
fn far(c: &Count, prices: Prices) -> f64 {
    (prices.none + prices.avoided * c.lam0 * c.emax).min(60.0 * c.k)
}

/// No spend earns more than `x`.
fn is_best(c: &Count, prices: Prices, x: f64) -> Result<(), TestCaseError> {
    let (place, best) = search(|x| profit(c, prices, x), far(c, prices));
    let got = profit(c, prices, x);
    let scale = prices.none + prices.avoided * c.lam0;
    prop_assert!(x >= 0.0 && got >= best - 1e-12 * scale.max(1.0), "{x} earns {got}, {place} earns {best}");
    Ok(())
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn a_plain_search_finds_no_better_spend_under_mixed_prices(
        c in count(), none in size(1.0, 1e6), avoided in size(1.0, 1e5), nu in 0.0f64..1.0, which in 0u8..4,
    ) {
        let prices = match which {
            0 => Prices { none, avoided: 0.0, nu },
            1 => Prices { none: 0.0, avoided, nu },
            _ => Prices { none, avoided, nu },
        };
        is_best(&c, prices, c.response(prices))?;
    }

    #[test]
    fn two_peaks_of_profit_are_both_looked_at(
        emax in 0.7f64..1.0, lam0 in 6.0f64..12.0, k in size(100.0, 1e3), a in 1.01f64..2.0, b in 0.5f64..30.0, r in prop_oneof![Just(None), size(5.0, 100.0).prop_map(Some)],
    ) {
        // the avoided event alone buys a little help, and no event at all is a prize that may be worth going for
        let c = Count { lam0, emax, k, spread: r };
        let start = c.binary_start(0.0).expect("a price");
        let prices = Prices { none: start.price * b / 10.0, avoided: a * c.frequency_start(0.0).expect("a price"), nu: 0.0 };
        is_best(&c, prices, c.response(prices))?;
    }

    #[test]
    fn closed_forms_are_the_general_response(c in count(), t in size(1.0, 1e6), nu in 0.0f64..1.0) {
        let often = Prices { none: 0.0, avoided: t, nu };
        close(c.response(often), c.frequency_response(t, nu), 1e-9)?;
        let once = Prices { none: t, avoided: 0.0, nu };
        let (x, y) = (c.binary_response(t, nu), c.response(once));
        close(c.profit(once, x), c.profit(once, y), 1e-9)?;
        // at the prize where help starts both spends earn the same
        let start = c.binary_start(nu).map_or(f64::INFINITY, |s| s.price);
        if (t / start - 1.0).abs() > 1e-6 {
            close(x, y, 1e-5)?;
        }
        close(c.profit(once, x), profit(&c, once, x), 1e-9)?;
    }

    #[test]
    fn help_starts_where_it_is_said_to(c in count(), nu in 0.0f64..1.0) {
        let often = c.frequency_start(nu).expect("help does something");
        prop_assert_eq!(c.frequency_response(often, nu), 0.0);
        prop_assert!(c.frequency_response(often * (1.0 + 1e-9), nu) > 0.0);
        let Some(start) = c.binary_start(nu) else { return Ok(()) };
        let at = |part: f64| c.response(Prices { none: start.price * part, avoided: 0.0, nu });
        prop_assert_eq!(at(1.0 - 1e-7), 0.0);
        prop_assert!(at(1.0 + 1e-7) > 0.0);
        prop_assert!(start.price <= start.local);
        prop_assert_eq!(start.jump > 0.0, start.price < start.local);
        if c.concave() {
            prop_assert_eq!(start.jump, 0.0);
            prop_assert_eq!(start.price, start.local);
        } else {
            prop_assert!((at(1.0 + 1e-7) - start.jump).abs() < 1e-3 * c.k + 1e-3 * start.jump);
        }
        // the cheapest prize that pays for some spend, by a plain search
        let cheapest = |x: f64| {
            let gain = profit(&c, Prices { none: 1.0, avoided: 0.0, nu: -1.0 }, x) - profit(&c, Prices { none: 1.0, avoided: 0.0, nu: -1.0 }, 0.0);
            if gain > 0.0 { -(1.0 + nu) * x / gain } else { f64::NEG_INFINITY }
        };
        let (_, best) = search(|x| if x < 1e-3 * c.k { -start.local } else { cheapest(x) }, 60.0 * c.k);
        close(start.price / -best, 1.0, 1e-6)?;
    }

    #[test]
    fn i45_thresholds_and_the_rate(c in count(), more in 1.0f64..3.0) {
        let worse = Count { lam0: c.lam0 * more, ..c };
        let (often, then) = (c.frequency_start(0.0).expect("a price"), worse.frequency_start(0.0).expect("a price"));
        prop_assert!(then <= often * (1.0 + 1e-9));
        if let Some(once) = c.binary_start(0.0) {
            prop_assert!(once.price >= often * (1.0 - 1e-9));
            if c.lam0 >= 1.0 {
                let then = worse.binary_start(0.0).map_or(f64::INFINITY, |s| s.price);
                prop_assert!(then >= once.price * (1.0 - 1e-9), "{then} under {}", once.price);
            }
        }
    }

    #[test]
    fn i46_a_yes_no_measure_prizes_the_rate_of_one(r in size(0.1, 1e6), lam0 in size(1e-3, 50.0), poisson in any::<bool>()) {
        let value = |lam0: f64| Count { lam0, emax: 0.5, k: 1.0, spread: (!poisson).then_some(r) }.binary_value();
        prop_assert!(value(lam0) <= value(1.0) * (1.0 + 1e-12));
        let further = if lam0 > 1.0 { lam0 * 1.01 } else { lam0 / 1.01 };
        prop_assert!(value(further) < value(lam0));
        close(search(value, 20.0).0, 1.0, 1e-6)?;
    }

    #[test]
    fn a_register_adds_up(people in prop::collection::vec((1.0f64..500.0, count(), 0.0f64..5e3), 1..5)) {
        let kinds: Vec<(f64, Count)> = people.iter().map(|p| (p.0, p.1)).collect();
        let x: Vec<f64> = people.iter().map(|p| p.2).collect();
        let seen = register(&kinds, &x);
        let (f, some) = (seen.per_person_with_event.expect("events"), seen.with_event.expect("people"));
        let n: f64 = kinds.iter().map(|p| p.0).sum();
        close(f * some * n, seen.events, 1e-9)?;
        prop_assert!(f >= 1.0 - 1e-12 && (0.0..=1.0).contains(&some));
        let none: f64 = kinds.iter().zip(&x).map(|((n, c), &x)| n * c.no_event(x)).sum();
        close(some * n + none, n, 1e-12)?;
    }
}

#[test]
fn a_prize_can_be_won_beside_a_living() {
    // profit has two peaks: a little help for the events it avoids, and much of it once the prize for none is large
    let c = Count { lam0: 8.0, emax: 0.95, k: 500.0, spread: None };
    let avoided = 1.1 * c.frequency_start(0.0).expect("a price");
    let x = [0.0, 600.0, 3_000.0].map(|none| c.response(Prices { none, avoided, nu: 0.0 }));
    assert!(x[0] > 0.0 && x[0] < 100.0 && x[1] < 100.0, "{x:?}");
    assert!(x[2] > 1_000.0, "{x:?}");
}
