//! What the tables say, for people: a reference in Markdown of every field and every node of the contract language.

use super::fields::{FIELDS, Kind, Need, below};
use super::schema::measured;
use crate::contract::grammar::{Family, RULES, names};
use crate::reply::Unit;
use crate::value::Status;
use crate::words::{Lang, number};
use std::fmt::Write as _;

/// The same tables for people, in Markdown.
pub fn reference() -> String {
    let mut out = String::from(
        "# Fields of a draft and the contract language\n\n\
         Generated from the tables in `src/scenario/fields.rs` and `src/contract/grammar.rs`.\n\n\
         A draft is one JSON object. It holds plain numbers: £, people, months from 0, and shares of 1 (a chance of 45% is \
         0.45, though the page shows and takes “45 of 100”). Wherever a number stands, a value may stand, which says where \
         the number comes from:\n\n\
         `{\"v\": 0.45, \"low\": 0.4, \"high\": 0.5, \"status\": \"published\", \"source\": \"K2\", \"grade\": 2, \"note\": \"…\"}`\n\n",
    );
    let words: Vec<String> = Status::ALL.iter().map(|(w, _)| format!("`{w}`")).collect();
    let _ = writeln!(out, "`status` is one of {}; `published` and `secondary` need a `source`.\n", words.join(", "));
    out.push_str(
        "`low` and `high` are the ends of its range; `dist` says what lies between: `fixed`, `uniform`, `pert` (the default, drawn \
         as a triangle) or `normal` (the ends are the 5th and 95th percentiles). Without ends, `grade`, from 1 to 6, gives 2, 5, \
         10, 15, 20 or 25% to either side; without a grade it is 5% for what is published, 10% for what is calculated, and 20% \
         for examples and your own. These widths are illustrative. *What matters* varies numbers within their ranges.\n\n",
    );
    out.push_str("## Fields\n");
    fields_of(&mut out, "", "the draft");
    let records = FIELDS.iter().filter_map(|f| match f.kind {
        Kind::Record => Some((f, f.path.to_string())),
        Kind::Records => Some((f, format!("{}[]", f.path))),
        Kind::Names(Kind::Record) => Some((f, format!("{}{{}}", f.path))),
        _ => None,
    });
    for (f, pattern) in records {
        fields_of(&mut out, &pattern, f.help);
    }
    out.push_str(
        "\n## The contract language\n\nA node is an object `{\"is\": name, …}`. A `*` marks a key that must be there.\n",
    );
    let families = [
        (Family::Pay, "Payments"),
        (Family::Term, "Numbers and metrics"),
        (Family::Cond, "Conditions"),
        (Family::Baseline, "Baselines"),
    ];
    for (family, title) in families {
        let _ = write!(out, "\n### {title}\n");
        if family == Family::Term {
            out.push_str(
                "\nA number is `5000`, a parameter `\"$price\"`, a value, `{\"by_year\": [1, 0.75]}` (the last one holds) or \
                 `{\"by_band\": {\"a\": 500, \"b\": 900}}`; or one of these:\n",
            );
        }
        for name in names(family) {
            let Some(rule) = RULES.iter().find(|r| r.family == family && r.is == name) else {
                continue;
            };
            let _ = write!(out, "\n#### `{name}`\n\n{}.\n", upper(rule.meaning));
            if !rule.keys.is_empty() {
                out.push_str("\n| key | what it takes |\n|---|---|\n");
            }
            for key in rule.keys {
                let required = if key.required { "\\*" } else { "" };
                let _ = writeln!(out, "| `{}`{required} | {} |", key.name, cell(key.takes));
            }
        }
    }
    out
}

/// One table: the rows right below a pattern.
fn fields_of(out: &mut String, pattern: &str, says: &str) {
    let title = if pattern.is_empty() { says.to_string() } else { format!("`{pattern}`") };
    let _ = write!(out, "\n### {title}\n\n");
    if !pattern.is_empty() {
        let _ = write!(out, "{says}\n\n");
    }
    out.push_str("| field | what may stand in it | if left out | name and meaning |\n|---|---|---|---|\n");
    for (key, f) in below(pattern) {
        let left_out = match f.need {
            Need::Required => "must be there".to_string(),
            Need::Optional => "–".to_string(),
            Need::Default(v) => number::format(v, Unit::Number, Lang::En),
        };
        let cells = [format!("`{key}`"), in_words(f.kind), left_out, format!("{}. {}", upper(f.label), f.help)];
        let _ = writeln!(out, "| {} |", cells.map(|c| cell(&c)).join(" | "));
    }
}

fn in_words(kind: Kind) -> String {
    let range = || {
        let Some((unit, [min, max])) = measured(kind) else {
            return String::new();
        };
        let [min, max] = [min, max].map(|v| number::format(v, Unit::Number, Lang::En));
        format!("{}, {min} to {max}", unit_in_words(unit))
    };
    match kind {
        Kind::Value { .. } | Kind::Whole { .. } => range(),
        Kind::Monthly { .. } => format!("{}; or a list, one a month", range()),
        Kind::Banded { .. } => format!("{}; may differ by band: `{{\"by_band\": {{…}}}}`", range()),
        Kind::Text => "text".into(),
        Kind::YearMonth => "a month, `2026-04`".into(),
        Kind::Choice(options) => {
            options.iter().map(|(word, label)| format!("`{word}` ({label})")).collect::<Vec<_>>().join(", ")
        }
        Kind::Flag => "`true` or `false`".into(),
        Kind::Record => "an object, below".into(),
        Kind::Records => "a list of objects, below".into(),
        Kind::Names(each) => format!("an object; under each name: {}", in_words(*each)),
        Kind::Term => "a number of the contract language".into(),
        Kind::Pay => "a payment of the contract language".into(),
        Kind::Windows => "a list of [first, last]".into(),
        Kind::Path => "a path: `months`, `outcome_lag`, `people`, `days`, `events`, `money`".into(),
        Kind::Draw => "`upfront`, `as_needed`, or a list of £".into(),
    }
}

fn unit_in_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Gbp | Unit::GbpShort | Unit::GbpLong => "£",
        Unit::People => "people",
        Unit::Count => "a whole number",
        Unit::Number => "a number",
        Unit::Months | Unit::Month => "months",
        Unit::Percent | Unit::Of100 | Unit::Pence => "a share of 1",
        Unit::Pounds => "£",
        Unit::Of20 => "of 20 futures",
        Unit::Points => "percentage points",
        Unit::Choice | Unit::Text => "text",
    }
}

/// Text that may stand in a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
