//! Back-tests: what was published, next to what this model makes of the same inputs. The tests are data; no test has
//! code of its own.

mod told;

pub use told::{print, shown};

use crate::answer;
use crate::contract::ledger::{Entry, Ledger};
use crate::contract::path::Path;
use crate::contract::read::Reading;
use crate::contract::settle::settle;
use crate::contract::tree::{Contract, Pay, Payment, Term};
use crate::gather::Gather;
use crate::issues::Issues;
use crate::json::Node;
use crate::library;
use crate::money;
use crate::num::float::round;
use crate::ordered::Map;
use crate::reply::Unit;
use crate::results::{self, Formula};
use crate::scenario;
use crate::value::{self, Status};
use crate::words::{Lang, number};

const DATA: &str = include_str!("../backtests.json");

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
    /// The published figure in words; one that is worked out from published ones says so.
    pub published_text: String,
    /// What the model makes of it; none if it is undefined, or could not be calculated, which fails.
    pub calculated: Option<f64>,
    /// The same in words.
    pub calculated_text: String,
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
    run_on(&data(), &shipped)
}

fn shipped(id: &str) -> Option<Node> {
    Node::parse(library::find(id)?.text).ok()
}

/// The back-tests as they are written down.
pub fn data() -> Node {
    // the text ships with the program and a test reads it
    Node::parse(DATA).unwrap_or(Node::Null)
}

/// Runs given back-tests on given schemes.
pub fn run_on(data: &Node, schemes: Schemes) -> Vec<Row> {
    list(data.get("tests")).iter().flat_map(|test| rows(data, test, schemes)).gather()
}

fn rows(data: &Node, test: &Node, schemes: Schemes) -> Vec<Row> {
    let mut rows = Vec::new();
    for check in list(test.get("checks")) {
        let row = row(data, test, check, &rows, schemes);
        rows.push(row);
    }
    rows
}

/// What a check comes to.
#[derive(Debug, Clone, Copy)]
enum Got {
    /// A number; with its least and greatest value if inputs were taken as printed, which is rounded.
    Number(f64, Option<(f64, f64)>),
    /// A quotient whose parts are known and which has no value, as cost per additional outcome where there is none.
    Undefined,
}

impl Got {
    fn number(self) -> Option<f64> {
        if let Got::Number(x, _) = self { Some(x) } else { None }
    }
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

fn row(data: &Node, test: &Node, check: &Node, earlier: &[Row], schemes: Schemes) -> Row {
    let published = check.get("published");
    let value =
        published.filter(|n| value::is_value(n)).map(|n| value::read(&mut Issues::default(), n, "", value::Range::ANY));
    let unit = library::unit(&text(check, "unit"));
    let got = calculate(test, check.get("how").unwrap_or(&Node::Null), earlier, schemes);
    let record = value.as_ref().map(|v| Got::Number(v.v, v.low.zip(v.high)));
    let (verdict, tolerance) = judge(data, check, record, got, unit);
    let own = |key: &str| {
        if check.get(key).is_some() { text(check, key) } else { text(test, key) }
    };
    let word = |id: &str| word(data, id);
    let published_text = match record {
        Some(record) => said(&word, record, unit, None),
        None => published.map(|p| text(p, "says")).unwrap_or_default(),
    };
    let derived = published.is_some_and(|p| text(p, "status") == Status::Calculated.word());
    let published_text = if derived { word("derived").replace("{x}", &published_text) } else { published_text };
    let calculated = got.and_then(Got::number);
    Row {
        id: text(test, "id"),
        check: text(check, "check"),
        claim: text(test, "claim"),
        published: value.as_ref().map(|v| v.v),
        status: value.as_ref().map(|v| v.status),
        published_text,
        calculated,
        calculated_text: in_words(&word, check, got, unit),
        difference: value.as_ref().and_then(|v| Some(calculated? - v.v)),
        unit,
        verdict,
        tolerance,
        strength: own("strength"),
        why: own("why"),
        source: sources(data, published),
    }
}

fn word(data: &Node, id: &str) -> String {
    data.get("words").and_then(|w| w.get(id)).and_then(Node::text).unwrap_or(id).to_string()
}

fn told(x: f64, unit: Unit) -> String {
    number::format(x, unit, Lang::En)
}

/// A number as the table shows it. One with a range is no better known than that: it shows two figures, and the ends are
/// rounded to `step` if that is given.
fn said(word: &dyn Fn(&str) -> String, got: Got, unit: Unit, step: Option<f64>) -> String {
    match got {
        Got::Undefined => word("undefined"),
        Got::Number(x, None) => told(x, unit),
        Got::Number(x, Some((low, high))) => {
            let end = |x: f64| told(step.map_or(x, |s| round(x / s) * s), unit);
            let text = word("range").replace("{x}", &told(two_figures(x), unit));
            text.replace("{low}", &end(low)).replace("{high}", &end(high))
        }
    }
}

fn two_figures(x: f64) -> f64 {
    let mut step = 1.0;
    while x.is_finite() && x.abs() >= 100.0 * step {
        step *= 10.0;
    }
    round(x / step) * step
}

/// The result in words: where only its sign is compared, a check may say what that sign means.
fn in_words(word: &dyn Fn(&str) -> String, check: &Node, got: Option<Got>, unit: Unit) -> String {
    let Some(got) = got else { return word("none") };
    let step = pairs(check.get("tolerance")).first().filter(|(kind, _)| kind == "exact").and_then(|(_, n)| n.number());
    let said = said(word, got, unit, step);
    let sign = got.number().map(|x| {
        if level(x) {
            "zero"
        } else if x < 0.0 {
            "below"
        } else {
            "above"
        }
    });
    let means = check.get("means").zip(sign).and_then(|(m, sign)| m.get(sign)).and_then(Node::text);
    means.map_or_else(|| said.clone(), |m| format!("{m} ({said})"))
}

/// A penny, or a millionth of anything, is no sign.
fn level(x: f64) -> bool {
    x.abs() < 1e-6
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
fn judge(data: &Node, check: &Node, published: Option<Got>, got: Option<Got>, unit: Unit) -> (bool, String) {
    let Some((kind, size)) = pairs(check.get("tolerance")).first() else {
        return (false, String::new());
    };
    let size = size.number().unwrap_or(f64::NAN);
    let says = |x: &str| word(data, kind).replace("{x}", x);
    let near = |within: f64| match (published, got) {
        // a range is met at both its ends
        (Some(Got::Number(p, ends)), Some(Got::Number(g, got))) => {
            let close = |p: f64, g: f64| (g - p).abs() <= within;
            close(p, g)
                && match (ends, got) {
                    (None, None) => true,
                    (Some(p), Some(g)) => close(p.0, g.0) && close(p.1, g.1),
                    _ => false,
                }
        }
        _ => false,
    };
    let number = |g: Option<Got>| g.and_then(Got::number);
    match kind.as_str() {
        // printed figures are rounded: the same means the same to the last digit printed
        "exact" => (near(size / 2.0 + 1e-9 * size), says(&told(size, unit))),
        "abs" => (near(size * (1.0 + 1e-9)), says(&told(size, unit))),
        "percent" => (near(size * number(published).unwrap_or(0.0).abs()), says(&told(size, Unit::Percent))),
        "sign" => (number(got).is_some_and(|g| if level(g) { size == 0.0 } else { g * size > 0.0 }), says("")),
        "undefined" => (matches!(got, Some(Got::Undefined)) == (size == 1.0), says("")),
        _ => (false, String::new()),
    }
}

/// What a check comes to, in one of four ways: a number of the contract language, a contract settled on a path, a result
/// of a scheme, or what earlier checks of the same test come to: one `less` all the others, or one `per` the other.
fn calculate(test: &Node, how: &Node, earlier: &[Row], schemes: Schemes) -> Option<Got> {
    let how = &spelt(test, how, 3)?;
    let sum = Sum { inputs: pairs(test.get("inputs")), at: Map::new() };
    if let Some(term) = how.get("term") {
        let x = sum.term(term, how.get("path"))?;
        let range = match how.get("rounded") {
            Some(names) => Some(sum.range(term, how.get("path"), list(Some(names)))?),
            None => None,
        };
        return Some(Got::Number(x, range));
    }
    if let Some(spec) = how.get("settle") {
        let ledger = sum.settle(spec, schemes)?;
        return Some(Got::Number(read(&ledger, how.get("read")?)?, None));
    }
    let find = |n: &Node| earlier.iter().find(|r| Some(r.check.as_str()) == n.text())?.calculated;
    if let [first, rest @ ..] = list(how.get("less")) {
        let others = rest.iter().map(find).sum::<Option<f64>>()?;
        return Some(Got::Number(find(first)? - others, None));
    }
    if let [a, b] = list(how.get("per")) {
        let (a, b) = find(a).zip(find(b))?;
        return (b != 0.0).then(|| Got::Number(a / b, None));
    }
    let mut draft = schemes(how.get("scheme")?.text()?)?;
    for (path, new) in pairs(test.get("changes")).iter().chain(pairs(how.get("changes"))) {
        draft.at(path)?;
        let named = new.text().is_some_and(|t| t.starts_with('$'));
        draft.set(path, if named { Node::Number(sum.term(new, None)?) } else { new.clone() });
    }
    let scenario = checked(&draft)?;
    let values = answer::evaluate(&scenario).values;
    let id = how.get("result")?.text()?;
    let undefined = || match results::find(id)?.formula {
        Formula::Per(a, b) if values.get(a).is_some() && values.get(b).is_some_and(|b| b <= 0.0) => {
            Some(Got::Undefined)
        }
        _ => None,
    };
    values.get(id).map(|x| Got::Number(x, None)).or_else(undefined)
}

/// A node with the parts of the test that it names as `@part` in their places; parts may name others, `deep` times over.
fn spelt(test: &Node, node: &Node, deep: u32) -> Option<Node> {
    Some(match node {
        Node::Text(t) if t.starts_with('@') => spelt(test, test.get("parts")?.get(&t[1..])?, deep.checked_sub(1)?)?,
        Node::Object(pairs) => {
            let pair = |(k, n): &(String, Node)| Some((k.clone(), spelt(test, n, deep)?));
            Node::Object(pairs.iter().map(pair).collect::<Option<_>>()?)
        }
        Node::List(list) => Node::List(list.iter().map(|n| spelt(test, n, deep)).collect::<Option<_>>()?),
        other => other.clone(),
    })
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
    let paid = l.entries.iter().filter(|e| money::is_payment(l, e)).filter(here).filter(along);
    Some(paid.map(|e| e.amount).sum())
}

/// The inputs of one test, which its terms, contracts and paths may name as `$input`.
struct Sum<'a> {
    inputs: &'a [(String, Node)],
    /// Inputs that stand at another place of their range.
    at: Map<&'a str, f64>,
}

fn input(name: &str, node: &Node) -> Option<value::Value> {
    let mut issues = Issues::default();
    let v = value::read(&mut issues, node, name, value::Range::ANY);
    issues.found.is_empty().then_some(v)
}

impl<'a> Sum<'a> {
    fn params(&self) -> Option<Map<String, Term>> {
        let read = |(name, node): &(String, Node)| {
            let v = input(name, node)?.v;
            let v = self.at.get(name.as_str()).copied().unwrap_or(v);
            Some((name.clone(), Term::Number(v, String::new())))
        };
        self.inputs.iter().map(read).collect()
    }

    /// The least and greatest value of a term when each of the named inputs may stand anywhere in its range: at the
    /// corners, so for terms that are linear in each of them.
    fn range(&self, term: &Node, path: Option<&Node>, names: &[Node]) -> Option<(f64, f64)> {
        let mut corners: Vec<Map<&'a str, f64>> = vec![self.at.clone()];
        for name in names {
            let (name, node) = self.inputs.iter().find(|(n, _)| Some(n.as_str()) == name.text())?;
            let v = input(name, node)?;
            let ends = [v.low?, v.high?];
            let put = |(c, x): (&Map<&'a str, f64>, f64)| {
                let mut c = c.clone();
                c.insert(name.as_str(), x);
                c
            };
            corners = corners.iter().flat_map(|c| ends.map(|x| put((c, x)))).collect();
        }
        let values = corners.into_iter().map(|at| Sum { inputs: self.inputs, at }.term(term, path));
        let values: Vec<f64> = values.collect::<Option<_>>()?;
        Some((
            values.iter().copied().fold(f64::INFINITY, f64::min),
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        ))
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
