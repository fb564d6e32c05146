//! What a tree means: `settle(contract, path)` turns one history into a double-entry ledger of postings.

use super::class::{drains, is_plain, shares_out};
use super::expect::Law;
use super::finance::{self, FEES, Finance};
use super::ledger::{Entry, Ledger, by_month, place};
use super::measure::{Place, View};
use super::netting;
use super::path::{Path, Row, Window, windows};
use super::tree::*;
use crate::gather::Gather;
use crate::num::float;
use crate::ordered::{Map, Set};
use std::cell::{Cell, RefCell};
use std::mem::take;

/// Everything that one settlement needs.
pub struct Run<'a> {
    /// The rules.
    pub contract: &'a Contract,
    /// What happened.
    pub path: &'a Path,
    /// Who draws whose money.
    pub finance: Option<&'a Finance>,
    /// Calendar month of month 0, 1 to 12: where April falls.
    pub first_calendar_month: u32,
    /// £ that the service costs by month; none where another contract of the scenario bears them.
    pub(super) costs: &'a [(u32, f64)],
    /// True if some rule reads the money of another, so that postings must be in sight while they are made.
    reads_money: bool,
    /// From the commissioner to the provider, under no name: what every posting is until a rule says otherwise.
    blank: Entry,
    pub(super) parties: RefCell<Vec<String>>,
    pub(super) tags: RefCell<Vec<String>>,
    pub(super) visible: RefCell<Vec<Entry>>,
    pub(super) drawn: RefCell<Option<Vec<(u32, f64)>>>,
    /// The law of totals, if means are wanted instead of one path.
    pub(super) law: Option<&'a dyn Law>,
    /// True once something that bends was taken at the mean.
    pub(super) at_mean: Cell<bool>,
    /// The last exact test: of how many people, at which rate and size, and the largest count that passes.
    pub(super) tested: Cell<Option<(Tested, Option<i64>)>>,
    /// True once something was divided by nothing.
    pub(super) undefined: Cell<bool>,
    notes: RefCell<Set<&'static str>>,
}

/// People, rate at baseline and nominal size of an exact test.
type Tested = (f64, f64, f64);

/// The default payer, the default receiver and the sink for wages, rent and other resources.
pub const COMMISSIONER: &str = "commissioner";
/// The default receiver.
pub const PROVIDER: &str = "provider";
/// The sink.
pub const WORLD: &str = "world";
/// Who lends.
pub const INVESTOR: &str = "investor";

/// Settles one path. Every pound has a sender and a receiver, so the ledger nets to zero in every month.
pub fn settle(contract: &Contract, path: &Path, finance: Option<&Finance>, first_calendar_month: u32) -> Ledger {
    whole(contract, path, finance, first_calendar_month, None)
}

/// Expected postings: the central path, with the law's exact expectation wherever a rule bends and can be reduced.
pub fn expect(
    contract: &Contract,
    central: &Path,
    finance: Option<&Finance>,
    first_calendar_month: u32,
    law: &dyn Law,
) -> Ledger {
    whole(contract, central, finance, first_calendar_month, Some(law))
}

fn whole(
    contract: &Contract,
    path: &Path,
    finance: Option<&Finance>,
    first_calendar_month: u32,
    law: Option<&dyn Law>,
) -> Ledger {
    let mut l = Ledger::default();
    ledger(Run::of(contract, path, finance, first_calendar_month, law, &mut l), &mut l);
    finance::call(finance, &mut l, path.last(), law.is_some());
    l
}

/// Settles all contracts of a scenario, with means if a law is given: costs and the vehicle's own are paid once, however many
/// contracts pay for them. A guarantee is left to [`finance::call`], which must see all that is paid.
pub fn together(
    contracts: &[Contract],
    path: &Path,
    finance: Option<&Finance>,
    first_calendar_month: u32,
    law: Option<&dyn Law>,
) -> Ledger {
    let mut all = Ledger::default();
    into(&mut all, contracts, path, finance, first_calendar_month, law);
    all
}

/// The same, written where another ledger of the scenario stood: names that are known need no copy, and lists keep their room.
pub fn into(
    all: &mut Ledger,
    contracts: &[Contract],
    path: &Path,
    finance: Option<&Finance>,
    first_calendar_month: u32,
    law: Option<&dyn Law>,
) {
    let later = finance.filter(|_| contracts.len() > 1).map(|f| Finance { fees: 0.0, ..f.clone() });
    all.entries.clear();
    for (i, contract) in contracts.iter().enumerate() {
        let finance = if i == 0 { finance } else { later.as_ref() };
        if i == 0 {
            ledger(Run::of(contract, path, finance, first_calendar_month, law, all), all);
        } else {
            let mut more = Ledger::default();
            let run = Run::of(contract, path, finance, first_calendar_month, law, &mut more);
            ledger(Run { costs: &[], ..run }, &mut more);
            all.join(more);
        }
    }
}

/// Settles one contract.
fn ledger(run: Run, l: &mut Ledger) {
    for payment in &run.contract.payments {
        let mut entries = run.pay(&payment.pay, None);
        let tag = run.tag(&payment.name);
        entries.iter_mut().for_each(|e| e.tag = tag);
        run.visible.borrow_mut().append(&mut entries);
    }
    l.entries = run.all();
    l.bands.clone_from(&run.path.bands);
    (l.parties, l.tags) = (run.parties.into_inner(), run.tags.into_inner());
    (l.at_mean, l.notes) = (run.at_mean.get(), run.notes.into_inner());
}

/// One person's view: the index of the group and the group.
type Who = Option<usize>;

impl<'a> Run<'a> {
    /// Nothing settled yet. The names that `known` holds, and the room of its list, are taken out of it.
    pub(super) fn of(
        contract: &'a Contract,
        path: &'a Path,
        finance: Option<&'a Finance>,
        first_calendar_month: u32,
        law: Option<&'a dyn Law>,
        known: &mut Ledger,
    ) -> Run<'a> {
        let (mut parties, mut tags) = (take(&mut known.parties), take(&mut known.tags));
        place(&mut parties, COMMISSIONER);
        place(&mut parties, PROVIDER);
        place(&mut tags, "");
        let mut reads_money = false;
        for p in &contract.payments {
            reads_money |= drains(&p.pay);
            p.pay.visit(&mut |t| reads_money |= matches!(t, Term::Money { .. } | Term::Owed { .. }));
        }
        Run {
            reads_money,
            costs: path.money.get("cost").map_or(&[], Vec::as_slice),
            blank: Entry { from: 0, to: 1, month: 0, amount: 0.0, tag: 0, start: None, event: 0, band: None },
            contract,
            path,
            finance,
            first_calendar_month,
            parties: RefCell::new(parties),
            tags: RefCell::new(tags),
            visible: RefCell::new(take(&mut known.entries)),
            drawn: RefCell::default(),
            law,
            at_mean: Cell::new(false),
            tested: Cell::new(None),
            undefined: Cell::new(false),
            notes: RefCell::default(),
        }
    }
}

impl Run<'_> {
    /// Remembers something that a reader must know.
    pub fn note(&self, id: &'static str) {
        self.notes.borrow_mut().insert(id);
    }

    /// Index of a party.
    pub fn party(&self, name: &str) -> usize {
        intern(&self.parties, name)
    }

    pub(super) fn tag(&self, name: &str) -> usize {
        intern(&self.tags, name)
    }

    fn entry(&self, month: u32, amount: f64) -> Entry {
        Entry { month, amount, event: month, ..self.blank }
    }

    pub(super) fn windows<'e>(&self, scope: Scope, inner: impl Iterator<Item = &'e Entry>) -> Vec<Window> {
        let through = inner.map(|e| e.month).max().unwrap_or(0);
        windows(scope, self.path, &self.contract.cohorts, self.first_calendar_month, through)
    }

    fn view<'v>(&'v self, window: &'v Window, until: u32, who: Who, own: &'v [Entry]) -> View<'v> {
        View { window, until, person: who.and_then(|i| self.path.groups.get(i)), own }
    }

    /// Postings of a node; for one group of people only, if `who` says so.
    fn pay(&self, pay: &Pay, who: Who) -> Vec<Entry> {
        match pay {
            Pay::Lump { amount, month } => {
                let month = months(self.number(month, Place::default()));
                let window = Window { by_cohort: false, from: 0, to: u32::MAX, close: month, year: None };
                let times = who.and_then(|i| self.path.groups.get(i)).map_or(1.0, |g| g.n);
                if !amount.is_number() {
                    self.at_mean.set(true);
                }
                vec![self.entry(month, times * self.value(amount, self.view(&window, month, who, &[])))]
            }
            Pay::Shape { metric, f, rate, scope, settle } => self.shape(metric, f, rate, *scope, *settle, who),
            Pay::Gate { cond, scope, settle, of } => self.gate(pay, cond, (*scope, *settle), of, who),
            Pay::Clamp { lo, hi, scope, settle, of } => {
                self.clamp(pay, [lo.as_ref(), hi.as_ref()], (*scope, *settle), of, who)
            }
            Pay::Pick { largest, scope, settle, of } => self.pick(pay, *largest, (*scope, *settle), of, who),
            Pay::Scale { number, by, of } => {
                // a settlement of many is shared out by whom it is for, and shares of chance are no straight line
                let by_origin = self.differs_by_year(number) && *by != ScaleBy::Posting;
                if (by_origin || number.differs_by_band(&self.contract.params)) && shares_out(of) {
                    self.at_mean.set(true);
                }
                let mut entries = self.pay(of, who);
                for e in &mut entries {
                    let year = match by {
                        ScaleBy::Start => e.belongs() / 12,
                        ScaleBy::Event => e.event / 12,
                        ScaleBy::Posting => e.month / 12,
                    };
                    e.amount *= self.number(number, Place { year, band: e.band });
                }
                entries
            }
            Pay::Sum(list) => {
                let before = self.visible.borrow().len();
                let mut all = Vec::new();
                for p in list {
                    let entries = self.pay(p, who);
                    if self.reads_money {
                        self.visible.borrow_mut().extend(entries.iter().copied());
                    }
                    if all.is_empty() { all = entries } else { all.extend(entries) }
                }
                self.visible.borrow_mut().truncate(before);
                all
            }
            Pay::Delay { months: by, of } => {
                let by = months(self.number(by, Place::default()));
                let mut entries = self.pay(of, who);
                entries.iter_mut().for_each(|e| e.month += by);
                entries
            }
            Pay::Route { from, to, of } => self.route(from.as_ref(), to.as_ref(), self.pay(of, who)),
            Pay::Waterfall { entity, keep, tranches } => {
                self.at_mean.set(true);
                finance::waterfall(self, entity, keep, tranches)
            }
            Pay::NetOff { rule, other, of } => {
                let factor = netting::factor_of(self, *rule, other);
                let mut entries = self.pay(of, who);
                entries.iter_mut().for_each(|e| e.amount *= factor);
                entries
            }
            Pay::Onward { share, from, to, of } => {
                let (from, to) = (self.party(from), self.party(to));
                let mut entries = self.pay(of, who);
                entries.retain(|e| e.to == from);
                for e in &mut entries {
                    let share = self.number(share, Place { year: e.month / 12, band: e.band });
                    (e.from, e.to, e.amount) = (from, to, e.amount * share);
                }
                entries
            }
            Pay::Named(name, of) => {
                let tag = self.tag(name);
                let mut entries = self.pay(of, who);
                entries.iter_mut().for_each(|e| e.tag = tag);
                entries
            }
            Pay::Short(_, core) => self.pay(core, who),
        }
    }

    fn shape(&self, metric: &Term, f: &Clause, rate: &Term, scope: Scope, settle: Settle, who: Who) -> Vec<Entry> {
        if let Some(i) = who {
            return self.shape_person(metric, f, rate, i);
        }
        let rows = self.rows(metric);
        if scope.over == Over::Person {
            return match rows {
                Some(rows) if f.is_proportional() => {
                    let price = |r: &Row| {
                        let at = Place { year: r.month / 12, band: r.band };
                        self.number(&f.s0, at) * self.number(rate, at)
                    };
                    // rows come in runs of one band and year: a price is read once a run
                    let mut out = Vec::with_capacity(rows.len());
                    let mut last: Option<(Row, f64)> = None;
                    for r in rows.iter() {
                        let price = match last {
                            Some((l, p)) if l.band == r.band && l.month / 12 == r.month / 12 => p,
                            _ => price(r),
                        };
                        last = Some((*r, price));
                        out.push(self.of_row(r, r.month, price * r.units));
                    }
                    out
                }
                _ => (0..self.path.groups.len()).flat_map(|i| self.shape_person(metric, f, rate, i)).gather(),
            };
        }
        if rate.differs_by_band(&self.contract.params) && !(f.is_proportional() && is_plain(metric)) {
            self.at_mean.set(true);
        }
        let measured = measured_years(metric);
        let mut out = Vec::new();
        for w in self.windows(scope, std::iter::empty()) {
            if w.year.is_some_and(|y| measured.contains(&y)) {
                continue;
            }
            match self.settled(settle) {
                Settle::Close => {
                    let units = self.expected_shape(metric, f, &w, w.close);
                    out.extend(self.shared(rows.as_deref(), rate, &w, (0, w.close), units));
                }
                Settle::Account | Settle::Running { .. } => {
                    let keep = settle == Settle::Running { clawback: false };
                    if keep
                        && !super::expect::rises(metric, &self.curve(f, Place { year: w.year_at(w.close), band: None }))
                    {
                        self.at_mean.set(true);
                    }
                    // nothing has been paid before the window; a floor in the rule falls due in its first month
                    let mut paid: f64 = 0.0;
                    for t in w.from..=w.close {
                        let due = self.expected_shape(metric, f, &w, t);
                        let due = if keep { due.max(paid) } else { due };
                        if due != paid {
                            out.extend(self.shared(rows.as_deref(), rate, &w, (t, t), due - paid));
                            paid = due;
                        }
                    }
                }
            }
        }
        out
    }

    /// Each person of one group alone: what falls due when things happen.
    fn shape_person(&self, metric: &Term, f: &Clause, rate: &Term, i: usize) -> Vec<Entry> {
        let Some(g) = self.path.groups.get(i) else {
            return Vec::new();
        };
        // only where the metric can change: a person may pass many stages that this rule does not count
        let mut counted: Set<&str> = Set::default();
        metric.visit(&mut |t| {
            if let Term::Count { stage, .. } = t {
                counted.insert(stage);
            }
        });
        let plain = is_plain(metric);
        let reached = g.stages.iter().filter(|(stage, _)| !plain || counted.contains(stage.as_str()));
        let mut when: Set<u32> = reached.flat_map(|(_, months)| months).copied().collect();
        when.insert(g.start);
        let whole = Window { by_cohort: false, from: 0, to: u32::MAX, close: u32::MAX, year: None };
        let mut paid = 0.0;
        let mut out = Vec::new();
        for t in when {
            let at = Place { year: t / 12, band: g.band };
            let units = || self.curve(f, at).at_measured(self.value(metric, self.view(&whole, t, Some(i), &[])));
            let due = self.defined(units).unwrap_or(0.0);
            if due != paid {
                let amount = (due - paid) * g.n * self.number(rate, at);
                out.push(Entry { start: Some(g.start), band: g.band, ..self.entry(t, amount) });
                paid = due;
            }
        }
        out
    }

    fn of_row(&self, r: &Row, month: u32, amount: f64) -> Entry {
        Entry { start: Some(r.start), event: r.month, band: r.band, ..self.entry(month, amount) }
    }

    /// Shares the f-units of a settlement among its rows pro rata to their units, so that a rate may differ by band
    /// and a number by year of start; without rows they stay in one piece.
    fn shared(&self, rows: Option<&[Row]>, rate: &Term, w: &Window, months: (u32, u32), units: f64) -> Vec<Entry> {
        if units == 0.0 {
            return Vec::new();
        }
        let month = months.1;
        let mut by_origin: Map<(Option<usize>, u32, u32), f64> = Map::new();
        for r in rows.unwrap_or(&[]) {
            if r.month >= months.0 && r.month <= month && w.holds(r.start, r.month) {
                // events are told apart by year only: that is all that a number by year can see
                *by_origin.entry((r.band, r.start, r.month / 12 * 12)).or_default() += r.units;
            }
        }
        let all: f64 = by_origin.values().sum();
        if all == 0.0 {
            let rate = self.number(rate, Place { year: w.year_at(month), band: None });
            let start = w.by_cohort.then_some(w.from);
            return vec![Entry { start, ..self.entry(month, units * rate) }];
        }
        let share = |((band, start, event), u): ((Option<usize>, u32, u32), f64)| {
            let rate = self.number(rate, Place { year: w.year_at(month), band });
            let row = Row { start, month: event, units: u, band };
            self.of_row(&row, month, units * u / all * rate)
        };
        by_origin.into_iter().map(share).gather()
    }

    fn route(&self, from: Option<&Shares>, to: Option<&Shares>, entries: Vec<Entry>) -> Vec<Entry> {
        let split = |shares: Option<&Shares>, list: Vec<Entry>, set: fn(&mut Entry, usize)| -> Vec<Entry> {
            let Some(shares) = shares else { return list };
            let mut out = Vec::with_capacity(list.len() * shares.len());
            for e in list {
                for (party, share) in shares {
                    let share = self.number(share, Place { year: e.month / 12, band: e.band });
                    let mut e = Entry { amount: e.amount * share, ..e };
                    set(&mut e, self.party(party));
                    out.push(e);
                }
            }
            out
        };
        let entries = split(from, entries, |e, p| e.from = p);
        split(to, entries, |e, p| e.to = p)
    }

    /// Runs a rule over each person alone, or over each window of a scope: `rule(entries, window, who)`.
    fn each(
        &self,
        scope: Scope,
        of: &[Pay],
        who: Who,
        rule: impl Fn(Vec<Vec<Entry>>, &Window, Who) -> Vec<Entry>,
    ) -> Vec<Entry> {
        let whole = Window { by_cohort: false, from: 0, to: u32::MAX, close: self.path.last(), year: None };
        let inner = |who| of.iter().map(|p| self.pay(p, who)).gather();
        if who.is_some() {
            return rule(inner(who), &whole, who);
        }
        if scope.over == Over::Person {
            return (0..self.path.groups.len()).flat_map(|i| rule(inner(Some(i)), &whole, Some(i))).gather();
        }
        let branches = inner(None);
        let windows = self.windows(scope, branches.iter().flatten());
        let ruled = |branches: Vec<Vec<Entry>>, w: &Window| {
            let mut entries = rule(branches, w, None);
            // what a cohort's rule posts is the cohort's, in whatever month it is posted
            if w.by_cohort {
                let own = |e: &Entry| {
                    if w.holds(e.belongs(), e.month) { e.belongs() } else { w.from }
                };
                entries.iter_mut().for_each(|e| e.start = Some(own(e)));
            }
            entries
        };
        let held = |w: &Window| {
            let keep = |b: &Vec<Entry>| b.iter().filter(|e| w.holds(e.belongs(), e.month)).copied().gather();
            branches.iter().map(keep).gather()
        };
        match &windows[..] {
            [all] if (all.from, all.to) == (0, u32::MAX) => ruled(branches, all),
            several => several.iter().flat_map(|w| ruled(held(w), w)).gather(),
        }
    }

    fn gate(&self, node: &Pay, cond: &Cond, (scope, settle): (Scope, Settle), of: &Pay, who: Who) -> Vec<Entry> {
        self.each(scope, std::slice::from_ref(of), who, |branches, w, who| {
            let entries = only(branches);
            // a condition on what is divided by nothing opens no gate, whichever way it is put
            let open = |t: u32| self.defined(|| self.holds(cond, self.view(w, t, who, &[])));
            if who.is_some() {
                // a person's scope has no close of its own: each thing is judged when it falls due
                return self.running(entries, false, |due, t, _| if open(t) == Some(true) { due } else { 0.0 });
            }
            let total = sum(&entries);
            let due = |total: f64, t: u32| {
                open(t).map_or(0.0, |open| self.expected_total(node, w, t, if open { total } else { 0.0 }))
            };
            match settle {
                Settle::Close => held_to(self.scaled(entries, due(total, w.close), w.close), w.close),
                Settle::Account => self.corrected(entries, due(total, w.close), w.close),
                Settle::Running { clawback } => {
                    self.running(self.monthly(entries, w), clawback, |total, t, _| due(total, t))
                }
            }
        })
    }

    fn clamp(
        &self,
        node: &Pay,
        [lo, hi]: [Option<&Term>; 2],
        (scope, settle): (Scope, Settle),
        of: &Pay,
        who: Who,
    ) -> Vec<Entry> {
        self.each(scope, std::slice::from_ref(of), who, |branches, w, who| {
            let entries = only(branches);
            // a bound per person holds for each of the group's n people
            let times = who.and_then(|i| self.path.groups.get(i)).map_or(1.0, |g| g.n);
            let bounded = |due: f64, t: u32, own: &[Entry]| {
                let v = self.view(w, t, who, own);
                let due = lo.map_or(due, |lo| due.max(times * self.value(lo, v)));
                hi.map_or(due, |hi| due.min(times * self.value(hi, v)))
            };
            if who.is_some() {
                return self.running(entries, true, bounded);
            }
            let due = |total: f64, t: u32, own: &[Entry]| self.expected_total(node, w, t, bounded(total, t, own));
            let total = sum(&entries);
            match self.settled(settle) {
                Settle::Close => held_to(self.scaled(entries, due(total, w.close, &[]), w.close), w.close),
                Settle::Account => self.corrected(entries, due(total, w.close, &[]), w.close),
                Settle::Running { clawback } => {
                    // a floor falls due even in months without postings, and a cap may rise in one
                    let moves = lo.is_some() || hi.is_some_and(|hi| !matches!(hi, Term::Number(..) | Term::Param(_)));
                    let entries = if moves { self.monthly(entries, w) } else { entries };
                    self.running(entries, clawback, due)
                }
            }
        })
    }

    fn pick(&self, node: &Pay, largest: bool, (scope, settle): (Scope, Settle), of: &[Pay], who: Who) -> Vec<Entry> {
        self.each(scope, of, who, |branches, w, who| {
            let best = (0..branches.len()).reduce(|a, b| {
                let (x, y) = (sum(&branches[a]), sum(&branches[b]));
                if if largest { y > x } else { y < x } { b } else { a }
            });
            let Some(best) = best else { return Vec::new() };
            if who.is_some() {
                return branches[best].clone();
            }
            // the total may be exact; but if the lists differ in who pays whom, or when, the winner of the average year
            // lends it a shape that is not
            let shape = |b: &Vec<Entry>| b.iter().map(|e| (e.from, e.to, e.month.max(w.close))).collect::<Set<_>>();
            if branches.iter().any(|b| shape(b) != shape(&branches[best])) {
                self.at_mean.set(true);
            }
            let due = self.expected_total(node, w, w.close, sum(&branches[best]));
            match settle {
                Settle::Close => held_to(self.scaled(branches[best].clone(), due, w.close), w.close),
                Settle::Account | Settle::Running { .. } => {
                    let mut out = branches[0].clone();
                    out.extend(self.share_out(due - sum(&branches[0]), w.close, &branches[best]));
                    out
                }
            }
        })
    }

    /// The postings scaled to a new total; where that cannot be done (nothing to scale, or the sign turns), corrected.
    fn scaled(&self, mut entries: Vec<Entry>, due: f64, close: u32) -> Vec<Entry> {
        let total = sum(&entries);
        if due == total {
            return entries;
        }
        if total * due < 0.0 || total == 0.0 {
            return self.corrected(entries, due, close);
        }
        entries.iter_mut().for_each(|e| e.amount *= due / total);
        entries
    }

    /// The postings as they fell due, and one correction at the close.
    fn corrected(&self, mut entries: Vec<Entry>, due: f64, close: u32) -> Vec<Entry> {
        let paid = sum(&entries);
        if !is_rounding(due - paid, paid) {
            entries.extend(self.share_out(due - paid, close, &entries));
        }
        entries
    }

    /// The postings, and one of nothing in each month of a window: its rule is asked every month.
    fn monthly(&self, mut entries: Vec<Entry>, w: &Window) -> Vec<Entry> {
        entries.extend((w.from..=w.close).map(|t| self.entry(t, 0.0)));
        entries
    }

    /// Applies a rule to the running total month by month and posts the differences.
    fn running(&self, entries: Vec<Entry>, clawback: bool, rule: impl Fn(f64, u32, &[Entry]) -> f64) -> Vec<Entry> {
        let entries = by_month(entries);
        let (mut due, mut paid) = (0.0, 0.0);
        let mut from = 0;
        let mut out: Vec<Entry> = Vec::with_capacity(entries.len());
        while let Some(t) = entries.get(from).map(|e| e.month) {
            let (seen, rest) = entries.split_at(from);
            let now = &rest[..rest.iter().position(|e| e.month != t).unwrap_or(rest.len())];
            let here = sum(now);
            due += here;
            let target = rule(due, t, &out);
            let target = if clawback { target } else { f64::max(target, paid) };
            let pay = target - paid;
            if pay == here {
                out.extend(now);
            } else if !is_rounding(pay, paid) {
                let like = if here == 0.0 { seen } else { now };
                out.extend(self.share_out(pay, t, like));
            }
            paid = target;
            from += now.len();
        }
        out
    }

    /// A sum in one month, spread like the postings given: over the same payers, receivers and bands, in proportion.
    fn share_out(&self, amount: f64, month: u32, like: &[Entry]) -> Vec<Entry> {
        if amount == 0.0 {
            return Vec::new();
        }
        let all: f64 = like.iter().map(|e| e.amount.abs()).sum();
        if all == 0.0 {
            return vec![self.entry(month, amount)];
        }
        like.iter()
            .filter(|e| e.amount != 0.0)
            .map(|e| Entry { month, amount: amount * e.amount.abs() / all, ..*e })
            .gather()
    }

    /// The payments, and what stands in the ledger besides: costs and money drawn.
    fn all(&self) -> Vec<Entry> {
        let bearer = self.finance.map_or(PROVIDER, |f| f.entity.as_str());
        let drawn = self.drawn();
        let mut out = self.visible.take();
        let mut add = |from: &str, to: &str, tag: &str, rows: &[(u32, f64)]| {
            let (from, to, tag) = (self.party(from), self.party(to), self.tag(tag));
            out.extend(rows.iter().map(|(m, x)| Entry { from, to, tag, ..self.entry(*m, *x) }));
        };
        if !self.costs.is_empty() {
            add(bearer, WORLD, "cost", self.costs);
        }
        add(bearer, WORLD, FEES, &self.fees());
        add(INVESTOR, bearer, "drawn", &drawn);
        out.retain(|e| e.amount != 0.0);
        out
    }
}

/// Contract years that a metric's baseline is measured in: they pay nothing on it.
pub fn measured_years(metric: &Term) -> Vec<u32> {
    match metric {
        Term::Base { baseline, .. } => match &**baseline {
            Baseline::Measured { years } => years.clone(),
            _ => Vec::new(),
        },
        Term::Add(l) | Term::Sub(l) | Term::Mul(l) | Term::Div(l) => l.iter().flat_map(measured_years).gather(),
        Term::Floor(t, _) | Term::Pwl(t, _) => measured_years(t),
        _ => Vec::new(),
    }
}

/// The postings of a rule that has one rule inside.
fn only(branches: Vec<Vec<Entry>>) -> Vec<Entry> {
    branches.into_iter().next().unwrap_or_default()
}

fn sum(entries: &[Entry]) -> f64 {
    entries.iter().map(|e| e.amount).sum()
}

/// True if what is left to pay of a total is only what adding it up in another order comes to: nobody is sent that.
fn is_rounding(left: f64, total: f64) -> bool {
    left.abs() <= 1e-12 * total.abs()
}

/// Held until the scope closes; posted then, or in its own month if that is later.
fn held_to(mut entries: Vec<Entry>, close: u32) -> Vec<Entry> {
    entries.iter_mut().for_each(|e| e.month = e.month.max(close));
    entries
}

/// A whole number of months; a negative delay would pay before the result and is none.
fn months(x: f64) -> u32 {
    float::round(float::clamp(x, 0.0, 12_000.0)) as u32
}

fn intern(list: &RefCell<Vec<String>>, name: &str) -> usize {
    place(&mut list.borrow_mut(), name)
}
