//! A path: one full history of people, days, events and money by month, and the windows it is cut into.

use super::tree::{Over, Scope};
use crate::gather::Gather;
use crate::issues::Issues;
use crate::json::{Node, item, key};
use crate::num::{float, normal};
use crate::ordered::Map;

/// People with the same band, start month and stage months.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// How many; a mean path has fractions.
    pub n: f64,
    /// Index into `Path::bands`; none if the path names no bands.
    pub band: Option<usize>,
    /// Month they start, from 0.
    pub start: u32,
    /// Months in which they reach each stage, ascending; `start` itself is not listed.
    pub stages: Map<String, Vec<u32>>,
}

/// Units of one thing that happened: so many, in a month, to people of a band who started in a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Month in which they started.
    pub start: u32,
    /// Month in which it happened.
    pub month: u32,
    /// How many.
    pub units: f64,
    /// Index into `Path::bands`.
    pub band: Option<usize>,
}

/// One full history. Months count from 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Path {
    /// Months in which people start (or in which anything is recorded).
    pub months: u32,
    /// Longest lag from a start to anything that happens.
    pub lag: u32,
    /// Payment bands, or segments where each is its own band.
    pub bands: Vec<String>,
    /// The people one by one; may be left out if no rule looks at single persons.
    pub groups: Vec<Group>,
    /// Stage -> people reaching it; includes `start`.
    pub tally: Map<String, Vec<Row>>,
    /// Stage -> days spent in it.
    pub days: Map<String, Vec<Row>>,
    /// Kind -> events.
    pub events: Map<String, Vec<Row>>,
    /// Tag -> £ by month (`drawn`, `cost`).
    pub money: Map<String, Vec<(u32, f64)>>,
    /// Luck of those whom the contract's people are compared with; none on a path that is no future.
    pub noise: Option<Noise>,
}

/// The luck of a comparison: baselines seen on few people are off, and people served at the same time share the year.
#[derive(Debug, Clone, PartialEq)]
pub struct Noise {
    /// Latent correlation through the common factor.
    pub rho: f64,
    /// The common factor by contract year.
    pub years: Vec<f64>,
    /// Deviate of a historic baseline.
    pub baseline: f64,
    /// Deviate of a comparison group.
    pub comparison: f64,
}

impl Noise {
    /// A rate as it was seen on `m` earlier people. Rates above 1 are events a head, seen with a Poisson's error.
    pub fn historic(&self, rate: f64, m: f64) -> f64 {
        (rate + error(rate, m) * self.baseline).max(0.0)
    }

    /// A rate as it is seen on `m` people in the same year: `adverse` for what a better year has less of.
    pub fn concurrent(&self, rate: f64, m: f64, year: u32, adverse: bool) -> f64 {
        let z = self.years.get(year as usize).or(self.years.last()).copied().unwrap_or(0.0);
        let moved = |p: f64| {
            let x = (normal::quantile(p) + float::sqrt(self.rho) * z) / float::sqrt(1.0 - self.rho);
            normal::cdf(x)
        };
        let there = match rate {
            _ if self.rho == 0.0 || rate <= 0.0 => rate,
            // a share without any event of e^−rate moves as a rate of success does
            _ if adverse && rate >= 1.0 => -float::ln(moved(float::exp(-rate))),
            _ if rate >= 1.0 => rate,
            _ if adverse => 1.0 - moved(1.0 - rate),
            _ => moved(rate),
        };
        (there + error(there, m) * self.comparison).max(0.0)
    }
}

/// Standard error of a rate seen on `m` people.
fn error(rate: f64, m: f64) -> f64 {
    let variance = if rate < 1.0 { rate * (1.0 - rate) } else { rate };
    if m > 0.0 { float::sqrt(variance / m) } else { 0.0 }
}

impl Path {
    /// The last month that any window covers.
    pub fn last(&self) -> u32 {
        (self.months + self.lag).saturating_sub(1)
    }

    /// Index of a band, added if it is new.
    pub fn band(&mut self, name: &str) -> usize {
        self.bands.iter().position(|b| b == name).unwrap_or_else(|| {
            self.bands.push(name.to_string());
            self.bands.len() - 1
        })
    }

    /// Counts people by stage from the groups.
    pub fn count(&mut self) {
        for g in &self.groups {
            let row = |month| Row { start: g.start, month, units: g.n, band: g.band };
            self.tally.entry("start".into()).or_default().push(row(g.start));
            for (stage, months) in &g.stages {
                self.tally.entry(stage.clone()).or_default().extend(months.iter().map(|m| row(*m)));
            }
        }
    }

    /// Reads a path as the test vectors and recorded outturns write it (`model-spec.md` 11): `months`, `outcome_lag`,
    /// `people` = {n, band?, start, stage: month or \[months\], …}, `days` and `events` = {name: [[start, month, units, band]]},
    /// `money` = {tag: [[month, £]]}.
    pub fn read(issues: &mut Issues, node: &Node, at: &str) -> Path {
        let mut path = Path::default();
        let keys = ["months", "outcome_lag", "people", "days", "events", "money"].map(|k| (k, k == "months"));
        if !issues.keys(node, at, &keys) {
            return path;
        }
        let mut whole = |n: Option<&Node>, here: &str| match n {
            None | Some(Node::Null) => 0,
            Some(Node::Number(x)) if *x >= 0.0 && x.fract() == 0.0 && *x <= 12_000.0 => *x as u32,
            Some(other) => {
                issues.expected(here, "a whole number of months, 0 to 12,000", other);
                0
            }
        };
        path.months = whole(node.get("months"), &key(at, "months"));
        path.lag = whole(node.get("outcome_lag"), &key(at, "outcome_lag"));
        path.read_people(issues, node.get("people"), &key(at, "people"));
        for (name, days) in [("days", true), ("events", false)] {
            let Some(Node::Object(kinds)) = node.get(name) else {
                continue;
            };
            for (kind, rows) in kinds {
                let here = key(&key(at, name), kind);
                let rows = path.read_rows(issues, rows, &here);
                let map = if days { &mut path.days } else { &mut path.events };
                map.insert(kind.clone(), rows);
            }
        }
        if let Some(Node::Object(tags)) = node.get("money") {
            for (tag, rows) in tags {
                let here = key(&key(at, "money"), tag);
                let Node::List(rows) = rows else {
                    issues.expected(&here, "a list of [month, £]", rows);
                    continue;
                };
                let pairs = rows.iter().enumerate().filter_map(|(i, r)| match r {
                    Node::List(pair) => match pair.as_slice() {
                        [Node::Number(m), Node::Number(x)] if *m >= 0.0 => Some((*m as u32, *x)),
                        _ => None,
                    }
                    .or_else(|| {
                        issues.expected(&item(&here, i), "[month, £]", r);
                        None
                    }),
                    other => {
                        issues.expected(&item(&here, i), "[month, £]", other);
                        None
                    }
                });
                let pairs = pairs.gather();
                path.money.insert(tag.clone(), pairs);
            }
        }
        path.count();
        path
    }

    fn read_people(&mut self, issues: &mut Issues, node: Option<&Node>, at: &str) {
        let rows = match node {
            None => return,
            Some(Node::List(rows)) => rows,
            Some(other) => {
                return issues.expected(at, "a list of groups {n, start, stage: month}", other);
            }
        };
        for (i, row) in rows.iter().enumerate() {
            let here = item(at, i);
            let Node::Object(pairs) = row else {
                issues.expected(&here, "a group {n, start, stage: month}", row);
                continue;
            };
            let mut group = Group { n: 0.0, band: None, start: 0, stages: Map::new() };
            for (k, v) in pairs {
                match (k.as_str(), v) {
                    ("n", Node::Number(x)) if *x >= 0.0 => group.n = *x,
                    ("start", Node::Number(x)) if *x >= 0.0 => group.start = *x as u32,
                    ("band", Node::Text(b)) => group.band = Some(self.band(b)),
                    ("n" | "start", other) => issues.expected(&key(&here, k), "a number, at least 0", other),
                    ("band", other) => issues.expected(&key(&here, k), "the name of a band", other),
                    (stage, Node::Number(m)) if *m >= 0.0 => {
                        group.stages.insert(stage.to_string(), vec![*m as u32]);
                    }
                    (stage, Node::List(months)) => {
                        let mut months: Vec<u32> = months.iter().filter_map(|m| m.number().map(|m| m as u32)).gather();
                        months.sort_unstable();
                        group.stages.insert(stage.to_string(), months);
                    }
                    (_, other) => issues.expected(&key(&here, k), "a month, or a list of months", other),
                }
            }
            self.groups.push(group);
        }
    }

    fn read_rows(&mut self, issues: &mut Issues, node: &Node, at: &str) -> Vec<Row> {
        let Node::List(rows) = node else {
            issues.expected(at, "a list of [start, month, units, band]", node);
            return Vec::new();
        };
        let mut out = Vec::new();
        for (i, r) in rows.iter().enumerate() {
            let cells: &[Node] = if let Node::List(c) = r { c } else { &[] };
            match cells {
                [Node::Number(start), Node::Number(month), Node::Number(units), rest @ ..] => {
                    let band = rest.first().and_then(Node::text).map(|b| self.band(b));
                    out.push(Row { start: *start as u32, month: *month as u32, units: *units, band });
                }
                _ => issues.expected(&item(at, i), "[start, month, units, band]", r),
            }
        }
        out
    }
}

/// A stretch of months, by what happens in it or by who starts in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// By the people who start in it.
    pub by_cohort: bool,
    /// First month.
    pub from: u32,
    /// Last month; the contract's own window is open-ended.
    pub to: u32,
    /// Month in which it closes.
    pub close: u32,
    /// Its year, for numbers that differ by year; none for the whole contract.
    pub year: Option<u32>,
}

impl Window {
    /// Whether something belongs to it.
    pub fn holds(&self, start: u32, month: u32) -> bool {
        let m = if self.by_cohort { start } else { month };
        self.from <= m && m <= self.to
    }

    /// Year of numbers that differ by year, seen from month `t`.
    pub fn year_at(&self, t: u32) -> u32 {
        self.year.unwrap_or(t / 12)
    }
}

/// Cuts a path into the windows of a scope. `first_calendar_month` is 1 for January … 12; `through` is the last month
/// that must be covered (money may fall due after the last event).
pub fn windows(
    scope: Scope,
    path: &Path,
    cohorts: &[(u32, u32)],
    first_calendar_month: u32,
    through: u32,
) -> Vec<Window> {
    let by_cohort = scope.by_cohort;
    let last = if by_cohort { path.months.saturating_sub(1) } else { path.last().max(through) };
    let closes = |to: u32| if by_cohort { to + path.lag } else { to };
    // months since the April (or calendar quarter) before month 0
    let offset = if scope.fiscal { (first_calendar_month + 8) % 12 } else { 0 };
    let regular = |length: u32| {
        let shift = offset % length;
        let mut out = Vec::new();
        let mut from = 0;
        while from <= last {
            let to = ((from + shift) / length + 1) * length - 1 - shift;
            // a window that the contract's end cuts short closes with the contract
            let close = if by_cohort { closes(to.min(last)) } else { to.min(last) };
            out.push(Window { by_cohort, from, to, close, year: Some((from + offset) / 12) });
            from = to + 1;
        }
        out
    };
    match scope.over {
        Over::Person => Vec::new(),
        Over::Month => regular(1),
        Over::Quarter => regular(3),
        Over::Year => regular(12),
        Over::Cohort => {
            let each: Vec<(u32, u32)> = (0..path.months).map(|m| (m, m)).gather();
            let list = if cohorts.is_empty() { &each } else { cohorts };
            let window = |&(from, to): &(u32, u32)| Window {
                by_cohort: true,
                from,
                to,
                close: to + path.lag,
                year: Some(from / 12),
            };
            list.iter().map(window).gather()
        }
        Over::Contract => {
            let close = if by_cohort { closes(last) } else { path.last() };
            vec![Window { by_cohort, from: 0, to: u32::MAX, close, year: None }]
        }
    }
}
