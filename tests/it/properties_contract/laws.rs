//! Laws of the algebra (`model-spec.md` 2.2, 2.4, 2.5), pathwise.

use super::trees::{self, Reads};
use super::*;

fn clamp(lo: Option<f64>, hi: Option<f64>, scope: &Value, settle: (&str, bool), of: &Value) -> Value {
    json!({"is": "Clamp", "lo": lo, "hi": hi, "scope": scope, "settle": settle.0, "clawback": settle.1, "of": of})
}

fn lumps(accruals: &[i32]) -> Value {
    let lump = |(m, x)| json!({"is": "Lump", "amount": x, "month": m});
    json!({"is": "Sum", "of": accruals.iter().enumerate().map(lump).collect::<Vec<Value>>()})
}

fn any_settlement() -> impl Strategy<Value = (&'static str, bool)> {
    prop::sample::select(vec![("close", false), ("account", false), ("running", true), ("running", false)])
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn sums_commute_and_associate(
        a in trees::tree(Reads::Everything), b in trees::tree(Reads::Everything), c in trees::tree(Reads::Everything), path in trees::path()
    ) {
        let sum = |l: &[&Value]| json!({"is": "Sum", "of": l});
        let left = run(&sum(&[&sum(&[&a, &b]), &c]), &path);
        alike(&left, &run(&sum(&[&a, &sum(&[&b, &c])]), &path))?;
        alike(&left, &run(&sum(&[&c, &b, &a]), &path))?;
    }

    #[test]
    fn scale_distributes_over_sum(
        a in trees::tree(Reads::Everything), b in trees::tree(Reads::Everything), path in trees::path(),
        by in prop::sample::select(vec!["start", "event", "posting"])
    ) {
        let scale = |t: &Value| json!({"is": "Scale", "number": "$y", "by": by, "of": t});
        let outside = scale(&json!({"is": "Sum", "of": [a, b]}));
        let inside = json!({"is": "Sum", "of": [scale(&a), scale(&b)]});
        alike(&run(&outside, &path), &run(&inside, &path))?;
    }

    #[test]
    fn clamp_is_idempotent(
        t in trees::tree(Reads::Everything), path in trees::path(), scope in trees::scope(), settle in any_settlement(),
        lo in prop::option::of(0..3000_i32), more in prop::option::of(0..9000_i32)
    ) {
        let (lo, hi) = (lo.map(f64::from), more.map(|m| f64::from(lo.unwrap_or(0) + m)));
        let once = clamp(lo, hi, &scope, settle, &t);
        let twice = clamp(lo, hi, &scope, settle, &once);
        let (once, twice) = (run(&once, &path), run(&twice, &path));
        prop_assert!((total(&once) - total(&twice)).abs() <= 1e-9 * gross(&once), "{} {}", total(&once), total(&twice));
        alike(&once, &twice)?;
    }

    #[test]
    fn delay_and_scale_commute_unless_by_posting(
        t in trees::tree(Reads::Everything), path in trees::path(), by in prop::sample::select(vec!["start", "event"]), months in 0..20_u32
    ) {
        let delay = |t: &Value| json!({"is": "Delay", "months": months, "of": t});
        let scale = |t: &Value| json!({"is": "Scale", "number": "$y", "by": by, "of": t});
        alike(&run(&delay(&scale(&t)), &path), &run(&scale(&delay(&t)), &path))?;
    }

    #[test]
    fn close_and_account_come_to_the_same(
        t in trees::tree(Reads::Everything), other in trees::tree(Reads::Everything), path in trees::path(),
        metric in trees::metric(Reads::Everything), f in trees::clause(), cond in trees::cond(Reads::Everything),
        scope in trees::scope(), lo in 0..3000_i32, kind in 0..4_u8
    ) {
        let node = |settle: &str| {
            let mut node = match kind {
                0 => json!({"is": "Shape", "metric": metric, "f": f, "rate": 300}),
                1 => json!({"is": "Gate", "cond": cond, "of": t}),
                2 => json!({"is": "Clamp", "lo": lo, "hi": 4000, "of": t}),
                _ => json!({"is": "Max", "of": [t, other]}),
            };
            node["scope"] = scope.clone();
            node["settle"] = json!(settle);
            run(&node, &path)
        };
        let (close, account) = (node("close"), node("account"));
        let allowed = 1e-9 * gross(&close).max(gross(&account));
        prop_assert!((total(&close) - total(&account)).abs() <= allowed, "{} {}", total(&close), total(&account));
    }

    #[test]
    fn routes_share_out_all_of_it(t in trees::straight(), path in trees::path(), share in 0..=100_u8) {
        let s = f64::from(share) / 100.0;
        let routed = json!({"is": "Route", "from": {"council": s, "nhs": 1.0 - s}, "to": {"x": 0.25, "y": 0.75}, "of": t});
        let (plain, routed) = (run(&t, &path), run(&routed, &path));
        let part = |party: &str| -> f64 { flows(&routed).iter().filter(|(k, _)| k.0 == party || k.1 == party).map(|(_, x)| x).sum() };
        let (all, allowed) = (total(&plain), 1e-9 * gross(&plain));
        prop_assert!((total(&routed) - all).abs() <= allowed);
        for (party, want) in [("council", s * all), ("nhs", (1.0 - s) * all), ("x", 0.25 * all), ("y", 0.75 * all)] {
            prop_assert!((part(party) - want).abs() <= allowed, "{party}: {} {want}", part(party));
        }
    }

    #[test]
    fn the_outermost_route_wins(t in trees::tree(Reads::Everything), path in trees::path()) {
        let inner = json!({"is": "Route", "from": "nhs", "to": "x", "of": t});
        let both = json!({"is": "Route", "from": "council", "to": "y", "of": inner});
        let l = run(&both, &path);
        prop_assert!(flows(&l).keys().all(|(from, to, _)| from == "council" && to == "y"));
    }

    #[test]
    fn i16_caps_and_floors_are_monotone(
        t in trees::tree(Reads::Everything), path in trees::path(), scope in trees::calendar(), hi in -500..8000_i32, more in 0..4000_i32,
        settle in prop::sample::select(vec![("close", false), ("account", false), ("running", true)])
    ) {
        let hi = f64::from(hi);
        let of = |lo, hi| run(&clamp(lo, hi, &scope, settle, &t), &path);
        let (free, capped, loose) = (run(&t, &path), of(None, Some(hi)), of(None, Some(hi + f64::from(more))));
        let floored = of(Some(hi), None);
        let slack = 1e-9 * gross(&free).max(gross(&floored));
        prop_assert!(total(&capped) <= total(&free) + slack, "a cap raised {} to {}", total(&free), total(&capped));
        prop_assert!(total(&capped) <= total(&loose) + slack, "a looser cap lowered {}", total(&capped));
        prop_assert!(total(&floored) >= total(&free) - slack, "a floor lowered {} to {}", total(&free), total(&floored));
    }

    #[test]
    fn i17_running_totals(accruals in prop::collection::vec(-500..900_i32, 1..30), lo in 0..500_i32, more in 0..3000_i32) {
        let path = Path { months: accruals.len() as u32, ..Path::default() };
        let (lo, hi) = (f64::from(lo), f64::from(lo + more));
        let bounded = |clawback| run(&clamp(Some(lo), Some(hi), &json!("contract"), ("running", clawback), &lumps(&accruals)), &path);
        let earned: f64 = accruals.iter().map(|x| f64::from(*x)).sum();
        close(total(&bounded(true)), earned.max(lo).min(hi), 1e-9)?;
        let kept = flows(&bounded(false));
        prop_assert!(kept.values().all(|x| *x >= -1e-9), "{kept:?}");
        prop_assert!(kept.values().sum::<f64>() <= hi + 1e-9);
    }

    #[test]
    fn i18_ramp(path in trees::path(), share in 0..=10_u8, price in 1..90_000_i32, years in 1..4_u32) {
        let mut path = path;
        (path.months, path.lag) = (12 * years, 0);
        path.groups.retain(|g| g.start < 12 * years);
        path.tally = pbr::ordered::Map::new();
        path.count();
        let starts: f64 = path.groups.iter().map(|g| g.n).sum();
        let ramp = |share: f64, metric: Value, reference: f64| {
            total(&run(&json!({"is": "Ramp", "share": share, "price": price, "reference": reference, "metric": metric}), &path))
        };
        let whole = f64::from(price) * f64::from(years);
        close(ramp(0.0, json!({"is": "Count", "stage": "work"}), 17.0), whole, 1e-12)?;
        // a metric that stands at its reference every year
        close(ramp(f64::from(share) / 10.0, json!(40), 40.0), whole, 1e-12)?;
        // and off it: half the results, half of what rides on them
        let w = f64::from(share) / 10.0;
        let some = ramp(w, json!({"is": "Count", "stage": "start"}), 50.0);
        close(some, (1.0 - w) * whole + w * f64::from(price) * starts / 50.0, 1e-9)?;
    }
}
