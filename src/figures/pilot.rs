//! Is it worth measuring first? A pilot before deciding, against deciding now (`VOI2`).

use super::Figures;
use crate::gather::Gather;
use crate::num::float::sqrt;
use crate::reply::{Chart, Figure, Line, Mark, Table, TableRow, Unit, Voice};
use crate::risk::staging::Belief;
use crate::words::{Arg, word};

/// Months of pilot that the table lists, where the contract is long enough.
const LISTED: [u32; 6] = [1, 3, 6, 12, 18, 24];

/// A pilot of so many months.
struct Pilot {
    people: f64,
    /// What better decisions are worth, £.
    knowing: f64,
    /// What is lost while nothing but the pilot runs, £.
    waiting: f64,
    /// Both, and the cost of measuring.
    net: f64,
}

impl Figures<'_> {
    /// The value of measuring what help achieves on a pilot: `model-spec.md` 6.7, of the choice between this contract and
    /// none. What help achieves is off by a share of it, so the worth of the extra successes is too.
    pub(super) fn pilot(&self) -> Option<Figure> {
        let (s, o, lang) = (self.s(), self.o(), self.story.lang);
        let v = |id: &str| o.values.get(id);
        let (worth, people, months) = (v("worth_more")?, v("people")?, f64::from(s.months));
        let (p1, p0) = (v("successes")? / people, v("anyway")? / people);
        let scale = worth.abs();
        // one person of the pilot and one beside it tell the difference of their rates, and through it what all is worth
        let seen = sqrt(p1 * (1.0 - p1) + p0 * (1.0 - p0)) / (p1 - p0).abs();
        let belief = Belief { mean: worth - v("paid")?, sd: s.world.effect_spread * scale, sd_obs: seen * scale };
        if scale <= 0.0 || !seen.is_finite() || seen <= 0.0 {
            return None;
        }
        let of = |first: f64| {
            let m = people * first / months;
            let part = first / months;
            let net = belief.staging(m, months, first, s.world.pilot_cost);
            Pilot { people: m, knowing: belief.sample(m) * (1.0 - part), waiting: belief.mean.max(0.0) * part, net }
        };
        let longest = s.months.clamp(1, 36);
        let here = s.world.pilot_months.min(longest);
        let x: Vec<f64> = (1..=longest).map(f64::from).gather();
        let now = of(f64::from(here));
        let short = |id: &str, v: f64| Arg::Result(id.to_string(), Some(v), Unit::GbpShort);
        let length = ("months", Arg::Result("pilot_months".into(), Some(f64::from(here)), Unit::Count));
        let id = if now.net > 0.0 { "figure.pilot.wait" } else { "figure.pilot.now" };
        let headline = self.text(id, &[length.clone(), ("net", short("pilot_net", now.net.abs()))]);
        let row = |months: u32| {
            let pilot = of(f64::from(months));
            let cell = |id: &str, v, unit| self.cell(&format!("{id}[{months}]"), v, unit);
            TableRow {
                head: cell("pilot_months", f64::from(months), Unit::Count),
                cells: vec![
                    cell("pilot_people", pilot.people, Unit::People),
                    cell("pilot_knowing", pilot.knowing, Unit::GbpShort),
                    cell("pilot_waiting", pilot.waiting, Unit::GbpShort),
                    cell("pilot_net", pilot.net, Unit::GbpShort),
                ],
            }
        };
        let mut listed: Vec<u32> = LISTED.into_iter().filter(|m| *m < longest && *m != here).gather();
        listed.push(here);
        listed.sort_unstable();
        let table = Table {
            caption: self.text("figure.pilot.subtitle", &[]),
            columns: self.columns(&[
                "column.pilot",
                "column.pilot_people",
                "column.knowing",
                "column.waiting",
                "column.net",
            ]),
            rows: listed.into_iter().map(row).gather(),
        };
        let line = Line {
            name: self.text("figure.pilot.line", &[]),
            values: x.iter().map(|m| of(*m).net).gather(),
            voice: Voice::People,
            dashed: false,
        };
        let mark = Mark {
            x: f64::from(here),
            y: now.net,
            text: self.text("figure.pilot.here", &[length]),
            fails: now.net < 0.0,
        };
        let chart = Chart::Curves {
            x,
            bands: Vec::new(),
            lines: vec![line],
            levels: Vec::new(),
            zones: Vec::new(),
            marks: vec![mark],
            handle: None,
            units: [Unit::Count, Unit::GbpShort],
            axes: ["figure.pilot.x", "figure.pilot.y"].map(|id| word(lang, id).to_string()),
        };
        let mut figure = self.bare("pilot", chart, headline, table);
        let error = Arg::Result("pilot_error".into(), Some(sqrt(p1 * (1.0 - p1) / now.people)), Unit::Of100);
        figure.remarks = vec![
            self.text(
                "figure.pilot.belief",
                &[("mean", short("pilot_mean", belief.mean)), ("spread", short("pilot_spread", belief.sd))],
            ),
            self.text("figure.pilot.perfect", &[("perfect", short("pilot_perfect", belief.perfect()))]),
            self.text(
                "figure.pilot.baseline",
                &[("people", Arg::Result("pilot_people".into(), Some(now.people), Unit::People)), ("error", error)],
            ),
            self.text("figure.pilot.limits", &[]),
        ];
        Some(figure)
    }
}
