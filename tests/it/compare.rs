//! Side by side: what differs is told and nothing else, the waterfall adds up, the same budget is the same, luck is common.

use pbr::evaluate::{Job, evaluate};
use pbr::json::Node;
use pbr::library;
use pbr::reply::{Chart, Compared, Progress};
use pbr::scenario::edit;

const PRICE: &str = "scenarios[0].contracts[0].payments[0].pay.of.rate";

fn draft(id: &str) -> String {
    library::find(id).unwrap_or_else(|| panic!("{id}")).text.to_string()
}

/// The whole comparison, done in steps of so many units.
fn compared(first: &str, others: &[String], more: &str, units: u32) -> Compared {
    let list: Vec<String> = others.iter().map(|o| Node::Text(o.clone()).to_string()).collect();
    let mut job = Job::new(first, None, 3, &format!("compare:{{\"others\":[{}]{more}}}", list.join(",")));
    let mut last = Progress::default();
    for _ in 0..10_000 {
        let progress = job.step(units);
        assert!(
            progress.done >= last.done && progress.done <= progress.total,
            "{} of {}",
            progress.done,
            progress.total
        );
        let done = progress.done == progress.total;
        let told = progress.compared.clone().or(last.compared);
        last = Progress { compared: told, ..progress };
        if done {
            return last.compared.expect("a comparison");
        }
    }
    panic!("{} of {} and no end", last.done, last.total);
}

fn value(draft: &str, id: &str) -> f64 {
    let reply = evaluate(draft, None, 0);
    let answer = reply.views[0].answer.as_ref().expect("an answer");
    answer.results.iter().find(|r| r.id == id).and_then(|r| r.value).unwrap_or_else(|| panic!("{id}"))
}

/// The bars of a waterfall: where each begins and what it adds.
fn bars(c: &Compared, i: usize, result: &str) -> Vec<(String, f64, f64)> {
    let at = c.causes[i].options.iter().position(|o| o.value == result).expect("a result that differs");
    let figure = &c.causes[i].figures[at];
    let Chart::Bars { bars, .. } = &figure.chart else { panic!("bars") };
    assert_eq!(figure.table.rows.len(), bars.len());
    bars.iter().map(|b| (b.name.clone(), b.from, b.pieces[0].value)).collect()
}

fn edited(draft: &str, edits: &[(&str, f64)]) -> String {
    edits.iter().fold(draft.to_string(), |d, (path, v)| edit::set(&d, path, *v).draft)
}

#[test]
fn only_what_differs_is_told_and_the_waterfall_adds_up() {
    let a = draft("front1");
    let b = edited(
        &a,
        &[(PRICE, 7000.0), ("scenarios[0].people[0].referrals", 300.0), ("scenarios[0].provider.motive", 0.2)],
    );
    let c = compared(&a, std::slice::from_ref(&b), "", 4000);
    assert_eq!(c.inputs.len(), 3, "{:?}", c.inputs.iter().map(|i| &i.name).collect::<Vec<_>>());
    let paid = c.results.iter().find(|r| r.result == "paid").expect("paid");
    assert!(paid.differs && paid.sides[0].more.is_empty() && !paid.sides[1].more.is_empty());
    let bars = bars(&c, 0, "paid");
    assert_eq!(bars.len(), 5, "the first, three changes, the second");
    assert_eq!(bars[0].2, value(&a, "paid"));
    assert_eq!(bars[4].2, value(&b, "paid"));
    let sum: f64 = bars[..4].iter().map(|b| b.2).sum();
    assert!((sum - bars[4].2).abs() < 1e-6, "{sum} for {}", bars[4].2);
    for pair in bars[..4].windows(2).skip(1) {
        assert!((pair[0].1 + pair[0].2 - pair[1].1).abs() < 1e-6, "each begins where the one above ended");
    }
    // the first change on the way stands alone, whatever comes after it
    let alone = edited(&a, &[("scenarios[0].people[0].referrals", 300.0)]);
    assert!((bars[1].2 - (value(&alone, "paid") - bars[0].2)).abs() < 1e-6);
}

#[test]
fn a_scenario_beside_itself_differs_in_nothing() {
    let a = draft("five_percent");
    let c = compared(&a, std::slice::from_ref(&a), "", 5000);
    assert!(c.inputs.is_empty());
    assert!(c.results.iter().all(|r| !r.differs && r.sides[0].text == r.sides[1].text && r.sides[1].more.is_empty()));
    assert!(c.causes[0].options.is_empty() && c.causes[0].figures.is_empty());
}

#[test]
fn luck_is_common_and_steps_decide_nothing() {
    let a = draft("front1");
    let other_seed = a.replacen("\"seed\":1", "\"seed\":77", 1);
    let c = compared(&a, &[other_seed], "", 5000);
    let loss = c.results.iter().find(|r| r.result == "loss_chance").expect("loss");
    assert!(!loss.differs, "the seed of the first holds for all");
    let b = edited(&a, &[(PRICE, 6000.0)]);
    let whole = compared(&a, std::slice::from_ref(&b), "", 1 << 20);
    let pieces = compared(&a, &[b], "", 700);
    assert_eq!(serde_json::to_value(whole).unwrap(), serde_json::to_value(pieces).unwrap());
}

#[test]
fn at_the_same_budget_each_costs_the_same() {
    let a = draft("front1");
    let others = [edited(&a, &[(PRICE, 9000.0)]), draft("front1_graded"), draft("bid")];
    let c = compared(&a, &others, ",\"same_budget\":true", 5000);
    let paid = c.results.iter().find(|r| r.result == "paid").expect("paid");
    for (i, column) in c.columns.iter().enumerate().skip(1) {
        assert!(!column.budget.is_empty(), "{}: said", column.name);
        assert_eq!(paid.sides[i].text, paid.sides[0].text, "{}", column.name);
    }
    let last = bars(&c, 0, "paid").pop().expect("bars");
    assert_eq!(format!("{:.0}", last.2), format!("{:.0}", value(&a, "paid")), "the waterfall ends at that budget");
    assert!(bars(&c, 0, "paid").iter().any(|b| b.0 == "The same budget"));
    // paying the same for everybody's result is the same contract, whatever the price was
    let more = c.results.iter().find(|r| r.result == "successes").expect("successes");
    assert_eq!(more.sides[0].text, more.sides[1].text);
}

#[test]
fn schemes_of_other_shapes_are_taken_apart_record_by_record() {
    let a = draft("front1");
    let others: Vec<String> = ["work_programme", "peterborough", "bid"].map(draft).to_vec();
    let c = compared(&a, &others, "", 5000);
    assert_eq!(c.columns.len(), 4);
    for (i, (cause, other)) in c.causes.iter().zip(&others).enumerate() {
        assert!(cause.options.len() > 5 && cause.figures.len() == cause.options.len(), "{i}");
        for result in cause.options.iter().map(|o| o.value.as_str()) {
            let bars = bars(&c, i, result);
            let sum: f64 = bars[..bars.len() - 1].iter().map(|b| b.2).sum();
            let end = value(other, result);
            assert!((sum - end).abs() < 1e-9 * end.abs().max(1e3), "{i}: {result}");
        }
    }
}

#[test]
fn groups_in_another_order_are_the_same_groups() {
    let a = draft("front1");
    let mut tree = Node::parse(&a).unwrap();
    let Some(Node::List(groups)) = tree.at_mut("scenarios[0].people") else { panic!("people") };
    groups.reverse();
    let c = compared(&a, &[tree.to_string()], "", 5000);
    assert!(c.inputs.is_empty(), "{:?}", c.inputs.iter().map(|i| &i.name).collect::<Vec<_>>());
}

#[test]
fn what_has_mistakes_says_so_and_the_others_stand() {
    let a = draft("front1");
    let broken = a.replacen("{", "{\"sede\":2,", 1);
    let c = compared(&a, &[broken, draft("bid")], "", 5000);
    assert_eq!(c.columns.len(), 3);
    assert!(!c.columns[1].issues.is_empty() && c.columns[1].says.is_empty());
    assert!(c.columns[2].issues.is_empty() && !c.columns[2].says.is_empty());
    assert_eq!(c.causes.len(), 1, "between those that have an answer");
}
