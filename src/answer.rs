//! What a scenario comes to: the one place that calls people, provider, contract and chance in order.

use crate::chance::{self, People};
use crate::contract::class;
use crate::contract::expect;
use crate::contract::finance::{CALLED, FEES};
use crate::contract::ledger::{Entry, Ledger};
use crate::contract::settle::{INVESTOR, PROVIDER};
use crate::contract::tree::{Netting, Pay, Term};
use crate::futures::{Drawing, Summary};
use crate::gainers::{self, Public};
use crate::gather::Gather;
use crate::incentives::Incentives;
use crate::money::{self, income, is_payment, paid, payers, received, shortfalls, tagged};
use crate::ordered::Map;
use crate::payoff::{self, Payoff};
use crate::people::{self, Plan, Plans};
use crate::response::{self, How, taken};
use crate::results::Values;
use crate::risk::tails;
use crate::scenario::{Delivery, Reserves, Scenario, Segment, World};
use crate::unsure;
use std::cell::OnceCell;
use std::rc::Rc;

/// Everything that words, pictures and exports are made of.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The provider's plan.
    pub plans: Plans,
    /// Expected postings.
    pub ledger: Ledger,
    /// All results.
    pub values: Values,
    /// What the contract pays against how many succeed, once somebody has asked: it takes longer than all else.
    payoff: Rc<OnceCell<Option<Payoff>>>,
    /// Message ids of what a reader must know.
    pub notes: Vec<&'static str>,
    /// Who is helped and why, where the provider decides.
    pub incentives: Option<Incentives>,
    /// The scenario without those who are turned away and the partners who leave, if anybody is or does.
    pub taken: Option<Scenario>,
    /// What the results are computed from.
    leaves: Map<&'static str, f64>,
    /// The law of what the provider keeps, £ and chance, worst first; none where it cannot be worked out.
    pub law: Option<Vec<(f64, f64)>>,
    /// Who pays and who gains, if the draft says.
    pub public: Option<Public>,
    /// The ledger as it is shown: with what counting and a pooled budget add to it.
    pub shown: Ledger,
    /// Futures drawn so far; none where none were.
    pub futures: Option<Summary>,
    /// Two standard errors of each result that was sampled.
    pub sampled: Map<&'static str, f64>,
}

impl Outcome {
    /// The same with what futures add to it: chances that no law gives, and expectations that stood on the central path.
    #[must_use]
    pub fn with(&self, summary: Summary) -> Outcome {
        let mut o = self.clone();
        for (id, value) in &summary.leaves {
            let stands = match *id {
                "paid" | "income" | "cost" | "investor_in" | "investor_out" => !o.ledger.at_mean,
                "loss_chance" | "worst_margin" => o.law.is_some(),
                // what is certain needs no counting
                "cash_out_chance" => o.leaves.get("cash_out_chance") == Some(&1.0),
                _ => false,
            };
            if !stands {
                o.leaves.insert(*id, *value);
                o.sampled.extend(summary.errors.get(id).map(|error| (*id, *error)));
            }
        }
        // whose cash runs out in no more than 1 future in 20 does not fail
        o.leaves.remove("cash_out");
        let chance = o.leaves.get("cash_out_chance").copied().unwrap_or(0.0);
        let month = o.leaves.get("cash_out_month").copied();
        o.leaves.extend(month.filter(|_| chance > tails::ONE_IN_20).map(|m| ("cash_out", m)));
        o.values = Values::from_leaves(&o.leaves);
        o.futures = Some(summary);
        o
    }

    /// What the contract pays against how many succeed, where anybody may; `s` is what was evaluated.
    pub fn payoff(&self, s: &Scenario) -> Option<&Payoff> {
        let s = self.taken.as_ref().unwrap_or(s);
        let curve = || payoff::curve(s, &self.plans, self.leaves.get("anyway").copied());
        let counted = s.outturn.is_none() && self.leaves.contains_key("successes");
        self.payoff.get_or_init(|| counted.then(curve)).as_ref()
    }

    /// Draws futures of this outcome.
    pub fn drawing(&self, s: &Scenario) -> Drawing {
        Drawing::of(self.taken.as_ref().unwrap_or(s), &self.plans, self.values.or_zero("cost_a_month"))
    }
}

/// Evaluates a scenario.
pub fn evaluate(s: &Scenario) -> Outcome {
    let taken = taken::taken(s);
    let referred = s;
    let s = taken.as_ref().unwrap_or(s);
    let response = response::respond(s);
    let plans = response.plans.clone();
    let mut ledger = response::ledger(s, &plans, How::Expected);
    let mut leaves = Map::new();
    count_people(s, &plans, &mut leaves);
    let incentives = Incentives::of(referred, s, response);
    leaves.extend(incentives.iter().flat_map(Incentives::leaves));
    count_money(s, &ledger, &mut leaves);
    // a recorded path is what happened: there are no other futures of it
    if s.outturn.is_none() {
        let paid_for = |plans: Plans| paid(s, &response::ledger(s, &plans, How::Totals));
        leaves.extend(people::anyway(s).map(|p| ("paid_anyway", paid_for(p))));
        leaves.extend(nobody(s).map(|p| ("paid_regardless", paid_for(p))));
        count_futures(s, &plans, &mut leaves);
        let known = ["paid", "good_paid", "bad_paid"].iter().filter_map(|id| leaves.get(id).copied());
        let most = most(s).map(|l| paid(s, &l)).into_iter().chain(known).reduce(f64::max);
        leaves.extend(most.map(|most| ("most_owed", most)));
    }
    let law = margins(s, &plans, &ledger);
    if let Some(law) = &law {
        leaves.insert("loss_chance", tails::loss(law));
        leaves.insert("worst_margin", tails::lower_tail(law, tails::ONE_IN_20).mean);
        if unsure::applies(s) {
            // a rule that bends pays on average what it pays over all of the law, not at the likeliest effect or baseline
            let cost = money::spent(&ledger);
            let paid: f64 = law.iter().map(|(margin, chance)| chance * (margin + cost)).sum();
            leaves.extend([("paid", paid), ("income", paid)]);
        }
    }
    let bends = s.contracts.iter().flat_map(|c| &c.payments).any(|p| class::bends(&p.pay));
    // what bends was paid at the likeliest effect or baseline, and no law says what it pays over all of them
    ledger.at_mean |= bends && law.is_none() && s.outturn.is_none() && unsure::applies(s);
    if let Some(slope) = payoff::effective_price(s, &plans) {
        leaves.insert("effective_price", slope);
    }
    let public = Public::of(s, &plans, &ledger);
    leaves.extend(public.iter().flat_map(Public::leaves));
    if let Some((a, people)) = gainers::counting(s, &plans) {
        leaves.extend([("counting_cost", a.per_head() * people + a.fixed), ("monitoring_saved", a.saved)]);
    }
    let untold = !s.gains.is_empty() && public.is_none();
    let shown = gainers::shown(s, &ledger, &plans, public.as_ref());
    let values = Values::from_leaves(&leaves);
    let mut notes: Vec<&'static str> = ledger.notes.iter().copied().gather();
    if s.outturn.is_none() && chance::by_moments(s) && (bends || law.is_some()) {
        notes.push("note.moments");
    }
    if s.contracts.iter().flat_map(|c| &c.payments).any(|p| p.pay.any(&pays_twice)) {
        notes.push("note.twice");
    }
    // no draft says how many days there will be: only a recorded path has them
    if s.outturn.is_none() && s.contracts.iter().flat_map(|c| &c.payments).any(|p| by_days(&p.pay)) {
        notes.push("note.days");
    }
    if s.outturn.is_none() && people::held(s, &plans) {
        notes.push("note.held");
    }
    if law.is_some() && unsure::applies(s) {
        notes.push("note.unsure");
    }
    if untold {
        notes.push("note.gains");
    }
    Outcome {
        plans,
        ledger,
        values,
        payoff: Rc::default(),
        notes,
        incentives,
        taken,
        leaves,
        law,
        public,
        shown,
        futures: None,
        sampled: Map::new(),
    }
}

/// True for a payment that knows of another for the same person, and does not give way to it.
fn pays_twice(pay: &Pay) -> bool {
    let some = |t: &Term| !matches!(t, Term::Number(v, _) if *v == 0.0);
    matches!(pay, Pay::NetOff { rule: Netting::None, other, .. } if some(&other.overlap) && some(&other.joint))
}

/// True for a payment that counts days.
fn by_days(pay: &Pay) -> bool {
    let mut found = false;
    pay.visit(&mut |t| t.visit(&mut |t| found |= matches!(t, Term::Days { .. })));
    found
}

/// The law of what the provider keeps, worst first, where all that it is paid depends on one random total and nothing is
/// lent on the way.
fn margins(s: &Scenario, plans: &Plans, central: &Ledger) -> Option<Vec<(f64, f64)>> {
    let cost = tagged(central, "cost");
    let lent = s.finance.is_some() || s.provider.overdraft_rate > 0.0 && s.provider.overdraft > 0.0;
    let broken = s.contracts.iter().any(|c| c.break_clause.is_some());
    let plain = World { effect_spread: 0.0, ..s.world }.is_plain();
    if s.outturn.is_some() || lent || cost <= 0.0 || broken || !plain {
        return None;
    }
    let payers = payers(s, central);
    let direct = |e: &Entry| payers.contains(&e.from) && central.parties[e.to] == PROVIDER;
    if !central.entries.iter().filter(|e| is_payment(central, e)).all(direct) {
        return None;
    }
    let mut points = if unsure::applies(s) { unsure::takings(s, plans)? } else { takings(s, plans)? };
    points.iter_mut().for_each(|(paid, _)| *paid -= cost);
    Some(tails::ascending(&points))
}

/// The law of what a scenario's one contract pays under a plan, £ and chance; none where it has none.
pub fn takings(s: &Scenario, plans: &Plans) -> Option<Vec<(f64, f64)>> {
    let [contract] = s.contracts.as_slice() else { return None };
    let path = people::path(s, plans, contract.payments.iter().any(|p| class::looks_at_persons(&p.pay)));
    let law = People { scenario: s, plans, quick: false, totals: true };
    expect::takings(contract, &path, s.first_calendar_month, &law)
}

/// What is paid if every count stands at its mean under a plan.
pub fn paid_at(s: &Scenario, plans: &Plans) -> f64 {
    paid(s, &response::ledger(s, plans, How::Exactly))
}

/// The most that the payers could ever owe: whatever happens, from nobody's success to everybody's.
pub fn most(s: &Scenario) -> Option<Ledger> {
    let all = people::plans(s, |g, o| match g.delivery.get(&o.id) {
        Some(Delivery::Events { .. }) => Some(Plan::counted(0.0)),
        _ => Some(Plan::chance(1.0)),
    });
    let ledgers = [all, nobody(s), people::anyway(s)];
    let ledgers = ledgers.iter().flatten().map(|plans| response::ledger(s, plans, How::Exactly));
    ledgers.reduce(|a, b| if paid(s, &b) > paid(s, &a) { b } else { a })
}

/// The plan in which nobody reaches any result.
fn nobody(s: &Scenario) -> Option<Plans> {
    people::plans(s, |g, o| match g.delivery.get(&o.id) {
        // counted events are at their worst with no service, not at none
        Some(Delivery::Events { rate0, .. }) => rate0.map(Plan::counted),
        Some(Delivery::Counts { alone, .. }) => Some(Plan::counted(*alone)),
        _ => Some(Plan::chance(0.0)),
    })
}

fn count_people(s: &Scenario, plans: &Plans, leaves: &mut Map<&'static str, f64>) {
    leaves.insert("people", s.segments.iter().map(Segment::n).sum());
    let Some(outcome) = s.outcomes.first() else {
        return;
    };
    let delivery = |g: &Segment| g.delivery.get(&outcome.id).copied();
    let any = |is: fn(Delivery) -> bool| s.segments.iter().any(|g| delivery(g).is_some_and(is));
    let only_events = any(|d| matches!(d, Delivery::Events { .. }));
    let total = |of: fn(&Plan) -> f64| -> f64 {
        s.segments.iter().zip(plans).map(|(g, p)| g.n() * of(&people::first(p))).sum()
    };
    // known for this outcome, whatever is unknown of others
    let anyway = |of: fn(&Plan) -> f64| -> Option<f64> {
        s.segments.iter().map(|g| people::anyway_of(g, outcome).map(|p| g.n() * of(&p))).sum()
    };
    if only_events || any(|d| matches!(d, Delivery::Counts { .. })) {
        leaves.insert("events", total(|p| p.events));
        leaves.extend(anyway(|p| p.events).map(|e| ("events_anyway", e)));
    }
    if only_events {
        return;
    }
    let successes = total(|p| p.rate);
    leaves.insert("successes", successes);
    let Some(anyway) = anyway(|p| p.rate) else { return };
    leaves.insert("anyway", anyway);
    leaves.insert("attributable", outcome.attribution * (successes - anyway));
    if s.segments.iter().any(|g| !g.value.is_empty()) {
        leaves.extend(worth_more(s, plans).map(|w| ("worth_more", w)));
    }
}

/// Σ value × (successes − anyway) over outcomes that have a value, or of events avoided where people are described by how
/// often; none if one of them has no known rate without help.
fn worth_more(s: &Scenario, plans: &Plans) -> Option<f64> {
    let mut worth = 0.0;
    for (g, plan) in s.segments.iter().zip(plans) {
        for (o, plan) in s.outcomes.iter().zip(plan) {
            if let Some(value) = g.value.get(&o.id) {
                let anyway = people::anyway_of(g, o)?;
                let counts = matches!(g.delivery.get(&o.id), Some(Delivery::Counts { .. }));
                let more = if counts { anyway.events - plan.events } else { plan.rate - anyway.rate };
                worth += g.n() * value * more;
            }
        }
    }
    Some(worth)
}

fn count_money(s: &Scenario, l: &Ledger, leaves: &mut Map<&'static str, f64>) {
    let cost = money::spent(l);
    leaves.extend([("paid", paid(s, l)), ("income", income(s, l)), ("cost", cost)]);
    if s.finance.is_some() || l.parties.iter().any(|p| p == INVESTOR) && tagged(l, "drawn") > 0.0 {
        leaves.extend([("investor_in", tagged(l, "drawn")), ("investor_out", received(l, INVESTOR))]);
    }
    if s.finance.as_ref().is_some_and(|f| f.guarantee.is_some()) {
        leaves.insert("guarantee_paid", tagged(l, CALLED));
    }
    let is_cost = |e: &Entry| ["cost", FEES].contains(&l.tags[e.tag].as_str());
    let mut costly: Vec<u32> = l.entries.iter().filter(|e| is_cost(e)).map(|e| e.month).gather();
    costly.sort_unstable();
    costly.dedup();
    let mut moved = vec![0.0; l.entries.iter().map(|e| e.month as usize + 1).max().unwrap_or(0)];
    l.entries.iter().filter(|e| is_payment(l, e)).for_each(|e| moved[e.month as usize] += e.amount.abs());
    // the mean of what hardly ever falls due is less than a penny, and says nothing of when anybody is paid
    let paid_in = |moved: &f64| *moved >= 0.005;
    leaves.extend(moved.iter().position(paid_in).map(|m| ("first_paid", (m + 1) as f64)));
    leaves.extend(moved.iter().rposition(paid_in).map(|m| ("last_paid", (m + 1) as f64)));
    let cost_months = costly.len() as f64;
    leaves.insert("cost_months", cost_months);
    if cost_months == 0.0 {
        return;
    }
    let reserves = match s.provider.reserves {
        Reserves::Unknown => None,
        Reserves::Amount(x) => Some(x),
        Reserves::Months(m) => Some(m * cost / cost_months),
    };
    leaves.extend(reserves.map(|r| ("reserves", r)));
    let short = shortfalls(l, s.finance.as_ref().map_or(PROVIDER, |f| &f.entity));
    leaves.insert("cash_needed", short.iter().copied().fold(0.0, f64::max));
    // rounding must not empty a till that holds exactly enough
    let on_results = money::on_results(s, l);
    let lucky = |e: &&Entry| on_results[e.tag];
    if let Some(first) = l.entries.iter().filter(lucky).map(|e| e.month).min() {
        leaves.insert("first_result", f64::from(first + 1));
        let before = short.get(first.saturating_sub(1) as usize).or(short.last()).copied().unwrap_or(0.0);
        leaves.insert("cash_before", before.max(0.0));
    }
    let can = reserves.map(|r| r + s.provider.overdraft);
    let out = can.and_then(|r| short.iter().position(|x| *x > r * (1.0 + 1e-12) + 1e-6));
    leaves.extend(out.map(|m| ("cash_out", m as f64 + 1.0)));
    // before anything is paid that depends on luck, all futures are alike
    let certain = s.outturn.is_some()
        || s.world.volume_spread <= 0.0
            && out.is_some_and(|m| l.entries.iter().filter(lucky).all(|e| e.month as usize > m));
    if certain && out.is_some() {
        leaves.insert("cash_out_chance", 1.0);
    }
}

/// A bad and a good year in 20: one coherent future each, for every row.
fn count_futures(s: &Scenario, plans: &Plans, leaves: &mut Map<&'static str, f64>) {
    let Some([bad, good]) = chance::likely(s, plans) else {
        return;
    };
    let worst = chance::future(s, plans, bad);
    let low = response::ledger(s, &worst, How::Exactly);
    let high = response::ledger(s, &chance::future(s, plans, good), How::Exactly);
    leaves.extend([("bad_successes", bad), ("good_successes", good)]);
    leaves.extend([("bad_paid", paid(s, &low)), ("good_paid", paid(s, &high))]);
    leaves.insert("bad_income", income(s, &low));
    let value = |plans: &Plans| worth_more(s, plans);
    let lost = value(plans).zip(value(&worst)).map(|(now, then)| now - then);
    leaves.extend(lost.filter(|_| leaves.contains_key("worth_more")).map(|v| ("bad_worth_less", v)));
}
