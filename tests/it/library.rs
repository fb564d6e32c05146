//! The schemes that ship: they read, they answer, and no number in them pretends to be more than it is.

use pbr::contract::ledger::Entry;
use pbr::json::{Node, item, key};
use pbr::library::{self, Scheme};
use pbr::money;
use pbr::people;
use pbr::response::{self, How};
use pbr::scenario::fields::{self, Kind};
use pbr::scenario::{self, Scenario};
use pbr::{answer, value};

fn draft(s: &Scheme) -> Node {
    Node::parse(s.text).expect("JSON")
}

fn read(text: &str) -> Scenario {
    let envelope = scenario::read(text).expect("JSON");
    assert!(envelope.issues.found.is_empty(), "{:#?}", envelope.issues.found);
    envelope.scenarios.into_iter().next().expect("a scenario")
}

/// Calls `f` with every value that says where it comes from.
pub fn each_value(node: &Node, path: &str, f: &mut impl FnMut(&str, &Node)) {
    match node {
        Node::Object(_) if value::is_value(node) => f(path, node),
        Node::Object(pairs) => pairs.iter().for_each(|(k, n)| each_value(n, &key(path, k), f)),
        Node::List(items) => items.iter().enumerate().for_each(|(i, n)| each_value(n, &item(path, i), f)),
        _ => {}
    }
}

/// True if a text names a source code, as a word of its own.
pub fn cites(text: &str, code: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(code)
        .any(|(i, _)| !part(text[..i].chars().next_back()) && !part(text[i + code.len()..].chars().next()))
}

#[test]
fn schemes_are_found_by_id_and_named_by_their_drafts() {
    let ids: Vec<&str> = library::all().iter().map(|s| s.id).collect();
    let all = [
        "front1",
        "front1_people",
        "front1_graded",
        "front1_block",
        "how_often",
        "work_programme",
        "peterborough",
        "pilots",
        "probation",
        "doncaster",
        "pathfinder",
        "resettlement",
        "hybrid",
        "rough_sleepers",
        "education",
        "water",
        "activity",
        "restaurant",
        "five_percent",
        "smf",
        "recovery",
        "partnership",
        "leaver",
        "savings",
        "ljr",
        "bid",
        "commission",
    ];
    assert_eq!(ids, all);
    for s in library::all() {
        let scenario = read(s.text);
        assert_eq!((s.id, s.name.as_str()), (scenario.id.as_str(), scenario.name.as_str()));
        assert_eq!(draft(s).at("scenarios[0].from").and_then(Node::text), Some(s.id));
        assert_eq!(library::find(s.id).map(|f| f.id), Some(s.id));
        for words in ["about", "simplified"] {
            assert!(draft(s).at(&format!("scenarios[0].{words}")).and_then(Node::text).is_some(), "{} {words}", s.id);
        }
    }
    assert!(library::find("nothing").is_none());
}

#[test]
fn schemes_evaluate_without_notes() {
    for s in library::all() {
        let o = answer::evaluate(&read(s.text));
        // that people are many, or paid for twice, is no fault of a scheme
        let faults: Vec<_> = o.notes.iter().filter(|n| !["note.moments", "note.twice"].contains(n)).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", s.id);
        assert!(o.values.or_zero("paid") > 0.0, "{}", s.id);
        // a bidder is not asked what would happen anyway: it does not change what she is paid
        let known = o.values.get("paid_anyway").is_some() || s.id == "bid";
        assert!(known, "{}: what happens anyway is known or assumed", s.id);
    }
}

/// Every bare number where the table of fields, or the contract language, takes a value.
fn bare(node: &Node, path: &str, out: &mut Vec<String>) {
    let kind = fields::find(&fields::pattern(path)).map(|f| f.kind);
    match node {
        Node::Object(_) if value::is_value(node) => {}
        // the form of a clause is no figure: knots where it bends, by how much
        Node::Object(pairs) => pairs.iter().filter(|(k, _)| k != "f").for_each(|(k, n)| bare(n, &key(path, k), out)),
        Node::List(items) => items.iter().enumerate().for_each(|(i, n)| bare(n, &item(path, i), out)),
        Node::Number(_) => match kind {
            // counts of structure, and windows of months
            Some(Kind::Whole { .. } | Kind::Windows | Kind::Draw) => {}
            _ => out.push(path.to_string()),
        },
        _ => {}
    }
}

#[test]
fn every_number_has_a_status() {
    for s in library::all() {
        let mut out = Vec::new();
        bare(&draft(s), "", &mut out);
        assert!(out.is_empty(), "{}: bare numbers at {out:#?}", s.id);
        each_value(&draft(s), "", &mut |path, v| {
            let status = v.get("status").and_then(Node::text);
            assert!(status.is_some_and(|w| w != "yours"), "{} {path}", s.id);
        });
    }
    // the walk does find bare numbers, in fields and in trees
    let mut hybrid = draft(library::find("hybrid").expect("hybrid"));
    hybrid.set("scenarios[0].people[0].referrals", Node::Number(300.0));
    hybrid.set("scenarios[0].contracts[0].payments[1].pay.hi", Node::Number(1.0));
    let mut out = Vec::new();
    bare(&hybrid, "", &mut out);
    assert_eq!(out, ["scenarios[0].people[0].referrals", "scenarios[0].contracts[0].payments[1].pay.hi"]);
}

#[test]
fn every_source_resolves_and_is_cited() {
    for s in library::all() {
        let draft = draft(s);
        let scenario = draft.at("scenarios[0]").expect("scenario");
        let Some(Node::Object(sources)) = scenario.get("sources") else { panic!("{}: no sources", s.id) };
        each_value(scenario, "", &mut |path, v| {
            if let Some(code) = v.get("source").and_then(Node::text) {
                assert!(sources.iter().any(|(c, _)| c == code), "{} {path}: no source {code}", s.id);
            }
        });
        let Node::Object(pairs) = scenario else { unreachable!() };
        let rest = Node::Object(pairs.iter().filter(|(k, _)| k != "sources").cloned().collect()).to_string();
        for (code, place) in sources {
            assert!(cites(&rest, code), "{}: {code} is never cited", s.id);
            assert!(place.text().is_some_and(|p| p.len() > 20), "{}: {code}", s.id);
        }
        // codes in the prose: a letter and digits in brackets
        for inside in rest.split('(').skip(1).filter_map(|t| t.split(')').next()) {
            for word in inside.split(", ") {
                let mut c = word.chars();
                let is_code =
                    c.next().is_some_and(|c| c.is_ascii_uppercase()) && word.len() > 1 && c.all(|c| c.is_ascii_digit());
                assert!(
                    !is_code || sources.iter().any(|(code, _)| code == word),
                    "{}: ({word}) resolves nowhere",
                    s.id
                );
            }
        }
    }
}

/// What the fact file calls published (P) or secondary (S), and no more: source, status, number.
const ON_RECORD: &[(&str, &str, f64)] = &[
    ("W3", "secondary", 370.0),
    ("W4", "published", 4.0),
    ("W5", "secondary", 1000.0),
    ("W6", "secondary", 0.364),
    ("W6", "secondary", 0.317),
    ("W6", "secondary", 0.151),
    ("W6", "secondary", 0.054),
    ("W8", "secondary", 580e6),
    ("W19", "secondary", 0.95),
    ("W31", "published", 630.0),
    ("B1", "secondary", 1802.0),
    ("B2", "secondary", 5e6),
    ("B4", "published", 0.1),
    ("B4", "published", 0.075),
    ("B7", "secondary", 1.42),
    ("B7", "secondary", 1.55),
    ("B11", "published", 12.0),
    ("B11", "published", 6.0),
    ("A11", "published", 0.22),
    ("A14", "secondary", 0.086),
    ("A14", "secondary", 0.392),
    ("T3", "published", 12.0),
    ("T3", "published", 1.0),
    ("T3", "published", 6.0),
    ("T2", "secondary", 10e6),
    ("N1", "secondary", 12.0),
    ("C9", "secondary", 26_074.0),
    ("K2", "secondary", 3.9),
    ("C17", "secondary", 875.0),
    ("W2", "published", 5600.0),
    ("X3", "secondary", 0.5),
    ("L1", "published", 12.0),
    ("O1", "published", 831.0),
    ("O2", "secondary", 5e6),
    ("O4", "secondary", 0.065),
    ("F1", "published", 0.1),
];

#[test]
fn nothing_is_shown_as_published_that_is_not_on_record() {
    let mut seen = vec![false; ON_RECORD.len()];
    for s in library::all() {
        each_value(&draft(s), "", &mut |path, node| {
            let words = |k: &str| node.get(k).and_then(Node::text).unwrap_or("");
            let status = words("status");
            let v = node.get("v").and_then(Node::number).expect("a number");
            if ["published", "secondary"].contains(&status) {
                let row = ON_RECORD.iter().position(|r| *r == (words("source"), status, v));
                assert!(row.is_some(), "{} {path}: {status} {v} {} is not on record", s.id, words("source"));
                seen[row.unwrap_or(0)] = true;
            }
        });
    }
    assert!(seen.iter().all(|s| *s), "on record but not used: {seen:?}");
}

#[test]
fn remembered_numbers_are_examples() {
    let status = |scheme: &str, path: &str| {
        let d = draft(library::find(scheme).expect("scheme"));
        let found = d.at(&format!("scenarios[0].{path}.status")).and_then(Node::text).map(str::to_string);
        found.unwrap_or_else(|| panic!("{scheme} {path}"))
    };
    let pay = "contracts[0].payments";
    for g in read(library::find("work_programme").expect("scheme").text).segments {
        for place in [format!("{pay}[0].pay.of.rate"), format!("{pay}[1].pay.rate"), format!("{pay}[2].pay.rate")] {
            let is_published = g.id == "esa_ex_ib" && place.ends_with("[2].pay.rate");
            let want = if is_published { "secondary" } else { "unverified" };
            assert_eq!(status("work_programme", &format!("{place}.by_band.{}", g.id)), want, "{place} {}", g.id);
        }
    }
    assert_eq!(status("work_programme", "contracts[0].params.above"), "unverified");
    assert_eq!(status("peterborough", &format!("{pay}[0].pay.of.of.cap")), "unverified");
    assert_eq!(status("peterborough", &format!("{pay}[0].pay.of.of.baseline.m")), "unverified");
    assert_eq!(status("peterborough", &format!("{pay}[0].pay.of.of.value")), "illustrative");
}

/// I48: with every chance at 1, one person of each group who joins in the first month earns the group's maximum.
#[test]
fn work_programme_maxima() {
    let mut d = draft(library::find("work_programme").expect("scheme"));
    let one = || Node::Number(1.0);
    let Some(Node::List(people)) = d.at("scenarios[0].people").cloned() else { panic!("people") };
    for i in 0..people.len() {
        let at = format!("scenarios[0].people[{i}]");
        d.set(&format!("{at}.referrals"), Node::List(vec![one()]));
        d.set(&format!("{at}.start_rate"), one());
        d.set(&format!("{at}.delivery.job.given.p"), one());
    }
    d.set("scenarios[0].outcomes[0].stages[1].share", one());
    d.set("scenarios[0].contracts[0].params.incentive", Node::Number(0.0));
    let s = read(&d.to_string());
    let l = response::ledger(&s, &people::given(&s), How::Exactly);
    let paid = |g: &str| {
        let of = |e: &&Entry| e.band.is_some_and(|b| l.bands[b] == g) && money::is_payment(&l, e);
        l.entries.iter().filter(of).map(|e| e.amount).sum::<f64>()
    };
    let maxima = [
        ("jsa_18_24", 3810.0),
        ("jsa_25", 4395.0),
        ("jsa_early", 6600.0),
        ("jsa_ex_ib", 6600.0),
        ("esa_volunteer", 3700.0),
        ("esa_new", 6500.0),
        ("esa_ex_ib", 13_720.0),
        ("ib_volunteer", 3700.0),
        ("jsa_prison", 5600.0),
    ];
    assert_eq!(s.segments.len(), maxima.len());
    for (g, most) in maxima {
        assert!((paid(g) - most).abs() < 1e-6, "{g}: {} instead of {most}", paid(g));
    }
}

/// The hybrid's block covers all that it costs to run, so that no result is needed to break even.
#[test]
fn the_block_covers_the_cost() {
    let s = read(library::find("hybrid").expect("scheme").text);
    let o = answer::evaluate(&s);
    let running = s.provider.overhead * f64::from(s.months);
    assert_eq!(o.values.get("paid_regardless"), Some(running));
    assert!(o.values.or_zero("bad_margin") >= 0.0);
    // nobody earns more than the ceiling in any year
    let bonus = o.ledger.tag("Bonus for results").expect("tag");
    for year in 0..6 {
        let here = o.ledger.entries.iter().filter(|e| e.tag == bonus && e.month / 12 == year);
        assert!(here.map(|e| e.amount).sum::<f64>() <= 200_000.0 + 1e-6);
    }
}

/// Peterborough's provider has nothing at stake: what it spends is drawn from investors, who alone are paid for results.
#[test]
fn investors_carry_the_risk() {
    let s = read(library::find("peterborough").expect("scheme").text);
    let o = answer::evaluate(&s);
    assert_eq!(o.values.get("investor_in"), o.values.get("cost"));
    assert_eq!(o.values.get("margin"), Some(0.0));
    assert_eq!(o.values.get("cash_needed"), Some(0.0));
    assert_eq!(o.values.get("investor_out"), o.values.get("paid"));
    assert!((o.values.or_zero("events_avoided") - 1802.0 * 0.13).abs() < 1e-9);
    let (gain, put_in) = (o.values.or_zero("investor_gain"), o.values.or_zero("investor_in"));
    assert!((0.10..0.15).contains(&(gain / put_in)), "{gain} on {put_in}: just over 3% a year for three to four years");
}
