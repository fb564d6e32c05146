//! Does sharing savings pay for luck? Case by case, on the total, and the share of what is truly saved.

use super::Figures;
use crate::contract::curve::Curve;
use crate::gather::Gather;
use crate::num::float::sqrt;
use crate::reply::{Chart, Dial, Figure, Line, Mark, Table, TableRow, Unit, Voice};
use crate::scenario::Savings;
use crate::words::{Arg, number, word};

/// What is paid on average for savings in all with this mean and spread, and as often as nothing is truly saved.
fn paid(v: Savings, mean: f64, spread: f64) -> f64 {
    let rule = Curve::identity().gate_at_least(v.threshold).clamp(Some(0.0), None).scale(v.share).clamp(None, v.cap);
    v.quality * rule.expect_normal(mean, spread)
}

impl Figures<'_> {
    /// Sharing savings case by case, or on the total: how much is paid for luck.
    pub(super) fn savings(&self) -> Option<Figure> {
        let (s, lang) = (self.s(), self.story.lang);
        let v = s.savings?;
        let total_spread = v.spread * sqrt(v.cases);
        // case by case each saving is shared as it comes; thresholds and limits speak of all of them
        let one = Savings { threshold: 0.0, cap: None, ..v };
        let by_case = |mean: f64| v.cap.map_or(f64::INFINITY, |c| c).min(v.cases * paid(one, mean, v.spread));
        let on_total = |mean: f64| paid(v, v.cases * mean, total_spread);
        let truly = |mean: f64| v.quality * v.share * v.cases * mean.max(0.0);
        let reach = (2.0 * v.spread / 3.0).max(2.0 * v.mean.abs()).max(1.0);
        let x: Vec<f64> = (-20..=20).map(|i| reach * f64::from(i) / 20.0).gather();
        let line = |id: &str, f: &dyn Fn(f64) -> f64, voice, dashed| Line {
            name: self.text(id, &[]),
            values: x.iter().map(|m| f(*m)).gather(),
            voice,
            dashed,
        };
        let lines = vec![
            line("figure.savings.by_case", &by_case, Voice::Provider, false),
            line("figure.savings.on_total", &on_total, Voice::Commissioner, false),
            line("figure.savings.truly", &truly, Voice::People, true),
        ];
        let row = |mean: f64, i: usize| {
            let cell = |id: &str, v| self.cell(&format!("{id}[{i}]"), v, Unit::GbpShort);
            TableRow {
                head: self.cell(&format!("mean[{i}]"), mean, Unit::Gbp),
                cells: vec![
                    cell("by_case", by_case(mean)),
                    cell("on_total", on_total(mean)),
                    cell("truly", truly(mean)),
                    cell("for_luck", by_case(mean) - truly(mean)),
                ],
            }
        };
        let mut means: Vec<f64> = x.iter().copied().step_by(5).gather();
        means.push(v.mean);
        let table = Table {
            caption: self.text("figure.savings.subtitle", &[]),
            columns: self.columns(&[
                "column.true_saving",
                "figure.savings.by_case",
                "figure.savings.on_total",
                "figure.savings.truly",
                "column.for_luck",
            ]),
            rows: means.iter().enumerate().map(|(i, m)| row(*m, i)).gather(),
        };
        let money = |id: &str, v: f64| Arg::Result(id.into(), Some(v), Unit::GbpShort);
        let args = [
            ("case", money("by_case", by_case(v.mean))),
            ("total", money("on_total", on_total(v.mean))),
            ("truly", money("truly", truly(v.mean))),
        ];
        let mark = |y: f64, id: &str| Mark { x: v.mean, y, text: self.text(id, &[]), fails: false };
        let chart = Chart::Curves {
            x,
            bands: Vec::new(),
            lines,
            levels: Vec::new(),
            zones: Vec::new(),
            marks: vec![mark(by_case(v.mean), "figure.savings.here")],
            handle: None,
            units: [Unit::Gbp, Unit::GbpShort],
            axes: ["figure.savings.x", "figure.savings.y"].map(|id| word(lang, id).to_string()),
        };
        let mut figure = self.bare("savings", chart, self.text("figure.savings.headline", &args), table);
        figure.remarks = vec![self.text("figure.savings.why", &[]), self.text("figure.savings.needed", &[])];
        figure.dial = Some(Dial {
            label: word(lang, "figure.savings.dial").to_string(),
            value: v.spread,
            text: number::format(v.spread, Unit::Gbp, lang),
            min: 0.0,
            max: (2.0 * v.spread).max(1000.0),
            step: 100.0,
            act: format!("set={}.savings.spread=", s.path),
        });
        Some(figure)
    }
}
