//! Ledgers: no money is invented, none is lost, all of it is finite, and it scales.

use super::trees::{self, Reads};
use super::*;
use pbr::contract::finance::CALLED;
use pbr::contract::settle::WORLD;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn i01_every_pound_has_a_sender_and_a_receiver(
        tree in trees::tree(Reads::Everything), more in trees::reads_money(), path in trees::path(), finance in trees::finance()
    ) {
        let l = run_all(&[tree, more], &path, finance.as_ref());
        for e in &l.entries {
            prop_assert!(e.amount.is_finite() && e.from < l.parties.len() && e.to < l.parties.len());
        }
        for month in l.entries.iter().map(|e| e.month).collect::<BTreeSet<_>>() {
            let of_month: Vec<_> = l.entries.iter().filter(|e| e.month == month).copied().collect();
            let (net, sum) = pbr::contract::finance::positions(&l.parties, &of_month);
            prop_assert!(net.iter().all(|x| x.is_finite()) && sum.abs() <= 1e-9 * gross(&l), "month {month}: {sum}");
        }
    }

    #[test]
    fn i02_what_all_parties_have_together_is_free_of_the_contract(
        tree in trees::tree(Reads::Everything), more in trees::reads_money(), path in trees::path(), finance in trees::finance()
    ) {
        let l = run_all(&[tree, more], &path, finance.as_ref());
        let service: f64 = path.money.get("cost").expect("costs").iter().map(|(_, x)| x).sum();
        // the vehicle costs money in every month that anything can be settled in
        let cost = service + finance.as_ref().map_or(0.0, |f| f.fees * f64::from(path.last() + 1));
        let (net, _) = pbr::contract::finance::positions(&l.parties, &l.entries);
        let inside: f64 = l.parties.iter().zip(&net).filter(|(p, _)| *p != WORLD).map(|(_, x)| x).sum();
        prop_assert!((inside + cost).abs() <= 1e-9 * gross(&l), "{inside} against -{cost}");
    }

    #[test]
    fn a_guarantee_adds_what_it_promises_and_nothing_else(
        tree in trees::tree(Reads::Everything), more in trees::reads_money(), path in trees::path(), finance in trees::finance()
    ) {
        let Some(finance) = finance else { return Ok(()) };
        let l = run_all(&[tree.clone(), more.clone()], &path, Some(&finance));
        let none = run_all(&[tree, more], &path, Some(&Finance { guarantee: None, ..finance.clone() }));
        let called = pbr::money::tagged(&l, CALLED);
        prop_assert_eq!(&l.entries[..none.entries.len()], &none.entries[..]);
        prop_assert!(l.entries.len() <= none.entries.len() + 1);
        let Some(g) = finance.guarantee else { prop_assert_eq!(called, 0.0); return Ok(()) };
        let (drawn, back) = (pbr::money::tagged(&none, "drawn"), pbr::money::received(&none, "investor"));
        let want = (g.share * drawn - back).max(0.0).min(g.most.unwrap_or(f64::INFINITY));
        prop_assert!((called - want).abs() <= 1e-9 * gross(&l), "{called}, not {want}");
    }

    #[test]
    fn i03_money_scales(tree in trees::tree(Reads::Everything), path in trees::path(), power in -3..4_i32) {
        let s = [0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1000.0][(power + 3) as usize];
        let (a, mut b) = (run(&tree, &path), run(&in_units_of(&tree, s), &path));
        b.entries.iter_mut().for_each(|e| e.amount /= s);
        alike(&a, &b)?;
    }

    #[test]
    fn a_straight_tree_pays_what_a_straight_reading_says(tree in trees::straight(), path in trees::path()) {
        let l = run(&tree, &path);
        let want = read_straight(&tree, &path);
        let mut got: BTreeMap<u32, f64> = BTreeMap::new();
        flows(&l).into_iter().for_each(|((_, _, m), x)| *got.entry(m).or_default() += x);
        for m in want.keys().chain(got.keys()) {
            let (g, w) = (got.get(m).copied().unwrap_or(0.0), want.get(m).copied().unwrap_or(0.0));
            prop_assert!((g - w).abs() <= 1e-9 * gross(&l), "month {m}: {g} against {w}");
        }
    }

    #[test]
    fn random_trees_fit_the_schema(tree in trees::tree(Reads::Everything), more in trees::reads_money()) {
        prop_assert_eq!(crate::schema::misfit_of("pay", &tree), None);
        prop_assert_eq!(crate::schema::misfit_of("pay", &more), None);
    }
}

/// The same contract with every sum of money in it in another unit.
fn in_units_of(tree: &Value, s: f64) -> Value {
    const MONEY: [&str; 11] = ["amount", "rate", "lo", "hi", "price", "value", "cap", "own", "other", "keep", "up_to"];
    match tree {
        Value::Array(l) => l.iter().map(|t| in_units_of(t, s)).collect(),
        Value::Object(map) => {
            let is = map.get("is").and_then(Value::as_str).unwrap_or("");
            // the value of a saved unit makes £ out of units; here it is a metric like any other
            let money = |k: &str| MONEY.contains(&k) && is != "Saving";
            let one = |(k, v): (&String, &Value)| {
                let scaled = money(k) && !v.is_null();
                (k.clone(), if scaled { json!({"is": "*", "of": [s, v]}) } else { in_units_of(v, s) })
            };
            Value::Object(map.iter().map(one).collect())
        }
        other => other.clone(),
    }
}

/// What a straight tree pays by month, read off its definition without the engine.
fn read_straight(tree: &Value, path: &Path) -> BTreeMap<u32, f64> {
    let number = |k: &str| tree[k].as_f64().expect("number");
    let mut out: BTreeMap<u32, f64> = BTreeMap::new();
    match tree["is"].as_str().expect("is") {
        "Lump" => *out.entry(number("month") as u32).or_default() += number("amount"),
        "Block" => out.extend((0..path.months).map(|m| (m, number("amount")))),
        "PerUnit" => {
            let stage = tree["metric"]["stage"].as_str().expect("stage");
            for g in &path.groups {
                let band = path.bands[g.band.expect("band")].as_str();
                if tree["metric"].get("band").is_some_and(|b| b != band) {
                    continue;
                }
                let rate = tree["rate"].as_f64().or_else(|| tree["rate"]["by_band"][band].as_f64()).expect("rate");
                let when =
                    if stage == "start" { vec![g.start] } else { g.stages.get(stage).cloned().unwrap_or_default() };
                when.iter().for_each(|m| *out.entry(*m).or_default() += g.n * rate);
            }
        }
        "Sum" => {
            for part in tree["of"].as_array().expect("list") {
                read_straight(part, path).into_iter().for_each(|(m, x)| *out.entry(m).or_default() += x);
            }
        }
        is => {
            for (m, x) in read_straight(&tree["of"], path) {
                match is {
                    "Scale" => *out.entry(m).or_default() += x * number("number"),
                    "Delay" => *out.entry(m + number("months") as u32).or_default() += x,
                    "Repeat" => {
                        for i in 0..number("times") as u32 {
                            *out.entry(m + i * number("every") as u32).or_default() += x;
                        }
                    }
                    _ => *out.entry(m).or_default() += x,
                }
            }
        }
    }
    out
}
