//! Back-tests hold as they ship, and fail when what they test is broken.

use pbr::backtest::{self, Row};
use pbr::json::Node;
use pbr::library;
use pbr::reply::Unit;
use pbr::value::Status::{Calculated, Published, Secondary};
use pbr::words::{Lang, number};

fn shipped(id: &str) -> Option<Node> {
    Node::parse(library::find(id)?.text).ok()
}

fn failing(rows: &[Row], id: &str) -> usize {
    rows.iter().filter(|r| r.id == id && !r.verdict).count()
}

#[test]
fn every_back_test_holds_within_its_tolerance() {
    let rows = backtest::run();
    for r in &rows {
        assert!(r.verdict, "{} {}: {:?}, published {}", r.id, r.check, r.calculated, r.published_text);
        assert!(r.calculated.map_or(r.calculated_text == "undefined", f64::is_finite), "{} {}", r.id, r.check);
        assert!(["A", "B", "C", "R"].contains(&r.strength.as_str()), "{} {}", r.id, r.strength);
        // worked out by us, or published by somebody: what is remembered or invented is no record
        assert!(r.status.is_none_or(|s| matches!(s, Published | Secondary | Calculated)), "{} {}", r.id, r.check);
        assert_eq!(r.status == Some(Calculated), r.status.is_some() && r.published_text.ends_with(", derived"));
        for words in [&r.id, &r.check, &r.claim, &r.published_text, &r.calculated_text, &r.tolerance, &r.why] {
            assert!(!words.is_empty(), "{} {}: something is not said", r.id, r.check);
        }
    }
    let mut ids: Vec<&str> = rows.iter().map(|r| r.id.as_str()).collect();
    ids.dedup();
    assert_eq!(
        ids,
        [
            "WP-B", "WP-D", "WP-E", "WP-F", "WP-G", "WP-I", "WP-K", "PB-1", "PB-2", "PB-3", "DON-1", "BT-D2", "BT-L1",
            "BT-L2", "BT-W1", "BT-W2", "BT-W4", "BT-T1", "BT-T3", "BT-T4", "BT-T6", "BT-Y1", "BT-Y2", "BT-Y3", "LON-1",
            "BID-1"
        ]
    );
}

#[test]
fn values_are_those_of_the_fact_file() {
    let rows = backtest::run();
    let of = |id: &str| rows.iter().filter(|r| r.id == id).filter_map(|r| r.calculated).collect::<Vec<_>>();
    let check = |id: &str, want: &[f64], within: f64| {
        let got = of(id);
        assert_eq!(got.len(), want.len(), "{id}");
        for (g, w) in got.iter().zip(want) {
            assert!((g - w).abs() <= within * w.abs().max(1e-9), "{id}: {g} against {w}");
        }
    };
    check("WP-B", &[18.0, 13.0, 11.0, 8.0, 5.0, 1.0, 0.0], 0.0);
    check("WP-D", &[488.5e6, 505.6e6, 478.7e6], 0.001);
    check("WP-E", &[0.055, 0.165, 0.275, 0.33, 0.44], 1e-12);
    check("WP-F", &[0.056, 0.073, 1.4706, 480_000.0, 0.0], 0.001);
    check("WP-I", &[0.0353, 0.1185, 0.0335], 0.001);
    let earned = [1080.0, 1089.0, 749.0, 546.0, 442.0, 649.0, 605.0, 4960.0, 0.22, 11_196.0, 0.097];
    let per_group = &of("WP-G")[..earned.len()];
    assert!(per_group.iter().zip(earned).all(|(g, w)| (g / w - 1.0).abs() < 0.004), "{per_group:?}");
    let crc = [51_300.0, 49_032.0, 2268.0, 0.021, 215_460.0, 230_450.4, 14_990.4, 0.069_574, 199.5, 213.38];
    check("BT-T1", &[&crc[..], &[2_268_000.0, -1_499_040.0]].concat(), 1e-5);
    check("BT-W1", &[3810.0, 4395.0, 6600.0, 6600.0, 3700.0], 1e-12);
    check("BT-T4", &[1e6, 1.0 / 11.0, 1.5e6, 1.5 / 11.0], 1e-12);
    check("LON-1", &[5783.13, 6016.85, 0.270_833], 1e-5);
    check("PB-2", &[5.75e6, 5.796_370e6, 5.711_333e6], 1e-6);
    check("PB-3", &[-0.068_966, 0.144_928, -0.186_818, -0.083_871, 0.0, 3_612_320.0, 0.0], 1e-5);
    check("DON-1", &[0.0, 1_666_666.67, 1_666_666.67, 2e6, 0.66], 1e-8);
    check("BT-D2", &[0.029, 2e6], 1e-12);
    check("BT-L1", &[150_000.0, 150_000.0, 150_000.0, 0.0, 0.0, 80_000.0], 1e-12);
    check("BT-L2", &[0.0, 2.5, 7.5, 17.5, 17.5, 0.0, 2.5, 5.0, 10.0, 10.0, 5.0, 15.0], 1e-12);
    check("BT-W4", &[6600.0, 6100.0, 5600.0], 1e-12);
    let lines = of("BT-W2");
    assert_eq!(lines.len(), 11);
    // the incentive pays too, £1,000 each
    assert_eq!(lines[..2], [320.0 * (300.0 + 3410.0 + 1000.0), 672.0 * (300.0 + 3995.0 + 1000.0)]);
    assert_eq!((lines[..9].iter().sum::<f64>(), lines[10]), (lines[9], 0.0));
    let band = [1285.714, 5142.857, 0.0, 102_857.1, 0.0, 35_228.6, 0.0, 70_457.1, 0.0, 102_857.1];
    check("BT-T3", &band, 1e-5);
    check("BT-T6", &[21.0, 0.0], 0.0);
    check("BT-Y1", &[0.0, 0.0], 0.0);
    check("BT-Y2", &[0.0, 100_000.0], 0.0);
    check("BT-Y3", &[0.09, -0.134_328, 42_000.0, 9000.0], 1e-5);
    check("BID-1", &[0.731_579, 0.268_421, 0.520_548, 0.128_421, -0.252_127, -0.228_421], 1e-5);
    let pb = of("PB-1");
    assert!((pb[0] - 13.0 / 155.0).abs() < 1e-12 && pb[1] == 0.0 && (pb[2] - 0.0904).abs() < 5e-5, "{pb:?}");
}

/// The data with other numbers in some places of one back-test, and without the others.
fn changed(id: &str, changes: &[(&str, f64)]) -> Node {
    let mut data = backtest::data();
    let Some(Node::List(tests)) = data.at_mut("tests") else { panic!("a list") };
    tests.retain(|t| t.get("id").and_then(Node::text) == Some(id));
    assert_eq!(tests.len(), 1, "{id}");
    for (path, new) in changes {
        let path = format!("tests[0].{path}");
        assert!(data.at(&path).and_then(Node::number).is_some_and(|old| old != *new), "{path}");
        data.set(&path, Node::Number(*new));
    }
    data
}

/// Changes one place of the data and counts the checks of that back-test that then fail.
fn broken(id: &str, path: &str, new: f64) -> usize {
    failing(&backtest::run_on(&changed(id, &[(path, new)]), &shipped), id)
}

#[test]
fn a_changed_input_breaks_the_test_that_rests_on_it() {
    assert_eq!(broken("WP-B", "inputs.lag.v", 1.0), 2, "payable two weeks sooner: 12 and 2 instead of 11 and 1");
    assert!(broken("WP-B", "inputs.every.v", 5.0) >= 4);
    assert_eq!(broken("WP-B", "inputs.cap13.v", 12.0), 1);
    assert_eq!(broken("WP-B", "inputs.w4.v", 34.0), 1);
    assert_eq!(broken("WP-D", "inputs.jsa.v", 500.0), 2, "14% and 15% above; years from April stay within 12%");
    assert_eq!(broken("WP-D", "inputs.second.v", 0.5), 3);
    assert_eq!(broken("WP-E", "inputs.factor.v", 1.12), 5);
    assert_eq!(broken("WP-F", "inputs.fall.v", 0.3), 2, "1/(1 − .3) = 1.43, and 38.6% is below 39%");
    assert_eq!(broken("WP-F", "inputs.above.v", 1.5), 2);
    assert_eq!(broken("WP-F", "inputs.rate.v", 0.4), 1, "then the cohort itself passes");
    assert_eq!(broken("WP-I", "inputs.referred.v", 837_000.0), 2);
    assert_eq!(broken("WP-G", "inputs.rate_2014.v", 0.08), 3, "£397 is 28% below £550");
    assert_eq!(broken("WP-G", "inputs.rate_new.v", 0.22), 2, "then it earns more than the easiest group");
    assert_eq!(broken("WP-G", "inputs.rate25.v", 0.3), 4, "and would be flagged, as at 60% of the payments");
    assert_eq!(broken("WP-K", "inputs.reached.v", 0.1), 2, "a few additional outcomes, each at a price");
    assert_eq!(broken("WP-K", "inputs.reached.v", 0.092), 1, "none, and still no price for one");
    assert_eq!(broken("BT-T1", "inputs.n.v", 100_000.0), 6, "what is counted, not what is shared or signed");
    assert_eq!(broken("BT-T1", "inputs.each1.low", 4.6), 1, "the lower end of the range");
    assert_eq!(broken("BT-T1", "inputs.each1.v", 4.1), 12, "outside its own range it is no input");
    let share = |x: f64| [("inputs.rate1.v", x), ("inputs.rate1.low", x), ("inputs.rate1.high", x)];
    let contracts = |x: f64| {
        let rows = backtest::run_on(&changed("BT-T1", &share(x)), &shipped);
        rows.into_iter().filter(|r| r.check.starts_with("Paid on")).map(|r| r.calculated_text).collect::<Vec<_>>()
    };
    assert_eq!(contracts(0.48), ["deducts (−£540,000)", "deducts (−£2.82m)"], "a significant rise is taken back");
    assert_eq!(contracts(0.474), ["pays nothing (£0)", "deducts (−£2.51m)"], "a fall that chance explains is not paid");
    assert_eq!(contracts(0.4), ["pays (£8.10m)", "pays (£1.24m)"]);
    assert_eq!(broken("PB-1", "inputs.seen.v", 1.39), 3, "10.3% would have paid at once, and moved the pool");
    assert_eq!(broken("PB-1", "inputs.fall2.v", 0.06), 2, "7.2% over all does not pay");
    assert_eq!(broken("PB-2", "inputs.rate.v", 0.05), 3, "5% a year is 9% above at least");
    assert_eq!(broken("PB-2", "inputs.years.v", 7.0), 1);
    assert_eq!(broken("PB-3", "inputs.hurdle.v", 0.06), 2, "a hurdle that all three pass");
    assert_eq!(broken("PB-3", "inputs.hurdle.v", 0.2), 1, "a hurdle that none passes");
    assert_eq!(broken("PB-3", "inputs.national1.v", 0.69), 3, "with no trend elsewhere nothing is left to dispute");
    assert_eq!(broken("DON-1", "inputs.target.v", 6.0), 2, "and the part of the target that 3.3 points are");
    assert_eq!(broken("DON-1", "inputs.target.v", 3.0), 4, "met, nothing is repaid, and 3.3 points are 110% of it");
    assert_eq!(broken("DON-1", "inputs.years.v", 25.0), 1, "£1.0m is not within a fifth of £1.67m");
    assert_eq!(broken("BT-D2", "inputs.target.v", 2.8), 1);
    assert_eq!(
        broken("BT-T3", "inputs.alpha.v", 0.2),
        4,
        "1.28 s.d. instead of 1.96, and 0.84 on one side: all are paid"
    );
    assert_eq!(broken("BT-T3", "inputs.n.v", 54_000.0), 4, "half the people: 3.86 and 1.93 points");
    assert_eq!(broken("BT-T3", "inputs.two.v", 0.48), 2, "a rise is not paid");
    assert_eq!(broken("BT-T6", "inputs.again.v", 2500.0), 1, "46.8% is no significant fall");
    assert_eq!(broken("BT-T6", "inputs.again.v", 2800.0), 2, "49.6% is a significant rise");
    assert_eq!(broken("BT-Y1", "inputs.target.v", 0.36), 1, "35% on average is short of it");
    assert_eq!(broken("BT-Y1", "inputs.year2.v", 0.1), 2, "9% less over both years is a miss");
    assert_eq!(broken("BT-Y1", "inputs.year2.v", 0.0), 1, "14% less over both years, and a miss of the harder target");
    assert_eq!(broken("BT-Y2", "inputs.year1.v", -0.01), 1, "who stays and misses repays all");
    assert_eq!(broken("BT-Y2", "inputs.year1.v", -0.35), 1, "10.5% less over both years is no miss");
    assert_eq!(broken("BT-Y3", "inputs.everywhere.v", 0.35), 3, "7 and 10.8 points, and £7,000");
    assert_eq!(broken("BID-1", "inputs.actual.v", 0.34), 3, "11% short is less than any published");
    assert_eq!(broken("BID-1", "inputs.discount.v", 0.2), 0, "the discount cancels");
    assert_eq!(broken("BT-L1", "inputs.manchester.v", 9.9), 1, "short of the threshold");
    assert_eq!(broken("BT-L1", "inputs.croydon.v", 10.0), 1, "at least the threshold is enough");
    assert_eq!(broken("BT-L1", "inputs.threshold.v", 25.0), 4);
    assert_eq!(broken("BT-L1", "inputs.all.v", 8.0), 1, "the mean of the five falls, if they were of one size");
    assert_eq!(broken("BT-L2", "inputs.adult.v", 4.0), 6, "4.9% is paid in both readings; of half, no more is paid");
    assert_eq!(broken("BT-L2", "inputs.youth.v", 12.0), 2);
    assert_eq!(broken("BT-L2", "inputs.half.v", 0.4), 10);
    assert_eq!(broken("BT-L2", "inputs.limit_a.v", 25.0), 1, "30% alone lies beyond");
    assert_eq!(broken("BT-L2", "inputs.limit_b.v", 15.0), 2);
    assert_eq!(broken("BT-W4", "inputs.price.v", 2000.0), 2);
    assert_eq!(broken("BT-W4", "inputs.price.v", 6000.0), 2, "then work is the smaller, and is halved");
    assert_eq!(broken("BT-W4", "inputs.most.v", 900.0), 1, "and so if work were thought to pay less");
    assert_eq!(broken("BT-W4", "inputs.attach.v", 300.0), 2, "the scheme as it ships pays 400");
    assert_eq!(broken("BT-T4", "inputs.fee.v", 9.9e6), 2);
    assert_eq!(broken("LON-1", "inputs.half.v", 416.0), 1);
}

#[test]
fn a_changed_scheme_breaks_the_test_that_settles_it() {
    let with = |scheme: &'static str, path: &'static str, new: f64| {
        move |id: &str| {
            let mut draft = shipped(id)?;
            if id == scheme {
                assert!(draft.at(path).and_then(Node::number).is_some_and(|old| old != new), "{path}");
                draft.set(path, Node::Number(new));
            }
            Some(draft)
        }
    };
    let data = backtest::data();
    let pay = "scenarios[0].contracts[0].payments";
    let fails = |id: &str, schemes: backtest::Schemes| failing(&backtest::run_on(&data, schemes), id);
    let rate: &'static str = format!("{pay}[1].pay.rate.by_band.jsa_18_24.v").leak();
    assert_eq!(fails("BT-W1", &with("work_programme", rate, 1201.0)), 1);
    let sustained: &'static str = format!("{pay}[2].pay.rate.by_band.jsa_early.v").leak();
    assert_eq!(fails("BT-W1", &with("work_programme", sustained, 251.0)), 1);
    let joining: &'static str = format!("{pay}[0].pay.number.by_year[0].v").leak();
    assert_eq!(fails("BT-W1", &with("work_programme", joining, 0.75)), 5);
    let hurdle: &'static str = format!("{pay}[0].pay.of.of.h_cohort.v").leak();
    assert_eq!(fails("PB-1", &with("peterborough", hurdle, 0.08)), 2, "8.4% would have paid early, and alone");
    let pool: &'static str = format!("{pay}[0].pay.of.of.h_pool.v").leak();
    assert_eq!(fails("PB-1", &with("peterborough", pool, 0.095)), 2);
    let prison: &'static str = format!("{pay}[2].pay.rate.by_band.jsa_prison.v").leak();
    assert_eq!(fails("BT-W4", &with("work_programme", prison, 195.0)), 1, "£5,500 in all");
    // a scheme that is not there, or does not read, is no result
    assert_eq!(fails("BT-W1", &|_| None), 5);
    let negative: &'static str = "scenarios[0].people[0].referrals.v";
    assert_eq!(fails("BT-W1", &with("work_programme", negative, -1.0)), 5);
}

#[test]
fn a_report_that_does_not_add_up_is_found() {
    // a line that is counted twice, and one that is left out
    let mut data = backtest::data();
    let Some(Node::List(tests)) = data.get("tests") else { panic!("a list") };
    let i = tests.iter().position(|t| t.get("id").and_then(Node::text) == Some("BT-W2")).expect("id");
    let line = format!("tests[{i}].checks[9].how.settle.path.people[8]");
    assert!(data.set(&line, Node::Text("@esa_new".into())));
    assert_eq!(failing(&backtest::run_on(&data, &shipped), "BT-W2"), 1);
    // a cap on all groups together is no sum of lines: each alone stays below it
    let capped = |id: &str| {
        let mut draft = shipped(id)?;
        let at = "scenarios[0].contracts[0].payments[2].pay";
        let lines = draft.at(at)?.to_string();
        let cap = format!("{{\"is\": \"Clamp\", \"hi\": 3000000, \"of\": {lines}}}");
        draft.set(at, Node::parse(&cap).ok()?);
        Some(draft)
    };
    assert_eq!(failing(&backtest::run_on(&backtest::data(), &capped), "BT-W2"), 1);
    // one number of several that is no result makes the difference none
    let without = |id: &str| if id == "work_programme" { None } else { shipped(id) };
    let rows = backtest::run_on(&backtest::data(), &without);
    assert_eq!(failing(&rows, "BT-W2"), 11);
    assert!(rows.iter().filter(|r| r.id == "BT-W2").all(|r| r.calculated.is_none()));
}

#[test]
fn a_published_figure_out_of_tolerance_fails() {
    let data = backtest::data();
    let Some(Node::List(tests)) = data.get("tests") else { panic!("a list") };
    for (i, test) in tests.iter().enumerate() {
        let Some(Node::List(checks)) = test.get("checks") else { panic!("a list") };
        for (j, check) in checks.iter().enumerate() {
            let at = format!("tests[{i}].checks[{j}]");
            let Some(Node::Object(tolerance)) = check.get("tolerance") else { panic!("{at}") };
            let (kind, size) = (tolerance[0].0.as_str(), tolerance[0].1.number().expect("size"));
            let mut changed = data.clone();
            let (path, new) = match (kind, check.get("published").and_then(|p| p.get("v")).and_then(Node::number)) {
                ("undefined", _) => (format!("{at}.tolerance.undefined"), 0.0),
                ("sign", _) => (format!("{at}.tolerance.sign"), if size == 0.0 { 1.0 } else { -size }),
                ("percent", Some(v)) => (format!("{at}.published.v"), v * (1.0 + 3.0 * size)),
                (_, Some(v)) => (format!("{at}.published.v"), v + 4.5 * size),
                other => panic!("{at}: {other:?}"),
            };
            changed.set(&path, Node::Number(new));
            // no test looks at another
            let alone = changed.at(&format!("tests[{i}]")).expect("the test").clone();
            changed.set("tests", Node::List(vec![alone]));
            let rows = backtest::run_on(&changed, &shipped);
            let failed: Vec<_> = rows.iter().filter(|r| !r.verdict).map(|r| &r.check).collect();
            assert_eq!(failed.len(), 1, "{at}: {failed:?}");
        }
    }
}

#[test]
fn a_group_is_said_to_earn_less_than_the_easiest_and_nothing_is_said_of_conduct() {
    let rows: Vec<Row> = backtest::run().into_iter().filter(|r| r.id == "WP-G").collect();
    let flagged = |check: &str| {
        let row = rows.iter().find(|r| r.check.starts_with(check) && r.strength == "C").expect("flag");
        row.calculated_text.split(" (").next().unwrap_or_default().to_string()
    };
    let less = "earns less per start than the easiest group";
    assert_eq!(flagged("New ESA"), less);
    assert_eq!(flagged("ESA, once"), less);
    assert_eq!(flagged("JSA 25"), "earns no less per start than the easiest group");
    let words = rows.iter().flat_map(|r| [&r.check, &r.claim, &r.calculated_text, &r.published_text, &r.why]);
    assert!(words.into_iter().all(|w| !w.to_lowercase().contains("park")));
    // the easiest group is the one that the scheme ranks first
    let scheme = shipped("work_programme").expect("scheme");
    let Some(Node::List(people)) = scheme.at("scenarios[0].people") else { panic!("a list") };
    let rank = |p: &&Node| p.get("need_rank").and_then(Node::number) == Some(1.0);
    let easiest = people.iter().find(rank).and_then(|p| p.get("name")).and_then(Node::text).expect("name");
    assert!(rows[0].check.starts_with(easiest), "{easiest}");
}

#[test]
fn undefined_is_a_result_and_a_mistake_is_none() {
    let with = |path: &str, new: Node| {
        let mut data = backtest::data();
        let Some(Node::List(tests)) = data.get("tests") else { panic!("a list") };
        let i = tests.iter().position(|t| t.get("id").and_then(Node::text) == Some("WP-K")).expect("id");
        assert!(data.set(&format!("tests[{i}].checks[2].{path}"), new));
        backtest::run_on(&data, &shipped).into_iter().find(|r| r.check.starts_with("Cost per")).expect("row")
    };
    let same = with("unit", Node::Text("gbp".into()));
    assert!(same.verdict && same.calculated.is_none() && same.calculated_text == "undefined");
    for (path, wrong) in [("how.result", "no_such_result"), ("how.result", "first_paid"), ("how.scheme", "nowhere")] {
        let row = with(path, Node::Text(wrong.into()));
        assert!(!row.verdict && row.calculated_text != "undefined", "{path} {wrong}: {}", row.calculated_text);
    }
}

#[test]
fn a_part_is_spelt_out_wherever_it_is_named() {
    let with = |path: &str, new: Node| {
        let mut data = backtest::data();
        let Some(Node::List(tests)) = data.get("tests") else { panic!("a list") };
        let i = tests.iter().position(|t| t.get("id").and_then(Node::text) == Some("BT-T3")).expect("id");
        assert!(data.set(&format!("tests[{i}].{path}"), new), "{path}");
        failing(&backtest::run_on(&data, &shipped), "BT-T3")
    };
    let name = |to: &str| Node::Text(to.into());
    assert_eq!(with("parts.one_sided", name("@two_sided")), 0, "a part may be another; the verdicts are the same");
    assert_eq!(with("parts.year", name("@quarter")), 4, "1,286 people, and a wider dead-band for all three falls");
    assert_eq!(with("parts.year", name("@nowhere")), 5, "a part that is not there is no result");
    assert_eq!(with("parts.year", name("@year")), 5, "nor is one that is itself");
}

#[test]
fn the_range_shown_is_nearly_all_the_rounding_there_is() {
    let mut data = backtest::data();
    let Some(Node::List(tests)) = data.get("tests") else { panic!("a list") };
    let i = tests.iter().position(|t| t.get("id").and_then(Node::text) == Some("BT-T1")).expect("id");
    let all = ["rate0", "rate1", "each0", "each1"].map(|n| Node::Text(n.into()));
    assert!(data.set(&format!("tests[{i}].checks[6].how.rounded"), Node::List(all.to_vec())));
    assert!(data.set(&format!("tests[{i}].checks[6].tolerance.exact"), Node::Number(100.0)));
    let rows = backtest::run_on(&data, &shipped);
    let more = rows.iter().find(|r| r.check == "More reoffences").expect("row");
    assert_eq!(more.calculated_text, "about 15,000 (9,500 to 20,500)");
}

#[test]
fn every_source_of_the_back_tests_resolves_and_is_used() {
    let data = backtest::data();
    let Some(Node::Object(sources)) = data.get("sources") else { panic!("sources") };
    let codes: Vec<&str> = sources.iter().map(|(c, _)| c.as_str()).collect();
    let mut cited = Vec::new();
    crate::library::each_value(data.get("tests").expect("tests"), "", &mut |path, node| {
        let status = node.get("status").and_then(Node::text).unwrap_or("yours");
        assert_ne!(status, "yours", "{path}");
        let source = node.get("source").and_then(Node::text).unwrap_or("");
        assert!(!source.is_empty() || !["published", "secondary"].contains(&status), "{path} needs a source");
        cited.extend(source.split(", ").filter(|c| !c.is_empty()).map(str::to_string));
    });
    for c in &cited {
        assert!(codes.contains(&c.as_str()), "no source {c}");
    }
    let whole = data.get("tests").expect("tests").to_string();
    for c in codes {
        assert!(crate::library::cites(&whole, c), "source {c} is never cited");
    }
    for r in backtest::run() {
        assert!(
            !r.source.is_empty() || r.published.is_none() || r.status == Some(pbr::value::Status::Calculated),
            "{}",
            r.check
        );
    }
}

#[test]
fn the_table_shows_every_row_with_its_verdict() {
    let rows = backtest::run();
    let table = backtest::print(&rows);
    for r in &rows {
        let line = table.lines().find(|l| l.trim_start().starts_with(&r.check) && l.contains(&r.published_text));
        assert!(line.is_some_and(|l| l.ends_with("holds")), "{}", r.check);
    }
    let shown = |x: f64| number::format(x, Unit::GbpShort, Lang::En);
    let parts = [
        &shown(538e6),
        &shown(-49.5e6),
        "within 12% of it",
        "about 2,300 (2,160 to 2,376)",
        "about 15,000 (10,000 to 20,000)",
        "pays (£2.27m)",
        "deducts (−£1.50m)",
        "undefined, derived",
    ];
    for part in parts {
        assert!(table.contains(part), "{part}: {table}");
    }
    assert!(table.contains("R, arithmetic only"), "{table}");
    assert!(table.trim_end().ends_with("145 of 145 checks hold."), "{table}");
}
