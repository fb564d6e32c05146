//! How contracts and scenarios are told: each sentence of the form says what the contract does, in English.

use crate::behaviour::text;
use crate::scenarios::envelope;
use pbr::evaluate::{FIRST, Job, evaluate};
use pbr::library;
use pbr::reply::View;
use serde_json::{Value, json};

fn draft(pay: Value) -> Value {
    let people = json!([{"id": "g", "name": "everybody", "stream": 0, "referrals": 100,
        "delivery": {"success": {"given": {"p": 0.4, "p0": 0.3}}}}]);
    envelope(people, json!([{"name": "Results", "pay": pay, "proof": "records"}]), 12, 6)
}

fn view(draft: &Value) -> View {
    let reply = evaluate(&draft.to_string(), None, 0);
    assert!(reply.issues.is_empty(), "{:?}", reply.issues);
    reply.views.into_iter().next().expect("one")
}

/// The sentences of a step of the form.
fn form(draft: &Value, step: &str) -> Vec<String> {
    let view = view(draft);
    let steps = view.form.iter().filter(|s| s.id == step);
    steps.flat_map(|s| &s.sentences).map(|s| text(&s.parts)).collect()
}

fn paid(pay: Value) -> String {
    form(&draft(pay), "pay").join(" ")
}

fn count() -> Value {
    json!({"is": "Count", "stage": "success"})
}

fn shape(f: Value, rate: Value) -> Value {
    json!({"is": "Shape", "metric": count(), "f": f, "rate": rate, "scope": "contract"})
}

#[test]
fn a_rate_up_to_a_knot_and_another_beyond_it_are_both_told() {
    let told = paid(shape(json!({"s0": 1, "knots": [[20, -0.5, 0]]}), json!(3000)));
    assert!(told.contains("£3,000 for each one up to 20 and £1,500 for each one beyond it"), "{told}");
    // what begins only above a number still says so
    let told = paid(shape(json!({"knots": [[20, 1, 0]]}), json!(3000)));
    assert!(told.contains("pays £3,000 for each person who succeeds, counted only above 20 in all"), "{told}");
}

#[test]
fn a_bending_rule_with_numbers_that_differ_is_told_as_they_stand() {
    let by_year = json!({"by_year": [1, 2]});
    let told = paid(shape(json!({"s0": by_year, "knots": [[20, -0.5, 0], [30, 0, by_year]]}), json!(3000)));
    let want = "1 in year 1 and 2 from year 2 × (£3,000) for each one, −£1,500 more for each one beyond 20 and 1 in \
                year 1 and 2 from year 2 × (£3,000) at once at 30";
    assert!(told.contains(want), "{told}");
    let told = paid(shape(json!({"x0": 10, "y0": 5, "s0": 2, "knots": [[by_year, 1, 0]]}), json!(1)));
    assert!(told.contains("£5 at 10, £2 for each one that it is more or less than 10"), "{told}");
}

/// A factor read off a curve was told by its points, and had none where a number is not known before.
#[test]
fn a_factor_is_told_whether_or_not_its_points_are_known() {
    let read = |f: Value| {
        let factor = json!({"is": "Pwl", "of": count(), "f": f});
        paid(json!({"is": "Shape", "metric": {"is": "*", "of": [count(), factor]}, "f": {"s0": 1}, "rate": 10,
            "scope": "contract"}))
    };
    let of = "read off the number who succeed";
    for (f, want) in [
        (json!({"knots": [[20, 0.5, 1]]}), "(1 from 20 on and 0.5 more for each 1 beyond)"),
        (json!({"knots": [[{"by_year": [20, 30]}, 0, 1]]}), "(1 at once at 20 in year 1 and 30 from year 2)"),
        (json!({"s0": {"by_year": [1, 2]}}), "(1 in year 1 and 2 from year 2 for each one)"),
        (json!({"y0": 1, "s0": 0.5}), "(1 to begin with and 0.5 for each one)"),
        (json!({"y0": 3}), "(3 to begin with)"),
        (json!({}), "(0)"),
    ] {
        let told = read(f);
        assert!(told.contains(&format!("a factor {want} {of}")), "{told}");
    }
}

#[test]
fn a_rule_is_told_piece_by_piece_with_its_own_rate() {
    let f = json!({"knots": [[5, 0.1, 1], [10, -0.1, 0]]});
    let told = paid(shape(f.clone(), json!(1_000_000)));
    let want =
        "nothing up to 5, £1,000,000 at once there, £100,000 for each one from there to 10 and nothing more beyond it";
    assert!(told.contains(want), "{told}");
    // a rate by parameter is a rate too
    let mut named = draft(shape(f, json!("$rate")));
    named["scenarios"][0]["contracts"][0]["params"] = json!({"rate": 1_000_000});
    assert!(form(&named, "pay").join(" ").contains(want), "{:?}", form(&named, "pay"));
    // sums at numbers, and nothing between them
    let told = paid(shape(json!({"knots": [[5, 0, 1000], [10, 0, 2000]]}), json!(1)));
    assert!(told.contains("£1,000 once 5 is reached and another £2,000 at 10"), "{told}");
    // half the price, not the price
    let told = paid(shape(json!({"knots": [[20, 0.5, 0]]}), json!(3000)));
    assert!(told.contains("pays £1,500 for each"), "{told}");
    // a bonus on top of a rate is none once for all
    let told = paid(shape(json!({"knots": [[20, 1, 5]]}), json!(100)));
    assert!(told.contains("nothing up to 20, £500 at once there and £100 for each one beyond it"), "{told}");
}

#[test]
fn a_lump_at_the_start_of_a_rule_is_told() {
    let told = paid(shape(json!({"y0": 5000, "s0": 200}), json!(1)));
    assert!(told.contains("£5,000 to begin with and £200 for each one"), "{told}");
    let told = paid(shape(json!({"x0": 20, "s0": 100, "knots": [[20, -100, 0], [30, 100, 0]]}), json!(1)));
    assert!(
        told.contains("£100 off for each one below 20, nothing more up to 30 and £100 for each one beyond it"),
        "{told}"
    );
}

#[test]
fn a_sum_that_hangs_on_a_condition_is_not_paid_whatever_happens() {
    let gate =
        |of: Value| json!({"is": "Gate", "cond": {"is": ">=", "of": [count(), 30]}, "scope": "contract", "of": of});
    for (of, much) in [
        (json!({"is": "Lump", "amount": 500}), "£500 in month 1"),
        (json!({"is": "Grant", "total": 1200}), "£1,200 in all, in 12 equal months"),
        (json!({"is": "Block", "amount": 100}), "£100 a month for 12 months"),
    ] {
        let told = paid(gate(of.clone()));
        assert!(told.ends_with(&format!("{much}, only if the number who succeed reaches 30 in all.")), "{told}");
        assert!(paid(of.clone()).ends_with(&format!("{much}, whatever happens.")));
        let late = paid(json!({"is": "Delay", "months": 1, "of": of}));
        assert!(late.contains("1 month later") || late.contains("month 2"), "{late}");
        let to = paid(json!({"is": "To", "to": "investor", "of": of}));
        assert!(to.contains("pays the investor £"), "{to}");
    }
}

#[test]
fn significantly_says_which_way() {
    let signif = |good: &str, side: &str| {
        let cond =
            json!({"is": "Signif", "metric": count(), "baseline": 0.3, "alpha": 0.05, "good": good, "side": side});
        paid(json!({"is": "Gate", "cond": cond, "of": {"is": "PerUnit", "metric": count(), "rate": 100}}))
    };
    let end = "people succeed in all than a baseline of 0.3 of those who start (5%, ";
    let told = signif("low", "one");
    assert!(told.contains(&format!("only if significantly fewer {end}one-sided)")), "{told}");
    let told = signif("high", "two");
    assert!(told.contains(&format!("only if significantly more {end}two-sided)")), "{told}");
}

#[test]
fn conditions_compare_their_two_sides() {
    let gate = |cond: Value| {
        paid(json!({"is": "Gate", "cond": cond, "of": {"is": "PerUnit", "metric": count(), "rate": 100}}))
    };
    let told = gate(json!({"is": ">=", "of": [{"is": "-", "of": [40, count()]}, 0]}));
    assert!(told.contains("only if the number who succeed is no more than 40 in all"), "{told}");
    let rate = json!({"is": "Rate", "stage": "success"});
    let told = gate(json!({"is": "not", "of": {"is": ">=", "of": [rate, 0.47]}}));
    assert!(told.contains("only if the share who succeed stays below 0.47 in all"), "{told}");
}

#[test]
fn worked_numbers_keep_their_pounds_and_brackets() {
    let per = |rate: Value| json!({"is": "PerUnit", "metric": count(), "rate": rate});
    let cap = |hi: Value| paid(json!({"is": "Clamp", "hi": hi, "of": per(json!(700))}));
    let told = cap(json!({"is": "*", "of": [400, 700]}));
    assert!(told.ends_with("no more than £280,000 (400 × 700) in all."), "{told}");
    let told = cap(json!({"is": "-", "of": [240_000, {"is": "Money", "tag": "cost"}]}));
    assert!(told.ends_with("no more than £240,000 − the cost of delivery."), "{told}");
    let told = cap(json!({"is": "Hurdle", "party": "investor", "irr": 0.1}));
    assert!(told.ends_with("no more than what gives the investor 10% a year."), "{told}");
    let rest = json!({"is": "-", "of": [count(), 10]});
    let ratio = json!({"is": "/", "of": [{"is": "Count", "stage": "start"}, rest]});
    let told = paid(json!({"is": "PerUnit", "metric": ratio, "rate": 5}));
    assert!(told.contains("the number who start ÷ (the number who succeed − 10)"), "{told}");
    let unit = json!({"is": "-", "of": [54, count()]});
    let told = paid(json!({"is": "PerUnit", "metric": unit, "rate": 5}));
    assert!(told.contains("£5 for each one by which the number who succeed falls short of 54"), "{told}");
    let net = json!({"is": "Net", "stage": "success", "baseline": {"is": "Concurrent", "b": 0.3, "m": 1000}});
    let told = paid(json!({"is": "PerUnit", "metric": net, "rate": 5}));
    let want = "£5 for each person who succeeds, beyond the 0.3 of those who start seen in a comparison group of 1,000";
    assert!(told.contains(want), "{told}");
}

#[test]
fn who_pays_is_told_with_shares_and_a_verb_of_its_own() {
    let per = json!({"is": "PerUnit", "metric": count(), "rate": 100});
    let mut both = draft(json!({"is": "Split", "from": {"council": 0.7, "health": 0.3}, "of": per}));
    both["scenarios"][0]["parties"] = json!({"council": "the council", "health": "the health board"});
    let told = form(&both, "pay").join(" ");
    assert!(told.starts_with("The council (70%) and the health board (30%) pay £100"), "{told}");
    let mut many = draft(json!({"is": "PerUnit", "metric": count(), "rate": 100}));
    let s = &mut many["scenarios"][0];
    s["parties"] = json!({"provider": "Serco and its partners", "commissioner": "the two ministries"});
    s["people"][0]["fixed_cost"] = json!(1000);
    s["provider"] = json!({"reserves_months": 1});
    assert!(form(&many, "pay")[0].starts_with("The two ministries pay £100"));
    let answer = view(&many).answer.expect("answered");
    let first = text(&answer.sentences[0]);
    assert!(
        first.starts_with("Serco and its partners run out of cash: they need 11.8 months of reserves and have 1."),
        "{first}"
    );
    assert!(text(&answer.rows[1].average[0]).starts_with("pay out"), "{:?}", answer.rows[1]);
}

#[test]
fn one_is_singular() {
    let mut d = draft(json!({"is": "Delay", "months": 1, "of": {"is": "PerUnit", "metric": count(), "rate": 100}}));
    d["scenarios"][0]["months"] = json!(1);
    d["scenarios"][0]["provider"] = json!({"reserves_months": 1});
    assert!(form(&d, "pay")[0].contains("paid 1 month later"));
    assert!(form(&d, "people").contains(&"They start over 1 month.".to_string()));
    assert!(form(&d, "delivers").contains(&"It has 1 month of reserves for this contract.".to_string()));
    let s = &mut d["scenarios"][0];
    s["outcomes"] = json!([{"id": "stay", "event": "entry", "says": "enters care", "stages": [{"id": "stay", "after": {"n": 1, "unit": "month"}}]}]);
    s["people"][0]["delivery"] = json!({"stay": {"given": {"events": 2.5, "events0": 3}}});
    s["contracts"][0]["payments"][0]["pay"] =
        json!({"is": "PerUnit", "metric": {"is": "Avoided", "kind": "entry", "baseline": 3}, "rate": 10});
    let people = form(&d, "people").join(" ");
    assert!(people.contains("Each has 2.5 entries on average"), "{people}");
    assert!(form(&d, "pay")[0].contains("each entry avoided, against a baseline of 3 a head"), "{:?}", form(&d, "pay"));
}

#[test]
fn more_of_what_is_counted_is_not_told_as_fewer() {
    let mut d = draft(json!({"is": "PerUnit", "metric": {"is": "Events", "kind": "level"}, "rate": 10}));
    let s = &mut d["scenarios"][0];
    s["outcomes"] = json!([{"id": "learning", "event": "level", "says": "learns", "stages": [{"id": "learning", "after": {"n": 1, "unit": "month"}}]}]);
    s["people"][0]["delivery"] = json!({"learning": {"given": {"events": 1.6, "events0": 1.1}}});
    let answer = view(&d).answer.expect("answered");
    let told: String = answer.sentences.iter().map(|s| text(s)).collect();
    assert!(told.contains("There would be 160 levels among 100 people, 50 more than without the service."), "{told}");
}

#[test]
fn only_what_is_stated_of_counting_is_told() {
    let mut d = draft(json!({"is": "PerUnit", "metric": count(), "rate": 100}));
    d["scenarios"][0]["counting"] = json!({"per_check": 20, "fixed": 5000});
    let told = form(&d, "gain");
    assert_eq!(told, ["To count results, checking a claim costs £20 and measuring costs £5,000."]);
    d["scenarios"][0]["counting"] = json!({});
    assert!(form(&d, "gain").is_empty());
    // and so of whatever else may be left out
    d["scenarios"][0]["world"] = json!({"pilot_months": 1, "site_spread": 0.02});
    let told = form(&d, "wrong");
    assert!(told.contains(&"What it achieves is measured on a pilot of 1 month first.".to_string()), "{told:?}");
    assert!(told.contains(&"Teams differ by 0.02 (intra-class correlation).".to_string()), "{told:?}");
}

#[test]
fn the_share_who_start_can_be_typed() {
    let mut d = draft(json!({"is": "PerUnit", "metric": count(), "rate": 100}));
    d["scenarios"][0]["people"][0]["start_rate"] = json!(0.9);
    let form = view(&d).form;
    let sentence = &form.iter().find(|s| s.id == "people").expect("people").sentences[0];
    let told = text(&sentence.parts);
    assert!(told.starts_with("Everybody: 100 people are referred, and of every 100 referred 90 start."), "{told}");
    let path = "scenarios[0].people[0].start_rate";
    assert!(sentence.parts.iter().any(|p| p.input.as_deref() == Some(path)));
}

#[test]
fn whoever_fails_in_futures_alone_is_not_told_to_have_enough() {
    let front = library::find("front1").expect("front1").text;
    let mut d: Value = serde_json::from_str(front).expect("json");
    // more than an average year needs, less than a bad one does
    d["scenarios"][0]["provider"]["reserves_months"] = json!(18.2);
    let answer = Job::new(&d.to_string(), None, 0, "futures").step(FIRST).answer.expect("drawn");
    let first = text(&answer.sentences[0]);
    assert!(first.starts_with("The provider runs out of cash in ") && first.ends_with(" futures. "), "{first}");
    assert!(!first.contains("needs"), "{first}");
}

#[test]
fn days_without_a_record_say_so() {
    let days = json!({"is": "PerUnit", "metric": {"is": "Days", "stage": "success"}, "rate": 30});
    let answer = view(&draft(days)).answer.expect("answered");
    assert!(answer.notes.iter().any(|n| n.contains("recorded days")), "{:?}", answer.notes);
    let none = view(&draft(json!({"is": "PerUnit", "metric": count(), "rate": 30}))).answer.expect("answered");
    assert!(none.notes.iter().all(|n| !n.contains("recorded days")));
}

/// No sentence of any scheme has a gap, a doubled space or an id in it.
#[test]
fn every_scheme_is_told_in_whole_sentences() {
    for scheme in library::all() {
        let view = evaluate(scheme.text, None, 0).views.remove(0);
        for sentence in view.form.iter().flat_map(|s| &s.sentences) {
            let told = text(&sentence.parts);
            let wrong = ["  ", " ,", " .", " ;", "( ", "()", "{", "|", " 1 months", "?"];
            let found: Vec<&&str> = wrong.iter().filter(|w| told.contains(**w)).collect();
            assert!(found.is_empty(), "{}: {found:?} in {told}", scheme.id);
            assert!(told.trim_end().ends_with('.'), "{}: {told}", scheme.id);
        }
    }
}

#[test]
fn a_result_likelier_than_the_stage_before_it_is_told() {
    let said = |p: f64, before: f64| {
        let mut draft = draft(json!({"is": "PerUnit", "metric": count(), "rate": 1000}));
        let stage = |id: &str| json!({"id": id, "after": {"n": 3, "unit": "month"}});
        let (mut joined, mut success) = (stage("joined"), stage("success"));
        joined["p_given_previous"] = json!(before);
        success["outcome"] = json!(true);
        draft["scenarios"][0]["outcomes"][0]["stages"] = json!([joined, success]);
        draft["scenarios"][0]["people"][0]["delivery"]["success"]["given"]["p"] = json!(p);
        let notes = view(&draft).answer.expect("no mistakes").notes;
        notes.iter().any(|note| note.contains("no more are counted than reach that stage"))
    };
    assert!(said(0.4, 0.35));
    assert!(!said(0.4, 0.4));
    assert!(!said(0.4, 0.5));
}
