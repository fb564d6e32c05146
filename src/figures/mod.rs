//! The pictures: for each a headline that says its message, what is measured, what to draw, and the same as a table.

pub mod costly;
mod counted;
mod counting;
mod help;
pub mod ledger;
mod links;
mod luck;
mod noise;
mod payoff;
mod pilot;
mod public;
mod risk;
mod savings;
mod twice;

use crate::answer::Outcome;
use crate::contract::ledger::Entry;
use crate::gather::Gather;
use crate::json::Node;
use crate::money::{Book, is_payment};
use crate::ordered::Map;
use crate::people;
use crate::reply::{Cell, Chart, Figure, Method, Part, Piece, ResultValue, Series, Tab, Table, TableRow, Unit, Voice};
use crate::results;
use crate::rules::party;
use crate::scenario::inputs::capital;
use crate::scenario::{Delivery, Scenario};
use crate::story::Story;
use crate::words::{Arg, number, say, word};

/// Pictures that follow a drag, in the order of their tabs.
const QUICK: [&str; 15] = [
    "help",
    "margin",
    "counted",
    "anyway",
    "payoff",
    "futures",
    "cash",
    "payments_by_kind",
    "payments_by_group",
    "gains",
    "matrix",
    "pool",
    "twice",
    "counting",
    "savings",
];

/// All of these pictures that a scenario has, or the one that is `looked_at` alone, and the tabs of all that there can be. Where
/// what was looked at has gone, somebody looks at the first.
pub fn figures(story: &Story, looked_at: Option<&str>) -> (Vec<Figure>, Vec<Tab>) {
    let f = Figures::of(story);
    let Some(looked_at) = looked_at else {
        let figures: Vec<Figure> = QUICK.iter().filter_map(|id| f.quick(id)).gather();
        let tabs = tabs(story, &figures.iter().map(|f| f.id.as_str()).gather());
        return (figures, tabs);
    };
    let tabs = tabs(story, &QUICK.iter().copied().filter(|id| f.has(id)).gather());
    let seen = tabs.iter().find(|t| t.id == looked_at).or(tabs.first());
    let figure = seen.and_then(|t| f.quick(&t.id));
    (figure.into_iter().gather(), tabs)
}

/// True if a picture follows a drag, where there is one.
pub fn is_quick(id: &str) -> bool {
    QUICK.contains(&id)
}

/// One picture, quick or costly; none if the scenario has no such picture.
pub fn one(story: &Story, draft: &Node, id: &str) -> Option<Figure> {
    if is_quick(id) { Figures::of(story).quick(id) } else { costly::figure(story, draft, id) }
}

/// The pay-off curve alone.
pub fn payoff(story: &Story) -> Option<Figure> {
    Figures::of(story).payoff()
}

/// The tab of each picture, those that are drawn only when looked at after the one that they explain. None moves when futures
/// have been drawn.
fn tabs(story: &Story, quick: &[&str]) -> Vec<Tab> {
    let costly = costly::ids(story);
    let drawn = |id: &&&str| quick.contains(*id) || costly.contains(*id);
    let mut tabs: Vec<Tab> = QUICK.iter().filter(drawn).map(|id| tab(story, id)).gather();
    for id in costly.into_iter().filter(|id| !is_quick(id)) {
        let after = match id {
            "terms" | "motive" => ["margin", "payoff"].as_slice(),
            "clauses" => &["motive", "margin", "payoff"],
            _ => &["owed", "stress", "risk", "cash"],
        };
        let place = after.iter().find_map(|a| tabs.iter().position(|t| t.id == *a)).map_or(tabs.len(), |i| i + 1);
        tabs.insert(place, tab(story, id));
    }
    tabs
}

fn tab(story: &Story, id: &str) -> Tab {
    Tab { id: id.to_string(), question: word(story.lang, &format!("figure.{id}.question")).to_string() }
}

/// Periods into which months are grouped: short enough to show the shape, few enough to read.
struct Periods {
    length: u32,
    count: u32,
}

impl Periods {
    fn of(s: &Scenario, o: &Outcome) -> Periods {
        let last = o.ledger.entries.iter().filter(|e| is_payment(&o.ledger, e)).map(|e| e.month).max().unwrap_or(0);
        let months = last.max(s.months) + 1;
        let length = match months {
            0..=60 => 1,
            61..=180 => 3,
            _ => 12,
        };
        Periods { length, count: months.div_ceil(length) }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Kind,
    Group,
}

struct Figures<'a> {
    story: &'a Story<'a>,
    periods: Periods,
}

impl<'a> Figures<'a> {
    fn of(story: &'a Story<'a>) -> Figures<'a> {
        Figures { story, periods: Periods::of(story.s, story.o) }
    }
}

impl Figures<'_> {
    fn quick(&self, id: &str) -> Option<Figure> {
        match id {
            "help" => self.help(),
            "margin" => self.margins(),
            "counted" => self.counted(),
            "anyway" => self.anyway(),
            "payoff" => self.payoff(),
            "futures" => self.futures(),
            "cash" => self.cash(),
            "payments_by_kind" => self.over_time(By::Kind),
            "payments_by_group" => self.over_time(By::Group),
            "gains" => self.gains(),
            "matrix" => self.matrix(),
            "pool" => self.pool(),
            "twice" => self.twice(),
            "counting" => self.counting(),
            "savings" => self.savings(),
            _ => None,
        }
    }

    /// True if a scenario has a picture. What a picture takes to make is little, but for these.
    fn has(&self, id: &str) -> bool {
        match id {
            "payoff" => self.worth().is_some(),
            "payments_by_kind" => self.pays(By::Kind),
            "payments_by_group" => self.pays(By::Group),
            _ => self.quick(id).is_some(),
        }
    }

    fn o(&self) -> &Outcome {
        self.story.o
    }

    fn s(&self) -> &Scenario {
        self.story.s
    }

    fn text(&self, id: &str, args: &[(&str, Arg)]) -> Vec<Part> {
        say(self.story.lang, id, args)
    }

    fn result(&self, id: &str) -> Arg {
        self.story.result(id)
    }

    fn shown(&self, id: &str) -> Option<f64> {
        self.story.shown(id)
    }

    fn cell(&self, result: &str, v: f64, unit: Unit) -> Cell {
        Cell { result: result.to_string(), text: number::format(v, unit, self.story.lang), value: Some(v) }
    }

    fn columns(&self, ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| word(self.story.lang, id).to_string()).gather()
    }

    fn month_name(&self, month: u32) -> String {
        const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let m = self.s().first_calendar_month - 1 + month;
        format!("{} {}", NAMES[(m % 12) as usize], self.s().first_year + m / 12)
    }

    fn period_name(&self, i: u32) -> String {
        let (from, last) = (i * self.periods.length, (i + 1) * self.periods.length - 1);
        if from == last {
            self.month_name(from)
        } else {
            format!("{} – {}", self.month_name(from), self.month_name(last))
        }
    }

    /// What it buys: the part that is due anyway, and the part that is paid for the difference.
    fn anyway(&self) -> Option<Figure> {
        let v = |id: &str| self.o().values.get(id);
        let (paid, anyway, more) = (v("paid")?, v("paid_anyway")?, v("paid_for_more")?);
        if paid <= 0.0 {
            return None;
        }
        let piece = |id: &str, label: &str, voice| {
            let value = v(id).unwrap_or(0.0);
            Piece {
                name: word(self.story.lang, label).to_string(),
                value,
                text: self.story.money(value),
                result: id.to_string(),
                voice,
            }
        };
        let pieces = vec![
            piece("paid_anyway", "piece.anyway", Voice::Anyway),
            piece("paid_for_more", "piece.more", Voice::People),
        ];
        let row = |head: &str, id: &str, value: f64, share: f64| TableRow {
            head: words_only(word(self.story.lang, head)),
            cells: vec![self.cell(id, value, Unit::GbpShort), self.cell(&format!("{id}÷paid"), share, Unit::Percent)],
        };
        let table = Table {
            caption: self.text("figure.anyway.subtitle", &[("paid", self.result("paid"))]),
            columns: self.columns(&["column.what", "column.paid", "column.share"]),
            rows: vec![
                row("piece.anyway", "paid_anyway", anyway, anyway / paid),
                row("piece.more", "paid_for_more", more, more / paid),
                row("column.total", "paid", paid, 1.0),
            ],
        };
        let pence = Arg::Result("anyway_share".into(), v("anyway_share"), Unit::Pence);
        let headline = if more < 0.0 { "figure.anyway.over" } else { "figure.anyway.headline" };
        let args = [("pence", pence)];
        Some(Figure {
            id: "anyway".into(),
            question: word(self.story.lang, "figure.anyway.question").to_string(),
            headline: self.text(headline, if more < 0.0 { &[] } else { &args }),
            subtitle: self.text("figure.anyway.subtitle", &[("paid", self.result("paid"))]),
            chart: Chart::Split { pieces, unit: Unit::GbpShort },
            table,
            remarks: Vec::new(),
            switches: Vec::new(),
            offers: Vec::new(),
            dial: None,
        })
    }

    /// True if there are payments to divide, and what to divide them by.
    fn pays(&self, by: By) -> bool {
        let book = Book::of(self.s(), &self.o().ledger);
        (by == By::Kind || self.s().segments.len() > 1) && book.payments().any(|e| book.sign(e) != 0.0)
    }

    /// Payments by month, divided by kind of payment or by group of people.
    fn over_time(&self, by: By) -> Option<Figure> {
        if !self.pays(by) {
            return None;
        }
        let l = &self.o().ledger;
        let book = Book::of(self.s(), l);
        let lang = self.story.lang;
        let other = word(lang, "figure.nobody").to_string();
        let groups: Vec<String> = self.s().segments.iter().map(|g| capital(&g.name)).gather();
        let name = |e: &Entry| match by {
            By::Kind => &l.tags[e.tag],
            By::Group => e.band.and_then(|b| groups.get(b)).unwrap_or(&other),
        };
        let mut order: Vec<String> = match by {
            By::Kind => self.s().contracts.iter().flat_map(|c| &c.payments).map(|p| p.name.clone()).gather(),
            By::Group => groups.clone(),
        };
        let mut sums: Map<String, Vec<f64>> = Map::new();
        for e in book.payments().filter(|e| book.sign(e) != 0.0) {
            if !sums.contains_key(name(e)) {
                sums.insert(name(e).clone(), vec![0.0; self.periods.count as usize]);
            }
            let Some(values) = sums.get_mut(name(e)) else { continue };
            let period = ((e.month / self.periods.length) as usize).min(values.len() - 1);
            values[period] += book.sign(e) * e.amount;
        }
        for n in sums.keys() {
            if !order.contains(n) {
                order.push(n.clone());
            }
        }
        order.retain(|n| sums.contains_key(n));
        order.dedup();
        let key = if by == By::Kind { "paid_by_kind" } else { "paid_by_group" };
        let series: Vec<Series> = order
            .iter()
            .map(|n| {
                let values = sums.get(n).cloned().unwrap_or_default();
                let total: f64 = values.iter().sum();
                Series { name: n.clone(), total: self.story.money(total), result: format!("{key}[{n}]"), values }
            })
            .gather();
        let (headline, subtitle) = self.over_time_words(by, &series);
        let table = if by == By::Kind {
            self.kind_table(&series, key, &subtitle)
        } else {
            self.group_table(&series, &subtitle)
        };
        let (id, voice) = if by == By::Kind {
            ("payments_by_kind", Voice::Commissioner)
        } else {
            ("payments_by_group", Voice::People)
        };
        Some(Figure {
            id: id.into(),
            question: word(lang, &format!("figure.{id}.question")).to_string(),
            headline,
            subtitle,
            chart: Chart::Stack {
                periods: (0..self.periods.count).map(|i| self.period_name(i)).gather(),
                series,
                voice,
                unit: Unit::GbpShort,
            },
            table,
            remarks: Vec::new(),
            switches: Vec::new(),
            offers: Vec::new(),
            dial: None,
        })
    }

    fn over_time_words(&self, by: By, series: &[Series]) -> (Vec<Part>, Vec<Part>) {
        let every = match self.periods.length {
            1 => "period.month",
            3 => "period.quarter",
            _ => "period.year",
        };
        let every = Arg::text(word(self.story.lang, every));
        if by == By::Kind {
            let waits = self.o().values.get("first_paid").is_some_and(|m| m > 1.0);
            let at_once = self.o().values.get("first_paid") == self.o().values.get("last_paid");
            let headline = if at_once {
                self.text("figure.kind.at_once", &[("last", self.result("last_paid"))])
            } else if waits {
                self.text(
                    "figure.kind.waits",
                    &[("first", self.result("first_paid")), ("last", self.result("last_paid"))],
                )
            } else {
                self.text(
                    "figure.kind.from_start",
                    &[("first", self.result("first_paid")), ("last", self.result("last_paid"))],
                )
            };
            return (headline, self.text("figure.kind.subtitle", &[("every", every), ("paid", self.result("paid"))]));
        }
        let total = |s: &Series| s.values.iter().sum::<f64>();
        let most = series.iter().reduce(|a, b| if total(b) > total(a) { b } else { a });
        let headline = most.map_or_else(Vec::new, |m| {
            let much = Arg::Result(m.result.clone(), Some(total(m)), Unit::GbpShort);
            let args = [("much", much), ("paid", self.result("paid")), ("name", Arg::text(&m.name))];
            if m.name == word(self.story.lang, "figure.nobody") {
                self.text("figure.group.nobody", &args[..2])
            } else {
                self.text("figure.group.headline", &args)
            }
        });
        (headline, self.text("figure.group.subtitle", &[("every", every), ("paid", self.result("paid"))]))
    }

    fn kind_table(&self, series: &[Series], key: &str, subtitle: &[Part]) -> Table {
        let mut columns = vec![word(self.story.lang, "column.when").to_string()];
        columns.extend(series.iter().map(|s| s.name.clone()));
        columns.push(word(self.story.lang, "column.total").to_string());
        let row = |i: usize| {
            let mut cells: Vec<Cell> = series
                .iter()
                .map(|s| self.cell(&format!("{key}[{}][{i}]", s.name), s.values[i], Unit::GbpShort))
                .gather();
            let total = series.iter().map(|s| s.values[i]).sum();
            cells.push(self.cell(&format!("paid[{i}]"), total, Unit::GbpShort));
            TableRow { head: words_only(&self.period_name(i as u32)), cells }
        };
        Table { caption: subtitle.to_vec(), columns, rows: (0..self.periods.count as usize).map(row).gather() }
    }

    /// By group there is more to say than money: who they are, how many succeed, what help they get.
    fn group_table(&self, series: &[Series], subtitle: &[Part]) -> Table {
        let outcome = self.s().outcomes.first();
        let rows = self.s().segments.iter().enumerate().map(|(i, g)| {
            let plan = self.o().plans.get(i).and_then(|p| p.first());
            let counts =
                outcome.is_some_and(|o| !matches!(g.delivery.get(&o.id), None | Some(Delivery::Events { .. })));
            let known = |v: Option<f64>, id: &str, unit| match v.filter(|_| counts) {
                Some(v) => self.cell(&format!("{id}[{}]", g.id), v, unit),
                None => words_only(word(self.story.lang, "unknown")),
            };
            let before = outcome.and_then(|o| people::anyway_of(g, o)).map(|p| g.n() * p.rate);
            let paid: f64 = series.iter().filter(|s| s.name == capital(&g.name)).flat_map(|s| &s.values).sum();
            let responds = outcome.is_some_and(|o| g.delivery.get(&o.id).is_some_and(Delivery::responds));
            TableRow {
                head: words_only(&capital(&g.name)),
                cells: vec![
                    self.cell(&format!("starts[{}]", g.id), g.n(), Unit::People),
                    known(plan.map(|p| g.n() * p.rate), "successes", Unit::People),
                    known(before, "anyway", Unit::People),
                    known(plan.map(|p| p.help).filter(|_| responds), "help", Unit::Gbp),
                    self.cell(&format!("paid_by_group[{}]", g.id), paid, Unit::GbpShort),
                    self.cell(
                        &format!("paid_a_head[{}]", g.id),
                        if g.n() > 0.0 { paid / g.n() } else { 0.0 },
                        Unit::Gbp,
                    ),
                ],
            }
        });
        Table {
            caption: subtitle.to_vec(),
            columns: self.columns(&[
                "column.group",
                "column.start",
                "column.succeed",
                "column.anyway",
                "column.help",
                "column.paid",
                "column.paid_a_head",
            ]),
            rows: rows.gather(),
        }
    }
}

/// A cell of words.
pub(crate) fn words_only(text: &str) -> Cell {
    Cell { text: text.to_string(), ..Cell::default() }
}

/// All results as shown.
pub fn result_values(story: &Story) -> Vec<ResultValue> {
    let one = |d: &results::Def| {
        let value = story.o.values.get(d.id);
        let error = story.o.sampled.get(d.id).copied();
        let text = story
            .shown(d.id)
            .map_or_else(|| word(story.lang, "undefined").to_string(), |v| number::format(v, d.unit, story.lang));
        let method = match error {
            Some(_) => Method::Sampled,
            None if story.o.ledger.at_mean && d.rests_on_rules() => Method::CentralPath,
            None => Method::WorkedOut,
        };
        let error = error.filter(|e| *e > 0.0 && d.unit != Unit::Of20).map(|e| number::error(e, d.unit, story.lang));
        ResultValue { id: d.id.to_string(), value, text, method, error }
    };
    results::RESULTS.iter().map(one).gather()
}
