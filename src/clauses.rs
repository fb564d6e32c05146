//! What the clauses of a scenario's contracts are worth, one by one and together (`model-spec.md` 6.8).

use crate::contract::clauses::{Kind, Tag, Walk};
use crate::contract::tree::Payment;
use crate::gather::Gather;
use crate::scenario::Scenario;

/// The scenario with only those clauses that `keep` names by their place, and every clause that there is.
pub fn keeping(s: &Scenario, keep: &dyn Fn(usize) -> bool) -> (Scenario, Vec<Tag>) {
    let mut out = s.clone();
    let mut walk = Walk::keeping(keep);
    for (contract, written) in out.contracts.iter_mut().zip(&s.contracts) {
        let several = written.payments.len() > 1;
        let mut kept = Vec::new();
        for payment in &written.payments {
            walk.payment = &payment.name;
            let pay = walk.pay(&payment.pay);
            if !several || walk.stays(Kind::Payment) {
                kept.push(Payment { pay, ..payment.clone() });
            }
        }
        contract.payments = kept;
    }
    (out, walk.found)
}

/// What each clause changes in `value`, in three ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Prices {
    /// The value with no clause at all, then with the first, the first two, ...: the waterfall.
    pub running: Vec<f64>,
    /// For each clause, the change averaged over every order of adding them (Shapley); none if there are too many.
    pub shapley: Option<Vec<f64>>,
    /// For each clause, the value with all as written less the value without this one.
    pub alone: Vec<f64>,
}

/// Up to so many clauses every order is tried.
const EVERY_ORDER: usize = 5;

/// Prices `n` clauses by `value`, which is asked for sets of them as bits.
pub fn prices(n: usize, value: &dyn Fn(u32) -> f64) -> Prices {
    let all = (1_u32 << n) - 1;
    let running: Vec<f64> = (0..=n).map(|i| value((1 << i) - 1)).gather();
    let whole = running[n];
    let alone = (0..n).map(|i| whole - value(all & !(1 << i))).gather();
    let shapley = (n <= EVERY_ORDER).then(|| {
        let worth: Vec<f64> = (0..=all).map(value).gather();
        let factorial = |k: usize| (1..=k).map(|x| x as f64).product::<f64>();
        let share = |i: usize| -> f64 {
            let without = (0..=all).filter(|set| set & (1 << i) == 0);
            let gain = |set: u32| {
                let before = set.count_ones() as usize;
                let orders = factorial(before) * factorial(n - before - 1) / factorial(n);
                orders * (worth[(set | (1 << i)) as usize] - worth[set as usize])
            };
            without.map(gain).sum()
        };
        (0..n).map(share).gather()
    });
    Prices { running, shapley, alone }
}
