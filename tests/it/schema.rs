//! The table of fields, the reader, the schema and the reference are four faces of one thing; these tests hold them together.

use crate::vectors;
use pbr::json::Node;
use pbr::library;
use pbr::scenario::fields::{FIELDS, Kind, pattern};
use pbr::scenario::{self, schema};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;

const EVERY: &str = include_str!("../scenarios/every_field.json");

fn draft_schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(schema::schema)
}

/// Why a JSON text does not fit the draft's schema; none if it does.
fn misfit(text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).expect("json");
    fit(draft_schema(), &value, "").err()
}

/// Why a node does not fit one of the schema's definitions.
pub fn misfit_of(def: &str, node: &Value) -> Option<String> {
    fit(&draft_schema()["$defs"][def], node, def).err()
}

/// A small checker of the words of JSON Schema that ours uses; any other word is a mistake of this test.
fn fit(schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let no = |why: String| Err(format!("{at}: {why}"));
    for (word, rule) in schema.as_object().expect("a schema is an object") {
        let number = || rule.as_f64().expect("number");
        match word.as_str() {
            "title" | "description" | "default" | "x-unit" | "$schema" | "$comment" | "$defs" => {}
            "$ref" => {
                let def = rule.as_str().and_then(|r| r.strip_prefix("#/$defs/")).expect("a definition of our own");
                let target = draft_schema()["$defs"].get(def).unwrap_or_else(|| panic!("no definition {def}"));
                fit(target, value, at)?;
            }
            "type" => {
                let is = match rule.as_str().expect("type") {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "null" => value.is_null(),
                    "number" => value.is_number(),
                    "integer" => value.as_f64().is_some_and(|x| x.fract() == 0.0),
                    other => panic!("type {other}"),
                };
                if !is {
                    return no(format!("{value} is not of type {rule}"));
                }
            }
            "const" if value != rule => return no(format!("{value} is not {rule}")),
            "enum" if !rule.as_array().expect("enum").contains(value) => {
                return no(format!("{value} is not in {rule}"));
            }
            "const" | "enum" => {}
            "minimum" if value.as_f64().is_some_and(|x| x < number()) => {
                return no(format!("{value} < {rule}"));
            }
            "maximum" if value.as_f64().is_some_and(|x| x > number()) => {
                return no(format!("{value} > {rule}"));
            }
            "minItems" if value.as_array().is_some_and(|l| l.len() < number() as usize) => {
                return no("too few".into());
            }
            "maxItems" if value.as_array().is_some_and(|l| l.len() > number() as usize) => {
                return no("too many".into());
            }
            "minProperties" if value.as_object().is_some_and(|m| m.len() < number() as usize) => {
                return no("too few keys".into());
            }
            "minimum" | "maximum" | "minItems" | "maxItems" | "minProperties" => {}
            "pattern" => {
                let text = value.as_str().unwrap_or("");
                let fits = match rule.as_str().expect("pattern") {
                    "^[$]" => text.starts_with('$'),
                    "^[0-9]{4}-(0[1-9]|1[0-2])$" => {
                        let month: Option<u32> = text.get(5..).and_then(|m| m.parse().ok());
                        text.len() == 7 && text.as_bytes()[4] == b'-' && month.is_some_and(|m| (1..=12).contains(&m))
                    }
                    other => panic!("pattern {other}"),
                };
                if value.is_string() && !fits {
                    return no(format!("{value} does not match {rule}"));
                }
            }
            "anyOf" => {
                let tried: Vec<_> = rule.as_array().expect("anyOf").iter().map(|s| fit(s, value, at)).collect();
                if tried.iter().all(Result::is_err) {
                    // the reason of the alternative that got furthest
                    let deepest =
                        tried.into_iter().filter_map(Result::err).max_by_key(|why| why.find(": ").unwrap_or(0));
                    return Err(deepest.unwrap_or_default());
                }
            }
            "required" => {
                let missing =
                    rule.as_array().expect("required").iter().find(|k| value.get(k.as_str().unwrap_or("")).is_none());
                if let (true, Some(key)) = (value.is_object(), missing) {
                    return no(format!("{key} is missing"));
                }
            }
            "properties" => {
                for (key, rule) in rule.as_object().expect("properties") {
                    if let Some(v) = value.get(key) {
                        fit(rule, v, &format!("{at}.{key}"))?;
                    }
                }
            }
            "additionalProperties" => {
                let named = schema.get("properties").and_then(Value::as_object);
                for (key, v) in value.as_object().into_iter().flatten() {
                    if named.is_some_and(|n| n.contains_key(key)) {
                        continue;
                    }
                    if rule == &Value::Bool(false) {
                        return no(format!("no field {key}"));
                    }
                    fit(rule, v, &format!("{at}.{key}"))?;
                }
            }
            "items" => {
                for (i, v) in value.as_array().into_iter().flatten().enumerate() {
                    fit(rule, v, &format!("{at}[{i}]"))?;
                }
            }
            other => panic!("{at}: this checker does not know `{other}`"),
        }
    }
    Ok(())
}

/// Every path at which something stands.
fn paths(node: &Node, at: &str, out: &mut Vec<String>) {
    out.push(at.to_string());
    match node {
        Node::List(items) => {
            for (i, n) in items.iter().enumerate() {
                paths(n, &pbr::json::item(at, i), out);
            }
        }
        Node::Object(pairs) => {
            for (k, n) in pairs {
                paths(n, &pbr::json::key(at, k), out);
            }
        }
        _ => {}
    }
}

#[test]
fn a_draft_with_every_field_reads_and_answers() {
    let envelope = scenario::read(EVERY).expect("json");
    assert!(envelope.issues.found.is_empty(), "{:#?}", envelope.issues.found);
    let mut all = Vec::new();
    paths(&envelope.node, "", &mut all);
    let used: BTreeSet<String> = all.iter().map(|p| pattern(p)).collect();
    for f in FIELDS {
        assert!(used.contains(f.path), "{} does not stand in every_field.json", f.path);
    }
    for s in &envelope.scenarios {
        let outcome = pbr::answer::evaluate(s);
        assert!(outcome.ledger.entries.iter().all(|e| e.amount.is_finite()), "{}", s.id);
    }
    assert_eq!(misfit(EVERY), None);
}

#[test]
fn the_reader_asks_for_every_row() {
    // whatever stands in a field that is read must be told if it is nonsense
    let nonsense = Node::List(vec![Node::Bool(true), Node::Object(vec![("?".into(), Node::Null)])]);
    let whole = Node::parse(EVERY).expect("json");
    let mut all = Vec::new();
    paths(&whole, "", &mut all);
    for f in FIELDS {
        let Some(path) = all.iter().find(|p| pattern(p) == f.path && !p.ends_with(']')) else {
            continue;
        };
        let mut draft = whole.clone();
        assert!(draft.set(path, nonsense.clone()), "{path}");
        let found = scenario::read(&draft.to_string()).expect("json").issues.found;
        assert!(found.iter().any(|i| i.path.starts_with(path.as_str())), "{path} is not read: {found:#?}");
    }
}

#[test]
fn what_must_be_there_is_missed() {
    let whole = Node::parse(EVERY).expect("json");
    let mut all = Vec::new();
    paths(&whole, "", &mut all);
    for f in FIELDS.iter().filter(|f| f.need == scenario::fields::Need::Required) {
        let path = all.iter().find(|p| pattern(p) == f.path && !p.ends_with(']')).expect(f.path);
        let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
        let mut draft = whole.clone();
        let parent = if parent.is_empty() { Some(&mut draft) } else { draft.at_mut(parent) };
        if let Some(Node::Object(pairs)) = parent {
            pairs.retain(|(k, _)| k != key);
        }
        let text = draft.to_string();
        let found = scenario::read(&text).expect("json").issues.found;
        assert!(found.iter().any(|i| &i.path == path && i.id == "issue.missing"), "{path}: {found:#?}");
        assert!(misfit(&text).is_some(), "the schema does not miss {path}");
    }
}

#[test]
fn ranges_are_the_same_in_table_reader_and_schema() {
    let whole = Node::parse(EVERY).expect("json");
    let mut all = Vec::new();
    paths(&whole, "", &mut all);
    for f in FIELDS {
        let (Kind::Value { min, max, .. }
        | Kind::Monthly { min, max, .. }
        | Kind::Banded { min, max, .. }
        | Kind::Whole { min, max }) = f.kind
        else {
            continue;
        };
        let path = all.iter().find(|p| pattern(p) == f.path && !p.ends_with(']')).expect(f.path);
        for (x, fits) in [(min, true), (max, true), (min - 1.0, false), (max * 2.0 + 1.0, false)] {
            let mut draft = whole.clone();
            assert!(draft.set(path, Node::Number(x)), "{path}");
            let text = draft.to_string();
            let out = ["issue.range", "issue.at_least", "issue.at_most"];
            let issue = scenario::read(&text)
                .expect("json")
                .issues
                .found
                .into_iter()
                .find(|i| &i.path == path && out.contains(&i.id));
            assert_eq!(issue.is_none(), fits, "{path} = {x}: {issue:?}");
            assert_eq!(misfit(&text).is_none(), fits, "{path} = {x}");
        }
    }
}

#[test]
fn every_scheme_fits_the_schema() {
    // the card beside a scheme's draft is no part of it
    for s in library::all() {
        assert_eq!(misfit(s.text), None, "{}", s.id);
    }
}

#[test]
fn every_tree_of_the_specification_fits_the_schema() {
    let mut count = 0;
    for id in ["GRAM1", "GRAM2", "GRAM3", "GRAM4", "GRAM5", "GRAM6", "GRAM7", "GRAM8"] {
        for case in &vectors::group(id).cases {
            if let Some(tree) = case.given.get("contract").filter(|t| t.get("is").is_some()) {
                assert_eq!(misfit_of("pay", tree), None, "{}", case.id);
                count += 1;
            }
        }
    }
    assert!(count >= 10, "{count} trees");
}

#[test]
fn mistakes_of_shape_do_not_fit_the_schema() {
    let shape = [
        "out_of_range",
        "wrong_type",
        "fraction_of_a_month",
        "unknown_near",
        "unknown",
        "missing",
        "missing_in_a_node",
        "published_without_source",
        "unknown_status",
        "grade",
        "unknown_node",
        "no_node",
        "knots",
        "month",
        "pair",
        "draw",
        "keys_of_a_number",
        "empty_sum",
        "language",
        "twelve_mistakes",
    ];
    for name in shape {
        let text = fs::read_to_string(format!("tests/scenarios/invalid/{name}.json")).expect(name);
        assert!(misfit(&text).is_some(), "{name}");
    }
}

#[test]
fn every_node_has_its_place_in_the_schema() {
    use pbr::contract::grammar::{Family, RULES};
    for rule in RULES {
        let def = match rule.family {
            Family::Term => "term",
            Family::Baseline => "baseline",
            Family::Cond => "cond",
            Family::Pay => "pay",
        };
        let text = draft_schema()["$defs"][def].to_string();
        assert!(text.contains(&format!("{{\"const\":\"{}\"}}", rule.is)), "{} in {def}", rule.is);
    }
    let scope = &draft_schema()["$defs"]["scope"];
    for word in ["person", "month", "quarter", "year", "cohort", "contract", "calendar", "fiscal"] {
        assert!(scope.to_string().contains(word), "{word} in {scope}");
    }
    for scope_of in ["\"year\"", r#"{"over":"year","by":"cohort","year":"fiscal"}"#] {
        let tree = format!(r#"{{"is":"Shape","metric":1,"f":{{}},"scope":{scope_of}}}"#);
        assert_eq!(misfit_of("pay", &serde_json::from_str(&tree).expect("json")), None);
    }
}

#[test]
fn the_reference_names_everything_once() {
    let text = schema::reference();
    for f in FIELDS {
        assert!(text.contains(f.help.split('|').next().expect("help")), "{}", f.path);
    }
    for rule in pbr::contract::grammar::RULES {
        assert!(text.contains(&format!("#### `{}`\n", rule.is)), "{}", rule.is);
    }
    // every row of a table has as many cells as its head
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let mut width = 0;
    for line in text.lines() {
        if !line.starts_with('|') {
            width = 0;
        } else if width == 0 {
            width = cells(line);
        } else {
            assert_eq!(cells(line), width, "{line}");
        }
    }
}
