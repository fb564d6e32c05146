//! Three bids under one set of assumptions: what each would be paid for the same people in the same world, who would be left
//! out, who would fail, and which is too good to be true.

use crate::answer::{self, Outcome};
use crate::contract::settle::PROVIDER;
use crate::gather::Gather;
use crate::json::Node;
use crate::money;
use crate::num::float::round;
use crate::outcomes::exact;
use crate::reply::{Asked, Cell, Part, Table, TableRow, Unit};
use crate::risk::bid::winners_curse;
use crate::risk::tails::ONE_IN_20;
use crate::scenario::{Bid, Delivery, Envelope, Scenario, read};
use crate::tariffs;
use crate::words::{Arg, Lang, number, say, word};

/// More bids than these do not stand side by side.
pub const MOST: usize = 3;

/// Name of the payment that a bid asks for whatever happens.
const BLOCK: &str = "Paid whatever happens";

/// The draft under the terms and costs of a bid; none if no price of it can be set.
pub fn under(draft: &Node, s: &Scenario, o: &Outcome, bid: &Bid) -> Option<Node> {
    let places: Option<Vec<f64>> = (0..s.segments.len()).map(|i| tariffs::handle(s, i).map(|p| p.value)).collect();
    let places = places.filter(|p| p.iter().all(|v| *v > 0.0))?;
    let mut node = draft.clone();
    tariffs::reprice(&mut node, s, &places.iter().map(|v| bid.price / v).gather());
    // what is paid whatever happens is the bid's own
    let path = format!("{}.contracts[0].payments", s.path);
    let Some(Node::List(mut payments)) = node.at(&path).cloned() else { return None };
    let lucky = money::on_results(s, &o.ledger);
    let by_results = |p: &Node| {
        let tag = p.get("name").and_then(Node::text).and_then(|name| o.ledger.tags.iter().position(|t| t == name));
        tag.is_some_and(|t| lucky[t])
    };
    payments.retain(by_results);
    let text = |t: &str| Node::Text(t.to_string());
    if bid.block > 0.0 {
        let grant = Node::record(vec![("is", text("Grant")), ("total", Node::Number(bid.block))]);
        let late = Node::record(vec![("is", text("Delay")), ("months", Node::Number(1.0)), ("of", grant)]);
        payments.push(Node::record(vec![("name", text(BLOCK)), ("pay", late)]));
    }
    node.set(&path, Node::List(payments));
    for i in 0..s.segments.len() {
        node.set(&format!("{}.people[{i}].fixed_cost", s.path), Node::Number(0.0));
    }
    let provider = format!("{}.{PROVIDER}", s.path);
    if node.at(&provider).is_none() {
        node.set(&provider, Node::Object(Vec::new()));
    }
    node.set(&format!("{provider}.overhead"), Node::Number(0.0));
    node.set(&format!("{provider}.total_cost"), Node::Number(bid.cost));
    Some(node)
}

/// What a bid comes to on our assumptions, and on its own.
pub struct Judged {
    /// On ours.
    pub ours: Outcome,
    /// What it would keep if so many succeed as it says, £; none if it does not say.
    pub own_margin: Option<f64>,
    /// Share of starts that succeed on our assumptions.
    pub rate: f64,
}

/// Evaluates a bid; none if it cannot be put into the draft.
pub fn judge(draft: &Node, s: &Scenario, o: &Outcome, bid: &Bid) -> Option<Judged> {
    let node = under(draft, s, o, bid)?;
    let envelope = read(&node.to_string()).ok().filter(|e| e.issues.found.is_empty())?;
    let then = envelope.scenarios.into_iter().next()?;
    let ours = answer::evaluate(&then);
    let people = ours.values.get("people").filter(|n| *n > 0.0)?;
    let rate = ours.values.or_zero("successes") / people;
    let own_margin = bid.success.and_then(|p| {
        let mut own = then.clone();
        let id = own.outcomes.first()?.id.clone();
        for g in &mut own.segments {
            g.delivery.insert(id.clone(), Delivery::Given { p, p0: None });
        }
        // it spends on help what it would on our assumptions
        let help = ours.values.or_zero("cost") - bid.cost;
        answer::evaluate(&own).values.get("margin").map(|m| m - help.max(0.0))
    });
    Some(Judged { ours, own_margin, rate })
}

/// The bids of a draft side by side.
pub fn compared(e: &Envelope) -> Asked {
    let lang = e.issues.lang;
    let Some(s) = e.scenarios.first() else { return Asked::default() };
    let o = answer::evaluate(s);
    let mut says = Vec::new();
    let mut rows = Vec::new();
    let curse = curse(s, &o);
    for (i, bid) in s.bids.iter().take(MOST).enumerate() {
        let Some(j) = judge(&e.node, s, &o, bid) else {
            says.push(say(lang, "bids.no_price", &[]));
            break;
        };
        rows.push(row(i, bid, &j, lang));
        says.push(told(i, bid, &j, curse, lang));
    }
    if rows.len() > 1 {
        if let Some(curse) = curse.filter(|c| *c > 0.0) {
            let n = Arg::Result("bids[count]".into(), Some(count(s)), Unit::Count);
            says.push(say(
                lang,
                "bids.curse",
                &[("n", n), ("points", Arg::Result("bids[curse]".into(), Some(curse), Unit::Of100))],
            ));
        }
    }
    let columns =
        ["bids.bid", "bids.paid", "bids.cost", "bids.keeps", "bids.loses", "bids.out", "bids.succeed", "bids.left"];
    let table = Table {
        caption: say(lang, "bids.caption", &[]),
        columns: columns.map(|id| word(lang, id).to_string()).to_vec(),
        rows,
    };
    Asked { says, table: Some(table).filter(|t| !t.rows.is_empty()), ..Asked::default() }
}

/// How many bid.
fn count(s: &Scenario) -> f64 {
    f64::from(s.world.bidders).max(s.bids.len() as f64)
}

/// By how much, as a share of starts, the most hopeful of all bidders is expected to be wrong, if each errs as much as an
/// ordinary year does.
fn curse(s: &Scenario, o: &Outcome) -> Option<f64> {
    let first = |i: usize| o.plans.get(i).and_then(|p| p.first()).map_or(0.0, |p| p.rate);
    let groups: Vec<(f64, f64)> = s.segments.iter().enumerate().map(|(i, g)| (g.n(), first(i))).gather();
    (s.rho > 0.0).then(|| exact::rho_to_swing(&groups, s.rho) * winners_curse(count(s) as u32))
}

fn row(i: usize, bid: &Bid, j: &Judged, lang: Lang) -> TableRow {
    let cell = |what: &str, unit: Unit| Cell {
        result: format!("{what}[bid:{i}]"),
        text: j.ours.values.get(what).map_or_else(|| "–".to_string(), |v| number::format(v, unit, lang)),
        value: j.ours.values.get(what),
    };
    TableRow {
        head: Cell { text: bid.name.clone(), ..Cell::default() },
        cells: vec![
            cell("paid", Unit::GbpShort),
            cell("cost", Unit::GbpShort),
            cell("margin", Unit::GbpShort),
            cell("loss_chance", Unit::Of20),
            cell("cash_out", Unit::Month),
            cell("successes", Unit::People),
            cell("unhelped", Unit::People),
        ],
    }
}

fn told(i: usize, bid: &Bid, j: &Judged, curse: Option<f64>, lang: Lang) -> Vec<Part> {
    let v = |id: &str| j.ours.values.get(id);
    let arg = |id: &str, v: Option<f64>, unit| Arg::Result(format!("{id}[bid:{i}]"), v, unit);
    let name = || ("name", Arg::text(bid.name.clone()));
    let margin = v("margin").unwrap_or(0.0);
    let (paid, keeps) = (arg("paid", v("paid"), Unit::GbpShort), arg("margin", Some(margin.abs()), Unit::GbpShort));
    let id = if margin < 0.0 { "bids.loses_money" } else { "bids.keeps_money" };
    let mut out = say(lang, id, &[name(), ("paid", paid), ("keeps", keeps)]);
    if let Some(chance) = v("loss_chance").filter(|c| *c > ONE_IN_20) {
        out.extend(say(lang, "bids.often", &[("chance", arg("loss_chance", Some(chance), Unit::Of20))]));
    }
    if let Some(month) = v("cash_out") {
        out.extend(say(lang, "bids.runs_out", &[("month", arg("cash_out", Some(month), Unit::Month))]));
    }
    if let Some(left) = v("unhelped").filter(|n| *n > 0.0) {
        out.extend(say(lang, "bids.leaves_out", &[("n", arg("unhelped", Some(left), Unit::People))]));
    }
    if let (Some(says), Some(own)) = (bid.success, j.own_margin) {
        let hopeful = says - j.rate;
        let args = [("says", arg("says", Some(says), Unit::Of100)), ("ours", arg("rate", Some(j.rate), Unit::Of100))];
        // it lives on its own hopes and would not on ours, or not even on its own
        let id = match (margin < 0.0, own < 0.0) {
            (true, true) => "bids.low_own",
            (true, false) => "bids.low",
            _ if curse.is_some_and(|c| c > 0.0 && hopeful > c) => "bids.hopeful",
            _ => "bids.says",
        };
        out.extend(say(lang, id, &args));
    } else if margin < 0.0 {
        out.extend(say(lang, "bids.low_unsaid", &[]));
    }
    out
}

/// Adds a bid with the terms as they stand, or takes one out: `add`, or its index.
pub fn change(node: &mut Node, what: &str) -> Option<()> {
    let path = "scenarios[0].bids";
    if what != "add" {
        let i = what.parse::<usize>().ok()?;
        let Some(Node::List(bids)) = node.at_mut(path) else { return None };
        if i < bids.len() {
            bids.remove(i);
        }
        if bids.is_empty() {
            let Some(Node::Object(pairs)) = node.at_mut("scenarios[0]") else { return None };
            pairs.retain(|(k, _)| k != "bids");
        }
        return Some(());
    }
    let envelope = read(&node.to_string()).ok().filter(|e| e.issues.found.is_empty())?;
    let s = envelope.scenarios.first()?;
    let o = answer::evaluate(s);
    if s.bids.len() >= MOST {
        return None;
    }
    let v = |id: &str| o.values.or_zero(id);
    let price = tariffs::handle(s, 0).map_or(0.0, |p| p.value);
    let rate = if v("people") > 0.0 { v("successes") / v("people") } else { 0.0 };
    let example = |x: f64| Node::record(vec![("v", Node::Number(x)), ("status", Node::Text("illustrative".into()))]);
    let letters = ["A", "B", "C"];
    let names: Vec<String> =
        letters.iter().map(|l| format!("{} {l}", word(envelope.issues.lang, "bids.name"))).gather();
    let name = names.iter().find(|n| s.bids.iter().all(|b| b.name != **n))?;
    let bid = Node::record(vec![
        ("name", Node::Text(name.clone())),
        ("price", example(price)),
        ("block", example(round(v("paid_regardless")))),
        ("cost", example(round(v("cost") - v("help_spent")))),
        ("success", example(round(rate * 1000.0) / 1000.0)),
    ]);
    if node.at(path).is_none() {
        node.set(path, Node::List(Vec::new()));
    }
    let Some(Node::List(bids)) = node.at_mut(path) else { return None };
    bids.push(bid);
    Some(())
}
