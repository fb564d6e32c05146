//! Does counting pay for itself, does sharing savings pay for luck, and what is the weakest link?

use super::{Figures, words_only};
use crate::answer;
use crate::contract::curve::Curve;
use crate::gainers;
use crate::num::float::{ceil, sqrt};
use crate::ordered::Gather;
use crate::reply::{Bar, Chart, Dial, Figure, Line, Mark, Piece, Table, TableRow, Unit, Voice};
use crate::scenario::Savings;
use crate::scenario::inputs::capital;
use crate::words::{Arg, number, word};

/// What is paid on average for savings in all with this mean and spread, and as often as nothing is truly saved.
fn paid(v: Savings, mean: f64, spread: f64) -> f64 {
    let rule = Curve::identity().gate_at_least(v.threshold).clamp(Some(0.0), None).scale(v.share).clamp(None, v.cap);
    v.quality * rule.expect_normal(mean, spread)
}

impl Figures<'_> {
    /// What counting results costs against what it saves, and how much more it must achieve to pay for itself.
    pub(super) fn counting(&self) -> Option<Figure> {
        let (s, o, lang) = (self.s(), self.o(), self.story.lang);
        let (a, people) = gainers::counting(s, &o.plans)?;
        let checks = a.per_head() * people;
        let net = a.extra(people);
        let piece = |id: &str, v: f64, voice| Piece {
            name: word(lang, &format!("counting.{id}")).to_string(),
            value: v,
            text: number::format(v, Unit::GbpShort, lang),
            result: format!("counting[{id}]"),
            voice,
        };
        let parts = [
            ("checks", checks, Voice::Commissioner),
            ("fixed", a.fixed, Voice::Commissioner),
            ("saved", -a.saved, Voice::People),
        ];
        let bar = |&(id, v, voice): &(&str, f64, Voice)| Bar {
            name: word(lang, &format!("counting.{id}")).to_string(),
            from: 0.0,
            pieces: vec![piece(id, v, voice)],
            text: vec![crate::reply::Part {
                text: number::format(v, Unit::GbpShort, lang),
                result: Some(format!("counting[{id}]")),
                ..Default::default()
            }],
        };
        let row = |&(id, v, _): &(&str, f64, Voice)| TableRow {
            head: words_only(word(lang, &format!("counting.{id}"))),
            cells: vec![self.cell(&format!("counting[{id}]"), v, Unit::GbpShort)],
        };
        let mut rows: Vec<TableRow> = parts.iter().map(row).gather();
        rows.push(TableRow {
            head: words_only(word(lang, "counting.net")),
            cells: vec![self.cell("counting_net", net, Unit::GbpShort)],
        });
        let table = Table {
            caption: self.text("figure.counting.subtitle", &[]),
            columns: self.columns(&["column.what", "column.paid"]),
            rows,
        };
        let money = |id: &str, v: f64| Arg::Result(id.into(), Some(v), Unit::GbpShort);
        let id = if net > 0.0 { "figure.counting.costs" } else { "figure.counting.saves" };
        let headline = self.text(id, &[("net", money("counting_net", net.abs()))]);
        let chart = Chart::Bars { bars: parts.iter().map(bar).gather(), unit: Unit::GbpShort };
        let mut figure = self.bare("counting", chart, headline, table);
        let (worth, more) = (o.values.or_zero("worth_more"), o.values.or_zero("more"));
        let each = if more > 0.0 { worth / more } else { 0.0 };
        if let Some(needed) = a.outcomes(people, each).filter(|n| *n > 0.0) {
            let args = [
                ("needed", Arg::Result("results_for_counting".into(), Some(needed), Unit::Number)),
                ("each", Arg::Result("worth_each".into(), Some(each), Unit::Gbp)),
                ("points", Arg::Result("points_for_counting".into(), Some(needed / people), Unit::Of100)),
            ];
            figure.remarks.push(self.text("figure.counting.needed", &args));
            let least = a.least_people(more / people, each);
            figure.remarks.push(match least {
                Some(least) => {
                    let least = Arg::Result("least_people".into(), Some(ceil(least)), Unit::People);
                    let id = if needed <= more { "figure.counting.least" } else { "figure.counting.too_small" };
                    self.text(id, &[("n", least)])
                }
                None => self.text("figure.counting.never", &[]),
            });
        }
        figure.remarks.push(self.text("figure.counting.both", &[]));
        Some(figure)
    }

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

    /// What others must have in place for a result: how many more would reach it if one of these never failed.
    pub(super) fn links(&self) -> Option<Figure> {
        let (s, o) = (self.s(), self.o());
        let mut names: Vec<&String> = Vec::new();
        for g in &s.segments {
            for need in g.needs.values().flatten() {
                if !names.contains(&&need.0) {
                    names.push(&need.0);
                }
            }
        }
        if names.is_empty() {
            return None;
        }
        let now = o.values.get("successes")?;
        let with = |name: &str| {
            let mut s = s.clone();
            for g in &mut s.segments {
                for (outcome, needs) in g.needs.clone() {
                    let chance: f64 = needs.iter().filter(|(n, _)| n == name).map(|(_, c)| *c).product();
                    if let Some(d) = g.delivery.get_mut(&outcome).filter(|_| chance > 0.0) {
                        *d = d.times(1.0 / chance);
                    }
                }
            }
            answer::evaluate(&s).values.or_zero("successes") - now
        };
        let gains: Vec<f64> = names.iter().map(|n| with(n)).gather();
        let chance = |name: &str| -> f64 {
            let all = s.segments.iter().flat_map(|g| g.needs.values().flatten().map(move |need| (g.n(), need)));
            let (mut n, mut there) = (0.0, 0.0);
            for (people, (_, c)) in all.filter(|(_, need)| need.0 == name) {
                n += people;
                there += people * c;
            }
            if n > 0.0 { there / n } else { 1.0 }
        };
        let bar = |i: usize| Bar {
            name: capital(names[i]),
            from: 0.0,
            pieces: vec![self.people_piece(&format!("with[{}]", names[i]), gains[i])],
            text: self.text(
                "figure.links.of",
                &[("chance", Arg::Result(format!("there[{}]", names[i]), Some(chance(names[i])), Unit::Of100))],
            ),
        };
        let row = |i: usize| TableRow {
            head: words_only(&capital(names[i])),
            cells: vec![
                self.cell(&format!("there[{}]", names[i]), chance(names[i]), Unit::Of100),
                self.cell(&format!("with[{}]", names[i]), gains[i], Unit::People),
            ],
        };
        let table = Table {
            caption: self.text("figure.links.subtitle", &[]),
            columns: self.columns(&["column.needs", "column.in_place", "column.more_with"]),
            rows: (0..names.len()).map(row).gather(),
        };
        let worst = (0..names.len()).reduce(|a, b| if gains[b] > gains[a] { b } else { a })?;
        let args = [
            ("name", Arg::text(names[worst])),
            ("more", Arg::Result(format!("with[{}]", names[worst]), Some(gains[worst]), Unit::People)),
        ];
        let chart = Chart::Bars { bars: (0..names.len()).map(bar).gather(), unit: Unit::People };
        let mut figure = self.bare("links", chart, self.text("figure.links.headline", &args), table);
        figure.remarks = vec![self.text("figure.links.product", &[])];
        Some(figure)
    }
}
