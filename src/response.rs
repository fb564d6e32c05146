//! What the provider does: its best response to the terms, and what the contract then pays.

use crate::chance::People;
use crate::contract::class;
use crate::contract::discount::monthly_factor;
use crate::contract::ledger::Ledger;
use crate::contract::settle::{self, PROVIDER};

use crate::num::float;
use crate::people::{self, Plans};
use crate::provider::{Need, best_response};
use crate::scenario::{Delivery, Scenario};

/// What a plan comes to: expected postings, or one path's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Expectations; exact where the contract allows.
    Expected,
    /// The same totals, without caring in which month within its window a rule that bends pays them.
    Totals,
    /// Expectations for a solver that searches: spread roughly right, many times a second.
    Searching,
    /// The rule applied to the counts as they stand, as if they were certain.
    Exactly,
}

/// The ledger of a plan over all contracts of a scenario.
pub fn ledger(s: &Scenario, plans: &Plans, how: How) -> Ledger {
    let pays = || s.contracts.iter().flat_map(|c| &c.payments).map(|p| &p.pay);
    let persons = pays().any(class::looks_at_persons);
    let mut path = match &s.outturn {
        Some(path) => path.clone(),
        None => people::path(s, plans, persons),
    };
    let law = People { scenario: s, plans, quick: how == How::Searching, totals: how != How::Expected };
    let mut all = Ledger::default();
    for contract in &s.contracts {
        let finance = s.finance.as_ref();
        let one = match how {
            // a recorded path is no plan: what it pays is certain
            _ if s.outturn.is_some() => settle::settle(contract, &path, finance, s.first_calendar_month),
            How::Exactly => settle::settle(contract, &path, finance, s.first_calendar_month),
            _ => settle::expect(contract, &path, finance, s.first_calendar_month, &law),
        };
        all.join(one);
        // costs are paid once, however many contracts pay for them
        path.money.remove("cost");
    }
    all
}

/// The plan that the provider chooses; what the user has given stays as given.
pub fn plan(s: &Scenario) -> Plans {
    let responds = |d: &Delivery| matches!(d, Delivery::Responds { .. });
    if s.outturn.is_some() || !s.segments.iter().any(|g| g.delivery.values().any(responds)) {
        return people::given(s);
    }
    let bends = s.contracts.iter().flat_map(|c| &c.payments).any(|p| class::bends(&p.pay));
    if bends { frontier(s) } else { straight(s) }
}

/// Under straight prices each group has its own closed form.
fn straight(s: &Scenario) -> Plans {
    let prices = prices(s, &people::given(s), How::Exactly, 0.1);
    respond(s, |g, o| prices[g][o])
}

/// The response when one more success of group g in outcome o is worth `price(g, o)` to the provider in money.
fn respond(s: &Scenario, price: impl Fn(usize, usize) -> f64) -> Plans {
    let mut plans = people::given(s);
    for (i, g) in s.segments.iter().enumerate() {
        for (j, o) in s.outcomes.iter().enumerate() {
            if let Some(Delivery::Responds { p0, pmax, k }) = g.delivery.get(&o.id) {
                let need = Need { p0: *p0, pmax: *pmax, k: *k };
                let felt = s.provider.motive * g.value.get(&o.id).copied().unwrap_or(0.0);
                let help = best_response(need, price(i, j) + felt);
                plans[i][j] = people::Plan { rate: need.success(help), help };
            }
        }
    }
    plans
}

/// What one more success of each group adds to the provider's expected income at a plan: the effective tariff, discounted
/// at its cost of capital. `step` is the change in chance that is tried.
pub fn prices(s: &Scenario, plans: &Plans, how: How, step: f64) -> Vec<Vec<f64>> {
    let income_at = |plans: &Plans| income(s, &ledger(s, plans, how));
    let base = income_at(plans);
    let of = |i: usize, j: usize| {
        let n = s.segments[i].n();
        let counts = !matches!(s.segments[i].delivery.get(&s.outcomes[j].id), None | Some(Delivery::Events { .. }));
        if n == 0.0 || !counts {
            return 0.0;
        }
        let mut moved = plans.clone();
        let rate = plans[i][j].rate;
        let step = if rate + step <= 1.0 { step } else { -step };
        moved[i][j].rate = rate + step;
        (income_at(&moved) - base) / (n * step)
    };
    (0..s.segments.len()).map(|i| (0..s.outcomes.len()).map(|j| of(i, j)).collect()).collect()
}

/// The provider's income, discounted at its cost of capital.
pub fn income(s: &Scenario, l: &Ledger) -> f64 {
    let Some(provider) = l.parties.iter().position(|p| p == PROVIDER) else {
        return 0.0;
    };
    let (cost, drawn) = (l.tag("cost"), l.tag("drawn"));
    let mut total = 0.0;
    for e in l.entries.iter().filter(|e| Some(e.tag) != cost && Some(e.tag) != drawn) {
        let sign = f64::from(u8::from(e.to == provider)) - f64::from(u8::from(e.from == provider));
        if sign != 0.0 {
            total += sign * e.amount * monthly_factor(s.provider.cost_of_capital, f64::from(e.month));
        }
    }
    total
}

/// Where a contract bends, the provider compares spends along the frontier: the cheapest way to each expected total
/// (`model-spec.md` 3.8), among them spending nothing.
fn frontier(s: &Scenario) -> Plans {
    let nothing = people::given(s);
    let best = respond(s, |_, _| f64::MAX.sqrt());
    let weights = weights(s, &nothing, &best);
    let at = |mu: f64| respond_to(s, |i, j| mu * weights[i][j]);
    let gain = |plans: &Plans| {
        let felt: f64 = s.segments.iter().zip(plans).map(|(g, p)| g.n() * felt(s, g, p)).sum();
        let spent: f64 = s.segments.iter().zip(plans).map(|(g, p)| g.n() * p.iter().map(|p| p.help).sum::<f64>()).sum();
        income(s, &ledger(s, plans, How::Searching)) + felt - spent
    };
    // prices from just too low for anybody to just high enough for the last 0.1% of headroom
    let first = s.segments.iter().enumerate().flat_map(|(i, g)| {
        let weights = &weights;
        s.outcomes.iter().enumerate().filter_map(move |(j, o)| match g.delivery.get(&o.id) {
            Some(Delivery::Responds { p0, pmax, k }) if pmax > p0 && weights[i][j] > 0.0 => {
                Some(k / (pmax - p0) / weights[i][j])
            }
            _ => None,
        })
    });
    let (lo, hi) = first.fold((f64::INFINITY, 0.0), |(lo, hi): (f64, f64), m| (lo.min(m), hi.max(m)));
    if !lo.is_finite() {
        return nothing;
    }
    let (lo, hi) = (float::ln(lo), float::ln(hi * 1000.0));
    let grid = |i: u32| float::exp(lo + (hi - lo) * f64::from(i) / 63.0);
    let tried = |i: u32| gain(&at(grid(i)));
    let values: Vec<f64> = (0..64).map(tried).collect();
    let top: u32 = (0..64).reduce(|a, b| if values[b as usize] > values[a as usize] { b } else { a }).unwrap_or(0);
    let (mut a, mut b) = (float::ln(grid(top.saturating_sub(1))), float::ln(grid((top + 1).min(63))));
    // golden section: each step keeps one of the two points inside and tries one new
    let golden = 0.618_033_988_749_894_9;
    let tried = |x: f64| gain(&at(float::exp(x)));
    let (mut c, mut d) = (b - golden * (b - a), a + golden * (b - a));
    let (mut at_c, mut at_d) = (tried(c), tried(d));
    for _ in 0..24 {
        if at_c >= at_d {
            (b, d, at_d) = (d, c, at_c);
            c = b - golden * (b - a);
            at_c = tried(c);
        } else {
            (a, c, at_c) = (c, d, at_d);
            d = a + golden * (b - a);
            at_d = tried(d);
        }
    }
    let best = at(float::exp(0.5 * (a + b)));
    if gain(&best) > gain(&nothing) { best } else { nothing }
}

fn respond_to(s: &Scenario, price: impl Fn(usize, usize) -> f64) -> Plans {
    let mut unmoved = s.clone();
    // along the frontier the motive is part of the gain, not of the price
    unmoved.provider.motive = 0.0;
    respond(&unmoved, price)
}

fn felt(s: &Scenario, g: &crate::scenario::Segment, plan: &[people::Plan]) -> f64 {
    let of = |(o, p): (&crate::scenario::Outcome, &people::Plan)| g.value.get(&o.id).copied().unwrap_or(0.0) * p.rate;
    s.provider.motive * s.outcomes.iter().zip(plan).map(of).sum::<f64>()
}

/// What one success of each group adds to what is paid when everybody does their best, relative to the other groups.
fn weights(s: &Scenario, nothing: &Plans, best: &Plans) -> Vec<Vec<f64>> {
    let full = income(s, &ledger(s, best, How::Searching));
    let mut out: Vec<Vec<f64>> = nothing.iter().map(|g| vec![0.0; g.len()]).collect();
    for i in 0..out.len() {
        for j in 0..out[i].len() {
            let more = best[i][j].rate - nothing[i][j].rate;
            if more > 0.0 {
                let mut without = best.clone();
                without[i][j] = nothing[i][j];
                let less = income(s, &ledger(s, &without, How::Searching));
                let felt = s.provider.motive * s.segments[i].value.get(&s.outcomes[j].id).copied().unwrap_or(0.0);
                out[i][j] = ((full - less) / (s.segments[i].n() * more)).max(0.0) + felt;
            }
        }
    }
    // a target out of reach gives no group a weight; then all weigh alike
    if out.iter().flatten().all(|w| *w <= 0.0) {
        out.iter_mut().flatten().for_each(|w| *w = 1.0);
    }
    out
}
