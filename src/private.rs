//! A draft without what one side keeps to itself: prices, or the provider's, the investor's or the payer's own numbers.
//!
//! Each number becomes a value that holds nothing, `"v": null`, which the reader tells as left out on purpose; nothing invented
//! stands in. What is written about it goes with it; an amount that a text repeats is blanked. Of prices, every £ amount below
//! `contracts`, `provider`, `finance` and `bids` goes, and what is no amount stays; of a side, each number of its own.

use crate::gather::Gather;
use crate::json::{Node, item, key};
use crate::num::decimal;
use crate::reply::Unit;
use crate::scenario::inputs::{self, Leaf};

/// What is kept back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// The £ amounts of contracts, provider, finance and bids.
    Prices,
    /// What delivery costs, and what the provider wants, has and owes.
    Provider,
    /// Whose money is drawn, on what terms.
    Investor,
    /// What results are worth to those who pay, and what counting them costs.
    Commissioner,
}

impl Secret {
    /// By its name.
    pub fn of(word: &str) -> Option<Secret> {
        Some(match word {
            "prices" => Secret::Prices,
            "provider" => Secret::Provider,
            "investor" => Secret::Investor,
            "commissioner" => Secret::Commissioner,
            _ => return None,
        })
    }

    /// The records of a scenario that it concerns, or fields of them.
    fn records(self) -> &'static [&'static str] {
        match self {
            Secret::Prices => &["contracts", "provider", "finance", "bids"],
            Secret::Provider => &["provider", "people[].fixed_cost", "bids"],
            Secret::Investor => &["finance"],
            Secret::Commissioner => &["people[].value", "gains[]", "pool", "counting", "appraisal"],
        }
    }

    /// True of an input that is kept back.
    fn holds(self, root: &Node, leaf: &Leaf) -> bool {
        let field = leaf.row.path.strip_prefix("scenarios[].").unwrap_or(leaf.row.path);
        let below = |record: &&str| {
            field.strip_prefix(*record).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        if !self.records().iter().any(below) {
            return false;
        }
        let unknown = leaf.path.split_once(".params.").is_some_and(|(contract, p)| unused(root, contract, p));
        match self {
            Secret::Prices => leaf.unit == Unit::Gbp || unknown,
            _ => root.at(&leaf.path).is_some_and(|n| inputs::value_of(n).is_some()),
        }
    }
}
/// The texts of a scenario that tell its terms in words.
const TOLD: [&str; 4] = ["name", "about", "simplified", "happened"];

/// The draft without the £ amounts of its contracts, its provider, its finance and its bids.
pub fn without_prices(draft: &str) -> String {
    without(draft, Secret::Prices)
}

/// The draft without what is kept back. What cannot be read is not passed on at all.
pub fn without(draft: &str, secret: Secret) -> String {
    let Ok(mut root) = Node::parse(draft) else {
        return String::new();
    };
    // of keys that stand twice the last counts; what does not count must not be passed on either
    once(&mut root);
    let many = match root.get("scenarios") {
        Some(Node::List(all)) => all.len(),
        _ => 0,
    };
    for scenario in (0..many).map(|i| item("scenarios", i)) {
        let mut amounts = Vec::new();
        for path in private(&root, &scenario, secret) {
            amounts.extend(root.at(&path).and_then(inputs::value_of));
            root.set(&path, Node::record(vec![("v", Node::Null), ("status", Node::Text("yours".into()))]));
        }
        for record in secret.records().iter().filter(|r| !r.contains('.')) {
            if let Some(node) = root.at_mut(&key(&scenario, record.trim_end_matches("[]"))) {
                blank(node, &|_| true);
            }
        }
        for text in TOLD {
            if let Some(node) = root.at_mut(&key(&scenario, text)) {
                blank(node, &|amount| amounts.contains(&amount));
            }
        }
    }
    root.to_string()
}

/// Where the private numbers of a scenario stand.
fn private(root: &Node, scenario: &str, secret: Secret) -> Vec<String> {
    let leaves = inputs::leaves(root, scenario);
    let mut out: Vec<String> = leaves.iter().filter(|l| secret.holds(root, l)).map(|l| l.path.clone()).gather();
    let contracts = key(scenario, "contracts");
    if let (Secret::Prices, Some(node)) = (secret, root.at(&contracts)) {
        clauses(node, &contracts, Unit::Number, &mut out);
    }
    out
}

/// True of a parameter that no payment names: what it is an amount of, nobody can tell.
fn unused(root: &Node, contract: &str, param: &str) -> bool {
    fn names(node: &Node, wanted: &str) -> bool {
        match node {
            Node::Text(t) => t == wanted,
            Node::List(items) => items.iter().any(|n| names(n, wanted)),
            Node::Object(pairs) => pairs.iter().any(|(_, n)| names(n, wanted)),
            _ => false,
        }
    }
    let wanted = format!("${}", param.split(['.', '[']).next().unwrap_or(param));
    !root.at(&key(contract, "payments")).is_some_and(|payments| names(payments, &wanted))
}

/// Amounts that stand where the language counts: beside money in a condition or a metric, and in a clause that pays pounds.
fn clauses(node: &Node, path: &str, unit: Unit, out: &mut Vec<String>) {
    match node {
        Node::List(items) => items.iter().enumerate().for_each(|(i, n)| clauses(n, &item(path, i), unit, out)),
        Node::Object(pairs) => {
            for (k, child) in pairs {
                let here = key(path, k);
                match k.as_str() {
                    "metric" | "cond" if reads_money(child) => numbers(child, &here, out),
                    "f" => {
                        let measured = node.get("metric").or(node.get("of")).is_some_and(reads_money);
                        let plain = node.get("rate").is_none_or(|rate| inputs::value_of(rate) == Some(1.0));
                        let pays = if node.get("metric").is_some() { plain } else { unit == Unit::Gbp };
                        clause(child, &here, measured, pays, out);
                    }
                    _ => clauses(child, &here, inputs::unit_below(k, unit), out),
                }
            }
        }
        _ => {}
    }
}

/// True of a term that reads what was paid, is owed or is saved.
fn reads_money(node: &Node) -> bool {
    match node {
        Node::List(items) => items.iter().any(reads_money),
        Node::Object(pairs) => {
            let is = node.get("is").and_then(Node::text).unwrap_or("");
            ["Money", "Owed", "Hurdle", "Saving"].contains(&is) || pairs.iter().any(|(_, n)| reads_money(n))
        }
        _ => false,
    }
}

/// Every number below a node.
fn numbers(node: &Node, path: &str, out: &mut Vec<String>) {
    match node {
        Node::Number(_) => out.push(path.to_string()),
        _ if node.get("v").is_some() => out.push(path.to_string()),
        Node::List(items) => items.iter().enumerate().for_each(|(i, n)| numbers(n, &item(path, i), out)),
        Node::Object(pairs) => pairs.iter().for_each(|(k, n)| numbers(n, &key(path, k), out)),
        _ => {}
    }
}

/// The amounts of a clause: where it bends if it measures money, how high it stands if it pays pounds, how steep it is if it
/// pays pounds for something else. Nothing is no amount: it is the shape.
fn clause(f: &Node, path: &str, measures: bool, pays: bool, out: &mut Vec<String>) {
    let mut add = |at: String, private: bool, node: Option<&Node>| {
        if private && node.is_some_and(|n| inputs::value_of(n).is_some_and(|v| v != 0.0)) {
            out.push(at);
        }
    };
    let steep = pays && !measures;
    for (k, private) in [("x0", measures), ("y0", pays), ("s0", steep)] {
        add(key(path, k), private, f.get(k));
    }
    let Some(Node::List(knots)) = f.get("knots") else { return };
    for (i, knot) in knots.iter().enumerate() {
        let Node::List(three) = knot else { continue };
        let here = item(&key(path, "knots"), i);
        for (j, private) in [measures, steep, pays].into_iter().enumerate() {
            add(item(&here, j), private, three.get(j));
        }
    }
}

/// Leaves of pairs with one key the last.
fn once(node: &mut Node) {
    match node {
        Node::List(items) => items.iter_mut().for_each(once),
        Node::Object(pairs) => {
            let all = std::mem::take(pairs);
            for (k, mut child) in all {
                once(&mut child);
                pairs.retain(|(other, _)| *other != k);
                pairs.push((k, child));
            }
        }
        _ => {}
    }
}

/// Blanks amounts in every text below a node.
fn blank(node: &mut Node, is_private: &dyn Fn(f64) -> bool) {
    match node {
        Node::Text(text) => *text = blanked(text, is_private),
        Node::List(items) => items.iter_mut().for_each(|n| blank(n, is_private)),
        Node::Object(pairs) => pairs.iter_mut().for_each(|(_, n)| blank(n, is_private)),
        _ => {}
    }
}

/// “£5,000” becomes “£…”, as does “£1.2 million”.
fn blanked(text: &str, is_private: &dyn Fn(f64) -> bool) -> String {
    const LARGE: [(&str, f64); 7] =
        [("million", 1e6), ("billion", 1e9), ("thousand", 1e3), ("bn", 1e9), ("m", 1e6), ("k", 1e3), ("", 1.0)];
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('£') {
        out.push_str(before);
        let start = after.trim_start();
        let end = start.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(start.len());
        let digits = start[..end].trim_end_matches(['.', ',']);
        let follows = &start[digits.len()..];
        let word = follows.trim_start();
        let large = LARGE.iter().find(|(w, _)| {
            word.strip_prefix(w).is_some_and(|more| !more.starts_with(|c: char| c.is_alphanumeric()) || w.is_empty())
        });
        let (w, times) = large.copied().unwrap_or(("", 1.0));
        match decimal::parse(&digits.replace(',', "")) {
            Some(v) if is_private(v * times) => {
                out.push_str("£…");
                rest = if w.is_empty() { follows } else { &word[w.len()..] };
            }
            _ => {
                out.push('£');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_words_are_blanked_and_nothing_else() {
        let all = |text: &str| blanked(text, &|_| true);
        assert_eq!(all("Paid £5,000 for each, £1.2 million at most."), "Paid £… for each, £… at most.");
        assert_eq!(all("£400 m, £3k or £2bn; £7 meals"), "£…, £… or £…; £… meals");
        assert_eq!(all("£ a year, 12 months, £x"), "£ a year, 12 months, £x");
        let some = blanked("£5,000 of £60,000, or £0.005m", &|v| v == 5000.0);
        assert_eq!(some, "£… of £60,000, or £…");
    }

    #[test]
    fn of_keys_that_stand_twice_the_first_is_not_passed_on() {
        let draft =
            r#"{"scenarios": [{"provider": {"reserves": 111}, "provider": {"reserves": 222, "reserves": 333}}]}"#;
        assert_eq!(without_prices(draft), r#"{"scenarios":[{"provider":{"reserves":{"v":null,"status":"yours"}}}]}"#);
        assert_eq!(without_prices("{"), "");
    }

    #[test]
    fn a_clause_that_pays_pounds_hides_them_and_keeps_its_shape() {
        let pay = |pay: &str| {
            let draft = format!(r#"{{"scenarios": [{{"contracts": [{{"payments": [{{"pay": {pay}}}]}}]}}]}}"#);
            let node = Node::parse(&without_prices(&draft)).unwrap();
            node.at("scenarios[0].contracts[0].payments[0].pay.f")
                .or(node.at("scenarios[0].contracts[0].payments[0].pay.cond"))
                .unwrap()
                .to_string()
        };
        let gone = r#"{"v":null,"status":"yours"}"#;
        let count = r#""metric": {"is": "Count", "stage": "x"}"#;
        assert_eq!(
            pay(&format!(r#"{{"is": "Shape", {count}, "rate": 1, "f": {{"s0": 5000, "knots": [[10, 0, 700]]}}}}"#)),
            format!(r#"{{"s0":{gone},"knots":[[10,0,{gone}]]}}"#)
        );
        assert_eq!(
            pay(&format!(r#"{{"is": "Shape", {count}, "rate": 5000, "f": {{"s0": 1, "knots": [[10, 0.5, 3]]}}}}"#)),
            r#"{"s0":1,"knots":[[10,0.5,3]]}"#
        );
        let money = r#""metric": {"is": "Money", "tag": "*"}"#;
        assert_eq!(
            pay(&format!(r#"{{"is": "Shape", {money}, "rate": 1, "f": {{"s0": 0.5, "knots": [[1000, 0.25, 3]]}}}}"#)),
            format!(r#"{{"s0":0.5,"knots":[[{gone},0.25,{gone}]]}}"#)
        );
        assert_eq!(
            pay(
                r#"{"is": "Gate", "cond": {"is": ">=", "of": [{"is": "Money", "tag": "*"}, 90000]}, "of": {"is": "Lump", "amount": 1}}"#
            ),
            format!(r#"{{"is":">=","of":[{{"is":"Money","tag":"*"}},{gone}]}}"#)
        );
    }
}
