//! Who pays and who gains, through whole drafts: accounts kept apart, pooled budgets, netting, readings, counting, savings.

use crate::vectors::{self, group};
use pbr::acts::act;
use pbr::answer::{self, Outcome};
use pbr::evaluate::{Job, evaluate};
use pbr::gainers::{POOL, Public};
use pbr::json::Node;
use pbr::library;
use pbr::reply::Figure;
use pbr::scenario::{Scenario, Sharing, read};
use pbr::words::plain;

fn draft(id: &str) -> Node {
    Node::parse(library::find(id).expect("scheme").text).expect("json")
}

fn sound(text: &str) -> Scenario {
    let envelope = read(text).expect("json");
    assert!(envelope.issues.found.is_empty(), "{:#?}", envelope.issues.found);
    envelope.scenarios.into_iter().next().expect("a scenario")
}

fn outcome(node: &Node) -> Outcome {
    answer::evaluate(&sound(&node.to_string()))
}

fn public(node: &Node) -> Public {
    outcome(node).public.expect("gains")
}

fn figure(node: &Node, id: &str) -> Figure {
    let answer = evaluate(&node.to_string(), None, 0).views.remove(0).answer.expect("an answer");
    answer.figures.into_iter().find(|f| f.id == id).expect("a figure")
}

fn close(what: &str, got: f64, want: f64) {
    assert!((got - want).abs() <= 1e-9 * want.abs().max(1.0), "{what}: {got}, not {want}");
}

fn numbers(case: &serde_json::Value) -> Vec<f64> {
    case.as_array().expect("list").iter().map(|v| v.as_f64().expect("number")).collect()
}

/// MC1.1 and MC1.2 as one draft, with all public cash counted and with what can be cashed.
#[test]
fn the_lead_department_loses_while_the_public_purse_gains() {
    for (case, counts) in group("MC1").cases.iter().zip(["all", "cashable"]) {
        let node = Node::parse(&act(&draft("partnership").to_string(), &format!("cash={counts}")).draft).expect("json");
        let p = public(&node);
        let cashable: Vec<f64> = p.partners.iter().map(|p| p.cashable).collect();
        let net: Vec<f64> = p.partners.iter().map(|p| p.cashable - p.pays).collect();
        for (what, got, want) in [("benefit", &cashable, "benefit"), ("net", &net, "net")] {
            for (got, want) in got.iter().zip(numbers(&case.out[want])) {
                close(&format!("{} {what}", case.id), *got, want);
            }
        }
        close(&case.id, p.wrong_pockets().expect("an index"), case.out["wpi"].as_f64().expect("wpi"));
        close(&case.id, p.cashable() - p.outlay, case.out["total_net"].as_f64().expect("total"));
    }
    let said = plain(&figure(&draft("partnership"), "gains").headline);
    assert_eq!(said, "The council loses £31,500 in cash, while the public purse gains £329,300.");
}

#[test]
fn it_says_who_would_and_would_not_pay_alone() {
    let says = |node: &Node| plain(&figure(node, "gains").remarks[0]);
    let recovery = draft("recovery");
    let said = says(&recovery);
    assert!(said.starts_with("Nobody would pay the £822,000 alone") && said.contains("the rest of the NHS"), "{said}");
    // if all that the NHS is spared could be cashed, it would
    let mut all = recovery;
    all.set("scenarios[0].gains[0].cashable", Node::Number(1.0));
    let said = says(&all);
    assert!(said.starts_with("The rest of the NHS would pay the £822,000 alone"), "{said}");
    assert!(said.contains("the council's treatment budget") && said.ends_with("would not."), "{said}");
}

/// Every result rests on one account of gains at most: nothing is ever added across them.
#[test]
fn accounts_are_never_added_up() {
    let text = std::fs::read_to_string("tests/scenarios/gallery/public.json").expect("draft");
    let node = Node::parse(&text).expect("json");
    let values = |node: &Node| {
        let o = outcome(node);
        let mut drawing = o.drawing(&sound(&node.to_string()));
        drawing.draw(64);
        let o = o.with(drawing.summary());
        pbr::results::RESULTS.iter().map(|d| (d.id, o.values.get(d.id))).collect::<Vec<_>>()
    };
    let base = values(&node);
    let lines = sound(&text).gains;
    let mut moved_by: Vec<Vec<pbr::scenario::Book>> = vec![Vec::new(); base.len()];
    for book in pbr::scenario::BOOKS {
        let mut more = node.clone();
        let mut found = 0;
        for (i, gain) in lines.iter().enumerate().filter(|(_, g)| g.book == book) {
            more.set(&format!("scenarios[0].gains[{i}].each"), Node::Number(gain.each * 2.0 + 100.0));
            found += 1;
        }
        assert!(found > 0, "{book:?}");
        for (i, ((id, now), (_, then))) in values(&more).iter().zip(&base).enumerate() {
            if now != then {
                moved_by[i].push(book);
                assert_eq!(moved_by[i].len(), 1, "{id} adds up {:?}", moved_by[i]);
            }
        }
    }
    assert!(moved_by.iter().filter(|b| !b.is_empty()).count() >= 6, "{moved_by:?}");
}

#[test]
fn a_pool_takes_the_payers_place_and_changes_nothing_else() {
    let before = outcome(&draft("partnership"));
    for rule in ["as_paid", "in_proportion", "shapley", "equal"] {
        let mut node =
            Node::parse(&act(&draft("partnership").to_string(), &format!("pool={rule}")).draft).expect("json");
        node.set("scenarios[0].pool.running_cost", Node::Number(12_000.0));
        let o = outcome(&node);
        let l = &o.shown;
        let of = |name: &str| l.parties.iter().position(|p| p == name).expect(name);
        let net = |party: usize| -> f64 {
            let signed = |e: &pbr::contract::ledger::Entry| {
                e.amount * (f64::from(u8::from(e.to == party)) - f64::from(u8::from(e.from == party)))
            };
            l.entries.iter().map(signed).sum()
        };
        close(rule, net(of(POOL)), 0.0);
        close(rule, net(of("provider")), before.values.get("margin").expect("margin"));
        // in every month what passes is nothing in all, and the parts come to what it costs
        let public = o.public.as_ref().expect("gains");
        close(rule, public.contributions.iter().sum(), 412_000.0);
        for (p, much) in public.partners.iter().zip(&public.contributions) {
            close(&format!("{rule} {}", p.id), -net(of(&p.id)), *much);
        }
        // what the results are stays as it was
        for id in ["paid", "margin", "successes", "public_cash"] {
            assert_eq!(o.values.get(id), before.values.get(id), "{id}");
        }
    }
    // worth less than it costs: no rule shares it, and it is paid as the contract says
    let mut dear = draft("partnership");
    dear.set("scenarios[0].contracts[0].payments[0].pay.total", Node::Number(2e6));
    let dear = Node::parse(&act(&dear.to_string(), "pool=shapley").draft).expect("json");
    let owed = public(&dear).contributions;
    close("as paid", owed[0], 2e6);
    assert_eq!(owed[1..], [0.0, 0.0]);
    assert_eq!(public(&dear).shared(Sharing::Shapley), [0.0; 3]);
    let p = public(&draft("partnership"));
    let fair = p.shared(Sharing::Shapley);
    assert!(fair.iter().zip(&p.partners).all(|(gives, p)| *gives >= 0.0 && *gives <= p.cashable + 1e-9), "{fair:?}");
}

#[test]
fn who_gains_is_not_told_where_nobody_knows_what_would_happen_anyway() {
    let added = act(&draft("bid").to_string(), "gain=prison_year").draft;
    let s = sound(&added);
    assert_eq!((s.gains[0].each, s.gains[0].price_year), (51_724.0, 2022.0));
    assert_eq!(s.parties.get(&s.gains[0].to).map(String::as_str), Some("Ministry of Justice"));
    let o = answer::evaluate(&s);
    assert!(o.public.is_none() && o.notes.contains(&"note.gains"), "{:?}", o.notes);
    let node = Node::parse(&added).expect("json");
    let source = node.at("scenarios[0].gains[0].each.source").and_then(Node::text).expect("a source");
    assert!(node.at(&format!("scenarios[0].sources.{source}")).is_some(), "its source is in the draft");
}

#[test]
fn switching_the_netting_rule_changes_what_both_contracts_pay() {
    let text = draft("leaver").to_string();
    let prices = |rule: &str| {
        let node = Node::parse(&act(&text, &format!("netting={rule}")).draft).expect("json");
        let f = figure(&node, "twice");
        let pbr::reply::Chart::Bars { bars, .. } = &f.chart else { panic!("bars") };
        let o = outcome(&node);
        (bars.iter().map(|b| b.pieces[0].value).collect::<Vec<_>>(), o.values.get("successes").expect("successes"))
    };
    let (full, most) = prices("none");
    assert_eq!(full, [5600.0, 3000.0]);
    let (lead, _) = prices("lead_pays");
    assert!(lead[0] == 5600.0 && (lead[1] - 3000.0 * (1.0 - 0.2 * 0.3)).abs() < 1e-9, "{lead:?}");
    let mut node = draft("leaver");
    node.set("scenarios[0].contracts[0].payments[0].pay.value", Node::Number(4000.0));
    node.set("scenarios[0].contracts[1].payments[0].pay.of.value", Node::Number(4000.0));
    let capped = Node::parse(&act(&node.to_string(), "netting=proportional").draft).expect("json");
    let f = figure(&capped, "twice");
    let pbr::reply::Chart::Bars { bars, .. } = &f.chart else { panic!("bars") };
    assert!(bars[0].pieces[0].value < 5600.0 && bars[1].pieces[0].value < 3000.0, "both give way");
    assert!(outcome(&capped).values.get("successes").expect("successes") < most, "and both incentives weaken");
}

#[test]
fn both_readings_of_justice_reinvestment_are_a_press_apart() {
    let text = draft("ljr").to_string();
    let paid = |text: &str| outcome(&Node::parse(text).expect("json")).values.get("paid").expect("paid");
    // the threshold is a tenth for young people: half of that, and the rest in full; or half of all
    close("half, then all", paid(&text), 1_080_000.0 * (0.5 * 0.1 + 0.1));
    let other = act(&text, "reading=0").draft;
    close("half share", paid(&other), 1_080_000.0 * 0.5 * 0.2);
    let back = Node::parse(&act(&other, "reading=0").draft).expect("json");
    assert_eq!(back.to_string(), draft("ljr").to_string(), "and back again");
}

#[test]
fn sharing_case_by_case_is_worth_what_the_vector_says() {
    for case in &vectors::group("GAIN1").cases {
        let mut node = draft("savings");
        for (field, name) in [("cases", "n"), ("mean", "mu"), ("spread", "sd"), ("share", "share")] {
            node.set(&format!("scenarios[0].savings.{field}"), Node::Number(case.num(name)));
        }
        let f = figure(&node, "savings");
        let pbr::reply::Chart::Curves { x, lines, marks, .. } = &f.chart else { panic!("curves") };
        assert_eq!(marks[0].x, case.num("mu"));
        close(&case.id, marks[0].y, case.out["per_case"].as_f64().expect("£"));
        if let Some(i) = x.iter().position(|m| *m == case.num("mu")) {
            close(&case.id, lines[1].values[i], case.out["aggregate"].as_f64().expect("£"));
        }
    }
}

#[test]
fn counting_may_cost_or_save_and_says_below_what_size_it_cannot_pay() {
    let with = |fixed: f64, saved: f64, people: f64| {
        let mut node = draft("partnership");
        let counting = [("per_check", 0.0), ("checks", 1.0), ("fixed", fixed), ("saved", saved)];
        node.set("scenarios[0].counting", Node::record(counting.map(|(k, v)| (k, Node::Number(v))).to_vec()));
        node.set("scenarios[0].people[0].referrals", Node::Number(people));
        node.set("scenarios[0].people[0].value", Node::record(vec![("homes", Node::Number(25_000.0))]));
        node
    };
    // ADM1: £120,000 net at £25,000 a result is 4.8 results: .5 points of 1,000 people, 2.4 of 200
    for (people, points) in [(1000.0, "0.5"), (200.0, "2.4")] {
        let f = figure(&with(180_000.0, 60_000.0, people), "counting");
        let said: Vec<String> = f.remarks.iter().map(|r| plain(r)).collect();
        assert!(said[0].contains("4.8 results") && said[0].contains(&format!("{points} points")), "{said:?}");
        // 4 points of £25,000 bring £1,000 a head
        assert!(said[1].contains("120 people"), "{said:?}");
    }
    let saves = figure(&with(10_000.0, 60_000.0, 1000.0), "counting");
    assert!(plain(&saves.headline).contains("saves £50,000"), "{:?}", saves.headline);
}

#[test]
fn the_weakest_link_is_a_product() {
    let text = std::fs::read_to_string("tests/scenarios/gallery/public.json").expect("draft");
    let o = answer::evaluate(&sound(&text));
    close(
        "50 of 100, of whom 80 and 90 of 100 have the rest",
        o.values.get("successes").expect("n"),
        1000.0 * 0.5 * 0.8 * 0.9,
    );
    let links = Job::new(&text, None, 0, "links").step(1).figure.expect("a picture");
    let said = plain(&links.headline);
    assert!(said.contains("housing") && said.contains("90 more"), "{said}");
    // all it lacks at once is worth more than one by one
    let gains: Vec<f64> = links.table.rows.iter().map(|r| r.cells[1].text.parse().expect("people")).collect();
    assert_eq!(gains, [90.0, 40.0]);
}

#[test]
fn gains_count_less_when_late_and_weakly_known() {
    let one = |fields: &[(&str, Node)]| {
        let mut node = draft("partnership");
        for (path, v) in fields {
            let path = format!("scenarios[0].{path}");
            if let Some((parent, _)) = path.rsplit_once('.') {
                if node.at(parent).is_none() {
                    node.set(parent, Node::Object(Vec::new()));
                }
            }
            assert!(node.set(&path, v.clone()), "{path}");
        }
        public(&node).lines[0]
    };
    let text = |t: &str| Node::Text(t.into());
    close("40 homes at £2,000", one(&[]), 80_000.0);
    let years = ("gains[0].years", Node::Number(2.0));
    // results land a year after a start in the year: half in year 1, half... all starts in months 0 to 11, so all in year 1
    let late = one(&[("appraisal.discounting", text("standard"))]);
    close("a year late", late, 80_000.0 / 1.035);
    let spread = one(&[("appraisal.discounting", text("standard")), years]);
    close("years 1 and 2", spread, 40_000.0 / 1.035 + 40_000.0 / 1.035 / 1.035);
    let older = [("appraisal.inflation", Node::Number(0.02)), ("gains[0].price_year", Node::Number(2024.0))];
    close("prices of two years before", one(&older), 80_000.0 * 1.02 * 1.02);
    let graded =
        Node::record(vec![("v", Node::Number(2000.0)), ("grade", Node::Number(5.0)), ("status", text("yours"))]);
    let weak = [("appraisal.optimism", text("by_grade")), ("gains[0].each", graded)];
    close("grade 5", one(&weak), 80_000.0 * 0.75);
}
