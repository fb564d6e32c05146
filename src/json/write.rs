//! Tree -> JSON text without spaces; reading it gives the same tree, bit for bit.

use super::Node;
use crate::num::decimal;

/// Writes a value behind what stands there.
pub fn write(node: &Node, out: &mut String) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(true) => out.push_str("true"),
        Node::Bool(false) => out.push_str("false"),
        Node::Number(x) => out.push_str(&number(*x)),
        Node::Text(text) => string(text, out),
        Node::List(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                separate(i, out);
                write(item, out);
            }
            out.push(']');
        }
        Node::Object(pairs) => {
            out.push('{');
            for (i, (key, value)) in pairs.iter().enumerate() {
                separate(i, out);
                string(key, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

fn separate(i: usize, out: &mut String) {
    if i > 0 {
        out.push(',');
    }
}

fn number(x: f64) -> String {
    // JSON has neither of them
    if !x.is_finite() {
        return "null".to_string();
    }
    if x == 0.0 {
        return if x.is_sign_negative() { "-0.0" } else { "0" }.to_string();
    }
    let sign = if x < 0.0 { "-" } else { "" };
    let (n, power) = decimal::shortest(x);
    let digits = n.to_string();
    let first = power + digits.len() as i32 - 1;
    if (-5..16).contains(&first) {
        // whole numbers are written as people write them, 400, until they are too long to be counts
        let point = if power < 0 || first < 15 { "" } else { ".0" };
        return format!("{sign}{}{point}", decimal::written(n, power));
    }
    let mut rest = digits.chars();
    let one: String = rest.by_ref().take(1).collect();
    let rest = rest.as_str();
    format!("{sign}{one}{}{rest}e{first:+}", if rest.is_empty() { "" } else { "." })
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
}
