//! Best response, rents and water-filling against their definitions and a plain search.

use pbr::num::float;
use pbr::provider::production::{self, Need};
use pbr::provider::waterfill::{self, Cell};
use proptest::prelude::*;

use super::{close, config, need, search, size};

/// Cells of which some are missing and some beyond help.
pub fn cells() -> impl Strategy<Value = Vec<Cell>> {
    let n = prop_oneof![1 => Just(0.0), 6 => 0.5f64..2_000.0];
    let u = prop_oneof![1 => Just(0.0), 6 => size(0.05, 50.0), 1 => Just(2.0)];
    prop::collection::vec((n, size(1.0, 1e4), u).prop_map(|(n, k, u)| Cell { n, k, u }), 1..7)
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn i05_more_incentive_never_means_less_help(
        n in need(), tariff in 0.0f64..3e4, value in 0.0f64..5e4, theta in 0.0f64..1.0, nu in 0.0f64..3.0, more in 0.0f64..1.0,
    ) {
        let x = |n: Need, tariff: f64, theta: f64, value: f64, nu: f64| {
            production::best_response_at(n, tariff + theta * value, nu)
        };
        let base = x(n, tariff, theta, value, nu);
        let richer = Need { pmax: n.pmax + more * (1.0 - n.pmax), ..n };
        let more_help = [
            (n, x(n, tariff * (1.0 + more), theta, value, nu)),
            (n, x(n, tariff, theta + more, value, nu)),
            (n, x(n, tariff, theta, value * (1.0 + more), nu)),
            (richer, x(richer, tariff, theta, value, nu)),
        ];
        for (other, x) in more_help {
            prop_assert!(x >= base, "{x} under {base}");
            prop_assert!(other.success(x) >= n.success(base) - 1e-15);
        }
        let less = x(n, tariff, theta, value, nu + more);
        prop_assert!(less <= base && n.success(less) <= n.success(base));
    }

    #[test]
    fn i06_parked_up_to_the_threshold_exactly(n in need(), nu in 0.0f64..2.0, tariff in 0.0f64..3e4, felt in 0.0f64..2e4) {
        let price = production::threshold(n, nu, 0.0).expect("help does something");
        for at in [0.0, price.next_down(), price] {
            prop_assert_eq!(production::best_response_at(n, at, nu), 0.0);
        }
        prop_assert!(production::best_response_at(n, price.next_up(), nu) > 0.0);
        let park = production::threshold(n, nu, felt).expect("help does something");
        prop_assert_eq!(production::best_response_at(n, tariff + felt, nu) == 0.0, tariff <= park);
    }

    #[test]
    fn i07_the_margin_rises_at_the_rate_of_success(n in need(), tariff in 0.0f64..3e4) {
        let margin = |t: f64| production::rent(n, t, production::best_response(n, t)).margin();
        let cost = n.first_pound_cost().expect("help does something");
        let step = 1e-4 * tariff.max(1.0);
        prop_assume!((tariff - cost).abs() > 2.0 * step);
        let rate = (margin(tariff + step) - margin(tariff - step)) / (2.0 * step);
        close(rate, n.success(production::best_response(n, tariff)), 1e-6)?;
    }

    #[test]
    fn i08_the_margin_is_deadweight_and_effort(n in need(), tariff in 0.0f64..3e4) {
        let x = production::best_response(n, tariff);
        let rent = production::rent(n, tariff, x);
        close(rent.margin(), tariff * n.success(x) - x, 1e-12)?;
        prop_assert!(rent.deadweight >= 0.0 && rent.effort >= -1e-12 * tariff.max(1.0), "{rent:?}");
        let u = n.first_pound_return(tariff);
        close(rent.effort, if u > 1.0 { n.k * (u - 1.0 - float::ln(u)) } else { 0.0 }, 1e-11)?;
    }

    #[test]
    fn a_plain_search_finds_no_better_spend(n in need(), price in 0.0f64..5e4, nu in 0.0f64..1.0) {
        let profit = |x: f64| price * n.success(x) - (1.0 + nu) * x;
        let (x, best) = search(profit, price);
        let chosen = production::best_response_at(n, price, nu);
        close(profit(chosen), best, 1e-12)?;
        close(chosen, x, 1e-3)?;
    }

    #[test]
    fn two_facts_give_the_spend_scale_back(n in need(), x in size(1.0, 1e4)) {
        prop_assume!(x < 8.0 * n.k && x > 1e-3 * n.k);
        close(production::scale_from(n.p0, n.pmax, n.success(x), x) / n.k, 1.0, 1e-8)?;
    }

    #[test]
    fn i09_the_last_pound_brings_the_same_everywhere(cells in cells(), budget in size(0.01, 1e8)) {
        let all = waterfill::spend_all(&cells, budget);
        if cells.iter().all(|c| c.n * c.u == 0.0) {
            prop_assert_eq!(all.one_plus_nu, 0.0);
            prop_assert!(all.x.iter().all(|&x| x == 0.0));
            return Ok(());
        }
        close(waterfill::spent(&cells, &all.x), budget, 1e-9)?;
        for (c, &x) in cells.iter().zip(&all.x) {
            prop_assert!(x >= 0.0);
            let marginal = c.u * float::exp(-x / c.k);
            if x > 0.0 {
                close(marginal, all.one_plus_nu, 1e-9)?;
            } else {
                prop_assert!(marginal <= all.one_plus_nu * (1.0 + 1e-9));
            }
        }
    }

    #[test]
    fn a_limit_is_no_duty(cells in cells(), limit in size(0.01, 1e8)) {
        let wish = waterfill::spend_up_to(&cells, None);
        let held = waterfill::spend_up_to(&cells, Some(limit));
        for (c, &x) in cells.iter().zip(&wish.x) {
            close(x, (c.k * float::ln(c.u)).max(0.0), 1e-12)?;
        }
        let wanted = waterfill::spent(&cells, &wish.x);
        prop_assert_eq!(wish.one_plus_nu, 1.0);
        if wanted <= limit {
            prop_assert_eq!(&held, &wish);
        } else {
            prop_assert!(held.one_plus_nu >= 1.0 - 1e-12);
            close(waterfill::spent(&cells, &held.x), limit, 1e-9)?;
            // each group does what it would at that shadow price
            for (c, &x) in cells.iter().zip(&held.x) {
                close(x, (c.k * float::ln(c.u / held.one_plus_nu)).max(0.0), 1e-8)?;
            }
        }
    }

    #[test]
    fn a_plain_search_divides_no_better(cells in prop::collection::vec(
        (1.0f64..500.0, size(50.0, 5e3), size(0.1, 20.0)).prop_map(|(n, k, u)| Cell { n, k, u }), 2), budget in size(10.0, 1e6)) {
        let gain = |x: &[f64]| -> f64 { cells.iter().zip(x).map(|(c, x)| -c.n * c.k * c.u * float::exp_m1(-x / c.k)).sum() };
        let split = |money: f64| gain(&[money / cells[0].n, (budget - money).max(0.0) / cells[1].n]);
        let (_, best) = search(|money| split(money.min(budget)), budget);
        close(gain(&waterfill::spend_all(&cells, budget).x), best, 1e-10)?;
    }
}
