//! How many people a fair test needs: one that seldom pays for luck and seldom refuses a truly good provider.

use crate::answer;
use crate::gather::Gather;
use crate::json::Node;
use crate::num::decimal;
use crate::num::float::{ceil, clamp};
use crate::num::pmf::Pmf;
use crate::outcomes::exact;
use crate::reply::{Asked, Table, TableRow, Unit};
use crate::risk::noise::Trigger;
use crate::risk::tails::ONE_IN_20;
use crate::scenario::Envelope;
use crate::words::{Arg, Lang, number, say, word};

/// How sure a truly good provider should be of being paid.
const SURE: f64 = 0.9;
/// Cohorts that are looked at, in people.
const SIZES: [f64; 9] = [50.0, 100.0, 200.0, 400.0, 800.0, 1600.0, 3200.0, 6400.0, 12_800.0];
/// Where the search between two of them ends.
const STEP: f64 = 10.0;

/// A cohort that is being looked for.
pub struct Fair {
    p0: f64,
    better: f64,
    rho: f64,
    people: f64,
    own: Option<f64>,
    seen: Vec<(f64, f64)>,
    lang: Lang,
}

impl Fair {
    /// Begins with how many more of 100 a truly good provider gets there, or says why it cannot.
    pub fn begin(asked: &Node, e: &Envelope) -> Result<Fair, Box<Asked>> {
        let lang = e.issues.lang;
        let Some(s) = e.scenarios.first() else { return Err(Box::default()) };
        let o = answer::evaluate(s);
        let (Some(anyway), Some(people)) = (o.values.get("anyway"), o.values.get("people").filter(|n| *n > 0.0)) else {
            return Err(Box::new(super::said(say(lang, "ask.no.anyway", &[]))));
        };
        let p0 = anyway / people;
        let better = super::typed(asked, Unit::Of100).filter(|x| *x > 0.0 && p0 + x < 1.0);
        let Some(better) = better else {
            let issue = Some(word(lang, "ask.issue.better").to_string());
            return Err(Box::new(Asked { issue, ..Asked::default() }));
        };
        Ok(Fair { p0, better, rho: s.rho, people, own: None, seen: Vec::new(), lang })
    }

    /// Chance that a truly good provider is paid by a one-sided test of 1 in 20 against the rate without help, known exactly.
    pub fn paid(p0: f64, p1: f64, rho: f64, n: f64) -> f64 {
        let law = Pmf::binomial(n, p0);
        let mut count = law.quantile(1.0 - ONE_IN_20);
        while law.at_least(count) > ONE_IN_20 {
            count += 1;
        }
        Trigger { n, rho, count }.pays(p1)
    }

    fn at(&self, n: f64) -> f64 {
        Fair::paid(self.p0, self.p0 + self.better, self.rho, n)
    }

    /// The size to be looked at next.
    fn wanted(&self) -> Option<f64> {
        let tried = |n: &f64| self.seen.iter().any(|(m, _)| m == n);
        let enough = |(_, chance): &&(f64, f64)| *chance >= SURE;
        let least = self.seen.iter().filter(enough).map(|(n, _)| *n).fold(f64::INFINITY, f64::min);
        if let Some(n) = SIZES.iter().find(|n| !tried(n) && **n < least) {
            return Some(*n);
        }
        let below = self.seen.iter().map(|(n, _)| *n).filter(|n| *n < least).fold(0.0, f64::max);
        let middle = ceil(0.5 * (below + least) / STEP) * STEP;
        (least.is_finite() && middle > below && middle < least).then_some(middle)
    }

    /// Looks at one more size.
    pub fn step(&mut self) {
        if self.own.is_none() {
            self.own = Some(self.at(ceil(self.people)));
            return;
        }
        if let Some(n) = self.wanted() {
            let chance = self.at(n);
            self.seen.push((n, chance));
        }
    }

    /// Sizes looked at and still to be.
    pub fn progress(&self) -> (u32, u32) {
        let total = SIZES.len() as u32 + 12;
        let done = u32::from(self.own.is_some()) + self.seen.len() as u32;
        if self.own.is_some() && self.wanted().is_none() { (total, total) } else { (done.min(total - 1), total) }
    }

    /// The answer, as far as it is known.
    pub fn told(&self) -> Asked {
        let lang = self.lang;
        let Some(own) = self.own else { return Asked::default() };
        let count = |id: &str, n: f64| Arg::Result(format!("ask[{id}]"), Some(n), Unit::People);
        let of = |id: &str, p: f64| Arg::Result(format!("ask[{id}]"), Some(p), Unit::Of100);
        let chance = |id: &str, p: f64| Arg::Result(format!("ask[{id}]"), Some(p), Unit::Of20);
        let mut says = vec![say(
            lang,
            "ask.fair.test",
            &[("from", of("rate", self.p0)), ("to", of("good", self.p0 + self.better))],
        )];
        let least = self.seen.iter().filter(|(_, c)| *c >= SURE).map(|(n, _)| *n).fold(f64::INFINITY, f64::min);
        if self.progress().0 == self.progress().1 {
            // what no number of people takes away: the year itself
            let limit = 1.0 - exact::pool_cdf(clamp(self.p0 + self.better, 0.0, 1.0), self.rho, self.p0);
            says.push(if least.is_finite() {
                say(lang, "ask.fair.found", &[("n", count("cohort", least))])
            } else if self.rho > 0.0 && limit < SURE {
                say(lang, "ask.fair.swing", &[("chance", chance("limit", limit))])
            } else {
                let most = SIZES[SIZES.len() - 1];
                say(lang, "ask.fair.never", &[("n", count("most", most))])
            });
            says.push(say(
                lang,
                "ask.fair.own",
                &[("n", count("own", self.people)), ("chance", chance("own_paid", own))],
            ));
            // the same year passes for an effect where there is none
            let luck = Fair::paid(self.p0, self.p0, self.rho, ceil(self.people));
            says.push(say(lang, "ask.fair.luck", &[("chance", chance("own_luck", luck))]));
            says.push(say(lang, "ask.fair.linear", &[]));
        }
        let mut listed: Vec<(f64, f64)> =
            SIZES.iter().filter_map(|n| self.seen.iter().find(|(m, _)| m == n).copied()).gather();
        listed.extend(self.seen.iter().filter(|(n, _)| *n == least && !SIZES.contains(n)).copied());
        // by size: insertion, as lists are short
        for i in 1..listed.len() {
            let mut j = i;
            while j > 0 && listed[j - 1].0 > listed[j].0 {
                listed.swap(j - 1, j);
                j -= 1;
            }
        }
        let cell = |id: String, v: f64, unit| crate::reply::Cell {
            result: id,
            text: number::format(v, unit, lang),
            value: Some(v),
        };
        let row = |(n, p): &(f64, f64)| TableRow {
            head: cell(format!("ask[cohort:{}]", decimal::plain(*n)), *n, Unit::People),
            cells: vec![cell(format!("ask[paid:{}]", decimal::plain(*n)), *p, Unit::Of20)],
        };
        let table = Table {
            caption: say(lang, "ask.fair.table", &[]),
            columns: ["ask.column.people", "ask.column.paid"].map(|id| word(lang, id).to_string()).to_vec(),
            rows: listed.iter().map(row).gather(),
        };
        Asked { says, table: Some(table).filter(|t| !t.rows.is_empty()), ..Asked::default() }
    }
}
