//! The specification's vectors for provider behaviour and contract design.

use pbr::design::{self, Basis, Deal};
use pbr::provider::counting::{Count, Prices, register};
use pbr::provider::indices::{self, Group};
use pbr::provider::production::{self, Need};
use pbr::provider::selection;
use pbr::provider::waterfill::{self, Cell};

use crate::vectors::{Answer, Case, Got, run};

/// The groups of this file.
const GROUPS: [&str; 20] = [
    "CALK1", "BR1", "BR2", "WF1", "SEL1", "IDX1", "BAND1", "BF1", "BF2", "BF3", "BF4", "NBPARK1", "DS1", "DS2", "DS3",
    "SQ1", "LC1", "LC2", "LC3", "FE1",
];

#[test]
fn every_group_of_this_file_is_run() {
    let source = include_str!("vectors_behaviour.rs");
    for id in GROUPS {
        assert!(source.contains(&format!("run(\"{id}\"")), "{id} is not run");
    }
}

fn need(case: &Case) -> Need {
    Need { p0: case.num("p0"), pmax: case.num("pmax"), k: case.num("k") }
}

/// The groups of a case that lists them by field.
fn needs(case: &Case) -> Vec<Need> {
    let [p0, pmax, k] = ["p0", "pmax", "k"].map(|name| case.nums(name));
    (0..p0.len()).map(|g| Need { p0: p0[g], pmax: pmax[g], k: k[g] }).collect()
}

#[test]
fn calk1_spend_scale() {
    run("CALK1", |case| {
        let [p0, pmax, p1, x1] = ["p0", "pmax", "p1", "x1"].map(|name| case.num(name));
        let need = Need { p0, pmax, k: production::scale_from(p0, pmax, p1, x1) };
        Answer::new()
            .with("k", need.k)
            .with("p_check", need.success(x1))
            .with("first_pound_cost_per_outcome", need.first_pound_cost())
    });
}

#[test]
fn br1_best_response() {
    run("BR1", |case| {
        let [tariff, theta, value, nu] = ["tau", "theta", "V", "lam"].map(|name| case.num(name));
        let (need, felt) = (need(case), theta * value);
        let x = production::best_response_at(need, tariff + felt, nu);
        Answer::new()
            .with("u", need.first_pound_return(tariff + felt) / (1.0 + nu))
            .with("x", x)
            .with("p", need.success(x))
            .with("tau_park", production::threshold(need, nu, felt))
            .with("cash_margin", production::rent(need, tariff, x).margin())
            .with("parked", x == 0.0)
    });
}

#[test]
fn br2_rents() {
    run("BR2", |case| {
        let (need, tariff) = (need(case), case.num("tau"));
        let x = production::best_response(need, tariff);
        let rent = production::rent(need, tariff, x);
        Answer::new()
            .with("margin", rent.margin())
            .with("deadweight_rent", rent.deadweight)
            .with("effort_rent", rent.effort)
            .with("dmargin_dtau", need.success(x))
    });
}

#[test]
fn wf1_limited_cash() {
    run("WF1", |case| {
        let [n, s, d, k] = ["n", "s", "D", "k"].map(|name| case.nums(name));
        let cells: Vec<Cell> = (0..n.len()).map(|g| Cell { n: n[g], k: k[g], u: s[g] * d[g] / k[g] }).collect();
        let all = waterfill::spend_all(&cells, case.num("B"));
        Answer::new()
            .with("spent", waterfill::spent(&cells, &all.x))
            .with("x", all.x)
            .with("one_plus_lambda", all.one_plus_nu)
    });
}

#[test]
fn sel1_whom_to_take() {
    run("SEL1", |case| {
        let served = selection::served(&case.nums("n"), &case.nums("margin"), case.num("capacity"), case.num("psi"));
        Answer::new().with("served", served)
    });
}

#[test]
fn idx1_incentive_indices() {
    run("IDX1", |case| {
        let [n, value, rank, tariff] = ["n", "V", "need", "tau"].map(|name| case.nums(name));
        let (needs, theta) = (needs(case), case.num("theta"));
        let price = |g: usize| tariff[g] + theta * value[g];
        let cell = |g: usize| Cell { n: n[g], k: needs[g].k, u: needs[g].first_pound_return(price(g)) };
        let cells: Vec<Cell> = (0..n.len()).map(cell).collect();
        let x = waterfill::spend_up_to(&cells, case.maybe("B")).x;
        let group = |g: usize| Group {
            n: n[g],
            production: needs[g],
            value: value[g],
            need: rank[g],
            tariff: tariff[g],
            price: price(g),
            x: x[g],
        };
        let groups: Vec<Group> = (0..n.len()).map(group).collect();
        let free: Vec<f64> = groups.iter().map(Group::free).collect();
        let class = |g: usize| Got::Text(format!("{:?}", selection::class(1.0, 0.0, x[g], free[g])).to_lowercase());
        let total = waterfill::spent(&cells, &x);
        let shares = |x: &[f64]| (0..n.len()).map(|g| n[g] * x[g] / total).collect::<Vec<f64>>();
        let i = indices::indices(&groups);
        Answer::new()
            .with("share", shares(&x))
            .with("share_social", shares(&i.same_money))
            .with("classes", (0..n.len()).map(class).collect::<Vec<_>>())
            .with("x", x.clone())
            .with("x_social_unconstrained", free)
            .with("x_social_same_money", i.same_money)
            .with("cpi", i.cherry_picking)
            .with("need_gradient", i.need_gradient)
            .with("parked_share", i.parked_share)
            .with("margin", groups.iter().map(Group::margin).collect::<Vec<_>>())
            .with("swap_gain", i.swap_gain)
            .with("baker", i.baker)
            .with("hhs", i.hhs)
            .with("value_lost", i.value_lost)
    });
}

#[test]
fn band1_purity() {
    run("BAND1", |case| {
        let band: Vec<usize> = case.nums("band").into_iter().map(|h| h as usize).collect();
        Answer::new().with("eta2", indices::band_purity(&case.nums("n"), &case.nums("p0"), &band))
    });
}

/// The people of a case; `spread` is r.
fn count(case: &Case, spread: Option<f64>) -> Count {
    Count { lam0: case.num("lam"), emax: case.num("emax"), k: case.num("k"), spread }
}

#[test]
fn bf1_value_of_a_cut() {
    run("BF1", |case| {
        let of = |spread| Count { lam0: case.num("lam"), emax: 0.0, k: 1.0, spread };
        let (poisson, uneven) = (of(None), of(Some(1.0)));
        Answer::new()
            .with("freq", poisson.events(0.0))
            .with("binary_poisson", poisson.binary_value())
            .with("binary_nb_r1", uneven.binary_value())
            .with("p_success_poisson", poisson.no_event(0.0))
            .with("p_success_nb_r1", uneven.no_event(0.0))
    });
}

#[test]
fn bf2_where_help_starts() {
    run("BF2", |case| {
        let people = count(case, None);
        let (often, once) = (people.frequency_start(0.0).expect("a price"), people.binary_start(0.0).expect("a price"));
        Answer::new()
            .with("t_freq", often)
            .with("t_bin", once.price)
            .with("t_bin_local", once.local)
            .with("ratio", once.price / often)
    });
}

#[test]
fn bf3_response_to_a_yes_no_price() {
    run("BF3", |case| {
        let (people, t) = (count(case, None), case.num("t"));
        let prices = Prices { none: t, avoided: 0.0, nu: 0.0 };
        let x = people.binary_response(t, 0.0);
        Answer::new()
            .with("x", x)
            .with("value", people.profit(prices, x))
            .with("value_if_parked", people.profit(prices, 0.0))
    });
}

#[test]
fn bf4_composition() {
    run("BF4", |case| {
        let n = case.nums("n");
        let at = |rates: &str| {
            let of = |(&n, lam0): (&f64, f64)| (n, Count { lam0, emax: 0.0, k: 1.0, spread: None });
            let people: Vec<(f64, Count)> = n.iter().zip(case.nums(rates)).map(of).collect();
            register(&people, &vec![0.0; n.len()])
        };
        let (before, after) = (at("lam_before"), at("lam_after"));
        Answer::new()
            .with("binary_before", before.with_event)
            .with("binary_after", after.with_event)
            .with("F_before", before.per_person_with_event)
            .with("F_after", after.per_person_with_event)
            .with("events_before", before.events)
            .with("events_after", after.events)
    });
}

#[test]
fn nbpark1_uneven_events() {
    run("NBPARK1", |case| {
        let people = count(case, case.maybe("r"));
        let (often, once) = (people.frequency_start(0.0).expect("a price"), people.binary_start(0.0).expect("a price"));
        Answer::new()
            .with("p_no_event", people.no_event(0.0))
            .with("A", people.as_frequency().pmax)
            .with("concave", people.concave())
            .with("t_freq", often)
            .with("t_bin_local", once.local)
            .with("t_bin", once.price)
            .with("ratio", once.price / often)
            .with("x_jump", once.jump)
    });
}

#[test]
fn ds1_tariff_for_a_spend() {
    run("DS1", |case| {
        let felt = case.num("theta") * case.num("V");
        Answer::new().with("tau", design::tariff_for_spend(need(case), case.num("x_target"), case.num("lam"), felt))
    });
}

#[test]
fn ds2_tariff_for_a_margin() {
    run("DS2", |case| {
        let need = need(case);
        let tariff = design::tariff_for_margin(need, case.num("M")).expect("a tariff");
        let x = production::best_response(need, tariff);
        Answer::new().with("tau", tariff).with("x", x).with("margin", production::rent(need, tariff, x).margin())
    });
}

#[test]
fn ds3_margin_for_a_budget() {
    run("DS3", |case| {
        let group = |(n, need): (f64, Need)| design::Group { n, need, fixed: 0.0 };
        let groups: Vec<design::Group> = case.nums("n").into_iter().zip(needs(case)).map(group).collect();
        let margin = design::margin_for_budget(&groups, case.num("B")).expect("a margin");
        let tariff = |g: &design::Group| design::tariff_for_margin(g.need, margin).expect("a tariff");
        let earned = |g: &design::Group| {
            let x = production::best_response(g.need, tariff(g));
            production::rent(g.need, tariff(g), x).margin()
        };
        Answer::new()
            .with("M", margin)
            .with("tau", groups.iter().map(tariff).collect::<Vec<_>>())
            .with("margins", groups.iter().map(earned).collect::<Vec<_>>())
            .with("outlay", design::outlay(&groups, margin))
    });
}

#[test]
fn sq1_square_root_rule() {
    run("SQ1", |case| {
        let deal = Deal { need: need(case), value: case.num("V"), motive: case.num("theta"), funds: case.num("eta") };
        let [gross, net] = [Basis::Gross, Basis::Net].map(|b| deal.square_root_tariff(b).expect("the provider works"));
        let viable = deal.best_tariff(Basis::Gross) == gross;
        assert!(deal.motive > 0.0 || viable == deal.gross_pays(), "{}: the test without solving differs", case.id);
        Answer::new()
            .with("v", deal.social_return())
            .with("tau_gross", gross)
            .with("value_gross", deal.worth(Basis::Gross, gross))
            .with("viable_gross", viable)
            .with("tau_net", net)
            .with("value_net", deal.worth(Basis::Net, net))
            .with("first_best_value", deal.first_best())
    });
}

#[test]
fn lc1_linear_share() {
    run("LC1", |case| Answer::new().with("b", design::linear_share(case.num("r"), case.num("c"), case.num("sigma2"))));
}

#[test]
fn lc2_several_tasks() {
    run("LC2", |case| {
        let matrix = |name| {
            let rows = case.value(name).as_array().expect("rows").iter();
            let numbers = rows.flat_map(|row| row.as_array().expect("a row")).map(|x| x.as_f64().expect("a number"));
            numbers.collect::<Vec<f64>>()
        };
        let cost = matrix("C");
        let found = design::multitask(&case.nums("v"), &cost, &matrix("Sigma"), case.num("r")).expect("one answer");
        // effort is where its marginal cost is what it pays
        for (i, pay) in found.pay.iter().enumerate() {
            let marginal: f64 = found.effort.iter().enumerate().map(|(j, e)| cost[i * found.pay.len() + j] * e).sum();
            assert!((marginal - pay).abs() < 1e-12, "{}: effort {:?}", case.id, found.effort);
        }
        Answer::new().with("beta", found.pay)
    });
}

#[test]
fn lc3_cubic_rule() {
    run("LC3", |case| {
        let [r, variance, value, n, k] = ["r", "var_Y", "V", "n", "k"].map(|name| case.num(name));
        let load = design::risk_load(r, variance, value, n, k);
        let share = load.map(design::cubic_share);
        Answer::new().with("kappa", load).with("b", share).with("beta", share.map(|b| b * value))
    });
}

#[test]
fn fe1_false_economy() {
    run("FE1", |case| {
        let [reference, outcomes, tariff, value] = ["Yref", "Y", "tau", "V"].map(|name| case.num(name));
        let short = design::shortfall(reference, outcomes, tariff, value);
        Answer::new().with("saved", short.saved).with("lost", short.lost).with("net", short.net())
    });
}
