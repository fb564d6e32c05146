//! The specification's vectors for tails, shares of risk, investors, pay for luck and prices under risk.

use crate::nine_answers::Bid;
use pbr::contract::curve::{Curve, Knot};
use pbr::num::pmf::Pmf;
use pbr::outcomes::exact::{self, Batch};
use pbr::risk::bid;
use pbr::risk::noise::{self, Matched, Trigger};
use pbr::risk::safe_share::{self, Contract};
use pbr::risk::shares::{self, Future};
use pbr::risk::staging::Belief;
use pbr::risk::{investor, tails};

use crate::vectors::{Answer, Case, group, run};

/// The groups of this file.
const GROUPS: [&str; 16] = [
    "ES1", "EUL1", "EUL2", "IRR1", "FP1", "FP2", "FP3", "FP4", "SAFE1", "WC1", "WC2", "BID1", "BID2", "BIDDOOR1",
    "VOI1", "VOI2",
];

#[test]
fn every_group_of_this_file_is_run() {
    let source = include_str!("vectors_risk.rs");
    for id in GROUPS {
        assert!(source.contains(&format!("run(\"{id}\"")), "{id} is not run");
    }
}

#[test]
fn es1_tails() {
    run("ES1", |case| {
        let futures: Vec<(f64, f64)> = case.nums("x").into_iter().zip(case.nums("p")).collect();
        let tail = tails::lower_tail(&futures, case.num("alpha"));
        // in any order
        let reversed: Vec<_> = futures.iter().rev().copied().collect();
        assert!((tails::lower_tail(&reversed, case.num("alpha")).mean - tail.mean).abs() < 1e-12);
        Answer::new().with("var", tail.var).with("es", tail.mean)
    });
}

#[test]
fn eul1_linear_pay() {
    run("EUL1", |case| {
        let [value, pay, variance, noise] = ["V", "beta", "var_N", "var_noise"].map(|name| case.num(name));
        // any law of outcomes with that variance will do
        let party = |each: f64| {
            let at = |count: f64| Future {
                chance: 0.5,
                surplus: value * count,
                position: each * count,
                noise: pay * pay * noise,
            };
            shares::share(&[at(-variance.sqrt()), at(variance.sqrt())]).expect("a risk")
        };
        let provider = party(pay);
        Answer::new()
            .with("psi_provider", provider.psi)
            .with("psi_commissioner", party(value - pay).psi)
            .with("sd_provider", provider.sd)
            .with("manufactured_sd", provider.manufactured)
    });
}

/// The clause of a case, its knots written as [at, slope, jump].
fn curve(case: &Case) -> Curve {
    let pwl = case.value("pwl");
    let number = |value: &serde_json::Value| value.as_f64().expect("a number");
    let knot = |row: &serde_json::Value| Knot { at: number(&row[0]), slope: number(&row[1]), jump: number(&row[2]) };
    let knots = pwl["knots"].as_array().expect("knots").iter().map(knot).collect();
    Curve::new(number(&pwl["x0"]), number(&pwl["y0"]), number(&pwl["s0"]), knots)
}

/// The law of successes of n people.
fn law_of(n: f64, p: f64, rho: f64) -> Pmf {
    exact::law(&[Batch { n, p, rho, success: vec![(1, 1.0)], failure: vec![(0, 1.0)] }])
}

fn outcomes(case: &Case) -> Pmf {
    law_of(case.num("n"), case.num("p"), case.num("rho"))
}

#[test]
fn eul2_a_clause_that_bends() {
    run("EUL2", |case| {
        let (law, clause) = (outcomes(case), curve(case));
        let [n, baseline, value, cost] = ["n", "baseline", "V", "cost"].map(|name| case.num(name));
        let fee = case.value("sib").get("provider_fee").and_then(serde_json::Value::as_f64);
        let surplus = |y: f64| value * (y - n * baseline) - cost;
        let pay = |y: f64| clause.eval(y);
        let futures = |position: &dyn Fn(f64) -> f64| -> Vec<Future> {
            let future = |(y, chance): (i64, f64)| Future {
                chance,
                surplus: surplus(y as f64),
                position: position(y as f64),
                noise: 0.0,
            };
            law.values().map(future).collect()
        };
        let provider = futures(&|y| fee.unwrap_or(pay(y)) - cost);
        let commissioner = futures(&|y| value * (y - n * baseline) - pay(y));
        let investor = futures(&|y| fee.map_or(0.0, |fee| pay(y) - fee));
        let share = |party: &[Future]| shares::share(party).expect("a risk");
        let loss = |party: &[Future]| tails::loss(&party.iter().map(|f| (f.position, f.chance)).collect::<Vec<_>>());
        let all = share(&futures(&surplus));
        assert!((all.psi - 1.0).abs() < 1e-12 && all.manufactured < 1e-6);
        Answer::new()
            .with("psi_commissioner", share(&commissioner).psi)
            .with("psi_provider", share(&provider).psi)
            .with("psi_investor", share(&investor).psi)
            .with("sd_S", all.sd)
            .with("mean_pay", clause.expect_pmf(&law, 1.0))
            .with("p_loss_provider", loss(&provider))
            .with("p_loss_investor", loss(&investor))
            .with("manufactured_provider", share(&provider).manufactured)
    });
}

#[test]
fn irr1_investors() {
    run("IRR1", |case| {
        let pairs = case.value("flows").as_array().expect("flows").iter();
        let mut flows = vec![0.0; 121];
        for pair in pairs {
            flows[pair[0].as_u64().expect("month") as usize] += pair[1].as_f64().expect("amount");
        }
        let irr = investor::irr(&flows).expect("a rate");
        assert!(irr.unique, "{}", case.id);
        Answer::new().with("irr", irr.rate).with("moic", investor::moic(&flows))
    });
}

/// The trigger of a case, and what it does without and with an effect.
fn trigger(case: &Case) -> Answer {
    let trigger = Trigger { n: case.num("n"), rho: case.num("rho"), count: case.num("K") as i64 };
    let power = trigger.pays(case.num("p1"));
    assert!((trigger.refuses(case.num("p1")) + power - 1.0).abs() < 1e-12);
    Answer::new().with("p_pay_no_effect", trigger.pays(case.num("p0"))).with("power", power)
}

#[test]
fn fp1_false_pay() {
    run("FP1", |case| trigger(case).with("mde_80_5", noise::least_effect(case.num("n"), case.num("p0"), 0.05, 0.8)));
}

#[test]
fn fp2_noise_premium() {
    run("FP2", |case| Answer::new().with("noise_payment", noise::noise_premium(case.num("price"), case.num("sd"))));
}

#[test]
fn fp3_matched_comparison() {
    run("FP3", |case| {
        let [n, m, events, spread, hurdle] = ["n", "m", "lam0", "r", "h"].map(|name| case.num(name));
        let design = Matched { n, m, events, spread, hurdle };
        Answer::new().with("p_trigger", design.pays(case.num("true_reduction")))
    });
}

#[test]
fn fp4_the_test_of_five_per_cent() {
    run("FP4", trigger);
}

#[test]
fn safe1_reserves() {
    run("SAFE1", |case| {
        let (law, eps) = (outcomes(case), case.num("eps"));
        let contract = Contract {
            price: case.num("C"),
            cost: case.num("cost"),
            reserves: case.num("reserves"),
            reference: case.num("n") * case.num("p"),
        };
        let assured = tails::assured(&law, eps);
        let share = contract.safe_share(assured as f64);
        Answer::new()
            .with("q_eps", assured)
            .with("w_max", share)
            .with("prob_breach", share.map(|share| contract.breach(&law, share)))
    });
}

#[test]
fn wc1_winners_curse() {
    run("WC1", |case| Answer::new().with("m", bid::winners_curse(case.num("N") as u32)));
}

#[test]
fn wc2_late_money() {
    run("WC2", |case| {
        let [share, block, outcome] = ["w", "block_lag", "pbr_lag"].map(|name| case.num(name));
        let months = safe_share::months_of_reserves(share, block, outcome);
        Answer::new().with("peak", months * case.num("monthly_cost")).with("months_of_reserves", months)
    });
}

fn bid_price(case: &Case, fixed_income: f64) -> Answer {
    let law = outcomes(case);
    let bid = bid::price(&law, case.num("cost") - fixed_income, case.num("eps"));
    Answer::new()
        .with("y_star", bid.assured)
        .with("tau", bid.each)
        .with("premium", bid.premium)
        .with("prob_loss", law.below(bid.assured))
}

#[test]
fn bid1_price_under_risk() {
    run("BID1", |case| bid_price(case, case.num("fixed_income")));
}

#[test]
fn bid2_price_by_swing() {
    run("BID2", |case| bid_price(case, 0.0));
}

/// The bid of a case.
fn bid_of(case: &Case) -> Bid {
    Bid {
        people: case.num("n"),
        months: case.num("months") as u32,
        cost: case.num("cost"),
        block: case.num("block"),
        price: case.num("price"),
        p: case.num("p"),
        lag: case.num("lag") as u32,
        reserves: case.num("reserves"),
        swing: case.num("swing_points") / 100.0,
        valid: case.num("valid"),
    }
}

#[test]
fn biddoor1_nine_answers() {
    let offered = bid_of(&group("BIDDOOR1").cases[0]);
    let rho = offered.rho().expect("a swing that can be");
    run("BIDDOOR1", |case| {
        let a = bid_of(case).answers(rho);
        Answer::new()
            .with("rho", rho)
            .with("p_loss", a.loss)
            .with("futures_of_20", a.of_20)
            .with("need_results", a.need)
            .with("expected_results", a.expected)
            .with("mean_margin", a.margin)
            .with("es_worst_1_in_20", a.worst)
            .with("price_break_even", a.break_even)
            .with("y_star", a.safe.assured)
            .with("price_1_in_20", a.safe.each)
            .with("monthly_burn", a.burn)
            .with("first_result_month", a.first_result)
            .with("month_cash_out", a.cash_out)
            .with("cash_before_first_result", a.cash)
    });
    // the cases after the first are the standing stress tests, in order
    let cases = group("BIDDOOR1").cases.iter().skip(1).map(bid_of);
    for (stressed, case) in offered.stressed().into_iter().zip(cases) {
        let p = case.p;
        assert!((stressed.p - p).abs() < 1e-15, "{stressed:?} {case:?}");
        assert_eq!(Bid { p, ..stressed }, case);
    }
}

fn belief(case: &Case) -> Belief {
    Belief { mean: case.num("mu0"), sd: case.num("sd0"), sd_obs: case.num("sd_obs") }
}

#[test]
fn voi1_information() {
    run("VOI1", |case| {
        let (belief, m) = (belief(case), case.num("m"));
        Answer::new()
            .with("evpi", belief.perfect())
            .with("evsi", belief.sample(m))
            .with("sd_preposterior", belief.preposterior_sd(m))
    });
}

#[test]
fn voi2_staging() {
    run("VOI2", |case| {
        let (belief, m) = (belief(case), case.num("m"));
        let net = belief.staging(m, case.num("H"), case.num("H0"), case.num("cost"));
        Answer::new().with("evsi", belief.sample(m)).with("enbs", net).with("stage", net > 0.0)
    });
}
