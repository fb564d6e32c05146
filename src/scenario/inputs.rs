//! Every input of a draft as a page shows it: found by the table of fields, with its name, text, range and provenance.

use super::fields::{self, Kind, find};
use crate::gather::Gather;
use crate::json::{Node, item, key};
use crate::library;
use crate::reply::{Choice, Input, Issue, Part, Unit};
use crate::value::{self, Status};
use crate::words::{Arg, Lang, number, say, word};
use std::cell::RefCell;
use std::rc::Rc;

/// One editable place of a draft.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// Its path.
    pub path: String,
    /// Path pattern of its row.
    pub row: &'static fields::Field,
    /// Its unit.
    pub unit: Unit,
    /// What may stand in it.
    pub kind: Kind,
}

/// Keys of the contract language that hold numbers: their unit and their name.
const TREE_KEYS: &[(&str, Unit, &str)] = &[
    ("rate", Unit::Gbp, "price"),
    ("amount", Unit::Gbp, "amount"),
    ("total", Unit::Gbp, "in all"),
    ("lo", Unit::Gbp, "floor"),
    ("hi", Unit::Gbp, "ceiling"),
    ("keep", Unit::Gbp, "kept back"),
    ("cap", Unit::Gbp, "ceiling in all"),
    ("value", Unit::Gbp, "price for each"),
    ("price", Unit::Gbp, "contract price a year"),
    ("own", Unit::Gbp, "own price"),
    ("other", Unit::Gbp, "the other contract's price"),
    ("up_to", Unit::Gbp, "up to"),
    ("months", Unit::Months, "months later"),
    ("every", Unit::Months, "months apart"),
    ("times", Unit::Count, "times"),
    ("month", Unit::Count, "month, from 0"),
    ("number", Unit::Percent, "share of the full price"),
    ("share", Unit::Percent, "share"),
    ("overlap", Unit::Percent, "share in both"),
    ("joint", Unit::Percent, "chance of both"),
    ("h_cohort", Unit::Percent, "fall needed in a cohort"),
    ("h_pool", Unit::Percent, "fall needed over all"),
    ("alpha", Unit::Percent, "size of the test"),
    ("irr", Unit::Percent, "return a year"),
    ("se", Unit::Percent, "share of true results counted"),
    ("sp", Unit::Percent, "share of others not counted"),
    ("reference", Unit::Number, "results for the whole price"),
    ("baseline", Unit::Number, "counted from"),
    ("b", Unit::Number, "counted from"),
    ("m", Unit::People, "people it was seen on"),
    ("target", Unit::Number, "target"),
    ("weight", Unit::Number, "weight"),
    ("step", Unit::Number, "step"),
];

/// Every editable place of one scenario, in the order of the draft.
pub fn leaves(draft: &Node, scenario: &str) -> Vec<Leaf> {
    let mut out = Vec::new();
    if let Some(node) = draft.at(scenario) {
        walk(draft, node, scenario, &mut out);
    }
    out
}

fn walk(draft: &Node, node: &Node, path: &str, out: &mut Vec<Leaf>) {
    let Node::Object(pairs) = node else { return };
    for (name, child) in pairs {
        let here = key(path, name);
        let Some(row) = find(&fields::pattern(&here)) else {
            continue;
        };
        match row.kind {
            Kind::Record => walk(draft, child, &here, out),
            Kind::Records => {
                if let Node::List(items) = child {
                    items.iter().enumerate().for_each(|(i, n)| walk(draft, n, &item(&here, i), out));
                }
            }
            Kind::Names(inner) => {
                let Node::Object(named) = child else { continue };
                for (name, n) in named {
                    let here = key(&here, name);
                    match inner {
                        Kind::Record => walk(draft, n, &here, out),
                        Kind::Term => tree(n, &here, param_unit(draft, path, name), row, out),
                        kind => number_leaf(n, &here, row, *kind, out),
                    }
                }
            }
            Kind::Pay => tree(child, &here, Unit::Number, row, out),
            Kind::Choice(_) => out.push(Leaf { path: here, row, unit: Unit::Choice, kind: row.kind }),
            Kind::Whole { .. } if !["stream", "price_year"].contains(&name.as_str()) => {
                out.push(Leaf { path: here, row, unit: Unit::Count, kind: row.kind });
            }
            kind => number_leaf(child, &here, row, kind, out),
        }
    }
}

/// A number, each of a list by month, or each of an object by band.
fn number_leaf(node: &Node, path: &str, row: &'static fields::Field, kind: Kind, out: &mut Vec<Leaf>) {
    let (Kind::Value { unit, .. } | Kind::Monthly { unit, .. } | Kind::Banded { unit, .. }) = kind else {
        return;
    };
    match (node, node.get("by_band")) {
        (Node::List(items), _) => {
            items.iter().enumerate().for_each(|(i, n)| number_leaf(n, &item(path, i), row, kind, out));
        }
        (_, Some(Node::Object(bands))) => {
            let path = key(path, "by_band");
            bands.iter().for_each(|(band, n)| number_leaf(n, &key(&path, band), row, kind, out));
        }
        _ => out.push(Leaf { path: path.to_string(), row, unit, kind }),
    }
}

/// Numbers inside a tree of the contract language; the unit comes from the key they stand under.
fn tree(node: &Node, path: &str, unit: Unit, row: &'static fields::Field, out: &mut Vec<Leaf>) {
    match node {
        Node::Number(_) => out.push(Leaf { path: path.to_string(), row, unit, kind: row.kind }),
        _ if value::is_value(node) => out.push(Leaf { path: path.to_string(), row, unit, kind: row.kind }),
        Node::List(items) => {
            items.iter().enumerate().for_each(|(i, n)| tree(n, &item(path, i), unit, row, out));
        }
        Node::Object(pairs) => {
            for (name, n) in pairs {
                tree(n, &key(path, name), unit_below(name, unit), row, out);
            }
        }
        // what was typed into a number and is none still shows in its field
        Node::Text(t) if !is_word(path) && !t.starts_with('$') => {
            out.push(Leaf { path: path.to_string(), row, unit, kind: row.kind });
        }
        _ => {}
    }
}

/// The unit of numbers below a key of the contract language. Below a key of its own unit everything counts in that unit
/// (bands, years, parts of a sum), until a metric, a condition or a clause begins.
pub fn unit_below(key: &str, unit: Unit) -> Unit {
    let known = TREE_KEYS.iter().find(|(k, _, _)| *k == key).map(|(_, u, _)| *u);
    known.unwrap_or(if ["metric", "cond", "f", "knots"].contains(&key) { Unit::Number } else { unit })
}

/// True if a key of the contract language holds a word, so that text in it is no unreadable number.
fn is_word(path: &str) -> bool {
    const WORDS: [&str; 24] = [
        "is", "name", "stage", "kind", "tag", "from", "to", "party", "event", "entity", "by", "settle", "over",
        "scope", "best", "rule", "test", "side", "good", "year", "unit", "clawback", "tranches", "years",
    ];
    let last = path.rsplit('.').next().unwrap_or("").split('[').next().unwrap_or("");
    WORDS.contains(&last)
}

/// The unit of a parameter is that of the first place that uses it.
fn param_unit(draft: &Node, contract: &str, name: &str) -> Unit {
    fn used(node: &Node, wanted: &str, unit: Unit) -> Option<Unit> {
        match node {
            Node::Text(t) if t == wanted => Some(unit),
            Node::List(items) => items.iter().find_map(|n| used(n, wanted, unit)),
            Node::Object(pairs) => pairs.iter().find_map(|(k, n)| used(n, wanted, unit_below(k, unit))),
            _ => None,
        }
    }
    let payments = draft.at(&key(contract, "payments"));
    payments.and_then(|p| used(p, &format!("${name}"), Unit::Number)).unwrap_or(Unit::Number)
}

/// What stands in a field: the number formatted, or letter for letter what was typed.
pub fn shown(draft: &Node, path: &str, unit: Unit) -> String {
    let node = draft.at(path);
    let leaf = node.and_then(|n| n.get("v")).or(node);
    match leaf {
        Some(Node::Number(x)) => number::typed(*x, unit),
        Some(Node::Text(t)) => t.clone(),
        _ => String::new(),
    }
}

/// The number in a field.
pub fn value_of(node: &Node) -> Option<f64> {
    node.number().or_else(|| node.get("v").and_then(Node::number))
}

/// The place in the library that a path of a draft was taken from.
pub struct Original(Option<Rc<Node>>);

thread_local! {
    /// The last scheme that was read for it: every edit asks for the same.
    static SCHEME: RefCell<Option<(&'static str, Rc<Node>)>> = const { RefCell::new(None) };
}

impl Original {
    /// The scheme that a scenario says it was started from.
    pub fn of(draft: &Node, scenario: &str) -> Original {
        let from = draft.at(&key(scenario, "from")).and_then(Node::text);
        let parsed = |id: &'static str, text: &str| {
            SCHEME.with_borrow_mut(|last| match last {
                Some((of, node)) if *of == id => Some(Rc::clone(node)),
                _ => {
                    let node = Rc::new(Node::parse(text).ok()?);
                    *last = Some((id, Rc::clone(&node)));
                    Some(node)
                }
            })
        };
        Original(from.and_then(library::find).and_then(|s| parsed(s.id, s.text)))
    }

    /// What stands there.
    pub fn at(&self, path: &str) -> Option<&Node> {
        let rest = path.split_once('.')?.1;
        self.0.as_ref()?.at(&format!("scenarios[0].{rest}"))
    }
}

/// Everything a page needs to know of each input.
pub fn inputs(draft: &Node, scenario: &str, issues: &[Issue], lang: Lang) -> Vec<Input> {
    let original = Original::of(draft, scenario);
    leaves(draft, scenario).iter().map(|leaf| input(draft, leaf, &original, issues, lang)).gather()
}

fn input(draft: &Node, leaf: &Leaf, original: &Original, issues: &[Issue], lang: Lang) -> Input {
    let node = draft.at(&leaf.path);
    let value = node.and_then(value_of);
    let words = |k: &str| node.and_then(|n| n.get(k)).and_then(Node::text).map(str::to_string);
    let status = words("status").and_then(|s| Status::of(&s)).unwrap_or_default();
    let was = original.at(&leaf.path);
    // what stands as the scheme has it was typed by nobody here
    let status = if status == Status::Yours && node.is_some() && was == node { Status::Illustrative } else { status };
    let was_value = was.and_then(value_of);
    let [min, max, step] = limits(leaf, was_value.or(value));
    let slider = slider(leaf, was_value.or(value));
    let reset = match (was_value, was.and_then(Node::text)) {
        (Some(v), _) if Some(v) != value => Some(number::typed(v, leaf.unit)),
        (None, Some(t)) if node.and_then(Node::text) != Some(t) => Some(t.to_string()),
        _ => None,
    };
    let options = match leaf.kind {
        Kind::Choice(list) => list.iter().map(|(v, l)| Choice { value: (*v).into(), label: (*l).into() }).gather(),
        _ => Vec::new(),
    };
    let finite = |v: f64| v.is_finite().then_some(v);
    let source = words("source").map(|code| {
        let scenario = leaf.path.split('.').next().unwrap_or("");
        let long = draft.at(&key(&key(scenario, "sources"), &code)).and_then(Node::text);
        long.map_or(code.clone(), |long| format!("{long} [{code}]"))
    });
    let issue = issues.iter().find(|i| i.path == leaf.path || i.path.starts_with(&format!("{}.", leaf.path)));
    Input {
        path: leaf.path.clone(),
        field: leaf.row.path.to_string(),
        name: name(draft, leaf),
        text: shown(draft, &leaf.path, leaf.unit),
        value,
        unit: leaf.unit,
        min: finite(min),
        max: finite(max),
        slider: options.is_empty().then_some(slider),
        step: options.is_empty().then_some(step),
        range: options.is_empty().then(|| slider.map(|v| number::typed(v, leaf.unit))),
        options,
        hint: hint(leaf),
        status: word(lang, status.tag()).to_string(),
        status_id: status.tag().strip_prefix("tag.").unwrap_or_default().to_string(),
        source,
        note: words("note"),
        reset,
        issue: issue.map(|i| i.message.clone()),
    }
}

/// A scenario is an example if a number in it is; it is never better than its weakest input.
pub fn tag(inputs: &[Input], lang: Lang) -> String {
    let has = |id: &str| inputs.iter().any(|i| i.status == word(lang, id));
    let id = ["tag.example", "tag.yours"].into_iter().find(|id| has(id)).unwrap_or("tag.published");
    word(lang, id).to_string()
}

/// How many of the numbers are published, examples, the reader's own.
pub fn provenance(inputs: &[Input], lang: Lang) -> Vec<Part> {
    let count = |ids: &[&str]| {
        let is = |i: &&Input| i.options.is_empty() && ids.iter().any(|id| i.status == word(lang, id));
        Arg::text(inputs.iter().filter(is).gather().len().to_string())
    };
    let args = [
        ("published", count(&["tag.published", "tag.calculated"])),
        ("example", count(&["tag.example"])),
        ("yours", count(&["tag.yours"])),
    ];
    say(lang, "provenance", &args)
}

/// Least, greatest and step; ends of the slider. `around` is the number that stood there at first.
pub fn reach(leaf: &Leaf, around: Option<f64>) -> ([f64; 3], [f64; 2]) {
    (limits(leaf, around), slider(leaf, around))
}

/// Least, greatest and step. Inside a contract nothing but money and shares is bounded, as rules may deduct.
fn limits(leaf: &Leaf, around: Option<f64>) -> [f64; 3] {
    match leaf.kind {
        Kind::Value { min, max, step, .. }
        | Kind::Monthly { min, max, step, .. }
        | Kind::Banded { min, max, step, .. } => [min, max, step],
        Kind::Whole { min, max } => [min, max, 1.0],
        _ => {
            let step = match leaf.unit {
                Unit::Gbp => nice(around.unwrap_or(1000.0).abs() / 100.0).max(1.0),
                Unit::Percent => 0.01,
                Unit::Months | Unit::Count => 1.0,
                _ => nice(around.unwrap_or(1.0).abs() / 100.0).max(0.01),
            };
            [f64::NEG_INFINITY, f64::INFINITY, step]
        }
    }
}

/// The ends of the slider: those of the table, or from nothing to a round number some three times what stood there.
fn slider(leaf: &Leaf, around: Option<f64>) -> [f64; 2] {
    match leaf.kind {
        Kind::Value { slider, max, .. } | Kind::Monthly { slider, max, .. } | Kind::Banded { slider, max, .. } => {
            // a number far beyond the usual stretches its slider, as far as it may go
            let most = around.unwrap_or(0.0);
            if most > slider[1] { [slider[0], nice(most * 2.0).min(max)] } else { slider }
        }
        Kind::Whole { min, max } => [min, max.min(nice(around.unwrap_or(12.0) * 3.0))],
        _ => match leaf.unit {
            Unit::Percent => [0.0, 1.0],
            Unit::Months | Unit::Count => [0.0, nice(around.unwrap_or(12.0).max(8.0) * 3.0)],
            _ => [0.0, nice(around.unwrap_or(1000.0).abs().max(1.0) * 3.0)],
        },
    }
}

/// The next 1, 2 or 5 × a power of ten.
fn nice(v: f64) -> f64 {
    // nobody slides that far, and infinity has no next power of ten
    if v >= 1e15 {
        return 1e15;
    }
    let mut unit = 1e-6;
    while unit * 10.0 <= v {
        unit *= 10.0;
    }
    let steps = [1.0, 2.0, 5.0, 10.0].map(|m| m * unit);
    steps.into_iter().find(|s| *s >= v * (1.0 - 1e-9)).unwrap_or(10.0 * unit)
}

fn hint(leaf: &Leaf) -> String {
    match leaf.kind {
        Kind::Pay | Kind::Names(_) => String::new(),
        _ => leaf.row.help.to_string(),
    }
}

/// The full name that a screen reader can speak: whose number it is, and which.
pub fn name(draft: &Node, leaf: &Leaf) -> String {
    let pieces: Vec<&str> = leaf.path.split('.').gather();
    let named = |list: &str, keys: &[&str]| -> Option<String> {
        let i = pieces.iter().position(|p| p.split_once('[').is_some_and(|(key, _)| key == list))?;
        let node = draft.at(&pieces[..=i].join("."))?;
        keys.iter().find_map(|k| node.get(k).and_then(Node::text)).map(str::to_string)
    };
    let context = named("people", &["name", "id"])
        .or_else(|| named("bids", &["name"]))
        .or_else(|| named("payments", &["name"]))
        .or_else(|| named("stages", &["says", "id"]));
    let label = label(draft, leaf);
    match context {
        Some(c) => format!("{}: {label}", capital(&c)),
        None => capital(&label),
    }
}

fn label(draft: &Node, leaf: &Leaf) -> String {
    let last = leaf.path.rsplit('.').next().unwrap_or("");
    let base = match leaf.row.kind {
        Kind::Pay => {
            let pieces = leaf.path.rsplit('.').map(|p| p.split('[').next().unwrap_or(p));
            let known = pieces.filter_map(|p| TREE_KEYS.iter().find(|(k, _, _)| *k == p)).map(|(_, _, l)| *l).next();
            known.unwrap_or("a number of the rule").to_string()
        }
        Kind::Names(Kind::Term) => {
            let name = leaf.path.split(['.', '[']).skip_while(|piece| *piece != "params").nth(1).unwrap_or("");
            name.replace('_', " ")
        }
        _ => leaf.row.label.to_string(),
    };
    if leaf.path.split('.').any(|piece| piece == "by_band") {
        return format!("{base}, {}", band_name(draft, &leaf.path, last));
    }
    match last.split_once('[').and_then(|(_, i)| i.trim_end_matches(']').parse::<u32>().ok()) {
        Some(i) if last.starts_with("by_year") => format!("{base}, year {}", i + 1),
        Some(i) if last.starts_with("referrals") => format!("{base}, month {}", i + 1),
        _ => base,
    }
}

/// What people call the groups of a payment band.
fn band_name(draft: &Node, path: &str, band: &str) -> String {
    let scenario = path.split('.').next().unwrap_or("");
    let Some(Node::List(people)) = draft.at(&key(scenario, "people")) else {
        return band.to_string();
    };
    let is = |p: &&Node| [p.get("band"), p.get("id")].iter().flatten().any(|n| n.text() == Some(band));
    let names: Vec<&str> = people.iter().filter(is).filter_map(|p| p.get("name").and_then(Node::text)).gather();
    if names.is_empty() { band.to_string() } else { names.join(" and ") }
}

/// The first letter large.
pub fn capital(s: &str) -> String {
    let mut chars = s.chars();
    chars.next().map_or_else(String::new, |c| std::iter::once(c.to_ascii_uppercase()).chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sliders_end_at_round_numbers_however_large_the_number() {
        assert_eq!([0.3, 1.0, 15_000.0, 1e14].map(nice), [0.5, 1.0, 20_000.0, 1e14]);
        assert_eq!([1e308, f64::INFINITY].map(nice), [1e15, 1e15]);
    }
}
