//! The language itself: numbers, metrics, conditions, scopes and the eleven pay nodes, as plain data.
//!
//! `model-spec.md` 2.1 and 2.2 define the meaning; `read` makes these trees from JSON and `settle` runs them.
#![allow(missing_docs)] // fields of variants are named for what they hold; each variant says the rest

use crate::ordered::Map;

/// A number or a metric. A *number* needs no history (it has no leaf that counts, measures or reads money);
/// a *metric* turns what happened into one number per scope.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// A constant, and the path in the draft where it stands.
    Number(f64, String),
    /// A named number that several clauses share.
    Param(String),
    /// One number per year, the last one holds.
    ByYear(Vec<Term>),
    /// One number per payment band.
    ByBand(Map<String, Term>),
    /// People reaching a stage, in the month they reach it.
    Count { stage: String, band: Option<String> },
    /// Days between reaching a stage and leaving it.
    Days { stage: String, band: Option<String> },
    /// Events, e.g. proven reoffences.
    Events { kind: String, band: Option<String> },
    /// The same metric for the same people without the service.
    Base { of: Box<Term>, baseline: Box<Baseline> },
    /// £ in the ledger under a tag.
    Money { tag: String, from: Option<String>, to: Option<String> },
    /// What must still be paid for `party` to have earned `irr` a year.
    Owed { party: String, irr: Box<Term> },
    /// Sum.
    Add(Vec<Term>),
    /// First less the others.
    Sub(Vec<Term>),
    /// Product.
    Mul(Vec<Term>),
    /// First divided by the others; anything ÷ 0 pays 0 and is reported.
    Div(Vec<Term>),
    /// Rounded down to whole steps.
    Floor(Box<Term>, Box<Term>),
    /// A clause applied to a metric.
    Pwl(Box<Term>, Box<Clause>),
    /// The metric as an imperfect check sees it: sensitivity, specificity.
    Reported { of: Box<Term>, se: Box<Term>, sp: Box<Term> },
}

/// Where "without the service" comes from. On one path all but `Measured` are the number `b` per start;
/// they differ in the noise they carry (`model-spec.md` 5.6).
#[derive(Debug, Clone, PartialEq)]
pub enum Baseline {
    /// A number in the contract.
    Fixed(Term),
    /// A rate seen on `m` earlier people.
    Historic { b: Term, m: Term },
    /// A rate seen on `m` people at the same time.
    Concurrent { b: Term, m: Term },
    /// The contract's own rate in those contract years (from 0), which pay nothing on this metric.
    Measured { years: Vec<u32> },
}

/// A piecewise-linear rule whose numbers may be terms (`model-spec.md` 2.3).
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// A point on the left-most piece.
    pub x0: Term,
    /// Its value.
    pub y0: Term,
    /// Slope of the left-most piece.
    pub s0: Term,
    /// Knots: at, change of slope, jump.
    pub knots: Vec<[Term; 3]>,
}

impl Clause {
    /// f(x) = x, the rule of every plain price.
    pub fn identity() -> Clause {
        let n = |v| Term::Number(v, String::new());
        Clause { x0: n(0.0), y0: n(0.0), s0: n(1.0), knots: Vec::new() }
    }

    /// True for a straight line through the origin.
    pub fn is_proportional(&self) -> bool {
        let zero = |t: &Term| matches!(t, Term::Number(v, _) if *v == 0.0);
        self.knots.is_empty() && zero(&self.x0) && zero(&self.y0)
    }
}

/// A condition of a gate.
#[derive(Debug, Clone, PartialEq)]
pub enum Cond {
    /// The metric is at least the number.
    AtLeast(Term, Term),
    /// The metric, an adverse count, is significantly below the baseline.
    Signif(Box<Signif>),
    /// All of them.
    And(Vec<Cond>),
    /// Not.
    Not(Box<Cond>),
}

/// A significance gate (`model-spec.md` 2.4).
#[derive(Debug, Clone, PartialEq)]
pub struct Signif {
    /// What is counted.
    pub metric: Term,
    /// What it is compared with.
    pub baseline: Baseline,
    /// Nominal size.
    pub alpha: Term,
    /// Exact binomial, or the normal approximation.
    pub exact: bool,
    /// Two-sided: half of alpha on each side.
    pub two_sided: bool,
    /// True if a high count is good; by default low is good (reoffenders).
    pub high_is_good: bool,
}

/// Over what a metric is added up before a clause applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// Length of the window.
    pub over: Over,
    /// By the people who start in the window, instead of by what happens in it.
    pub by_cohort: bool,
    /// Years and quarters run from April instead of from the contract's first month.
    pub fiscal: bool,
}

/// Length of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Over {
    /// Each person alone.
    Person,
    /// Each month.
    Month,
    /// Each quarter.
    Quarter,
    /// Each year.
    Year,
    /// Each of the contract's listed windows of start months.
    Cohort,
    /// Everything.
    Contract,
}

impl Scope {
    /// Each person alone.
    pub const PERSON: Scope = Scope { over: Over::Person, by_cohort: false, fiscal: false };
    /// The whole contract, by calendar.
    pub const CONTRACT: Scope = Scope { over: Over::Contract, by_cohort: false, fiscal: false };
    /// Each contract year, by calendar.
    pub const YEAR: Scope = Scope { over: Over::Year, by_cohort: false, fiscal: false };
    /// Each cohort.
    pub const COHORT: Scope = Scope { over: Over::Cohort, by_cohort: true, fiscal: false };
}

/// What happens to money that falls due before its scope has closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settle {
    /// Held; posted when the scope closes.
    Close,
    /// Paid as it falls due; one correction at the close.
    Account,
    /// The rule is applied to the running total, month by month.
    Running { clawback: bool },
}

/// Whose year a `Scale` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleBy {
    /// Of the person's start.
    Start,
    /// Of the event paid for.
    Event,
    /// Of the posting.
    Posting,
}

/// A rule for a person who succeeds under two contracts (`model-spec.md` 7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Netting {
    /// Both pay in full.
    None,
    /// Only the larger of the two is paid.
    LeadPays,
    /// The smaller is halved.
    HalfTheSmaller,
    /// Together no more than the value; this contract gives way.
    CappedAtValue,
    /// Together no more than the value; both give way alike.
    Proportional,
    /// Each pays its share of the value.
    Attribution,
}

impl Netting {
    /// Every rule with its word in a draft.
    pub const ALL: [(&str, Netting); 6] = [
        ("none", Netting::None),
        ("lead_pays", Netting::LeadPays),
        ("half_the_smaller", Netting::HalfTheSmaller),
        ("capped_at_value", Netting::CappedAtValue),
        ("proportional", Netting::Proportional),
        ("attribution", Netting::Attribution),
    ];
}

/// The eleven pay nodes, and `Named`, which lends a tag to the postings inside it.
#[derive(Debug, Clone, PartialEq)]
pub enum Pay {
    /// A fixed sum in a month.
    Lump { amount: Term, month: Term },
    /// A clause of a metric, times a rate.
    Shape { metric: Term, f: Clause, rate: Term, scope: Scope, settle: Settle },
    /// Pays only if the condition holds.
    Gate { cond: Cond, scope: Scope, settle: Settle, of: Box<Pay> },
    /// Floor and cap on the total over the scope.
    Clamp { lo: Option<Term>, hi: Option<Term>, scope: Scope, settle: Settle, of: Box<Pay> },
    /// The larger (smaller) total; that list is kept whole.
    Pick { largest: bool, scope: Scope, settle: Settle, of: Vec<Pay> },
    /// Times a number by year.
    Scale { number: Term, by: ScaleBy, of: Box<Pay> },
    /// All of them.
    Sum(Vec<Pay>),
    /// Each posting later.
    Delay { months: Term, of: Box<Pay> },
    /// Who pays and who receives.
    Route { from: Option<Shares>, to: Option<Shares>, of: Box<Pay> },
    /// An entity's cash above `keep` goes to the tranches in order.
    Waterfall { entity: String, keep: Term, tranches: Vec<Tranche> },
    /// Less where another contract pays for the same result.
    NetOff { rule: Netting, other: Box<NetOff>, of: Box<Pay> },
    /// The same postings × share from their receiver on to another (the core of `Pass`).
    Onward { share: Term, from: String, to: String, of: Box<Pay> },
    /// The postings inside carry this tag.
    Named(String, Box<Pay>),
    /// A shorthand as it was written, for prose, and the core it expands to, for the engine.
    Short(Short, Box<Pay>),
}

/// A shorthand as it was written.
#[derive(Debug, Clone, PartialEq)]
pub enum Short {
    /// So much for each.
    PerUnit,
    /// The same, several times.
    Repeat { times: Term, every: Term, of: Box<Pay> },
    /// £ a month over the contract's months.
    Block { amount: Term },
    /// £ in all, spread evenly over the contract's months.
    Grant { total: Term },
    /// A share of the contract price rides on results.
    Ramp { share: Term, price: Term, reference: Term, metric: Term },
    /// What falls due in or after the event's month is lost.
    Until { event: String, of: Box<Pay> },
    /// A cohort trigger with a pooled fallback and a lifetime cap.
    Pool { cohort: Term, pooled: Term, value: Term, cap: Term, kind: String },
}

/// Shares of parties; they sum to 1.
pub type Shares = Map<String, Term>;

/// One tranche of a waterfall.
#[derive(Debug, Clone, PartialEq)]
pub struct Tranche {
    /// Who receives, in what shares.
    pub to: Shares,
    /// Its bound on the running total; none = all that is left.
    pub up_to: Option<Term>,
}

/// The other contract of a `NetOff`: the double payment of `model-spec.md` 7.3 as a reduction of this price.
#[derive(Debug, Clone, PartialEq)]
pub struct NetOff {
    /// This contract's price for one result, £.
    pub own: Term,
    /// The other contract's price for one result, £.
    pub other: Term,
    /// Share of people who are in both.
    pub overlap: Term,
    /// Chance that the other result comes too, given this one.
    pub joint: Term,
    /// Value of the result, £ (`capped_at_value`, `proportional`, `attribution`).
    pub value: Term,
    /// Share of the value that is this contract's doing (`attribution`).
    pub share: Term,
}

/// A contract: named payments over parties and params.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contract {
    /// Its id.
    pub id: String,
    /// Named numbers.
    pub params: Map<String, Term>,
    /// Windows of start months for `over: cohort`; empty = each month.
    pub cohorts: Vec<(u32, u32)>,
    /// Its payments, in order: later ones may read earlier ones' money.
    pub payments: Vec<Payment>,
    /// When and why it ends early.
    pub break_clause: Option<BreakClause>,
    /// The reading of the terms that is in force, in words, where they can be read in more than one way.
    pub reading: Option<String>,
    /// The other readings.
    pub readings: Vec<String>,
}

/// A contract ends early if too few have succeeded by then.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BreakClause {
    /// After so many months it is decided.
    pub month: u32,
    /// Successes below which it ends.
    pub below: f64,
}

/// One named payment.
#[derive(Debug, Clone, PartialEq)]
pub struct Payment {
    /// Tag of its postings.
    pub name: String,
    /// What proves the result, in words.
    pub proof: Option<String>,
    /// The rule.
    pub pay: Pay,
    /// Path in the draft.
    pub path: String,
}

impl Term {
    /// True if no history is needed to know it.
    pub fn is_number(&self) -> bool {
        match self {
            Term::Number(..) | Term::Param(_) => true,
            Term::ByYear(v) | Term::Add(v) | Term::Sub(v) | Term::Mul(v) | Term::Div(v) => {
                v.iter().all(Term::is_number)
            }
            Term::ByBand(m) => m.values().all(Term::is_number),
            Term::Floor(t, s) => t.is_number() && s.is_number(),
            Term::Pwl(t, _) => t.is_number(),
            _ => false,
        }
    }

    /// True if money or a debt is read anywhere in it.
    pub fn reads_money(&self) -> bool {
        match self {
            Term::Money { .. } | Term::Owed { .. } => true,
            Term::ByYear(v) | Term::Add(v) | Term::Sub(v) | Term::Mul(v) | Term::Div(v) => {
                v.iter().any(Term::reads_money)
            }
            Term::ByBand(m) => m.values().any(Term::reads_money),
            Term::Base { of, .. } | Term::Reported { of, .. } => of.reads_money(),
            Term::Floor(t, s) => t.reads_money() || s.reads_money(),
            Term::Pwl(t, _) => t.reads_money(),
            _ => false,
        }
    }

    /// True if it differs by payment band.
    pub fn differs_by_band(&self, params: &Map<String, Term>) -> bool {
        match self {
            Term::ByBand(_) => true,
            Term::Param(name) => params.get(name).is_some_and(|t| t.differs_by_band(params)),
            Term::ByYear(v) | Term::Add(v) | Term::Sub(v) | Term::Mul(v) | Term::Div(v) => {
                v.iter().any(|t| t.differs_by_band(params))
            }
            _ => false,
        }
    }
}

impl Term {
    /// Calls `f` on this term and every term in it.
    pub fn visit<'t>(&'t self, f: &mut impl FnMut(&'t Term)) {
        f(self);
        match self {
            Term::ByYear(l) | Term::Add(l) | Term::Sub(l) | Term::Mul(l) | Term::Div(l) => {
                l.iter().for_each(|t| t.visit(f));
            }
            Term::ByBand(m) => m.values().for_each(|t| t.visit(f)),
            Term::Base { of, .. } | Term::Pwl(of, _) | Term::Floor(of, _) | Term::Reported { of, .. } => of.visit(f),
            _ => {}
        }
    }
}

impl Cond {
    /// Calls `f` on every term in it.
    pub fn visit<'t>(&'t self, f: &mut impl FnMut(&'t Term)) {
        match self {
            Cond::AtLeast(metric, _) => metric.visit(f),
            Cond::Signif(s) => s.metric.visit(f),
            Cond::And(l) => l.iter().for_each(|c| c.visit(f)),
            Cond::Not(c) => c.visit(f),
        }
    }
}

impl Pay {
    /// The payments inside it.
    pub fn inside(&self) -> &[Pay] {
        match self {
            Pay::Lump { .. } | Pay::Shape { .. } | Pay::Waterfall { .. } => &[],
            Pay::Pick { of, .. } | Pay::Sum(of) => of,
            Pay::Gate { of, .. }
            | Pay::Clamp { of, .. }
            | Pay::Scale { of, .. }
            | Pay::Delay { of, .. }
            | Pay::Route { of, .. }
            | Pay::NetOff { of, .. }
            | Pay::Onward { of, .. }
            | Pay::Named(_, of)
            | Pay::Short(_, of) => std::slice::from_ref(of),
        }
    }

    /// True if `is` holds for this payment or for one inside it.
    pub fn any(&self, is: &impl Fn(&Pay) -> bool) -> bool {
        is(self) || self.inside().iter().any(|p| p.any(is))
    }

    /// How many pieces it has when it is written out, and what is kept beside them for prose.
    pub fn pieces(&self) -> usize {
        let mut terms = 0;
        self.visit(&mut |_| terms += 1);
        terms + self.nodes()
    }

    fn nodes(&self) -> usize {
        let prose = match self {
            Pay::Short(Short::Repeat { of, .. } | Short::Until { of, .. }, _) => of.nodes(),
            _ => 0,
        };
        1 + prose + self.inside().iter().map(Pay::nodes).sum::<usize>()
    }

    /// Calls `f` on every metric, condition and bound in it.
    pub fn visit<'t>(&'t self, f: &mut impl FnMut(&'t Term)) {
        match self {
            Pay::Lump { amount: term, .. } | Pay::Shape { metric: term, .. } => term.visit(f),
            Pay::Gate { cond, .. } => cond.visit(f),
            Pay::Clamp { lo, hi, .. } => lo.iter().chain(hi).for_each(|t| t.visit(f)),
            Pay::Waterfall { keep, tranches, .. } => {
                keep.visit(f);
                tranches.iter().filter_map(|t| t.up_to.as_ref()).for_each(|t| t.visit(f));
            }
            _ => {}
        }
        self.inside().iter().for_each(|p| p.visit(f));
    }
}
