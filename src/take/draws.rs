//! Futures one by one as a file: a row a future, every row stamped, money to the penny.

use super::csv::{MARK, text};
use crate::futures::Future;
use crate::futures::history::Result;
use crate::gather::Gather;
use crate::num::decimal;
use crate::reply::{Drawn, Stamp};
use crate::scenario::{Delivery, Scenario};

/// Rows so far.
pub struct Rows {
    file: String,
    /// What stands at the end of the first columns of each row: seed, model, data.
    stamp: String,
    head: String,
    first_year: u32,
    /// For each outcome: whether people succeed in it, and whether events are counted.
    counts: Vec<[bool; 2]>,
    /// Each row but for the years in which nothing is paid any more, and how many years it has.
    rows: Vec<(String, usize)>,
}

impl Rows {
    /// None yet.
    pub fn of(stamp: &Stamp, s: &Scenario) -> Rows {
        let any = |o: &str, is: fn(&Delivery) -> bool| s.segments.iter().any(|g| g.delivery.get(o).is_some_and(is));
        let counts: Vec<[bool; 2]> = s
            .outcomes
            .iter()
            .map(|o| {
                let succeed = any(&o.id, |d| !matches!(d, Delivery::Events { .. }));
                let events = any(&o.id, |d| matches!(d, Delivery::Events { .. } | Delivery::Counts { .. }));
                [succeed, events]
            })
            .gather();
        let mut head =
            "future,paid,income,cost,margin,worst_cash,cash_out_month,ended_early,invested,repaid".to_string();
        for (o, [succeed, events]) in s.outcomes.iter().zip(&counts) {
            for (is, name) in [(succeed, "succeed"), (events, "events")] {
                if *is {
                    head.push(',');
                    text(&mut head, &format!("{name}: {}", o.id));
                }
            }
        }
        head.push_str(",seed,model_version,data_version");
        let mut tail = String::new();
        for field in [&stamp.seed, &stamp.version, &stamp.data] {
            tail.push(',');
            tail.push_str(field);
        }
        Rows {
            file: format!("{}-futures-seed-{}.csv", stamp.file, stamp.seed),
            stamp: tail,
            head,
            first_year: s.fiscal_year(0),
            counts,
            rows: Vec::new(),
        }
    }

    /// One more.
    pub fn push(&mut self, i: u32, (f, people): (Future, Vec<Result>)) {
        let mut out = (i + 1).to_string();
        for money in [f.paid, f.income, f.cost, f.margin(), -f.trough] {
            pence(&mut out, money);
        }
        out.push(',');
        if f.out > 0 {
            out.push_str(&f.out.to_string());
        }
        out.push_str(if f.ended { ",1" } else { ",0" });
        pence(&mut out, f.invested);
        pence(&mut out, f.repaid);
        for (got, [succeed, events]) in people.iter().zip(&self.counts) {
            for (is, n) in [(succeed, got.successes), (events, got.events)] {
                if *is {
                    out.push(',');
                    out.push_str(&tidy(n, 4));
                }
            }
        }
        out.push_str(&self.stamp);
        for paid in &f.by_year {
            pence(&mut out, *paid);
        }
        self.rows.push((out, f.by_year.len()));
    }

    /// The file: all rows as long as the longest.
    pub fn file(&self) -> Drawn {
        let years = self.rows.iter().map(|(_, n)| *n).max().unwrap_or(0);
        let mut csv = MARK.to_string();
        csv.push_str(&self.head);
        for year in (self.first_year..).take(years) {
            csv.push_str(&format!(",paid {year}–{:02}", (year + 1) % 100));
        }
        csv.push_str("\r\n");
        for (row, n) in &self.rows {
            csv.push_str(row);
            (*n..years).for_each(|_| csv.push_str(",0"));
            csv.push_str("\r\n");
        }
        Drawn { file: self.file.clone(), csv }
    }
}

fn pence(out: &mut String, money: f64) {
    out.push(',');
    out.push_str(&tidy(money, 2));
}

/// To so many places, none that are zero at the end.
fn tidy(x: f64, places: usize) -> String {
    let text = decimal::fixed(x, places);
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short.is_empty() || short == "-0" { "0".to_string() } else { short.to_string() }
}
