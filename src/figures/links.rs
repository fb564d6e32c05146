//! Which link is the weakest? How many more would succeed if a service that others give were there for everybody.

use super::{Figures, words_only};
use crate::answer;
use crate::gather::Gather;
use crate::reply::{Bar, Chart, Figure, Table, TableRow, Unit};
use crate::scenario::inputs::capital;
use crate::words::Arg;

impl Figures<'_> {
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
