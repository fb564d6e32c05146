//! Reading the specification's test vectors, and its comparison rule (model specification 11).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;

/// One group of vectors: cases of one formula, with their tolerance.
#[derive(Deserialize)]
pub struct Group {
    pub id: String,
    pub rel_tol: f64,
    pub cases: Vec<Case>,
}

/// One case: named inputs and the outputs that they must give.
#[derive(Deserialize)]
pub struct Case {
    pub id: String,
    #[serde(rename = "in")]
    pub given: BTreeMap<String, Value>,
    pub out: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct File {
    meta: Meta,
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Meta {
    relative_fields: BTreeMap<String, BTreeMap<String, f64>>,
}

fn file() -> &'static File {
    static FILE: OnceLock<File> = OnceLock::new();
    FILE.get_or_init(|| serde_json::from_str(include_str!("../vectors.json")).expect("vectors.json"))
}

/// The group of that name.
pub fn group(id: &str) -> &'static Group {
    file().groups.iter().find(|group| group.id == id).unwrap_or_else(|| panic!("no group {id}"))
}

impl Case {
    /// An input as it stands in the file.
    pub fn value(&self, name: &str) -> &Value {
        self.given.get(name).unwrap_or_else(|| panic!("{}: no input {name}", self.id))
    }

    /// An input that is a number.
    pub fn num(&self, name: &str) -> f64 {
        let value = self.value(name);
        value.as_f64().unwrap_or_else(|| panic!("{}: {name} = {value} is no number", self.id))
    }

    /// An input that is a number or null.
    pub fn maybe(&self, name: &str) -> Option<f64> {
        (!self.value(name).is_null()).then(|| self.num(name))
    }

    /// An input that is a list of numbers.
    pub fn nums(&self, name: &str) -> Vec<f64> {
        let list = self.value(name).as_array().into_iter().flatten();
        list.map(|x| x.as_f64().unwrap_or_else(|| panic!("{}: {name}", self.id))).collect()
    }
}

/// What the model gave, by kind: the kind decides how it is compared.
#[derive(Clone, Debug)]
pub enum Got {
    /// Compared within a tolerance.
    Number(f64),
    /// A count or a month: equal or wrong.
    Count(i64),
    /// Equal or wrong.
    Flag(bool),
    /// Equal or wrong.
    Text(String),
    /// Item by item, same length.
    List(Vec<Got>),
    /// Nothing: the vector has null.
    Null,
}

macro_rules! got_from {
    ($($from:ty => |$x:ident| $got:expr;)+) => {
        $(impl From<$from> for Got { fn from($x: $from) -> Self { $got } })+
    };
}

got_from! {
    f64 => |x| Got::Number(x);
    i64 => |x| Got::Count(x);
    u32 => |x| Got::Count(x.into());
    bool => |x| Got::Flag(x);
    &str => |x| Got::Text(x.to_owned());
}

impl<T: Into<Got>> From<Vec<T>> for Got {
    fn from(list: Vec<T>) -> Self {
        Got::List(list.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Got>> From<Option<T>> for Got {
    fn from(maybe: Option<T>) -> Self {
        maybe.map_or(Got::Null, Into::into)
    }
}

/// What is wrong with `got` as the output `field` of this case; `None` if nothing is.
pub fn difference(group: &Group, case: &Case, field: &str, got: impl Into<Got>) -> Option<String> {
    let Some(want) = case.out.get(field) else {
        return Some(format!("{}: the vector has no output {field}", case.id));
    };
    let relative = file().meta.relative_fields.get(&group.id).and_then(|fields| fields.get(field));
    let got = got.into();
    let same = agrees(&got, want, group.rel_tol, relative.copied());
    (!same).then(|| format!("{} {field}: got {got:?}, want {want}", case.id))
}

/// Panics unless `got` is the output `field` of this case.
pub fn check(group: &Group, case: &Case, field: &str, got: impl Into<Got>) {
    if let Some(wrong) = difference(group, case, field, got) {
        panic!("{wrong}");
    }
}

/// The comparison rule: `relative` is the field's own tolerance if it has one.
fn agrees(got: &Got, want: &Value, rel_tol: f64, relative: Option<f64>) -> bool {
    match got {
        Got::Number(got) => {
            let want = match want.as_str() {
                Some("inf") => f64::INFINITY,
                Some("-inf") => f64::NEG_INFINITY,
                Some(_) => return false,
                None => match want.as_f64() {
                    Some(want) => want,
                    None => return false,
                },
            };
            let allowed = relative.map_or(rel_tol * want.abs().max(1.0), |eps| eps * want.abs());
            *got == want || (got - want).abs() <= allowed && want.is_finite()
        }
        Got::Count(got) => match want.as_str() {
            Some(text) => text == got.to_string(),
            None => want.as_i64().map_or(want.as_f64() == Some(*got as f64), |want| want == *got),
        },
        Got::Flag(got) => want.as_bool() == Some(*got),
        Got::Text(got) => want.as_str() == Some(got),
        Got::List(got) => want.as_array().is_some_and(|want| {
            let pairs = got.iter().zip(want);
            got.len() == want.len() && pairs.fold(true, |all, (got, want)| all && agrees(got, want, rel_tol, relative))
        }),
        Got::Null => want.is_null(),
    }
}

/// Outputs of one case, gathered by name.
#[derive(Default)]
pub struct Answer(Vec<(&'static str, Got)>);

impl Answer {
    /// No outputs yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One output more.
    pub fn with(mut self, field: &'static str, got: impl Into<Got>) -> Self {
        self.0.push((field, got.into()));
        self
    }
}

/// Runs every case of a group. Fails, naming everything at once, if an output is wrong or was not
/// given.
pub fn run(id: &str, answer: impl Fn(&Case) -> Answer) {
    let group = group(id);
    let mut wrong = Vec::new();
    for case in &group.cases {
        let Answer(got) = answer(case);
        let given: BTreeSet<&str> = got.iter().map(|(field, _)| *field).collect();
        let missing = case.out.keys().filter(|field| !given.contains(field.as_str()));
        wrong.extend(missing.map(|field| format!("{}: {field} is not computed", case.id)));
        wrong.extend(got.into_iter().filter_map(|(field, got)| difference(group, case, field, got)));
    }
    assert!(!group.cases.is_empty(), "{id} has no cases");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_rule_tells_right_from_wrong() {
    let want = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let holds = |got: Got, text: &str, relative| agrees(&got, &want(text), 1e-9, relative);
    assert!(holds(Got::Number(1e-12), "6e-16", None), "absolute below 1");
    assert!(!holds(Got::Number(0.0), "6e-16", Some(1e-13)), "a tail of 0 is not 6e-16");
    assert!(!holds(Got::Number(1e-300), "0", Some(1e-13)), "nothing but 0 is 0");
    assert!(holds(Got::Number(2e6 + 1e-4), "2e6", None), "relative above 1");
    assert!(!holds(Got::Number(2e6 + 1.0), "2e6", None));
    assert!(!holds(Got::Number(f64::NAN), "1", None), "NaN is never right");
    assert!(holds(Got::Number(f64::INFINITY), "\"inf\"", None));
    assert!(!holds(Got::Number(1e308), "\"inf\"", None));
    assert!(!holds(Got::Count(3), "4", None) && holds(Got::Count(4), "4.0", None));
    assert!(holds(Got::Count(-7), "\"-7\"", None), "64-bit integers are text");
    assert!(!holds(Got::from(vec![1.0]), "[1, 2]", None), "length counts");
    assert!(!holds(Got::Null, "0", None) && holds(Got::from(None::<f64>), "null", None));
    assert!(!holds(Got::Flag(true), "false", None) && !holds(Got::from("a"), "\"b\"", None));
}
