//! Chances where help or a baseline is itself uncertain: against slow, plain sums and against drawn futures.

use crate::scenarios::{envelope, evaluate};
use pbr::answer::Outcome;
use pbr::num::normal;
use pbr::num::pmf::Pmf;
use pbr::outcomes::exact::p_given;
use pbr::unsure::ERROR;
use serde_json::{Value, json};

/// Means over a standard normal deviate, plainly: Simpson's rule on a grid far finer than anything moves.
fn mean(f: &dyn Fn(f64) -> f64, halves: i32) -> f64 {
    let h = 7.0 / f64::from(halves);
    let at = |i: i32| {
        let u = f64::from(i) * h;
        let weight = if i.abs() == halves {
            1.0
        } else if (i + halves) % 2 == 1 {
            4.0
        } else {
            2.0
        };
        weight * h / 3.0 * normal::pdf(u) * f(u)
    };
    (-halves..=halves).map(at).sum()
}

/// One group in one month, who cost so much in all.
fn draft(n: u32, [p0, p]: [f64; 2], pay: Value, cost: u32, world: Value) -> Value {
    let people = json!([{"id": "g", "name": "people", "stream": 1, "referrals": n,
        "delivery": {"success": {"given": {"p": p, "p0": p0}}}}]);
    let mut draft = envelope(people, json!([{"name": "Results", "pay": pay}]), 1, 12);
    draft["scenarios"][0]["provider"] = json!({"total_cost": cost});
    draft["scenarios"][0]["world"] = world;
    draft
}

fn each(price: u32) -> Value {
    json!({"is": "PerUnit", "metric": {"is": "Count", "stage": "success"}, "rate": price})
}

/// So much for each success more than others had, and nothing back if they had more.
fn net(price: u32, baseline: Value) -> Value {
    json!({"is": "Shape", "metric": {"is": "Net", "stage": "success", "baseline": baseline},
        "f": {"s0": 0, "knots": [[0, 1, 0]]}, "rate": price})
}

fn value(o: &Outcome, id: &str) -> f64 {
    o.values.get(id).unwrap_or_else(|| panic!("{id}"))
}

fn near(what: &str, got: f64, want: f64) {
    assert!((got - want).abs() <= ERROR, "{what}: {got}, not {want}");
}

/// P(loss) of `n` people with chance `p` who are worth £1,000 each, at a cost.
fn loses(n: u32, p: f64, cost: f64) -> f64 {
    Pmf::binomial(f64::from(n), p).values().filter(|(y, _)| *y as f64 * 1000.0 <= cost - 0.005).map(|(_, c)| c).sum()
}

#[test]
fn help_that_may_achieve_less_is_summed_out() {
    for (n, spread, rho, cost) in [(200, 0.3, 0.0, 80_000), (60, 0.8, 0.0, 25_000), (200, 0.25, 0.03, 85_000)] {
        let world = json!({"effect_spread": spread, "rho": rho});
        let (_, o) = evaluate(&draft(n, [0.3, 0.45], each(1000), cost, world));
        let given_effect = |u: f64| {
            let p = (0.3 + (1.0 + spread * u).max(0.0) * 0.15).min(1.0);
            match rho {
                0.0 => loses(n, p, f64::from(cost)),
                _ => mean(&|z| loses(n, p_given(p, rho, z), f64::from(cost)), 60),
            }
        };
        near("loss", value(&o, "loss_chance"), mean(&given_effect, 200));
        let expected = |u: f64| 1000.0 * f64::from(n) * (0.3 + (1.0 + spread * u).max(0.0) * 0.15).min(1.0);
        let paid = mean(&expected, 2000);
        assert!((value(&o, "paid") - paid).abs() < 1e-3 * paid, "{} {paid}", value(&o, "paid"));
        assert!(o.notes.contains(&"note.unsure"));
    }
}

#[test]
fn a_baseline_seen_on_few_is_summed_out() {
    let (n, m, cost) = (150_u32, 200.0, 20_000_u32);
    // the error of the past is its own, and the year of the people served acts on them alone
    for rho in [0.0, 0.02] {
        let pay = net(1000, json!({"is": "Historic", "b": 0.3, "m": m}));
        let (_, o) = evaluate(&draft(n, [0.3, 0.45], pay, cost, json!({"rho": rho})));
        let loss = |base: f64, p: f64| -> f64 {
            let short = |y: i64| ((y as f64 - f64::from(n) * base) * 1000.0).max(0.0) <= f64::from(cost) - 0.005;
            Pmf::binomial(f64::from(n), p).values().filter(|(y, _)| short(*y)).map(|(_, c)| c).sum()
        };
        let base = |u: f64| (0.3 + (0.3_f64 * 0.7 / m).sqrt() * u).max(0.0);
        let over_year = |u: f64| match rho {
            0.0 => loss(base(u), 0.45),
            _ => mean(&|z| loss(base(u), p_given(0.45, rho, z)), 60),
        };
        // the plain sum has a step at each count, so its grid is fine
        near("loss", value(&o, "loss_chance"), mean(&over_year, if rho == 0.0 { 20_000 } else { 1000 }));
    }
}

#[test]
fn a_comparison_group_is_summed_out() {
    let (n, m, cost) = (120_u32, 150.0, 12_000_u32);
    let pay = net(1000, json!({"is": "Concurrent", "b": 0.3, "m": m}));
    let (_, o) = evaluate(&draft(n, [0.3, 0.45], pay.clone(), cost, json!({"rho": 0})));
    let loss = {
        let error = (0.3_f64 * 0.7 / m).sqrt();
        let law = Pmf::binomial(f64::from(n), 0.45);
        // given the count the comparison group decides, and that is normal: no second sum is needed
        let short = |y: i64| {
            let most = (y as f64 - (f64::from(cost) - 0.005) / 1000.0) / f64::from(n);
            if most < 0.0 { 1.0 } else { 1.0 - normal::cdf((most - 0.3) / error) }
        };
        law.values().map(|(y, c)| c * short(y)).sum()
    };
    near("loss", value(&o, "loss_chance"), loss);
    // a year that both meet would need a law for each of its values and each of theirs
    let (_, o) = evaluate(&draft(n, [0.3, 0.45], pay, cost, json!({"rho": 0.05})));
    assert!(o.law.is_none());
}

#[test]
fn what_is_worked_out_agrees_with_what_is_drawn() {
    let pays = [
        each(1000),
        net(1200, json!({"is": "Historic", "b": 0.3, "m": 300})),
        net(1200, json!({"is": "Concurrent", "b": 0.3, "m": 300})),
    ];
    for (i, pay) in pays.into_iter().enumerate() {
        let cost = [80_000, 25_000, 25_000][i];
        let world = [json!({"effect_spread": 0.3, "rho": 0.02}), json!({"rho": 0.02}), json!({"rho": 0})];
        let (s, o) = evaluate(&draft(200, [0.3, 0.45], pay, cost, world[i].clone()));
        let mut drawing = o.drawing(&s);
        drawing.draw(4096);
        let sum = drawing.summary();
        for id in ["loss_chance", "worst_margin", "paid", "margin"] {
            let Some(got) = sum.leaves.get(id) else { continue };
            let error = sum.errors.get(id).copied().expect("error");
            // two standard errors are told; four are allowed
            let room = 2.0 * error + 3e-4 * got.abs().max(1.0);
            assert!((got - value(&o, id)).abs() <= room, "{i} {id}: {got} ± {error}, {}", value(&o, id));
        }
        // and what is worked out is not counted anew
        let drawn = o.with(sum);
        assert_eq!(drawn.values.get("loss_chance"), o.values.get("loss_chance"));
        assert!(!drawn.sampled.contains_key("loss_chance") && !drawn.sampled.contains_key("worst_margin"));
    }
}

#[test]
fn what_is_certain_moves_no_bit() {
    let at = |world: Value, pay: Value| evaluate(&draft(200, [0.3, 0.45], pay, 80_000, world)).1;
    let (plain, none) =
        (at(json!({"rho": 0.02}), each(1000)), at(json!({"rho": 0.02, "effect_spread": 0}), each(1000)));
    for id in ["loss_chance", "worst_margin", "paid"] {
        assert_eq!(value(&plain, id).to_bits(), value(&none, id).to_bits(), "{id}");
    }
    // and the limit is reached from the other side
    let little = at(json!({"rho": 0.02, "effect_spread": 1e-7}), each(1000));
    assert!((value(&little, "loss_chance") - value(&plain, "loss_chance")).abs() < 1e-6);
    let known = net(1000, json!(0.3));
    let seen = net(1000, json!({"is": "Historic", "b": 0.3, "m": 1e12}));
    let (known, seen) = (at(json!({"rho": 0.02}), known), at(json!({"rho": 0.02}), seen));
    assert!((value(&known, "loss_chance") - value(&seen, "loss_chance")).abs() < 1e-4);
}

#[test]
fn what_would_take_too_long_is_drawn() {
    let world = || json!({"rho": 0.05, "effect_spread": 0.3});
    let (s, o) = evaluate(&draft(3900, [0.3, 0.45], each(1000), 1_600_000, world()));
    assert!(o.law.is_none() && o.values.get("loss_chance").is_none());
    let mut drawing = o.drawing(&s);
    drawing.draw(256);
    let drawn = o.with(drawing.summary());
    assert!(drawn.values.get("loss_chance").is_some() && drawn.sampled.contains_key("loss_chance"));
}
