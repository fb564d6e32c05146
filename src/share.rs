//! How much of the pay depends on results: what that asks of reserves, and the same contract with another share.

use crate::answer::Outcome;
use crate::contract::settle::PROVIDER;
use crate::design;
use crate::json::Node;
use crate::money::{self, is_payment};
use crate::num::float::round;
use crate::outcomes::exact;
use crate::risk::safe_share;
use crate::risk::tails::{self, ONE_IN_20};
use crate::scenario::Scenario;
use crate::tariffs;

/// Name of the payment that makes up for what no longer depends on results.
const BLOCK: &str = "Paid whatever happens";

/// Share of the expected pay that depends on results; none if nothing is paid, or nothing depends on them.
pub fn on_results(o: &Outcome) -> Option<f64> {
    let (paid, certain) = (o.values.get("income")?, o.values.get("paid_regardless")?);
    Some((paid - certain) / paid).filter(|w| paid > 0.0 && *w > 0.005)
}

/// Months of cost that the provider must have in hand in an average year if a share `w` of the same expected pay depends on
/// results, and the rest comes monthly, a month late (`model-spec.md` 6.3).
pub fn months_needed(s: &Scenario, o: &Outcome, w: f64) -> f64 {
    let (l, Some(now)) = (&o.ledger, on_results(o)) else { return 0.0 };
    let last = l.entries.iter().map(|e| e.month).max().unwrap_or(0).max(s.months) as usize;
    let mut flows = vec![0.0; last + 1];
    let Some(provider) = l.parties.iter().position(|p| p == PROVIDER) else { return 0.0 };
    let lucky = money::on_results(s, l);
    for e in &l.entries {
        let sign = f64::from(u8::from(e.to == provider)) - f64::from(u8::from(e.from == provider));
        if !is_payment(l, e) {
            flows[e.month as usize] += if l.tags[e.tag] == "drawn" { 0.0 } else { sign * e.amount };
        } else if lucky[e.tag] {
            flows[e.month as usize] += sign * e.amount * w / now;
        }
    }
    let block = o.values.or_zero("income") * (1.0 - w) / f64::from(s.months);
    for month in 1..=s.months as usize {
        flows[month.min(last)] += block;
    }
    let (mut cash, mut least) = (0.0, 0.0_f64);
    for flow in flows {
        cash += flow;
        least = least.min(cash);
    }
    let a_month = o.values.or_zero("cost_a_month");
    if a_month > 0.0 { -least / a_month } else { 0.0 }
}

/// The largest share, by hundredths, that so many months of reserves can carry in an average year.
pub fn carried(s: &Scenario, o: &Outcome, months: f64) -> f64 {
    let carries = |i: u32| months_needed(s, o, f64::from(i) / 100.0) <= months + 1e-9;
    (0..=100).rev().find(|i| carries(*i)).map_or(0.0, |i| f64::from(i) / 100.0)
}

/// The largest share of the same expected pay whose loss the reserves cover in all but 1 future in 20 (`model-spec.md` 4.4):
/// what luck takes, not what lateness does. None where reserves or the law of pay are not known.
pub fn safe(o: &Outcome) -> Option<f64> {
    let v = |id: &str| o.values.get(id);
    let (paid, cost, certain, reserves) = (v("income")?, v("cost")?, v("paid_regardless")?, v("reserves")?);
    // what results alone would pay in the future that all but 1 in 20 reach, measured in £ as outcomes are elsewhere
    let assured = (tails::lower_tail(o.law.as_ref()?, ONE_IN_20).var + cost - certain) / on_results(o)?;
    let contract = safe_share::Contract { price: paid, cost, reserves, reference: paid };
    // a block that alone loses more than the reserves carries nothing
    Some(contract.safe_share(assured).unwrap_or(0.0))
}

/// The share of what a result is worth that should be paid for it by the balance of incentive against risk, and that price
/// (`model-spec.md` 4.3): people alike at their averages, a provider of constant risk aversion, normal luck. None where it
/// does not decide the results, or nothing is said of its caution.
pub fn balanced(s: &Scenario, o: &Outcome) -> Option<(f64, f64)> {
    let caution = s.provider.caution.filter(|c| *c > 0.0)?;
    let cells = &o.incentives.as_ref()?.cells;
    let (mut people, mut value, mut k, mut groups) = (0.0, 0.0, 0.0, Vec::new());
    for c in cells.iter().filter(|c| c.outcome == 0) {
        people += c.n;
        value += c.n * c.value;
        k += c.n * c.scale();
        groups.push((c.n, o.plans[c.segment].first()?.rate));
    }
    let (value, k) = (value / people, k / people);
    let swing = people * exact::rho_to_swing(&groups, s.rho);
    let own = |(n, p): &(f64, f64)| n * (p * (1.0 - p) - exact::outcome_covariance(*p, *p, s.rho));
    let variance = swing * swing + groups.iter().map(own).sum::<f64>();
    // certain money given up for a coin's toss of so much more or less is half of aversion times its variance
    let aversion = 2.0 * caution / (COIN * COIN);
    let share = design::cubic_share(design::risk_load(aversion, variance, value, people, k)?);
    Some((share, share * value)).filter(|_| value > 0.0)
}

/// £ that the coin's toss by which caution is told gives or takes.
const COIN: f64 = 100_000.0;

/// True if the share can be set: prices that can be scaled, in the first contract.
pub fn can_be_set(s: &Scenario) -> bool {
    tariffs::can_reprice(s) && s.contracts.len() == 1
}

/// The draft with that share of the same expected pay on results: prices scaled, the rest as a block.
pub fn set(draft: &Node, s: &Scenario, o: &Outcome, w: f64) -> Option<Node> {
    let now = on_results(o)?;
    let (paid, people) = (o.values.get("income")?, o.values.get("people")?);
    if !can_be_set(s) || !(0.0..=1.0).contains(&w) || people <= 0.0 {
        return None;
    }
    let mut node = draft.clone();
    tariffs::reprice(&mut node, s, &vec![w / now; s.segments.len()]);
    // what stood guaranteed before stays; the block makes up the difference
    let more = round((now - w) * paid);
    let path = format!("{}.contracts[0].payments", s.path);
    let Some(Node::List(mut payments)) = node.at(&path).cloned() else { return None };
    let named = |p: &Node| p.get("name").and_then(Node::text) == Some(BLOCK);
    let total = |p: &Node| p.at("pay.of.total").and_then(Node::number).unwrap_or(0.0);
    let before: f64 = payments.iter().filter(|p| named(p)).map(total).sum();
    payments.retain(|p| !named(p));
    if before + more > 0.5 {
        payments.push(Node::record(vec![("name", Node::Text(BLOCK.into())), ("pay", late(before + more))]));
    } else if payments.is_empty() || before + more < -0.5 {
        return None;
    }
    node.set(&path, Node::List(payments));
    Some(node)
}

/// So much in all, monthly, a month late.
fn late(total: f64) -> Node {
    let grant = Node::record(vec![("is", Node::Text("Grant".into())), ("total", Node::Number(total))]);
    Node::record(vec![("is", Node::Text("Delay".into())), ("months", Node::Number(1.0)), ("of", grant)])
}
