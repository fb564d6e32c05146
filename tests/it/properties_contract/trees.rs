//! Random trees of the contract language, as JSON, and random histories for them to pay for.

use pbr::contract::finance::{Draw, Finance, Guarantee};
use pbr::contract::path::{Group, Path, Row};
use proptest::prelude::*;
use serde_json::{Value, json};

/// What a random tree may hold besides counts.
#[derive(Clone, Copy, PartialEq)]
pub enum Reads {
    /// People's stages only, as a scenario of one outcome has them.
    Stages,
    /// Days and events as well.
    Everything,
}

fn pounds() -> impl Strategy<Value = f64> {
    prop_oneof![6 => 0..5000_i32, 1 => -2000..0_i32, 1 => Just(0)].prop_map(f64::from)
}

/// A number: plain, shared, by year, by band.
pub fn number() -> impl Strategy<Value = Value> {
    let by_year = prop::collection::vec(pounds(), 1..4).prop_map(|l| json!({"by_year": l}));
    prop_oneof![
        6 => pounds().prop_map(|x| json!(x)),
        1 => Just(json!("$p")),
        1 => by_year,
        1 => (pounds(), pounds()).prop_map(|(a, b)| json!({"by_band": {"a": a, "b": b}})),
        1 => pounds().prop_map(|x| json!({"is": "*", "of": [0.5, x]})),
    ]
}

fn share() -> impl Strategy<Value = f64> {
    (0..=10_u8).prop_map(|x| f64::from(x) / 10.0)
}

/// A count of people.
pub fn count() -> impl Strategy<Value = Value> {
    let stage = prop::sample::select(vec!["start", "job", "work", "stay", "left", "left(job)"]);
    (stage, prop::sample::select(vec![None, None, Some("a"), Some("b")])).prop_map(|(stage, band)| match band {
        Some(band) => json!({"is": "Count", "stage": stage, "band": band}),
        None => json!({"is": "Count", "stage": stage}),
    })
}

fn baseline() -> impl Strategy<Value = Value> {
    prop_oneof![
        share().prop_map(|b| json!(b)),
        share().prop_map(|b| json!({"is": "Fixed", "b": b})),
        share().prop_map(|b| json!({"is": "Historic", "b": b, "m": 500})),
        share().prop_map(|b| json!({"is": "Concurrent", "b": b, "m": 500})),
        Just(json!({"is": "Measured", "years": [0]})),
    ]
}

/// A metric: something counted, or arithmetic of such.
pub fn metric(reads: Reads) -> BoxedStrategy<Value> {
    let stage = || prop::sample::select(vec!["job", "work"]);
    let counted = match reads {
        Reads::Stages => count().boxed(),
        Reads::Everything => prop_oneof![
            4 => count(),
            1 => Just(json!({"is": "Events", "kind": "crime"})),
            1 => Just(json!({"is": "Days", "stage": "start"})),
            1 => baseline().prop_map(|b| json!({"is": "Avoided", "kind": "crime", "baseline": b})),
            1 => baseline().prop_map(|b| json!({"is": "RelRed", "kind": "crime", "baseline": b})),
            1 => Just(json!({"is": "PerReoffender", "kind": "crime", "stage": "left"})),
        ]
        .boxed(),
    };
    let leaf = prop_oneof![
        5 => counted,
        1 => stage().prop_map(|s| json!({"is": "Rate", "stage": s})),
        1 => (stage(), baseline()).prop_map(|(s, b)| json!({"is": "Points", "stage": s, "baseline": b})),
        1 => (stage(), baseline()).prop_map(|(s, b)| json!({"is": "Net", "stage": s, "baseline": b})),
    ];
    let inner = leaf.prop_recursive(2, 6, 2, |m| {
        prop_oneof![
            prop::collection::vec(m.clone(), 1..3).prop_map(|l| json!({"is": "+", "of": l})),
            prop::collection::vec(m.clone(), 1..3).prop_map(|l| json!({"is": "-", "of": l})),
            (m.clone(), share()).prop_map(|(m, x)| json!({"is": "*", "of": [x, m]})),
            (m.clone(), 1..20_i32).prop_map(|(m, x)| json!({"is": "Attain", "of": m, "target": x})),
            (m.clone(), m.clone()).prop_map(|(a, b)| json!({"is": "/", "of": [a, b]})),
            (m.clone(), 1..4_i32).prop_map(|(m, step)| json!({"is": "Floor", "of": m, "step": step})),
            (m.clone(), clause()).prop_map(|(m, f)| json!({"is": "Pwl", "of": m, "f": f})),
            (m.clone(), share(), share())
                .prop_map(|(m, se, sp)| json!({"is": "Reported", "of": m, "se": se, "sp": sp})),
            (m.clone(), baseline()).prop_map(|(m, b)| json!({"is": "Saving", "of": m, "baseline": b, "value": 3})),
            (m, 1..20_i32).prop_map(|(m, t)| json!({"is": "Index", "of": [{"weight": 0.8, "of": m, "target": t}]})),
        ]
    });
    inner.boxed()
}

/// A piecewise-linear clause with up to two knots.
pub fn clause() -> impl Strategy<Value = Value> {
    let knot = (0..30_i32, -2..3_i32, -5..20_i32);
    (-3..4_i32, 0..5_i32, 0..3_i32, prop::collection::vec(knot, 0..3)).prop_map(|(x0, y0, s0, mut knots)| {
        knots.sort_unstable();
        let knots: Vec<Value> = knots.iter().map(|(k, s, j)| json!([k, s, j])).collect();
        json!({"x0": x0, "y0": y0, "s0": s0, "knots": knots})
    })
}

/// Every scope there is.
pub fn scope() -> impl Strategy<Value = Value> {
    let over = prop::sample::select(vec!["person", "month", "quarter", "year", "cohort", "contract"]);
    let by = prop::sample::select(vec!["calendar", "cohort"]);
    let year = prop::sample::select(vec!["contract", "fiscal"]);
    (over, by, year).prop_map(|(over, by, year)| json!({"over": over, "by": by, "year": year}))
}

/// A scope in which everything belongs to some window, whoever it is paid for.
pub fn calendar() -> impl Strategy<Value = Value> {
    let over = prop::sample::select(vec!["month", "quarter", "year", "contract"]);
    (over, prop::sample::select(vec!["contract", "fiscal"]))
        .prop_map(|(over, year)| json!({"over": over, "year": year}))
}

fn settlement() -> impl Strategy<Value = (&'static str, bool)> {
    prop_oneof![
        2 => Just(("close", false)),
        1 => Just(("account", false)),
        1 => Just(("running", false)),
        1 => Just(("running", true)),
    ]
}

/// Gives a node a scope and a settlement.
fn scoped(mut node: Value, scope: &Value, (settle, clawback): (&str, bool)) -> Value {
    node["scope"] = scope.clone();
    node["settle"] = json!(settle);
    if settle == "running" {
        node["clawback"] = json!(clawback);
    }
    node
}

/// A condition.
pub fn cond(reads: Reads) -> BoxedStrategy<Value> {
    let signif = (share(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(b, exact, two, high)| {
        json!({"is": "Signif", "metric": {"is": "Count", "stage": "work"}, "baseline": b, "alpha": 0.1,
            "test": if exact { "exact" } else { "normal" }, "side": if two { "two" } else { "one" },
            "good": if high { "high" } else { "low" }})
    });
    let at_least = (metric(reads), 0..30_i32).prop_map(|(m, x)| json!({"is": ">=", "of": [m, x]}));
    let leaf = prop_oneof![4 => at_least, 1 => signif];
    let inner = leaf.prop_recursive(1, 3, 2, |c| {
        prop_oneof![
            c.clone().prop_map(|c| json!({"is": "not", "of": c})),
            prop::collection::vec(c, 0..3).prop_map(|l| json!({"is": "and", "of": l})),
        ]
    });
    inner.boxed()
}

/// A payment without anything inside.
fn leaf(reads: Reads) -> BoxedStrategy<Value> {
    let shape = (metric(reads), clause(), number(), scope(), settlement())
        .prop_map(|(m, f, r, sc, se)| scoped(json!({"is": "Shape", "metric": m, "f": f, "rate": r}), &sc, se));
    let lump = (number(), 0..40_u32).prop_map(|(x, m)| json!({"is": "Lump", "amount": x, "month": m}));
    let unit = (count(), number()).prop_map(|(m, r)| json!({"is": "PerUnit", "metric": m, "rate": r}));
    let ramp = (share(), pounds(), 1..30_i32, count())
        .prop_map(|(w, c, y, m)| json!({"is": "Ramp", "share": w, "price": c, "reference": y, "metric": m}));
    let block = pounds().prop_map(|x| json!({"is": "Block", "amount": x}));
    let pool = (share(), share(), pounds(), pounds()).prop_map(|(h, p, v, cap)| {
        json!({"is": "Pool", "kind": "crime", "baseline": 0.5, "h_cohort": h, "h_pool": p, "value": v, "cap": cap})
    });
    match reads {
        Reads::Stages => prop_oneof![3 => unit, 1 => lump, 4 => shape, 1 => block, 1 => ramp].boxed(),
        Reads::Everything => prop_oneof![3 => unit, 1 => lump, 4 => shape, 1 => block, 1 => ramp, 1 => pool].boxed(),
    }
}

/// A whole tree, every kind of node.
pub fn tree(reads: Reads) -> BoxedStrategy<Value> {
    let grow = move |t: BoxedStrategy<Value>| {
        let several = || prop::collection::vec(t.clone(), 1..4);
        let by = prop::sample::select(vec!["start", "event", "posting"]);
        let rule = prop::sample::select(vec![
            "none",
            "lead_pays",
            "half_the_smaller",
            "capped_at_value",
            "proportional",
            "attribution",
        ]);
        let bound = || prop_oneof![1 => Just(Value::Null), 3 => number(), 1 => pounds().prop_map(|x| json!(20.0 * x))];
        let pick = |is: &'static str| {
            (several(), scope(), settlement()).prop_map(move |(l, sc, se)| scoped(json!({"is": is, "of": l}), &sc, se))
        };
        prop_oneof![
            3 => several().prop_map(|l| json!({"is": "Sum", "of": l})),
            3 => (cond(reads), t.clone(), scope(), settlement())
                .prop_map(|(c, t, sc, se)| scoped(json!({"is": "Gate", "cond": c, "of": t}), &sc, se)),
            3 => (bound(), bound(), t.clone(), scope(), settlement())
                .prop_map(|(lo, hi, t, sc, se)| scoped(json!({"is": "Clamp", "lo": lo, "hi": hi, "of": t}), &sc, se)),
            1 => pick("Max"),
            1 => pick("Min"),
            2 => (prop_oneof![Just(json!("$y")), Just(json!("$q")), share().prop_map(|x| json!(x))], by, t.clone())
                .prop_map(|(x, by, t)| json!({"is": "Scale", "number": x, "by": by, "of": t})),
            2 => (0..8_u8, t.clone()).prop_map(|(m, t)| json!({"is": "Delay", "months": m, "of": t})),
            1 => (share(), t.clone()).prop_map(|(s, t)| json!({"is": "Split", "from": {"council": s, "nhs": 1.0 - s}, "of": t})),
            1 => (share(), t.clone()).prop_map(|(s, t)| json!({"is": "To", "to": {"provider": s, "investor": 1.0 - s}, "of": t})),
            1 => t.clone().prop_map(|t| json!({"is": "Route", "from": "guarantor", "to": "investor", "of": t})),
            1 => (share(), t.clone())
                .prop_map(|(s, t)| json!({"is": "Pass", "share": s, "from": "provider", "to": "subcontractor", "of": t})),
            1 => (rule, share(), pounds(), t.clone()).prop_map(|(rule, s, x, t)| json!({"is": "NetOff", "rule": rule,
                "own": x, "other": 500, "overlap": s, "joint": 0.5, "value": 2000, "share": 0.5, "of": t})),
            1 => (0..3_u8, 0..4_u8, t.clone())
                .prop_map(|(n, every, t)| json!({"is": "Repeat", "times": n, "every": every, "of": t})),
            1 => t.clone().prop_map(|t| json!({"is": "Until", "event": "left", "of": t})),
            1 => t.prop_map(|t| json!({"is": "Sum", "of": [t], "name": "inner"})),
        ]
    };
    leaf(reads).prop_recursive(3, 12, 3, move |t| grow(t.boxed())).boxed()
}

/// A straight tree: its total is a weighted sum of what is counted.
pub fn straight() -> BoxedStrategy<Value> {
    let rate = prop_oneof![
        pounds().prop_map(|x| json!(x)),
        (pounds(), pounds()).prop_map(|(a, b)| json!({"by_band": {"a": a, "b": b}})),
    ];
    let leaf = prop_oneof![
        (pounds(), 0..40_u32).prop_map(|(x, m)| json!({"is": "Lump", "amount": x, "month": m})),
        (count(), rate).prop_map(|(m, r)| json!({"is": "PerUnit", "metric": m, "rate": r})),
        pounds().prop_map(|x| json!({"is": "Block", "amount": x})),
    ];
    let inner = leaf.prop_recursive(3, 10, 3, |t| {
        prop_oneof![
            prop::collection::vec(t.clone(), 0..4).prop_map(|l| json!({"is": "Sum", "of": l})),
            (share(), t.clone()).prop_map(|(x, t)| json!({"is": "Scale", "number": x, "of": t})),
            (0..8_u8, t.clone()).prop_map(|(m, t)| json!({"is": "Delay", "months": m, "of": t})),
            (0..4_u8, 0..4_u8, t.clone())
                .prop_map(|(n, every, t)| json!({"is": "Repeat", "times": n, "every": every, "of": t})),
            (share(), t).prop_map(|(s, t)| json!({"is": "Split", "from": {"council": s, "nhs": 1.0 - s}, "of": t})),
        ]
    });
    inner.boxed()
}

/// A payment that reads the money of those before it, or a bound that follows what was drawn.
pub fn reads_money() -> impl Strategy<Value = Value> {
    let money = json!({"is": "Money", "tag": "pay0"});
    let to_investor = json!({"is": "To", "to": "investor", "of": {"is": "PerUnit", "metric": {"is": "Count", "stage": "work"}, "rate": 900}});
    prop_oneof![
        Just(json!({"is": "Shape", "metric": money, "f": {"s0": 0.1}, "scope": "year"})),
        Just(
            json!({"is": "Clamp", "lo": 0, "hi": {"is": "Multiple", "of": 1.3}, "scope": "contract", "settle": "running", "of": to_investor})
        ),
        Just(json!({"is": "Clamp", "hi": {"is": "Hurdle", "party": "investor", "irr": 0.2}, "scope": "contract",
            "settle": "running", "of": to_investor})),
        Just(
            json!({"is": "Gate", "cond": {"is": ">=", "of": [money, 1000]}, "scope": "year", "of": {"is": "Lump", "amount": 50}})
        ),
        (0..5000_i32).prop_map(|keep| json!({"is": "Waterfall", "entity": "provider", "keep": keep, "tranches": [
            {"to": "investor", "up_to": {"is": "Owed", "party": "investor", "irr": 0.1}},
            {"to": {"provider": 0.5, "investor": 0.5}}]})),
    ]
}

/// Whose money is drawn, if anybody's.
pub fn finance() -> impl Strategy<Value = Option<Finance>> {
    let draw = prop_oneof![
        Just(Draw::Upfront),
        Just(Draw::AsNeeded),
        prop::collection::vec(0..900_i32, 0..5).prop_map(|l| Draw::Schedule(l.into_iter().map(f64::from).collect())),
    ];
    let entity = prop::sample::select(vec!["provider", "spv"]);
    let by = prop::sample::select(vec!["guarantor", "commissioner", "provider"]);
    let guarantee = (0..5_i32, prop::option::of(0..30_000_i32), by).prop_map(|(share, most, by)| Guarantee {
        share: f64::from(share) / 4.0,
        most: most.map(f64::from),
        by: by.into(),
    });
    let some = (entity, 0..50_000_i32, draw, 0..500_i32, 0..40_i32, prop::option::of(guarantee)).prop_map(
        |(entity, commitment, draw, floor, fees, guarantee)| Finance {
            entity: entity.into(),
            commitment: f64::from(commitment),
            draw,
            floor: f64::from(floor),
            fees: f64::from(fees),
            guarantee,
        },
    );
    prop::option::of(some)
}

/// A history: groups of two bands, with stages in order and breakdowns, events, days and costs.
pub fn path() -> impl Strategy<Value = Path> {
    let group = (0..40_u32, 0..2_usize, 0..400_u32, 0..6_u32, 0..6_u32, 0..4_u8, 0..60_i32);
    (1..30_u32, 1..15_u32, prop::collection::vec(group, 0..10)).prop_map(|(months, lag, rows)| {
        let mut path = Path { months, lag, bands: vec!["a".into(), "b".into()], ..Path::default() };
        let mut cost = vec![0.0; (months + lag) as usize];
        for (n, band, start, job, work, reached, x) in rows {
            let (start, n) = (start % months, f64::from(n));
            let last = start + lag;
            let at = [start + job, start + job + work, start + job + work + 1].map(|m| m.min(last));
            let mut stages = pbr::ordered::Map::new();
            for (i, stage) in ["job", "work", "stay"].iter().enumerate().take(reached.into()) {
                stages.insert((*stage).to_string(), vec![at[i]]);
            }
            if reached < 3 {
                stages.insert("left".into(), vec![at[usize::from(reached)]]);
                let after = ["start", "job", "work"][usize::from(reached)];
                stages.insert(format!("left({after})"), vec![at[usize::from(reached)]]);
            }
            let row = |units: f64| Row { start, month: at[0], units, band: Some(band) };
            path.events.entry("crime".into()).or_default().push(row(f64::from(x)));
            path.days.entry("start".into()).or_default().push(row(n * f64::from(x)));
            cost[start as usize] += n * 100.0;
            path.groups.push(Group { n, band: Some(band), start, stages });
        }
        path.money.insert("cost".into(), (0..).zip(cost).collect());
        path.count();
        path
    })
}
