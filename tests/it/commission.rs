//! The commissioner's door: every verdict at the place where the specification has it, and proposals that keep to every limit.

use pbr::acts::act;
use pbr::answer;
use pbr::commission::years;
use pbr::evaluate::{Job, evaluate};
use pbr::library;
use pbr::reply::{Commissioned, Status};
use pbr::scenario::read;
use pbr::words::plain;
use serde_json::{Value, json};

fn draft() -> Value {
    serde_json::from_str(library::find("commission").expect("scheme").text).expect("json")
}

fn one(d: &mut Value) -> &mut Value {
    &mut d["scenarios"][0]
}

fn judged(draft: &Value) -> Commissioned {
    let mut job = Job::new(&draft.to_string(), None, 0, "ask:{\"is\":\"commission\"}");
    loop {
        let progress = job.step(64);
        let asked = progress.asked.expect("an answer");
        if progress.done >= progress.total {
            return asked.commissioned.expect("a verdict");
        }
    }
}

fn why(c: &Commissioned) -> String {
    c.why.iter().chain(&c.decides).map(|s| plain(s)).collect::<Vec<_>>().join(" ")
}

fn group(d: &mut Value, p0: f64, pmax: f64, k: f64, value: f64) {
    let responds = json!({"p0": p0, "pmax": pmax, "k": k});
    one(d)["people"][0]["delivery"]["result"]["responds"] = responds;
    one(d)["people"][0]["value"]["result"] = json!(value);
}

#[test]
fn the_example_has_terms_that_keep_to_every_limit() {
    let draft = draft();
    let c = judged(&draft);
    assert_eq!((c.is.as_str(), plain(&c.verdict).as_str()), ("terms", "These terms would do it."), "{}", why(&c));
    assert!((1..=3).contains(&c.proposals.len()));
    assert_eq!(c.sections.len(), 6);
    for p in &c.proposals {
        let e = read(&p.draft).ok().filter(|e| e.issues.found.is_empty()).expect("an ordinary draft");
        let s = &e.scenarios[0];
        let o = answer::evaluate(s);
        assert!(o.values.get("margin").expect("margin") >= -0.5, "{}", p.title);
        assert_eq!(o.values.get("cash_out"), None, "{}", p.title);
        assert!(years::peak(s, &o).expect("years") <= s.year_budget.expect("budget") + 0.5, "{}", p.title);
        // better than paying for the service alone: what is added is worth more than is paid on top
        let service = 1300.0 * 900.0;
        assert!(
            o.values.get("worth_more").expect("worth") > o.values.get("paid").expect("paid") - service,
            "{}",
            p.title
        );
    }
    let told: Vec<String> = c.sections.iter().map(|s| plain(&s.says)).collect();
    assert!(
        told[0].starts_with("Better results: ") && told[0].contains("What it costs in the other four: "),
        "{}",
        told[0]
    );
    assert!(told[1].contains("housing"), "{}", told[1]);
    assert!(told[3].contains("Clifford and Mohan 2020"), "{}", told[3]);
    let assumed: Vec<String> = c.assumed.iter().map(|s| plain(s)).collect();
    assert!(assumed.contains(&"Have the people it is for seen this?".to_string()));
    assert!(assumed.contains(&"No personal data is needed for any of this.".to_string()));
}

/// `SQ1.4`: the group closest to coping.
#[test]
fn no_where_no_price_is_worth_paying_for_any_group() {
    let mut d = draft();
    group(&mut d, 0.45, 0.65, 600.0, 15_000.0);
    let c = judged(&d);
    assert_eq!(plain(&c.verdict), "Do not use payment by results here.", "{}", why(&c));
    assert!(c.proposals.is_empty() && c.sections.is_empty());
    // which other way of paying is: £6,708 for the difference gains £917 a head
    assert!(why(&c).contains("Pay for the service instead"), "{}", why(&c));
    assert!(why(&c).contains("difference against a comparison group"), "{}", why(&c));
    // `SQ1.1`: a little better than nothing, so not a no
    let mut d = draft();
    group(&mut d, 0.2, 0.45, 1200.0, 25_000.0);
    assert_ne!(judged(&d).is, "no");
    // one such group beside another: it is not a no for all
    let mut two = self::draft();
    let mut other = one(&mut two)["people"][0].clone();
    other["id"] = json!("coping");
    other["name"] = json!("closest to coping");
    other["stream"] = json!(2);
    other["delivery"]["result"]["responds"] = json!({"p0": 0.45, "pmax": 0.65, "k": 600});
    other["value"]["result"] = json!(15_000);
    one(&mut two)["people"].as_array_mut().expect("people").push(other);
    assert_ne!(judged(&two).is, "no");
}

/// `ADM1`: £120,000 of counting at £25,000 a result is 4.8 results.
#[test]
fn too_small_below_the_people_that_counting_takes() {
    let at = |people: f64| {
        let mut d = draft();
        one(&mut d)["people"][0]["referrals"] = json!(people);
        one(&mut d)["counting"] = json!({"per_check": 0, "checks": 1, "fixed": 120_000, "saved": 0});
        one(&mut d).as_object_mut().expect("scenario").remove("year_budget");
        judged(&d)
    };
    let c = at(20.0);
    assert_eq!(plain(&c.verdict), "Too small.", "{}", why(&c));
    assert!(why(&c).contains("At £25,000 a result that is 4.8 results"), "{}", why(&c));
    let n: f64 = why(&c)
        .split("Below ")
        .nth(1)
        .expect("least")
        .split(' ')
        .next()
        .expect("n")
        .replace(',', "")
        .parse()
        .expect("number");
    // a little below it is too small, a little above it is not
    assert_eq!(at(n - 2.0).is, "small");
    assert_ne!(at(n + 2.0).is, "small");
}

#[test]
fn nothing_fits_names_the_limit_that_binds() {
    let mut d = draft();
    one(&mut d)["year_budget"] = json!(100_000);
    let c = judged(&d);
    assert_eq!(plain(&c.verdict), "Nothing fits: the yearly budget binds.", "{}", why(&c));
    assert!(why(&c).contains("You can pay £100,000"), "{}", why(&c));
    let mut d = draft();
    one(&mut d)["provider"]["reserves_months"] = json!(0);
    let c = judged(&d);
    assert_eq!(plain(&c.verdict), "Nothing fits: the provider’s cash binds.", "{}", why(&c));
}

/// `VOI2`: measure for a year first iff that is worth more than it costs.
#[test]
fn measure_first_where_too_little_is_known() {
    let mut d = draft();
    assert_eq!(judged(&d).is, "terms");
    one(&mut d)["world"]["effect_spread"] = json!(1.0);
    let c = judged(&d);
    assert_eq!(plain(&c.verdict), "Measure first.", "{}", why(&c));
    assert!(why(&c).contains("Pay for the service in year 1"));
    assert!(!c.proposals.is_empty(), "what would come first today");
    // within a year there is nothing to wait for
    one(&mut d)["months"] = json!(12);
    assert_ne!(judged(&d).is, "measure");
}

#[test]
fn i_do_not_know_is_an_answer_and_is_named_if_it_decides() {
    let text = library::find("commission").expect("scheme").text;
    let bidders = act(text, "unknown=scenarios[0].people[0].value.result").draft;
    let c = judged(&serde_json::from_str(&bidders).expect("json"));
    // at £15,000 a result no price is worth paying
    let decides: Vec<String> = c.decides.iter().map(|s| plain(s)).collect();
    assert!(
        decides.iter().any(|s| s.contains("what a result is worth: at £15,000 the verdict is “do not use it”")),
        "{decides:?}"
    );
    let saved = act(text, "unknown=scenarios[0].gains[0].each").draft;
    let c = judged(&serde_json::from_str(&saved).expect("json"));
    assert_eq!(
        plain(&c.decides[0]),
        "What you do not know does not decide: the verdict is the same at both ends of each range."
    );
    // every number may be unknown, all at once
    let door = evaluate(text, None, 0).views[0].door.clone().expect("a door");
    assert_eq!((door.at.as_str(), door.questions.len()), ("commission", 19));
    let all =
        door.questions.iter().filter_map(|q| q.unknown.as_ref()).fold(text.to_string(), |d, u| act(&d, &u.act).draft);
    let c = judged(&serde_json::from_str(&all).expect("json"));
    assert!(!c.decides.is_empty());
    assert!(door.questions[0].path.ends_with("purpose"), "the purpose comes first");
}

#[test]
fn a_field_loads_what_was_published_with_its_source() {
    let text = library::find("commission").expect("scheme").text;
    for (field, anyway, source) in [
        ("opiates", "8.6", "QualityWatch"),
        ("drugs", "39.2", "QualityWatch"),
        ("sentences", "40.8", "Ministry of Justice"),
    ] {
        let reply = evaluate(&act(text, &format!("field={field}")).draft, None, 0);
        assert_eq!(reply.status, Status::Answered);
        let view = &reply.views[0];
        let input = view.inputs.iter().find(|i| i.path.ends_with("responds.p0")).expect("p0");
        assert_eq!(input.text, anyway);
        assert!(input.source.as_deref().is_some_and(|s| s.contains(source)), "{field}: {:?}", input.source);
        assert_ne!(input.status_id, "example");
        let chosen = |q: &pbr::reply::Question| q.presets.iter().filter(|p| p.chosen).count();
        assert_eq!(view.door.as_ref().expect("a door").questions.iter().map(chosen).sum::<usize>(), 1);
    }
}

#[test]
fn the_purpose_comes_first_in_the_answer_and_orders_the_proposals() {
    for (purpose, first) in [
        ("market", "A wider market"),
        ("risk", "Moving risk"),
        ("cheaper", "Lower cost"),
        ("new_ways", "New ways of working"),
    ] {
        let mut d = draft();
        one(&mut d)["purpose"] = json!(purpose);
        let c = judged(&d);
        assert!(plain(&c.sections[0].says).starts_with(first), "{purpose}");
        let of = |draft: &str, id: &str| {
            answer::evaluate(&read(draft).expect("read").scenarios[0]).values.get(id).expect("value")
        };
        let id = match purpose {
            "market" => "months_needed",
            "cheaper" => "paid",
            _ => continue,
        };
        let all: Vec<f64> = c.proposals.iter().map(|p| of(&p.draft, id)).collect();
        assert!(all.windows(2).all(|w| w[0] <= w[1] + 1e-6), "{purpose} {all:?}");
    }
}
