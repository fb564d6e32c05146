//! Who is helped and why: for each group the price at which help begins, what it gets, what it earns the provider; and the
//! measures of incentive over all groups (`model-spec.md` 3.2, 3.4, 3.6).

use crate::gather::Gather;
use crate::num::float;
use crate::num::root;
use crate::provider::indices::{self, Indices};
use crate::provider::production::{self, Need};
use crate::provider::selection::{self, Class};
use crate::response::cells::{self, Cell, Price, Technology};
use crate::response::{Response, taken};
use crate::scenario::Scenario;

/// What the terms invite.
#[derive(Debug, Clone)]
pub struct Incentives {
    /// The provider's decisions.
    pub cells: Vec<Cell>,
    /// What it chose.
    pub response: Response,
    /// By group of people; none for those whose results the user states.
    pub groups: Vec<Option<Group>>,
    /// Over all groups.
    pub indices: Indices,
    /// How far payment bands tell groups apart (η²).
    pub band_purity: Option<f64>,
}

/// One group as the terms treat it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// £ that one more of what is paid for is worth: a success, or an event fewer.
    pub price: f64,
    /// £ that the provider keeps on a start, after the basic service.
    pub margin: f64,
    /// True if `price` and `threshold` are for an event fewer.
    pub by_event: bool,
    /// Price above which help begins (the parking threshold); none where it is given at any price, or cannot be.
    pub threshold: Option<f64>,
    /// £ of extra help a start, over all outcomes.
    pub help: f64,
    /// What society would want spent with no limit on money.
    pub worth_giving: f64,
    /// Its class (`model-spec.md` 3.4).
    pub class: Class,
    /// People turned away.
    pub away: f64,
    /// £ a start kept even without extra help, the basic service aside: due anyway (deadweight rent).
    pub rent_anyway: f64,
    /// £ a start that extra help adds to that, net of what it costs (effort rent).
    pub rent_effort: f64,
}

/// Next to nothing: under £100 a head, or under a tenth of what would be worth giving.
pub fn is_little(help: f64, worth_giving: f64) -> bool {
    help < 100.0 || help < 0.1 * worth_giving
}

impl Incentives {
    /// Looks at `s`, in which everybody has chosen; `referred` is the scenario before anybody was turned away. None where
    /// the provider decides nothing.
    pub fn of(referred: &Scenario, s: &Scenario, response: Response) -> Option<Incentives> {
        let cells = if s.outturn.is_some() { Vec::new() } else { cells::cells(s) };
        if cells.is_empty() {
            return None;
        }
        let plans = &response.plans;
        let (with, without) = (taken::worth_a_start(s, plans), taken::worth_without_help(s));
        let help_in = |c: &Cell| plans[c.segment][c.outcome].help;
        let free = |c: &Cell| c.best(c.public_price(), 0.0);
        let group = |i: usize| {
            let mine = || cells.iter().filter(move |c| c.segment == i);
            let main = mine().next()?;
            let g = &s.segments[i];
            let help: f64 = mine().map(help_in).sum();
            let worth_giving: f64 = mine().map(free).sum();
            let price = response.prices[main.segment][main.outcome];
            let by_event = matches!(main.technology, Technology::Count(_)) && price.event > 0.0;
            let away = referred.segments[i].n() - g.n();
            let share = if away > 0.0 { g.n() / referred.segments[i].n() } else { 1.0 };
            Some(Group {
                price: if by_event { price.event } else { price.success },
                by_event,
                threshold: threshold(s, &cells, main, &response),
                help,
                worth_giving,
                class: selection::class(share, s.provider.discretion, help, worth_giving),
                away,
                margin: with[i],
                rent_anyway: without[i] + g.fixed_cost,
                rent_effort: with[i] - without[i],
            })
        };
        let groups: Vec<Option<Group>> = (0..s.segments.len()).map(group).gather();
        let indices = index(s, &cells, &response, &with);
        let (n, p0): (Vec<f64>, Vec<f64>) =
            cells.iter().filter(|c| c.outcome == 0).map(|c| (c.n, c.at(0.0).rate)).unzip();
        let place = |c: &Cell| s.segments.iter().position(|g| g.band == s.segments[c.segment].band).unwrap_or(0);
        let bands: Vec<usize> = cells.iter().filter(|c| c.outcome == 0).map(place).gather();
        let band_purity = indices::band_purity(&n, &p0, &bands);
        Some(Incentives { cells, groups, indices, band_purity, response })
    }
}

/// The price of what is paid for from which a cell begins to get help; none where it gets some at any price, or never.
fn threshold(s: &Scenario, cells: &[Cell], cell: &Cell, response: &Response) -> Option<f64> {
    let felt = |own: Price| {
        let mut prices = response.prices.clone();
        prices[cell.segment][cell.outcome] = own;
        cells::felt(s, cells, cell, &prices, response.motive)
    };
    let helped = |own: Price| cell.best(felt(own), response.shadow_price) > 0.0;
    let now = response.prices[cell.segment][cell.outcome];
    let of = |t: f64| match cell.technology {
        Technology::Count(_) if now.event > 0.0 => Price { event: t, ..now },
        _ => Price { success: t, ..now },
    };
    let pure = felt(of(0.0)) == Price::default();
    let nu = response.shadow_price;
    let first = match cell.technology {
        // in closed form
        Technology::Chance(need) => production::threshold(need, nu, felt(of(0.0)).success)?,
        Technology::Count(c) if pure && now.event > 0.0 => c.frequency_start(nu)?,
        Technology::Count(c) if pure => c.binary_start(nu)?.price,
        // both measures at once: the price at which help begins, which may be with a jump
        Technology::Count(_) => {
            let sign = |log: f64| if helped(of(float::exp(log))) { 1.0 } else { -1.0 };
            if helped(of(0.0)) { 0.0 } else { float::exp(root::rising(sign, 0.0, 30.0)) }
        }
    };
    (first > 0.0 && first < 1e12).then_some(first)
}

/// The indices over all cells, with what a start earns read off the ledger, start fees and basic service included.
fn index(s: &Scenario, cells: &[Cell], response: &Response, margins: &[f64]) -> Indices {
    let one = |c: &Cell| {
        let own = response.prices[c.segment][c.outcome];
        let by_event = matches!(c.technology, Technology::Count(_)) && own.event > 0.0;
        let felt = cells::felt(s, cells, c, &response.prices, response.motive);
        let production = match c.technology {
            Technology::Chance(need) => need,
            Technology::Count(_) => Need { p0: 0.0, pmax: c.headroom(), k: c.scale() },
        };
        let per = production.first_pound_return(1.0);
        indices::Group {
            n: c.n,
            production,
            value: c.value,
            need: s.segments[c.segment].need_rank.map_or(c.segment as f64, f64::from),
            tariff: if by_event { own.event } else { own.success },
            // what the first pound earns, told as a price
            price: match c.technology {
                Technology::Chance(_) => felt.success,
                Technology::Count(_) if per > 0.0 => c.first_pound(felt) / per,
                Technology::Count(_) => 0.0,
            },
            x: response.plans[c.segment][c.outcome].help,
        }
    };
    let groups: Vec<indices::Group> = cells.iter().map(one).gather();
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for c in cells.iter().filter(|c| c.n > 0.0) {
        (least, most) = (least.min(margins[c.segment]), most.max(margins[c.segment]));
    }
    Indices { swap_gain: (most >= least).then_some(most - least), ..indices::indices(&groups) }
}

impl Incentives {
    /// What the table of results takes from here; what is undefined is left out.
    pub fn leaves(&self) -> Vec<(&'static str, f64)> {
        let groups = || self.groups.iter().enumerate().filter_map(|(i, g)| g.map(|g| (self.people(i), g)));
        let count = |is: &dyn Fn(&Group) -> bool| -> f64 { groups().filter(|(_, g)| is(g)).map(|(n, _)| n).sum() };
        let little = |g: &Group| is_little(g.help, g.worth_giving);
        let spent: f64 = groups().map(|(n, g)| n * g.help).sum();
        let away: f64 = groups().map(|(_, g)| g.away).sum();
        let mut out = vec![
            ("unhelped", count(&|g| g.help == 0.0)),
            ("little_help", count(&little)),
            (
                "little_help_most",
                groups().filter(|(n, g)| *n > 0.0 && little(g)).map(|(_, g)| g.help).fold(0.0, f64::max),
            ),
            ("help_spent", spent),
            ("turned_away", away),
            ("shadow_price", self.response.shadow_price),
        ];
        let i = &self.indices;
        let measures = [
            ("cherry_picking", i.cherry_picking),
            ("value_lost", i.value_lost),
            ("need_gradient", i.need_gradient),
            ("parked_share", i.parked_share),
            ("swap_gain", i.swap_gain),
            ("alignment", i.baker),
            ("paid_and_true", i.hhs),
            ("paid_and_true_before", i.hhs_before),
            ("band_purity", self.band_purity),
        ];
        out.extend(measures.into_iter().filter_map(|(id, v)| v.map(|v| (id, v))));
        if let Some((cherry, lost)) = i.cherry_picking.zip(i.value_lost) {
            out.push(("help_to_move", cherry * spent));
            if lost < 1.0 {
                out.push(("value_gain", lost / (1.0 - lost)));
            }
            let more = self.cells.iter().zip(&i.same_money).map(|(c, x)| c.n * c.added(*x));
            out.push(("more_by_value", more.sum()));
        }
        out
    }

    /// People of a group who are served.
    fn people(&self, segment: usize) -> f64 {
        self.cells.iter().find(|c| c.segment == segment).map_or(0.0, |c| c.n)
    }
}
