//! One file of a scenario for a spreadsheet or a statistics package: who made it, inputs, results, ledger by month.
//!
//! RFC 4180: commas, CRLF, quotes doubled; UTF-8 with its mark, without which Excel reads £ as two letters. A text that a
//! spreadsheet would take for a formula (`=`, `+`, `-`, `@`, a tab or a line break in front) gets an apostrophe before it; numbers
//! are never touched.

use super::Taken;
use crate::json::{Node, key};
use crate::num::decimal;
use crate::reply::{Method, Posting, ResultValue, Unit};
use crate::results;
use crate::words::{Lang, word};

/// What a file begins with, so that Excel reads it as UTF-8.
pub const MARK: &str = "\u{feff}";

/// A field that is words.
pub fn text(out: &mut String, field: &str) {
    let risky = field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if risky || field.contains([',', '"', '\r', '\n']) {
        out.push('"');
        out.push_str(if risky { "'" } else { "" });
        out.push_str(&field.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(field);
    }
}

/// A row of words and numbers as they are written.
pub fn row(out: &mut String, fields: &[Field]) {
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        match field {
            Field::Text(t) => text(out, t),
            Field::Number(Some(x)) if x.is_finite() => out.push_str(&decimal::plain(*x)),
            Field::Number(_) => {}
        }
    }
    out.push_str("\r\n");
}

/// One field.
pub enum Field<'a> {
    /// Words.
    Text(&'a str),
    /// A number with all its digits, or nothing.
    Number(Option<f64>),
}

/// Words.
fn t(text: &str) -> Field<'_> {
    Field::Text(text)
}

/// In what a raw number counts.
fn unit(unit: Unit, lang: Lang) -> &'static str {
    let id = match unit {
        Unit::Gbp | Unit::GbpShort | Unit::GbpLong | Unit::Pounds => "take.unit.gbp",
        Unit::People => "take.unit.people",
        Unit::Months => "take.unit.months",
        Unit::Month => "take.unit.month",
        Unit::Percent | Unit::Of100 | Unit::Pence | Unit::Of20 => "take.unit.share",
        Unit::Points => "take.unit.points",
        Unit::Count | Unit::Number => "take.unit.number",
        Unit::Choice | Unit::Text => "take.unit.choice",
    };
    word(lang, id)
}

/// How a result was reached, in words.
fn method(m: Method, lang: Lang) -> &'static str {
    let id = match m {
        Method::WorkedOut => "take.method.worked_out",
        Method::Sampled => "take.method.sampled",
        Method::CentralPath => "take.method.central",
    };
    word(lang, id)
}

/// The file.
pub fn file(taken: &Taken, values: &[ResultValue], ledger: &[Posting]) -> String {
    let Taken { s, stamp, lang, .. } = taken;
    let lang = *lang;
    let mut out = MARK.to_string();
    let says = |id: &str| word(lang, id);
    let told = taken.story.method();
    let link = stamp.link.as_deref().unwrap_or_else(|| says("take.csv.no_link"));
    for (id, value) in [
        ("take.csv.name", stamp.name.as_str()),
        ("take.csv.status", &stamp.tag),
        ("take.csv.version", &stamp.version),
        ("take.csv.data", &stamp.data),
        ("take.csv.seed", &stamp.seed),
        ("take.csv.method", &told),
        ("take.csv.link", link),
    ] {
        row(&mut out, &[t(says(id)), t(value)]);
    }
    head(
        &mut out,
        lang,
        "take.csv.inputs",
        &["path", "name", "value", "shown", "unit", "low", "high", "status", "source"],
    );
    for i in &taken.inputs {
        let at = |k: &str| taken.e.node.at(&key(&i.path, k)).and_then(Node::number);
        row(
            &mut out,
            &[
                t(&i.path),
                t(&i.name),
                Field::Number(i.value),
                t(&i.text),
                t(unit(i.unit, lang)),
                Field::Number(at("low")),
                Field::Number(at("high")),
                t(&i.status),
                t(i.source.as_deref().unwrap_or("")),
            ],
        );
    }
    head(&mut out, lang, "take.csv.results", &["id", "name", "value", "shown", "unit", "method", "error"]);
    for v in values {
        let Some(def) = results::find(&v.id) else { continue };
        let error = taken.o.sampled.get(def.id).copied();
        row(
            &mut out,
            &[
                t(&v.id),
                t(def.label),
                Field::Number(v.value),
                t(&v.text),
                t(unit(def.unit, lang)),
                t(method(v.method, lang)),
                Field::Number(error),
            ],
        );
    }
    head(&mut out, lang, "take.csv.ledger", &["from", "to", "tag", "month", "year", "amount"]);
    for p in ledger {
        let year = s.fiscal_year(p.month);
        let year = format!("{year}–{:02}", (year + 1) % 100);
        let month = Field::Number(Some(f64::from(p.month + 1)));
        row(&mut out, &[t(&p.from), t(&p.to), t(&p.tag), month, t(&year), Field::Number(Some(p.amount))]);
    }
    out
}

/// A heading and the names of the columns beneath it.
fn head(out: &mut String, lang: Lang, id: &str, columns: &[&str]) {
    out.push_str("\r\n");
    row(out, &[t(word(lang, id))]);
    for (i, column) in columns.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        text(out, word(lang, &["take.column.", column].concat()));
    }
    out.push_str("\r\n");
}
