//! The specification's vectors for gains of departments, pooled budgets, double payment and the cost of counting.

use pbr::contract::tree::Netting;
use pbr::public::administration::Administration;
use pbr::public::gains::{self, Counted, Gain};
use pbr::public::overlap::{Agreed, Overlap};
use pbr::public::pooling::Project;

use crate::vectors::{Answer, Case, run};

/// The groups of this file.
const GROUPS: [&str; 4] = ["MC1", "MC2", "MC3", "ADM1"];

#[test]
fn every_group_of_this_file_is_run() {
    let source = include_str!("vectors_public.rs");
    for id in GROUPS {
        assert!(source.contains(&format!("run(\"{id}\"")), "{id} is not run");
    }
}

/// A table of numbers.
fn rows(case: &Case, name: &str) -> Vec<Vec<f64>> {
    serde_json::from_value(case.value(name).clone()).expect("rows of numbers")
}

#[test]
fn mc1_who_gains_and_who_pays() {
    run("MC1", |case| {
        let gain = |(each, cashable): (f64, f64)| Gain { each, cashable };
        let table: Vec<Vec<Gain>> = rows(case, "B")
            .into_iter()
            .zip(rows(case, "cashable"))
            .map(|(each, cashable)| each.into_iter().zip(cashable).map(gain).collect())
            .collect();
        let (more, outlay) = (case.nums("dY"), case.num("outlay"));
        let benefits = gains::benefits(&more, &table, Counted::Cashable);
        let shares = match case.value("pay_share").as_str() {
            Some("proportional") => gains::parts(&benefits).expect("gains"),
            Some(other) => panic!("{other}"),
            None => case.nums("pay_share"),
        };
        let net = gains::net(&benefits, &shares, outlay);
        Answer::new()
            .with("benefit", benefits.clone())
            .with("share", shares.clone())
            .with("total_net", net.iter().sum::<f64>())
            .with("net", net)
            .with("wpi", gains::wrong_pockets(&benefits, &shares))
    });
}

#[test]
fn mc2_pooled_budgets() {
    run("MC2", |case| {
        let project = Project { benefits: case.nums("b"), cost: case.num("C") };
        let paid = project.shapley().expect("few members");
        let kept = |(b, paid): (&f64, &f64)| if project.viable() { b - paid } else { 0.0 };
        Answer::new()
            .with("viable", project.viable())
            .with("phi", project.benefits.iter().zip(&paid).map(kept).collect::<Vec<_>>())
            .with("contribution", paid)
            .with("proportional", project.proportional())
            .with("standalone_viable", project.alone())
    });
}

#[test]
fn mc3_double_payment() {
    run("MC3", |case| {
        let [people, both, r, value] = ["n", "overlap", "r", "V"].map(|name| case.num(name));
        let (chance, tariff) = (["pA", "pB"].map(|name| case.num(name)), ["tauA", "tauB"].map(|name| case.num(name)));
        let overlap = Overlap { people, both, chance, tariff, r };
        let against = |rule| overlap.overpaid(Agreed { rule, value, doing: [0.5, 0.5] });
        let (least, most) = overlap.bounds();
        Answer::new()
            .with("p_joint", overlap.joint())
            .with("frechet", vec![least, most])
            .with("double_paid_people", overlap.twice())
            .with("overpay_no_netting_vs_lead", against(Netting::LeadPays))
            .with("overpay_vs_cap_at_value", against(Netting::CappedAtValue))
    });
}

#[test]
fn adm1_the_cost_of_counting() {
    run("ADM1", |case| {
        let [fixed, saved, value, people] = ["adm_pbr", "adm_block", "V", "n"].map(|name| case.num(name));
        let counting = Administration { checks: 0.0, check: 0.0, fixed, saved };
        // the same money, half of it by the check
        let by_check = Administration { checks: 2.0, check: 0.25 * fixed / people, fixed: 0.5 * fixed, saved };
        assert!((by_check.extra(people) - counting.extra(people)).abs() < 1e-9);
        Answer::new()
            .with("extra_outcomes", counting.outcomes(people, value))
            .with("extra_rate", counting.rate(people, value))
    });
}
