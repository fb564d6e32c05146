//! JSON as it was written: a tree that keeps order and duplicate keys, so that every mistake can be told with its path.
//!
//! Reader and writer are our own: serde_json keeps neither duplicates nor order, and with its numbers it is 15 kB of the page.

mod read;
mod write;

use crate::gather::Gather;
use crate::link::MAX_DRAFT;
use std::fmt;

/// One value of a JSON text. Objects are lists of pairs: order and duplicates survive.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number; never NaN or infinite, as JSON has neither.
    Number(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object.
    Object(Vec<(String, Node)>),
}

impl Node {
    /// Reads JSON text; a syntax mistake comes singly, with its line and column. Nesting over 128 is refused.
    pub fn parse(text: &str) -> Result<Node, String> {
        read::read(text)
    }

    /// As much of a text as can be read: up to the last whole value before what is wrong, with what is open closed. None if
    /// nothing can, or where all of it is longer than a draft may be.
    pub fn salvage(text: &str) -> Option<Node> {
        if text.len() > MAX_DRAFT { None } else { read::salvage(text) }
    }

    /// An object of these pairs.
    pub fn record(pairs: Vec<(&str, Node)>) -> Node {
        Node::Object(pairs.into_iter().map(|(k, v)| (k.to_string(), v)).gather())
    }

    /// The value under `key`; of duplicates the last, as most readers would take it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match self {
            Node::Object(pairs) => pairs.iter().rev().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The value at a path such as `scenarios[0].people[2].referrals`.
    pub fn at(&self, path: &str) -> Option<&Node> {
        steps(path).try_fold(self, |node, step| match (step, node) {
            (Step::Index(i), Node::List(items)) => items.get(i),
            (Step::Key(k), _) => node.get(k),
            _ => None,
        })
    }

    /// The same, to change in place.
    pub fn at_mut(&mut self, path: &str) -> Option<&mut Node> {
        steps(path).try_fold(self, |node, step| match (step, node) {
            (Step::Index(i), Node::List(items)) => items.get_mut(i),
            (Step::Key(k), Node::Object(pairs)) => pairs.iter_mut().rev().find(|(key, _)| key == k).map(|(_, v)| v),
            _ => None,
        })
    }

    /// Puts `value` at `path`. A missing last key is added; a missing parent is refused.
    pub fn set(&mut self, path: &str, value: Node) -> bool {
        if let Some(slot) = self.at_mut(path) {
            *slot = value;
            return true;
        }
        let Some((parent, key)) = path.rsplit_once('.') else {
            return false;
        };
        match self.at_mut(parent) {
            Some(Node::Object(pairs)) if !key.ends_with(']') => {
                pairs.push((key.to_string(), value));
                true
            }
            _ => false,
        }
    }

    /// The number here, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Node::Number(x) => Some(*x),
            _ => None,
        }
    }

    /// The text here, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Node::Text(s) => Some(s),
            _ => None,
        }
    }

    /// What stands here, in words, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Node::Null => "nothing (null)",
            Node::Bool(_) => "true or false",
            Node::Number(_) => "a number",
            Node::Text(_) => "text",
            Node::List(_) => "a list",
            Node::Object(_) => "an object",
        }
    }
}

impl fmt::Display for Node {
    /// JSON text; reading it again gives the same tree, bit for bit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        write::write(self, &mut text);
        f.write_str(&text)
    }
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// Splits `a.b[2].c` into its steps; an index that is no number becomes a key nobody has.
fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    path.split('.').flat_map(|piece| {
        let (key, rest) = piece.split_once('[').map_or((piece, None), |(key, rest)| (key, Some(rest)));
        let indices = rest.into_iter().flat_map(|rest| rest.split('[')).map(|i| {
            let i = i.trim_end_matches(']');
            i.parse().map_or(Step::Key(i), Step::Index)
        });
        (!key.is_empty()).then_some(Step::Key(key)).into_iter().chain(indices)
    })
}

/// Path of an item of a list.
pub fn item(path: &str, i: usize) -> String {
    format!("{path}[{i}]")
}

/// Path of a key of an object.
pub fn key(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_string() } else { format!("{path}.{key}") }
}

#[cfg(test)]
mod tests {
    use super::Node;
    use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
    use std::fmt;

    /// serde_json's reading, with duplicates and order kept: the oracle of values and of messages.
    impl<'de> Deserialize<'de> for Node {
        fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Node, D::Error> {
            d.deserialize_any(Reader)
        }
    }

    /// Takes whatever comes.
    struct Reader;

    impl<'de> Visitor<'de> for Reader {
        type Value = Node;
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("any JSON value")
        }
        fn visit_unit<E>(self) -> Result<Node, E> {
            Ok(Node::Null)
        }
        fn visit_bool<E>(self, b: bool) -> Result<Node, E> {
            Ok(Node::Bool(b))
        }
        fn visit_i64<E>(self, x: i64) -> Result<Node, E> {
            Ok(Node::Number(x as f64))
        }
        fn visit_u64<E>(self, x: u64) -> Result<Node, E> {
            Ok(Node::Number(x as f64))
        }
        fn visit_f64<E>(self, x: f64) -> Result<Node, E> {
            Ok(Node::Number(x))
        }
        fn visit_str<E>(self, s: &str) -> Result<Node, E> {
            Ok(Node::Text(s.to_string()))
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
            let mut items = Vec::new();
            while let Some(item) = seq.next_element()? {
                items.push(item);
            }
            Ok(Node::List(items))
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = map.next_entry()? {
                pairs.push(pair);
            }
            Ok(Node::Object(pairs))
        }
    }

    fn oracle(text: &str) -> Result<Node, String> {
        serde_json::from_str(text).map_err(|e| e.to_string())
    }

    fn check(text: &str) {
        // it stops within an exponent that is out of range by itself, we read it to its end
        let range = |result: Result<Node, String>| {
            result.map_err(|e| if e.starts_with("number out of range") { "range".to_string() } else { e })
        };
        let (got, want) = (range(Node::parse(text)), range(oracle(text)));
        assert_eq!(got, want, "{text}");
        // 0 and -0 are equal, their bits are not
        assert_eq!(format!("{got:?}"), format!("{want:?}"), "{text}");
    }

    const TEXTS: &[&str] = &[
        "",
        " \n\t\r",
        "null",
        "nul",
        "nulk",
        "truefalse",
        "[true, false ,null]",
        "[]",
        "{}",
        "[1,]",
        "[1 2]",
        "[,1]",
        "[1",
        "{\"a\":1,\"a\":[{}]}",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{\"a\":1,b:2}",
        "{,}",
        "{\"a\"",
        "0 -0 1",
        "[0,-0,0.0,-0.0,0e5,-0E-3,00]",
        "[1.5,-2.25e+3,1e-7,123456789012345678,18446744073709551615,18446744073709551616,-9223372036854775809]",
        "[0.1,100000000000000000000000.5,1e23,5e-324,2e-324,1.7976931348623157e308,9007199254740993]",
        "[01]",
        "-",
        "-a",
        "1.",
        "1.x",
        "1e",
        "1e+",
        "1ex",
        ".5",
        "+1",
        "1e999",
        "-1e400 ",
        "0e999999",
        "\"\\u00e9\\ud83d\\ude00 \\\"\\\\\\/\\b\\f\\n\\r\\t é😀\"",
        "\"\\ud800\"",
        "\"\\ud800\\n\"",
        "\"\\ud800x\"",
        "\"\\ud800\\ud800\"",
        "\"\\udc00\"",
        "\"\\u12g4\"",
        "\"\\u12é",
        "\"\\x\"",
        "\"a\u{1}b\"",
        "\"a\nb\"",
        "{\n \"é\" : [1,\n  2,,] }",
        "\u{feff}{}",
    ];

    #[test]
    fn reads_and_refuses_as_serde_json_does() {
        TEXTS.iter().for_each(|text| check(text));
        for depth in [126, 127, 128, 200] {
            check(&("[".repeat(depth) + &"]".repeat(depth)));
            check(&("{\"a\":".repeat(depth) + "1" + &"}".repeat(depth)));
        }
        // awkward texts and a draft, cut short and with a character changed
        let draft = include_str!("../schemes/peterborough.json");
        for (text, step) in TEXTS.iter().map(|text| (*text, 1)).chain([(draft, 13)]) {
            for (at, c) in text.char_indices().step_by(step) {
                check(&text[..at]);
                for other in ["\"", "\\", "{", "]", ",", ":", "0", "-", ".", "e", "n", "\n", "\u{1}", "é", ""] {
                    check(&[&text[..at], other, &text[at + c.len_utf8()..]].concat());
                }
            }
        }
    }

    #[test]
    fn what_turns_the_direction_of_writing_is_left_out() {
        let read = |text: &str| Node::parse(text).map(|n| n.to_string());
        assert_eq!(read("{\"a\u{202e}b\":\"\u{2066}c\\u202ed\u{2069}\"}").as_deref(), Ok("{\"ab\":\"cd\"}"));
    }

    #[test]
    fn writes_as_serde_json_does() {
        let mut numbers = vec![0.0, -0.0, 400.0, -1e14, 1e15, -1e15, 123_456_789_012_345_680.0, 1e16, 0.1, 5e-324];
        numbers.extend(
            (-320..309)
                .flat_map(|e| ["1e", "-1.5e", "123.456e"].map(|n| format!("{n}{e}")))
                .filter_map(|text| text.parse::<f64>().ok().filter(|x| x.is_finite())),
        );
        numbers.extend((0..2047_u64).flat_map(|e| [e << 52, (e << 52) + 12_345_678_901].map(f64::from_bits)));
        for x in numbers {
            let short = x == x.trunc() && x.abs() < 1e15 && !(x == 0.0 && x.is_sign_negative());
            let want = if short { format!("{x}") } else { serde_json::to_string(&x).expect("finite") };
            assert_eq!(Node::Number(x).to_string(), want);
        }
        let text: String = ('\0'..'\u{a0}').chain("é\u{2028}😀".chars()).collect();
        assert_eq!(Node::Text(text.clone()).to_string(), serde_json::to_string(&text).expect("text"));
        let all = "{\"a\":[1,0.5,null,true,false,\"x\"],\"\":{},\"a\":[]}";
        assert_eq!(Node::parse(all).map(|n| n.to_string()).as_deref(), Ok(all));
    }
}
