//! Futures against what can be worked out, and laws against the specification's whole scenarios.

use crate::vectors::group;
use pbr::answer::{self, Outcome};
use pbr::bid;
use pbr::evaluate::{FIRST, Job, evaluate};
use pbr::futures::{Drawing, FUTURES};
use pbr::json::Node;
use pbr::library;
use pbr::reply::{Chart, Figure};
use pbr::scenario::{Scenario, read};
use pbr::stress::{STRESSES, stressed};

fn draft(id: &str) -> Node {
    Node::parse(library::find(id).expect("a scheme").text).expect("json")
}

fn scenario(draft: &Node) -> Scenario {
    let envelope = read(&draft.to_string()).expect("json");
    assert!(envelope.issues.found.is_empty(), "{:?}", envelope.issues.found);
    envelope.scenarios.into_iter().next().expect("a scenario")
}

fn drawn(s: &Scenario, n: u32) -> Drawing {
    let mut drawing = answer::evaluate(s).drawing(s);
    drawing.draw(n);
    drawing
}

fn close(what: &str, got: f64, want: f64, tolerance: f64) {
    assert!((got - want).abs() <= tolerance * want.abs().max(1e-300), "{what}: {got}, not {want}");
}

/// Drafts of the four contracts of FRONT1, in the order of its vectors.
const FRONT: [&str; 4] = ["front1", "front1_people", "front1_graded", "front1_block"];

#[test]
fn the_four_contracts_of_the_front_window_and_of_e2e1() {
    for (vectors, fixed_cost) in [("FRONT1", 1300.0), ("E2E1", 300.0)] {
        for (id, case) in FRONT.iter().zip(&group(vectors).cases) {
            let mut draft = draft(id);
            for g in 0..3 {
                draft.set(&format!("scenarios[0].people[{g}].fixed_cost"), Node::Number(fixed_cost));
            }
            let o = answer::evaluate(&scenario(&draft));
            let v = |id: &str| o.values.get(id).unwrap_or_else(|| panic!("{id}"));
            let want = |name: &str| case.out.get(name).and_then(serde_json::Value::as_f64);
            close(&case.id, v("loss_chance"), want("p_loss").expect("p_loss"), 1e-7);
            close(&case.id, v("margin"), want("margin").expect("margin"), 1e-9);
            close(&case.id, v("paid"), want("revenue").or(want("outlay")).or(want("paid")).expect("paid"), 1e-9);
            if let Some(month) = want("month_cash_out") {
                assert_eq!((v("cash_out"), v("cash_out_chance")), (month, 1.0), "{}", case.id);
                close(&case.id, v("cash_needed"), want("cash_needed").expect("cash"), 1e-9);
            }
        }
    }
}

#[test]
fn the_bidders_door_has_its_known_answers() {
    let s = scenario(&draft("bid"));
    let o = answer::evaluate(&s);
    let all = [(s.clone(), o.clone())]
        .into_iter()
        .chain(STRESSES.into_iter().map(|(_, kind)| {
            let s = stressed(&s, &o, kind);
            let o = answer::evaluate(&s);
            (s, o)
        }))
        .collect::<Vec<_>>();
    // the vectors have the six rows in the order of the table
    for ((_, o), case) in all.iter().zip(&group("BIDDOOR1").cases) {
        let v = |id: &str| o.values.get(id).unwrap_or_else(|| panic!("{id}"));
        let want = |name: &str| case.out.get(name).and_then(serde_json::Value::as_f64).expect("a number");
        close(&case.id, v("loss_chance"), want("p_loss"), 1e-7);
        close(&case.id, v("worst_margin"), want("es_worst_1_in_20"), 1e-7);
        close(&case.id, v("margin"), want("mean_margin"), 1e-9);
        close(&case.id, v("cash_before"), want("cash_before_first_result"), 1e-9);
        assert_eq!((v("cash_out"), v("cash_out_chance")), (want("month_cash_out"), 1.0), "{}", case.id);
        assert_eq!(v("first_result"), want("first_result_month"), "{}", case.id);
    }
}

#[test]
fn the_door_says_it_in_words() {
    let reply = pbr::evaluate::drawn(library::find("bid").expect("bid").text);
    let door = reply.views[0].door.as_ref().expect("a door");
    assert_eq!(door.questions.len(), 9);
    let findings = door.findings.as_ref().expect("findings");
    let plain = |parts: &[pbr::reply::Part]| pbr::words::plain(parts);
    assert_eq!(plain(&findings.verdict), "You would run out of cash.");
    let said: Vec<String> = findings.answers.iter().map(|a| plain(&a.says)).collect();
    assert!(said[0].contains("£50,000 on average and lose money in 4 of 20 futures"), "{}", said[0]);
    assert!(said[0].contains("You need 107 results; you expect 120"), "{}", said[0]);
    assert!(said[1].contains("In month 6, in all 20 futures"), "{}", said[1]);
    assert!(
        said[1].contains("£16,667 a month more than is guaranteed; the first result is paid in month 13"),
        "{}",
        said[1]
    );
    assert!(said[2].contains("£4,170") && said[2].contains("£3,330"), "{}", said[2]);
    let loses: Vec<&str> = findings.stress.rows.iter().map(|r| r.cells[1].text.as_str()).collect();
    assert_eq!(loses, ["18 of 20", "18 of 20", "7 of 20", "6 of 20", "4 of 20"]);
    assert!(findings.asks.len() >= 3, "{:?}", findings.asks);
    assert!(findings.paste.split_whitespace().count() <= 170, "{}", findings.paste);
    // no other draft has this door
    assert!(evaluate(library::find("front1").expect("front1").text, None, 0).views[0].door.is_none());
}

#[test]
fn unknown_widens_the_answer_and_is_named_in_it() {
    let mut node = draft("bid");
    bid::toggle_unknown(&mut node, "scenarios[0].people[0].delivery.result.given.p").expect("a number");
    let reply = evaluate(&node.to_string(), None, 0);
    let findings = reply.views[0].door.as_ref().and_then(|d| d.findings.as_ref()).expect("findings");
    let said = pbr::words::plain(&findings.answers[0].says);
    assert!(said.contains("You do not know how many get the result: at 15 of 100"), "{said}");
    assert!(findings.to_ask[0].contains("How many of those you send us"));
    bid::toggle_unknown(&mut node, "scenarios[0].people[0].delivery.result.given.p").expect("a number");
    assert!(!node.to_string().contains("grade"));
}

#[test]
fn sampled_is_within_four_standard_errors_of_exact() {
    for id in ["front1", "front1_graded", "front1_block", "bid", "five_percent", "smf"] {
        let s = scenario(&draft(id));
        let o = answer::evaluate(&s);
        let sum = drawn(&s, 4096).summary();
        let check = |what: &str, want: Option<f64>| {
            let (got, error) = (sum.leaves.get(what).copied().expect("sampled"), sum.errors.get(what).expect("error"));
            let want = want.expect("exact");
            assert!(
                (got - want).abs() <= 2.0 * error + 2e-4 * want.abs() + 2e-4,
                "{id} {what}: {got} ± {error}, {want}"
            );
        };
        for what in ["paid", "income", "cost", "loss_chance"] {
            check(what, o.values.get(what));
        }
    }
}

#[test]
fn a_run_contains_every_shorter_one_and_edits_move_no_luck() {
    let s = scenario(&draft("front1"));
    let (long, short) = (drawn(&s, 96), drawn(&s, 32));
    let paid = |d: &Drawing| d.futures().iter().map(|f| f.paid.to_bits()).collect::<Vec<_>>();
    assert_eq!(paid(&long)[..32], paid(&short)[..]);
    // another price: the same successes in every future, as nobody's help is given by it here
    let mut given = draft("bid");
    let successes = |d: &Drawing| d.futures().iter().map(|f| f.successes).collect::<Vec<_>>();
    let before = successes(&drawn(&scenario(&given), 64));
    given.set("scenarios[0].contracts[0].payments[1].pay.rate", Node::Number(9999.0));
    assert_eq!(successes(&drawn(&scenario(&given), 64)), before);
    // nobody's luck moves when a group is added
    let Some(Node::List(mut people)) = given.at("scenarios[0].people").cloned() else { panic!("people") };
    let mut other = people[0].clone();
    other.set("id", Node::Text("others".into()));
    other.set("stream", Node::Number(2.0));
    other.set("delivery.result.given.p", Node::Number(0.0));
    people.push(other);
    given.set("scenarios[0].people", Node::List(people));
    // the swing speaks of all people together, so the correlation is given as it was
    let rho = scenario(&draft("bid")).rho;
    given.set("scenarios[0].world", Node::Object(vec![("rho".into(), Node::Number(rho))]));
    assert_eq!(successes(&drawn(&scenario(&given), 64)), before);
}

#[test]
fn doing_better_never_lowers_a_future() {
    let mut node = draft("bid");
    let mut last: Option<Vec<f64>> = None;
    for p in [0.05, 0.2, 0.3, 0.31, 0.6, 0.95] {
        node.set("scenarios[0].people[0].delivery.result.given.p", Node::Number(p));
        node.set("scenarios[0].world", Node::Object(vec![("rho".into(), Node::Number(0.02))]));
        let now: Vec<f64> = drawn(&scenario(&node), 128).futures().iter().map(|f| f.successes).collect();
        if let Some(before) = &last {
            assert!(before.iter().zip(&now).all(|(a, b)| a <= b), "{p}");
        }
        last = Some(now);
    }
}

#[test]
fn chunks_change_nothing() {
    let text = library::find("bid").expect("bid").text;
    let answer = |units: u32| {
        let mut job = Job::new(text, None, 7, "futures");
        loop {
            let progress = job.step(units);
            if let Some(answer) = progress.answer {
                return serde_json::to_string(&answer).expect("json");
            }
        }
    };
    assert_eq!(answer(1024), answer(37));
}

#[test]
fn more_reserves_never_fail_sooner_and_a_break_clause_ends_it() {
    let mut node = draft("bid");
    let chance = |node: &Node| drawn(&scenario(node), 256).futures().iter().filter(|f| f.out > 0).count();
    let mut last = usize::MAX;
    for reserves in [0.0, 150_000.0, 210_000.0, 240_000.0, 1e6] {
        node.set("scenarios[0].provider.reserves", Node::Number(reserves));
        let now = chance(&node);
        assert!(now <= last, "{reserves}: {now} after {last}");
        last = now;
    }
    assert_eq!(last, 0);
    // what is overdrawn costs interest
    node.set("scenarios[0].provider.reserves", Node::Number(100_000.0));
    let free = drawn(&scenario(&node), 8).futures()[0].cost;
    node.set("scenarios[0].provider.overdraft", Node::Number(500_000.0));
    node.set("scenarios[0].provider.overdraft_rate", Node::Number(0.12));
    let lent = &drawn(&scenario(&node), 8);
    assert!(lent.futures()[0].cost > free + 100.0 && lent.futures()[0].out == 0);
    let clause = Node::parse(r#"{"month": 18, "below": 1000000}"#).expect("json");
    node.set("scenarios[0].contracts[0].break_clause", clause);
    let ended = drawn(&scenario(&node), 8);
    assert!(ended.futures().iter().zip(lent.futures()).all(|(f, whole)| f.ended && f.paid < whole.paid));
}

fn figure(draft: &str, id: &str) -> Figure {
    Job::new(draft, None, 0, id).step(1).figure.unwrap_or_else(|| panic!("{id}"))
}

#[test]
fn the_test_that_says_five_percent_pays_for_luck() {
    for (swing, want) in [(0.0, "4.6%"), (0.015, "12.1%"), (0.03, "22.8%"), (0.05, "31%")] {
        let mut node = draft("five_percent");
        node.set("scenarios[0].world.swing", Node::Number(swing));
        let luck = figure(&node.to_string(), "luck");
        let row = luck.table.rows.iter().find(|r| r.cells[0].result == "false_pay[past:1000]").expect("its own size");
        assert_eq!(row.cells[1].text, want, "{swing}");
    }
    let luck = figure(library::find("five_percent").expect("scheme").text, "luck");
    let said = pbr::words::plain(&luck.headline);
    assert!(said.contains("5 of 20 futures") && said.contains("adds 3 points goes unpaid in 9 of 20"), "{said}");
}

#[test]
fn in_the_flat_zone_doing_worse_pays_better() {
    let perverse = figure(library::find("smf").expect("scheme").text, "perverse");
    let said: String = perverse.remarks.iter().map(|r| pbr::words::plain(r)).collect();
    assert!(said.contains("improve success by 3.9"), "{said}");
    let headline = pbr::words::plain(&perverse.headline);
    assert!(headline.starts_with("If 1 fewer of every 100"), "{headline}");
    let Chart::Curves { x, lines, zones, .. } = &perverse.chart else { panic!("curves") };
    let at = |point: f64| lines[0].values[x.iter().position(|v| *v == point).expect("a point")];
    assert!(at(-2.0) > at(2.0) && zones.len() == 1 && zones[0].from < 0.0 && zones[0].to > 0.0);
    // a saving of nothing makes it fair again
    let mut node = draft("smf");
    node.set("scenarios[0].provider.slip_saving", Node::Number(0.0));
    let fair = figure(&node.to_string(), "perverse");
    assert!(pbr::words::plain(&fair.headline).starts_with("If 2 more of every 100"), "{:?}", fair.headline);
}

#[test]
fn late_money_says_how_much_can_wait() {
    // FRONT1 keeps a margin, so a little more than the 17p of a contract without one
    let s = scenario(&draft("front1"));
    let o: Outcome = answer::evaluate(&s);
    assert!((pbr::share::months_needed(&s, &o, 1.0) - 18.0).abs() < 1e-9);
    let carried = [1.0, 4.0, 12.0].map(|m| pbr::share::carried(&s, &o, m));
    assert!(
        carried[0] < 0.06 && (0.17..0.23).contains(&carried[1]) && (0.65..0.70).contains(&carried[2]),
        "{carried:?}"
    );
    // the same expected pay with another share
    let node = pbr::share::set(&draft("front1"), &s, &o, 0.5).expect("a draft");
    let half = answer::evaluate(&scenario(&node));
    let paid = half.values.or_zero("paid");
    assert!(paid > 0.0 && half.values.or_zero("paid_regardless") > 0.45 * o.values.or_zero("paid"), "{paid}");
}

#[test]
fn risk_is_moved_and_none_is_invented_by_a_plain_price_for_equal_people() {
    let mut node = draft("five_percent");
    let price = r#"{"is":"PerUnit","metric":{"is":"Count","stage":"success"},"rate":5000}"#;
    node.set("scenarios[0].contracts[0].payments[0].pay", Node::parse(price).expect("json"));
    let sum = drawn(&scenario(&node), 2048).summary();
    let v = |id: &str| *sum.leaves.get(id).expect("a value");
    close("share", v("risk_share"), 5000.0 / 25000.0, 1e-9);
    assert!(v("risk_invented") <= 1e-6 * v("social_risk"));
    // a cliff invents some
    let cliff = drawn(&scenario(&draft("five_percent")), 2048).summary();
    assert!(*cliff.leaves.get("risk_invented").expect("a value") > 0.1 * v("social_risk") * 0.2);
}

#[test]
fn no_future_has_a_number_that_is_none() {
    let corners: [(&str, f64); 9] = [
        ("scenarios[0].people[0].referrals", 0.0),
        ("scenarios[0].people[0].delivery.result.given.p", 0.0),
        ("scenarios[0].people[0].delivery.result.given.p", 1.0),
        ("scenarios[0].world.swing", 0.0),
        ("scenarios[0].provider.total_cost", 0.0),
        ("scenarios[0].provider.reserves", 0.0),
        ("scenarios[0].outcomes[0].stages[0].after.n", 0.0),
        ("scenarios[0].contracts[0].payments[1].pay.rate", 0.0),
        ("scenarios[0].months", 1.0),
    ];
    for (path, v) in corners {
        let mut node = draft("bid");
        node.set("scenarios[0].world", Node::Object(vec![("rho".into(), Node::Number(0.01))]));
        if path != "scenarios[0].world.swing" {
            node.set(path, Node::Number(v));
        }
        let s = scenario(&node);
        for f in drawn(&s, 64).futures() {
            let all = [f.paid, f.income, f.cost, f.successes, f.trough, f.worth];
            assert!(all.iter().chain(&f.short).chain(&f.by_year).all(|x| x.is_finite()), "{path} = {v}: {f:?}");
        }
        let answer = evaluate(&node.to_string(), None, 0);
        assert!(answer.issues.is_empty(), "{path}: {:?}", answer.issues);
    }
    assert_eq!(FUTURES, 16_384);
}

#[test]
fn a_failure_costs_what_is_lost_with_it() {
    let cost_of = |retender: f64| {
        let mut node = draft("bid");
        node.set("scenarios[0].world.retender_cost", Node::Number(retender));
        node.set("scenarios[0].people[0].value", Node::record(vec![("result", Node::Number(9_000.0))]));
        node.set(
            "scenarios[0].people[0].delivery.result.given.p0",
            Node::record(vec![("v", Node::Number(0.1)), ("status", Node::Text("illustrative".into()))]),
        );
        let s = read(&node.to_string()).expect("json").scenarios.remove(0);
        let o = answer::evaluate(&s);
        let mut drawing = o.drawing(&s);
        drawing.draw(FIRST);
        o.with(drawing.summary()).values
    };
    let (none, some) = (cost_of(0.0), cost_of(40_000.0));
    let v = |values: &pbr::results::Values, id: &str| values.get(id).expect(id);
    assert_eq!(v(&some, "failure_cost") - v(&none, "failure_cost"), 40_000.0);
    // every future fails in month 6, before any result: all that was to come is lost
    assert_eq!(v(&none, "cash_out"), 6.0);
    let lost = v(&none, "fall_back");
    assert!((v(&none, "failure_cost") - 9_000.0 * lost).abs() < 1e-6 * 9_000.0 * lost);
    assert!((lost - v(&none, "more")).abs() < 1.0, "{lost} of {}", v(&none, "more"));
}

#[test]
fn measuring_alone_invents_risk_only_where_somebody_is_compared() {
    let drawn = |text: &str| {
        let s = read(text).expect("json").scenarios.remove(0);
        let o = answer::evaluate(&s);
        let mut drawing = o.drawing(&s);
        drawing.draw(FIRST);
        o.with(drawing.summary()).values
    };
    let with = |m: f64| {
        let mut node = Node::parse(&std::fs::read_to_string("tests/scenarios/gallery/uncertain.json").expect("draft"))
            .expect("json");
        let at = "scenarios[0].contracts[0].payments[1].pay.metric.of[1].baseline.m";
        assert!(node.set(at, Node::Number(m)));
        drawn(&node.to_string())
    };
    let (few, many) = (with(500.0), with(50_000.0));
    let noise = |v: &pbr::results::Values| v.get("risk_noise").expect("a comparison");
    // £500 a success, 1,000 people set against a rate of .27 seen on 500 others
    let want = 500.0 * 1000.0 * (0.27f64 * 0.73 / 500.0).sqrt();
    assert!((noise(&few) / want - 1.0).abs() < 0.1, "{} and {want}", noise(&few));
    assert!((noise(&few) / noise(&many) - 10.0).abs() < 1.0, "{} {}", noise(&few), noise(&many));
    assert!(noise(&few) <= few.get("risk_invented").expect("invented"));
    assert_eq!(drawn(library::find("front1").expect("scheme").text).get("risk_noise"), None);
}

#[test]
fn a_pilot_is_worth_it_only_where_the_answer_could_change() {
    let says = |spread: f64| {
        let mut node = draft("front1_people");
        let world = |k: &str| format!("scenarios[0].world.{k}");
        node.set(&world("effect_spread"), Node::Number(spread));
        node.set(&world("pilot_months"), Node::Number(6.0));
        node.set(&world("pilot_cost"), Node::Number(20_000.0));
        let pilot = figure(&node.to_string(), "pilot");
        let Chart::Curves { lines, marks, .. } = &pilot.chart else { panic!("curves") };
        assert_eq!(marks[0].y, lines[0].values[5]);
        (pbr::words::plain(&pilot.headline), marks[0].y)
    };
    let (now, loses) = says(0.01);
    let (wait, gains) = says(1.0);
    assert!(now.starts_with("Deciding now is worth") && loses < 0.0, "{now}");
    // the most that measuring can gain is what certainty would
    assert!(wait.starts_with("A pilot of 6 months") && gains > 0.0, "{wait} {gains}");
}

#[test]
fn a_cautious_provider_should_be_paid_less_by_results() {
    let share = |caution: f64| {
        let mut node = draft("front1");
        node.set("scenarios[0].provider.caution", Node::Number(caution));
        let s = read(&node.to_string()).expect("json").scenarios.remove(0);
        pbr::share::balanced(&s, &answer::evaluate(&s))
    };
    assert_eq!(share(0.0), None);
    let (bold, timid) = (share(100.0).expect("a share"), share(20_000.0).expect("a share"));
    assert!(timid.0 < bold.0 && bold.0 < 1.0 && timid.1 < bold.1, "{timid:?} {bold:?}");
}
