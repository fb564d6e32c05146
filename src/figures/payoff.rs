//! The pay-off curve: what is paid for how many, and what one more is worth.

use super::{Figures, party};
use crate::gather::Gather;
use crate::reply::{Chart, Figure, Table, TableRow, Unit};
use crate::words::{Arg, tell, word};

impl Figures<'_> {
    /// Where the plan stands, and what one more is worth there: without them there is no picture, and with them there is.
    pub(super) fn worth(&self) -> Option<([f64; 2], f64)> {
        let v = |id: &str| self.o().values.get(id);
        Some(([v("successes")?, v("paid")?], v("effective_price")?))
    }

    /// What is paid for how many, and what one more is worth.
    pub(super) fn payoff(&self) -> Option<Figure> {
        let (plan, price) = self.worth()?;
        let v = |id: &str| self.o().values.get(id);
        let pair = |x: &str, y: &str| v(x).zip(v(y)).map(|(x, y)| [x, y]);
        let verb = self.s().outcomes.first().map_or("succeed", |o| o.verb.as_str());
        let p = self.o().payoff(self.s()).filter(|p| p.x.len() > 1)?;
        let id = if price > 0.5 {
            "figure.payoff.headline"
        } else if price < -0.5 {
            "figure.payoff.less"
        } else {
            "figure.payoff.nothing"
        };
        let worth = Arg::Result("effective_price".into(), Some(price.abs()), Unit::Gbp);
        let args = [("price", worth), ("who", Arg::text(party(self.s(), "provider", self.story.lang)))];
        let headline = if id == "figure.payoff.nothing" { self.text(id, &args[1..]) } else { self.text(id, &args) };
        let lang = self.story.lang;
        let at = |id: &str, x: &str, y: &str| {
            self.text(id, &[("n", self.result(x)), ("paid", self.result(y)), ("verb", Arg::text(verb))])
        };
        let anyway = pair("anyway", "paid_anyway");
        let likely = pair("bad_successes", "good_successes");
        let labels = vec![
            at("figure.payoff.plan", "successes", "paid"),
            anyway.map_or_else(Vec::new, |_| at("figure.payoff.anyway", "anyway", "paid_anyway")),
            likely.map_or_else(Vec::new, |_| {
                let args = [("low", self.result("bad_successes")), ("high", self.result("good_successes"))];
                self.text("figure.payoff.likely", &args)
            }),
            p.give_up.map_or_else(Vec::new, |target| {
                let target = Arg::Result("give_up".into(), Some(target), Unit::People);
                self.text("figure.payoff.give_up", &[("target", target)])
            }),
        ];
        // the table lists every step of the curve, or a few points of a straight one
        let points: Vec<usize> =
            if p.x.len() > 2 { (0..p.x.len()).step_by(2).gather() } else { (0..p.x.len()).gather() };
        let row = |i: usize| TableRow {
            head: self.cell(&format!("payoff[{i}].x"), p.x[i], Unit::People),
            cells: vec![
                self.cell(&format!("payoff[{i}].rule"), p.rule[i], Unit::GbpShort),
                self.cell(&format!("payoff[{i}].expected"), p.expected[i], Unit::GbpShort),
                self.cell(&format!("payoff[{i}].slope"), p.slope[i], Unit::Gbp),
            ],
        };
        let subtitle = self.text("figure.payoff.subtitle", &[("verb", Arg::text(verb))]);
        // where the plan stands: what the rule pays for exactly that number, and what is paid on average
        let planned = TableRow {
            head: self.cell("successes", plan[0], Unit::People),
            cells: vec![
                self.cell("payoff[plan].rule", p.at_plan, Unit::GbpShort),
                self.cell("paid", plan[1], Unit::GbpShort),
                self.cell("effective_price", price, Unit::Gbp),
            ],
        };
        let mut rows: Vec<TableRow> = points.into_iter().map(row).gather();
        let place = p.x.iter().step_by(if p.x.len() > 2 { 2 } else { 1 }).filter(|x| **x <= plan[0]).count();
        rows.insert(place.min(rows.len()), planned);
        let table = Table {
            caption: subtitle.clone(),
            columns: self.columns(&["column.number", "column.rule", "column.expected", "column.slope"]),
            rows,
        };
        Some(Figure {
            id: "payoff".into(),
            question: word(lang, "figure.payoff.question").to_string(),
            headline,
            subtitle,
            chart: Chart::Payoff {
                x: p.x.clone(),
                rule: p.rule.clone(),
                expected: p.expected.clone(),
                slope: p.slope.clone(),
                plan,
                anyway,
                likely,
                give_up: p.give_up,
                labels,
                axes: [
                    tell(lang, "figure.payoff.x", &[("verb", Arg::text(verb))]),
                    word(lang, "figure.payoff.y").to_string(),
                ],
            },
            table,
            remarks: Vec::new(),
            switches: Vec::new(),
            offers: Vec::new(),
            dial: None,
        })
    }
}
