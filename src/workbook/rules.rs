//! Payment rules as formulas: the meaning of `contract::settle`, with every count and number a cell.
//!
//! What happens in which month is taken from the model and fixed; how many and how much are formulas. Rules are applied to the
//! counts expected, as the central path does. What cannot be said so is refused, and pasted by whoever asked.

use super::book::{Book, Style, WORKINGS};
use super::cast::Cast;
use super::expr::{At, Expr, Test};
use super::inputs::Inputs;
use super::sums::{Part, Sum};
use super::words::t;
use crate::contract::path::{Path, Window, windows};
use crate::contract::tree::*;
use crate::gather::Gather;
use crate::num::float;
use crate::ordered::Map;

/// What a rule does with the postings of each branch in a window.
type Ruling<'r, 'a> = &'r dyn Fn(&mut Rules<'a>, Vec<Vec<Posting>>, &Window) -> Try<Vec<Posting>>;

/// Why a rule has no formula: the id of a message.
pub type Try<T> = Result<T, &'static str>;

/// One posting: who pays whom, when, for whom, how much.
#[derive(Debug, Clone)]
pub struct Posting {
    /// Who pays.
    pub from: String,
    /// Who receives.
    pub to: String,
    /// Month.
    pub month: u32,
    /// Month in which the person paid for started.
    pub(super) start: Option<u32>,
    /// Month of the event.
    pub(super) event: u32,
    /// Payment band.
    pub(super) band: Option<usize>,
    /// £.
    pub amount: Sum,
}

impl Posting {
    fn belongs(&self) -> u32 {
        self.start.unwrap_or(self.event)
    }
}

/// Counted people or events, with what tells them apart.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) start: u32,
    pub(super) month: u32,
    pub(super) band: Option<usize>,
    pub(super) units: Sum,
}

/// Where a number is read.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) year: u32,
    pub(super) band: Option<usize>,
}

/// What a metric is measured on.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    pub(super) window: &'v Window,
    pub(super) until: u32,
}

/// Writes the rules of one contract.
pub struct Rules<'a> {
    /// The book.
    pub book: &'a mut Book,
    /// The contract.
    pub contract: &'a Contract,
    /// The months and bands of the central path.
    pub path: &'a Path,
    /// Who is counted.
    pub cast: &'a Cast,
    /// Where numbers stand.
    pub inputs: &'a Inputs,
    /// Calendar month of month 0.
    pub first_calendar_month: u32,
    /// The payment at hand, for the sheet of workings.
    pub name: String,
}

impl<'a> Rules<'a> {
    /// All postings of a payment.
    pub fn payment(&mut self, payment: &Payment) -> Try<Vec<Posting>> {
        self.name.clone_from(&payment.name);
        self.pay(&payment.pay)
    }

    /// A working: a cell of its own, unless it is one already.
    pub(super) fn working(&mut self, id: &str, when: &str, e: Expr) -> Expr {
        if matches!(e, Expr::Cell(_) | Expr::Number(_)) { e } else { self.own_cell(id, when, e) }
    }

    /// A number that the model worked out, in a cell of its own.
    pub(super) fn pasted(&mut self, id: &str, when: &str, v: f64) -> Expr {
        self.own_cell(id, when, Expr::Number(v))
    }

    fn own_cell(&mut self, id: &str, when: &str, e: Expr) -> Expr {
        let row = self.book.below(WORKINGS);
        let at = |col| At { sheet: WORKINGS, col, row };
        self.book.text(at(0), &*self.name, Style::Plain);
        self.book.text(at(1), t(id), Style::Plain);
        self.book.text(at(2), when, Style::Plain);
        self.book.live(at(3), e, Style::Exact);
        Expr::Cell(at(3))
    }

    pub(super) fn expr(&self, sum: &Sum) -> Expr {
        sum.expr(self.cast)
    }

    pub(super) fn value(&self, sum: &Sum) -> f64 {
        self.expr(sum).value(self.book)
    }

    pub(super) fn blank(&self, month: u32, amount: Sum) -> Posting {
        let [from, to] = ["commissioner", "provider"].map(String::from);
        Posting { from, to, month, start: None, event: month, band: None, amount }
    }

    pub(super) fn windows(&self, scope: Scope, inner: &[Posting]) -> Vec<Window> {
        let through = inner.iter().map(|e| e.month).max().unwrap_or(0);
        windows(scope, self.path, &self.contract.cohorts, self.first_calendar_month, through)
    }

    /// Months of a delay or a lump, as they stand.
    fn months(&mut self, term: &Term) -> Try<u32> {
        let e = self.number(term, Place::default())?;
        Ok(float::round(float::clamp(e.value(self.book), 0.0, 12_000.0)) as u32)
    }

    fn pay(&mut self, pay: &Pay) -> Try<Vec<Posting>> {
        match pay {
            Pay::Lump { amount, month } => {
                if !amount.is_number() {
                    return Err("wb.why.lump");
                }
                let month = self.months(month)?;
                let amount = self.number(amount, Place { year: month / 12, band: None })?;
                Ok(vec![self.blank(month, Sum::plain(amount))])
            }
            Pay::Shape { metric, f, rate, scope, settle } => self.shape(metric, f, rate, *scope, *settle),
            Pay::Gate { cond, scope, settle, of } => self.each(*scope, std::slice::from_ref(of), &|me, branches, w| {
                let all = branches.concat();
                let total = me.total(&all, w);
                let mut due = |me: &mut Self, total: Expr, t: u32| -> Try<Expr> {
                    let test = me.condition(cond, View { window: w, until: t })?;
                    Ok(Expr::If(Box::new(test), Box::new([total, Expr::Number(0.0)])))
                };
                match settle {
                    Settle::Close => {
                        let due = due(me, total.clone(), w.close)?;
                        Ok(held(me.scaled(all, due, total, w)?, w.close))
                    }
                    Settle::Account => {
                        let due = due(me, total.clone(), w.close)?;
                        me.corrected(all, due, total, w)
                    }
                    Settle::Running { clawback } => me.running(all, *clawback, w, &mut due),
                }
            }),
            Pay::Clamp { lo, hi, scope, settle, of } => {
                self.each(*scope, std::slice::from_ref(of), &|me, branches, w| {
                    let mut all = branches.concat();
                    let total = me.total(&all, w);
                    let mut due = |me: &mut Self, total: Expr, t: u32| -> Try<Expr> {
                        let v = View { window: w, until: t };
                        let mut due = total;
                        if let Some(lo) = lo {
                            due = Expr::Max(vec![due, me.metric_expr(lo, v)?]);
                        }
                        if let Some(hi) = hi {
                            due = Expr::Min(vec![due, me.metric_expr(hi, v)?]);
                        }
                        Ok(due)
                    };
                    match settle {
                        Settle::Close => {
                            let due = due(me, total.clone(), w.close)?;
                            Ok(held(me.scaled(all, due, total, w)?, w.close))
                        }
                        Settle::Account => {
                            let due = due(me, total.clone(), w.close)?;
                            me.corrected(all, due, total, w)
                        }
                        Settle::Running { clawback } => {
                            // a floor falls due even in months without postings
                            if lo.is_some() {
                                for t in w.from..=w.close {
                                    all.push(me.blank(t, Sum::default()));
                                }
                            }
                            me.running(all, *clawback, w, &mut due)
                        }
                    }
                })
            }
            Pay::Pick { largest, scope, settle, of } => {
                self.each(*scope, of, &|me, branches, w| me.pick(branches, w, *largest, *settle))
            }
            Pay::Scale { number, by, of } => {
                let mut all = self.pay(of)?;
                for e in &mut all {
                    let year = match by {
                        ScaleBy::Start => e.belongs() / 12,
                        ScaleBy::Event => e.event / 12,
                        ScaleBy::Posting => e.month / 12,
                    };
                    let by = self.number(number, Place { year, band: e.band })?;
                    e.amount = std::mem::take(&mut e.amount).times(&by);
                }
                Ok(all)
            }
            Pay::Sum(list) => {
                let mut all = Vec::new();
                for p in list {
                    all.extend(self.pay(p)?);
                }
                Ok(all)
            }
            Pay::Delay { months, of } => {
                let by = self.months(months)?;
                let mut all = self.pay(of)?;
                all.iter_mut().for_each(|e| e.month += by);
                Ok(all)
            }
            Pay::Route { from, to, of } => {
                let all = self.pay(of)?;
                let all = self.split(from.as_ref(), all, |e, party| e.from = party)?;
                self.split(to.as_ref(), all, |e, party| e.to = party)
            }
            Pay::NetOff { rule, other, of } => {
                let factor = self.factor(*rule, other)?;
                let mut all = self.pay(of)?;
                all.iter_mut().for_each(|e| e.amount = std::mem::take(&mut e.amount).times(&factor));
                Ok(all)
            }
            Pay::Onward { share, from, to, of } => {
                let mut all = self.pay(of)?;
                all.retain(|e| e.to == *from);
                for e in &mut all {
                    let share = self.number(share, Place { year: e.month / 12, band: e.band })?;
                    e.amount = std::mem::take(&mut e.amount).times(&share);
                    (e.from, e.to) = (from.clone(), to.clone());
                }
                Ok(all)
            }
            Pay::Waterfall { .. } => Err("wb.why.waterfall"),
            Pay::Named(_, of) | Pay::Short(_, of) => self.pay(of),
        }
    }

    fn split(
        &mut self,
        shares: Option<&Shares>,
        list: Vec<Posting>,
        set: fn(&mut Posting, String),
    ) -> Try<Vec<Posting>> {
        let Some(shares) = shares else { return Ok(list) };
        let mut out = Vec::new();
        for e in list {
            for (party, share) in shares {
                let share = self.number(share, Place { year: e.month / 12, band: e.band })?;
                let mut e = Posting { amount: e.amount.clone().times(&share), ..e.clone() };
                set(&mut e, party.clone());
                out.push(e);
            }
        }
        Ok(out)
    }

    /// The part of a price that is still paid when another contract pays for the same results (`contract::netting`).
    fn factor(&mut self, rule: Netting, o: &NetOff) -> Try<Expr> {
        let mut n = |term: &Term| self.number(term, Place::default());
        let (own, other, value, share) = (n(&o.own)?, n(&o.other)?, n(&o.value)?, n(&o.share)?);
        let both = Expr::mul(vec![n(&o.overlap)?, n(&o.joint)?]);
        let value = Expr::Max(vec![Expr::Number(0.0), value]);
        let within = |e: Expr| Expr::Max(vec![Expr::Number(0.0), Expr::Min(vec![own.clone(), e])]);
        let smaller = |part: f64| {
            let half = Expr::mul(vec![own.clone(), Expr::Number(0.5 * (1.0 + part))]);
            let under = Expr::mul(vec![own.clone(), Expr::Number(part)]);
            let tie = Test::Reaches(other.clone(), own.clone());
            let above = Expr::If(Box::new(tie), Box::new([half, own.clone()]));
            let wins = Test::Reaches(own.clone(), other.clone());
            Expr::If(Box::new(wins), Box::new([above, under]))
        };
        let kept = match rule {
            Netting::None => own.clone(),
            Netting::LeadPays => smaller(0.0),
            Netting::HalfTheSmaller => smaller(0.5),
            Netting::CappedAtValue => within(Expr::less(value, other.clone())),
            Netting::Proportional => {
                let sum = Expr::add(vec![own.clone(), other.clone()]);
                Expr::mul(vec![own.clone(), Expr::Min(vec![Expr::Number(1.0), Expr::ratio(value, sum)])])
            }
            Netting::Attribution => within(Expr::mul(vec![share, value])),
        };
        let lost = Expr::less(Expr::Number(1.0), Expr::ratio(kept, own));
        let factor = Expr::less(Expr::Number(1.0), Expr::mul(vec![both, lost]));
        Ok(self.working("wb.work.netting", "", factor))
    }

    /// Runs a rule over each window of a scope.
    fn each(&mut self, scope: Scope, of: &[Pay], rule: Ruling<'_, 'a>) -> Try<Vec<Posting>> {
        if scope.over == Over::Person {
            return Err("wb.why.person");
        }
        let mut branches = Vec::new();
        for p in of {
            branches.push(self.pay(p)?);
        }
        let mut out = Vec::new();
        for w in self.windows(scope, &branches.concat()) {
            let own = |b: &Vec<Posting>| b.iter().filter(|e| w.holds(e.belongs(), e.month)).cloned().gather();
            let mut ruled = rule(self, branches.iter().map(own).gather(), &w)?;
            // what a cohort's rule posts is the cohort's, in whatever month it is posted
            if w.by_cohort {
                for e in &mut ruled {
                    e.start = Some(if w.holds(e.belongs(), e.month) { e.belongs() } else { w.from });
                }
            }
            out.extend(ruled);
        }
        Ok(out)
    }

    fn pick(&mut self, branches: Vec<Vec<Posting>>, w: &Window, largest: bool, settle: Settle) -> Try<Vec<Posting>> {
        let totals: Vec<Expr> = branches.iter().map(|b| self.total(b, w)).gather();
        let values: Vec<f64> = totals.iter().map(|e| e.value(self.book)).gather();
        let better = |x: f64, y: f64| if largest { y > x } else { y < x };
        let best = (0..branches.len()).reduce(|a, b| if better(values[a], values[b]) { b } else { a });
        let Some(best) = best else { return Ok(Vec::new()) };
        let due = if largest { Expr::Max(totals.clone()) } else { Expr::Min(totals.clone()) };
        match settle {
            Settle::Close => Ok(held(self.scaled(branches[best].clone(), due, totals[best].clone(), w)?, w.close)),
            Settle::Account | Settle::Running { .. } => {
                let mut out = branches[0].clone();
                let more = Expr::less(due, totals[0].clone());
                out.extend(self.share_out(more, w.close, &branches[best]));
                Ok(out)
            }
        }
    }

    /// All of a list, in a cell of its own.
    fn total(&mut self, list: &[Posting], w: &Window) -> Expr {
        let e = self.expr(&together(list));
        self.working("wb.work.total", &when(w), e)
    }

    /// Postings scaled to a new total; corrected where there is nothing to scale, or the sign turns.
    fn scaled(&mut self, list: Vec<Posting>, due: Expr, total: Expr, w: &Window) -> Try<Vec<Posting>> {
        let due = self.working("wb.work.due", &when(w), due);
        let (is, was) = (due.value(self.book), total.value(self.book));
        if is != was && (is * was < 0.0 || was == 0.0) {
            return self.corrected(list, due, total, w);
        }
        let factor = self.working("wb.work.factor", &when(w), Expr::ratio(due, total));
        let scale = |e: Posting| Posting { amount: e.amount.times(&factor), ..e };
        Ok(list.into_iter().map(scale).gather())
    }

    /// Postings as they fell due, and one correction at the close.
    fn corrected(&mut self, mut list: Vec<Posting>, due: Expr, total: Expr, w: &Window) -> Try<Vec<Posting>> {
        let more = self.share_out(Expr::less(due, total), w.close, &list);
        list.extend(more);
        Ok(list)
    }

    /// Applies a rule to the running total month by month and posts the differences.
    fn running(
        &mut self,
        list: Vec<Posting>,
        clawback: bool,
        _: &Window,
        rule: &mut dyn FnMut(&mut Self, Expr, u32) -> Try<Expr>,
    ) -> Try<Vec<Posting>> {
        let mut by_month: Map<u32, Vec<Posting>> = Map::new();
        for e in list {
            by_month.entry(e.month).or_default().push(e);
        }
        let (mut due, mut paid) = (Expr::Number(0.0), Expr::Number(0.0));
        let mut seen: Vec<Posting> = Vec::new();
        let mut out = Vec::new();
        for (month, now) in by_month {
            let here = self.expr(&together(&now));
            let nothing = here.value(self.book) == 0.0;
            due = self.working("wb.work.running", &month_name(month), Expr::add(vec![due, here]));
            let mut target = rule(self, due.clone(), month)?;
            if !clawback {
                target = Expr::Max(vec![target, paid.clone()]);
            }
            let target = self.working("wb.work.due", &month_name(month), target);
            let pay = Expr::less(target.clone(), paid);
            if !nothing || pay.value(self.book) != 0.0 {
                out.extend(self.share_out(pay, month, if nothing { &seen } else { &now }));
            }
            paid = target;
            seen.extend(now);
        }
        Ok(out)
    }

    /// A sum in one month, spread like the postings given.
    fn share_out(&mut self, amount: Expr, month: u32, like: &[Posting]) -> Vec<Posting> {
        let mut sized = Vec::new();
        let mut all = Sum::default();
        for e in like {
            let is = self.value(&e.amount);
            if is != 0.0 {
                let amount = e.amount.clone().times(&Expr::Number(if is < 0.0 { -1.0 } else { 1.0 }));
                all.join(amount.clone());
                sized.push(Posting { month, amount, ..e.clone() });
            }
        }
        if sized.is_empty() {
            let amount = self.working("wb.work.paid", &month_name(month), amount);
            return vec![self.blank(month, Sum::plain(amount))];
        }
        let all = self.expr(&all);
        let factor = self.working("wb.work.factor", &month_name(month), Expr::ratio(amount, all));
        sized.into_iter().map(|e| Posting { amount: e.amount.times(&factor), ..e }).gather()
    }

    /// People of one part with their band.
    pub(super) fn counted(&self, key: &str, events: bool) -> Vec<Row> {
        let row = |(part, group): (Part, usize)| Row {
            start: part.start,
            month: part.month,
            band: Some(group),
            units: Sum::people(part),
        };
        self.cast.tally(key, events).into_iter().map(row).gather()
    }
}

/// All amounts of a list.
fn together(list: &[Posting]) -> Sum {
    let mut sum = Sum::default();
    list.iter().for_each(|e| sum.join(e.amount.clone()));
    sum
}

/// Held until the window closes.
fn held(mut list: Vec<Posting>, close: u32) -> Vec<Posting> {
    list.iter_mut().for_each(|e| e.month = e.month.max(close));
    list
}

/// A window in words: its months, counted from 1.
pub(super) fn when(w: &Window) -> String {
    let last = if w.to == u32::MAX { w.close } else { w.to };
    format!("{}–{}", w.from + 1, last + 1)
}

pub(super) fn month_name(month: u32) -> String {
    (month + 1).to_string()
}
