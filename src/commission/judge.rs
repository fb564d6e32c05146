//! The verdict on paying by results here: many candidates evaluated one by one, under what is known and at the ends of what is
//! not.

use super::candidates::{Candidate, KINDS, Kind, TRIED, bases, candidate, look};
use super::told;
use super::unknown::{self, Unknown};
use crate::answer::Outcome;
use crate::gainers;
use crate::gather::Gather;
use crate::json::Node;
use crate::num::float::{round, sqrt};
use crate::reply::Asked;
use crate::risk::staging::Belief;
use crate::scenario::{Envelope, Scenario};
use crate::words::Lang;

/// What stands in the way of terms that would be worth having.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// What can be paid in an April–March year.
    Budget,
    /// What the provider has in hand.
    Reserves,
    /// Whoever delivers must not lose on average.
    Even,
}

/// The first that is true.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// No price is worth paying for any group.
    No,
    /// Counting costs more than it moves below so many people; none if it does at any number.
    Small(Option<f64>),
    /// Terms would be worth having, and a limit stands in the way of all of them.
    Nothing(Limit),
    /// Measure for a year, then decide: that is worth so many £ more.
    Measure(f64),
    /// There are terms.
    Terms,
}

impl Verdict {
    /// Its name.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::No => "no",
            Verdict::Small(_) => "small",
            Verdict::Nothing(_) => "nothing",
            Verdict::Measure(_) => "measure",
            Verdict::Terms => "terms",
        }
    }
}

/// One draft with all candidates for it.
pub struct Judge {
    /// The draft.
    pub node: Node,
    /// What it says.
    pub s: Scenario,
    /// What it comes to as it stands.
    pub o: Outcome,
    /// Paying for the service alone.
    pub service: Option<Candidate>,
    bases: Vec<Vec<f64>>,
    at: usize,
    /// All that were evaluated.
    pub seen: Vec<Candidate>,
}

impl Judge {
    /// None if the draft has mistakes.
    pub fn of(node: &Node) -> Option<Judge> {
        let (s, o) = look(&node.to_string())?;
        let service = candidate(node, &s, Kind::Service, &vec![0.0; s.segments.len()]);
        let bases = KINDS.iter().map(|(kind, _)| bases(&s, &o, *kind)).gather();
        Some(Judge { node: node.clone(), s, o, service, bases, at: 0, seen: Vec::new() })
    }

    /// How many candidates there are.
    pub const ALL: usize = KINDS.len() * TRIED.len();

    /// True once all are evaluated.
    pub fn is_done(&self) -> bool {
        self.at >= Judge::ALL
    }

    /// Evaluates one more.
    pub fn step(&mut self) {
        let (kind, factor) = (self.at / TRIED.len(), TRIED[self.at % TRIED.len()]);
        self.at += 1;
        // prices that somebody could write into a contract
        let prices: Vec<f64> = self.bases[kind].iter().map(|p| round(p * factor / 10.0) * 10.0).gather();
        if prices.iter().all(|p| *p <= 0.0) {
            return;
        }
        self.seen.extend(candidate(&self.node, &self.s, KINDS[kind].0, &prices));
    }

    /// £ by which the extra results are worth more than is paid for them, over paying for the service.
    pub fn gain(&self, c: &Candidate) -> f64 {
        let (paid, worth) = self.service.as_ref().map_or((0.0, 0.0), |s| (s.paid, s.worth));
        (c.worth - worth) - (c.paid - paid)
    }

    fn best<'a>(&'a self, of: &dyn Fn(&Candidate) -> bool) -> Option<&'a Candidate> {
        let all = self.seen.iter().filter(|c| of(c));
        all.reduce(|a, b| if self.gain(b) > self.gain(a) + 1e-9 { b } else { a })
    }

    /// The best price for each result on top of the service, and the same for each result more than in a comparison group.
    pub fn best_of(&self, kind: Kind) -> Option<&Candidate> {
        self.best(&|c| c.kind == kind)
    }

    fn breaks(&self, c: &Candidate, limit: Limit) -> bool {
        match limit {
            Limit::Budget => self.s.year_budget.is_some_and(|most| c.peak > most + 0.5),
            Limit::Reserves => c.out,
            Limit::Even => c.margin < -0.5,
        }
    }

    /// The best terms of each way of paying that fit, by what the draft says it is for.
    pub fn proposals(&self) -> Vec<&Candidate> {
        let fits = |c: &Candidate| LIMITS.iter().all(|l| !self.breaks(c, *l)) && self.gain(c) > 0.0;
        let mut out: Vec<&Candidate> = Vec::new();
        for (kind, _) in KINDS {
            out.extend(self.best(&|c| c.kind == kind && fits(c)));
        }
        let purpose = self.node.at(&format!("{}.purpose", self.s.path)).and_then(Node::text).unwrap_or_default();
        let key = |c: &Candidate| match purpose {
            "cheaper" => -c.paid,
            "risk" | "new_ways" => c.share,
            "market" => -c.months,
            _ => c.more,
        };
        for i in 1..out.len() {
            let mut j = i;
            while j > 0 && key(out[j]) > key(out[j - 1]) + 1e-9 {
                out.swap(j, j - 1);
                j -= 1;
            }
        }
        out.truncate(MOST);
        out
    }

    /// The verdict; `spread` is the standard deviation, £, of what is believed of the best terms' gain.
    pub fn verdict(&self, spread: f64) -> Verdict {
        let worthwhile = |c: &Candidate| self.gain(c) > 0.0;
        let best = self.best(&|c| c.kind == Kind::Block).filter(|c| worthwhile(c));
        let Some(best) = best else { return Verdict::No };
        if let Some(small) = self.small(best) {
            return small;
        }
        let proposals = self.proposals();
        let Some(first) = proposals.first() else { return Verdict::Nothing(self.binds()) };
        match self.staging(first, spread).filter(|net| *net > 0.0) {
            Some(net) => Verdict::Measure(net),
            None => Verdict::Terms,
        }
    }

    /// Counting against what it moves (`model-spec.md` 7.4).
    fn small(&self, best: &Candidate) -> Option<Verdict> {
        let (s, o) = look(&best.draft)?;
        let (a, people) = gainers::counting(&s, &o.plans)?;
        let each = if best.more > 0.0 { best.worth / best.more } else { 0.0 };
        let needed = a.outcomes(people, each)?;
        (needed > best.more).then(|| Verdict::Small(a.least_people(best.more / people, each)))
    }

    /// The limit without which something would fit: one alone if one does, else the first that the cheapest breaks.
    fn binds(&self) -> Limit {
        let worthwhile = || self.seen.iter().filter(|c| self.gain(c) > 0.0);
        let alone = |l: &Limit| worthwhile().any(|c| LIMITS.iter().all(|m| m == l || !self.breaks(c, *m)));
        let cheapest = worthwhile().reduce(|a, b| if b.peak < a.peak { b } else { a });
        let broken = |l: &Limit| cheapest.is_some_and(|c| self.breaks(c, *l));
        LIMITS.into_iter().find(alone).or_else(|| LIMITS.into_iter().find(broken)).unwrap_or(Limit::Budget)
    }

    /// What it is worth to pay for the service for a year, measure, and then decide (`model-spec.md` 6.7), £.
    fn staging(&self, c: &Candidate, spread: f64) -> Option<f64> {
        let years = f64::from(self.s.months) / 12.0;
        let people = self.o.values.get("people").filter(|n| *n > 0.0)?;
        let anyway = self.o.values.get("anyway")? / people;
        let now = anyway + c.more / people;
        if years <= 1.0 || spread <= 0.0 || c.more <= 0.0 {
            return None;
        }
        // one person served and one beside them tell the difference of their rates, and through it what all is worth
        let seen = sqrt(now * (1.0 - now) + anyway * (1.0 - anyway)) / (now - anyway) * c.worth.abs();
        let belief = Belief { mean: self.gain(c), sd: spread, sd_obs: seen };
        let fixed = self.s.counting.map_or(0.0, |c| c.fixed);
        // a year's measuring is a year's part of it
        Some(belief.staging(people / years, years, 1.0, fixed / years))
    }
}

/// All limits, in the order in which they are named.
pub const LIMITS: [Limit; 3] = [Limit::Budget, Limit::Reserves, Limit::Even];
/// More proposals do not stand side by side.
const MOST: usize = 3;

/// A draft that is judged, or will be.
pub enum Slot {
    /// Not begun.
    Waiting(Node),
    /// Begun.
    Begun(Box<Judge>),
    /// It has mistakes.
    Broken,
}

impl Slot {
    /// What judges it, once that has begun.
    pub fn judge(&self) -> Option<&Judge> {
        if let Slot::Begun(judge) = self { Some(judge) } else { None }
    }

    /// One unit of work; false if none is left.
    fn step(&mut self) -> bool {
        match self {
            Slot::Waiting(node) => *self = Judge::of(node).map_or(Slot::Broken, |j| Slot::Begun(Box::new(j))),
            Slot::Begun(judge) if !judge.is_done() => judge.step(),
            _ => return false,
        }
        true
    }

    fn done(&self) -> usize {
        match self {
            Slot::Waiting(_) => 0,
            Slot::Begun(judge) => 1 + judge.at,
            Slot::Broken => 1 + Judge::ALL,
        }
    }
}

/// A commission that is being judged: as it stands, then at both ends of each answer that is not known.
pub struct Judging {
    /// As it stands.
    pub base: Slot,
    /// What is not known, each with its two ends.
    pub ends: Vec<(Unknown, [Slot; 2])>,
    lang: Lang,
    /// What was told last, and whether all was known then: it takes some evaluations.
    told: Option<(bool, Asked)>,
}

impl Judging {
    /// Begins with a draft without mistakes.
    pub fn begin(e: &Envelope) -> Judging {
        let ends = unknown::of(e).into_iter().map(|u| {
            let ends = u.ends.clone().map(|(_, node)| Slot::Waiting(node));
            (u, ends)
        });
        Judging { base: Slot::Waiting(e.node.clone()), ends: ends.gather(), lang: e.issues.lang, told: None }
    }

    /// Evaluates one more candidate.
    pub fn step(&mut self) {
        if self.base.step() {
            return;
        }
        for (_, ends) in &mut self.ends {
            for end in ends {
                if end.step() {
                    return;
                }
            }
        }
    }

    /// Candidates evaluated and candidates in all.
    pub fn progress(&self) -> (u32, u32) {
        let ends: usize = self.ends.iter().flat_map(|(_, ends)| ends).map(Slot::done).sum();
        let all = (1 + 2 * self.ends.len()) * (1 + Judge::ALL);
        ((self.base.done() + ends) as u32, all as u32)
    }

    /// Standard deviation, £, of what is believed of the best terms' gain: what is not known, and what help may be off by.
    pub fn spread(&self) -> f64 {
        let Some(base) = self.base.judge() else { return 0.0 };
        let Some(best) = base.proposals().first().copied() else { return 0.0 };
        let own = base.s.world.effect_spread * best.worth;
        let mut variance = own * own;
        for (_, ends) in &self.ends {
            // the same terms at both ends: what is not known moves what they bring
            let gain = |j: &Judge| candidate(&j.node, &j.s, best.kind, &best.prices).map(|c| j.gain(&c));
            if let [Some(low), Some(high)] = ends.each_ref().map(|j| j.judge().and_then(gain)) {
                variance += 0.25 * (high - low) * (high - low);
            }
        }
        sqrt(variance)
    }

    /// What a commissioner is told, as far as it is known.
    pub fn told(&mut self) -> Asked {
        let (done, total) = self.progress();
        let complete = done >= total;
        if let Some((known, asked)) = &self.told {
            if *known || !complete {
                return asked.clone();
            }
        }
        let Some(base) = self.base.judge().filter(|j| j.is_done()) else { return Asked::default() };
        let asked = Asked { commissioned: Some(told::told(self, base, complete, self.lang)), ..Asked::default() };
        self.told = Some((complete, asked.clone()));
        asked
    }
}
