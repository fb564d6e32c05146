//! What switches and offers do to a draft: one action each, undone like any other edit.

use crate::answer;
use crate::ask;
use crate::bid;
use crate::bids;
use crate::commission;
use crate::gather::Gather;
use crate::json::Node;
use crate::num::{decimal, float};
use crate::prose::{FINANCE, HABITS, PUBLIC, RISKS};
use crate::reply::Edited;
use crate::scenario::{edit, inputs, read};
use crate::share;
use crate::take::groups;
use crate::terms;
use crate::unit_costs;
use crate::words::{Lang, word};

/// So many deeds one act may have.
const MOST: usize = 100;

/// Does what `act` says to the draft's first scenario, one act after the other where semicolons stand between; what it does
/// not know leaves the draft as it is.
pub fn act(draft: &str, act: &str) -> Edited {
    // what was pasted may hold any mark
    if let Some(table) = act.strip_prefix("groups=") {
        return match groups::put(draft, table) {
            Some(node) => edited(&node, "act.groups", Lang::default()),
            None => Edited { draft: draft.to_string(), name: String::new() },
        };
    }
    let deeds: Vec<&str> = act.split(';').take(MOST + 1).gather();
    if let Some((last, before)) = deeds.split_last().filter(|(_, before)| !before.is_empty()) {
        // nobody proposes so much at once; whoever sent it would have us read the draft for ever
        if deeds.len() > MOST {
            return Edited { draft: draft.to_string(), name: String::new() };
        }
        let draft = before.iter().fold(draft.to_string(), |draft, one| self::act(&draft, one.trim_start()).draft);
        return self::act(&draft, last.trim_start());
    }
    let done = match act.split_once('=') {
        Some(("motive", much)) => Some(edit::edit(draft, "scenarios[0].provider.motive", much)),
        Some(("terms", aim)) => propose(draft, aim),
        Some(("toggle", key)) if HABITS.contains(&key) => toggle(draft, "provider", key),
        Some(("toggle", key)) if RISKS.iter().any(|(risk, _)| *risk == key) => toggle(draft, "world", key),
        Some(("toggle", key)) if FINANCE.contains(&key) => toggle(draft, "finance", key),
        Some(("share", w)) => set_share(draft, decimal::parse(w)),
        Some(("prices", times)) => changed(draft, |node| ask::all_prices(node, decimal::parse(times)?)),
        Some(("equal", budget)) => changed(draft, |node| ask::equal_prices(node, decimal::parse(budget)?)),
        Some(("field", field)) => changed(draft, |node| commission::load(node, field)),
        Some(("bid", what)) => changed(draft, |node| bids::change(node, what)),
        Some(("set", field)) => {
            field.split_once('=').and_then(|(path, v)| Some(edit::set(draft, path, decimal::parse(v)?)))
        }
        Some(("unrange", path)) => Some(edit::unrange(draft, path)),
        Some(("unknown", path)) => changed(draft, |node| bid::toggle_unknown(node, path)),
        Some(("guarantee", terms)) => terms.split_once('/').and_then(|(guaranteed, price)| {
            let (guaranteed, price) = (decimal::parse(guaranteed)?, decimal::parse(price)?);
            changed(draft, |node| {
                bid::put(node, guaranteed, price);
                Some(())
            })
        }),
        Some(("record", "attribution")) => changed(draft, attribution),
        Some(("record", name)) if PUBLIC.contains(&name) => changed(draft, |node| toggle_record(node, name)),
        Some(("pool", rule)) => changed(draft, |node| {
            if node.at("scenarios[0].pool").is_none() {
                toggle_record(node, "pool")?;
            }
            node.set("scenarios[0].pool.rule", Node::Text(rule.to_string())).then_some(())
        }),
        Some(("reading", i)) => changed(draft, |node| read_as(node, decimal::parse(i)? as usize)),
        Some(("cash", what)) => changed(draft, |node| {
            if node.at("scenarios[0].appraisal").is_none() {
                node.set("scenarios[0].appraisal", Node::Object(Vec::new()));
            }
            node.set("scenarios[0].appraisal.cash", Node::Text(what.to_string())).then_some(())
        }),
        Some(("netting", rule)) => changed(draft, |node| net(node.at_mut("scenarios[0].contracts")?, rule)),
        Some(("gain", row)) => changed(draft, |node| gain(node, row)),
        Some(("count", what)) => count(draft, what == "events"),
        _ => None,
    };
    done.unwrap_or_else(|| Edited { draft: draft.to_string(), name: String::new() })
}

/// Whether a draft stands as if an act had been done: where the act sets numbers, whether they stand there; else whether
/// doing it changes nothing.
pub fn stands(node: &Node, draft: &str, act: &str) -> bool {
    act.split(';').map(str::trim).all(|one| {
        let set = one.strip_prefix("set=").and_then(|rest| rest.split_once('='));
        match set.or_else(|| Some(("scenarios[0].provider.motive", one.strip_prefix("motive=")?))) {
            Some((path, v)) => node.at(path).and_then(inputs::value_of) == decimal::parse(v),
            None => self::act(draft, one).draft == draft,
        }
    })
}

/// Puts another share of the same expected pay on results.
fn set_share(draft: &str, w: Option<f64>) -> Option<Edited> {
    let envelope = read(draft).ok().filter(|e| e.issues.found.is_empty())?;
    let s = envelope.scenarios.first()?;
    let node = share::set(&envelope.node, s, &answer::evaluate(s), w?)?;
    Some(edited(&node, "act.share", envelope.issues.lang))
}

/// A change of the tree, under the name of the terms.
fn changed(draft: &str, change: impl FnOnce(&mut Node) -> Option<()>) -> Option<Edited> {
    let mut node = Node::parse(draft).ok()?;
    change(&mut node)?;
    Some(edited(&node, "act.terms", Lang::default()))
}

/// Puts proposed terms in.
fn propose(draft: &str, aim: &str) -> Option<Edited> {
    let envelope = read(draft).ok().filter(|e| e.issues.found.is_empty())?;
    let s = envelope.scenarios.first()?;
    let (_, aim) = terms::AIMS.into_iter().find(|(name, _)| *name == aim)?;
    let node = terms::propose(&envelope.node, s, &answer::evaluate(s), aim)?;
    Some(edited(&node, "act.terms", envelope.issues.lang))
}

/// Counts results yes or no, or how often.
fn count(draft: &str, events: bool) -> Option<Edited> {
    let envelope = read(draft).ok().filter(|e| e.issues.found.is_empty())?;
    let s = envelope.scenarios.first()?;
    let mut node = envelope.node.clone();
    terms::count(&mut node, s, &answer::evaluate(s), events)?;
    Some(edited(&node, "act.count", envelope.issues.lang))
}

/// Adds a habit of the provider, or a risk of its world, at a value that shows what it does, or takes it out again.
fn toggle(draft: &str, record: &str, key: &str) -> Option<Edited> {
    let envelope = read(draft).ok()?;
    let s = envelope.scenarios.first()?;
    let mut node = envelope.node.clone();
    let path = format!("scenarios[0].{record}");
    if node.at(&path).is_none() {
        node.set(&path, Node::Object(Vec::new()));
    }
    let people: f64 = s.segments.iter().map(|g| g.n()).sum();
    // £100 a head is little help, and seven places in ten are too few
    let value = match key {
        "help_budget" => Node::Number(float::round(people) * 100.0),
        "places" => Node::Number(float::round(people * 0.7)),
        "discretion" => Node::Number(0.5),
        "purse" => Node::Text("break_even".into()),
        "partner_help" => Node::Number(200.0),
        "persistence" => Node::Number(0.5),
        "effect_spread" | "volume_spread" => Node::Number(0.25),
        "site_spread" => Node::Number(0.05),
        "bidders" => Node::Number(4.0),
        "retender_cost" | "caution" => Node::Number(50_000.0),
        "pilot_months" => Node::Number(6.0),
        "fees" => Node::Number(1000.0),
        "guarantee" => Node::Object(vec![("share".into(), Node::Number(0.5))]),
        _ => Node::Number(100.0),
    };
    // what says little alone comes and goes with it
    let with = match key {
        "partner_help" => Some(("partners", Node::Text("leave_if_profit".into()))),
        "site_spread" => Some(("sites", Node::Number(4.0))),
        "pilot_months" => Some(("pilot_cost", Node::Number(50_000.0))),
        _ => None,
    };
    let Some(Node::Object(pairs)) = node.at_mut(&path) else { return None };
    let there = pairs.iter().any(|(k, _)| k == key);
    pairs.retain(|(k, _)| k != key && !(there && with.as_ref().is_some_and(|(also, _)| k == also)));
    if !there {
        pairs.push((key.to_string(), value));
        if let Some((also, value)) = with.filter(|(also, _)| pairs.iter().all(|(k, _)| k != also)) {
            pairs.push((also.to_string(), value));
        }
    }
    Some(edited(&node, &format!("more.{key}"), envelope.issues.lang))
}

/// Says that half of the first outcome's difference is this contract's doing, or says nothing of it again.
fn attribution(node: &mut Node) -> Option<()> {
    let Some(Node::Object(pairs)) = node.at_mut("scenarios[0].outcomes[0]") else { return None };
    let before = pairs.len();
    pairs.retain(|(k, _)| k != "attribution");
    if pairs.len() == before {
        pairs.push(("attribution".into(), Node::Number(0.5)));
    }
    Some(())
}

/// Adds a record of the public's side with numbers that show what it does, or takes it out again.
fn toggle_record(node: &mut Node, name: &str) -> Option<()> {
    let path = format!("scenarios[0].{name}");
    if node.at(&path).is_some() {
        let Some(Node::Object(pairs)) = node.at_mut("scenarios[0]") else { return None };
        pairs.retain(|(k, _)| k != name);
        return Some(());
    }
    let (text, number) = (|t: &str| Node::Text(t.to_string()), Node::Number);
    let record = match name {
        "appraisal" => {
            vec![("discounting", text("standard")), ("inflation", number(0.0)), ("optimism", text("by_grade"))]
        }
        "pool" => vec![("rule", text("in_proportion")), ("running_cost", number(0.0))],
        "counting" => vec![
            ("per_check", number(50.0)),
            ("checks", number(1.0)),
            ("fixed", number(50_000.0)),
            ("saved", number(20_000.0)),
        ],
        _ => vec![
            ("cases", number(200.0)),
            ("mean", number(0.0)),
            ("spread", number(4000.0)),
            ("share", number(0.5)),
            ("threshold", number(0.0)),
            ("quality", number(0.9)),
        ],
    };
    node.set(&path, Node::record(record)).then_some(())
}

/// Puts another reading of the first contract's terms in force; that which was takes its place.
fn read_as(node: &mut Node, i: usize) -> Option<()> {
    let at = |name: &str| format!("scenarios[0].contracts[0].{name}");
    for (own, other) in [("reading", "says"), ("payments", "payments")] {
        let path = at(&format!("readings[{i}].{other}"));
        let (then, now) = (node.at(&path)?.clone(), node.at(&at(own))?.clone());
        node.set(&path, now);
        node.set(&at(own), then);
    }
    Some(())
}

/// Sets the rule by which each payment gives way to another contract.
fn net(node: &mut Node, rule: &str) -> Option<()> {
    match node {
        Node::List(items) => items.iter_mut().for_each(|n| {
            net(n, rule);
        }),
        Node::Object(pairs) => {
            let netted = pairs.iter().any(|(k, v)| k == "is" && v.text() == Some("NetOff"));
            pairs.iter_mut().for_each(|(k, v)| {
                if netted && k == "rule" {
                    *v = Node::Text(rule.to_string());
                } else {
                    net(v, rule);
                }
            });
        }
        _ => {}
    }
    Some(())
}

/// Adds a line of who gains: a row of the library of unit costs with its source, or one of the reader's own.
fn gain(node: &mut Node, row: &str) -> Option<()> {
    let text = |t: &str| Node::Text(t.to_string());
    let cost = unit_costs::find(row);
    if cost.is_none() && !row.is_empty() {
        return None;
    }
    let payer = cost.map_or_else(|| word(Lang::default(), "gain.new").to_string(), |c| c.payer.clone());
    let mut line = vec![("to", text(&party_of(node, &payer)?))];
    match cost {
        Some(c) => {
            let mut each = vec![("v", Node::Number(c.each?)), ("status", text(c.status.word()))];
            if !c.source.is_empty() {
                each.push(("source", text(row)));
                within(node, "sources", row, text(&c.source))?;
            }
            if !c.note.is_empty() {
                each.push(("note", text(&c.note)));
            }
            line.extend([("says", text(&c.says)), ("each", Node::record(each)), ("ledger", text(&c.ledger))]);
            let year: String = c.price_year.chars().take(4).collect();
            line.extend(decimal::parse(&year).map(|y| ("price_year", Node::Number(y))));
            line.push(("source_row", text(row)));
        }
        None => line.extend([("each", Node::Number(1000.0)), ("ledger", text("cash")), ("years", Node::Number(1.0))]),
    }
    line.push(("cashable", Node::Number(0.5)));
    if node.at("scenarios[0].gains").is_none() {
        node.set("scenarios[0].gains", Node::List(Vec::new()));
    }
    let Some(Node::List(lines)) = node.at_mut("scenarios[0].gains") else { return None };
    lines.push(Node::record(line));
    Some(())
}

/// The party of that name, added if there is none.
fn party_of(node: &mut Node, name: &str) -> Option<String> {
    if let Some(Node::Object(parties)) = node.at("scenarios[0].parties") {
        if let Some((id, _)) = parties.iter().find(|(_, n)| n.text() == Some(name)) {
            return Some(id.clone());
        }
    }
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let id: String = name.chars().map(plain).collect();
    within(node, "parties", &id, Node::Text(name.to_string()))?;
    Some(id)
}

/// Puts an entry into a record of the scenario, which may not be there yet.
fn within(node: &mut Node, record: &str, name: &str, value: Node) -> Option<()> {
    let path = format!("scenarios[0].{record}");
    if node.at(&path).is_none() {
        node.set(&path, Node::Object(Vec::new()));
    }
    node.set(&format!("{path}.{name}"), value).then_some(())
}

fn edited(node: &Node, name: &str, lang: Lang) -> Edited {
    Edited { draft: node.to_string(), name: word(lang, name).to_string() }
}
