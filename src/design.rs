//! Contract design: the tariff, the share or the fee that does a given thing (`model-spec.md` 3.5, 4.1 to 4.3, 6.9).

use crate::gather::Gather;
use crate::num::{float, lambert, root};
use crate::provider::production::{self, Need};

/// The tariff in £ per success at which the provider spends `spend` £ a head (at least 0): (1+ν)k·e^(x/k)/D − θV. At a spend of
/// 0 it is the parking price; at x°free it is first best. `felt` = θV. `None` if no price buys it.
pub fn tariff_for_spend(need: Need, spend: f64, nu: f64, felt: f64) -> Option<f64> {
    let price = (1.0 + nu) * need.first_pound_cost()? * float::exp(spend / need.k);
    price.is_finite().then_some(price - felt)
}

/// The tariff in £ per success at which a start earns `margin` £ (at least 0) before fixed cost, after the best response of a
/// provider that looks to its margin only. A low margin parks the group: show the spend beside it. `None` if no price does it.
pub fn tariff_for_margin(need: Need, margin: f64) -> Option<f64> {
    let cost = need.first_pound_cost();
    let deadweight = margin / need.p0;
    let tariff = match cost {
        // the whole margin is deadweight
        _ if margin < 0.0 => return None,
        None => deadweight,
        Some(cost) if need.p0 > 0.0 && deadweight <= cost => deadweight,
        Some(_) => {
            let l = 1.0 + margin / need.k - float::ln_1p(need.p0 / (need.pmax - need.p0));
            need.k / need.pmax * lambert::y_minus_ln(l)
        }
    };
    tariff.is_finite().then_some(tariff)
}

/// The start fee in £ that lifts a start to `margin` £ after fixed cost when tariffs are given: M − π* + f. It may be negative.
pub fn start_fee(margin: f64, earned: f64, fixed: f64) -> f64 {
    margin - earned + fixed
}

/// People to be paid for at equal margins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// How many, at least 0.
    pub n: f64,
    /// What help achieves for them.
    pub need: Need,
    /// £ that a start costs whatever is done, at least 0.
    pub fixed: f64,
}

/// What equal margins of `margin` £ per start, after fixed cost, cost the payer in £. `None` if some group has no such tariff.
pub fn outlay(groups: &[Group], margin: f64) -> Option<f64> {
    let mut sum = 0.0;
    for g in groups.iter().filter(|g| g.n > 0.0) {
        let tariff = tariff_for_margin(g.need, margin + g.fixed)?;
        sum += g.n * tariff * g.need.success(production::best_response(g.need, tariff));
    }
    Some(sum)
}

/// The equal margin in £ per start, after fixed cost, that spends exactly `budget` £. `None` if there is nobody, if the budget
/// does not cover fixed costs, or if some group has no such tariff.
pub fn margin_for_budget(groups: &[Group], budget: f64) -> Option<f64> {
    let people: f64 = groups.iter().map(|g| g.n).sum();
    // a start is paid at least its margin, so no more than the budget a head can be earned
    let most = budget / people;
    let over = |margin: f64| outlay(groups, margin).unwrap_or(f64::INFINITY) - budget;
    outlay(groups, most)?;
    (people > 0.0 && over(0.0) <= 0.0).then(|| root::rising(&over as &dyn Fn(f64) -> f64, 0.0, most))
}

/// What a tariff counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Every success.
    Gross,
    /// Successes beyond those that would have come anyway.
    Net,
}

/// A payer and a provider facing each other over one group, with a tariff as the only instrument.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deal {
    /// What help achieves.
    pub need: Need,
    /// V: £ that one more success is worth to the payer, at least 0.
    pub value: f64,
    /// θ: £ of the provider's own satisfaction per £ of V, at least 0.
    pub motive: f64,
    /// η: each £ paid counts as £(1+η), at least 0.
    pub funds: f64,
}

impl Deal {
    /// What a start is worth to the payer in £ at a tariff of `tariff` £: V(p−p0) − (1+η)τp, or τ(p−p0) on the net effect.
    pub fn worth(&self, basis: Basis, tariff: f64) -> f64 {
        let x = production::best_response(self.need, tariff + self.motive * self.value);
        let uplift = self.need.uplift(x);
        let paid = uplift + if basis == Basis::Gross { self.need.p0 } else { 0.0 };
        self.value * uplift - (1.0 + self.funds) * tariff * paid
    }

    /// The square-root rule: the tariff in £ per success that is best for the payer among those at which the provider works.
    /// `None` if there is none such (it would not work, or would have to be charged). Compare with paying nothing.
    pub fn square_root_tariff(&self, basis: Basis) -> Option<f64> {
        let count = self.need.pmax - if basis == Basis::Gross { 0.0 } else { self.need.p0 };
        let funds = 1.0 + self.funds;
        let price = float::sqrt(self.value * self.need.k * (1.0 + funds * self.motive) / (funds * count));
        let tariff = price - self.motive * self.value;
        (price > self.need.first_pound_cost()? && tariff >= 0.0).then_some(tariff)
    }

    /// The best tariff in £ per success on that basis: the square-root rule, or 0 if paying nothing is as good.
    pub fn best_tariff(&self, basis: Basis) -> f64 {
        let better = |t: &f64| self.worth(basis, *t) > self.worth(basis, 0.0);
        self.square_root_tariff(basis).filter(better).unwrap_or(0.0)
    }

    /// v: £ of value that the first £ spent brings.
    pub fn social_return(&self) -> f64 {
        self.need.first_pound_return(self.value)
    }

    /// Whether paying per gross success beats paying nothing, where the provider looks to its margin only (θ = 0), without
    /// solving for the tariff: v > 1 and (v−1)² > 4v·p0/D, with V/(1+η) for V.
    pub fn gross_pays(&self) -> bool {
        let v = self.social_return() / (1.0 + self.funds);
        v > 1.0 && (v - 1.0) * (v - 1.0) > 4.0 * v * self.need.p0 / (self.need.pmax - self.need.p0)
    }

    /// What a start is worth in £ to payer and provider together if society's optimum is spent: DV − k − k ln v, or 0.
    pub fn first_best(&self) -> f64 {
        let x = production::best_response(self.need, self.value);
        self.value * self.need.uplift(x) - x
    }
}

/// The part of pay that should depend on one result: b* = 1/(1 + r·c·σ²), for risk aversion `r` (per £), effort costing
/// `cost`·e²/2 £ and noise of variance `noise`; all at least 0. The pay per outcome is V·b*.
pub fn linear_share(r: f64, cost: f64, noise: f64) -> f64 {
    1.0 / (1.0 + r * cost * noise)
}

/// Pay per outcome in £ and effort for several tasks at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Multitask {
    /// β*, by task.
    pub pay: Vec<f64>,
    /// e, by task.
    pub effort: Vec<f64>,
}

/// The best linear pay for tasks worth `value` £ each: β* = (I + r·C·Σ)⁻¹v and e = C⁻¹β*. `cost` C and `noise` Σ are square,
/// row by row. `None` if C or the sum cannot be inverted.
pub fn multitask(value: &[f64], cost: &[f64], noise: &[f64], r: f64) -> Option<Multitask> {
    let n = value.len();
    let mut system = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..n {
            let product: f64 = (0..n).map(|l| cost[i * n + l] * noise[l * n + j]).sum();
            system[i * n + j] = r * product + if i == j { 1.0 } else { 0.0 };
        }
    }
    let pay = solve(system, value.to_vec())?;
    let effort = solve(cost.to_vec(), pay.clone())?;
    Some(Multitask { pay, effort })
}

/// The x with a·x = b, by elimination with the largest pivot; `None` if there is no single one.
fn solve(mut a: Vec<f64>, mut b: Vec<f64>) -> Option<Vec<f64>> {
    let n = b.len();
    // tasks may be measured in very different units: a pivot is 0 against what its column was
    let size: Vec<f64> = (0..n).map(|c| (0..n).fold(0.0, |size: f64, i| size.max(a[i * n + c].abs()))).gather();
    for c in 0..n {
        let mut pivot = c;
        for i in c..n {
            if a[i * n + c].abs() > a[pivot * n + c].abs() {
                pivot = i;
            }
        }
        if a[pivot * n + c].abs() <= 1e-15 * size[c] {
            return None;
        }
        for j in 0..n {
            a.swap(c * n + j, pivot * n + j);
        }
        b.swap(c, pivot);
        for i in c + 1..n {
            let factor = a[i * n + c] / a[c * n + c];
            for j in c..n {
                a[i * n + j] -= factor * a[c * n + j];
            }
            b[i] -= factor * b[c];
        }
    }
    for c in (0..n).rev() {
        for j in c + 1..n {
            b[c] -= a[c * n + j] * b[j];
        }
        b[c] /= a[c * n + c];
    }
    Some(b)
}

/// κ = r·Var(Y)·V²/(n·k): how heavily risk weighs on results pay for `n` people whose help has diminishing returns. `None` over
/// nobody.
pub fn risk_load(r: f64, variance: f64, value: f64, n: f64, k: f64) -> Option<f64> {
    let load = r * variance * value * value / (n * k);
    load.is_finite().then_some(load)
}

/// The cubic rule: the part b of value that results should pay, with b + κb³ = 1 (κ at least 0). It holds if bV > k/D;
/// otherwise the group is parked.
pub fn cubic_share(load: f64) -> f64 {
    let q = float::sqrt(3.0 * load);
    if q > 0.0 { (2.0 / q * float::sinh(float::asinh(1.5 * q) / 3.0)).min(1.0) } else { 1.0 }
}

/// What is "saved" when results fall short.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shortfall {
    /// Results money not paid, £.
    pub saved: f64,
    /// Value lost, £.
    pub lost: f64,
}

impl Shortfall {
    /// £ by which the payer is better off; below 0 it is a false economy.
    pub fn net(self) -> f64 {
        self.saved - self.lost
    }
}

/// `outcomes` instead of `reference`, at `tariff` £ paid and `value` £ gained per outcome: an unpaid result is a result that
/// society did not get.
pub fn shortfall(reference: f64, outcomes: f64, tariff: f64, value: f64) -> Shortfall {
    let missing = (reference - outcomes).max(0.0);
    Shortfall { saved: tariff * missing, lost: value * missing }
}
