//! Is anybody paid for twice? Contracts that pay for the same person's recovery, and what each rule of netting does to them.

use super::{Figures, noise, words_only};
use crate::contract::netting;
use crate::contract::tree::{NetOff, Netting, Pay, Term};
use crate::gather::Gather;
use crate::num::float::clamp;
use crate::public::overlap::Overlap;
use crate::reply::{Bar, Chart, Figure, Piece, Switch, SwitchOption, Table, TableRow, Unit, Voice};
use crate::scenario::Scenario;
use crate::scenario::inputs::capital;
use crate::words::{Arg, number, word};

/// One payment that gives way to another contract.
struct Side<'a> {
    name: &'a str,
    rule: Netting,
    of: &'a NetOff,
    /// The stage whose results it pays for.
    stage: Option<&'a str>,
}

/// The first stage that a payment counts.
fn counted(pay: &Pay) -> Option<&str> {
    let mut found = None;
    pay.visit(&mut |t| {
        if let Term::Count { stage, .. } = t {
            found = found.or(Some(stage.as_str()));
        }
    });
    found
}

fn sides(s: &Scenario) -> Vec<Side<'_>> {
    fn within<'a>(name: &'a str, pay: &'a Pay, out: &mut Vec<Side<'a>>) {
        if let Pay::NetOff { rule, other, of } = pay {
            out.push(Side { name, rule: *rule, of: other, stage: counted(of) });
        }
        pay.inside().iter().for_each(|p| within(name, p, out));
    }
    let mut out = Vec::new();
    for p in s.contracts.iter().flat_map(|c| &c.payments) {
        within(&p.name, &p.pay, &mut out);
    }
    out
}

impl Figures<'_> {
    /// Share of all who start that reach a result under the plan.
    fn rate_of(&self, stage: &str) -> f64 {
        let s = self.s();
        let j = s.outcomes.iter().position(|o| o.id == stage).unwrap_or(0);
        let mut all = (0.0, 0.0);
        for (g, plan) in s.segments.iter().zip(&self.o().plans) {
            all.0 += g.n() * plan.get(j).map_or(0.0, |p| p.rate);
            all.1 += g.n();
        }
        if all.1 > 0.0 { all.0 / all.1 } else { 0.0 }
    }

    /// The double payment and the six rules for it.
    pub(super) fn twice(&self) -> Option<Figure> {
        let (s, lang) = (self.s(), self.story.lang);
        let sides = sides(s);
        let first = sides.first()?;
        let n = |t: &Term| noise::number_of(s, t).unwrap_or(0.0);
        let people: f64 = s.segments.iter().map(|g| g.n()).sum();
        let (own, other, overlap, joint) =
            (n(&first.of.own), n(&first.of.other), n(&first.of.overlap), n(&first.of.joint));
        let p = self.rate_of(first.stage.unwrap_or(""));
        // the other result's chance: of the other contract if it is here too, else what the joint chance implies at random
        let q = match sides.get(1).and_then(|side| side.stage) {
            Some(stage) => self.rate_of(stage),
            None => joint,
        };
        let both = Overlap { people, both: overlap, chance: [p, q], tariff: [own, other], r: 0.0 };
        let twice = people * overlap * clamp(joint * p, both.bounds().0, both.bounds().1);
        let (value, share) = (n(&first.of.value), n(&first.of.share));
        let n_of = |rule: Netting| netting::kept(rule, own, other, value, [share, 1.0 - share]).iter().sum::<f64>();
        let price = |side: &Side, rule: Netting| {
            let (own, share) = (n(&side.of.own), n(&side.of.share));
            let [kept, _] = netting::kept(rule, own, n(&side.of.other), n(&side.of.value), [share, 1.0 - share]);
            own * netting::factor(own, kept, n(&side.of.overlap), n(&side.of.joint))
        };
        let label = |id: &str| word(lang, &format!("netting.{id}")).to_string();
        let now = Netting::ALL.iter().position(|(_, rule)| *rule == first.rule).unwrap_or(0);
        let bar = |i: usize| {
            let side = &sides[i];
            let v = price(side, side.rule);
            let text = number::format(v, Unit::Gbp, lang);
            let piece = Piece {
                name: label(Netting::ALL[now].0),
                value: v,
                text,
                result: format!("netted[{i}]"),
                voice: Voice::Provider,
            };
            let args = [
                ("price", Arg::Result(format!("netted[{i}]"), Some(v), Unit::Gbp)),
                ("own", Arg::Result(format!("tariff[{i}]"), Some(n(&side.of.own)), Unit::Gbp)),
            ];
            Bar { name: capital(side.name), from: 0.0, pieces: vec![piece], text: self.text("figure.twice.of", &args) }
        };
        let row = |(id, rule): &(&str, Netting)| {
            let mut cells = vec![
                self.cell(&format!("n[{id}]"), n_of(*rule), Unit::Gbp),
                self.cell(&format!("overpaid[{id}]"), twice * (own + other - n_of(*rule)), Unit::GbpShort),
            ];
            for (i, side) in sides.iter().enumerate() {
                cells.push(self.cell(&format!("netted[{i}].{id}"), price(side, *rule), Unit::Gbp));
            }
            TableRow { head: words_only(&label(id)), cells }
        };
        let mut columns = self.columns(&["column.netting", "column.for_both", "column.spared"]);
        columns.extend(sides.iter().map(|side| capital(side.name)));
        let table = Table {
            caption: self.text("figure.twice.subtitle", &[]),
            columns,
            rows: Netting::ALL.iter().map(row).gather(),
        };
        let count = |id: &str, v: f64| Arg::Result(id.into(), Some(v), Unit::People);
        let args = [
            ("people", count("people", people)),
            ("both", count("in_both", people * overlap)),
            ("twice", count("twice", twice)),
            ("sum", Arg::Result("for_both".into(), Some(n_of(first.rule)), Unit::Gbp)),
        ];
        let headline =
            self.text(if first.rule == Netting::None { "figure.twice.paid" } else { "figure.twice.netted" }, &args);
        let chart = Chart::Bars { bars: (0..sides.len()).map(bar).gather(), unit: Unit::Gbp };
        let mut figure = self.bare("twice", chart, headline, table);
        let option = |(id, rule): &(&str, Netting)| SwitchOption {
            label: label(id),
            chosen: *rule == first.rule,
            act: format!("netting={id}"),
        };
        figure.switches = vec![Switch {
            label: word(lang, "switch.netting").to_string(),
            options: Netting::ALL.iter().map(option).gather(),
        }];
        let at = |r: f64| people * overlap * Overlap { r, ..both }.joint();
        let (least, most) = both.bounds();
        if sides.len() > 1 {
            let args = [
                ("alone", count("twice[0]", at(0.0))),
                ("together", count("twice[.5]", at(0.5))),
                ("least", count("twice[least]", people * overlap * least)),
                ("most", count("twice[most]", people * overlap * most)),
            ];
            figure.remarks.push(self.text("figure.twice.luck", &args));
        }
        figure.remarks.push(self.text("figure.twice.incentive", &[]));
        if value > 0.0 {
            let args = [
                ("value", Arg::Result("value_of_both".into(), Some(value), Unit::Gbp)),
                ("sum", Arg::Result("sum_of_both".into(), Some(own + other), Unit::Gbp)),
            ];
            let id = if own + other > value { "figure.twice.over" } else { "figure.twice.under" };
            figure.remarks.push(self.text(id, &args));
        }
        Some(figure)
    }
}
