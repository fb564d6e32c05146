//! Scenarios: from the draft that someone typed to a `Scenario` that cannot be wrong.
#![allow(missing_docs)] // fields of variants are named for what they hold; each variant says the rest

pub mod deck;
pub mod edit;
pub mod fields;
pub mod inputs;
pub mod schema;
pub mod size;

mod read;
mod read_public;
mod reader;
pub mod reference;

use crate::contract::finance::Finance;
use crate::contract::path::Path;
use crate::contract::tree::{Contract, Term};
use crate::ordered::Map;

pub use read::{Envelope, read, read_tree};
pub use reference::reference;

/// A contract and its world, checked. Engines take nothing else.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Short name.
    pub id: String,
    /// Name.
    pub name: String,
    /// Where it stands in the draft, e.g. `scenarios[0]`.
    pub path: String,
    /// Calendar month of month 0, 1 to 12.
    pub first_calendar_month: u32,
    /// Calendar year of month 0.
    pub first_year: u32,
    /// Months in which people start.
    pub months: u32,
    /// Party -> what people call it.
    pub parties: Map<String, String>,
    /// What counts as a result.
    pub outcomes: Vec<Outcome>,
    /// Groups of people.
    pub segments: Vec<Segment>,
    /// Who pays for what.
    pub contracts: Vec<Contract>,
    /// Who delivers.
    pub provider: Provider,
    /// Whose money is drawn.
    pub finance: Option<Finance>,
    /// Latent correlation through the common factor.
    pub rho: f64,
    /// What else is uncertain.
    pub world: World,
    /// What results are worth to whom.
    pub gains: Vec<Gain>,
    /// How gains are added up over years.
    pub appraisal: Appraisal,
    /// One budget of several payers, if there is one.
    pub pool: Option<Pool>,
    /// What counting results costs, if that is told.
    pub counting: Option<Counting>,
    /// A share of savings, if that is what is looked at.
    pub savings: Option<Savings>,
    /// £ that the payers can pay in any April–March year, if they say.
    pub year_budget: Option<f64>,
    /// Bids for this contract.
    pub bids: Vec<Bid>,
    /// Year of the prices.
    pub price_year: f64,
    /// Seed of all draws.
    pub seed: u32,
    /// What really happened, if it is on record.
    pub outturn: Option<Path>,
}

impl Scenario {
    /// The April–March year of a month, named by its first April.
    pub fn fiscal_year(&self, month: u32) -> u32 {
        self.first_year + (self.first_calendar_month - 1 + month + 9) / 12 - 1
    }

    /// True for a scheme of so many people that luck smooths its rules, and that each plan takes long to work out.
    pub fn is_large(&self) -> bool {
        self.segments.iter().map(Segment::n).sum::<f64>() > 500.0
    }
}

/// What counts as a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Its name, and that of its result stage.
    pub id: String,
    /// "is not convicted of an offence committed within 12 months".
    pub says: String,
    /// "succeed".
    pub verb: String,
    /// "offence": what is counted where people are described by how often.
    pub event: String,
    /// Part of the net effect that is this contract's doing, 0 to 1.
    pub attribution: f64,
    /// Other outcomes, and the share of what help adds to this one that it adds to them.
    pub spillover: Map<String, f64>,
    /// The chain after the start.
    pub stages: Vec<Stage>,
}

/// One stage of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Its name.
    pub id: String,
    /// The stage in words.
    pub says: Option<String>,
    /// Days after the stage before.
    pub after_days: Days,
    /// True for the result.
    pub is_result: bool,
    /// Chance given the stage before; none for the result.
    pub chance: Option<Chance>,
    /// Days between repetitions, and at most how many.
    pub repeats: Option<(Days, Term)>,
}

/// A length of time that may differ by band.
#[derive(Debug, Clone, PartialEq)]
pub struct Days {
    /// Number of units.
    pub n: Term,
    /// Days in a unit: 1, 7 or 30.4375.
    pub unit: f64,
}

/// How a stage's chance is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Chance {
    /// Of each step, given the last.
    Step(Term),
    /// As a share of all possible repetitions.
    ShareOfAll(Term),
}

/// A group of people who truly have the same chances.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Short name.
    pub id: String,
    /// Name.
    pub name: String,
    /// Number of its random draws.
    pub stream: u32,
    /// All that the payer sees of it.
    pub band: String,
    /// 1 = least need.
    pub need_rank: Option<u32>,
    /// People who start, by month.
    pub starts: Vec<f64>,
    /// All who start: the total as stated, which the months add up to but for rounding.
    pub n: f64,
    /// £ a start before any extra help.
    pub fixed_cost: f64,
    /// Outcome -> delivery.
    pub delivery: Map<String, Delivery>,
    /// Outcome -> £ that one more is worth.
    pub value: Map<String, f64>,
    /// Outcome -> what else must be in place for it, and the chance that it is: chances of success are of people who have
    /// it all, times these.
    pub needs: Map<String, Vec<(String, f64)>>,
}

impl Segment {
    /// All who start.
    pub fn n(&self) -> f64 {
        self.n
    }

    /// Fewer than a billionth of a person: what they add to a contract's income is lost in the rounding of it.
    pub fn is_empty(&self) -> bool {
        self.n < 1e-9
    }
}

/// Who decides the results.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Delivery {
    /// The user: a rate, and what would have happened anyway if that is known.
    Given { p: f64, p0: Option<f64> },
    /// The user, for counted events a head.
    Events { rate: f64, rate0: Option<f64> },
    /// The provider, by what it spends: p(x) = pmax − (pmax − alone)·e^(−x/k). `alone` is the chance without its extra
    /// help: p0, unless partners' free help that is part of p0 is lost.
    Responds { p0: f64, alone: f64, pmax: f64, k: f64 },
    /// The same for people described by how often: events a head fall from `alone` towards (1 − cut)·events0; `spread` is
    /// the size of a negative binomial, none for Poisson. Success is no event.
    Counts { events0: f64, alone: f64, cut: f64, k: f64, spread: Option<f64> },
}

impl Delivery {
    /// The same with every chance of success so many times as large; events stay as they are.
    #[must_use]
    pub fn times(self, m: f64) -> Delivery {
        let at = |p: f64| (p * m).min(1.0);
        match self {
            Delivery::Given { p, p0 } => Delivery::Given { p: at(p), p0: p0.map(at) },
            Delivery::Responds { p0, alone, pmax, k } => {
                Delivery::Responds { p0: at(p0), alone: at(alone), pmax: at(pmax), k }
            }
            other => other,
        }
    }

    /// True if the provider decides the results by what it spends.
    pub fn responds(&self) -> bool {
        matches!(self, Delivery::Responds { .. } | Delivery::Counts { .. })
    }
}

/// Who delivers.
#[derive(Debug, Clone, PartialEq)]
pub struct Provider {
    /// £ of its own satisfaction per £ of public value (θ).
    pub motive: f64,
    /// How far its motive may carry it.
    pub purse: Purse,
    /// £ that it can spend on extra help in all.
    pub help_budget: Option<f64>,
    /// People that it can take on.
    pub places: Option<f64>,
    /// Share of each group that it need not take (ψ).
    pub discretion: f64,
    /// £ a head that it does not notice when it chooses.
    pub choosiness: f64,
    /// £ a head of others' free help that is part of what would happen anyway.
    pub partner_help: f64,
    /// Whether they go on giving it.
    pub partners: Partners,
    /// Help is spent evenly over so many months.
    pub treatment_months: u32,
    /// £ a month, whoever comes.
    pub overhead: f64,
    /// £ in all, whoever comes, spread over the months of starts.
    pub total_cost: f64,
    /// £ that it saves for each point of success let slip.
    pub slip_saving: Option<f64>,
    /// £ that it would give up for certain rather than toss a coin for £100,000 more or less.
    pub caution: Option<f64>,
    /// £ that it can borrow beyond its reserves.
    pub overdraft: f64,
    /// Interest on that, a year.
    pub overdraft_rate: f64,
    /// What it can lose or lend.
    pub reserves: Reserves,
    /// At which late money is worth less to it, a year.
    pub cost_of_capital: f64,
}

/// A bid for the contract.
#[derive(Debug, Clone, PartialEq)]
pub struct Bid {
    /// Whose it is.
    pub name: String,
    /// £ for each result.
    pub price: f64,
    /// £ in all whatever the results.
    pub block: f64,
    /// £ that it costs the bidder in all before extra help.
    pub cost: f64,
    /// Share of starts that the bidder says will succeed.
    pub success: Option<f64>,
}

/// What one more result, or one event fewer, is worth to somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Gain {
    /// Whose gain it is: a party.
    pub to: String,
    /// Index of the outcome.
    pub outcome: usize,
    /// £ for one more, as stated.
    pub each: f64,
    /// In which account it stands.
    pub book: Book,
    /// The part of cash that can be taken out of a budget, 0 to 1.
    pub cashable: f64,
    /// Over how many years it comes, evenly, from the year of the result.
    pub years: u32,
    /// Year of its prices.
    pub price_year: f64,
    /// What optimism adds, by the grade of its evidence: the share to take off.
    pub bias: f64,
    /// What it is, in words.
    pub says: Option<String>,
    /// Where it stands in the draft.
    pub path: String,
}

/// Accounts that are never added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Book {
    /// Public money.
    Cash,
    /// Earnings and output.
    Economic,
    /// Health, safety, what victims are spared.
    Social,
}

/// All of them, in the order in which they are told.
pub const BOOKS: [Book; 3] = [Book::Cash, Book::Economic, Book::Social];

/// How gains of several years are added up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Appraisal {
    /// At which rates later years count less.
    pub discounting: Discounting,
    /// By how much prices rise a year, where price years differ.
    pub inflation: f64,
    /// True if gains are cut by the grade of their evidence.
    pub optimism: bool,
    /// True if all public cash counts, whether or not a budget can be cut by it.
    pub all_cash: bool,
}

/// Rates of discount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discounting {
    /// None.
    None,
    /// The Green Book's.
    Standard,
    /// The Green Book's, for health.
    Health,
}

/// One budget of several payers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pool {
    /// Who puts in how much.
    pub rule: Sharing,
    /// £ that running it costs.
    pub running_cost: f64,
}

/// How contributions are shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// As the contract says.
    AsPaid,
    /// In proportion to gains.
    InProportion,
    /// By Shapley value.
    Shapley,
    /// Equally.
    Equal,
}

impl Sharing {
    /// Every rule with its word in a draft.
    pub const ALL: [(&str, Sharing); 4] = [
        ("as_paid", Sharing::AsPaid),
        ("in_proportion", Sharing::InProportion),
        ("shapley", Sharing::Shapley),
        ("equal", Sharing::Equal),
    ];
}

/// What counting results costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counting {
    /// £ for one check.
    pub per_check: f64,
    /// Share of claims that are checked.
    pub checks: f64,
    /// £ for measurement and assessment, however many come.
    pub fixed: f64,
    /// £ of performance monitoring that is no longer needed.
    pub saved: f64,
}

/// Savings case by case, of which a share is paid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Savings {
    /// Cases.
    pub cases: f64,
    /// £ that one truly saves on average.
    pub mean: f64,
    /// Standard deviation of what one seems to save, £.
    pub spread: f64,
    /// Share that is paid.
    pub share: f64,
    /// £ in all below which nothing is paid.
    pub threshold: f64,
    /// £ that is paid at most, none if there is no limit.
    pub cap: Option<f64>,
    /// Share that passes a check of quality, without which nothing is paid.
    pub quality: f64,
}

/// What is uncertain besides the common factor and each person's own luck.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct World {
    /// Correlation of one year's common factor with the next, 0 to 1; 1: one factor for the whole contract.
    pub persistence: f64,
    /// Standard deviation of what help adds, as a share of it.
    pub effect_spread: f64,
    /// Coefficient of variation of referrals.
    pub volume_spread: f64,
    /// Intra-class correlation within a team.
    pub site_spread: f64,
    /// Teams that each group is spread over.
    pub sites: u32,
    /// £ that the payers spend on finding another provider.
    pub retender_cost: f64,
    /// How many bid for the contract.
    pub bidders: u32,
    /// Months for which the effect is measured on a pilot before the rest begins; 0: it is not.
    pub pilot_months: u32,
    /// £ that measuring it costs.
    pub pilot_cost: f64,
}

impl World {
    /// True if nothing but the common factor and people's own luck is uncertain, and the factor is one for all years: then
    /// laws of totals can be worked out.
    pub fn is_plain(&self) -> bool {
        self.persistence >= 1.0 && self.effect_spread <= 0.0 && self.volume_spread <= 0.0 && self.site_spread <= 0.0
    }
}

/// How far a provider's motive may carry it (`model-spec.md` 3.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purse {
    /// It spends what suits it, even at a loss.
    Free,
    /// Its motive counts only as far as its expected margin stays at least 0.
    BreakEven,
    /// It puts people first until its expected margin is 0.
    All,
}

/// Whether partners go on giving free help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Partners {
    /// They do.
    Stay,
    /// Not if the provider's expected margin is above 0.
    LeaveIfProfit,
    /// They do not.
    Leave,
}

/// What a provider can lose or lend to a contract before it must stop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reserves {
    /// Not stated.
    Unknown,
    /// £.
    Amount(f64),
    /// Months of what the contract costs.
    Months(f64),
}
