//! What could go wrong, in pictures: twenty futures, and the cash trough.

use super::{Figures, words_only};
use crate::contract::settle::PROVIDER;
use crate::futures::Summary;
use crate::gather::Gather;
use crate::money::shortfalls;
use crate::reply::{Area, Cell, Chart, Dot, Figure, Level, Line, Mark, Part, Table, TableRow, Unit, Voice};
use crate::rules::party;
use crate::scenario::inputs::capital;
use crate::words::{Arg, number, word};

/// Futures of a picture.
const DOTS: usize = 20;

impl Figures<'_> {
    pub(super) fn provider(&self) -> Arg {
        Arg::text(capital(&party(self.s(), "provider", self.story.lang)))
    }

    /// Twenty futures of what the provider keeps: from the law, or counted where there is none.
    pub(super) fn futures(&self) -> Option<Figure> {
        let counted = self.o().futures.as_ref().map(|f| &f.dots).filter(|d| !d.is_empty());
        let certain = self.o().values.get("cash_out_chance").map(|p| p > 0.5).unwrap_or(false);
        let ends: Vec<(f64, bool)> = match (&self.o().law, counted) {
            (Some(law), counted) => {
                let out = |k: usize| counted.map_or(certain, |dots| dots[k].1);
                (0..DOTS).map(|k| (quantile(law, (k as f64 + 0.5) / DOTS as f64), out(k))).gather()
            }
            (None, Some(dots)) => dots.clone(),
            (None, None) => return None,
        };
        let id = |k: usize| format!("future[{}]", k + 1);
        let dot = |(k, (value, out)): (usize, &(f64, bool))| Dot {
            value: *value,
            text: Part {
                text: number::format(*value, Unit::GbpShort, self.story.lang),
                result: Some(id(k)),
                ..Part::default()
            },
            loses: *value < -0.005,
            out: *out,
        };
        let row = |(k, (value, out)): (usize, &(f64, bool))| TableRow {
            head: words_only(&(k + 1).to_string()),
            cells: vec![
                self.cell(&id(k), *value, Unit::GbpShort),
                words_only(word(self.story.lang, if *out { "cell.out" } else { "cell.lasts" })),
            ],
        };
        let worst = self.o().values.get("worst_margin").unwrap_or(0.0);
        let args = [
            ("who", self.provider()),
            ("chance", self.result("loss_chance")),
            (
                "worst",
                Arg::Result(
                    "worst_margin".into(),
                    Some(self.shown("worst_margin").unwrap_or(0.0).abs()),
                    Unit::GbpShort,
                ),
            ),
        ];
        let headline = self.text(if worst < 0.0 { "figure.futures.headline" } else { "figure.futures.safe" }, &args);
        let subtitle = self.text("figure.futures.subtitle", &[]);
        let table = Table {
            caption: subtitle,
            columns: self.columns(&["column.future", "column.keeps_it", "column.cash_out"]),
            rows: ends.iter().enumerate().map(row).gather(),
        };
        let chart = Chart::Dots {
            dots: ends.iter().enumerate().map(dot).gather(),
            unit: Unit::GbpShort,
            axis: word(self.story.lang, "figure.futures.axis").to_string(),
        };
        Some(self.bare("futures", chart, headline, table))
    }

    /// The cash trough: an average year at once, the spread of futures once they are drawn.
    pub(super) fn cash(&self) -> Option<Figure> {
        let (s, o, lang) = (self.s(), self.o(), self.story.lang);
        o.values.get("cash_needed")?;
        let entity = s.finance.as_ref().map_or(PROVIDER, |f| f.entity.as_str());
        let central: Vec<f64> = shortfalls(&o.ledger, entity).iter().map(|x| 0.0 - x).gather();
        let drawn = o.futures.as_ref().filter(|f| !f.cash.is_empty());
        let months = drawn.map_or(central.len(), |f| f.cash.len());
        let x: Vec<f64> = (0..months).map(|m| m as f64 + 1.0).gather();
        let column = |f: &Summary, k: usize| f.cash.iter().map(|c| c[k]).gather();
        let area = |f: &Summary, name: &str, low: usize, high: usize| Area {
            name: word(lang, name).to_string(),
            low: column(f, low),
            high: column(f, high),
            voice: Voice::Provider,
        };
        let bands =
            drawn.map_or_else(Vec::new, |f| vec![area(f, "figure.cash.wide", 0, 4), area(f, "figure.cash.half", 1, 3)]);
        let middle = drawn.map_or_else(|| central.clone(), |f| column(f, 2));
        let name = if drawn.is_some() { "figure.cash.middle" } else { "figure.cash.average" };
        let line = Line { name: self.text(name, &[]), values: middle.clone(), voice: Voice::Provider, dashed: false };
        let reserves = o.values.get("reserves");
        let levels = reserves.map_or_else(Vec::new, |r| {
            let text = self.text("figure.cash.reserves", &[("reserves", self.result("reserves"))]);
            vec![Level { y: -r, text, fails: true }]
        });
        let out = o.values.get("cash_out").map(|m| Mark {
            x: m,
            y: middle.get(m as usize - 1).copied().unwrap_or(0.0),
            text: self.text("figure.cash.at", &[("month", self.result("cash_out"))]),
            fails: true,
        });
        let who = ("who", self.provider());
        let need = |id: &str| ("need", Arg::Result(id.into(), self.shown(id), Unit::GbpLong));
        let (month, chance) = (("month", self.result("cash_out")), ("chance", self.result("cash_out_chance")));
        let headline = match (out.is_some(), drawn.is_some()) {
            (true, true) => self.text("figure.cash.out", &[who.clone(), month, chance, need("cash_for_19")]),
            (true, false) => self.text("figure.cash.central", &[who.clone(), month, need("cash_needed")]),
            (false, true) if reserves.is_some() => {
                self.text("figure.cash.lasts_in", &[who.clone(), chance, need("cash_for_19")])
            }
            (false, true) => self.text("figure.cash.lasts", &[who.clone(), need("cash_for_19")]),
            (false, false) => self.text("figure.cash.lasts", &[who.clone(), need("cash_needed")]),
        };
        let cell = |id: String, v: f64| -> Cell { self.cell(&id, v, Unit::GbpShort) };
        let row = |m: usize| TableRow {
            head: words_only(&format!("{}", m + 1)),
            cells: match drawn {
                Some(f) => [(0, "bad"), (2, "middle"), (4, "good")]
                    .map(|(k, id)| cell(format!("cash_{id}[{}]", m + 1), f.cash[m][k]))
                    .to_vec(),
                None => vec![cell(format!("cash[{}]", m + 1), central[m])],
            },
        };
        // every third month tells the story; the picture has them all
        let rows = (0..months).step_by(if months > 24 { 3 } else { 1 }).map(row).gather();
        let columns: &[&str] = if drawn.is_some() {
            &["column.month", "column.bad_cash", "column.middle_cash", "column.good_cash"]
        } else {
            &["column.month", "figure.cash.average"]
        };
        let table = Table { caption: self.text("figure.cash.subtitle", &[who]), columns: self.columns(columns), rows };
        let chart = Chart::Curves {
            x,
            bands,
            lines: vec![line],
            levels,
            zones: Vec::new(),
            marks: out.into_iter().gather(),
            handle: None,
            units: [Unit::Count, Unit::GbpShort],
            axes: ["figure.cash.x", "figure.cash.y"].map(|id| word(lang, id).to_string()),
        };
        Some(self.bare("cash", chart, headline, table))
    }
}

/// The value that a share `a` of a law, worst first, does not exceed.
fn quantile(law: &[(f64, f64)], a: f64) -> f64 {
    let mut below = 0.0;
    for (x, chance) in law {
        below += chance;
        if below >= a {
            return *x;
        }
    }
    law.last().map_or(0.0, |(x, _)| *x)
}
