//! What schemes of the record were found to do, and by what mechanism the model comes to the same.

use crate::behaviour::{help, v};
use pbr::answer::{self, Outcome};
use pbr::contract::ledger::Entry;
use pbr::evaluate::{FIRST, Job};
use pbr::json::Node;
use pbr::library;
use pbr::money;
use pbr::scenario::{self, Scenario};

fn draft(id: &str) -> Node {
    Node::parse(library::find(id).expect("scheme").text).expect("JSON")
}

fn evaluated(draft: &Node) -> (Scenario, Outcome) {
    let envelope = scenario::read(&draft.to_string()).expect("JSON");
    assert!(envelope.issues.found.is_empty(), "{:#?}", envelope.issues.found);
    let s = envelope.scenarios.into_iter().next().expect("a scenario");
    let o = answer::evaluate(&s);
    (s, o)
}

/// How many of a draft's list there are.
fn many(draft: &Node, list: &str) -> usize {
    if let Some(Node::List(items)) = draft.at(list) { items.len() } else { panic!("{list}") }
}

/// The share who start where nobody is assessed for a tariff first; an example.
const ORDINARY_START: f64 = 0.9;

/// Those who start, those among them who reach an outcome, and all who are referred.
fn reached(s: &Scenario, o: &Outcome, outcome: &str) -> (f64, f64) {
    let i = s.outcomes.iter().position(|o| o.id == outcome).expect("outcome");
    let starts = s.segments.iter().map(|g| g.n()).sum();
    let got = s.segments.iter().zip(&o.plans).map(|(g, p)| g.n() * p[i].rate).sum();
    (starts, got)
}

/// Jones et al. 2018: fewer started and fewer completed; more were free of use while in treatment.
#[test]
fn in_the_drug_pilots_entry_and_effort_moved_apart() {
    let pilot = draft("pilots");
    let pay = "scenarios[0].contracts[0].payments";
    let groups = many(&pilot, "scenarios[0].people");
    // the same people, paid for by a block alone: nothing is due for results, and nobody is assessed for a tariff first
    let mut block = pilot.clone();
    for i in 1..many(&pilot, pay) {
        for rate in ["pay.rate", "pay.of.rate"] {
            if pilot.at(&format!("{pay}[{i}].{rate}")).is_some() {
                block.set(&format!("{pay}[{i}].{rate}"), Node::Number(0.0));
            }
        }
    }
    let mut ordinary = block.clone();
    for g in 0..groups {
        ordinary.set(&format!("scenarios[0].people[{g}].start_rate"), Node::Number(ORDINARY_START));
    }
    let ((s1, o1), (s0, o0)) = (evaluated(&pilot), evaluated(&ordinary));
    let ((starts1, free1), (starts0, free0)) = (reached(&s1, &o1, "free"), reached(&s0, &o0, "free"));
    let ((_, done1), (_, done0)) = (reached(&s1, &o1, "completed"), reached(&s0, &o0, "completed"));
    // as published
    assert!(starts1 < starts0, "fewer start: {starts1} and {starts0}");
    assert!(done1 < done0, "fewer complete, of the same people referred: {done1} and {done0}");
    assert!(free1 / starts1 > free0 / starts0, "more of those in treatment are free of use");
    // by two mechanisms. Effort: what is spent on extra help, which follows the price and nothing else
    assert_eq!(v(&o0, "help_spent"), 0.0);
    assert!(v(&o1, "help_spent") > 0.0 && help(&o1).iter().all(|x| *x > 100.0), "{:?}", help(&o1));
    let (s, o) = evaluated(&block);
    let (starts, free) = reached(&s, &o, "free");
    assert_eq!(starts, starts1, "without the price nobody else starts");
    assert_eq!(free / starts, free0 / starts0, "and nobody gets extra help");
    // entry: the share who start, which no price and no effort moves
    let mut open = pilot.clone();
    for g in 0..groups {
        open.set(&format!("scenarios[0].people[{g}].start_rate"), Node::Number(ORDINARY_START));
    }
    let (s, o) = evaluated(&open);
    assert_eq!(help(&o), help(&o1), "who starts gets the same");
    assert_eq!(reached(&s, &o, "completed"), (starts0, done0), "and as many complete as with a block alone");
}

/// Every price of the pilots is an example: none was published.
#[test]
fn no_price_of_the_drug_pilots_passes_for_a_published_one() {
    let pilot = draft("pilots");
    let pay = pilot.at("scenarios[0].contracts").expect("contracts");
    let mut prices = 0;
    crate::library::each_value(pay, "", &mut |path, value| {
        assert_eq!(value.get("status").and_then(Node::text), Some("illustrative"), "{path}");
        prices += 1;
    });
    assert!(prices > 8, "{prices}");
}

/// What the provider pays back.
fn paid_back(o: &Outcome) -> f64 {
    let l = &o.ledger;
    let back = |e: &&Entry| l.parties[e.from] == "provider" && l.parties[e.to] == "commissioner";
    l.entries.iter().filter(|e| money::is_payment(l, e)).filter(back).map(|e| e.amount).sum()
}

/// Youth custody: the option to leave, not what was achieved, limits the loss.
#[test]
fn the_way_out_of_the_pathfinder_limits_the_loss() {
    let with = draft("pathfinder");
    let mut without = with.clone();
    let contract = "scenarios[0].contracts[0]";
    let other = with.at(&format!("{contract}.readings[0].payments")).expect("reading").clone();
    without.set(&format!("{contract}.payments"), other);
    let advance = with.at(&format!("{contract}.params.advance.v")).and_then(Node::number).expect("advance");
    // a first year 14% worse: the area leaves, or repays all
    assert_eq!(paid_back(&evaluated(&with).1), 0.0);
    assert!((paid_back(&evaluated(&without).1) - advance).abs() < 1e-6);
    // West Yorkshire: 28% and 42% fewer; nothing to repay in either reading
    let base = 20_000.0 / 240.0;
    for mut draft in [with, without] {
        for (g, share) in [(0, 0.72), (1, 0.58)] {
            draft.set(&format!("scenarios[0].people[{g}].delivery.nights.given.events"), Node::Number(base * share));
        }
        assert_eq!(paid_back(&evaluated(&draft).1), 0.0);
    }
}

/// Doncaster: the first year's releases earn the tenth, the second's do not, at two thirds of the target.
#[test]
fn two_thirds_of_the_target_earn_nothing_at_doncaster() {
    let mut doncaster = draft("doncaster");
    doncaster.set("scenarios[0].world.swing", Node::Number(0.0));
    let s = scenario::read(&doncaster.to_string()).expect("JSON").scenarios.remove(0);
    let paid = answer::paid_at(&s, &pbr::people::given(&s));
    let (fee, tenth) = (30e6, 250e6 / 15.0 / 10.0);
    assert!(
        (paid - fee - tenth * (1.0 + 0.1 * 0.7)).abs() < 1.0,
        "5.7 points: the tenth and 0.7 points' bonus: {paid}"
    );
}

/// Probation: fewer reoffended, and they reoffended more often. The measures pull apart.
#[test]
fn the_two_measures_of_probation_pull_apart() {
    let (_, o) = evaluated(&draft("probation"));
    let due = |name: &str| {
        let tag = o.ledger.tag(name).unwrap_or_else(|| panic!("{name}"));
        o.ledger.entries.iter().filter(|e| e.tag == tag).map(|e| e.amount).sum::<f64>()
    };
    assert!(due("Fewer people who reoffend") > 300_000.0);
    assert!(due("Reoffending more often") > 100_000.0, "paid back by the company");
    assert_eq!(due("Reoffending less often"), 0.0);
    assert!(due("Fewer people than planned") > 0.0, "volumes fell short");
}

/// People counted by yes or no and by how often are drawn as the same people: futures pay on average what is expected.
#[test]
fn futures_of_probation_pay_what_is_expected() {
    let mut probation = draft("probation");
    let paid = |results: &[pbr::reply::ResultValue]| {
        results.iter().find(|r| r.id == "paid").and_then(|r| r.value).expect("paid")
    };
    let check = |what: &str, draft: &Node| {
        let drawn = Job::new(&draft.to_string(), None, 0, "futures").step(FIRST).answer.expect("answer");
        let expected = v(&evaluated(draft).1, "paid");
        assert!(
            (paid(&drawn.results) / expected - 1.0).abs() < 0.01,
            "{what}: {} and {expected}",
            paid(&drawn.results)
        );
        expected
    };
    let before = check("as it ships", &probation);
    // a price that looks at persons one by one loses none of those of whom events are counted too
    let each = r#"{"name": "Each", "pay": {"is": "PerUnit", "metric": {"is": "Net", "stage": "clear", "baseline": 0.1}, "rate": 1000}}"#;
    let pay = "scenarios[0].contracts[0].payments";
    let Some(Node::List(payments)) = probation.at_mut(pay) else { panic!("payments") };
    payments.push(Node::parse(each).expect("JSON"));
    assert!(check("and so much for each", &probation) > before + 1e6);
}

/// One more success is worth something where something else is counted in events.
#[test]
fn one_more_success_has_a_price_beside_events() {
    let (_, o) = evaluated(&draft("probation"));
    assert!(v(&o, "effective_price") > 500.0, "{}", v(&o, "effective_price"));
}
