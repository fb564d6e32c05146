//! JSON as it was written: a tree that keeps order and duplicate keys, so that every mistake can be told with its path.

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};
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
        serde_json::from_str(text).map_err(|e| e.to_string())
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
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Null => s.serialize_unit(),
            Node::Bool(b) => s.serialize_bool(*b),
            // whole numbers are written as people write them: 400, not 400.0
            Node::Number(x) if *x == x.trunc() && x.abs() < 1e15 && !(*x == 0.0 && x.is_sign_negative()) => {
                s.serialize_i64(*x as i64)
            }
            Node::Number(x) => s.serialize_f64(*x),
            Node::Text(t) => s.serialize_str(t),
            Node::List(items) => items.serialize(s),
            Node::Object(pairs) => {
                let mut map = s.serialize_map(Some(pairs.len()))?;
                for (k, v) in pairs {
                    map.serialize_entry(k, v)?;
                }
                map.end()
            }
        }
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
        let (key, rest) = piece.find('[').map_or((piece, ""), |i| piece.split_at(i));
        let indices = rest.split('[').skip(1).map(|i| {
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
