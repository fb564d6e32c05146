//! Ask: each question of the trade against a scan of drafts that knows nothing of the solver; what binds where there is no
//! answer; and what does not apply, in a sentence.

use pbr::acts::act;
use pbr::answer::{self, Outcome};
use pbr::commission::years;
use pbr::evaluate::Job;
use pbr::library;
use pbr::reply::Asked;
use pbr::scenario::{Scenario, edit, read};
use pbr::words::plain;
use serde_json::{Value, json};

const PRICE: &str = "scenarios[0].contracts[0].payments[0].pay.of.rate";

fn scheme(id: &str) -> &'static str {
    library::find(id).expect("scheme").text
}

fn asked(draft: &str, question: &Value, units: u32) -> Asked {
    let mut job = Job::new(draft, None, 0, &format!("ask:{question}"));
    loop {
        let progress = job.step(units);
        let asked = progress.asked.expect("an answer");
        if progress.done >= progress.total {
            return asked;
        }
    }
}

fn ask(draft: &str, is: &str, value: &str) -> Asked {
    asked(draft, &json!({"is": is, "value": value}), 64)
}

fn says(asked: &Asked) -> String {
    asked.says.iter().map(|s| plain(s)).collect::<Vec<_>>().join(" ")
}

fn look(draft: &str) -> (Scenario, Outcome) {
    let e = read(draft).ok().filter(|e| e.issues.found.is_empty()).expect("no mistakes");
    let s = e.scenarios.into_iter().next().expect("one");
    let o = answer::evaluate(&s);
    (s, o)
}

fn v(o: &Outcome, id: &str) -> f64 {
    o.values.get(id).unwrap_or_else(|| panic!("{id}"))
}

/// What the offer of an answer makes of the draft.
fn used(draft: &str, asked: &Asked) -> String {
    let offer = asked.offers.first().unwrap_or_else(|| panic!("an offer: {}", says(asked)));
    act(draft, offer.act.as_deref().expect("an act")).draft
}

fn number(draft: &str, path: &str) -> f64 {
    let e = read(draft).expect("read");
    e.node.at(path).and_then(|n| n.number().or_else(|| n.get("v").and_then(|v| v.number()))).expect("number")
}

/// The first of these prices, in pounds, that does.
fn first_pound(
    draft: &str,
    path: &str,
    mut prices: impl Iterator<Item = u32>,
    good: &dyn Fn(&Scenario, &Outcome) -> bool,
) -> f64 {
    let does = |price: &u32| {
        let (s, o) = look(&edit::set(draft, path, f64::from(*price)).draft);
        good(&s, &o)
    };
    f64::from(prices.find(does).expect("a price"))
}

#[test]
fn lowest_price_at_which_nobody_is_left_out() {
    let front = scheme("front1");
    let answer = ask(front, "nobody", "");
    let found = number(&used(front, &answer), PRICE);
    // BR1: help for the hardest to help begins above £12,500
    let scanned = first_pound(front, PRICE, 12_000..=13_000, &|_, o| v(o, "unhelped") == 0.0);
    assert_eq!((found, scanned), (12_501.0, 12_501.0));
    assert!(
        says(&answer).starts_with(
            "At £12,501 a result nobody is left without extra help. At £5,000 a result, as it stands, 200 are."
        ),
        "{}",
        says(&answer)
    );
    assert!(says(&answer).contains("hardest to help"));
    assert!(says(&ask(scheme("bid"), "nobody", "")).starts_with("Results here are as you state them"));
}

#[test]
fn price_for_a_chance_of_loss_of_1_in_20() {
    let front = scheme("front1");
    let safe = |_: &Scenario, o: &Outcome| v(o, "loss_chance") <= 0.05;
    let found = number(&used(front, &ask(front, "safe", "")), PRICE);
    assert_eq!(found, first_pound(front, PRICE, found as u32 - 200..=found as u32 + 5, &safe));
    for price in (0..found as u32).step_by(250) {
        assert!(!safe(&look(front).0, &look(&edit::set(front, PRICE, f64::from(price)).draft).1), "{price} does too");
    }
    // BIDDOOR1: 400,000 / 96
    let bid = scheme("bid");
    let path = "scenarios[0].contracts[0].payments[1].pay.rate";
    assert_eq!(number(&used(bid, &ask(bid, "safe", "")), path), 4167.0);
    assert_eq!(first_pound(bid, path, 4100..=4200, &safe), 4167.0);
}

#[test]
fn price_at_which_the_provider_breaks_even() {
    let even = |_: &Scenario, o: &Outcome| v(o, "margin") >= 0.0;
    let front = scheme("front1");
    let found = number(&used(front, &ask(front, "even", "")), PRICE);
    assert_eq!(found, first_pound(front, PRICE, 0..=20_000, &even));
    let bid = scheme("bid");
    let path = "scenarios[0].contracts[0].payments[1].pay.rate";
    assert_eq!(number(&used(bid, &ask(bid, "even", "")), path), first_pound(bid, path, 3300..=3400, &even));
}

#[test]
fn the_largest_share_that_reserves_carry() {
    for id in ["front1", "bid"] {
        let draft = scheme(id);
        let carries = |percent: &u32| {
            let changed = act(draft, &format!("share={}", f64::from(*percent) / 100.0));
            let (_, o) = look(&changed.draft);
            v(&o, "cash_needed") <= v(&o, "reserves") + 1e-6
        };
        let scanned = (0..=100).rev().find(carries);
        let answer = ask(draft, "carry", "");
        match scanned {
            Some(percent) => assert!(
                says(&answer).contains(&format!("carry {percent}p in the pound")),
                "{id} {percent}: {}",
                says(&answer)
            ),
            None => assert!(says(&answer).contains("What binds is its reserves"), "{}", says(&answer)),
        }
    }
}

#[test]
fn the_block_with_which_cash_lasts() {
    for id in ["front1", "bid"] {
        let draft = scheme(id);
        let lasts = |percent: u32| {
            let (s, o) = look(&act(draft, &format!("share={}", f64::from(percent) / 100.0)).draft);
            let mut drawing = o.drawing(&s);
            drawing.draw(1024);
            o.with(drawing.summary()).values.get("cash_out_chance").unwrap_or(0.0) <= 0.05
        };
        let scanned = (0..=100).rev().find(|p| lasts(*p));
        let answer = ask(draft, "block", "");
        match scanned {
            Some(percent) => {
                assert!(
                    says(&answer).contains(&format!("{percent}p in the pound on results")),
                    "{id} {percent}: {}",
                    says(&answer)
                );
                assert!(
                    says(&answer).contains(&format!("So {}p in the pound must be paid", 100 - percent)),
                    "{}",
                    says(&answer)
                );
                assert!(says(&answer).contains("1,024 futures"));
            }
            None => assert!(says(&answer).contains("What binds is its reserves"), "{}", says(&answer)),
        }
    }
}

#[test]
fn the_highest_price_that_a_years_budget_allows() {
    for (id, path, budget) in
        [("front1", PRICE, 900_000.0), ("bid", "scenarios[0].contracts[0].payments[1].pay.rate", 400_000.0)]
    {
        let draft = scheme(id);
        let answer = ask(draft, "budget", &format!("{budget}"));
        let found = number(&used(draft, &answer), path);
        let fits = |price: f64| {
            let (s, o) = look(&edit::set(draft, path, price).draft);
            years::peak(&s, &o).expect("years") <= budget
        };
        assert!(fits(found) && !fits(found + 1.0), "{id} {found}");
        assert!((found as u32 + 1..20_000).step_by(97).all(|p| !fits(f64::from(p))), "{id}: a higher one fits");
    }
    // the guaranteed part alone costs more than that
    let binds = ask(scheme("bid"), "budget", "£50k");
    assert!(says(&binds).contains("What binds is the budget, £50,000 a year"), "{}", says(&binds));
    assert_eq!(ask(scheme("bid"), "budget", "a lot").issue.as_deref(), Some("Enter a sum, like £500,000"));
}

/// `DS3.2`: £2.0m, equal margins of £1,516 before the basic service.
#[test]
fn prices_at_which_every_group_is_equally_worth_helping() {
    let front = scheme("front1");
    let answer = ask(front, "equal", "£2m");
    let (_, o) = look(&used(front, &answer));
    let groups = &o.incentives.as_ref().expect("incentives").groups;
    let prices: Vec<f64> = groups.iter().flatten().map(|g| g.price).collect();
    assert_eq!(prices, [3361.0, 7068.0, 21_479.0]);
    for g in groups.iter().flatten() {
        assert!((g.margin - (1516.0 - 1300.0)).abs() < 1.0, "{}", g.margin);
    }
    assert!((v(&o, "paid") - 2e6).abs() < 1000.0);
    let binds = ask(front, "equal", "100");
    // equal margins cost nothing below the least that is due: 0 margin is 0 pay where all would get there by the first price
    assert!(says(&binds).contains("What binds is the budget") || !binds.offers.is_empty(), "{}", says(&binds));
    assert!(says(&ask(scheme("bid"), "equal", "£2m")).starts_with("Results here are as you state them"));
}

#[test]
fn the_cohort_for_a_fair_test() {
    // nothing but luck of each person: the least number found is enough, and a tenth fewer is not
    let mut calm: Value = serde_json::from_str(scheme("front1")).expect("json");
    calm["scenarios"][0]["world"] = json!({});
    let calm = calm.to_string();
    let answer = ask(&calm, "fair", "5");
    let table = answer.table.as_ref().expect("a table");
    let told = says(&answer);
    let n: f64 = told
        .split("It takes ")
        .nth(1)
        .expect(&told)
        .split(' ')
        .next()
        .expect("n")
        .replace(',', "")
        .parse()
        .expect("number");
    let binomial = |n: u64, p: f64| -> Vec<f64> {
        let mut law = vec![1.0];
        for _ in 0..n {
            let mut next = vec![0.0; law.len() + 1];
            for (k, w) in law.iter().enumerate() {
                next[k] += w * (1.0 - p);
                next[k + 1] += w * p;
            }
            law = next;
        }
        law
    };
    let paid = |n: f64| {
        let above = |law: &[f64], k: usize| law[k..].iter().sum::<f64>();
        let none = binomial(n as u64, 0.27);
        let k = (0..none.len()).find(|k| above(&none, *k) <= 0.05).expect("a count");
        above(&binomial(n as u64, 0.32), k)
    };
    assert!(paid(n) >= 0.9 && paid(0.9 * n) < 0.9, "{n} {}", paid(n));
    assert!(table.rows.len() > 4);
    // ordinary bad years of 6.5 points hide 5
    assert!(says(&ask(scheme("front1"), "fair", "5")).contains("No number of people"), "the swing binds");
    assert!(says(&ask(scheme("bid"), "fair", "5")).contains("is not stated"));
    assert!(ask(scheme("front1"), "fair", "90").issue.is_some());
}

#[test]
fn what_cannot_be_had_names_what_binds() {
    let mut tight: Value = serde_json::from_str(scheme("front1")).expect("json");
    tight["scenarios"][0]["provider"]["help_budget"] = json!(10_000);
    let told = says(&ask(&tight.to_string(), "nobody", ""));
    assert!(told.contains("What binds is the most that the provider can spend on extra help, £10,000"), "{told}");
    let mut dear: Value = serde_json::from_str(scheme("bid")).expect("json");
    dear["scenarios"][0]["provider"]["total_cost"] = json!(90_000_000);
    let told = says(&ask(&dear.to_string(), "even", ""));
    assert!(told.contains("What binds is the range"), "{told}");
    // three people: no price makes a loss so rare
    let mut few: Value = serde_json::from_str(scheme("bid")).expect("json");
    few["scenarios"][0]["people"][0]["referrals"] = json!(3);
    let told = says(&ask(&few.to_string(), "safe", ""));
    assert!(told.contains("What binds is"), "{told}");
    let mut poor: Value = serde_json::from_str(scheme("bid")).expect("json");
    poor["scenarios"][0]["provider"]["reserves"] = json!(0);
    let told = says(&ask(&poor.to_string(), "carry", ""));
    assert!(told.contains("What binds is its reserves"), "{told}");
    poor["scenarios"][0]["provider"].as_object_mut().expect("provider").remove("reserves");
    assert!(says(&ask(&poor.to_string(), "carry", "")).contains("is not stated"));
}

#[test]
fn any_number_against_any_result() {
    let front = scheme("front1");
    let question =
        json!({"is": "seek", "input": PRICE, "result": "unhelped", "want": "most", "value": "0", "prefer": "lowest"});
    let answer = asked(front, &question, 1);
    assert!(says(&answer).starts_with("£12,501 is the lowest value of “Results: price” at which “get no extra help” is 0 or less. At £12,501 it is 0; at £5,000, as it stands, 200."), "{}", says(&answer));
    assert_eq!(number(&used(front, &answer), PRICE), 12_501.0);
    // a chance is typed as so many of 20
    let chance = json!({"is": "seek", "input": PRICE, "result": "loss_chance", "want": "most", "value": "1", "prefer": "lowest"});
    assert_eq!(
        number(&used(front, &asked(front, &chance, 7)), PRICE),
        number(&used(front, &ask(front, "safe", "")), PRICE)
    );
    let never = json!({"is": "seek", "input": PRICE, "result": "successes", "want": "least", "value": "900", "prefer": "lowest"});
    let told = says(&asked(front, &never, 7));
    assert!(told.contains("No value") && told.contains("What binds is the range of this number"), "{told}");
    let wrong =
        json!({"is": "seek", "input": PRICE, "result": "paid", "want": "most", "value": "lots", "prefer": "lowest"});
    assert_eq!(asked(front, &wrong, 7).issue.as_deref(), Some("Enter a number, like £500,000"));
    let unknown = json!({"is": "seek", "input": PRICE, "result": "public_net", "want": "least", "value": "0", "prefer": "lowest"});
    assert!(says(&asked(front, &unknown, 7)).contains("is not known of this draft"));
}

#[test]
fn no_answer_depends_on_the_size_of_its_steps() {
    let front = scheme("front1");
    for question in [
        json!({"is": "block"}),
        json!({"is": "nobody"}),
        json!({"is": "fair", "value": "8"}),
        json!({"is": "commission"}),
    ] {
        let [one, many] = [1, 1000].map(|units| serde_json::to_string(&asked(front, &question, units)).expect("json"));
        assert_eq!(one, many);
    }
}

/// Three bids in one draft.
fn three() -> String {
    let mut draft: Value = serde_json::from_str(scheme("front1")).expect("json");
    draft["scenarios"][0]["bids"] = json!([
        {"name": "Careful", "price": 6000, "block": 0, "cost": 1_300_000, "success": 0.31},
        {"name": "Hopeful", "price": 3000, "block": 0, "cost": 1_300_000, "success": 0.5},
        {"name": "Block", "price": 1000, "block": 1_400_000, "cost": 1_300_000}
    ]);
    draft.to_string()
}

#[test]
fn three_bids_under_one_set_of_assumptions() {
    let draft = three();
    let answer = ask(&draft, "bids", "");
    let table = answer.table.as_ref().expect("a table");
    assert_eq!(table.rows.iter().map(|r| r.head.text.as_str()).collect::<Vec<_>>(), ["Careful", "Hopeful", "Block"]);
    // the same by hand: price, cost and no block put into the draft
    let mut by_hand: Value = serde_json::from_str(scheme("front1")).expect("json");
    by_hand["scenarios"][0]["contracts"][0]["payments"][0]["pay"]["of"]["rate"] = json!(3000);
    by_hand["scenarios"][0]["provider"]["total_cost"] = json!(1_300_000);
    for g in by_hand["scenarios"][0]["people"].as_array_mut().expect("people") {
        g["fixed_cost"] = json!(0);
    }
    let (_, o) = look(&by_hand.to_string());
    let shown = |row: usize, cell: usize| table.rows[row].cells[cell].text.as_str();
    let short = |id: &str| pbr::words::number::format(v(&o, id), pbr::reply::Unit::GbpShort, pbr::words::Lang::En);
    assert_eq!(
        [shown(1, 0), shown(1, 1), shown(1, 2)],
        [short("paid"), short("cost"), short("margin")].each_ref().map(String::as_str)
    );
    assert!(v(&o, "margin") < 0.0);
    let told: Vec<String> = answer.says.iter().map(|s| plain(s)).collect();
    assert!(told[1].contains("Abnormally low: it rests on 50 of 100"), "{}", told[1]);
    assert!(!told[0].contains("Abnormally low"), "{}", told[0]);
    assert!(told[3].contains("winner’s curse") && told[3].contains("of 3 honest bids"), "{told:?}");
    // bids change no result, are read strictly, and are private
    assert_eq!(v(&look(&draft).1, "paid"), v(&look(scheme("front1")).1, "paid"));
    let mut wrong: Value = serde_json::from_str(&draft).expect("json");
    wrong["scenarios"][0]["bids"][0]["price"] = json!("cheap");
    wrong["scenarios"][0]["bids"][1]["colour"] = json!(1);
    let mut paths: Vec<String> =
        read(&wrong.to_string()).expect("read").issues.found.iter().map(|i| i.path.clone()).collect();
    paths.sort();
    assert_eq!(paths, ["scenarios[0].bids[0].price", "scenarios[0].bids[1].colour"]);
    assert!(!pbr::private::without_prices(&draft).contains("1300000"));
    // added, and taken out again
    let one = act(scheme("front1"), "bid=add").draft;
    assert_eq!(look(&one).0.bids.len(), 1);
    assert_eq!(act(&one, "bid=0").draft, scheme("front1"));
    assert_eq!(act(&draft, "bid=add").draft, draft, "no fourth");
}
