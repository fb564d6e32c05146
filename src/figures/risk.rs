//! Whose risk it is, what would hurt most, and what could be owed: pictures of the risks that a contract shares out.

use super::{Figures, words_only};
use crate::answer;
use crate::futures::Summary;
use crate::gather::Gather;
use crate::money;
use crate::num::float::floor;
use crate::reply::{Bar, Chart, Dial, Figure, Line, Mark, Part, Piece, Table, TableRow, Unit, Voice};
use crate::share;
use crate::stress::{STRESSES, stressed};
use crate::words::{Arg, number, word};

/// Months of reserves that are looked at: a thin charity, a typical one, a stout one.
const RESERVES: [f64; 3] = [1.0, 4.0, 12.0];
/// Share of larger charities that hold fewer months of spending in reserve (`facts.md` 16, K2).
const CHARITIES: [(f64, f64); 8] =
    [(0.0, 0.0), (0.02, 0.10), (1.0, 0.21), (1.32, 0.25), (2.0, 0.33), (3.0, 0.43), (3.92, 0.50), (41.0, 0.90)];

/// Share of larger charities whose reserves cover so many months.
fn could_carry(months: f64) -> f64 {
    let mut fewer = 1.0;
    for pair in CHARITIES.windows(2) {
        let ((a, low), (b, high)) = (pair[0], pair[1]);
        if months >= a && months < b {
            fewer = low + (high - low) * (months - a) / (b - a);
        }
    }
    if months >= 41.0 { 0.1 } else { 1.0 - fewer }
}

impl Figures<'_> {
    /// Risk moved and risk invented as the share of the pay that depends on results goes from nothing to all.
    pub(super) fn whose_risk(&self, drawn: &Summary) -> Option<Figure> {
        let (o, lang) = (self.o(), self.story.lang);
        let now = share::on_results(o)?;
        let (moved, invented) = (drawn.leaves.get("risk_moved")?, drawn.leaves.get("risk_invented")?);
        let shares: Vec<f64> = (0..=20).map(|i| f64::from(i) / 20.0).gather();
        let months: Vec<f64> = shares.iter().map(|w| share::months_needed(self.s(), o, *w)).gather();
        let at = |v: f64| shares.iter().map(|w| v * w / now).gather();
        let line = |id: &str, v: f64, voice, dashed| Line { name: self.text(id, &[]), values: at(v), voice, dashed };
        let lines = vec![
            line("figure.risk.moved", *moved, Voice::Provider, false),
            line("figure.risk.invented", *invented, Voice::Commissioner, true),
        ];
        let pence = |id: &str, v: f64| Arg::Result(id.into(), Some(v), Unit::Pence);
        let args = [
            ("share", pence("on_results", now)),
            ("moved", self.result("risk_moved")),
            ("invented", self.result("risk_invented")),
        ];
        let row = |i: usize| {
            let w = shares[i];
            let cell = |id: &str, v: f64, unit| self.cell(&format!("{id}[{}]", floor(100.0 * w + 0.5) as u32), v, unit);
            TableRow {
                head: cell("share", w, Unit::Pence),
                cells: vec![
                    cell("risk_moved", moved * w / now, Unit::GbpShort),
                    cell("risk_invented", invented * w / now, Unit::GbpShort),
                    cell("months_needed", months[i], Unit::Months),
                    cell("could_carry", could_carry(months[i]), Unit::Of100),
                ],
            }
        };
        let table = Table {
            caption: self.text("figure.risk.subtitle", &[]),
            columns: self.columns(&[
                "column.share_on_results",
                "column.moved",
                "column.invented",
                "column.months",
                "column.carry",
            ]),
            rows: (0..=20).step_by(2).map(row).gather(),
        };
        let mark = |v: f64| Mark { x: now, y: v, text: self.text("figure.risk.now", &[]), fails: false };
        let carried = RESERVES.map(|m| share::carried(self.s(), o, m));
        let [thin, typical, stout] = carried;
        let need = share::months_needed(self.s(), o, now);
        let mut remarks = vec![
            self.text(
                "figure.risk.carried",
                &[
                    ("thin", pence("carried[1]", thin)),
                    ("typical", pence("carried[4]", typical)),
                    ("stout", pence("carried[12]", stout)),
                ],
            ),
            self.text(
                "figure.risk.charities",
                &[
                    ("months", Arg::Result("months_needed".into(), Some(need), Unit::Months)),
                    ("n", Arg::Result("could_carry".into(), Some(could_carry(need)), Unit::Of100)),
                ],
            ),
        ];
        if let Some(safe) = share::safe(o) {
            let has = Arg::Result("reserves".into(), o.values.get("reserves"), Unit::GbpShort);
            remarks.push(self.text("figure.risk.safe", &[("has", has), ("safe", pence("safe_share", safe))]));
        }
        if o.values.get("bad_unpaid").is_some_and(|x| x > 0.5) {
            remarks.push(self.text("figure.risk.saves", &[("saves", self.result("bad_unpaid"))]));
        }
        if o.values.get("risk_noise").is_some() {
            remarks.push(self.text("figure.risk.noise", &[("noise", self.result("risk_noise"))]));
        }
        if let Some((share, each)) = share::balanced(self.s(), o) {
            let args = [
                ("share", pence("balanced_share", share)),
                ("each", Arg::Result("balanced_price".into(), Some(each), Unit::Gbp)),
            ];
            remarks.push(self.text("figure.risk.balanced", &args));
        }
        remarks.push(self.text("figure.risk.cautious", &[]));
        let chart = Chart::Curves {
            x: shares.clone(),
            bands: Vec::new(),
            lines,
            levels: Vec::new(),
            zones: Vec::new(),
            marks: vec![mark(*moved)],
            handle: None,
            units: [Unit::Pence, Unit::GbpShort],
            axes: ["figure.risk.x", "figure.risk.y"].map(|id| word(lang, id).to_string()),
        };
        let mut figure = self.bare("risk", chart, self.text("figure.risk.headline", &args), table);
        figure.remarks = remarks;
        figure.dial = share::can_be_set(self.s()).then(|| Dial {
            label: word(lang, "figure.risk.dial").to_string(),
            value: now,
            text: number::format(now, Unit::Pence, lang),
            min: 0.05,
            max: 1.0,
            step: 0.05,
            act: "share=".into(),
        });
        Some(figure)
    }

    /// What has happened to others, tried on this contract.
    pub(super) fn stress(&self) -> Option<Figure> {
        let lang = self.story.lang;
        let base = self.o().values.get("loss_chance")?;
        let label = |id: &str| word(lang, &format!("bid.stress.{id}")).to_string();
        let piece = |id: &str, p: f64| Piece {
            name: word(lang, "bid.column.loses").to_string(),
            value: 20.0 * p,
            text: number::format(p, Unit::Of20, lang),
            result: format!("loss_chance[{id}]"),
            voice: Voice::Provider,
        };
        let bar = |id: &str, name: String, o: &answer::Outcome| {
            let p = o.values.get("loss_chance").unwrap_or(0.0);
            let part = Part {
                text: number::format(p, Unit::Of20, lang),
                result: Some(format!("loss_chance[{id}]")),
                ..Part::default()
            };
            Bar { name, from: 0.0, pieces: vec![piece(id, p)], text: vec![part] }
        };
        let row = |id: &str, name: String, precedent: &str, o: &answer::Outcome| TableRow {
            head: words_only(&name),
            cells: vec![
                words_only(precedent),
                self.cell(&format!("loss_chance[{id}]"), o.values.or_zero("loss_chance"), Unit::Of20),
                self.cell(&format!("margin[{id}]"), o.values.or_zero("margin"), Unit::GbpShort),
            ],
        };
        let now = word(lang, "figure.stress.now").to_string();
        let mut bars = vec![bar("now", now.clone(), self.o())];
        let mut rows = vec![row("now", now, "–", self.o())];
        let mut worst = ("now", base);
        for (id, kind) in STRESSES {
            let o = answer::evaluate(&stressed(self.s(), self.o(), kind));
            let p = o.values.get("loss_chance")?;
            if p > worst.1 {
                worst = (id, p);
            }
            bars.push(bar(id, label(id), &o));
            rows.push(row(id, label(id), word(lang, &format!("bid.precedent.{id}")), &o));
        }
        let args = [
            ("what", Arg::text(if worst.0 == "now" { String::new() } else { label(worst.0) })),
            ("chance", Arg::Result(format!("loss_chance[{}]", worst.0), Some(worst.1), Unit::Of20)),
            ("now", self.result("loss_chance")),
        ];
        let headline = if worst.0 == "now" {
            self.text("figure.stress.nothing", &args[2..])
        } else {
            self.text("figure.stress.headline", &args)
        };
        let table = Table {
            caption: self.text("figure.stress.subtitle", &[]),
            columns: self.columns(&["bid.column.what", "bid.column.precedent", "bid.column.loses", "column.margin"]),
            rows,
        };
        Some(self.bare("stress", Chart::Bars { bars, unit: Unit::Count }, headline, table))
    }

    /// What the payers could owe, by April–March year.
    pub(super) fn owed(&self, drawn: &Summary) -> Option<Figure> {
        let (s, o, lang) = (self.s(), self.o(), self.story.lang);
        o.values.get("most_owed").filter(|m| *m > 0.0)?;
        let most = answer::most(s);
        let ceiling = money::paid_by_year(s, &most?);
        let ceiling = |i: usize, bad: f64| ceiling.get(i).copied().unwrap_or(0.0).max(bad);
        let first = s.fiscal_year(0);
        let name = |i: usize| format!("{}–{:02}", first as usize + i, (first as usize + i + 1) % 100);
        let mut bars = Vec::new();
        let mut rows = Vec::new();
        for (i, [mean, bad]) in drawn.years.iter().enumerate() {
            let id = |what: &str| format!("{what}[{}]", first as usize + i);
            let piece = Piece {
                name: word(lang, "figure.owed.expected").to_string(),
                value: *mean,
                text: number::format(*mean, Unit::GbpShort, lang),
                result: id("paid_year"),
                voice: Voice::Commissioner,
            };
            let shown = |what: &str, v: f64| Arg::Result(id(what), Some(v), Unit::GbpShort);
            let text = self.text(
                "figure.owed.upto",
                &[
                    ("mean", shown("paid_year", *mean)),
                    ("bad", shown("paid_year_19", *bad)),
                    ("most", shown("paid_year_most", ceiling(i, *bad))),
                ],
            );
            bars.push(Bar { name: name(i), from: 0.0, pieces: vec![piece], text });
            rows.push(TableRow {
                head: words_only(&name(i)),
                cells: vec![
                    self.cell(&id("paid_year"), *mean, Unit::GbpShort),
                    self.cell(&id("paid_year_19"), *bad, Unit::GbpShort),
                    self.cell(&id("paid_year_most"), ceiling(i, *bad), Unit::GbpShort),
                ],
            });
        }
        let headline =
            self.text("figure.owed.headline", &[("most", self.result("most_owed")), ("paid", self.result("paid"))]);
        let table = Table {
            caption: self.text("figure.owed.subtitle", &[]),
            columns: self.columns(&["column.year", "figure.owed.expected", "column.19", "column.most"]),
            rows,
        };
        Some(self.bare("owed", Chart::Bars { bars, unit: Unit::GbpShort }, headline, table))
    }
}
