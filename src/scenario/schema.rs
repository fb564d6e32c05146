//! What the tables say, for programs: a JSON Schema (2020-12). Everything in it comes from the table of fields and the
//! grammar; a bound, a name or a meaning is changed there.

use super::fields::{Field, Kind, Need, below};
pub use super::reference::reference;
use crate::contract::grammar::{Family, Key, RULES, Rule};
use crate::reply::Unit;
use crate::value::Status;
use serde_json::{Map, Value, json};

/// The schema of a draft. It knows shapes, ranges and names of fields; what spans fields (references, either-or, shares)
/// only the reader knows.
pub fn schema() -> Value {
    let mut root = record("");
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("Payment by Results: what if? A draft");
    root["$comment"] = json!(
        "Units: £, people, months, and shares of 1. References between fields, either-or and sums of shares are checked on reading."
    );
    root["$defs"] = json!({
        "value": value_def(),
        "term": term_def(),
        "baseline": {"anyOf": [reference_to("term"), {"anyOf": family(Family::Baseline)}]},
        "cond": {"anyOf": family(Family::Cond)},
        "pay": {"anyOf": family(Family::Pay)},
        "clause": clause_def(),
        "scope": scope_def(),
        "shares": {"anyOf": [text(), map_of(reference_to("term"))]},
        "path": path_def(),
    });
    root
}

fn reference_to(def: &str) -> Value {
    json!({"$ref": format!("#/$defs/{def}")})
}

fn text() -> Value {
    json!({"type": "string"})
}

fn list_of(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn map_of(each: Value) -> Value {
    json!({"type": "object", "minProperties": 1, "additionalProperties": each})
}

fn one_of(words: &[&str]) -> Value {
    json!({"enum": words})
}

/// An object of these properties and no others.
fn object(properties: Map<String, Value>, required: &[&str]) -> Value {
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

/// The object whose rows stand right below a pattern of the table.
fn record(pattern: &str) -> Value {
    let properties = below(pattern).map(|(key, f)| (key.to_string(), field(f))).collect();
    let required: Vec<&str> = below(pattern).filter(|(_, f)| f.need == Need::Required).map(|(key, _)| key).collect();
    object(properties, &required)
}

fn field(f: &Field) -> Value {
    let mut schema = kind(f.kind, f.path);
    schema["title"] = json!(f.label);
    schema["description"] = json!(f.help);
    if let Need::Default(v) = f.need {
        schema["default"] = plain(v);
    }
    if let Some((unit, _)) = measured(f.kind) {
        schema["x-unit"] = json!(unit);
    }
    schema
}

/// Whole numbers as people write them: 1, not 1.0.
fn plain(v: f64) -> Value {
    if v.fract() == 0.0 && v.abs() < 1e15 { json!(v as i64) } else { json!(v) }
}

/// Unit and range of a kind that is a number.
pub(super) fn measured(kind: Kind) -> Option<(Unit, [f64; 2])> {
    match kind {
        Kind::Value { unit, min, max, .. }
        | Kind::Monthly { unit, min, max, .. }
        | Kind::Banded { unit, min, max, .. } => Some((unit, [min, max])),
        Kind::Whole { min, max } => Some((Unit::Count, [min, max])),
        Kind::Names(each) => measured(*each),
        _ => None,
    }
}

fn kind(kind: Kind, path: &str) -> Value {
    // a number in its range, or a value whose number is
    let either = |number: Value| json!([number, {"$ref": "#/$defs/value", "properties": {"v": number}}]);
    let ranged = || {
        let [min, max] = measured(kind).map_or([f64::MIN, f64::MAX], |(_, range)| range);
        json!({"type": "number", "minimum": plain(min), "maximum": plain(max)})
    };
    match kind {
        Kind::Value { .. } => json!({"anyOf": either(ranged())}),
        Kind::Whole { .. } => {
            let mut whole = ranged();
            whole["type"] = json!("integer");
            json!({"anyOf": either(whole)})
        }
        Kind::Monthly { .. } => {
            let each = json!({"anyOf": either(ranged())});
            json!({"anyOf": [each, list_of(each.clone())]})
        }
        Kind::Banded { .. } => {
            let each = json!({"anyOf": either(ranged())});
            let by_band = Map::from_iter([("by_band".to_string(), map_of(each.clone()))]);
            json!({"anyOf": [each, object(by_band, &["by_band"])]})
        }
        Kind::Text => text(),
        Kind::YearMonth => json!({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
        Kind::Choice(options) => {
            let option = |(word, label): &(&str, &str)| json!({"const": word, "title": label});
            json!({"anyOf": options.iter().map(option).collect::<Vec<_>>()})
        }
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Record => record(path),
        Kind::Records => list_of(record(&format!("{path}[]"))),
        Kind::Names(Kind::Record) => {
            json!({"type": "object", "additionalProperties": record(&format!("{path}{{}}"))})
        }
        Kind::Names(each) => {
            json!({"type": "object", "additionalProperties": self::kind(*each, path)})
        }
        Kind::Term => reference_to("term"),
        Kind::Pay => reference_to("pay"),
        Kind::Windows => list_of(json!({
            "type": "array", "items": {"type": "number", "minimum": 0}, "minItems": 2, "maxItems": 2,
        })),
        Kind::Path => reference_to("path"),
        Kind::Draw => {
            json!({"anyOf": [one_of(&["upfront", "as_needed"]), list_of(json!({"type": "number"}))]})
        }
    }
}

/// A number and where it comes from (`value::read`).
fn value_def() -> Value {
    let number = || json!({"type": "number"});
    let needs_source = [Status::Published, Status::Secondary];
    let (sourced, free): (Vec<_>, Vec<_>) = Status::ALL.iter().partition(|(_, s)| needs_source.contains(s));
    let words = |list: &[&(&str, Status)]| one_of(&list.iter().map(|(w, _)| *w).collect::<Vec<_>>());
    let properties = json!({
        "v": number(),
        "low": number(),
        "high": number(),
        "dist": one_of(&["fixed", "uniform", "pert", "normal"]),
        "source": text(),
        "status": one_of(&Status::ALL.map(|(w, _)| w)),
        "grade": {"type": "integer", "minimum": 1, "maximum": 6},
        "note": text(),
    });
    let mut schema = object(properties.as_object().cloned().unwrap_or_default(), &["v", "status"]);
    schema["title"] = json!("a number and where it comes from");
    schema["anyOf"] = json!([
        {"properties": {"status": words(&sourced)}, "required": ["source"]},
        {"properties": {"status": words(&free)}},
    ]);
    schema
}

fn term_def() -> Value {
    let varying = |name: &str, of: Value| object(Map::from_iter([(name.to_string(), of)]), &[name]);
    let mut by_year = list_of(reference_to("term"));
    by_year["minItems"] = json!(1);
    json!({"title": "a number or a metric", "anyOf": [
        {"type": "number"},
        {"type": "string", "pattern": "^[$]", "description": "a parameter of the contract"},
        reference_to("value"),
        varying("by_year", by_year),
        varying("by_band", map_of(reference_to("term"))),
        {"anyOf": family(Family::Term)},
    ]})
}

fn family(family: Family) -> Vec<Value> {
    RULES.iter().filter(|r| r.family == family).map(node).collect()
}

/// One node of the language.
fn node(rule: &Rule) -> Value {
    let mut properties = Map::from_iter([("is".to_string(), json!({"const": rule.is}))]);
    for key in rule.keys {
        let mut schema = what(rule, key);
        schema["description"] = json!(key.takes);
        properties.insert(key.name.to_string(), schema);
    }
    let keys = rule.keys.iter().filter(|key| key.required).map(|key| key.name);
    let required: Vec<&str> = std::iter::once("is").chain(keys).collect();
    let mut schema = object(properties, &required);
    schema["title"] = json!(rule.is);
    schema["description"] = json!(rule.meaning);
    schema
}

/// What stands under a key of a node: the same key takes the same thing wherever it stands, but for `of`.
fn what(rule: &Rule, key: &Key) -> Value {
    let takes = key.takes;
    let pays = || reference_to("pay");
    let terms = || {
        let mut list = list_of(reference_to("term"));
        list["minItems"] = json!(1);
        list
    };
    match (rule.family, key.name) {
        (Family::Pay, "of") if takes.starts_with("a list") => list_of(pays()),
        (Family::Pay, "of") => pays(),
        (Family::Cond, "of") => match rule.is {
            ">=" => {
                let mut pair = terms();
                pair["minItems"] = json!(2);
                pair["maxItems"] = json!(2);
                pair
            }
            "and" => list_of(reference_to("cond")),
            _ => reference_to("cond"),
        },
        (Family::Term, "of") if takes == "terms" => terms(),
        (Family::Term, "of") if takes.starts_with("a list") => {
            let part = ["weight", "of", "target"];
            list_of(object(part.iter().map(|k| ((*k).to_string(), reference_to("term"))).collect(), &part))
        }
        (_, "cond") => reference_to("cond"),
        (_, "f") => reference_to("clause"),
        (_, "baseline") => reference_to("baseline"),
        (_, "scope") => reference_to("scope"),
        (_, "clawback") => json!({"type": "boolean"}),
        (_, "settle" | "by" | "best" | "rule" | "test" | "side" | "good") => one_of(&choices(takes)),
        (Family::Pay, "from" | "to") if takes.contains("share}") => reference_to("shares"),
        (_, "name" | "band" | "stage" | "kind" | "tag" | "party" | "entity" | "event" | "from" | "to") => text(),
        (_, "years") => list_of(json!({"type": "integer", "minimum": 0})),
        (_, "tranches") => {
            let bound = json!({"anyOf": [reference_to("term"), {"type": "null"}]});
            let keys = [("to".to_string(), reference_to("shares")), ("up_to".to_string(), bound)];
            list_of(object(Map::from_iter(keys), &["to"]))
        }
        _ if takes.contains("or null") => {
            json!({"anyOf": [reference_to("term"), {"type": "null"}]})
        }
        _ => reference_to("term"),
    }
}

/// The words of a choice, out of what the grammar says of it: "exact (default) or normal".
fn choices(takes: &str) -> Vec<&str> {
    let words = takes.split([',', ';']).flat_map(|piece| piece.split(" or "));
    // what stands within brackets may hold commas of its own
    let mut depth = 0_i32;
    let mut out = Vec::new();
    for piece in words {
        let bare = piece.split(['(', ':']).next().unwrap_or("").trim();
        if depth == 0 && !bare.is_empty() {
            out.push(bare);
        }
        depth += piece.matches('(').count() as i32 - piece.matches(')').count() as i32;
    }
    out
}

fn clause_def() -> Value {
    let knot = json!({"type": "array", "items": reference_to("term"), "minItems": 3, "maxItems": 3});
    let mut properties: Map<String, Value> =
        ["x0", "y0", "s0"].iter().map(|k| ((*k).to_string(), reference_to("term"))).collect();
    properties.insert("knots".into(), list_of(knot));
    let mut schema = object(properties, &[]);
    schema["title"] = json!("a piecewise-linear clause");
    schema["description"] = json!(
        "y0 + s0 (x − x0), and at each knot [at, change of slope, jump] the slope changes and the value jumps; at the knot itself it has jumped already"
    );
    schema
}

/// Scopes, as the grammar writes them: `{over: person|month|…, by: …}`.
fn scope_def() -> Value {
    let takes = RULES.iter().flat_map(|r| r.keys).find(|key| key.name == "scope").map_or("", |key| key.takes);
    let inside = takes.split(['{', '}']).nth(1).unwrap_or("");
    let pairs: Vec<(&str, Vec<&str>)> = inside
        .split(", ")
        .filter_map(|pair| pair.split_once(": "))
        .map(|(key, words)| (key, words.split('|').collect()))
        .collect();
    let over = pairs.first().map_or(Vec::new(), |(_, words)| words.clone());
    let properties = pairs.iter().map(|(key, words)| ((*key).to_string(), one_of(words))).collect();
    json!({"anyOf": [one_of(&over), object(properties, &["over"])]})
}

/// A recorded path (`contract::path`).
fn path_def() -> Value {
    let month = || json!({"type": "integer", "minimum": 0});
    let rows = json!({"type": "array", "minItems": 3, "maxItems": 4, "items": {"anyOf": [{"type": "number"}, text()]}});
    let stage = json!({"anyOf": [month(), list_of(month()), text(), {"type": "number", "minimum": 0}]});
    let properties = json!({
        "months": month(),
        "outcome_lag": month(),
        "people": list_of(json!({"type": "object", "additionalProperties": stage})),
        "days": {"type": "object", "additionalProperties": list_of(rows.clone())},
        "events": {"type": "object", "additionalProperties": list_of(rows)},
        "money": {"type": "object", "additionalProperties": list_of(json!({
            "type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number"},
        }))},
    });
    object(properties.as_object().cloned().unwrap_or_default(), &["months"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_come_out_of_the_grammars_words() {
        assert_eq!(choices("exact (default) or normal"), ["exact", "normal"]);
        assert_eq!(choices("start, event or posting (default): whose year"), ["start", "event", "posting"]);
        let settle = "close (default: held until it closes), account (paid at once, one correction at the close) or running (by month)";
        assert_eq!(choices(settle), ["close", "account", "running"]);
    }
}
