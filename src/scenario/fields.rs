//! THE table of inputs: every field of a draft with its unit, range, default, name and help. Reading, form, schema
//! and documentation derive from it; no bound or label stands anywhere else.
#![allow(missing_docs)] // fields of variants are named for what they hold; each variant says the rest

use crate::ordered::Map;
use crate::reply::Unit;

/// What may stand in a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A number, or a value with provenance.
    Value { unit: Unit, min: f64, max: f64, step: f64, slider: [f64; 2] },
    /// A number (spread evenly over the months of starts), or a list, one a month.
    Monthly { unit: Unit, min: f64, max: f64, step: f64, slider: [f64; 2] },
    /// A number that may differ by band: `{by_band: {…}}`.
    Banded { unit: Unit, min: f64, max: f64, step: f64, slider: [f64; 2] },
    /// A plain whole number.
    Whole { min: f64, max: f64 },
    /// Words.
    Text,
    /// A month of the calendar, `2026-04`.
    YearMonth,
    /// One of a list: value, label.
    Choice(&'static [(&'static str, &'static str)]),
    /// true or false.
    Flag,
    /// An object with the fields below it.
    Record,
    /// A list of such objects.
    Records,
    /// An object whose keys are names (of outcomes, parties, params).
    Names(&'static Kind),
    /// A number or metric of the contract language.
    Term,
    /// A payment of the contract language.
    Pay,
    /// Windows of start months: [[from, to], …].
    Windows,
    /// A recorded path.
    Path,
    /// `upfront`, `as_needed`, or a list of £ by month.
    Draw,
}

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Need {
    /// It must.
    Required,
    /// It may be left out, and then means nothing.
    Optional,
    /// Left out, it is this number.
    Default(f64),
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Path pattern: `[]` for any item, `{}` for any name.
    pub path: &'static str,
    /// What may stand in it.
    pub kind: Kind,
    /// Whether it must be there.
    pub need: Need,
    /// Its name.
    pub label: &'static str,
    /// What it means, in a line or two.
    pub help: &'static str,
}

use Kind::{
    Banded, Choice, Draw, Flag, Monthly, Names, Path, Pay, Record, Records, Term, Text, Value, Whole, Windows,
    YearMonth,
};
use Need::{Default, Optional, Required};

const fn gbp(max: f64, step: f64, slider: [f64; 2]) -> Kind {
    Value { unit: Unit::Gbp, min: 0.0, max, step, slider }
}

/// A chance, typed and shown as so many of 100 people.
const CHANCE: Kind = Value { unit: Unit::Of100, min: 0.0, max: 1.0, step: 0.01, slider: [0.0, 1.0] };
const MONEY: Kind = gbp(1e12, 1000.0, [0.0, 1_000_000.0]);
const EVENTS: Kind = Value { unit: Unit::Number, min: 0.0, max: 100.0, step: 0.01, slider: [0.0, 10.0] };
const CUT: Kind = Value { unit: Unit::Percent, min: 0.0, max: 1.0, step: 0.01, slider: [0.0, 1.0] };
/// A plain number of any size.
const POINT: Kind = Value { unit: Unit::Number, min: -1e12, max: 1e12, step: 1.0, slider: [0.0, 100.0] };
const UNITS: Kind = Choice(&[("day", "days"), ("week", "weeks"), ("month", "months")]);
const SPAN: Kind = Banded { unit: Unit::Number, min: 0.0, max: 3650.0, step: 1.0, slider: [0.0, 104.0] };

const fn row(path: &'static str, kind: Kind, need: Need, label: &'static str, help: &'static str) -> Field {
    // the page asks for numbers and choices alone; what else a draft holds, the schema and the documentation explain
    let asked =
        matches!(kind, Value { .. } | Monthly { .. } | Banded { .. } | Whole { .. } | Choice(_) | Names(Value { .. }));
    let help = if cfg!(target_arch = "wasm32") && !asked { "" } else { help };
    Field { path, kind, need, label, help }
}

/// The account of a gain.
pub const LEDGER: &str = "scenarios[].gains[].ledger";
/// The rule of a pooled budget.
pub const SHARING: &str = "scenarios[].pool.rule";
/// Which public cash counts.
pub const CASH: &str = "scenarios[].appraisal.cash";

/// Every field, in the order in which they are documented.
pub const FIELDS: &[Field] = &[
    row("format", Whole { min: 1.0, max: 1.0 }, Required, "format", "Version of this format; now 1."),
    row(
        "seed",
        Whole { min: 0.0, max: 4_294_967_295.0 },
        Default(1.0),
        "seed",
        "Seed of all random draws: the same draft and seed give the same digits everywhere.",
    ),
    row("lang", Choice(&[("en", "English")]), Optional, "language", "Language of answers and errors."),
    row("scenarios", Records, Required, "scenarios", "One or more contracts with their worlds; several are compared."),
    row("scenarios[].id", Text, Required, "id", "A short name, unique among the scenarios."),
    row("scenarios[].name", Text, Required, "name", "What people call it."),
    row(
        "scenarios[].from",
        Text,
        Optional,
        "taken from",
        "The scheme of the library that it was started from; `reset` goes back to that.",
    ),
    row("scenarios[].about", Text, Optional, "about", "What it is, in a line or two."),
    row("scenarios[].simplified", Text, Optional, "simplified", "What was left out or simplified."),
    row("scenarios[].happened", Text, Optional, "what happened", "What was published about how it went."),
    row(
        "scenarios[].sources",
        Names(&Text),
        Optional,
        "sources",
        "Code -> where it can be found; values refer to the codes.",
    ),
    row(
        "scenarios[].start",
        YearMonth,
        Required,
        "first month",
        "Calendar month of month 0, e.g. 2026-04. Fiscal years run from April.",
    ),
    row(
        "scenarios[].months",
        Whole { min: 1.0, max: 360.0 },
        Required,
        "months of starts",
        "Over how many months people start.",
    ),
    row(
        "scenarios[].price_year",
        Whole { min: 1990.0, max: 2100.0 },
        Optional,
        "price year",
        "The year whose £ these are.",
    ),
    row(
        "scenarios[].purpose",
        Choice(&[
            ("new_ways", "new ways of working"),
            ("better", "better results"),
            ("cheaper", "lower cost"),
            ("risk", "moving risk"),
            ("market", "a wider market"),
        ]),
        Optional,
        "what it is for",
        "What the payers want most of paying by results; it changes no result, but which terms are proposed first.",
    ),
    row(
        "scenarios[].year_budget",
        MONEY,
        Optional,
        "most in any April–March year, £",
        "What the payers can pay in any April–March year; it changes no result, but which terms fit.",
    ),
    row(
        "scenarios[].parties",
        Names(&Text),
        Optional,
        "parties",
        "Party -> what people call it, e.g. commissioner: the council.",
    ),
    row(
        "scenarios[].outcomes",
        Records,
        Required,
        "outcomes",
        "What counts as a result: one chain of stages for each.",
    ),
    row(
        "scenarios[].outcomes[].id",
        Text,
        Required,
        "id",
        "Name of the outcome; also the name of its stage that counts as the result.",
    ),
    row(
        "scenarios[].outcomes[].says",
        Text,
        Required,
        "says",
        "The result as the end of “each person who …”, e.g. “is in work for 26 weeks”.",
    ),
    row(
        "scenarios[].outcomes[].verb",
        Text,
        Optional,
        "verb",
        "Short for it: “306 of 1,000 people would …”; default “succeed”.",
    ),
    row(
        "scenarios[].outcomes[].event",
        Text,
        Optional,
        "event",
        "What is counted where people are described by how often, e.g. “offence”; default the id.",
    ),
    row(
        "scenarios[].outcomes[].attribution",
        CHANCE,
        Default(1.0),
        "this contract's doing, of 100 more who succeed",
        "Part of the net effect that is credited to this contract rather than to other services (α).",
    ),
    row(
        "scenarios[].outcomes[].spillover",
        Names(&Value { unit: Unit::Percent, min: 0.0, max: 1.0, step: 0.05, slider: [0.0, 1.0] }),
        Optional,
        "also lands in",
        "Other outcome -> share of what help adds to this one that it adds to that one too, for the same people.",
    ),
    row("scenarios[].outcomes[].stages", Records, Required, "stages", "What happens after the start, in order."),
    row("scenarios[].outcomes[].stages[].id", Text, Required, "id", "Name of the stage, as `Count` reads it."),
    row(
        "scenarios[].outcomes[].stages[].says",
        Text,
        Optional,
        "says",
        "The stage in words, e.g. “stays in work for another 4 weeks”.",
    ),
    row("scenarios[].outcomes[].stages[].after", Record, Required, "after", "How long after the stage before."),
    row(
        "scenarios[].outcomes[].stages[].after.n",
        SPAN,
        Required,
        "how long after",
        "Number of days, weeks or months; may differ by band. d days are floor(d/30.4375 + ½) months.",
    ),
    row("scenarios[].outcomes[].stages[].after.unit", UNITS, Required, "unit", "day, week or month."),
    row(
        "scenarios[].outcomes[].stages[].outcome",
        Flag,
        Optional,
        "is the result",
        "True for the stage that is the result: its chance comes from the people's delivery.",
    ),
    row(
        "scenarios[].outcomes[].stages[].p_given_previous",
        Banded { unit: Unit::Of100, min: 0.0, max: 1.0, step: 0.01, slider: [0.0, 1.0] },
        Optional,
        "reach it, of 100 at the stage before",
        "Chance of reaching this stage, given the one before (for a repeated stage: of each repetition, given the last).",
    ),
    row(
        "scenarios[].outcomes[].stages[].share",
        Banded { unit: Unit::Percent, min: 0.0, max: 1.0, step: 0.01, slider: [0.5, 1.0] },
        Optional,
        "share of repetitions reached",
        "For a repeated stage, instead of the chance: the share of all possible repetitions that happen. A published “retention” is usually this.",
    ),
    row(
        "scenarios[].outcomes[].stages[].every",
        Record,
        Optional,
        "every",
        "A repeated stage: how long between repetitions.",
    ),
    row("scenarios[].outcomes[].stages[].every.n", SPAN, Required, "repeats every", "Number of days, weeks or months."),
    row("scenarios[].outcomes[].stages[].every.unit", UNITS, Required, "unit", "day, week or month."),
    row(
        "scenarios[].outcomes[].stages[].times",
        Banded { unit: Unit::Count, min: 0.0, max: 120.0, step: 1.0, slider: [0.0, 52.0] },
        Optional,
        "at most so often",
        "How often a repeated stage can happen; may differ by band.",
    ),
    row("scenarios[].people", Records, Required, "people", "Groups of people who truly have the same chances."),
    row("scenarios[].people[].id", Text, Required, "id", "A short name, unique among the groups."),
    row("scenarios[].people[].name", Text, Required, "name", "What people call the group, e.g. “hardest to help”."),
    row(
        "scenarios[].people[].stream",
        Whole { min: 0.0, max: 21_200.0 },
        Required,
        "stream",
        "Number of its random draws: given once, never reused, so that edits move no other group's luck.",
    ),
    row(
        "scenarios[].people[].band",
        Text,
        Optional,
        "payment band",
        "All that the payer sees of the group; default its id. Groups in one band are paid alike.",
    ),
    row("scenarios[].people[].need_rank", Whole { min: 1.0, max: 1000.0 }, Optional, "rank of need", "1 = least need."),
    row(
        "scenarios[].people[].referrals",
        Monthly { unit: Unit::People, min: 0.0, max: 1e8, step: 10.0, slider: [0.0, 2000.0] },
        Required,
        "how many are referred",
        "In all, spread evenly over the months of starts; or a list, one number a month.",
    ),
    row(
        "scenarios[].people[].start_rate",
        CHANCE,
        Default(1.0),
        "start, of 100 referred",
        "Share of those referred who start.",
    ),
    row(
        "scenarios[].people[].fixed_cost",
        gbp(1e7, 100.0, [0.0, 5000.0]),
        Default(0.0),
        "basic service, £ a start",
        "What a start costs before any extra help.",
    ),
    row(
        "scenarios[].people[].delivery",
        Names(&Record),
        Required,
        "delivery",
        "Outcome -> who decides the results: the user (`given`) or the provider (`responds`).",
    ),
    row(
        "scenarios[].people[].delivery{}.needs",
        Names(&CHANCE),
        Optional,
        "what else it needs",
        "Services of others without which nobody succeeds, and how many of 100 have each: a product of chances, the weakest link. Chances of success are then those of people who have all of it.",
    ),
    row("scenarios[].people[].delivery{}.given", Record, Optional, "given", "Results that the user states."),
    row(
        "scenarios[].people[].delivery{}.given.p",
        CHANCE,
        Optional,
        "succeed, of 100",
        "Share of starts that reach the result.",
    ),
    row(
        "scenarios[].people[].delivery{}.given.p0",
        CHANCE,
        Optional,
        "would succeed anyway, of 100",
        "Share that would reach it with no service beyond the bare minimum (deadweight). Left out, what is due anyway is unknown, not nothing.",
    ),
    row(
        "scenarios[].people[].delivery{}.given.events",
        EVENTS,
        Optional,
        "events a head",
        "For counted events: so many a person, e.g. reconvictions within a year.",
    ),
    row(
        "scenarios[].people[].delivery{}.given.events0",
        EVENTS,
        Optional,
        "events a head anyway",
        "The same with no service.",
    ),
    row(
        "scenarios[].people[].delivery{}.responds",
        Record,
        Optional,
        "responds",
        "Results that follow from what the provider spends, given the terms. Each extra £ buys less than the one before.",
    ),
    row(
        "scenarios[].people[].delivery{}.responds.p0",
        CHANCE,
        Optional,
        "would succeed anyway, of 100",
        "With no extra help (give this and pmax, or events0 and cut for people described by how often).",
    ),
    row(
        "scenarios[].people[].delivery{}.responds.p1",
        CHANCE,
        Optional,
        "succeed with that much help, of 100",
        "With x1 £ of extra help each; with x1 it says how quickly help works (give this pair, or k).",
    ),
    row(
        "scenarios[].people[].delivery{}.responds.x1",
        gbp(1e7, 100.0, [0.0, 10_000.0]),
        Optional,
        "extra help, £ a head",
        "The amount of extra help that p1 or cut1 speaks of.",
    ),
    row(
        "scenarios[].people[].delivery{}.responds.pmax",
        CHANCE,
        Optional,
        "succeed at best, of 100",
        "However much help they get.",
    ),
    row(
        "scenarios[].people[].delivery{}.responds.k",
        gbp(1e7, 100.0, [1.0, 10_000.0]),
        Optional,
        "spend scale, £ a head",
        "Spending k achieves 63% of what money can (instead of p1 or cut1, and x1).",
    ),
    row(
        "scenarios[].people[].delivery{}.responds.events0",
        EVENTS,
        Optional,
        "events a head anyway",
        "For people described by how often: events expected of each with no extra help (λ). No event at all is the success.",
    ),
    row(
        "scenarios[].people[].delivery{}.responds.cut",
        CUT,
        Optional,
        "fewer events at best",
        "The largest share of those events that help can prevent, however much there is.",
    ),
    row(
        "scenarios[].people[].delivery{}.responds.cut1",
        CUT,
        Optional,
        "fewer events with that much help",
        "With x1 £ of extra help each; with x1 it says how quickly help works (give this pair, or k).",
    ),
    row(
        "scenarios[].people[].delivery{}.responds.spread",
        Value { unit: Unit::Number, min: 0.05, max: 1e6, step: 0.05, slider: [0.1, 10.0] },
        Optional,
        "how evenly events fall",
        "Size r of a negative binomial: the smaller, the more of all events come from a few people. Left out, each person's events are a Poisson count.",
    ),
    row(
        "scenarios[].people[].value",
        Names(&gbp(1e8, 1000.0, [0.0, 100_000.0])),
        Optional,
        "a success is worth, £",
        "Outcome -> social value of one more.",
    ),
    row("scenarios[].contracts", Records, Required, "contracts", "Who pays for what."),
    row("scenarios[].contracts[].id", Text, Required, "id", "A short name."),
    row(
        "scenarios[].contracts[].params",
        Names(&Term),
        Optional,
        "params",
        "Named numbers that several clauses share, as \"$name\".",
    ),
    row(
        "scenarios[].contracts[].cohorts",
        Windows,
        Optional,
        "cohorts",
        "Windows of start months, [[first, last], …], for rules that judge cohort by cohort; default each month.",
    ),
    row(
        "scenarios[].contracts[].reading",
        Text,
        Optional,
        "reading",
        "Where the published terms can be read in more than one way: the reading that is in force, in a few words.",
    ),
    row(
        "scenarios[].contracts[].readings",
        Records,
        Optional,
        "other readings",
        "Each changes places with the one in force at one press.",
    ),
    row("scenarios[].contracts[].readings[].says", Text, Required, "reading", "In a few words."),
    row("scenarios[].contracts[].readings[].payments", Records, Required, "payments", "Its payments, as above."),
    row("scenarios[].contracts[].readings[].payments[].name", Text, Required, "name", "As above."),
    row("scenarios[].contracts[].readings[].payments[].proof", Text, Optional, "proof", "As above."),
    row("scenarios[].contracts[].readings[].payments[].pay", Pay, Required, "pay", "As above."),
    row(
        "scenarios[].contracts[].break_clause",
        Record,
        Optional,
        "break clause",
        "The contract ends early if too few have succeeded by then: nobody else starts, and what is due for those who did is still paid.",
    ),
    row(
        "scenarios[].contracts[].break_clause.month",
        Whole { min: 1.0, max: 360.0 },
        Required,
        "month of the break clause",
        "After so many months it is decided.",
    ),
    row(
        "scenarios[].contracts[].break_clause.below",
        Value { unit: Unit::People, min: 0.0, max: 1e8, step: 1.0, slider: [0.0, 1000.0] },
        Required,
        "ends below so many",
        "Successes of the first outcome known by then, below which it ends.",
    ),
    row(
        "scenarios[].contracts[].payments",
        Records,
        Required,
        "payments",
        "In order; later ones may read earlier ones' money.",
    ),
    row(
        "scenarios[].contracts[].payments[].name",
        Text,
        Required,
        "name",
        "What the payment is for; tag of its postings.",
    ),
    row(
        "scenarios[].contracts[].payments[].proof",
        Text,
        Optional,
        "proved by",
        "What proves the result, e.g. “police records”.",
    ),
    row("scenarios[].contracts[].payments[].pay", Pay, Required, "rule", "A tree of the contract language."),
    row("scenarios[].provider", Record, Optional, "provider", "Who delivers."),
    row(
        "scenarios[].provider.motive",
        Value { unit: Unit::Number, min: 0.0, max: 1.0, step: 0.05, slider: [0.0, 1.0] },
        Default(0.0),
        "counts £1 of public value as, £ of its own",
        "0 looks to its margin; .25 puts people first (θ, mission weight). Not observed: try 0, .1 and .25.",
    ),
    row(
        "scenarios[].provider.purse",
        Choice(&[
            ("free", "what suits it"),
            ("break_even", "never more than it earns"),
            ("all", "every pound it gets"),
        ]),
        Optional,
        "what it spends",
        "`break_even`: its motive counts only as far as the contract pays for it; `all`: it puts people first until nothing is left. Left out, what suits it.",
    ),
    row(
        "scenarios[].provider.help_budget",
        MONEY,
        Optional,
        "most it can spend on extra help, £",
        "Cash or caseworkers' time, in £, for all people together. Short of it, the provider serves the best returns first.",
    ),
    row(
        "scenarios[].provider.places",
        Value { unit: Unit::People, min: 0.0, max: 1e8, step: 10.0, slider: [0.0, 2000.0] },
        Optional,
        "places",
        "How many people it can take on in all; left out, everybody who comes.",
    ),
    row(
        "scenarios[].provider.discretion",
        CHANCE,
        Default(0.0),
        "may be turned away, of 100 referred",
        "Share of each group that it need not take (ψ). It fills those places with whoever is worth most to it.",
    ),
    row(
        "scenarios[].provider.choosiness",
        gbp(1e6, 50.0, [0.0, 2000.0]),
        Default(0.0),
        "difference that it does not notice, £ a head",
        "0: it picks strictly by what a person is worth to it. More: groups within about so many £ of each other fare alike (temperature of the logit).",
    ),
    row(
        "scenarios[].provider.partner_help",
        gbp(1e6, 50.0, [0.0, 2000.0]),
        Default(0.0),
        "partners' free help, worth £ a head",
        "Help that others give for nothing and that is part of what would happen anyway.",
    ),
    row(
        "scenarios[].provider.partners",
        Choice(&[("stay", "goes on"), ("leave_if_profit", "ends if the provider makes a profit"), ("leave", "ends")]),
        Optional,
        "partners' free help",
        "Whether others go on giving it once somebody is paid by results.",
    ),
    row(
        "scenarios[].provider.treatment_months",
        Whole { min: 1.0, max: 120.0 },
        Default(1.0),
        "months of help",
        "Help and basic service are spent evenly over so many months from the start.",
    ),
    row(
        "scenarios[].provider.overhead",
        gbp(1e11, 1000.0, [0.0, 200_000.0]),
        Default(0.0),
        "running cost, £ a month",
        "Spent every month of starts, whoever comes.",
    ),
    row(
        "scenarios[].provider.total_cost",
        MONEY,
        Default(0.0),
        "cost in all, £",
        "What it costs whoever comes: staff, set-up, exit. Spread evenly over the months of starts, besides cost by start and by month.",
    ),
    row(
        "scenarios[].provider.slip_saving",
        gbp(1e9, 1000.0, [0.0, 200_000.0]),
        Optional,
        "saved for each point of success let slip, £",
        "What the provider spends less if one person fewer in every 100 succeeds; a point gained costs as much. Given, it shows where doing worse would pay better.",
    ),
    row(
        "scenarios[].provider.caution",
        MONEY,
        Optional,
        "what certainty is worth to it, £",
        "How much it would give up for certain rather than toss a coin for £100,000 more or less: 0 if it does not mind risk. Risk aversion is twice that over £100,000² (constant, of normal luck).",
    ),
    row(
        "scenarios[].provider.overdraft",
        MONEY,
        Default(0.0),
        "overdraft, £",
        "What it can borrow once its reserves for this contract are spent.",
    ),
    row(
        "scenarios[].provider.overdraft_rate",
        Value { unit: Unit::Percent, min: 0.0, max: 1.0, step: 0.01, slider: [0.0, 0.3] },
        Default(0.0),
        "interest on the overdraft, a year",
        "Charged each month on what is overdrawn at its beginning, a twelfth of the year's rate.",
    ),
    row(
        "scenarios[].provider.reserves",
        MONEY,
        Optional,
        "reserves for this contract, £",
        "How much it could lose or lend to this contract before it must stop (give this, or months).",
    ),
    row(
        "scenarios[].provider.reserves_months",
        Value { unit: Unit::Months, min: 0.0, max: 120.0, step: 0.1, slider: [0.0, 24.0] },
        Optional,
        "reserves, months of cost",
        "The same in months of what this contract costs.",
    ),
    row(
        "scenarios[].provider.cost_of_capital",
        Value { unit: Unit::Percent, min: 0.0, max: 1.0, step: 0.01, slider: [0.0, 0.2] },
        Default(0.0),
        "cost of capital a year",
        "At which late money is worth less to the provider (WACC, nominal).",
    ),
    row(
        "scenarios[].finance",
        Record,
        Optional,
        "finance",
        "Money lent to the contract; left out, the provider waits for its money.",
    ),
    row("scenarios[].finance.entity", Text, Required, "who draws it", "`provider`, or a vehicle such as `spv`."),
    row(
        "scenarios[].finance.commitment",
        MONEY,
        Required,
        "the most that can be drawn, £",
        "What the investors have promised.",
    ),
    row(
        "scenarios[].finance.draw",
        Draw,
        Required,
        "when it is drawn",
        "`upfront`, `as_needed`, or a list of £ by month.",
    ),
    row(
        "scenarios[].finance.floor",
        MONEY,
        Default(0.0),
        "cash kept in the till, £",
        "A drawdown keeps at least this.",
    ),
    row(
        "scenarios[].finance.fees",
        gbp(1e12, 500.0, [0.0, 20_000.0]),
        Default(0.0),
        "running costs of the vehicle, £ a month",
        "Trustees, audit, management of whoever draws the money: paid from the first month to that of the last result, before anything is handed on.",
    ),
    row(
        "scenarios[].finance.guarantee",
        Record,
        Optional,
        "guarantee",
        "Somebody makes good, at the end, what investors did not get back.",
    ),
    row(
        "scenarios[].finance.guarantee.share",
        CUT,
        Required,
        "of what is drawn, guaranteed",
        "At the end the guarantor pays what investors have been paid less than this share of what they put in.",
    ),
    row(
        "scenarios[].finance.guarantee.most",
        MONEY,
        Optional,
        "the most that the guarantor pays, £",
        "A limit to the guarantee; left out, there is none.",
    ),
    row(
        "scenarios[].finance.guarantee.by",
        Text,
        Optional,
        "who guarantees it",
        "A party; left out, `guarantor`. It may be `commissioner`.",
    ),
    row("scenarios[].world", Record, Optional, "world", "What could go wrong."),
    row(
        "scenarios[].world.swing",
        Value { unit: Unit::Of100, min: 0.0, max: 0.45, step: 0.005, slider: [0.0, 0.1] },
        Optional,
        "an ordinary bad year moves success by",
        "Points of success, of 100 people, that an ordinary good or bad year moves for reasons nobody here controls (standard deviation of the pooled rate). Give this, or rho.",
    ),
    row(
        "scenarios[].world.rho",
        Value { unit: Unit::Number, min: 0.0, max: 0.95, step: 0.01, slider: [0.0, 0.3] },
        Optional,
        "rho",
        "The same as the latent correlation of the one-factor Gaussian copula, for experts.",
    ),
    row(
        "scenarios[].world.persistence",
        Value { unit: Unit::Percent, min: 0.0, max: 1.0, step: 0.05, slider: [0.0, 1.0] },
        Default(1.0),
        "of a bad year is left in the next",
        "Correlation of one year's common luck with the next (AR(1)). 100%: a contract has one luck throughout, which is the cautious assumption.",
    ),
    row(
        "scenarios[].world.effect_spread",
        Value { unit: Unit::Percent, min: 0.0, max: 1.0, step: 0.05, slider: [0.0, 1.0] },
        Default(0.0),
        "what help achieves may be off by",
        "Standard deviation of what help really adds, as a share of what it is thought to add.",
    ),
    row(
        "scenarios[].world.volume_spread",
        Value { unit: Unit::Percent, min: 0.0, max: 1.0, step: 0.05, slider: [0.0, 0.5] },
        Default(0.0),
        "referrals may be off by",
        "Standard deviation of how many are referred, as a share of the number promised (coefficient of variation).",
    ),
    row(
        "scenarios[].world.site_spread",
        Value { unit: Unit::Number, min: 0.0, max: 0.5, step: 0.01, slider: [0.0, 0.2] },
        Default(0.0),
        "how uneven teams are",
        "Intra-class correlation of people served by one team (beta-binomial): 0, teams are alike.",
    ),
    row(
        "scenarios[].world.sites",
        Whole { min: 1.0, max: 10_000.0 },
        Default(1.0),
        "teams",
        "Over how many teams or places each group is spread.",
    ),
    row(
        "scenarios[].world.retender_cost",
        MONEY,
        Default(0.0),
        "cost of finding another provider, £",
        "What the payers spend if the provider's cash runs out and the service must be let again.",
    ),
    row(
        "scenarios[].world.bidders",
        Whole { min: 1.0, max: 100.0 },
        Default(1.0),
        "bidders",
        "How many bid for the contract: the most hopeful of several wins, and is wrong by so much (winner's curse).",
    ),
    row(
        "scenarios[].world.pilot_months",
        Whole { min: 0.0, max: 120.0 },
        Default(0.0),
        "months of a pilot first",
        "For how long what help achieves is measured on a pilot before it is decided whether the rest begins.",
    ),
    row(
        "scenarios[].world.pilot_cost",
        MONEY,
        Default(0.0),
        "cost of measuring it, £",
        "What the pilot's measurement costs, without the service.",
    ),
    row(
        "scenarios[].gains",
        Records,
        Optional,
        "who gains",
        "What one more result is worth to whom: a line for each party, outcome and account.",
    ),
    row("scenarios[].gains[].to", Text, Required, "who gains it", "A party, by its id."),
    row("scenarios[].gains[].says", Text, Optional, "in words", "What is saved or gained."),
    row("scenarios[].gains[].outcome", Text, Optional, "outcome", "Of which outcome; left out, of the first."),
    row(
        "scenarios[].gains[].each",
        MONEY,
        Required,
        "worth of one more, £",
        "What one more success is worth to it, or one event fewer where events are counted.",
    ),
    row(
        LEDGER,
        Choice(&[("cash", "public cash"), ("economic", "the wider economy"), ("social", "social value")]),
        Required,
        "account",
        "Accounts are never added up: public cash (`cash`), earnings and output (`economic`), what people and victims are spared (`social`).",
    ),
    row(
        "scenarios[].gains[].cashable",
        Value { unit: Unit::Percent, min: 0.0, max: 1.0, step: 0.05, slider: [0.0, 1.0] },
        Default(1.0),
        "can be cashed",
        "The part of public cash that a budget can really be cut by, in time: a cell left empty saves no prison.",
    ),
    row(
        "scenarios[].gains[].years",
        Whole { min: 1.0, max: 100.0 },
        Default(1.0),
        "years",
        "Over how many years it comes, evenly, from the year of the result.",
    ),
    row(
        "scenarios[].gains[].price_year",
        Whole { min: 1990.0, max: 2100.0 },
        Optional,
        "price year",
        "Year of its prices; brought to the scenario's price year by inflation.",
    ),
    row(
        "scenarios[].gains[].source_row",
        Text,
        Optional,
        "unit cost",
        "The row of the library of unit costs that it was taken from.",
    ),
    row("scenarios[].appraisal", Record, Optional, "appraisal", "How gains of several years are added up."),
    row(
        "scenarios[].appraisal.discounting",
        Choice(&[
            ("none", "not discounted"),
            ("standard", "discounted at 3.5% and less"),
            ("health", "discounted at 1.5% and less"),
        ]),
        Optional,
        "later years are",
        "The Green Book's rates of February 2026, real, by year from the start: 3.5% to year 30, 3% to 75, 2.5% to 125, and less; `health`: 1.5%, 1.29%, 1.07%. A review of them reported in June 2026. Left out, none.",
    ),
    row(
        "scenarios[].appraisal.inflation",
        Value { unit: Unit::Percent, min: -0.1, max: 0.5, step: 0.005, slider: [0.0, 0.1] },
        Default(0.0),
        "prices rise a year by",
        "Brings gains in the prices of another year to those of this draft.",
    ),
    row(
        "scenarios[].appraisal.optimism",
        Choice(&[("none", "taken as they stand"), ("by_grade", "cut by grade of evidence")]),
        Optional,
        "gains are",
        "`by_grade`: less 0, 5, 10, 15, 25 or 40% for evidence of grade 1 to 6 (illustrative, after the 2014 partnership guidance).",
    ),
    row(
        CASH,
        Choice(&[("cashable", "what can be cashed"), ("all", "all public cash")]),
        Optional,
        "what counts as a budget's gain",
        "What counts as a budget's gain: the part that it can be cut by, or all public cash.",
    ),
    row(
        "scenarios[].pool",
        Record,
        Optional,
        "pooled budget",
        "The payers put their money into one budget, which pays.",
    ),
    row(
        SHARING,
        Choice(&[
            ("as_paid", "as the contract says"),
            ("in_proportion", "in proportion"),
            ("shapley", "by Shapley value"),
            ("equal", "equally"),
        ]),
        Required,
        "shared",
        "Who puts in how much: as the contract has each pay, in proportion to the cash that each gains, by what their joining makes possible (Shapley value), or the same each.",
    ),
    row(
        "scenarios[].pool.running_cost",
        MONEY,
        Default(0.0),
        "cost of running it, £",
        "Staff, meetings, legal work: over the months of starts.",
    ),
    row(
        "scenarios[].counting",
        Record,
        Optional,
        "counting results",
        "What checking and measuring results costs, and saves.",
    ),
    row("scenarios[].counting.per_check", MONEY, Default(0.0), "a check, £", "What checking one claim costs."),
    row(
        "scenarios[].counting.checks",
        Value { unit: Unit::Percent, min: 0.0, max: 1.0, step: 0.05, slider: [0.0, 1.0] },
        Default(1.0),
        "of claims are checked",
        "Share of successes that are checked.",
    ),
    row(
        "scenarios[].counting.fixed",
        MONEY,
        Default(0.0),
        "measuring, £",
        "Measurement and assessment, however many come: an independent assessor, an evaluation.",
    ),
    row(
        "scenarios[].counting.saved",
        MONEY,
        Default(0.0),
        "monitoring saved, £",
        "Performance monitoring that paying for results makes unnecessary.",
    ),
    row(
        "scenarios[].counting.by",
        Choice(&[
            ("payer", "the payer"),
            ("provider", "the provider"),
            ("independent", "somebody independent"),
            ("unknown", "not decided"),
        ]),
        Optional,
        "who checks",
        "Who checks that results are results; it changes no figure, but what is told.",
    ),
    row(
        "scenarios[].counting.paid_by",
        Choice(&[("payer", "the payer"), ("provider", "the provider"), ("unknown", "not decided")]),
        Optional,
        "who pays the checker",
        "A checker who is paid by whoever is checked has a reason to be kind.",
    ),
    row("scenarios[].savings", Record, Optional, "savings", "Savings case by case, of which a share is paid."),
    row(
        "scenarios[].savings.cases",
        Value { unit: Unit::Count, min: 1.0, max: 1e6, step: 10.0, slider: [1.0, 1000.0] },
        Required,
        "cases",
        "How many cases.",
    ),
    row(
        "scenarios[].savings.mean",
        Value { unit: Unit::Gbp, min: -1e9, max: 1e9, step: 100.0, slider: [-5000.0, 5000.0] },
        Required,
        "true saving a case, £",
        "What a case truly saves on average; below 0 it costs more.",
    ),
    row(
        "scenarios[].savings.spread",
        gbp(1e9, 100.0, [0.0, 10_000.0]),
        Required,
        "luck a case, £",
        "Standard deviation of what a case seems to save, for reasons that have nothing to do with the service.",
    ),
    row(
        "scenarios[].savings.share",
        Value { unit: Unit::Percent, min: 0.0, max: 1.0, step: 0.05, slider: [0.0, 1.0] },
        Required,
        "share paid",
        "Share of savings that is paid.",
    ),
    row(
        "scenarios[].savings.threshold",
        MONEY,
        Default(0.0),
        "nothing below, £",
        "Savings in all below which nothing is paid.",
    ),
    row("scenarios[].savings.cap", MONEY, Optional, "no more than, £", "The most that is paid in all."),
    row(
        "scenarios[].savings.quality",
        Value { unit: Unit::Of100, min: 0.0, max: 1.0, step: 0.05, slider: [0.0, 1.0] },
        Default(1.0),
        "pass the check of quality, of 100",
        "How many cases, of 100, pass a check that people still got what they needed; for the rest nothing is paid. On the total: how often the check is passed.",
    ),
    row(
        "scenarios[].bids",
        Records,
        Optional,
        "bids",
        "Bids for this contract, compared under one set of assumptions: those of this draft. They change no result.",
    ),
    row("scenarios[].bids[].name", Text, Required, "name", "Whose bid it is."),
    row(
        "scenarios[].bids[].price",
        gbp(1e9, 50.0, [0.0, 20_000.0]),
        Required,
        "price of a result, £",
        "What it asks for each result, whoever succeeds.",
    ),
    row(
        "scenarios[].bids[].block",
        MONEY,
        Default(0.0),
        "paid whatever happens, £",
        "What it asks in all whatever the results, paid monthly, a month late.",
    ),
    row(
        "scenarios[].bids[].cost",
        MONEY,
        Required,
        "cost before extra help, £",
        "What delivering it costs the bidder in all, before any extra help.",
    ),
    row(
        "scenarios[].bids[].success",
        CHANCE,
        Optional,
        "it says will succeed, of 100",
        "The bidder's own estimate; what we expect stands in the draft.",
    ),
    row(
        "scenarios[].outturn",
        Path,
        Optional,
        "outturn",
        "A recorded path: what really happened. It replaces the model.",
    ),
    row("deck", Record, Optional, "deck", "A talk: steps to be shown one by one on a stage. It changes no result."),
    row("deck.name", Text, Required, "name", "What the talk is called."),
    row(
        "deck.sources",
        Names(&Text),
        Optional,
        "sources",
        "Code -> where it can be found; what is published refers to the codes.",
    ),
    row("deck.steps", Records, Required, "steps", "In order, one idea each."),
    row(
        "deck.steps[].id",
        Text,
        Optional,
        "id",
        "A short name, unique among the steps; left out, its place in the list.",
    ),
    row(
        "deck.steps[].show",
        Text,
        Optional,
        "shows",
        "A figure of the explainer or a scheme of the library, by its id; nothing else is needed then.",
    ),
    row(
        "deck.steps[].compare",
        Text,
        Optional,
        "compares",
        "Ids of two to four schemes, set side by side, with spaces between.",
    ),
    row("deck.steps[].name", Text, Optional, "name", "A word or two, for a list of steps."),
    row("deck.steps[].head", Text, Optional, "heading", "The question, or what the step is about."),
    row("deck.steps[].text", Text, Optional, "text", "What is said beneath the heading."),
    row("deck.steps[].notes", Text, Optional, "notes", "For the speaker alone."),
    row(
        "deck.steps[].tag",
        Choice(&[("example", "Example"), ("published", "Published")]),
        Optional,
        "shown as",
        "How its figures may be shown: as an example unless every one was published.",
    ),
    row("deck.steps[].options", Records, Optional, "guesses", "What the room may guess: A, B, C."),
    row("deck.steps[].options[].says", Text, Required, "guess", "In a few words."),
    row(
        "deck.steps[].options[].at",
        POINT,
        Optional,
        "at",
        "Where the guess stands on the picture, in the unit of the axis.",
    ),
    row(
        "deck.steps[].covered",
        Flag,
        Optional,
        "covered",
        "True if the picture would give the answer away: on a stage it is shown once the answer is.",
    ),
    row(
        "deck.steps[].axis",
        Choice(&[("x", "across"), ("y", "up")]),
        Optional,
        "axis",
        "The axis on which guesses stand.",
    ),
    row("deck.steps[].answer", Whole { min: 1.0, max: 9.0 }, Default(1.0), "answer", "Which guess is right, from 1."),
    row(
        "deck.steps[].scenes",
        Records,
        Optional,
        "scenes",
        "What it is shown on: a scenario and a picture of it; the first to begin with.",
    ),
    row(
        "deck.steps[].scenes[].scheme",
        Text,
        Optional,
        "scenario",
        "A scenario of this file or a scheme of the library, by its id; left out, this file's first scenario.",
    ),
    row(
        "deck.steps[].scenes[].picture",
        Text,
        Optional,
        "picture",
        "Id of a picture of the calculator, e.g. help, payoff, cash; left out, the answer alone.",
    ),
    row(
        "deck.steps[].scenes[].terms",
        Flag,
        Optional,
        "terms",
        "True if the terms are told as well, their numbers to be typed over.",
    ),
    row(
        "deck.steps[].scenes[].controls",
        Records,
        Optional,
        "controls",
        "What can be changed where it stands: one or two things.",
    ),
    row("deck.steps[].scenes[].controls[].label", Text, Optional, "label", "What it changes."),
    row("deck.steps[].scenes[].controls[].input", Text, Optional, "input", "Path of a number of the scenario."),
    row("deck.steps[].scenes[].controls[].from", POINT, Optional, "from", "Least on its slider."),
    row("deck.steps[].scenes[].controls[].to", POINT, Optional, "to", "Most on its slider."),
    row("deck.steps[].scenes[].controls[].step", POINT, Optional, "step", "Step of its slider."),
    row("deck.steps[].scenes[].controls[].options", Records, Optional, "options", "Instead of a number: one of these."),
    row("deck.steps[].scenes[].controls[].options[].says", Text, Required, "option", "In a few words."),
    row(
        "deck.steps[].scenes[].controls[].options[].do",
        Text,
        Required,
        "does",
        "What it does to the scenario: acts with semicolons between, e.g. motive=0.25.",
    ),
    row(
        "deck.steps[].scenes[].says",
        Records,
        Optional,
        "sentences",
        "The sentence that rewrites itself: the first whose condition holds; without any, the headline of the picture.",
    ),
    row(
        "deck.steps[].scenes[].says[].when",
        Text,
        Optional,
        "when",
        "A condition, e.g. unhelped > 0 and paid < 1000000.",
    ),
    row(
        "deck.steps[].scenes[].says[].says",
        Text,
        Required,
        "sentence",
        "Words with {result} or {@path of a number} in them.",
    ),
    row(
        "deck.steps[].settings",
        Records,
        Optional,
        "settings",
        "States of the scenario worth showing, each with a few words; the first is where it starts.",
    ),
    row("deck.steps[].settings[].says", Text, Required, "words", "What is shown there."),
    row(
        "deck.steps[].settings[].is",
        Choice(&[
            ("start", "start"),
            ("answer", "answer"),
            ("for", "speaks for it"),
            ("against", "speaks against it"),
            ("more", "more"),
        ]),
        Optional,
        "kind",
        "Where it starts, the answer, or what embarrasses critics (for) or supporters (against).",
    ),
    row(
        "deck.steps[].settings[].scene",
        Whole { min: 1.0, max: 99.0 },
        Default(1.0),
        "scene",
        "On which scene, from 1.",
    ),
    row(
        "deck.steps[].settings[].do",
        Text,
        Optional,
        "does",
        "What is done to the scenario first: acts with semicolons between.",
    ),
    row(
        "deck.steps[].published",
        Records,
        Optional,
        "published",
        "What was published, to stand beside the model's figures.",
    ),
    row("deck.steps[].published[].says", Text, Required, "what", "What it is."),
    row("deck.steps[].published[].value", POINT, Required, "value", "How much, with status and source."),
    row(
        "deck.steps[].published[].unit",
        Choice(&[
            ("gbp", "£"),
            ("gbp_short", "£, short"),
            ("percent", "per cent"),
            ("count", "whole number"),
            ("number", "number"),
        ]),
        Optional,
        "unit",
        "How it is shown; a plain number if left out.",
    ),
    row("deck.steps[].pro", Text, Optional, "for", "What speaks for paying by results here."),
    row("deck.steps[].contra", Text, Optional, "against", "What speaks against it."),
    row("deck.steps[].unsettled", Text, Optional, "cannot settle", "What the figures cannot settle."),
    row("deck.steps[].credit", Text, Optional, "credit", "Whose idea or data it is."),
    row("deck.cuts", Records, Optional, "cuts", "Shorter talks of the same steps."),
    row("deck.cuts[].name", Text, Required, "name", "What it is called, e.g. 3 minutes."),
    row("deck.cuts[].steps", Text, Required, "steps", "Ids of its steps, with spaces between."),
];

/// What an option of the choice at a path pattern is called; nothing if there is none.
pub fn choice(pattern: &str, option: &str) -> &'static str {
    match find(pattern).map(|f| f.kind) {
        Some(Kind::Choice(options)) => options.iter().find(|(v, _)| *v == option).map_or("", |(_, label)| label),
        _ => "",
    }
}

/// The row of a path pattern.
pub fn find(pattern: &str) -> Option<&'static Field> {
    thread_local! {
        static ROWS: Map<&'static str, &'static Field> = FIELDS.iter().map(|f| (f.path, f)).collect();
    }
    ROWS.with(|rows| rows.get(pattern).copied())
}

/// The rows right below a record: `scenarios[].people[]` or, of a map of records, `…delivery{}`.
pub fn below(pattern: &str) -> impl Iterator<Item = (&'static str, &'static Field)> {
    FIELDS.iter().filter_map(move |f| {
        let rest = match pattern {
            "" => f.path,
            _ => f.path.strip_prefix(pattern)?.strip_prefix('.')?,
        };
        (!rest.contains(['.', '{', '['])).then_some((rest, f))
    })
}

/// A path with every index and name taken out: `scenarios[0].people[2].value.success` -> `scenarios[].people[].value`.
/// Names below a map of records become `{}`.
pub fn pattern(path: &str) -> String {
    let mut out = String::new();
    let mut name_next = false;
    for piece in path.split('.') {
        if name_next {
            name_next = false;
            if matches!(find(&out).map(|f| f.kind), Some(Names(Record))) {
                out.push_str("{}");
            }
            continue;
        }
        if !out.is_empty() {
            out.push('.');
        }
        let key = piece.split('[').next().unwrap_or("");
        out.push_str(key);
        name_next = matches!(find(&out).map(|f| f.kind), Some(Names(_)));
        if piece.contains('[') && matches!(find(&out).map(|f| f.kind), Some(Records)) {
            out.push_str("[]");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_take_out_indices_and_names() {
        let check = |path, want: &str| assert_eq!(pattern(path), want);
        check("scenarios[0].people[2].referrals", "scenarios[].people[].referrals");
        check("scenarios[0].people[2].value.success", "scenarios[].people[].value");
        check("scenarios[0].people[1].delivery.success.given.p", "scenarios[].people[].delivery{}.given.p");
        check("scenarios[0].people[1].referrals[3]", "scenarios[].people[].referrals");
        check("scenarios[3].contracts[0].params.price", "scenarios[].contracts[].params");
    }

    #[test]
    fn every_row_has_a_parent_and_stands_once() {
        for f in FIELDS {
            assert_eq!(FIELDS.iter().filter(|o| o.path == f.path).count(), 1, "{}", f.path);
            if let Some((parent, _)) = f.path.rsplit_once('.') {
                let parent = parent.trim_end_matches("[]").trim_end_matches("{}");
                assert!(find(parent).is_some(), "{} has no parent", f.path);
            }
            assert!(f.help.ends_with('.'), "{}: help is a sentence", f.path);
        }
    }
}
