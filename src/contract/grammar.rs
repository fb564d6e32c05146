//! The grammar as a table: every node, its keys and its meaning. Reading, the schema and the documentation use it.

/// Where a node may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// A number or a metric.
    Term,
    /// Where "without the service" comes from.
    Baseline,
    /// A condition.
    Cond,
    /// A payment.
    Pay,
}

/// One node of the language.
#[derive(Debug)]
pub struct Rule {
    /// Its name, in `"is"`.
    pub is: &'static str,
    /// Where it may stand.
    pub family: Family,
    /// Its keys besides `is`: name, whether required, what it takes.
    pub keys: &'static [(&'static str, bool, &'static str)],
    /// What it means.
    pub meaning: &'static str,
}

const fn rule(
    family: Family,
    is: &'static str,
    keys: &'static [(&'static str, bool, &'static str)],
    meaning: &'static str,
) -> Rule {
    Rule { is, family, keys, meaning }
}

const SCOPE: (&str, bool, &str) = (
    "scope",
    false,
    "what is added up before the rule applies: {over: person|month|quarter|year|cohort|contract, by: calendar|cohort, year: contract|fiscal}, or just the word for `over`; default contract, by calendar",
);
const SETTLE: (&str, bool, &str) = (
    "settle",
    false,
    "close (default: held until the scope closes), account (paid as it falls due, one correction at the close) or running (month by month)",
);
const CLAWBACK: (&str, bool, &str) =
    ("clawback", false, "with `running`: true if money once paid may be taken back; default false");
const NAME: (&str, bool, &str) = ("name", false, "tag of the postings inside, for `Money` and the ledger");
const OF: (&str, bool, &str) = ("of", true, "the payment inside");
const OFS: (&str, bool, &str) = ("of", true, "a list of payments");
const BAND: (&str, bool, &str) = ("band", false, "count this payment band only");
const STAGE: (&str, bool, &str) = ("stage", true, "a stage of an outcome, `start`, `left`, or `left(stage)`");
const BASELINE: (&str, bool, &str) =
    ("baseline", true, "a number, or Fixed, Historic, Concurrent, Measured; per person who starts");
const KIND: (&str, bool, &str) = ("kind", true, "a kind of event");

use Family::{Baseline, Cond, Pay, Term};

/// Every node of the language (`model-spec.md` 2.1, 2.2).
pub const RULES: &[Rule] = &[
    rule(Term, "+", &[("of", true, "terms")], "sum"),
    rule(Term, "-", &[("of", true, "terms")], "the first less the others"),
    rule(Term, "*", &[("of", true, "terms")], "product"),
    rule(
        Term,
        "/",
        &[("of", true, "terms")],
        "the first divided by the others; anything divided by 0 pays 0 and is reported",
    ),
    rule(Term, "Count", &[STAGE, BAND], "people reaching the stage, in the month they reach it"),
    rule(Term, "Days", &[STAGE, BAND], "days between reaching the stage and leaving it"),
    rule(Term, "Events", &[KIND, BAND], "events of a kind, e.g. proven reoffences"),
    rule(
        Term,
        "Base",
        &[("of", true, "a metric"), BASELINE],
        "the same metric for the same people without the service",
    ),
    rule(
        Term,
        "Money",
        &[
            ("tag", true, "name of an earlier payment, `drawn` or `cost`"),
            ("from", false, "a party"),
            ("to", false, "a party"),
        ],
        "£ in the ledger under that tag",
    ),
    rule(
        Term,
        "Owed",
        &[("party", true, "a party"), ("irr", true, "a yearly return, .1 = 10%")],
        "what must still be paid for the party to have earned that return",
    ),
    rule(Term, "Floor", &[("of", true, "a metric"), ("step", false, "default 1")], "rounded down to whole steps"),
    rule(
        Term,
        "Pwl",
        &[("of", true, "a metric"), ("f", true, "a clause {x0, y0, s0, knots: [[at, change of slope, jump]]}")],
        "a piecewise-linear clause of a metric",
    ),
    rule(
        Term,
        "Reported",
        &[("of", true, "a count"), ("se", true, "sensitivity"), ("sp", true, "specificity")],
        "the count as an imperfect check sees it",
    ),
    rule(Term, "Rate", &[STAGE, BAND], "Count of the stage ÷ Count of start"),
    rule(Term, "Points", &[STAGE, BAND, BASELINE], "100 × (Rate − baseline), percentage points"),
    rule(Term, "Net", &[STAGE, BAND, BASELINE], "Count − Base(Count), outcomes"),
    rule(Term, "Avoided", &[KIND, BAND, BASELINE], "Base(Events) − Events"),
    rule(Term, "RelRed", &[KIND, BAND, BASELINE], "Avoided ÷ Base(Events)"),
    rule(
        Term,
        "PerReoffender",
        &[KIND, ("stage", false, "the stage that counts reoffenders; default `reoffender`")],
        "Events ÷ reoffenders. Unsound (model-spec 3.7.3): for replicating real schemes only",
    ),
    rule(Term, "Attain", &[("of", true, "a metric"), ("target", true, "its target")], "metric ÷ target"),
    rule(Term, "Index", &[("of", true, "a list of {weight, of, target}")], "Σ weight × metric ÷ target"),
    rule(
        Term,
        "Saving",
        &[("of", true, "a metric"), BASELINE, ("value", true, "£ per unit")],
        "value × (Base(metric) − metric), £",
    ),
    rule(Term, "Multiple", &[("of", true, "a number")], "so many times the money drawn, £"),
    rule(
        Term,
        "Hurdle",
        &[("party", true, "a party"), ("irr", true, "a yearly return")],
        "as a cap on a running total: the investor earns exactly this return",
    ),
    rule(Baseline, "Fixed", &[("b", true, "rate per start")], "a number in the contract"),
    rule(
        Baseline,
        "Historic",
        &[("b", true, "rate per start"), ("m", true, "people it was seen on")],
        "a rate seen on earlier people",
    ),
    rule(
        Baseline,
        "Concurrent",
        &[("b", true, "rate per start"), ("m", true, "people it was seen on")],
        "a rate seen at the same time on a comparison group",
    ),
    rule(
        Baseline,
        "Measured",
        &[("years", true, "contract years, from 0")],
        "the contract's own rate in those years, which pay nothing on this metric",
    ),
    rule(Cond, ">=", &[("of", true, "[metric, number]")], "the metric is at least the number"),
    rule(
        Cond,
        "Signif",
        &[
            ("metric", true, "a count"),
            BASELINE,
            ("alpha", true, "nominal size"),
            ("test", false, "exact (default) or normal"),
            ("side", false, "one (default) or two"),
            ("good", false, "low (default: adverse counts) or high"),
        ],
        "the count is significantly better than the baseline",
    ),
    rule(Cond, "and", &[("of", true, "a list of conditions")], "all of them"),
    rule(Cond, "not", &[("of", true, "a condition")], "not"),
    rule(Pay, "Lump", &[("amount", true, "£"), ("month", false, "from 0; default 0"), NAME], "a fixed sum in a month"),
    rule(
        Pay,
        "Shape",
        &[
            ("metric", true, "a metric"),
            ("f", true, "a clause {x0, y0, s0, knots}, in units of the metric"),
            ("rate", false, "£ per unit; default 1; may differ by band"),
            SCOPE,
            SETTLE,
            CLAWBACK,
            NAME,
        ],
        "a clause of a metric, times a rate",
    ),
    rule(
        Pay,
        "Gate",
        &[("cond", true, "a condition"), SCOPE, SETTLE, CLAWBACK, OF, NAME],
        "pays only if the condition holds",
    ),
    rule(
        Pay,
        "Clamp",
        &[("lo", false, "£ or null"), ("hi", false, "£ or null"), SCOPE, SETTLE, CLAWBACK, OF, NAME],
        "floor and cap on the total over the scope",
    ),
    rule(
        Pay,
        "Pick",
        &[("best", true, "max or min"), SCOPE, SETTLE, CLAWBACK, OFS, NAME],
        "the larger (smaller) total, kept whole",
    ),
    rule(
        Pay,
        "Scale",
        &[
            ("number", true, "a number, by year if wanted"),
            ("by", false, "start, event or posting (default): whose year"),
            OF,
            NAME,
        ],
        "times a number",
    ),
    rule(Pay, "Sum", &[OFS, NAME], "all of them"),
    rule(Pay, "Delay", &[("months", true, "months later"), OF, NAME], "each posting later"),
    rule(
        Pay,
        "Route",
        &[("from", false, "a party or {party: share}"), ("to", false, "a party or {party: share}"), OF, NAME],
        "who pays and who receives; the outermost wins",
    ),
    rule(
        Pay,
        "Waterfall",
        &[
            ("entity", true, "whose cash"),
            ("keep", false, "£ left in; default 0"),
            ("tranches", true, "a list of {to: party or {party: share}, up_to: £ metric or null}"),
            NAME,
        ],
        "each month the entity's cash above `keep` goes to the tranches in order",
    ),
    rule(
        Pay,
        "NetOff",
        &[
            ("rule", true, "none, lead_pays, half_the_smaller, capped_at_value, proportional or attribution"),
            ("own", true, "this contract's price for one result, £"),
            ("other", true, "the other contract's price for one result, £"),
            ("overlap", true, "share of people in both"),
            ("joint", true, "chance that the other result comes too, given this one"),
            ("value", false, "value of the result, £"),
            ("share", false, "share of the value that is this contract's doing; default 1"),
            OF,
            NAME,
        ],
        "less where another contract pays for the same result",
    ),
    rule(Pay, "PerUnit", &[("metric", true, "a metric"), ("rate", true, "£ per unit"), NAME], "so much for each"),
    rule(
        Pay,
        "Repeat",
        &[("times", true, "how often"), ("every", true, "months apart"), OF, NAME],
        "the same payment several times",
    ),
    rule(Pay, "Block", &[("amount", true, "£ a month"), NAME], "£ a month over the contract's months"),
    rule(
        Pay,
        "Ramp",
        &[
            ("share", true, "share on results, by year if wanted"),
            ("price", true, "contract price, £ a year"),
            ("reference", true, "number of results at which the whole price is paid"),
            ("metric", true, "a metric"),
            NAME,
        ],
        "a share of the contract price rides on results",
    ),
    rule(
        Pay,
        "Until",
        &[("event", true, "a stage, e.g. `left`"), OF, NAME],
        "what falls due in or after the event's month is lost",
    ),
    rule(Pay, "Split", &[("from", true, "{party: share}"), OF, NAME], "who pays"),
    rule(Pay, "To", &[("to", true, "a party or {party: share}"), OF, NAME], "who receives"),
    rule(
        Pay,
        "Pass",
        &[
            ("share", true, "share handed on"),
            ("from", true, "the receiver who hands on"),
            ("to", true, "the party it goes to"),
            OF,
            NAME,
        ],
        "the payment, and a share of it onward (supply chains)",
    ),
    rule(Pay, "Max", &[SCOPE, SETTLE, CLAWBACK, OFS, NAME], "the larger total"),
    rule(Pay, "Min", &[SCOPE, SETTLE, CLAWBACK, OFS, NAME], "the smaller total"),
    rule(
        Pay,
        "Pool",
        &[
            KIND,
            BASELINE,
            ("h_cohort", true, "reduction that a cohort must reach, .1 = 10%"),
            ("h_pool", true, "reduction that all together must reach"),
            ("value", true, "£ per event avoided"),
            ("cap", true, "£ in all"),
            NAME,
        ],
        "a cohort trigger with a pooled fallback and a lifetime cap",
    ),
];

/// The rule of a node in a family.
pub fn find(family: Family, is: &str) -> Option<&'static Rule> {
    RULES.iter().find(|r| r.family == family && r.is == is)
}

/// The names of a family.
pub fn names(family: Family) -> Vec<&'static str> {
    RULES.iter().filter(|r| r.family == family).map(|r| r.is).collect()
}
