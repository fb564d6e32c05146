//! Where a contract bends, the provider compares spends along the frontier: the cheapest way to each expected total
//! (`model-spec.md` 3.8), among them spending nothing. What it feels for each success stays as it is on the way: only what the
//! contract pays for one more depends on the total.

use super::cells::{self, Cell, Price, helped};
use super::{How, early, income, ledger, prices};
use crate::contract::clauses::straightened;
use crate::gather::Gather;
use crate::num::float;
use crate::people::{self, Plans};
use crate::scenario::Scenario;

/// Candidates along the frontier, and the best of them.
pub struct Frontier<'a> {
    s: &'a Scenario,
    cells: &'a [Cell],
    motive: f64,
    /// What one success, or one event fewer, of each cell adds to what is counted, relative to the other cells.
    weights: Vec<Price>,
    /// What it is worth to the provider besides.
    felt: Vec<Price>,
}

const GRID: u32 = 64;

impl<'a> Frontier<'a> {
    /// The frontier of a scenario for a provider that counts £1 of public value as `motive` £ of its own.
    pub fn of(s: &'a Scenario, cells: &'a [Cell], motive: f64) -> Frontier<'a> {
        let nothing = vec![vec![Price::default(); s.outcomes.len()]; s.segments.len()];
        let felt = cells.iter().map(|c| cells::felt(s, cells, c, &nothing, motive)).gather();
        Frontier { s, cells, motive, weights: weights(s, cells), felt }
    }

    /// Help along the frontier at a price of `mu` for each unit of what is paid for, within the budget for it.
    fn help(&self, mu: f64) -> Vec<f64> {
        let prices: Vec<Price> = self.weights.iter().zip(&self.felt).map(|(w, felt)| w.times(mu).plus(*felt)).gather();
        cells::respond(self.cells, &prices, self.s.provider.help_budget).0
    }

    /// £ that the first pound earns each cell whose results are counted: for a price of 1, and felt.
    fn first_pounds(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let both = |(i, c): (usize, &Cell)| (c.first_pound(self.weights[i]), c.first_pound(self.felt[i]));
        self.cells.iter().enumerate().filter(|(_, c)| c.headroom() > 0.0).map(both).filter(|(paid, _)| *paid > 0.0)
    }

    /// What the provider gains from spending so: income, its own satisfaction, less the help.
    fn gain(&self, help: &[f64], how: How) -> f64 {
        let plans = helped(self.s, self.cells, help);
        // in pounds of month 0, as its income is
        let each = |c: &Cell| early(self.s, c.segment) * c.n;
        let felt: f64 = self.cells.iter().zip(help).map(|(c, x)| each(c) * c.value * c.added(*x)).sum();
        let spent: f64 = self.cells.iter().zip(help).map(|(c, x)| each(c) * x).sum();
        income(self.s, &ledger(self.s, &plans, how)) + self.motive * felt - spent
    }

    /// What it spends without looking at what it is paid: nothing, or what it feels is worth it.
    fn unpaid(&self, how: How) -> (Vec<f64>, f64) {
        let (nothing, felt) = (vec![0.0; self.cells.len()], self.help(0.0));
        let (a, b) = (self.gain(&nothing, how), self.gain(&felt, how));
        if b > a { (felt, b) } else { (nothing, a) }
    }

    /// True if trying at all is worth its while, roughly.
    pub fn tries(&self) -> bool {
        let (_, unpaid) = self.unpaid(How::Searching);
        let first = self.first_pounds().map(|(paid, _)| paid).fold(0.0, f64::max);
        let worth = |i: u32| {
            first > 0.0 && {
                let mu = float::exp(f64::from(i) * 0.25) / first;
                self.gain(&self.help(mu), How::Searching) > unpaid
            }
        };
        (1..24).any(worth)
    }

    /// The plan that it chooses.
    pub fn best(&self) -> Plans {
        let (mut lo, mut hi) = (f64::INFINITY, 0.0_f64);
        for (paid, felt) in self.first_pounds() {
            // where it would help unpaid, what a hundredth of that adds is next to nothing
            (lo, hi) = (lo.min((1.0 - felt).max(0.01 * felt) / paid), hi.max(1.0 / paid));
        }
        if !lo.is_finite() {
            return helped(self.s, self.cells, &self.unpaid(How::Totals).0);
        }
        // from just too little for anybody to just enough for the last 0.1% of headroom
        let (lo, hi) = (float::ln(lo), float::ln(hi * 1000.0));
        let grid = |i: u32| lo + (hi - lo) * f64::from(i) / f64::from(GRID - 1);
        let tried = |t: f64, how| self.gain(&self.help(float::exp(t)), how);
        let values: Vec<f64> = (0..GRID).map(|i| tried(grid(i), How::Searching)).gather();
        let top: u32 =
            (0..GRID).reduce(|a, b| if values[b as usize] > values[a as usize] { b } else { a }).unwrap_or(0);
        let (a, b) = (grid(top.saturating_sub(1)), grid((top + 1).min(GRID - 1)));
        let rough = if self.s.is_large() { 1e-5 } else { 1e-3 };
        let near = peak(|t| tried(t, How::Searching), [a, grid(top), b], rough * (b - a));
        // the search was rough: where it takes no time the last steps are as exact as the answer
        let t = if self.s.is_large() {
            near
        } else {
            let width = (b - a) / 8.0;
            peak(|t| tried(t, How::Totals), [near - width, near, near + width], 1e-7 * (b - a))
        };
        let best = self.help(float::exp(t));
        let (unpaid, least) = self.unpaid(How::Totals);
        let worth_it = self.gain(&best, How::Totals) > least;
        helped(self.s, self.cells, if worth_it { &best } else { &unpaid })
    }
}

/// Where `f`, which has one peak between `a` and `b`, is highest, looked for from `x`: Brent's method (*Algorithms for
/// Minimization without Derivatives*, 1973, chapter 5), a parabola where one fits and the golden section where none does.
fn peak(f: impl Fn(f64) -> f64, [mut a, mut x, mut b]: [f64; 3], within: f64) -> f64 {
    const GOLDEN: f64 = 0.381_966_011_250_105_1;
    let mut at_x = f(x);
    // the second best and the one before it, and how far the last two steps went
    let (mut w, mut at_w) = (x, at_x);
    let (mut v, mut at_v) = (x, at_x);
    let (mut step, mut last) = (0.0_f64, 0.0_f64);
    // a search that only halves ends long before
    for _ in 0..100 {
        let middle = 0.5 * (a + b);
        if (x - middle).abs() + 0.5 * (b - a) <= 2.0 * within {
            break;
        }
        let (r, q) = ((x - w) * (at_x - at_v), (x - v) * (at_x - at_w));
        let top = x - ((x - v) * q - (x - w) * r) / (2.0 * (q - r));
        // no parabola through what is flat, or beyond what may be spent
        let fits = top.is_finite() && (top - x).abs() < 0.5 * last.abs() && a < top && top < b;
        last = step;
        if fits {
            step = top - x;
            if top - a < 2.0 * within || b - top < 2.0 * within {
                step = within.copysign(middle - x);
            }
        } else {
            last = if x >= middle { a - x } else { b - x };
            step = GOLDEN * last;
        }
        let u = x + if step.abs() >= within { step } else { within.copysign(step) };
        let at_u = f(u);
        // of two that are as good the smaller
        if at_u > at_x || at_u == at_x && u < x {
            if u >= x {
                a = x
            } else {
                b = x
            }
            (v, at_v) = (w, at_w);
            (w, at_w) = (x, at_x);
            (x, at_x) = (u, at_u);
        } else {
            if u < x {
                a = u
            } else {
                b = u
            }
            if at_u >= at_w || w == x {
                (v, at_v) = (w, at_w);
                (w, at_w) = (u, at_u);
            } else if at_u >= at_v || v == x || v == w {
                (v, at_v) = (u, at_u);
            }
        }
    }
    // no finer than it is known: where the same is best at another price, its laws are at hand
    float::round(x / within) * within
}

/// What one success, or one event fewer, of each cell adds to what is counted, relative to the other cells. What is paid for
/// the total bends; what is counted does not.
fn weights(s: &Scenario, cells: &[Cell]) -> Vec<Price> {
    let mut straight = s.clone();
    for payment in straight.contracts.iter_mut().flat_map(|c| &mut c.payments) {
        payment.pay = straightened(&payment.pay);
    }
    let prices = prices(&straight, &people::given(s), How::Exactly, 0.1);
    let weigh = |c: &Cell| {
        let paid = cells::felt(s, cells, c, &prices, 0.0);
        Price { success: paid.success.max(0.0), event: paid.event.max(0.0) }
    };
    let mut out: Vec<Price> = cells.iter().map(weigh).gather();
    // where nothing that is counted adds up, all weigh alike
    if out.iter().all(|w| *w == Price::default()) {
        out.fill(Price { success: 1.0, event: 0.0 });
    }
    out
}
