//! The pay-off curve: what a contract pays for how many, every group's chance of success moved in proportion, and what one
//! more is worth where the plan stands.

use crate::contract::class;
use crate::gather::Gather;
use crate::money::{income, paid};
use crate::num::float;
use crate::people::{self, Plans};
use crate::response::{self, How};
use crate::scenario::{Delivery, Scenario, Segment};

/// The curve.
#[derive(Debug, Clone, Default)]
pub struct Payoff {
    /// Numbers who succeed.
    pub x: Vec<f64>,
    /// £ paid by the rule.
    pub rule: Vec<f64>,
    /// £ paid on average when that number is expected.
    pub expected: Vec<f64>,
    /// Slope of the latter.
    pub slope: Vec<f64>,
    /// £ paid by the rule for exactly the number planned.
    pub at_plan: f64,
    /// Target beyond which the provider stops trying.
    pub give_up: Option<f64>,
}

/// Of a rule that bends: how many stretches the curve is known in.
const POINTS: u32 = 24;
/// The same of a long scheme of many groups, which is a smooth one: so few that its curve follows a drag.
const FEW: u32 = 8;

/// The plan with every chance of the first outcome moved in proportion.
fn in_proportion(s: &Scenario, plans: &Plans, times: f64) -> Plans {
    people::moved(s, plans, |j, rate| if j == 0 { (rate * times).min(1.0) } else { rate })
}

fn successes(s: &Scenario, plans: &Plans) -> f64 {
    s.segments.iter().zip(plans).map(|(g, p)| g.n() * people::first(p).rate).sum()
}

/// What one more expected success adds to the provider's expected income, every group's chance moving in proportion.
pub fn effective_price(s: &Scenario, plans: &Plans) -> Option<f64> {
    // only the first outcome's chance moves: what else is counted in events stays as it is
    let counted = |g: &Segment| {
        let first = s.outcomes.first().and_then(|o| g.delivery.get(&o.id));
        matches!(first, Some(Delivery::Events { .. }))
    };
    if s.outturn.is_some() || s.segments.iter().any(counted) || successes(s, plans) <= 0.0 {
        return None;
    }
    let most = plans.iter().map(|p| people::first(p).rate).fold(0.0, f64::max);
    let step = f64::min(0.001, (1.0 / most - 1.0).max(0.0));
    let (less, more) = (in_proportion(s, plans, 1.0 - 0.001), in_proportion(s, plans, 1.0 + step));
    let income = |p: &Plans| income(s, &response::ledger(s, p, How::Totals));
    Some((income(&more) - income(&less)) / (successes(s, &more) - successes(s, &less)))
}

/// The curve from nobody to as many as can be while groups keep their proportions, or as far around plan and bends as there
/// is something to see; two points suffice where nothing bends. `anyway` would succeed with no service.
pub fn curve(s: &Scenario, plans: &Plans, anyway: Option<f64>) -> Payoff {
    let most = plans.iter().map(|p| people::first(p).rate).fold(0.0, f64::max);
    if most == 0.0 {
        return Payoff::default();
    }
    let rule = |times: f64| paid(s, &response::ledger(s, &in_proportion(s, plans, times), How::Exactly));
    let mut out = Payoff { at_plan: rule(1.0), ..Payoff::default() };
    let end = f64::min(2.0, 1.0 / most);
    let bends = s.contracts.iter().flat_map(|c| &c.payments).any(|p| class::bends(&p.pay));
    if !bends {
        for times in [0.0, end] {
            out.x.push(successes(s, &in_proportion(s, plans, times)));
            out.rule.push(rule(times));
        }
        out.expected.clone_from(&out.rule);
        slopes(&mut out);
        return out;
    }
    out.give_up = response::give_up_point(s);
    let points = if s.segments.len() as u32 * s.months > 200 { FEW } else { POINTS };
    let planned = successes(s, plans);
    let marks = [Some(1.0), anyway.filter(|_| planned > 0.0).map(|a| a / planned)].into_iter().flatten().gather();
    let [from, to] = if points == FEW { [0.0, end] } else { stretch(&rule, end, &marks) };
    let mut times = (0..=points).map(|i| from + (to - from) * f64::from(i) / f64::from(points)).gather();
    for t in &times {
        let plan = in_proportion(s, plans, *t);
        out.x.push(successes(s, &plan));
        out.rule.push(rule(*t));
        out.expected.push(paid(s, &response::ledger(s, &plan, How::Searching)));
    }
    slopes(&mut out);
    if points == POINTS {
        cliffs(&rule, &mut times, &mut out);
    }
    out
}

/// What one more adds on average, at each point from its neighbours; nothing where nobody is.
fn slopes(out: &mut Payoff) {
    let n = out.x.len();
    for i in 0..n {
        let (a, b) = (i.saturating_sub(1), (i + 1).min(n - 1));
        let run = out.x[b] - out.x[a];
        out.slope.push(if run > 0.0 { (out.expected[b] - out.expected[a]) / run } else { 0.0 });
    }
}

/// How far the curve is shown: from nobody to `end`, unless marks and bends all lie in less than half of that.
fn stretch(rule: &dyn Fn(f64) -> f64, end: f64, marks: &[f64]) -> [f64; 2] {
    let step = end / f64::from(POINTS);
    let known: Vec<f64> = (0..=POINTS).map(|i| rule(step * f64::from(i))).gather();
    let scale = known.iter().map(|v| v.abs()).fold(0.0, f64::max);
    let (mut low, mut high) = marks.iter().fold((end, 0.0_f64), |(low, high), m| (low.min(*m), high.max(*m)));
    for (i, three) in known.windows(3).enumerate() {
        if (three[0] - 2.0 * three[1] + three[2]).abs() > 1e-6 * scale {
            low = low.min(step * i as f64);
            high = high.max(step * (i + 2) as f64);
        }
    }
    let margin = ((high - low) / 2.0).max(step);
    // by whole steps, so that the axis holds still while the plan moves a little
    let from = float::floor((low - margin) / step).max(0.0) * step;
    let to = (float::ceil((high + margin) / step) * step).min(end);
    if to - from < end / 2.0 { [from, to] } else { [0.0, end] }
}

/// Where the rule jumps between two points, two points more, so that a cliff is drawn as one. The average has none.
fn cliffs(rule: &dyn Fn(f64) -> f64, times: &mut Vec<f64>, out: &mut Payoff) {
    let scale = out.rule.iter().map(|v| v.abs()).fold(0.0, f64::max);
    let mut i = 0;
    while i + 1 < times.len() {
        let (mut a, mut b) = (times[i], times[i + 1]);
        let (mut low, mut high) = (out.rule[i], out.rule[i + 1]);
        let whole = high - low;
        let width = b - a;
        // half way a slope has risen by about a half, a cliff by nothing or by all of it
        let steep = whole.abs() > 1e-3 * scale && (rule((a + b) / 2.0) - (low + high) / 2.0).abs() > whole.abs() / 10.0;
        for _ in 0..if steep { 12 } else { 0 } {
            let middle = (a + b) / 2.0;
            let value = rule(middle);
            if (value - low).abs() > (high - value).abs() {
                (b, high) = (middle, value);
            } else {
                (a, low) = (middle, value);
            }
        }
        // a slope leaves next to nothing between two points so close
        if steep && (high - low).abs() > whole.abs() / 4.0 && a > times[i] && b < times[i + 1] {
            let between = |list: &[f64], t: f64| list[i] + (list[i + 1] - list[i]) * (t - times[i]) / width;
            let add = [(b, high), (a, low)]
                .map(|(t, value)| [t, between(&out.x, t), value, between(&out.expected, t), between(&out.slope, t)]);
            for [t, x, value, expected, slope] in add {
                times.insert(i + 1, t);
                out.x.insert(i + 1, x);
                out.rule.insert(i + 1, value);
                out.expected.insert(i + 1, expected);
                out.slope.insert(i + 1, slope);
            }
            i += 2;
        }
        i += 1;
    }
}
