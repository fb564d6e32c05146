//! Solvers of contract design: what they promise, tried out on the provider.

use pbr::design::{self, Basis, Deal, Group};
use pbr::provider::production::{self, Need};
use proptest::prelude::*;

use super::{close, config, need, search, size};

fn earned(need: Need, tariff: f64) -> f64 {
    production::rent(need, tariff, production::best_response(need, tariff)).margin()
}

fn groups() -> impl Strategy<Value = Vec<Group>> {
    let n = prop_oneof![1 => Just(0.0), 6 => 1.0f64..500.0];
    prop::collection::vec((n, need(), 0.0f64..1e3).prop_map(|(n, need, fixed)| Group { n, need, fixed }), 1..6)
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn a_tariff_buys_the_spend_it_is_for(n in need(), part in 0.0f64..6.0, nu in 0.0f64..1.0, felt in 0.0f64..1e4) {
        let spend = part * n.k;
        let tariff = design::tariff_for_spend(n, spend, nu, felt).expect("a price");
        close(production::best_response_at(n, tariff + felt, nu), spend, 1e-9)?;
    }

    #[test]
    fn i43_equal_margins(n in need(), margin in size(0.01, 1e5), more in size(1e-3, 1e3)) {
        let tariff = design::tariff_for_margin(n, margin).expect("a tariff");
        close(earned(n, tariff), margin, 1e-8)?;
        let group = [Group { n: 10.0, need: n, fixed: 0.0 }];
        let outlay = |margin: f64| design::outlay(&group, margin).expect("a tariff");
        prop_assert!(outlay(margin + more) > outlay(margin));
        // nothing that would come anyway: the whole margin is for effort
        let new = Need { p0: 0.0, pmax: n.pmax, k: n.k };
        let tariff = design::tariff_for_margin(new, margin).expect("a tariff");
        close(earned(new, tariff), margin, 1e-8)?;
    }

    #[test]
    fn i43_a_budget_is_spent_at_equal_margins(groups in groups(), budget in size(1e3, 1e8)) {
        let Some(margin) = design::margin_for_budget(&groups, budget) else {
            let fixed = design::outlay(&groups, 0.0).expect("tariffs");
            prop_assert!(groups.iter().all(|g| g.n == 0.0) || fixed > budget);
            return Ok(());
        };
        close(design::outlay(&groups, margin).expect("tariffs"), budget, 1e-9)?;
        for g in groups.iter().filter(|g| g.n > 0.0) {
            let tariff = design::tariff_for_margin(g.need, margin + g.fixed).expect("a tariff");
            close(earned(g.need, tariff) - g.fixed, margin, 1e-8)?;
            // a start fee does the same under any other tariff
            let given = earned(g.need, 0.5 * tariff);
            close(given + design::start_fee(margin, given, g.fixed) - g.fixed, margin, 1e-9)?;
        }
    }

    #[test]
    fn i44_no_tariff_is_better_than_the_square_root_rule(
        n in need(), value in size(100.0, 1e5), motive in 0.0f64..0.5, funds in 0.0f64..0.5,
    ) {
        let deal = Deal { need: n, value, motive, funds };
        for basis in [Basis::Gross, Basis::Net] {
            let (_, most) = search(|t| deal.worth(basis, t), 1.5 * value + 1.0);
            let best = deal.best_tariff(basis);
            prop_assert!(deal.worth(basis, best) >= most - 1e-9 * most.abs().max(1.0), "{best} under {most}");
            if let Some(tariff) = deal.square_root_tariff(basis) {
                prop_assert!(tariff >= 0.0 && production::best_response(n, tariff + motive * value) > 0.0);
            }
        }
    }

    #[test]
    fn paying_gross_is_worth_it_as_the_test_says(n in need(), value in size(100.0, 1e6), funds in 0.0f64..0.5) {
        let deal = Deal { need: n, value, motive: 0.0, funds };
        let v = deal.social_return() / (1.0 + funds);
        let edge = (v - 1.0) * (v - 1.0) - 4.0 * v * n.p0 / (n.pmax - n.p0);
        prop_assume!(edge.abs() > 1e-9 * v * v);
        prop_assert_eq!(deal.gross_pays(), deal.best_tariff(Basis::Gross) > 0.0);
        let (_, first) = search(|x| value * n.uplift(x) - x, value);
        close(deal.first_best(), first, 1e-9)?;
        prop_assert!(deal.worth(Basis::Net, deal.best_tariff(Basis::Net)) <= deal.first_best() + 1e-9 * value);
    }

    #[test]
    fn the_cubic_rule_is_best_for_both_together(load in size(1e-12, 1e12)) {
        let b = design::cubic_share(load);
        prop_assert!(b > 0.0 && b <= 1.0);
        close(b + load * b * b * b, 1.0, 1e-11)?;
    }

    #[test]
    fn linear_pay_is_best_for_both_together(
        v in prop::collection::vec(-5.0f64..5.0, 2), diagonal in (0.5f64..3.0, 0.5f64..3.0), twist in -0.9f64..0.9, noise in (0.0f64..5.0, 0.0f64..5.0), r in 0.0f64..3.0, off in (-0.3f64..0.3, -0.3f64..0.3),
    ) {
        let c = twist * (diagonal.0 * diagonal.1).sqrt();
        let cost = [diagonal.0, c, c, diagonal.1];
        let sigma = [noise.0, 0.0, 0.0, noise.1];
        let found = design::multitask(&v, &cost, &sigma, r).expect("one answer");
        // value less cost of effort less price of risk, when pay is b and effort what that buys
        let surplus = |b: [f64; 2]| {
            let det = cost[0] * cost[3] - c * c;
            let e = [(cost[3] * b[0] - c * b[1]) / det, (cost[0] * b[1] - c * b[0]) / det];
            let effort = e[0] * b[0] + e[1] * b[1];
            v[0] * e[0] + v[1] * e[1] - 0.5 * effort - 0.5 * r * (b[0] * b[0] * sigma[0] + b[1] * b[1] * sigma[3])
        };
        let b = [found.pay[0], found.pay[1]];
        let best = surplus(b);
        prop_assert!(surplus([b[0] + off.0, b[1] + off.1]) <= best + 1e-9);
        // one task is the linear share
        let single = design::multitask(&v[..1], &cost[..1], &sigma[..1], r).expect("one answer");
        close(single.pay[0], v[0] * design::linear_share(r, cost[0], sigma[0]), 1e-12)?;
    }

    #[test]
    fn an_unpaid_result_is_no_saving_where_it_is_worth_more(reference in 0.0f64..500.0, outcomes in 0.0f64..500.0, tariff in 0.0f64..1e4, value in 0.0f64..1e4) {
        let short = design::shortfall(reference, outcomes, tariff, value);
        prop_assert_eq!(short.net() < 0.0, outcomes < reference && value > tariff);
        prop_assert!(short.saved >= 0.0 && short.lost >= 0.0);
    }
}

#[test]
fn tasks_that_cannot_be_told_apart_have_no_answer() {
    assert_eq!(design::multitask(&[1.0, 2.0], &[1.0, 1.0, 1.0, 1.0], &[1.0, 0.0, 0.0, 1.0], 1.0), None);
    // very different units are no reason to give up
    let found =
        design::multitask(&[1.0, 1e8], &[1e-8, 0.0, 0.0, 1e8], &[1e8, 0.0, 0.0, 1e-8], 1.0).expect("one answer");
    assert!((found.pay[0] - 0.5).abs() < 1e-12 && (found.pay[1] - 0.5e8).abs() < 1e-4, "{found:?}");
}

#[test]
fn the_rule_is_silent_where_the_provider_would_not_work() {
    let need = Need { p0: 0.3, pmax: 0.5, k: 1_000.0 };
    let deal = Deal { need, value: 4_900.0, motive: 0.0, funds: 0.0 };
    assert_eq!(deal.square_root_tariff(Basis::Net), None);
    assert_eq!((deal.best_tariff(Basis::Net), deal.first_best()), (0.0, 0.0));
    // one that would work for nothing is paid nothing
    let keen = Deal { value: 50_000.0, motive: 1.0, ..deal };
    assert_eq!((keen.square_root_tariff(Basis::Gross), keen.best_tariff(Basis::Gross)), (None, 0.0));
}
