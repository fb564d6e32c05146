//! What matters: the estimators against functions whose answers are known (`SOB1`), the tornado, its turning values and the map
//! on drafts, and the ranges that all of them lean on.

use crate::scenarios::envelope;
use crate::vectors::group;
use pbr::acts::act;
use pbr::evaluate::{Job, evaluate};
use pbr::json::Node;
use pbr::library;
use pbr::matters::grid::{self, SIDE};
use pbr::matters::map::spot;
use pbr::matters::model::Model;
use pbr::matters::ranges::{self, Origin, Range};
use pbr::matters::shares::{Index, importance};
use pbr::matters::tornado::{Tornado, Turned};
use pbr::matters::turns::{TURNS, stretch};
use pbr::reply::{Mattered, Status};
use pbr::scenario::edit::edit;
use pbr::scenario::{self, Envelope};
use pbr::value::GRADE_WIDTH;
use pbr::words::Lang;
use serde_json::{Value, json};
use std::f64::consts::PI;

fn read(draft: &str) -> Envelope {
    let e = scenario::read(draft).expect("json");
    assert!(e.issues.found.is_empty(), "{:#?}", e.issues.found);
    e
}

/// Two groups whose results are given, paid per success.
fn draft() -> Value {
    let group = |id: &str, stream: u32, n: f64, p: f64| {
        json!({"id": id, "name": id, "stream": stream, "referrals": n, "fixed_cost": 100,
            "delivery": {"success": {"given": {"p": p, "p0": 0.1}}}})
    };
    let pay = |stage: &str| json!({"is": "PerUnit", "metric": {"is": "Count", "stage": stage}, "rate": "$price"});
    let payments = json!([{"name": "Results", "pay": pay("success")}]);
    let mut draft = envelope(json!([group("one", 0, 100.0, 0.3), group("two", 1, 300.0, 0.4)]), payments, 12, 6);
    draft["scenarios"][0]["contracts"][0]["params"] = json!({"price": 1000.0});
    draft
}

fn tornado(draft: &str, result: &str, terms: bool) -> Tornado {
    let model = Model::of(&read(draft), terms).expect("a scenario");
    let mut t = Tornado::of(model, result).expect("an answer");
    (0..t.total()).for_each(|_| t.step());
    t
}

/// Name, result at both ends, of every number that has a range.
fn swings(t: &Tornado, result: &str) -> Vec<(String, [Option<f64>; 2])> {
    t.ranked().iter().map(|s| (t.model().ranges[s.range].name.clone(), s.ends(result))).collect()
}

fn job(draft: &str, asked: &Value, units: u32) -> Mattered {
    let mut job = Job::new(draft, None, 7, &format!("matters:{asked}"));
    loop {
        let progress = job.step(units);
        assert_eq!(progress.generation, 7);
        if progress.done == progress.total {
            return progress.mattered.expect("something came of it");
        }
    }
}

// -------------------------------------------------------------------------------------------------------------------- SOB1

/// A function on the unit cube.
type Cube = Box<dyn Fn(&[f64]) -> f64>;

/// The function of a case.
#[allow(clippy::disallowed_methods)] // held within a tolerance that no last digit reaches
fn function(given: &dyn Fn(&str) -> Value) -> Cube {
    match given("function").as_str() {
        Some("ishigami") => {
            let [a, b] = ["a", "b"].map(|k| given(k).as_f64().expect("number"));
            Box::new(move |u| {
                let x: Vec<f64> = u.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
                x[0].sin() + a * x[1].sin().powi(2) + b * x[2].powi(4) * x[0].sin()
            })
        }
        Some("linear") => {
            let coef: Vec<f64> = given("coef").as_array().expect("list").iter().filter_map(Value::as_f64).collect();
            Box::new(move |u| coef.iter().zip(u).map(|(c, u)| c * u).sum())
        }
        other => panic!("no function {other:?}"),
    }
}

#[test]
fn sob1_indices_come_near_what_is_known_and_nearer_with_more_points() {
    for case in &group("SOB1").cases {
        let f = function(&|k| case.value(k).clone());
        let wanted =
            |k: &str| -> Vec<f64> { case.out[k].as_array().expect("list").iter().filter_map(Value::as_f64).collect() };
        let (first, total) = (wanted("S"), wanted("ST"));
        let worst = |found: &[Index]| {
            let off = |i: usize| (found[i].first - first[i]).abs().max((found[i].total - total[i]).abs());
            (0..first.len()).map(off).fold(0.0, f64::max)
        };
        // 8 sets of 2^m points: the tolerance is stated, and shrinks with m
        for (m, tolerance) in [(4, 0.12), (7, 0.03), (10, 0.006)] {
            let found = importance(&*f, first.len(), m, 1);
            assert!(worst(&found) < tolerance, "{}, 2^{m} points: {found:?}", case.id);
            // what is told as the error covers it, three times over in the worst of six
            for (i, index) in found.iter().enumerate() {
                let off = [index.first - first[i], index.total - total[i]];
                for (off, error) in off.iter().zip(index.error) {
                    assert!(off.abs() <= 3.0 * error + 1e-9, "{}, 2^{m}, number {i}: {off} ± {error}", case.id);
                }
                // nothing explains more alone than with others, and all of them alone no more than everything
                assert!(index.first <= index.total + index.error[0] + index.error[1] + 1e-9, "{index:?}");
            }
            let (sum, error) = found.iter().fold((0.0, 0.0), |(s, e), i| (s + i.first, e + i.error[0]));
            assert!(sum <= 1.0 + error + 1e-9, "{}: {sum} ± {error}", case.id);
        }
    }
}

#[test]
fn what_does_not_vary_has_no_shares() {
    assert!(importance(&|_| 5.0, 3, 4, 1).is_empty());
}

// ------------------------------------------------------------------------------------------------------------------ ranges

fn find<'a>(all: &'a [Range], end: &str) -> &'a Range {
    all.iter().find(|r| r.path.ends_with(end)).unwrap_or_else(|| panic!("no range {end}"))
}

#[test]
fn a_range_is_stated_or_by_grade_or_by_status_and_stays_within_its_field() {
    let mut draft = draft();
    let people = &mut draft["scenarios"][0]["people"];
    people[0]["referrals"] = json!({"v": 100, "low": 60, "high": 110, "status": "yours"});
    people[0]["fixed_cost"] = json!({"v": 100, "grade": 3, "status": "yours"});
    people[0]["delivery"]["success"]["given"]["p"] = json!({"v": 0.95, "status": "illustrative"});
    people[1]["referrals"] = json!({"v": 300, "status": "published", "source": "NAO"});
    people[1]["fixed_cost"] = json!({"v": 100, "dist": "fixed", "status": "yours"});
    let e = read(&draft.to_string());
    let all = ranges::ranges(&e.node, "scenarios[0]", false, Lang::En);
    let check = |end: &str, low: f64, high: f64, origin: Origin| {
        let r = find(&all, end);
        assert!((r.low - low).abs() < 1e-9 && (r.high - high).abs() < 1e-9, "{end}: {} to {}", r.low, r.high);
        assert_eq!(r.origin, origin, "{end}");
    };
    check("people[0].referrals", 60.0, 110.0, Origin::Stated);
    check("people[0].fixed_cost", 100.0 * (1.0 - GRADE_WIDTH[2]), 100.0 * (1.0 + GRADE_WIDTH[2]), Origin::Grade(3));
    // nobody succeeds more often than always
    check("people[0].delivery.success.given.p", 0.76, 1.0, Origin::Status(pbr::value::Status::Illustrative));
    check("people[1].referrals", 285.0, 315.0, Origin::Status(pbr::value::Status::Published));
    check("people[1].fixed_cost", 100.0, 100.0, Origin::Fixed);
    // what has been agreed is held, until somebody asks what if it were not
    check("params.price", 1000.0, 1000.0, Origin::Fixed);
    let terms = ranges::ranges(&e.node, "scenarios[0]", true, Lang::En);
    assert!(find(&terms, "params.price").is_wide());
    // structure is no assumption
    assert!(all.iter().all(|r| !r.path.ends_with(".months") && !r.path.ends_with(".stream")));
}

#[test]
fn quantiles_end_where_their_range_ends() {
    let mut draft = draft();
    let dist = |d: &str| json!({"v": 100, "low": 50, "high": 120, "dist": d, "status": "yours"});
    for (name, median, ends) in [("uniform", 85.0, true), ("pert", 91.833, true), ("normal", 100.0, false)] {
        draft["scenarios"][0]["people"][0]["referrals"] = dist(name);
        let e = read(&draft.to_string());
        let all = ranges::ranges(&e.node, "scenarios[0]", false, Lang::En);
        let r = find(&all, "people[0].referrals");
        assert!((r.at(0.5) - median).abs() < 1e-3, "{name}: {}", r.at(0.5));
        let [low, high] = if ends { [1e-12, 1.0 - 1e-12] } else { [0.05, 0.95] };
        assert!((r.at(low) - 50.0).abs() < 1e-3 && (r.at(high) - 120.0).abs() < 1e-3, "{name}");
        let rising: Vec<f64> = (1..100).map(|i| r.at(f64::from(i) / 100.0)).collect();
        assert!(rising.is_sorted(), "{name}");
    }
}

#[test]
fn an_end_is_typed_over_kept_letter_for_letter_and_taken_back() {
    let front = library::find("front1").expect("scheme").text;
    let path = "scenarios[0].people[0].referrals";
    let was = read(front).node.at(path).cloned();
    let listed =
        |draft: &str| ranges::listed(draft, false, Lang::En).into_iter().find(|r| r.path == path).expect("a row");
    let typed = edit(front, &format!("{path}.low"), "350").draft;
    let row = listed(&typed);
    assert_eq!((row.low.as_str(), row.own, row.says.as_str()), ("350", true, "yours"));
    // the number itself is still the scheme's
    let status = |draft: &str| {
        let view = evaluate(draft, None, 0).views.remove(0);
        view.inputs.into_iter().find(|i| i.path == path).expect("input").status_id
    };
    assert_eq!(status(&typed), status(front));
    let back = act(&typed, &format!("unrange={path}")).draft;
    assert_eq!(read(&back).node.at(path).cloned(), was);
    assert!(!listed(&back).own);
    // what is no number stays as it was typed, and is told at its field
    let wrong = edit(front, &format!("{path}.low"), "few").draft;
    let reply = evaluate(&wrong, None, 0);
    assert_eq!(reply.status, Status::Issues);
    assert_eq!(reply.issues[0].path, format!("{path}.low"));
    assert_eq!(listed(&wrong).low, "few");
    // and so is a low end above the number
    let crossed = edit(front, &format!("{path}.low"), "900").draft;
    assert_eq!(evaluate(&crossed, None, 0).issues[0].id, "issue.low_high");
}

// ----------------------------------------------------------------------------------------------------------------- tornado

#[test]
fn each_number_moves_the_result_as_an_evaluation_of_it_would() {
    let draft = draft();
    let t = tornado(&draft.to_string(), "paid", false);
    let found = swings(&t, "paid");
    // 400 × .2 either way of each factor: paid = 1000 × Σ n p
    let want = |name: &str, low: f64, high: f64| {
        let (_, [l, h]) = found.iter().find(|(n, _)| n == name).unwrap_or_else(|| panic!("{name} in {found:?}"));
        let close = |got: &Option<f64>, want: f64| got.is_some_and(|g| (g - want).abs() < 1e-6);
        assert!(close(l, low) && close(h, high), "{name}: {l:?}, {h:?}");
    };
    want("Two: how many are referred", 126_000.0, 174_000.0);
    want("One: succeed, of 100", 144_000.0, 156_000.0);
    // what it does not rest on does not move it
    want("One: basic service, £ a start", 150_000.0, 150_000.0);
    let widths: Vec<f64> = t.ranked().iter().map(|s| s.width("paid", t.stands())).collect();
    assert!(widths.is_sorted_by(|a, b| a >= b), "{widths:?}");
    assert_eq!(t.ranked().last().expect("some").width("paid", t.stands()), 0.0);
}

#[test]
fn a_number_without_range_moves_nothing() {
    let mut draft = draft();
    draft["scenarios"][0]["people"][1]["referrals"] = json!({"v": 300, "low": 300, "high": 300, "status": "yours"});
    let t = tornado(&draft.to_string(), "paid", false);
    assert!(swings(&t, "paid").iter().all(|(name, _)| name != "Two: how many are referred"));
}

#[test]
fn clauses_that_share_a_number_move_together() {
    let mut draft = draft();
    let again = draft["scenarios"][0]["contracts"][0]["payments"][0]["pay"].clone();
    draft["scenarios"][0]["contracts"][0]["payments"] =
        json!([{"name": "Results", "pay": again}, {"name": "And again", "pay": again}]);
    let t = tornado(&draft.to_string(), "paid", true);
    let found = swings(&t, "paid");
    let price: Vec<_> = found.iter().filter(|(name, _)| name == "Price").collect();
    // 300 for each of £1,000, in both clauses at once: £300,000 ± 20%
    assert_eq!(price.len(), 1, "{found:?}");
    let [low, high] = price[0].1.map(|v| v.expect("known"));
    assert!((low - 240_000.0).abs() < 1e-6 && (high - 360_000.0).abs() < 1e-6, "{low}, {high}");
}

#[test]
fn the_order_of_groups_changes_nothing() {
    let draft = draft();
    let mut turned = draft.clone();
    turned["scenarios"][0]["people"].as_array_mut().expect("people").reverse();
    for result in ["paid", "margin", "successes"] {
        let [a, b] = [&draft, &turned].map(|d| {
            let mattered = job(&d.to_string(), &json!({"view": "alone", "result": result}), 1000);
            let t = mattered.tornado.expect("swings");
            t.bars.iter().map(|b| (b.name.clone(), b.at.clone(), b.texts.clone())).collect::<Vec<_>>()
        });
        assert!(a.len() > 3);
        assert_eq!(a, b, "{result}");
    }
}

#[test]
fn months_of_one_list_are_one_assumption() {
    let mut draft = draft();
    draft["scenarios"][0]["people"][0]["referrals"] = json!([10.0, 20.0, 70.0]);
    let t = tornado(&draft.to_string(), "paid", false);
    let names: Vec<String> = swings(&t, "paid").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.iter().filter(|n| n.starts_with("One: how many are referred")).count(), 1, "{names:?}");
    let (_, ends) = swings(&t, "people").into_iter().find(|(n, _)| n == "One: how many are referred").expect("it");
    assert_eq!(ends.map(|v| v.map(f64::round)), [Some(380.0), Some(420.0)]);
}

#[test]
fn no_two_numbers_bear_one_name() {
    for scheme in library::all() {
        let e = read(scheme.text);
        let mut names: Vec<String> =
            ranges::ranges(&e.node, "scenarios[0]", true, Lang::En).into_iter().map(|r| r.name).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all, "{}", scheme.id);
    }
}

#[test]
fn chances_that_cannot_go_together_stop_where_they_can() {
    let mut draft = draft();
    draft["scenarios"][0]["people"][0]["delivery"]["success"] =
        json!({"responds": {"p0": 0.3, "p1": 0.35, "x1": 500, "pmax": 0.36}});
    let t = tornado(&draft.to_string(), "paid", false);
    let s = t.ranked().into_iter().find(|s| t.model().ranges[s.range].path.ends_with("p1")).expect("p1");
    assert_eq!(s.whole, [false, false]);
    assert!(s.at[0] > 0.3 && s.at[0] < 0.301 && s.at[1] < 0.36 && s.at[1] > 0.359, "{:?}", s.at);
    assert!(s.ends("paid").iter().all(Option::is_some));
}

// ------------------------------------------------------------------------------------------------------------------- turns

#[test]
fn a_turning_value_is_where_the_answer_turns() {
    let front = library::find("front1").expect("scheme").text;
    let t = tornado(front, "margin", false);
    let turns = t.turns();
    let margin = turns.iter().position(|i| TURNS[*i].id == "margin").expect("it has a cost");
    let mut found = 0;
    for (range, turned) in t.turned() {
        let Turned::At(at) = turned[margin] else { continue };
        let path = &t.model().ranges[range].path;
        let margin = |v: f64| {
            let draft = pbr::scenario::edit::set(front, path, v).draft;
            pbr::answer::evaluate(&read(&draft).scenarios[0]).values.get("margin").expect("a margin")
        };
        let [from, to] = t.model().ranges[range].slider.expect("a slider");
        let near = (to - from) * 1e-5;
        assert!((margin(at - near) < -0.5) != (margin(at + near) < -0.5), "{path} at {at}");
        found += 1;
    }
    assert!(found >= 3, "{found}");
}

#[test]
fn the_nearest_of_several_turns_is_found_and_what_is_unknown_turns_nothing() {
    let at = [(0.0, Some(true)), (1.0, Some(false)), (2.0, Some(false)), (3.0, Some(true)), (9.0, Some(false))];
    assert_eq!(stretch(&at, 2.2), Some((2.0, 3.0)));
    assert_eq!(stretch(&at, 8.0), Some((3.0, 9.0)));
    assert_eq!(stretch(&at, 1.2), Some((0.0, 1.0)));
    assert_eq!(stretch(&[(0.0, Some(true)), (1.0, None), (2.0, Some(false))], 0.0), None);
    assert_eq!(stretch(&[(0.0, Some(true)), (1.0, Some(true))], 0.0), None);
}

// --------------------------------------------------------------------------------------------------------------------- map

#[test]
fn every_cell_comes_once_and_coarse_ones_come_first() {
    let order = grid::order();
    let mut seen = order.clone();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((order.len(), seen.len()), (SIDE * SIDE, SIDE * SIDE));
    for stride in grid::STRIDES {
        let known = grid::known_after(stride);
        assert!(order[..known].iter().all(|[c, r]| c % stride == 0 && r % stride == 0), "{stride}");
        assert_eq!(grid::finest(known), Some(stride));
    }
    assert_eq!(grid::finest(3), None);
}

#[test]
fn the_frontier_of_a_linear_function_is_a_straight_line() {
    // f = x + 2 y: the line f = 1.2 is y = .6 − x / 2
    for stride in grid::STRIDES {
        let f = |c: usize, r: usize| Some(grid::middle(c) + 2.0 * grid::middle(r));
        let line = grid::frontier(&f, stride, 1.2);
        assert!(!line.is_empty());
        for [x, y] in line.into_iter().flatten() {
            assert!((y - (0.6 - x / 2.0)).abs() < 1e-12, "stride {stride}: {x}, {y}");
        }
    }
    // no line where it is crossed nowhere, nor through what is unknown
    assert!(grid::frontier(&|_, _| Some(1.0), 1, 2.0).is_empty());
    assert!(grid::frontier(&|c, _| (c < 25).then_some(1.0), 1, 2.0).is_empty());
}

#[test]
fn a_map_holds_what_evaluations_of_its_cells_give() {
    let draft = draft().to_string();
    let paths = ["scenarios[0].people[0].fixed_cost", "scenarios[0].contracts[0].params.price"];
    let asked = json!({"view": "map", "result": "margin", "inputs": paths});
    let map = job(&draft, &asked, 37).map.expect("a map");
    assert_eq!((map.rows.len(), map.values.len()), (SIDE, SIDE * SIDE));
    for (column, row) in [(0, 0), (7, 31), (49, 49)] {
        let value = map.values[row * SIDE + column];
        let here =
            spot(&draft, &asked.to_string(), [column as u32, row as u32], value, true, Lang::En).expect("a spot");
        let there = act(&draft, &here.act).draft;
        let got = pbr::answer::evaluate(&read(&there).scenarios[0]).values.get("margin");
        assert_eq!(got, value, "{column}, {row}: {}", here.act);
    }
    // 150 results at the price against 100 starts at the cost, and 300 at £100: straight in both
    let [x, y] = [0, 1].map(|axis| {
        let all = ranges::ranges(&read(&draft).node, "scenarios[0]", true, Lang::En);
        find(&all, paths[axis].rsplit_once('.').expect("a path").1).slider.expect("a slider")
    });
    assert!(map.line.len() > 5);
    for [a, b, c, d] in &map.line {
        for (across, up) in [(a, b), (c, d)] {
            let cost = x[0] + across * (x[1] - x[0]);
            let price = y[0] + up * (y[1] - y[0]);
            assert!((150.0 * price - 100.0 * cost - 30_000.0).abs() < 1e-3, "{cost}, {price}");
        }
    }
}

#[test]
fn what_is_told_does_not_depend_on_the_size_of_the_steps() {
    let draft = draft().to_string();
    let strongest = job(&draft, &json!({"view": "alone", "result": "margin"}), 1).tornado.expect("swings").strongest;
    let questions = [
        json!({"view": "most", "result": "margin"}),
        json!({"view": "alone", "result": "margin"}),
        json!({"view": "together", "result": "margin", "inputs": strongest}),
        json!({"view": "map", "result": "margin", "inputs": strongest[..2]}),
    ];
    for asked in questions {
        let told = |units: u32| serde_json::to_string(&job(&draft, &asked, units)).expect("json");
        assert_eq!(told(7), told(100_000), "{asked}");
    }
}

#[test]
fn the_sentence_beneath_the_answer_is_that_of_the_tool_for_a_fraction_of_the_work() {
    let draft = draft().to_string();
    for result in ["", "margin", "paid"] {
        let [most, alone] = ["most", "alone"].map(|view| json!({"view": view, "result": result}));
        let (short, whole) = (job(&draft, &most, 7), job(&draft, &alone, 1000));
        assert!(!short.most.is_empty());
        let both = [short, whole].map(|told| serde_json::to_string(&(told.result, told.most)).expect("json"));
        assert_eq!(both[0], both[1]);
        let [few, many] =
            [most, alone].map(|asked| Job::new(&draft, None, 0, &format!("matters:{asked}")).step(1).total);
        assert!(5 * few < many, "{few} evaluations of {many}");
    }
}

#[test]
fn shares_of_a_draft_add_up_as_they_must() {
    let draft = draft().to_string();
    let strongest = job(&draft, &json!({"view": "alone", "result": "paid"}), 100).tornado.expect("swings").strongest;
    let t = job(&draft, &json!({"view": "together", "result": "paid", "inputs": strongest}), 100).together.expect("it");
    let (mut sum, mut error) = (0.0, 0.0);
    for b in &t.bars {
        assert!(b.shares[0] <= b.shares[1] + b.errors[0] + b.errors[1], "{b:?}");
        sum += b.shares[0];
        error += b.errors[0];
    }
    // a sum of products of narrow ranges is nearly additive
    assert!(sum <= 1.0 + error && sum > 0.9, "{sum} ± {error}");
}

#[test]
fn what_cannot_be_weighed_is_not() {
    let draft = draft().to_string();
    let asks = |asked: &str| Job::new(&draft, None, 1, asked).step(1).mattered.is_some();
    assert!(!asks("matters:"));
    assert!(!asks("matters:{\"view\":\"nothing\"}"));
    let one = "scenarios[0].people[0].fixed_cost";
    assert!(!asks(&format!("matters:{}", json!({"view": "map", "result": "margin", "inputs": [one, one]}))));
    assert!(!asks(&format!("matters:{}", json!({"view": "map", "result": "nothing", "inputs": [one, one]}))));
    assert!(asks("matters:{\"view\":\"alone\"}"));
    let node = Node::parse("{}").expect("json");
    assert!(ranges::ranges(&node, "scenarios[0]", true, Lang::En).is_empty());
}
