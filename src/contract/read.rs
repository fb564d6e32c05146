//! From JSON to trees: every mistake is collected with its path, and shorthands expand to the core.

use super::grammar::{self, Family};
use super::tree::*;
use crate::gather::Gather;
use crate::issues::Issues;
use crate::json::{Node, item, key};
use crate::num::decimal;
use crate::ordered::Map;
use crate::reply::Unit;
use crate::value::{self, Range};

/// What a tree may refer to.
pub struct Reading<'a> {
    /// Where mistakes go.
    pub issues: &'a mut Issues,
    /// Names that may stand behind `$`.
    pub params: Vec<String>,
    /// Months in which people start; a block is paid in each.
    pub months: u32,
}

pub(super) fn constant(v: f64) -> Term {
    Term::Number(v, String::new())
}

fn boxed(is: &str, node: &Node) -> Option<Node> {
    node.get(is).filter(|n| **n != Node::Null).cloned()
}

/// The largest number of a rule; one over it is the least.
pub const MOST: f64 = 1e12;

/// The most pieces that a rule may be written out to, one shorthand within another.
const PIECES: f64 = 20_000.0;

impl Reading<'_> {
    /// Tells a rule that would be written out to too many pieces. True if it would not.
    pub(super) fn has_room(&mut self, pieces: usize, copies: f64, path: &str) -> bool {
        let fits = pieces as f64 * copies <= PIECES;
        if !fits {
            self.issues.add(path, "issue.too_much", &[]);
        }
        fits
    }

    /// Name of a node, after its keys have been checked against the grammar.
    fn open<'n>(
        &mut self,
        families: &[Family],
        node: &'n Node,
        path: &str,
    ) -> Option<(&'static str, Family, &'n Node)> {
        let Some(is) = node.get("is").and_then(Node::text) else {
            let list: Vec<_> = families.iter().flat_map(|f| grammar::names(*f)).gather();
            match node {
                Node::Object(_) => self.issues.add(&key(path, "is"), "issue.no_node", &[("list", &list.join(", "))]),
                other => self.issues.expected(path, "a node {\"is\": …}", other),
            }
            return None;
        };
        for family in families {
            if let Some(rule) = grammar::find(*family, is) {
                let keys: Vec<(&str, bool)> =
                    std::iter::once(("is", true)).chain(rule.keys.iter().map(|k| (k.name, k.required))).gather();
                self.issues.keys(node, path, &keys);
                return Some((rule.is, rule.family, node));
            }
        }
        let list: Vec<_> = families.iter().flat_map(|f| grammar::names(*f)).gather();
        self.issues.one_of(&key(path, "is"), is, &list);
        None
    }

    fn words(&mut self, node: &Node, path: &str, name: &str) -> Option<String> {
        match node.get(name) {
            None | Some(Node::Null) => None,
            Some(Node::Text(t)) => Some(t.clone()),
            Some(other) => {
                self.issues.expected(&key(path, name), "text", other);
                None
            }
        }
    }

    pub(super) fn named(&mut self, node: &Node, path: &str, name: &str) -> String {
        self.words(node, path, name).unwrap_or_default()
    }

    fn choice(&mut self, node: &Node, path: &str, name: &str, list: &[&str]) -> String {
        let word = self.words(node, path, name);
        match word {
            Some(w) if self.issues.one_of(&key(path, name), &w, list) => w,
            _ => list.first().map(|w| (*w).to_string()).unwrap_or_default(),
        }
    }

    fn flag(&mut self, node: &Node, path: &str, name: &str) -> bool {
        match node.get(name) {
            None | Some(Node::Null) => false,
            Some(Node::Bool(b)) => *b,
            Some(other) => {
                self.issues.expected(&key(path, name), "true or false", other);
                false
            }
        }
    }

    fn list<'n>(&mut self, node: &'n Node, path: &str, name: &str) -> &'n [Node] {
        match node.get(name) {
            Some(Node::List(items)) => items,
            Some(other) => {
                self.issues.expected(&key(path, name), "a list [ … ]", other);
                &[]
            }
            None => &[],
        }
    }

    /// The term under a key; `default` if it is absent.
    pub(super) fn term_at(&mut self, node: &Node, path: &str, name: &str, default: f64) -> Term {
        match boxed(name, node) {
            Some(n) => self.term(&n, &key(path, name)),
            None => constant(default),
        }
    }

    /// A term that must be a number: it may not read history.
    pub(super) fn number_at(&mut self, node: &Node, path: &str, name: &str, default: f64) -> Term {
        let t = self.term_at(node, path, name, default);
        if !t.is_number() {
            self.issues.add(&key(path, name), "issue.not_a_number", &[]);
        }
        t
    }

    fn terms(&mut self, node: &Node, path: &str) -> Vec<Term> {
        let at = key(path, "of");
        let items = self.list(node, path, "of").to_vec();
        if items.is_empty() {
            self.issues.add(&at, "issue.empty", &[]);
        }
        items.iter().enumerate().map(|(i, n)| self.term(n, &item(&at, i))).gather()
    }

    /// A number of a size that arithmetic can bear: neither beyond all money, nor next to nothing, by which one may divide.
    fn sized(&mut self, node: &Node, path: &str) -> f64 {
        let v = value::read(self.issues, node, path, Range { min: -MOST, max: MOST, unit: Unit::Number }).v;
        if v != 0.0 && v.abs() < 1.0 / MOST {
            self.issues.add(path, "issue.tiny", &[]);
            return 0.0;
        }
        v
    }

    /// A number or a metric.
    pub fn term(&mut self, node: &Node, path: &str) -> Term {
        match node {
            Node::Number(_) => Term::Number(self.sized(node, path), path.to_string()),
            Node::Text(t) if t.starts_with('$') => {
                let name = t.strip_prefix('$').unwrap_or_default();
                if !self.params.iter().any(|p| p == name) {
                    let list: Vec<&str> = self.params.iter().map(String::as_str).gather();
                    match list.as_slice() {
                        [] => self.issues.add(path, "issue.no_params", &[("name", t)]),
                        some => self.issues.add(path, "issue.param", &[("name", t), ("list", &some.join(", "))]),
                    }
                    return constant(0.0);
                }
                Term::Param(name.to_string())
            }
            _ if value::is_value(node) => Term::Number(self.sized(node, path), path.to_string()),
            Node::Object(pairs) if node.get("is").is_none() && pairs.len() == 1 => self.varying(node, path),
            Node::Object(_) => self.node_term(node, path),
            other => {
                self.issues.expected(path, "a number, \"$param\" or a metric {\"is\": …}", other);
                constant(0.0)
            }
        }
    }

    fn varying(&mut self, node: &Node, path: &str) -> Term {
        if let Some(n) = node.get("by_year") {
            let at = key(path, "by_year");
            return match n {
                Node::List(items) if !items.is_empty() => {
                    Term::ByYear(items.iter().enumerate().map(|(i, n)| self.term(n, &item(&at, i))).gather())
                }
                other => {
                    self.issues.expected(&at, "a list of numbers, one a year", other);
                    constant(0.0)
                }
            };
        }
        if let Some(n) = node.get("by_band") {
            let at = key(path, "by_band");
            return match n {
                Node::Object(pairs) if !pairs.is_empty() => {
                    Term::ByBand(pairs.iter().map(|(k, n)| (k.clone(), self.term(n, &key(&at, k)))).collect())
                }
                other => {
                    self.issues.expected(&at, "an object {band: number}", other);
                    constant(0.0)
                }
            };
        }
        self.issues.keys(node, path, &[("by_year", false), ("by_band", false), ("is", false), ("v", false)]);
        constant(0.0)
    }

    fn node_term(&mut self, node: &Node, path: &str) -> Term {
        let Some((is, _, _)) = self.open(&[Family::Term], node, path) else {
            return constant(0.0);
        };
        let boxed_term = |r: &mut Self, k: &str| Box::new(r.term_at(node, path, k, 0.0));
        match is {
            "+" => Term::Add(self.terms(node, path)),
            "-" => Term::Sub(self.terms(node, path)),
            "*" => Term::Mul(self.terms(node, path)),
            "/" => Term::Div(self.terms(node, path)),
            "Count" => self.count(node, path),
            "Days" => Term::Days { stage: self.named(node, path, "stage"), band: self.words(node, path, "band") },
            "Events" => self.events(node, path),
            "Base" => {
                let of = boxed_term(self, "of");
                Term::Base { of, baseline: Box::new(self.baseline(node, path)) }
            }
            "Money" => Term::Money {
                tag: self.named(node, path, "tag"),
                from: self.words(node, path, "from"),
                to: self.words(node, path, "to"),
            },
            "Owed" => Term::Owed { party: self.named(node, path, "party"), irr: boxed_term(self, "irr") },
            "Floor" => Term::Floor(boxed_term(self, "of"), Box::new(self.number_at(node, path, "step", 1.0))),
            "Pwl" => Term::Pwl(boxed_term(self, "of"), Box::new(self.clause(node, path))),
            "Reported" => Term::Reported {
                of: boxed_term(self, "of"),
                se: Box::new(self.number_at(node, path, "se", 1.0)),
                sp: Box::new(self.number_at(node, path, "sp", 1.0)),
            },
            "Rate" => self.rate(node, path),
            "Points" => {
                let rate = self.rate(node, path);
                let base = Term::Div(vec![self.base_of(starts(node), node, path), starts(node)]);
                Term::Mul(vec![constant(100.0), Term::Sub(vec![rate, base])])
            }
            "Net" => {
                let count = self.count(node, path);
                let base = self.base_of(count.clone(), node, path);
                Term::Sub(vec![count, base])
            }
            "Avoided" | "RelRed" => {
                let events = self.events(node, path);
                let base = self.base_of(events.clone(), node, path);
                let avoided = Term::Sub(vec![base.clone(), events]);
                if is == "Avoided" { avoided } else { Term::Div(vec![avoided, base]) }
            }
            "PerReoffender" => {
                let stage = self.words(node, path, "stage").unwrap_or_else(|| "reoffender".into());
                Term::Div(vec![self.events(node, path), Term::Count { stage, band: None }])
            }
            "Attain" => Term::Div(vec![*boxed_term(self, "of"), self.number_at(node, path, "target", 1.0)]),
            "Index" => self.index(node, path),
            "Saving" => {
                let of = *boxed_term(self, "of");
                let mut pieces = 0;
                of.visit(&mut |_| pieces += 1);
                if !self.has_room(pieces, 2.0, path) {
                    return of;
                }
                let base = self.base_of(of.clone(), node, path);
                let each = self.number_at(node, path, "value", 1.0);
                Term::Mul(vec![each, Term::Sub(vec![base, of])])
            }
            "Multiple" => Term::Mul(vec![self.number_at(node, path, "of", 1.0), drawn()]),
            "Hurdle" => {
                let party = self.named(node, path, "party");
                let irr = boxed_term(self, "irr");
                let paid = Term::Money { tag: "*".into(), from: None, to: Some(party.clone()) };
                Term::Add(vec![paid, Term::Owed { party, irr }])
            }
            _ => constant(0.0),
        }
    }

    fn count(&mut self, node: &Node, path: &str) -> Term {
        Term::Count { stage: self.named(node, path, "stage"), band: self.words(node, path, "band") }
    }

    pub(super) fn events(&mut self, node: &Node, path: &str) -> Term {
        Term::Events { kind: self.named(node, path, "kind"), band: self.words(node, path, "band") }
    }

    fn rate(&mut self, node: &Node, path: &str) -> Term {
        Term::Div(vec![self.count(node, path), starts(node)])
    }

    pub(super) fn base_of(&mut self, of: Term, node: &Node, path: &str) -> Term {
        Term::Base { of: Box::new(of), baseline: Box::new(self.baseline(node, path)) }
    }

    fn index(&mut self, node: &Node, path: &str) -> Term {
        let at = key(path, "of");
        let items = self.list(node, path, "of").to_vec();
        let parts = items.iter().enumerate().map(|(i, n)| {
            let here = item(&at, i);
            self.issues.keys(n, &here, &[("weight", true), ("of", true), ("target", true)]);
            let weight = self.number_at(n, &here, "weight", 1.0);
            let of = self.term_at(n, &here, "of", 0.0);
            let target = self.number_at(n, &here, "target", 1.0);
            Term::Mul(vec![weight, Term::Div(vec![of, target])])
        });
        Term::Add(parts.gather())
    }

    fn baseline(&mut self, node: &Node, path: &str) -> Baseline {
        let at = key(path, "baseline");
        let Some(n) = node.get("baseline") else {
            return Baseline::Fixed(constant(0.0));
        };
        let is_baseline = n.get("is").and_then(Node::text).is_some_and(|is| grammar::find(Family::Term, is).is_none());
        if !is_baseline {
            return Baseline::Fixed(self.number_at(node, path, "baseline", 0.0));
        }
        let Some((is, _, n)) = self.open(&[Family::Baseline], n, &at) else {
            return Baseline::Fixed(constant(0.0));
        };
        match is {
            "Historic" => {
                Baseline::Historic { b: self.number_at(n, &at, "b", 0.0), m: self.number_at(n, &at, "m", 1.0) }
            }
            "Concurrent" => {
                Baseline::Concurrent { b: self.number_at(n, &at, "b", 0.0), m: self.number_at(n, &at, "m", 1.0) }
            }
            "Measured" => {
                let years = self.list(n, &at, "years").to_vec();
                Baseline::Measured { years: years.iter().filter_map(|y| y.number().map(|y| y as u32)).gather() }
            }
            _ => Baseline::Fixed(self.number_at(n, &at, "b", 0.0)),
        }
    }

    fn clause(&mut self, node: &Node, path: &str) -> Clause {
        let at = key(path, "f");
        let Some(f) = node.get("f") else {
            return Clause::identity();
        };
        self.issues.keys(f, &at, &[("x0", false), ("y0", false), ("s0", false), ("knots", false)]);
        let mut last = f64::NEG_INFINITY;
        let items = f.get("knots").map_or(&[][..], |_| self.list(f, &at, "knots")).to_vec();
        let knots = items.iter().enumerate().filter_map(|(i, knot)| {
            let here = item(&key(&at, "knots"), i);
            let Node::List(three) = knot else {
                self.issues.expected(&here, "[at, change of slope, jump]", knot);
                return None;
            };
            let [a, s, j] = three.as_slice() else {
                self.issues.expected(&here, "three numbers [at, change of slope, jump]", knot);
                return None;
            };
            let terms = [a, s, j].map(|n| n.clone());
            let mut k = 0;
            let knot = terms.map(|n| {
                k += 1;
                self.term(&n, &item(&here, k - 1))
            });
            if let Term::Number(x, _) = &knot[0] {
                if *x < last {
                    self.issues.add(&here, "issue.knot_order", &[]);
                }
                last = *x;
            }
            Some(knot)
        });
        let knots = knots.gather();
        Clause {
            x0: self.number_at(f, &at, "x0", 0.0),
            y0: self.number_at(f, &at, "y0", 0.0),
            s0: self.number_at(f, &at, "s0", 0.0),
            knots,
        }
    }

    fn cond(&mut self, node: &Node, path: &str) -> Cond {
        let never = || Cond::Not(Box::new(Cond::And(Vec::new())));
        let Some((is, _, _)) = self.open(&[Family::Cond], node, path) else {
            return never();
        };
        let at = key(path, "of");
        match is {
            ">=" => match self.list(node, path, "of").to_vec().as_slice() {
                [metric, number] => {
                    let (m, n) = (self.term(metric, &item(&at, 0)), self.term(number, &item(&at, 1)));
                    if !n.is_number() {
                        self.issues.add(&item(&at, 1), "issue.not_a_number", &[]);
                    }
                    Cond::AtLeast(m, n)
                }
                _ => {
                    self.issues.add(&at, "issue.pair", &[]);
                    never()
                }
            },
            "and" => {
                let items = self.list(node, path, "of").to_vec();
                Cond::And(items.iter().enumerate().map(|(i, n)| self.cond(n, &item(&at, i))).gather())
            }
            "not" => Cond::Not(Box::new(match node.get("of") {
                Some(n) => self.cond(n, &at),
                None => never(),
            })),
            _ => Cond::Signif(Box::new(Signif {
                metric: self.term_at(node, path, "metric", 0.0),
                baseline: self.baseline(node, path),
                alpha: self.number_at(node, path, "alpha", 0.05),
                exact: self.choice(node, path, "test", &["exact", "normal"]) == "exact",
                two_sided: self.choice(node, path, "side", &["one", "two"]) == "two",
                high_is_good: self.choice(node, path, "good", &["low", "high"]) == "high",
            })),
        }
    }

    fn scope(&mut self, node: &Node, path: &str) -> Scope {
        let at = key(path, "scope");
        let overs = ["contract", "person", "month", "quarter", "year", "cohort"];
        let over = |w: &str| match w {
            "person" => Over::Person,
            "month" => Over::Month,
            "quarter" => Over::Quarter,
            "year" => Over::Year,
            "cohort" => Over::Cohort,
            _ => Over::Contract,
        };
        match node.get("scope") {
            None | Some(Node::Null) => Scope::CONTRACT,
            Some(Node::Text(w)) => {
                self.issues.one_of(&at, w, &overs);
                let over = over(w);
                Scope { over, by_cohort: over == Over::Cohort, fiscal: false }
            }
            Some(n) => {
                self.issues.keys(n, &at, &[("over", true), ("by", false), ("year", false)]);
                let over = over(&self.choice(n, &at, "over", &overs));
                let by = self.choice(n, &at, "by", &["calendar", "cohort"]);
                let year = self.choice(n, &at, "year", &["contract", "fiscal"]);
                Scope { over, by_cohort: over == Over::Cohort || by == "cohort", fiscal: year == "fiscal" }
            }
        }
    }

    fn settle(&mut self, node: &Node, path: &str) -> Settle {
        let clawback = self.flag(node, path, "clawback");
        match self.choice(node, path, "settle", &["close", "account", "running"]).as_str() {
            "account" => Settle::Account,
            "running" => Settle::Running { clawback },
            _ => Settle::Close,
        }
    }

    fn shares(&mut self, node: &Node, path: &str, name: &str) -> Option<Shares> {
        let at = key(path, name);
        match node.get(name)? {
            Node::Null => None,
            Node::Text(party) => Some(Map::from_iter([(party.clone(), constant(1.0))])),
            Node::Object(pairs) if !pairs.is_empty() => {
                let shares: Shares = pairs.iter().map(|(k, n)| (k.clone(), self.term(n, &key(&at, k)))).collect();
                let constants: Option<Vec<f64>> =
                    shares.values().map(|t| if let Term::Number(v, _) = t { Some(*v) } else { None }).collect();
                if let Some(c) = constants {
                    let total: f64 = c.iter().sum();
                    if (total - 1.0).abs() > 1e-9 {
                        self.issues.add(&at, "issue.shares", &[("total", &decimal::plain(total))]);
                    }
                }
                Some(shares)
            }
            other => {
                self.issues.expected(&at, "a party or {party: share}", other);
                None
            }
        }
    }

    pub(super) fn inside(&mut self, node: &Node, path: &str) -> Box<Pay> {
        Box::new(match node.get("of") {
            Some(n) => self.pay(n, &key(path, "of")),
            None => Pay::Sum(Vec::new()),
        })
    }

    fn pays(&mut self, node: &Node, path: &str) -> Vec<Pay> {
        let at = key(path, "of");
        let items = self.list(node, path, "of").to_vec();
        items.iter().enumerate().map(|(i, n)| self.pay(n, &item(&at, i))).gather()
    }

    /// A payment.
    pub fn pay(&mut self, node: &Node, path: &str) -> Pay {
        let Some((is, _, _)) = self.open(&[Family::Pay], node, path) else {
            return Pay::Sum(Vec::new());
        };
        let pay = self.node_pay(is, node, path);
        match self.words(node, path, "name") {
            Some(name) => Pay::Named(name, Box::new(pay)),
            None => pay,
        }
    }

    fn node_pay(&mut self, is: &str, node: &Node, path: &str) -> Pay {
        match is {
            "Lump" => Pay::Lump {
                amount: self.term_at(node, path, "amount", 0.0),
                month: self.number_at(node, path, "month", 0.0),
            },
            "Shape" => Pay::Shape {
                metric: self.term_at(node, path, "metric", 0.0),
                f: self.clause(node, path),
                rate: self.number_at(node, path, "rate", 1.0),
                scope: self.scope(node, path),
                settle: self.settle(node, path),
            },
            "PerUnit" => {
                let metric = self.term_at(node, path, "metric", 0.0);
                let rate = self.number_at(node, path, "rate", 1.0);
                let core =
                    Pay::Shape { metric, f: Clause::identity(), rate, scope: Scope::PERSON, settle: Settle::Close };
                Pay::Short(Short::PerUnit, Box::new(core))
            }
            "Gate" => Pay::Gate {
                cond: match node.get("cond") {
                    Some(n) => self.cond(n, &key(path, "cond")),
                    None => Cond::And(Vec::new()),
                },
                scope: self.scope(node, path),
                settle: self.settle(node, path),
                of: self.inside(node, path),
            },
            "Clamp" => {
                let mut bound = |k: &str| boxed(k, node).map(|n| self.term(&n, &key(path, k)));
                let (lo, hi) = (bound("lo"), bound("hi"));
                if let (Some(Term::Number(l, _)), Some(Term::Number(h, _))) = (&lo, &hi) {
                    if l > h {
                        self.issues.add(path, "issue.floor_cap", &[]);
                    }
                }
                Pay::Clamp {
                    lo,
                    hi,
                    scope: self.scope(node, path),
                    settle: self.settle(node, path),
                    of: self.inside(node, path),
                }
            }
            "Pick" | "Max" | "Min" => Pay::Pick {
                largest: if is == "Pick" {
                    self.choice(node, path, "best", &["max", "min"]) == "max"
                } else {
                    is == "Max"
                },
                scope: self.scope(node, path),
                settle: self.settle(node, path),
                of: self.pays(node, path),
            },
            "Scale" => Pay::Scale {
                number: self.number_at(node, path, "number", 1.0),
                by: match self.choice(node, path, "by", &["posting", "start", "event"]).as_str() {
                    "start" => ScaleBy::Start,
                    "event" => ScaleBy::Event,
                    _ => ScaleBy::Posting,
                },
                of: self.inside(node, path),
            },
            "Sum" => Pay::Sum(self.pays(node, path)),
            "Delay" => Pay::Delay { months: self.number_at(node, path, "months", 0.0), of: self.inside(node, path) },
            "Route" | "Split" | "To" => Pay::Route {
                from: self.shares(node, path, "from"),
                to: self.shares(node, path, "to"),
                of: self.inside(node, path),
            },
            "Waterfall" => self.waterfall(node, path),
            "NetOff" => self.net_off(node, path),
            "Pass" => {
                let of = self.inside(node, path);
                if !self.has_room(of.pieces(), 2.0, path) {
                    return *of;
                }
                let onward = Pay::Onward {
                    share: self.number_at(node, path, "share", 1.0),
                    from: self.named(node, path, "from"),
                    to: self.named(node, path, "to"),
                    of: of.clone(),
                };
                Pay::Sum(vec![*of, onward])
            }
            _ => self.shorthand(is, node, path),
        }
    }

    fn waterfall(&mut self, node: &Node, path: &str) -> Pay {
        let at = key(path, "tranches");
        let items = self.list(node, path, "tranches").to_vec();
        let mut tranches = Vec::new();
        for (i, n) in items.iter().enumerate() {
            let here = item(&at, i);
            if !self.issues.keys(n, &here, &[("to", true), ("up_to", false)]) {
                continue;
            }
            let to = self.shares(n, &here, "to").unwrap_or_default();
            let up_to = boxed("up_to", n).map(|t| self.term(&t, &key(&here, "up_to")));
            tranches.push(Tranche { to, up_to });
        }
        Pay::Waterfall {
            entity: self.named(node, path, "entity"),
            keep: self.term_at(node, path, "keep", 0.0),
            tranches,
        }
    }

    fn net_off(&mut self, node: &Node, path: &str) -> Pay {
        let word = self.choice(node, path, "rule", &Netting::ALL.map(|(w, _)| w));
        let rule = Netting::ALL.iter().find(|(w, _)| *w == word).map_or(Netting::None, |(_, r)| *r);
        let [own, other, overlap, joint] =
            ["own", "other", "overlap", "joint"].map(|k| self.number_at(node, path, k, 0.0));
        let value = self.number_at(node, path, "value", f64::MAX);
        let share = self.number_at(node, path, "share", 1.0);
        Pay::NetOff {
            rule,
            other: Box::new(NetOff { own, other, overlap, joint, value, share }),
            of: self.inside(node, path),
        }
    }
}

/// People who start, of the same band as the node speaks of.
fn starts(node: &Node) -> Term {
    Term::Count { stage: "start".into(), band: node.get("band").and_then(Node::text).map(str::to_string) }
}

fn drawn() -> Term {
    Term::Money { tag: "drawn".into(), from: None, to: None }
}
