//! Back-tests: what was published, next to what this model makes of the same inputs. The tests are data; no test has
//! code of its own.

use crate::answer;
use crate::contract::ledger::{Entry, Ledger};
use crate::contract::path::Path;
use crate::contract::read::Reading;
use crate::contract::settle::settle;
use crate::contract::tree::{Contract, Pay, Payment, Term};
use crate::issues::Issues;
use crate::json::Node;
use crate::library;
use crate::reply::Unit;
use crate::scenario;
use crate::value::{self, Status};
use crate::words::{Lang, number};
use std::collections::BTreeMap;

const DATA: &str = include_str!("backtests.json");

/// One check of one back-test.
#[derive(Debug, Clone)]
pub struct Row {
    /// Id of the back-test, e.g. `WP-B`.
    pub id: String,
    /// What this check compares.
    pub check: String,
    /// What the whole back-test claims.
    pub claim: String,
    /// The published figure; none if only its sign is known.
    pub published: Option<f64>,
    /// How the published figure may be shown; none where only a sign is compared.
    pub status: Option<Status>,
    /// The published figure in words.
    pub published_text: String,
    /// What the model makes of it; none if it could not be calculated, which fails.
    pub calculated: Option<f64>,
    /// Calculated less published.
    pub difference: Option<f64>,
    /// Unit of all three.
    pub unit: Unit,
    /// True if the difference lies within the tolerance.
    pub verdict: bool,
    /// The tolerance in words.
    pub tolerance: String,
    /// A: published inputs, separately published output; B: derived output; C: shape or logic; R: arithmetic only.
    pub strength: String,
    /// Why it may differ, or what it shows.
    pub why: String,
    /// Where the published figure can be found.
    pub source: String,
}

/// Where the schemes that a test speaks of come from.
pub type Schemes<'a> = &'a dyn Fn(&str) -> Option<Node>;

/// Runs every back-test on the schemes as they ship.
pub fn run() -> Vec<Row> {
    run_on(&data(), &|id| Node::parse(library::find(id)?.text).ok())
}

/// The back-tests as they are written down.
pub fn data() -> Node {
    // the text ships with the program and a test reads it
    Node::parse(DATA).unwrap_or(Node::Null)
}

/// Runs given back-tests on given schemes.
pub fn run_on(data: &Node, schemes: Schemes) -> Vec<Row> {
    let mut rows = Vec::new();
    for test in list(data.get("tests")) {
        for check in list(test.get("checks")) {
            rows.push(row(data, test, check, schemes));
        }
    }
    rows
}

fn list(node: Option<&Node>) -> &[Node] {
    if let Some(Node::List(items)) = node { items } else { &[] }
}

fn pairs(node: Option<&Node>) -> &[(String, Node)] {
    if let Some(Node::Object(pairs)) = node { pairs } else { &[] }
}

fn text(node: &Node, key: &str) -> String {
    node.get(key).and_then(Node::text).unwrap_or_default().to_string()
}

fn row(data: &Node, test: &Node, check: &Node, schemes: Schemes) -> Row {
    let published = check.get("published");
    let value =
        published.filter(|n| value::is_value(n)).map(|n| value::read(&mut Issues::default(), n, "", value::Range::ANY));
    let unit = unit(&text(check, "unit"));
    let calculated = calculate(test, check.get("how").unwrap_or(&Node::Null), schemes);
    let (verdict, tolerance) = judge(data, check, value.as_ref().map(|v| v.v), calculated, unit);
    let own = |key: &str| {
        if check.get(key).is_some() { text(check, key) } else { text(test, key) }
    };
    let shown = value.as_ref().map(|v| shown(v.v, unit));
    Row {
        id: text(test, "id"),
        check: text(check, "check"),
        claim: text(test, "claim"),
        published: value.as_ref().map(|v| v.v),
        status: value.as_ref().map(|v| v.status),
        published_text: shown.unwrap_or_else(|| published.map(|p| text(p, "says")).unwrap_or_default()),
        calculated,
        difference: value.as_ref().and_then(|v| Some(calculated? - v.v)),
        unit,
        verdict,
        tolerance,
        strength: own("strength"),
        why: own("why"),
        source: sources(data, published),
    }
}

fn shown(x: f64, unit: Unit) -> String {
    number::format(x, unit, Lang::En)
}

fn unit(word: &str) -> Unit {
    match word {
        "gbp" => Unit::Gbp,
        "gbp_short" => Unit::GbpShort,
        "percent" => Unit::Percent,
        "count" => Unit::Count,
        _ => Unit::Number,
    }
}

/// The codes of a published figure, spelt out.
fn sources(data: &Node, published: Option<&Node>) -> String {
    let codes = published.map(|p| text(p, "source")).unwrap_or_default();
    let spell = |code: &str| match data.get("sources").and_then(|s| s.get(code)).and_then(Node::text) {
        Some(place) => format!("{code} {place}"),
        None => code.to_string(),
    };
    codes.split(", ").filter(|c| !c.is_empty()).map(spell).collect::<Vec<_>>().join("; ")
}

/// Whether a result is near enough, and how near that is, in words.
fn judge(data: &Node, check: &Node, published: Option<f64>, got: Option<f64>, unit: Unit) -> (bool, String) {
    let Some((kind, size)) = pairs(check.get("tolerance")).first() else {
        return (false, String::new());
    };
    let size = size.number().unwrap_or(f64::NAN);
    let says = |x: &str| {
        let words = data.get("words").and_then(|w| w.get(kind)).and_then(Node::text).unwrap_or(kind);
        words.replace("{x}", x)
    };
    let near = |within: f64| published.zip(got).is_some_and(|(p, g)| (g - p).abs() <= within);
    match kind.as_str() {
        // printed figures are rounded: the same means the same to the last digit printed
        "exact" => (near(size / 2.0 + 1e-9 * size), says(&shown(size, unit))),
        "abs" => (near(size * (1.0 + 1e-9)), says(&shown(size, unit))),
        "percent" => (near(size * published.unwrap_or(0.0).abs()), says(&shown(size, Unit::Percent))),
        // a penny, or a millionth of anything, is no sign
        "sign" => (got.is_some_and(|g| if g.abs() < 1e-6 { size == 0.0 } else { g * size > 0.0 }), says("")),
        _ => (false, String::new()),
    }
}

/// What a check comes to, in one of three ways: a number of the contract language, a contract settled on a path, or a
/// result of a scheme.
fn calculate(test: &Node, how: &Node, schemes: Schemes) -> Option<f64> {
    let sum = Sum { inputs: pairs(test.get("inputs")) };
    if let Some(term) = how.get("term") {
        return sum.term(term, how.get("path"));
    }
    if let Some(spec) = how.get("settle") {
        let ledger = sum.settle(spec, schemes)?;
        return read(&ledger, how.get("read")?);
    }
    let mut draft = schemes(how.get("scheme")?.text()?)?;
    for (path, new) in pairs(how.get("changes")) {
        draft.at(path)?;
        draft.set(path, new.clone());
    }
    let scenario = checked(&draft)?;
    answer::evaluate(&scenario).values.get(how.get("result")?.text()?)
}

/// The first scenario of a draft without mistakes.
fn checked(draft: &Node) -> Option<scenario::Scenario> {
    let envelope = scenario::read(&draft.to_string()).ok()?;
    if envelope.issues.found.is_empty() { envelope.scenarios.into_iter().next() } else { None }
}

/// What is read off a settled ledger: all of it (`total`), or one month, one flow `from>to`, or both.
fn read(l: &Ledger, what: &Node) -> Option<f64> {
    let month = what.get("month").map(|m| m.number().ok_or(()));
    let flow = what.get("flow").map(|f| f.text().and_then(|f| f.split_once('>')).ok_or(()));
    let (month, flow) = (month.transpose().ok()?, flow.transpose().ok()?);
    if month.is_none() && flow.is_none() && what.text() != Some("total") {
        return None;
    }
    let here = |e: &&Entry| month.is_none_or(|m| f64::from(e.month) == m);
    let along = |e: &&Entry| flow.is_none_or(|(from, to)| l.parties[e.from] == from && l.parties[e.to] == to);
    let paid = l.entries.iter().filter(|e| answer::is_payment(l, e)).filter(here).filter(along);
    Some(paid.map(|e| e.amount).sum())
}

/// The inputs of one test, which its terms, contracts and paths may name as `$input`.
struct Sum<'a> {
    inputs: &'a [(String, Node)],
}

impl Sum<'_> {
    fn params(&self) -> Option<BTreeMap<String, Term>> {
        let read = |(name, node): &(String, Node)| {
            let mut issues = Issues::default();
            let v = value::read(&mut issues, node, name, value::Range::ANY).v;
            issues.found.is_empty().then(|| (name.clone(), Term::Number(v, String::new())))
        };
        self.inputs.iter().map(read).collect()
    }

    fn contract(&self, read: impl FnOnce(&mut Reading) -> Pay, months: u32) -> Option<Contract> {
        let params = self.params()?;
        let mut issues = Issues::default();
        let pay = read(&mut Reading { issues: &mut issues, params: params.keys().cloned().collect(), months });
        let payment = Payment { name: "due".into(), proof: None, pay, path: String::new() };
        issues.found.is_empty().then(|| Contract { params, payments: vec![payment], ..Contract::default() })
    }

    /// A term is settled as a sum that falls due when the path has ended.
    fn term(&self, term: &Node, path: Option<&Node>) -> Option<f64> {
        let path = match path {
            Some(p) => self.path(p)?,
            None => Path::default(),
        };
        let month = Term::Number(f64::from(path.last()), String::new());
        let contract = self.contract(|r| Pay::Lump { amount: r.term(term, ""), month }, path.months)?;
        let ledger = settle(&contract, &path, None, 4);
        // a division by nothing pays nothing, but it is no result
        ledger.notes.is_empty().then(|| ledger.entries.iter().map(|e| e.amount).sum())
    }

    fn settle(&self, spec: &Node, schemes: Schemes) -> Option<Ledger> {
        let path = self.path(spec.get("path")?)?;
        let contract = spec.get("contract")?;
        if let Some(id) = contract.text() {
            let scenario = checked(&schemes(id)?)?;
            return Some(settle(scenario.contracts.first()?, &path, None, scenario.first_calendar_month));
        }
        let contract = self.contract(|r| r.pay(contract, ""), path.months)?;
        Some(settle(&contract, &path, None, 4))
    }

    /// A path in which a number may be an input or a term.
    fn path(&self, node: &Node) -> Option<Path> {
        let mut issues = Issues::default();
        let path = Path::read(&mut issues, &self.filled(node)?, "");
        issues.found.is_empty().then_some(path)
    }

    fn filled(&self, node: &Node) -> Option<Node> {
        Some(match node {
            Node::Text(t) if t.starts_with('$') => Node::Number(self.term(node, None)?),
            Node::Object(_) if node.get("is").is_some() => Node::Number(self.term(node, None)?),
            Node::Object(p) => {
                Node::Object(p.iter().map(|(k, n)| Some((k.clone(), self.filled(n)?))).collect::<Option<_>>()?)
            }
            Node::List(l) => Node::List(l.iter().map(|n| self.filled(n)).collect::<Option<_>>()?),
            other => other.clone(),
        })
    }
}

/// The rows as a plain-text table, test by test.
pub fn print(rows: &[Row]) -> String {
    let data = data();
    let word = |id: &str| data.get("words").and_then(|w| w.get(id)).and_then(Node::text).unwrap_or(id).to_string();
    let head = ["check", "published", "calculated", "difference", "tolerance", "verdict"].map(word);
    let cells: Vec<[String; 6]> = rows.iter().map(|r| cells(r, &word)).collect();
    let width = |i: usize| cells.iter().chain([&head]).map(|c| c[i].chars().count()).max().unwrap_or(0);
    let widths: [usize; 6] = std::array::from_fn(width);
    let line = |c: &[String; 6]| {
        let pad = |i: usize| {
            let gap = " ".repeat(widths[i] - c[i].chars().count());
            // numbers end, words begin, at the same place
            if (1..4).contains(&i) { format!("{gap}{}", c[i]) } else { format!("{}{gap}", c[i]) }
        };
        format!("  {}\n", (0..6).map(pad).collect::<Vec<_>>().join("  ").trim_end())
    };
    let mut out = String::new();
    let mut last = "";
    for (r, c) in rows.iter().zip(&cells) {
        if r.id != last {
            let strength = word(&format!("strength_{}", r.strength));
            out.push_str(&format!("{}{} ({strength}): {}\n", if last.is_empty() { "" } else { "\n" }, r.id, r.claim));
            out.push_str(&line(&head));
            last = &r.id;
        }
        out.push_str(&line(c));
    }
    let held = rows.iter().filter(|r| r.verdict).count();
    let total = word("total").replace("{held}", &held.to_string()).replace("{all}", &rows.len().to_string());
    format!("{out}\n{total}\n")
}

fn cells(r: &Row, word: &dyn Fn(&str) -> String) -> [String; 6] {
    let or_none = |x: Option<f64>| x.map_or_else(|| word("none"), |x| shown(x, r.unit));
    let verdict = word(if r.verdict { "holds" } else { "fails" });
    let difference = r.difference.map_or_else(String::new, |d| shown(d, r.unit));
    [r.check.clone(), r.published_text.clone(), or_none(r.calculated), difference, r.tolerance.clone(), verdict]
}
