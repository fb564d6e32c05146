//! Who starts and what comes of them, as cells: chances on one sheet, people by month on another.

use super::book::{Book, CHANCES, MONTHS, Style};
use super::expr::{At, Expr};
use super::inputs::Inputs;
use super::sums::Part;
use super::words::t;
use crate::contract::tree::Term;
use crate::gather::Gather;
use crate::ordered::Set;
use crate::people::{self, Plan, Plans};
use crate::scenario::{Chance, Delivery, Outcome, Scenario, Segment};

/// Rows of heads on the sheet of months.
const HEADS: usize = 4;
/// Columns before the first group: month, calendar month, year.
pub const FIRST_COL: usize = 3;

/// The row of a month.
pub fn row(month: u32) -> usize {
    HEADS + month as usize
}

/// One column of people by month.
#[derive(Debug, Clone)]
pub struct Column {
    /// What is counted: `start`, a stage, a kind of event.
    pub key: String,
    /// True for events.
    pub events: bool,
    /// Index of the group.
    pub group: usize,
    /// Its column on the sheet.
    pub col: usize,
    /// Months after the start, and the share of those who start that is counted then (for events: how many of each).
    lags: Vec<(u32, Vec<Expr>)>,
    /// Months in which somebody starts.
    starts: Vec<u32>,
}

impl Column {
    /// Months of start of those who are counted in a month, ascending.
    pub fn starts_in(&self, month: u32) -> Vec<u32> {
        let mut out: Vec<u32> = Vec::new();
        for (lag, _) in &self.lags {
            out.extend(month.checked_sub(*lag).filter(|s| self.starts.contains(s)));
        }
        out.sort_unstable();
        out
    }

    /// The share of those who start that is counted so many months later.
    pub fn share(&self, lag: u32) -> Expr {
        let found = self.lags.iter().find(|(l, _)| *l == lag);
        Expr::add(found.map_or_else(Vec::new, |(_, list)| list.clone()))
    }
}

/// Everybody.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    /// What is counted, one column for each group and stage.
    pub columns: Vec<Column>,
    /// For each group, how many start in all.
    pub people: Vec<Expr>,
    /// For each group and outcome, the chance of success and without help; none where it is unknown.
    pub rates: Vec<Vec<[Option<Expr>; 2]>>,
    /// For each group, £ of extra help a start.
    pub help: Vec<Expr>,
    /// Months that the sheet has rows for.
    pub months: u32,
}

impl Cast {
    /// Starts of a group over months from one to another.
    pub fn starts(&self, group: usize, [from, to]: [u32; 2]) -> Expr {
        let col = self.columns.iter().find(|c| c.group == group && c.key == "start").map_or(FIRST_COL, |c| c.col);
        let at = |m: u32| At { sheet: MONTHS, col, row: row(m) };
        if from == to { Expr::Cell(at(from)) } else { Expr::Block(at(from), at(to)) }
    }

    /// All that is counted under a key: who started when, counted when, of which group.
    pub fn tally(&self, key: &str, events: bool) -> Vec<(Part, usize)> {
        let mut out = Vec::new();
        for (column, c) in self.columns.iter().enumerate().filter(|(_, c)| c.key == key && c.events == events) {
            for start in &c.starts {
                for (lag, _) in &c.lags {
                    out.push((Part { column, month: start + lag, start: *start }, c.group));
                }
            }
        }
        out
    }
}

/// Lines of the sheet of chances: group, what, value, how.
struct Lines<'a> {
    book: &'a mut Book,
    row: usize,
}

impl Lines<'_> {
    /// A line whose formula must come to what the engine says, or it is pasted, and says why.
    fn line(&mut self, group: &str, what: &str, e: Expr, is: f64, style: Style) -> Expr {
        let at = |col| At { sheet: CHANCES, col, row: self.row };
        let [a, b, c, d] = [0, 1, 2, 3].map(at);
        let near = (e.value(self.book) - is).abs() <= 1e-9 * is.abs().max(1e-3);
        let live = near && !matches!(e, Expr::Number(_));
        self.book.text(a, group, Style::Plain);
        self.book.text(b, what, Style::Plain);
        if live {
            self.book.live(c, e, style);
        } else {
            self.book.number(c, is, style);
        }
        self.book.text(d, t(if live { "wb.live" } else { "wb.pasted.model" }), Style::Plain);
        self.row += 1;
        Expr::Cell(c)
    }
}

/// Puts everybody into the book.
pub fn cast(book: &mut Book, s: &Scenario, plans: &Plans, inputs: &Inputs) -> Cast {
    let mut cast = Cast::default();
    let counted: Set<String> = people::counted(s).iter().map(|c| (*c).to_string()).collect();
    book.text(At { sheet: CHANCES, col: 0, row: 0 }, t("wb.chances"), Style::Title);
    book.text(At { sheet: CHANCES, col: 0, row: 1 }, t("wb.chances.says"), Style::Plain);
    book.heads(CHANCES, 3, &["wb.group", "wb.what", "wb.value", "wb.how"].map(t));
    book.sheets[CHANCES].widths = vec![30, 62, 16, 60];
    book.sheets[CHANCES].frozen = [4, 0];
    let mut all: Vec<Column> = Vec::new();
    let mut lines = Lines { book, row: 4 };
    for (i, (g, plan)) in s.segments.iter().zip(plans).enumerate() {
        cast.people.push(start(&mut lines, g, i, inputs));
        let starts: Vec<u32> = (0..).zip(&g.starts).filter(|(_, n)| **n != 0.0).map(|(m, _)| m).gather();
        all.push(Column {
            key: "start".into(),
            events: false,
            group: i,
            col: 0,
            lags: vec![(0, vec![Expr::Number(1.0)])],
            starts: starts.clone(),
        });
        let mut rates = Vec::new();
        let mut helps = Vec::new();
        for (j, (o, p)) in s.outcomes.iter().zip(plan).enumerate() {
            let [rate, events] = rates_of(&mut lines, g, (i, o, j), p, inputs, &mut helps);
            rates.push(match g.delivery.get(&o.id) {
                Some(Delivery::Events { .. }) => [events.clone(), anyway(&mut lines, g, o, i, inputs)],
                _ => [rate.clone(), anyway(&mut lines, g, o, i, inputs)],
            });
            let chain = people::steps(g, o, p.rate);
            if let (Some(events), Some(step)) = (events, chain.iter().find(|s| s.from_result).or(chain.first())) {
                let lag = if step.from_result { step.lag } else { 0 };
                let lags = vec![(lag, vec![events])];
                all.push(Column { key: o.event.clone(), events: true, group: i, col: 0, lags, starts: starts.clone() });
            }
            if let Some(rate) = rate {
                for (key, lags) in reached(&mut lines, g, o, (p.rate, rate), inputs) {
                    let shown = counted.contains(key.as_str()) || o.stages.iter().any(|s| s.is_result && s.id == key);
                    if shown {
                        all.push(Column { key, events: false, group: i, col: 0, lags, starts: starts.clone() });
                    }
                }
            }
        }
        cast.rates.push(rates);
        cast.help.push(Expr::add(helps));
    }
    // the same thing of all groups stands side by side
    let mut keys: Vec<(String, bool)> = Vec::new();
    for c in &all {
        let key = (c.key.clone(), c.events);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    for (key, events) in keys {
        cast.columns.extend(all.iter().filter(|c| c.key == key && c.events == events).cloned());
    }
    for (k, c) in cast.columns.iter_mut().enumerate() {
        c.col = FIRST_COL + k;
    }
    cast
}

/// How many of a group start in all.
fn start(lines: &mut Lines, g: &Segment, i: usize, inputs: &Inputs) -> Expr {
    let at = format!("scenarios[0].people[{i}]");
    let mut product = vec![inputs.sum_below(&format!("{at}.referrals")).unwrap_or(Expr::Number(g.n))];
    product.extend(inputs.cell(&format!("{at}.start_rate")).map(Expr::Cell));
    let referred = Expr::mul(product);
    let there = referred.value(lines.book);
    if (there - g.n).abs() > 1e-9 * g.n && there > 0.0 {
        // some are turned away: who, the provider decides, and the model worked it out
        let taken = lines.line(&g.name, t("wb.taken"), Expr::Number(0.0), g.n / there, Style::Share);
        lines.line(&g.name, t("wb.people"), Expr::mul(vec![referred, taken]), g.n, Style::Number)
    } else {
        lines.line(&g.name, t("wb.people"), referred, g.n, Style::Number)
    }
}

/// The chance of success (where there is one) and events a head (where these are counted).
fn rates_of(
    lines: &mut Lines,
    g: &Segment,
    (i, o, _): (usize, &Outcome, usize),
    p: &Plan,
    inputs: &Inputs,
    helps: &mut Vec<Expr>,
) -> [Option<Expr>; 2] {
    let at = format!("scenarios[0].people[{i}].delivery.{}", o.id);
    let input = |key: &str| inputs.cell(&format!("{at}.{key}")).map(Expr::Cell);
    let needs = inputs.product_below(&format!("{at}.needs"));
    let label = |id: &str| format!("{}: {}", o.id, t(id));
    match g.delivery.get(&o.id) {
        None => [None, None],
        Some(Delivery::Given { .. }) => {
            let e = input("given.p").map_or(Expr::Number(p.rate), |e| within(needs, e));
            [Some(lines.line(&g.name, &label("wb.rate"), e, p.rate, Style::Share)), None]
        }
        Some(Delivery::Events { .. }) => {
            let e = input("given.events").unwrap_or(Expr::Number(p.events));
            [None, Some(lines.line(&g.name, &label("wb.events"), e, p.events, Style::Exact))]
        }
        Some(Delivery::Responds { pmax, k, .. }) => {
            let help = lines.line(&g.name, &label("wb.help"), Expr::Number(0.0), p.help, Style::Pounds);
            helps.push(help.clone());
            // the scale itself, or from a point that help reaches: x1 ÷ ln((pmax − p0) ÷ (pmax − p1))
            let [pmax_is, p0_is, p1, x1] = ["pmax", "p0", "p1", "x1"].map(|key| input(&format!("responds.{key}")));
            let from_point = pmax_is.zip(p0_is).zip(p1.zip(x1)).map(|((pmax, p0), (p1, x1))| {
                let room = Expr::ratio(Expr::less(pmax.clone(), p0), Expr::less(pmax, p1));
                Expr::ratio(x1, Expr::Ln(Box::new(room)))
            });
            let scale = input("responds.k").or(from_point).unwrap_or(Expr::Number(0.0));
            let k = lines.line(&g.name, &label("wb.scale"), scale, *k, Style::Pounds);
            let best = within(needs.clone(), input("responds.pmax").unwrap_or(Expr::Number(*pmax)));
            let p0 = within(needs, input("responds.p0").unwrap_or(Expr::Number(0.0)));
            // p0 + (pmax − p0)(1 − e^(−x/k))
            let decay = Expr::Exp(Box::new(Expr::less(Expr::Number(0.0), Expr::ratio(help, k))));
            let gain = Expr::mul(vec![Expr::less(best, p0.clone()), Expr::less(Expr::Number(1.0), decay)]);
            let e = Expr::add(vec![p0, gain]);
            [Some(lines.line(&g.name, &label("wb.rate"), e, p.rate, Style::Share)), None]
        }
        Some(Delivery::Counts { .. }) => {
            helps.push(lines.line(&g.name, &label("wb.help"), Expr::Number(0.0), p.help, Style::Pounds));
            let rate = lines.line(&g.name, &label("wb.rate"), Expr::Number(0.0), p.rate, Style::Share);
            let events = lines.line(&g.name, &label("wb.events"), Expr::Number(0.0), p.events, Style::Exact);
            [Some(rate), Some(events)]
        }
    }
}

/// A chance of those who have what else it needs, as one of all.
fn within(needs: Option<Expr>, p: Expr) -> Expr {
    match needs {
        None => p,
        Some(needs) => Expr::Min(vec![Expr::Number(1.0), Expr::mul(vec![p, needs])]),
    }
}

/// The same without the provider's help.
fn anyway(lines: &mut Lines, g: &Segment, o: &Outcome, i: usize, inputs: &Inputs) -> Option<Expr> {
    let is = people::anyway_of(g, o)?;
    let at = format!("scenarios[0].people[{i}].delivery.{}", o.id);
    let input = |key: &str| inputs.cell(&format!("{at}.{key}")).map(Expr::Cell);
    let needs = inputs.product_below(&format!("{at}.needs"));
    let label = |id: &str| format!("{}: {}", o.id, t(id));
    match g.delivery.get(&o.id)? {
        Delivery::Events { .. } => {
            let e = input("given.events0").unwrap_or(Expr::Number(0.0));
            Some(lines.line(&g.name, &label("wb.events_anyway"), e, is.events, Style::Exact))
        }
        _ => {
            let e = input("given.p0").or(input("responds.p0")).map_or(Expr::Number(0.0), |e| within(needs, e));
            Some(lines.line(&g.name, &label("wb.anyway"), e, is.rate, Style::Share))
        }
    }
}

/// By what is counted along one chain: months after the start, and the share that is counted then.
type Reached = Vec<(String, Vec<(u32, Vec<Expr>)>)>;

/// The shares of a group that reach each stage, or break down where the next one was due.
fn reached(lines: &mut Lines, g: &Segment, o: &Outcome, (p, rate): (f64, Expr), inputs: &Inputs) -> Reached {
    let mut out: Reached = Vec::new();
    let mut add = |key: String, lag: u32, e: Expr| {
        let i = out.iter().position(|(k, _)| *k == key).unwrap_or_else(|| {
            out.push((key, Vec::new()));
            out.len() - 1
        });
        match out[i].1.iter_mut().find(|(l, _)| *l == lag) {
            Some((_, list)) => list.push(e),
            None => out[i].1.push((lag, vec![e])),
        }
    };
    let mut before = ("start".to_string(), Expr::Number(1.0), 1.0);
    for (k, step) in people::steps(g, o, p).into_iter().enumerate() {
        let stage = o.stages.iter().find(|s| s.id == step.stage);
        let is = before.2 * step.chance;
        let e = match stage.map(|s| &s.chance) {
            Some(None) if before.1 == Expr::Number(1.0) => rate.clone(),
            Some(None) => Expr::Min(vec![rate.clone(), before.1.clone()]),
            Some(Some(Chance::Step(q))) => Expr::mul(vec![before.1.clone(), number(q, g, inputs)]),
            _ => Expr::mul(vec![before.1.clone(), Expr::Number(step.chance)]),
        };
        let label = format!("{}: {} ({})", o.id, step.stage, k + 1);
        let cell = if e == rate { rate.clone() } else { lines.line(&g.name, &label, e, is, Style::Share) };
        add(step.stage.clone(), step.lag, cell.clone());
        let left = Expr::less(before.1.clone(), cell.clone());
        add("left".into(), step.lag, left.clone());
        add(format!("left({})", before.0), step.lag, left);
        before = (step.stage.clone(), cell, is);
    }
    out
}

/// A number of a stage for one group.
fn number(term: &Term, g: &Segment, inputs: &Inputs) -> Expr {
    match term {
        Term::Number(v, path) => inputs.live(*v, path),
        Term::ByBand(map) => {
            map.get(&g.band).or_else(|| map.get(&g.id)).map_or(Expr::Number(0.0), |t| number(t, g, inputs))
        }
        _ => Expr::Number(0.0),
    }
}

/// Puts people by month on their sheet: who starts, then what comes of them.
pub fn by_month(book: &mut Book, s: &Scenario, cast: &Cast, inputs: &Inputs) {
    for c in &cast.columns {
        let g = &s.segments[c.group];
        let what = if c.key == "start" { t("wb.starts").to_string() } else { c.key.clone() };
        book.text(At { sheet: MONTHS, col: c.col, row: 2 }, what, Style::Head);
        book.text(At { sheet: MONTHS, col: c.col, row: 3 }, &*g.name, Style::Head);
        let list = inputs.list(&format!("scenarios[0].people[{}].referrals", c.group));
        let n: f64 = g.starts.iter().sum();
        for month in 0..cast.months {
            let at = At { sheet: MONTHS, col: c.col, row: row(month) };
            if c.key == "start" {
                let is = g.starts.get(month as usize).copied().unwrap_or(0.0);
                let rate = inputs.cell(&format!("scenarios[0].people[{}].start_rate", c.group)).map(Expr::Cell);
                let e = match list.get(month as usize) {
                    Some(cell) => Expr::mul(std::iter::once(Expr::Cell(*cell)).chain(rate).gather()),
                    None if is != 0.0 && n > 0.0 => {
                        // evenly over so many months, or as the model spreads them
                        let even = n / is;
                        let whole = crate::num::float::round(even);
                        let e = cast.people[c.group].clone();
                        if (even - whole).abs() < 1e-9 {
                            Expr::ratio(e, Expr::Number(whole))
                        } else {
                            Expr::mul(vec![Expr::Number(is / n), e])
                        }
                    }
                    None => Expr::Number(0.0),
                };
                if (e.value(book) - is).abs() < 1e-7 {
                    book.live(at, e, Style::Number);
                } else {
                    book.number(at, is, Style::Number);
                }
                continue;
            }
            let mut sum = Vec::new();
            for start in c.starts_in(month) {
                sum.push(Expr::mul(vec![cast.starts(c.group, [start; 2]), c.share(month - start)]));
            }
            book.live(at, Expr::add(sum), Style::Number);
        }
    }
}
