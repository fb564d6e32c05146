//! Other people's money: guarantees, ladders, waterfalls, first losses and caps, by hand and in drawn futures.

use crate::contracts;
use crate::scenarios::{envelope, evaluate};
use pbr::answer::Outcome;
use pbr::contract::finance::{CALLED, Draw, FEES, Finance, Guarantee};
use pbr::contract::path::{Group, Path};
use pbr::contract::settle::settle;
use pbr::futures::{Future, Summary};
use pbr::money::{received, tagged};
use pbr::scenario::Scenario;
use serde_json::{Value, json};

fn close(what: &str, got: f64, want: f64) {
    assert!((got - want).abs() <= 1e-9 * want.abs().max(1.0), "{what}: {got}, not {want}");
}

/// The investor is paid back out of what is left of what comes in for results.
fn returns() -> Value {
    json!({"is": "Waterfall", "entity": "spv", "keep": 2400, "tranches": [
        {"to": "investor", "up_to": {"is": "Owed", "party": "investor", "irr": 0}},
        {"to": "provider"}]})
}

#[test]
fn a_guarantee_by_hand() {
    // £60,000 is drawn and £57,000 goes to the provider; two years of fees of £100 stay in the till; the £500 that are over
    // go back at once, and £1,000 for each success a year later, less the fees of that year
    let tree = json!({"is": "Sum", "of": [
        {"is": "To", "to": "spv", "of": {"is": "PerUnit", "metric": {"is": "Count", "stage": "success"}, "rate": 1000}},
        {"is": "Route", "from": "spv", "to": "provider", "of": {"is": "Lump", "amount": 57_000}},
        returns()]});
    let contract = contracts::contract(&tree, &Value::Null, 12);
    let finance = Finance {
        entity: "spv".into(),
        commitment: 60_000.0,
        draw: Draw::Upfront,
        floor: 0.0,
        fees: 100.0,
        guarantee: Some(Guarantee { share: 0.5, most: Some(20_000.0), by: "guarantor".into() }),
    };
    for (successes, back, called) in
        [(40.0, 39_300.0, 0.0), (30.0, 29_300.0, 700.0), (20.0, 19_300.0, 10_700.0), (5.0, 4_300.0, 20_000.0)]
    {
        let mut path = Path { months: 12, lag: 12, ..Path::default() };
        let stages = [("success".to_string(), vec![12])].into_iter().collect();
        path.groups.push(Group { n: successes, band: None, start: 0, stages });
        path.count();
        let l = settle(&contract, &path, Some(&finance), 4);
        close("back", received(&l, "investor"), back + called);
        close("called", tagged(&l, CALLED), called);
        close("fees", tagged(&l, FEES), 2400.0);
        let last = l.entries.iter().find(|e| l.tags[e.tag] == CALLED).map(|e| (e.month, l.parties[e.from].as_str()));
        assert_eq!(last, (called > 0.0).then_some((23, "guarantor")));
        // what is left in the vehicle: the fees that it held back and did not have to pay
        let (net, _) = pbr::contract::finance::positions(&l.parties, &l.entries);
        let spv = l.parties.iter().position(|p| p == "spv").expect("spv");
        close("left", net[spv], 60_000.0 - 57_000.0 - 2400.0 + successes * 1000.0 - back);
    }
}

/// A hundred people who all succeed with chance `p`, a year after they start in one month.
fn draft(p: f64, payments: Value, finance: Value) -> Value {
    let people = json!([{"id": "g", "name": "people", "stream": 1, "referrals": 100,
        "delivery": {"success": {"given": {"p": p, "p0": 0.3 * p}}}}]);
    let mut draft = envelope(people, payments, 1, 12);
    draft["scenarios"][0]["finance"] = finance;
    draft
}

fn drawn(draft: &Value, n: u32) -> (Scenario, Outcome, Summary, Vec<Future>) {
    let (s, o) = evaluate(draft);
    let mut drawing = o.drawing(&s);
    drawing.draw(n);
    let summary = drawing.summary();
    let drawn = o.with(summary.clone());
    (s, drawn, summary, drawing.futures().to_vec())
}

fn upfront(much: u32) -> Value {
    json!({"entity": "spv", "commitment": much, "draw": "upfront"})
}

fn count() -> Value {
    json!({"is": "Count", "stage": "success"})
}

#[test]
fn a_ladder_pays_between_its_rungs() {
    for (p, target, multiple) in [(1.0, 100, 1.0), (1.0, 80, 1.12), (1.0, 125, 0.5), (1.0, 200, 0.0)] {
        let ladder = json!({"is": "To", "to": "investor", "of": {"is": "Shape", "f": {"s0": 1}, "metric": {"is": "*", "of": [
            {"is": "Pwl", "of": {"is": "Attain", "of": count(), "target": target},
             "f": {"knots": [[0.6, 2.5, 0], [1.0, -1.9, 0], [1.2, -0.6, 0]]}},
            {"is": "Money", "tag": "drawn"}]}}});
        let draft = draft(p, json!([{"name": "Ladder", "pay": ladder}]), upfront(100_000));
        let (_, o, sum, _) = drawn(&draft, 64);
        close("back", o.values.get("investor_out").expect("back"), multiple * 100_000.0);
        close("multiple", sum.leaves.get("multiple").copied().expect("multiple"), multiple);
        let irr = sum.leaves.get("irr").copied().expect("irr");
        close("irr", irr, if multiple > 0.0 { multiple - 1.0 } else { -1.0 });
    }
}

#[test]
fn a_cap_is_a_multiple_or_a_return() {
    let capped = |hi: Value| {
        let pay = json!({"is": "Clamp", "lo": 0, "hi": hi, "settle": "running", "of":
            {"is": "To", "to": "investor", "of": {"is": "PerUnit", "metric": count(), "rate": 5000}}});
        drawn(&draft(1.0, json!([{"name": "Results", "pay": pay}]), upfront(200_000)), 64).2
    };
    let of = |s: &Summary, id: &str| s.leaves.get(id).copied().expect("a result");
    close("multiple", of(&capped(json!({"is": "Multiple", "of": 1.3})), "multiple"), 1.3);
    let hurdle = capped(json!({"is": "Hurdle", "party": "investor", "irr": 0.21}));
    close("irr", of(&hurdle, "irr"), 0.21);
    close("paid", of(&hurdle, "paid"), 242_000.0);
}

/// Two lenders of one vehicle: what is lost is the second's first.
fn first_loss(p: f64) -> Value {
    let own = json!({"is": "-", "of": [50_000, {"is": "Money", "tag": "tranche", "to": "first_loss"}]});
    let payments = json!([
        {"name": "Results", "pay": {"is": "To", "to": "spv", "of": {"is": "PerUnit", "metric": count(), "rate": 2200}}},
        {"name": "First-loss money", "pay": {"is": "Route", "from": "first_loss", "to": "spv", "of": {"is": "Lump", "amount": 50_000}}},
        {"name": "Service", "pay": {"is": "Route", "from": "spv", "to": "provider", "of": {"is": "Lump", "amount": 250_000}}},
        {"name": "Return", "pay": {"is": "Waterfall", "entity": "spv", "tranches": [
            {"to": "investor", "up_to": {"is": "Owed", "party": "investor", "irr": 0}},
            {"to": "first_loss", "up_to": own}, {"to": "provider"}]}}]);
    draft(p, payments, upfront(200_000))
}

#[test]
fn a_first_loss_is_used_up_before_the_next() {
    let (_, o, sum, futures) = drawn(&first_loss(1.0), 64);
    close("senior", sum.leaves.get("multiple").copied().expect("multiple"), 1.0);
    close("first loss", received(&o.ledger, "first_loss"), -30_000.0);
    assert!(futures.iter().all(|f| (f.paid - 220_000.0).abs() < 1e-6));
    // the senior loses only what is more than the first loss
    let (_, _, _, futures) = drawn(&first_loss(0.5), 256);
    for f in futures {
        let due = 2200.0 * f.successes;
        close("senior", f.repaid, due.min(200_000.0));
        close("paid", f.paid, due);
    }
    // who stands to be repaid is no payer when nothing comes
    let (_, _, _, futures) = drawn(&first_loss(0.0), 16);
    assert!(futures.iter().all(|f| f.paid == 0.0 && f.repaid == 0.0 && f.invested == 200_000.0));
}

#[test]
fn receipts_are_used_again_before_more_is_drawn() {
    let spend = json!({"is": "Route", "from": "spv", "to": "provider", "of":
        {"is": "Repeat", "times": 24, "every": 1, "of": {"is": "Lump", "amount": 10_000}}});
    let payments = json!([
        {"name": "Results", "pay": {"is": "To", "to": "spv", "of": {"is": "PerUnit", "metric": count(), "rate": 1000}}},
        {"name": "Service", "pay": spend},
        {"name": "Return", "pay": {"is": "Waterfall", "entity": "spv", "keep": 110_000, "tranches": [{"to": "investor"}]}}]);
    let finance = json!({"entity": "spv", "commitment": 500_000, "draw": "as_needed", "fees": 500});
    let (_, o) = evaluate(&draft(1.0, payments, finance));
    // twelve months of £10,500; the £100,000 of month 12 then last ten months, and part of the eleventh
    close("drawn", o.values.get("investor_in").expect("drawn"), 13.0 * 500.0 + 24.0 * 10_000.0 - 100_000.0);
    close("share", o.values.get("drawn_share").expect("share"), 1.465);
    close("cost", o.values.get("cost").expect("cost"), 6500.0);
}

#[test]
fn a_guarantee_narrows_what_an_investor_can_lose() {
    let payments = || {
        let results = json!({"is": "To", "to": "investor", "of": {"is": "PerUnit", "metric": count(), "rate": 2000}});
        json!([{"name": "Results", "pay": results}])
    };
    let with = |guarantee: Value| {
        let mut finance = upfront(110_000);
        finance["guarantee"] = guarantee;
        let mut draft = draft(0.55, payments(), finance);
        draft["scenarios"][0]["world"] = json!({"swing": 0.05});
        drawn(&draft, 2048)
    };
    let of = |s: &Summary, id: &str| s.leaves.get(id).copied().expect("a result");
    let (_, plain, none, bare) = with(Value::Null);
    let mut before: Option<Vec<Future>> = None;
    for share in [0.5, 0.8, 0.95, 1.0] {
        let (_, o, sum, futures) = with(json!({"share": share}));
        for (f, b) in futures.iter().zip(&bare) {
            // every future by hand: what the contract pays is untouched, and the shortfall is made good
            assert_eq!((f.paid, f.invested), (b.paid, b.invested));
            close("repaid", f.repaid, b.repaid.max(share * 110_000.0));
            close("called", f.called, f.repaid - b.repaid);
            if share < 1.0 && b.repaid < 110_000.0 {
                assert!(f.repaid < 110_000.0);
            }
        }
        if let Some(before) = &before {
            assert!(futures.iter().zip(before).all(|(f, b)| f.repaid >= b.repaid));
        }
        assert!(of(&sum, "irr_bad") >= of(&none, "irr_bad"));
        assert!(of(&sum, "multiple") >= of(&none, "multiple"));
        close("mean", o.values.get("investor_out").expect("back"), of(&sum, "investor_out"));
        close(
            "paid by the guarantor",
            of(&sum, "guarantee_paid"),
            of(&sum, "investor_out") - of(&none, "investor_out"),
        );
        before = Some(futures);
        if share == 1.0 {
            // nobody loses capital, and the worst year earns nothing
            assert!(of(&sum, "stake_lost_chance") < 0.001);
            close("worst", of(&sum, "irr_bad"), 0.0);
        }
    }
    assert!(of(&none, "stake_lost_chance") > 0.3 && plain.values.get("guarantee_paid").is_none());
    let (_, o, sum, _) = with(json!({"share": 1, "most": 5000, "by": "commissioner"}));
    assert!(of(&sum, "stake_lost_chance") > 0.1 && of(&sum, "stake_lost_chance") < of(&none, "stake_lost_chance"));
    // the commissioner's guarantee is the commissioner's money
    assert!(of(&sum, "paid") > of(&none, "paid"));
    close("paid", of(&sum, "paid") - of(&none, "paid"), o.values.get("guarantee_paid").expect("paid"));
}

#[test]
fn fees_and_a_guarantee_come_and_go_with_one_press() {
    let draft = std::fs::read_to_string("tests/scenarios/gallery/waterfall.json").expect("draft");
    let has = |text: &str, key: &str| {
        let node = pbr::json::Node::parse(text).expect("json");
        node.at(&format!("scenarios[0].finance.{key}")).is_some()
    };
    for key in ["fees", "guarantee"] {
        let act = format!("toggle={key}");
        let with = pbr::acts::act(&draft, &act).draft;
        assert!(has(&with, key) && !has(&draft, key));
        let reply = pbr::evaluate::evaluate(&with, None, 0);
        assert_eq!(reply.status, pbr::reply::Status::Answered);
        let told = reply.views[0].form.iter().flat_map(|step| &step.sentences).any(|s| s.id == key);
        assert!(told, "{key} is told in the form");
        assert!(!has(&pbr::acts::act(&with, &act).draft, key));
    }
}
