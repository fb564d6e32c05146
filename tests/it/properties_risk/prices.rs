//! Prices under risk: bids, safe shares, and what an investor earns.

use crate::nine_answers::Bid;
use pbr::contract::discount;
use pbr::num::normal;
use pbr::num::pmf::Pmf;
use pbr::num::splitmix;
use pbr::outcomes::exact::{self, Batch};
use pbr::risk::bid;
use pbr::risk::safe_share::{self, Contract};
use pbr::risk::{investor, tails};
use proptest::prelude::*;

use super::{close, config};

fn law(n: f64, p: f64, rho: f64) -> Pmf {
    exact::law(&[Batch { n, p, rho, success: vec![(1, 1.0)], failure: vec![(0, 1.0)] }])
}

/// Money put in, then money back: one change of sign.
fn investment() -> impl Strategy<Value = Vec<f64>> {
    let puts = prop::collection::vec(-1e5f64..0.0, 1..24);
    let backs = prop::collection::vec(0.0f64..2e5, 1..60);
    (puts, 0usize..24, backs).prop_map(|(mut flows, wait, backs)| {
        flows.extend(vec![0.0; wait]);
        flows.extend(backs);
        flows
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn i36_the_rate_of_return_is_where_nothing_is_left(flows in investment()) {
        let (put, back) = flows.iter().fold((0.0, 0.0), |(p, b), x| (p + (-x).max(0.0), b + x.max(0.0)));
        let moic = investor::moic(&flows).expect("something is put in");
        close(moic * put, back, 1e-12)?;
        match investor::irr(&flows) {
            Some(irr) => {
                prop_assert!(irr.unique);
                let scale: f64 = flows.iter().enumerate().map(|(m, x)| x.abs() * discount::monthly_factor(irr.rate, m as f64)).sum();
                prop_assert!(investor::npv(&flows, irr.rate).abs() <= 1e-8 * scale.max(1.0));
                prop_assert_eq!(irr.rate > 0.0, moic > 1.0);
            }
            None => prop_assert!(investor::npv(&flows, -0.99) * investor::npv(&flows, 10.0) > 0.0),
        }
        close(investor::npv(&flows, 0.07), discount::present_value(&flows, 0.07), 1e-9)?;
        close(investor::npv(&flows, 0.0), back - put, 1e-9)?;
    }

    #[test]
    fn money_that_comes_back_as_it_went_earns_nothing(flows in prop::collection::vec(1i32..100_000, 1..20), wait in 1usize..30) {
        let mut there_and_back: Vec<f64> = flows.iter().map(|&x| -f64::from(x)).collect();
        there_and_back.extend(vec![0.0; wait]);
        there_and_back.extend(flows.iter().map(|&x| f64::from(x)));
        prop_assert_eq!(investor::moic(&there_and_back), Some(1.0));
        let irr = investor::irr(&there_and_back).expect("a rate");
        prop_assert!(irr.rate.abs() < 1e-10 && irr.unique, "{irr:?}");
    }

    #[test]
    fn a_known_rate_is_found(rate in -0.5f64..3.0, months in 1usize..120, put in 1.0f64..1e6) {
        let mut flows = vec![0.0; months + 1];
        flows[0] = -put;
        flows[months] = put / discount::monthly_factor(rate, months as f64);
        let irr = investor::irr(&flows).expect("a rate");
        close(irr.rate, rate, 1e-10)?;
    }

    #[test]
    fn i49_reserves_decide_how_much_can_ride_on_results(
        n in 5u32..300, p in 0.05f64..0.95, rho in prop_oneof![Just(0.0), 0.0f64..0.3], price in 1e4f64..2e6, margin in -0.2f64..0.3,
        reserves in 0.0f64..5e5, more in 0.0f64..2e5, eps in 0.005f64..0.2,
    ) {
        let law = law(n.into(), p, rho);
        let contract = Contract { price, cost: price * (1.0 - margin), reserves, reference: f64::from(n) * p };
        let assured = tails::assured(&law, eps);
        prop_assert!(law.below(assured) <= eps && law.cdf(assured) > eps);
        let safe = |c: Contract| c.safe_share(assured as f64);
        let richer = [Contract { reserves: reserves + more, ..contract }, Contract { cost: contract.cost - more, ..contract }];
        match safe(contract) {
            Some(share) => {
                prop_assert!((0.0..=1.0).contains(&share));
                prop_assert!(contract.breach(&law, share) <= eps + 1e-12, "{share}");
                for richer in richer {
                    prop_assert!(safe(richer).is_some_and(|s| s >= share));
                }
                // a larger share would not do, unless the next count is far from it
                if share < 1.0 && assured > 0 {
                    let worse = law.cdf(assured);
                    let bold = contract.breach(&law, (share + 1e-3).min(1.0));
                    prop_assert!(bold >= worse - 1e-12 || price * 1e-3 < 0.01 / (1.0 - assured as f64 / contract.reference), "{bold} {worse}");
                }
            }
            None => close(contract.breach(&law, 0.0), 1.0, 1e-12)?,
        }
    }

    #[test]
    fn i49_bad_years_lower_what_is_assured(n in 10u32..300, p in 0.05f64..0.9, rho in 0.0f64..0.5, more in 0.0f64..0.3, eps in 0.01f64..0.1) {
        let assured = |rho: f64| tails::assured(&law(n.into(), p, rho), eps);
        prop_assert!(assured(rho + more) <= assured(rho) + 1);
    }

    #[test]
    fn late_money_ties_up_what_it_says(share in 0.0f64..=1.0, block in 0u32..6, wait in 0u32..20, months in 1u32..40) {
        let outcome = block + wait;
        let months = months + outcome;
        // month by month: income first, then that month's cost of 1
        let (mut cash, mut trough) = (0.0f64, 0.0f64);
        for month in 0..months {
            cash += if month >= block { 1.0 - share } else { 0.0 };
            cash += if month >= outcome { share } else { 0.0 };
            cash -= 1.0;
            trough = trough.min(cash);
        }
        close(safe_share::months_of_reserves(share, block.into(), outcome.into()), -trough, 1e-9)?;
    }

    #[test]
    fn a_bid_loses_no_more_often_than_it_says(n in 5u32..300, p in 0.02f64..0.95, rho in prop_oneof![Just(0.0), 0.0f64..0.3], needed in 1.0f64..1e6, eps in 0.01f64..0.3) {
        let law = law(n.into(), p, rho);
        let bid = bid::price(&law, needed, eps);
        match (bid.each, bid.premium) {
            (Some(each), Some(premium)) => {
                let loses = law.expect(|y| if each * (y as f64) < needed * (1.0 - 1e-12) { 1.0 } else { 0.0 });
                prop_assert!(loses <= eps + 1e-12);
                close(each, (1.0 + premium) * needed / law.mean(), 1e-9)?;
                // any lower price loses too often
                let cheaper = law.expect(|y| if each * (1.0 - 1e-9) * (y as f64) < needed { 1.0 } else { 0.0 });
                prop_assert!(cheaper > eps);
            }
            _ => prop_assert!(bid.assured == 0 && law.cdf(0) > eps),
        }
    }
}

#[test]
fn all_can_ride_on_results_that_are_assured() {
    let contract = Contract { price: 1e6, cost: 1e6, reserves: 0.0, reference: 120.0 };
    assert_eq!([119.0, 120.0, 121.0].map(|assured| contract.safe_share(assured)), [Some(0.0), Some(1.0), Some(1.0)]);
    assert_eq!(Contract { cost: 1.1e6, ..contract }.safe_share(121.0), None, "even a block loses");
}

#[test]
fn several_changes_of_sign_are_told() {
    // -1 + 2.3/(1+r) - 1.32/(1+r)^2 is 0 at 10% and at 20%
    let mut flows = vec![0.0; 25];
    (flows[0], flows[12], flows[24]) = (-1000.0, 2300.0, -1320.0);
    let irr = investor::irr(&flows).expect("two of them");
    assert!((irr.rate - 0.1).abs() < 1e-9 && !irr.unique, "{irr:?}");
    assert_eq!(investor::irr(&[-5.0, 0.0, -3.0]), None);
    assert_eq!(investor::irr(&[5.0, 0.0, 3.0]), None);
    assert_eq!(investor::irr(&[]), None);
    assert_eq!(investor::irr(&[0.0; 12]), None);
    assert_eq!(investor::moic(&[5.0, 3.0]), None);
    // never back within reach: less than a hundredth a year is left
    assert_eq!(investor::irr(&[-1e6, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]), None);
}

/// The largest of so many draws, on average.
#[test]
fn the_winner_is_too_hopeful() {
    for bidders in [2u32, 5, 20] {
        let (n, mut sum) = (20_000u64, 0.0);
        for path in 0..n {
            let draw = |b: u32| normal::quantile(splitmix::uniform(splitmix::bits(5, b.into(), path)));
            sum += (0..bidders).map(draw).fold(f64::NEG_INFINITY, f64::max);
        }
        let (got, want) = (bid::winners_curse(bidders), sum / n as f64);
        assert!((got - want).abs() < 4.0 / (n as f64).sqrt(), "{bidders}: {got} {want}");
    }
    let m: Vec<f64> = (1..200).map(bid::winners_curse).collect();
    assert!(m.windows(2).all(|w| w[1] > w[0]));
}

#[test]
fn the_bidders_door_on_its_edges() {
    let usual = Bid {
        people: 400.0,
        months: 24,
        cost: 600_000.0,
        block: 200_000.0,
        price: 3750.0,
        p: 0.3,
        lag: 12,
        reserves: 100_000.0,
        swing: 0.03,
        valid: 1.0,
    };
    assert_eq!(Bid { swing: 0.6, ..usual }.rho(), None);
    assert_eq!(Bid { swing: 0.0, ..usual }.rho(), Some(0.0));
    // a block that covers cost cannot lose; no price cannot win
    let safe = Bid { block: 600_000.0, ..usual }.answers(0.01);
    assert_eq!((safe.loss, safe.need, safe.break_even, safe.safe.each), (0.0, Some(0), Some(0.0), Some(0.0)));
    let over = Bid { block: 700_000.0, price: 0.0, ..usual }.answers(0.01);
    assert_eq!((over.loss, over.need, over.break_even, over.safe.each), (0.0, Some(0), Some(0.0), Some(0.0)));
    let free = Bid { price: 0.0, ..usual }.answers(0.01);
    assert_eq!((free.loss, free.need, free.of_20), (1.0, None, 20));
    let nobody = Bid { people: 0.0, ..usual }.answers(0.01);
    assert_eq!((nobody.loss, nobody.break_even, nobody.safe.each), (1.0, None, None));
    // a price that just covers cost at a whole number of results needs that number
    assert_eq!(Bid { price: 4000.0, ..usual }.answers(0.0).need, Some(100));
    // 400,000 over this price is 94 and a rounding error
    assert_eq!(Bid { price: 400_000.0 / 94.0, ..usual }.answers(0.0).need, Some(94));
    // money later than the end of the contract: all cost is spent by then, and no more
    let late = Bid { lag: 30, ..usual }.answers(0.0);
    assert_eq!((late.cash, late.first_result), (400_000.0, 31));
    // reserves that last
    assert_eq!(Bid { reserves: 208_400.0, ..usual }.answers(0.0).cash_out, None);
    assert_eq!(Bid { reserves: 208_300.0, ..usual }.answers(0.0).cash_out, Some(12));
}
