//! What if something else were counted? People, events, or events for each person: they need not move the same way.

use super::{Figures, words_only};
use crate::gather::Gather;
use crate::num::float::round;
use crate::people;
use crate::reply::{Bar, Chart, Figure, Piece, Table, TableRow, Unit, Voice};
use crate::scenario::Delivery;
use crate::words::{Arg, number, word};

/// One way of counting: its id, now, as it would have been anyway, and the unit.
struct Way {
    id: &'static str,
    name: String,
    now: f64,
    anyway: f64,
    unit: Unit,
}

impl Way {
    fn change(&self) -> f64 {
        (self.now - self.anyway) / self.anyway
    }
}

fn hundredth(v: f64) -> f64 {
    round(v * 100.0) / 100.0
}

impl Figures<'_> {
    /// People, events, and events for each person to whom they happen: which went up and which down.
    pub(super) fn counted(&self) -> Option<Figure> {
        let (s, lang) = (self.s(), self.story.lang);
        let plans = &self.o().plans;
        let is = |outcome: usize, events: bool| {
            let o = &s.outcomes[outcome];
            s.segments.iter().all(|g| match g.delivery.get(&o.id) {
                Some(Delivery::Counts { .. }) => true,
                Some(Delivery::Events { .. }) => events,
                Some(_) => !events,
                None => false,
            })
        };
        let all = 0..s.outcomes.len();
        let (clear, often) = (all.clone().find(|i| is(*i, false))?, all.clone().rev().find(|i| is(*i, true))?);
        let mut sums = [[0.0; 2]; 2];
        for (g, plan) in s.segments.iter().zip(plans) {
            let anyway = |i: usize| people::anyway_of(g, &s.outcomes[i]);
            let (one, other) = (anyway(clear)?, anyway(often)?);
            let n = g.n();
            sums[0][0] += n * (1.0 - plan[clear].rate);
            sums[0][1] += n * (1.0 - one.rate);
            sums[1][0] += n * plan[often].events;
            sums[1][1] += n * other.events;
        }
        let [[failing, failed], [events, events_anyway]] = sums;
        if failing <= 0.0 || failed <= 0.0 || events_anyway <= 0.0 {
            return None;
        }
        let who = if clear == often { "figure.counted.not" } else { "figure.counted.who" };
        let verb = Arg::text(s.outcomes[often].verb.as_str());
        let event = Arg::text(s.outcomes[often].event.as_str());
        let name = |id: &str, args: &[(&str, Arg)]| self.text(id, args).into_iter().map(|p| p.text).collect::<String>();
        let ways = [
            Way { id: "people", name: name(who, &[("verb", verb)]), now: failing, anyway: failed, unit: Unit::People },
            Way {
                id: "events",
                name: name("figure.counted.events", &[("event", event.clone())]),
                now: events,
                anyway: events_anyway,
                unit: Unit::People,
            },
            Way {
                id: "each",
                name: name("figure.counted.each", &[("event", event.clone())]),
                // as published: no more digits than counts of thousands bear
                now: hundredth(events / failing),
                anyway: hundredth(events_anyway / failed),
                unit: Unit::Number,
            },
        ];
        let moved = |w: &Way| {
            let id = if w.change() < 0.0 { "figure.counted.fewer" } else { "figure.counted.more" };
            let n = Arg::Result(format!("counted[{}].less", w.id), Some((w.anyway - w.now).abs()), w.unit);
            self.text(id, &[("n", n)])
        };
        let bar = |w: &Way| Bar {
            name: w.name.clone(),
            from: 0.0,
            pieces: vec![Piece {
                name: w.name.clone(),
                value: w.change(),
                text: number::format(w.change(), Unit::Percent, lang),
                result: format!("counted[{}].change", w.id),
                voice: Voice::People,
            }],
            text: moved(w),
        };
        let verdict = |w: &Way| {
            word(lang, if w.change() < 0.0 { "figure.counted.pays" } else { "figure.counted.deducts" }).to_string()
        };
        let row = |w: &Way| TableRow {
            head: words_only(&w.name),
            cells: vec![
                self.cell(&format!("counted[{}].anyway", w.id), w.anyway, w.unit),
                self.cell(&format!("counted[{}].now", w.id), w.now, w.unit),
                self.cell(&format!("counted[{}].difference", w.id), w.now - w.anyway, w.unit),
                self.cell(&format!("counted[{}].change", w.id), w.change(), Unit::Percent),
                words_only(&verdict(w)),
            ],
        };
        let columns =
            ["column.counted", "column.before", "column.now", "column.difference", "column.change", "column.verdict"];
        let table = Table {
            caption: self.text("figure.counted.subtitle", &[]),
            columns: self.columns(&columns),
            rows: ways.iter().map(row).gather(),
        };
        let [people, events, _] = &ways;
        let size =
            |w: &Way| Arg::Result(format!("counted[{}].less", w.id), Some((w.anyway - w.now).abs()), Unit::People);
        let id = match (people.change() < 0.0, events.change() < 0.0) {
            (true, false) => "figure.counted.apart",
            (false, true) => "figure.counted.other",
            (true, true) => "figure.counted.both",
            (false, false) => "figure.counted.worse",
        };
        let headline = self.text(id, &[("people", size(people)), ("events", size(events)), ("event", event)]);
        let chart = Chart::Bars { bars: ways.iter().map(bar).gather(), unit: Unit::Percent };
        Some(self.bare("counted", chart, headline, table))
    }
}
