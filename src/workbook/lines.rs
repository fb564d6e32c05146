//! Money by month and by April–March year: each payment rule as formulas where it can be said so, else pasted, and what the
//! payers pay and the provider has in hand.

use super::book::{Book, MONTHS, Style, WORKINGS, YEARS};
use super::cast::{Cast, FIRST_COL, row};
use super::expr::{At, Expr};
use super::inputs::Inputs;
use super::rules::{Posting, Rules};
use super::sums::Sum;
use super::words::t;
use crate::answer::Outcome;
use crate::contract::finance::FEES;
use crate::contract::ledger::Ledger;
use crate::contract::settle::{PROVIDER, WORLD};
use crate::gather::Gather;
use crate::money;
use crate::ordered::Map;
use crate::people;
use crate::response::{self, How};
use crate::scenario::Scenario;

/// Tag, payer, receiver.
type Key = (String, String, String);
/// £ by month.
type ByMonth = Map<u32, f64>;

/// A pasted figure may differ from its formula by no more than half a penny.
const HALF_A_PENNY: f64 = 0.005;
/// A spreadsheet takes formulas of up to 8,192 characters.
const LONGEST: usize = 8000;

/// One payment rule, as it stands in the book.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Why it is pasted: the id of a message; none if it is live.
    pub pasted: Option<&'static str>,
    /// True if a part of it, what luck adds or takes where the rule bends, is pasted beside the formulas.
    pub luck: bool,
}

/// What the sheets of months and years hold.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    /// Payment rules.
    pub rules: Vec<Line>,
    /// Columns of money: key, column, whether it is a contract's payment.
    columns: Vec<(Key, usize)>,
    /// Columns by what they add up: `paid`, `income`, `cost`, `in`, `out`, `short`, …
    pub totals: Map<&'static str, usize>,
    /// The first column that is free.
    next: usize,
    /// Months.
    pub months: u32,
    /// Years, by their first April.
    pub years: [u32; 2],
}

/// Everything that the sheets are made of.
pub struct Money<'a> {
    /// The scenario as it is once all have chosen.
    pub s: &'a Scenario,
    /// What it comes to.
    pub outcome: &'a Outcome,
    /// Who is counted.
    pub cast: &'a Cast,
    /// Where numbers stand.
    pub inputs: &'a Inputs,
}

/// How many months there must be rows for.
pub fn months(s: &Scenario, outcome: &Outcome) -> u32 {
    let path = people::path(s, &outcome.plans, false);
    let last = outcome.ledger.entries.iter().map(|e| e.month).max().unwrap_or(0);
    let exact = response::ledger(s, &outcome.plans, How::Exactly);
    let late = exact.entries.iter().map(|e| e.month).max().unwrap_or(0);
    path.last().max(last).max(late).min(1200) + 1
}

fn by_key(l: &Ledger) -> Map<Key, ByMonth> {
    let mut out: Map<Key, ByMonth> = Map::new();
    for e in &l.entries {
        let key = (l.tags[e.tag].clone(), l.parties[e.from].clone(), l.parties[e.to].clone());
        *out.entry(key).or_default().entry(e.month).or_default() += e.amount;
    }
    out
}

fn at_month(map: Option<&ByMonth>, month: u32) -> f64 {
    map.and_then(|m| m.get(&month)).copied().unwrap_or(0.0)
}

impl Money<'_> {
    /// Fills the sheets of months, workings and years.
    pub fn put(&self, book: &mut Book) -> Lines {
        let months = self.cast.months;
        let s = self.s;
        let years = [s.fiscal_year(0), s.fiscal_year(months - 1)];
        let next = FIRST_COL + self.cast.columns.len();
        let mut lines = Lines { next, months, years, ..Lines::default() };
        self.frame(book, &lines);
        super::cast::by_month(book, s, self.cast, self.inputs);
        let expected = by_key(&self.outcome.ledger);
        let exact = by_key(&response::ledger(s, &self.outcome.plans, How::Exactly));
        let mut done: Vec<String> = Vec::new();
        for payment in s.contracts.iter().flat_map(|c| &c.payments) {
            if !done.contains(&payment.name) {
                done.push(payment.name.clone());
                self.rule(book, &mut lines, &payment.name, &expected, &exact);
            }
        }
        self.cost(book, &mut lines, &expected);
        for (key, amounts) in expected.iter().filter(|(key, _)| !done.contains(&key.0) && key.0 != "cost") {
            self.pasted(book, &mut lines, key, amounts);
        }
        self.cash(book, &mut lines);
        self.by_year(book, &lines);
        lines
    }

    fn frame(&self, book: &mut Book, lines: &Lines) {
        for (sheet, id) in [(MONTHS, "wb.months"), (YEARS, "wb.years")] {
            book.text(At { sheet, col: 0, row: 0 }, t(id), Style::Title);
            book.text(At { sheet, col: 0, row: 1 }, t("wb.months.says"), Style::Plain);
            book.sheets[sheet].widths = vec![8, 10, 10, 17];
            book.sheets[sheet].frozen = [4, FIRST_COL];
        }
        for (col, id) in ["wb.month", "wb.calendar", "wb.april"].into_iter().enumerate() {
            book.text(At { sheet: MONTHS, col, row: 2 }, t(id), Style::Head);
            book.text(At { sheet: MONTHS, col, row: 3 }, "", Style::Head);
        }
        for month in 0..lines.months {
            let at = |col| At { sheet: MONTHS, col, row: row(month) };
            let whole = self.s.first_calendar_month - 1 + month;
            let (year, calendar) = (self.s.first_year + whole / 12, whole % 12 + 1);
            book.number(at(0), f64::from(month + 1), Style::Whole);
            book.text(at(1), format!("{year}-{calendar:02}"), Style::Plain);
            book.number(at(2), f64::from(self.s.fiscal_year(month)), Style::Whole);
        }
    }

    /// What a party is called.
    fn called(&self, party: &str) -> String {
        if party == WORLD {
            return t("wb.world").to_string();
        }
        self.s.parties.get(party).cloned().unwrap_or_else(|| party.to_string())
    }

    fn head(&self, book: &mut Book, lines: &mut Lines, head: String, below: String) -> usize {
        let col = lines.next;
        lines.next += 1;
        book.text(At { sheet: MONTHS, col, row: 2 }, head, Style::Head);
        book.text(At { sheet: MONTHS, col, row: 3 }, below, Style::Head);
        col
    }

    /// A column of one payment from one party to another.
    fn column(&self, book: &mut Book, lines: &mut Lines, key: &Key, how: &str) -> usize {
        let below = format!("{} → {}, {}", self.called(&key.1), self.called(&key.2), t(how));
        let tag = match key.0.as_str() {
            "cost" => t("wb.cost"),
            "drawn" => t("wb.drawn"),
            FEES => t("wb.fees"),
            "guarantee_called" => t("wb.guarantee"),
            other => other,
        };
        let col = self.head(book, lines, tag.to_string(), below);
        lines.columns.push((key.clone(), col));
        col
    }

    fn pasted(&self, book: &mut Book, lines: &mut Lines, key: &Key, amounts: &ByMonth) {
        let col = self.column(book, lines, key, "wb.is.pasted");
        for month in 0..lines.months {
            book.number(At { sheet: MONTHS, col, row: row(month) }, at_month(Some(amounts), month), Style::Pounds);
        }
    }

    /// All payments of one name: formulas that come to what the model says of the counts expected, and beside them what luck
    /// adds where the rule bends.
    fn rule(
        &self,
        book: &mut Book,
        lines: &mut Lines,
        name: &str,
        expected: &Map<Key, ByMonth>,
        exact: &Map<Key, ByMonth>,
    ) {
        let before = book.below(WORKINGS);
        let live = self.formulas(book, name).and_then(|formulas| {
            let mut keys: Vec<&Key> = formulas.keys().gather();
            keys.extend(exact.keys().filter(|k| k.0 == *name && !formulas.contains_key(*k)));
            for key in keys {
                for month in 0..lines.months {
                    let e = formulas.get(key).and_then(|m| m.get(&month));
                    let is = e.map_or(0.0, |e| e.value(book));
                    // not a number is no agreement either
                    let near = (is - at_month(exact.get(key), month)).abs() <= HALF_A_PENNY;
                    if !near {
                        return Err("wb.why.differs");
                    }
                    if e.is_some_and(|e| e.print(MONTHS).len() > LONGEST) {
                        return Err("wb.why.long");
                    }
                }
                if formulas.get(key).is_some_and(|m| m.keys().any(|month| *month >= lines.months)) {
                    return Err("wb.why.differs");
                }
            }
            Ok(formulas)
        });
        let own = || expected.iter().filter(|(k, _)| k.0 == *name);
        match live {
            Err(why) => {
                book.cut(WORKINGS, before);
                own().for_each(|(key, amounts)| self.pasted(book, lines, key, amounts));
                lines.rules.push(Line { name: name.to_string(), pasted: Some(why), luck: false });
            }
            Ok(formulas) => {
                for (key, by_month) in formulas.iter() {
                    let col = self.column(book, lines, key, "wb.is.live");
                    for month in 0..lines.months {
                        let e = by_month.get(&month).cloned().unwrap_or(Expr::Number(0.0));
                        book.live(At { sheet: MONTHS, col, row: row(month) }, e, Style::Pounds);
                    }
                }
                let mut luck = false;
                for (key, amounts) in own() {
                    let more = |book: &Book, month: u32| {
                        let live = formulas.get(key).and_then(|m| m.get(&month)).map_or(0.0, |e| e.value(book));
                        at_month(Some(amounts), month) - live
                    };
                    if (0..lines.months).all(|m| more(book, m).abs() < 1e-6) {
                        continue;
                    }
                    luck = true;
                    let col = self.column(book, lines, key, "wb.is.luck");
                    for month in 0..lines.months {
                        let v = more(book, month);
                        book.number(At { sheet: MONTHS, col, row: row(month) }, v, Style::Pounds);
                    }
                }
                lines.rules.push(Line { name: name.to_string(), pasted: None, luck });
            }
        }
    }

    /// The formulas of all payments of one name, by who pays whom and month.
    fn formulas(&self, book: &mut Book, name: &str) -> Result<Map<Key, Map<u32, Expr>>, &'static str> {
        if self.s.outturn.is_some() {
            return Err("wb.why.outturn");
        }
        let path = people::path(self.s, &self.outcome.plans, false);
        let mut sums: Map<Key, Map<u32, Sum>> = Map::new();
        for contract in &self.s.contracts {
            for payment in contract.payments.iter().filter(|p| p.name == name) {
                let mut rules = Rules {
                    book: &mut *book,
                    contract,
                    path: &path,
                    cast: self.cast,
                    inputs: self.inputs,
                    first_calendar_month: self.s.first_calendar_month,
                    name: String::new(),
                };
                for Posting { from, to, month, amount, .. } in rules.payment(payment)? {
                    let key = (name.to_string(), from, to);
                    sums.entry(key).or_default().entry(month).or_default().join(amount);
                }
            }
        }
        let mut out: Map<Key, Map<u32, Expr>> = Map::new();
        for (key, by_month) in sums.iter() {
            for (month, sum) in by_month.iter() {
                out.entry(key.clone()).or_default().insert(*month, sum.expr(self.cast));
            }
        }
        Ok(out)
    }

    /// What is spent: basic service and help over the months of treatment, overhead, all else.
    fn cost(&self, book: &mut Book, lines: &mut Lines, expected: &Map<Key, ByMonth>) {
        let Some((key, amounts)) = expected.iter().find(|(k, _)| k.0 == "cost") else { return };
        let s = self.s;
        let treatment = s.provider.treatment_months.max(1);
        let input = |path: &str| self.inputs.cell(&format!("scenarios[0].provider.{path}")).map(Expr::Cell);
        let whole = input("total_cost").map(|e| Expr::ratio(e, Expr::Number(f64::from(s.months))));
        let a_month = Expr::add(input("overhead").into_iter().chain(whole).gather());
        let each = |i: usize, from: u32, to: u32| {
            let path = format!("scenarios[0].people[{i}].fixed_cost");
            let fixed = self.inputs.cell(&path).map_or(Expr::Number(s.segments[i].fixed_cost), Expr::Cell);
            let head = Expr::add(vec![fixed, self.cast.help[i].clone()]);
            Expr::mul(vec![self.cast.starts(i, [from, to]), Expr::ratio(head, Expr::Number(f64::from(treatment)))])
        };
        let of = |month: u32| {
            let from = (month + 1).saturating_sub(treatment);
            let to = month.min(s.months - 1);
            let mut sum = if month < s.months { vec![a_month.clone()] } else { Vec::new() };
            if from <= to {
                sum.extend((0..s.segments.len()).map(|i| each(i, from, to)));
            }
            Expr::add(sum)
        };
        let near = |m: u32| (of(m).value(book) - at_month(Some(amounts), m)).abs() <= HALF_A_PENNY;
        if s.outturn.is_some() || !(0..lines.months).all(near) {
            return self.pasted(book, lines, key, amounts);
        }
        let col = self.column(book, lines, key, "wb.is.live");
        for month in 0..lines.months {
            book.live(At { sheet: MONTHS, col, row: row(month) }, of(month), Style::Pounds);
        }
    }

    /// What is paid, and what whoever bears the cost has in hand.
    fn cash(&self, book: &mut Book, lines: &mut Lines) {
        let (s, ledger) = (self.s, &self.outcome.ledger);
        let payers: Vec<String> = money::payers(s, ledger).iter().map(|p| ledger.parties[*p].clone()).gather();
        let entity = s.finance.as_ref().map_or(PROVIDER, |f| f.entity.as_str()).to_string();
        let is_payment = |k: &Key| k.0 != "cost" && k.0 != "drawn" && k.0 != FEES;
        let is_payer = |p: &String| payers.contains(p);
        type Sign<'s> = Box<dyn Fn(&Key) -> i32 + 's>;
        let sign = |plus: bool, minus: bool| i32::from(plus) - i32::from(minus);
        let wanted: [(&'static str, &str, Sign); 5] = [
            ("paid", "wb.paid", Box::new(|k| if is_payment(k) { sign(is_payer(&k.1), is_payer(&k.2)) } else { 0 })),
            (
                "income",
                "wb.income",
                Box::new(|k| {
                    let drawn = s.finance.is_some() && k.0 == "drawn";
                    if is_payment(k) || drawn { sign(k.2 == entity, k.1 == entity) } else { 0 }
                }),
            ),
            ("cost", "wb.spent", Box::new(|k| sign(k.0 == "cost" || k.0 == FEES, false))),
            ("drawn", "wb.drawn", Box::new(|k| sign(k.0 == "drawn", false))),
            ("net", "wb.net", Box::new(|k| sign(k.2 == entity, k.1 == entity))),
        ];
        for (id, label, sign) in wanted {
            let columns: Vec<(usize, i32)> =
                lines.columns.iter().map(|(k, col)| (*col, sign(k))).filter(|(_, s)| *s != 0).gather();
            if columns.is_empty() && id == "drawn" {
                continue;
            }
            let col = self.head(book, lines, t(label).to_string(), t("wb.is.live").to_string());
            for month in 0..lines.months {
                let at = |col: usize| At { sheet: MONTHS, col, row: row(month) };
                let of = |sign: i32| {
                    let own = columns.iter().filter(|(_, s)| *s == sign);
                    Expr::add(own.map(|(col, _)| Expr::Cell(at(*col))).gather())
                };
                book.live(at(col), Expr::less(of(1), of(-1)), Style::Pounds);
            }
            lines.totals.insert(id, col);
        }
        let net = lines.totals.get("net").copied().unwrap_or(0);
        for (id, label) in [("balance", "wb.balance"), ("short", "wb.short")] {
            let col = self.head(book, lines, t(label).to_string(), t("wb.is.live").to_string());
            for month in 0..lines.months {
                let at = |col: usize, month: u32| At { sheet: MONTHS, col, row: row(month) };
                let now = Expr::Cell(at(net, month));
                let before = month.checked_sub(1).map_or(Expr::Number(0.0), |m| Expr::Cell(at(col, m)));
                let e = if id == "short" { Expr::less(before, now) } else { Expr::add(vec![before, now]) };
                book.live(at(col, month), e, Style::Pounds);
            }
            lines.totals.insert(id, col);
        }
    }

    /// The same columns by April–March year.
    fn by_year(&self, book: &mut Book, lines: &Lines) {
        let [first, last] = lines.years;
        let heads = ["wb.april", "wb.year", "wb.months.of"];
        for (col, id) in heads.into_iter().enumerate() {
            book.text(At { sheet: YEARS, col, row: 2 }, t(id), Style::Head);
            book.text(At { sheet: YEARS, col, row: 3 }, "", Style::Head);
        }
        let months = |col: usize| [0, lines.months - 1].map(|m| At { sheet: MONTHS, col, row: row(m) });
        let balances = ["balance", "short"].map(|id| lines.totals.get(id).copied());
        for (i, year) in (first..=last).enumerate() {
            let at = |col| At { sheet: YEARS, col, row: 4 + i };
            let own: Vec<u32> = (0..lines.months).filter(|m| self.s.fiscal_year(*m) == year).gather();
            book.number(at(0), f64::from(year), Style::Whole);
            book.text(at(1), format!("{year}/{:02}", (year + 1) % 100), Style::Plain);
            book.number(at(2), own.len() as f64, Style::Whole);
            for col in FIRST_COL..lines.next {
                let e = if balances.contains(&Some(col)) {
                    // a balance is what it is when the year ends
                    Expr::Cell(At { sheet: MONTHS, col, row: row(own.last().copied().unwrap_or(0)) })
                } else {
                    Expr::SumIf(months(2), Box::new(Expr::Cell(at(0))), months(col))
                };
                let style = if col < FIRST_COL + self.cast.columns.len() { Style::Number } else { Style::Pounds };
                book.live(at(col), e, style);
            }
        }
        let total = 4 + (last - first) as usize + 1;
        book.text(At { sheet: YEARS, col: 1, row: total }, t("wb.total"), Style::Head);
        for col in FIRST_COL..lines.next {
            for row in [2, 3] {
                if let Some(super::book::Content::Text(head)) =
                    book.cell(At { sheet: MONTHS, col, row }).map(|c| c.content.clone())
                {
                    book.text(At { sheet: YEARS, col, row }, head, Style::Head);
                }
            }
            let at = |row| At { sheet: YEARS, col, row };
            let all = if balances.contains(&Some(col)) {
                Expr::Cell(at(total - 1))
            } else {
                Expr::Block(at(4), at(total - 1))
            };
            let style = if col < FIRST_COL + self.cast.columns.len() { Style::Number } else { Style::Strong };
            book.live(at(total), all, style);
        }
    }
}

impl Lines {
    /// The whole of a column of months.
    pub fn all(&self, id: &str) -> Option<[At; 2]> {
        let col = *self.totals.get(id)?;
        Some([0, self.months - 1].map(|m| At { sheet: MONTHS, col, row: row(m) }))
    }

    /// The same by years, and its total.
    pub fn years_of(&self, id: &str) -> Option<At> {
        let col = *self.totals.get(id)?;
        Some(At { sheet: YEARS, col, row: 4 + (self.years[1] - self.years[0]) as usize + 1 })
    }

    /// Columns of money, each with who pays whom for what.
    pub fn columns(&self) -> impl Iterator<Item = (&str, usize)> {
        self.columns.iter().map(|(k, col)| (k.0.as_str(), *col))
    }
}
