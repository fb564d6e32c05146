//! Clauses of a metric as formulas: what falls due in a window, and who it is for.

use super::expr::Expr;
use super::rules::{Place, Posting, Row, Rules, Try, View, month_name, when};
use super::sums::Sum;
use crate::contract::path::Window;
use crate::contract::tree::{Clause, Over, Scope, Settle, Term};
use crate::ordered::Map;

impl Rules<'_> {
    /// A clause of a metric, times a rate.
    pub(super) fn shape(
        &mut self,
        metric: &Term,
        f: &Clause,
        rate: &Term,
        scope: Scope,
        settle: Settle,
    ) -> Try<Vec<Posting>> {
        let rows = self.rows(metric)?;
        if scope.over == Over::Person {
            let Some(rows) = rows.filter(|_| f.is_proportional()) else { return Err("wb.why.person") };
            let mut out = Vec::new();
            for r in rows {
                let at = Place { year: r.month / 12, band: r.band };
                let price = Expr::mul(vec![self.number(&f.s0, at)?, self.number(rate, at)?]);
                out.push(Posting {
                    start: Some(r.start),
                    event: r.month,
                    band: r.band,
                    ..self.blank(r.month, r.units.times(&price))
                });
            }
            return Ok(out);
        }
        let measured = crate::contract::settle::measured_years(metric);
        let mut out = Vec::new();
        for w in self.windows(scope, &[]) {
            if w.year.is_some_and(|y| measured.contains(&y)) {
                continue;
            }
            if settle == Settle::Close {
                let units = self.due(metric, f, &w, w.close)?;
                out.extend(self.shared(rows.as_deref(), rate, &w, (0, w.close), units)?);
                continue;
            }
            let keep = settle == Settle::Running { clawback: false };
            let mut paid = Expr::Number(0.0);
            for t in w.from..=w.close {
                let counts = rows.as_ref().is_none_or(|rows| rows.iter().any(|r| r.month == t && w.holds(r.start, t)));
                if t != w.from && !counts {
                    continue;
                }
                let due = self.due(metric, f, &w, t)?;
                let mut due = self.expr(&due);
                if keep {
                    due = Expr::Max(vec![due, paid.clone()]);
                }
                let due = self.working("wb.work.due", &month_name(t), due);
                let more = self.working("wb.work.paid", &month_name(t), Expr::less(due.clone(), paid));
                out.extend(self.shared(rows.as_deref(), rate, &w, (t, t), Sum::plain(more))?);
                paid = due;
            }
        }
        Ok(out)
    }

    /// What a clause of a metric comes to in a window up to a month.
    fn due(&mut self, metric: &Term, f: &Clause, w: &Window, until: u32) -> Try<Sum> {
        let units = self.metric(metric, View { window: w, until })?;
        let at = Place { year: w.year_at(until), band: None };
        if f.is_proportional() {
            let slope = self.number(&f.s0, at)?;
            return Ok(units.times(&slope));
        }
        let x = self.expr(&units);
        let x = self.working("wb.work.metric", &when(w), x);
        Ok(Sum::plain(self.clause(f, x, at)?))
    }

    /// Shares units among the rows that they are for, pro rata, so that a rate may differ by band and a number by year.
    fn shared(
        &mut self,
        rows: Option<&[Row]>,
        rate: &Term,
        w: &Window,
        months: (u32, u32),
        units: Sum,
    ) -> Try<Vec<Posting>> {
        let month = months.1;
        let mut origins: Map<(Option<usize>, u32, u32), Sum> = Map::new();
        let mut all = Sum::default();
        for r in rows.unwrap_or(&[]) {
            if r.month >= months.0 && r.month <= month && w.holds(r.start, r.month) {
                origins.entry((r.band, r.start, r.month / 12 * 12)).or_default().join(r.units.clone());
                all.join(r.units.clone());
            }
        }
        let year = w.year_at(month);
        if self.value(&all) == 0.0 {
            let rate = self.number(rate, Place { year, band: None })?;
            let start = w.by_cohort.then_some(w.from);
            return Ok(vec![Posting { start, ..self.blank(month, units.times(&rate)) }]);
        }
        let (units, all) = (self.expr(&units), self.expr(&all));
        let factor = if units == all { Expr::Number(1.0) } else { Expr::ratio(units, all) };
        let factor = self.working("wb.work.each", &when(w), factor);
        let mut out = Vec::new();
        for ((band, start, event), people) in origins {
            let rate = self.number(rate, Place { year, band })?;
            let amount = people.times(&factor).times(&rate);
            out.push(Posting { start: Some(start), event, band, ..self.blank(month, amount) });
        }
        Ok(out)
    }
}
