//! How it is worked out, in words and formulas, with limits, words and logs: data, beside the table of results.

use crate::gather::Gather;
use crate::json::Node;
use crate::library;
use crate::reply::{Assumption, CheckValue, GlossaryWord, MethodSection, MethodText, Told};
use crate::words::{Lang, number};

/// The method as a page shows it.
pub fn told(lang: Lang) -> MethodText {
    let data = data();
    let lines = |key: &str| texts(data.get(key));
    let rows = |key: &str| list(data.get(key)).iter().map(|row| texts(Some(row))).gather();
    let cell = |row: &[String], i: usize| row.get(i).cloned().unwrap_or_default();
    let pair = |row: &Vec<String>| Told { head: cell(row, 0), text: cell(row, 1) };
    let word = |row: &Vec<String>| GlossaryWord { word: cell(row, 0), standard: cell(row, 1), means: cell(row, 2) };
    let assumption = |row: &Vec<String>| Assumption {
        what: cell(row, 0),
        taken: cell(row, 1),
        sure: cell(row, 2),
        instead: cell(row, 3),
    };
    MethodText {
        sections: list(data.get("sections")).iter().map(|s| section(s, lang)).gather(),
        limits: lines("limits"),
        unsettled: lines("unsettled"),
        glossary: rows("glossary").iter().map(word).gather(),
        assumptions: rows("assumptions").iter().map(assumption).gather(),
        assurance: rows("assurance").iter().map(pair).gather(),
        versions: rows("versions").iter().map(pair).gather(),
    }
}

fn section(node: &Node, lang: Lang) -> MethodSection {
    let check = |c: &Node| {
        let value = c.get("value").and_then(Node::number).unwrap_or(f64::NAN);
        CheckValue {
            case: text(c, "case"),
            says: text(c, "says"),
            value: number::format(value, library::unit(&text(c, "unit")), lang),
        }
    };
    MethodSection {
        id: text(node, "id"),
        title: text(node, "title"),
        figures: texts(node.get("figures")),
        says: texts(node.get("says")),
        formulas: texts(node.get("formulas")),
        checks: list(node.get("checks")).iter().map(check).gather(),
        rests: text(node, "rests"),
    }
}

/// The file, which ships with the program and which a test reads.
pub fn data() -> Node {
    Node::parse(include_str!("method.json")).unwrap_or(Node::Null)
}

fn list(node: Option<&Node>) -> &[Node] {
    if let Some(Node::List(items)) = node { items } else { &[] }
}

fn text(node: &Node, key: &str) -> String {
    node.get(key).and_then(Node::text).unwrap_or_default().to_string()
}

fn texts(node: Option<&Node>) -> Vec<String> {
    list(node).iter().filter_map(Node::text).map(str::to_string).gather()
}
