//! Does counting results pay for itself? What checks and measurement cost against the monitoring that they save.

use super::{Figures, words_only};
use crate::gainers;
use crate::gather::Gather;
use crate::num::float::ceil;
use crate::reply::{Bar, Chart, Figure, Part, Piece, Table, TableRow, Unit, Voice};
use crate::words::{Arg, number, word};

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
            text: vec![Part {
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
}
