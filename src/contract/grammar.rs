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
    /// Its keys besides `is`.
    pub keys: &'static [Key],
    /// What it means; empty on the page.
    pub meaning: &'static str,
}

/// One key of a node.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it takes; empty on the page.
    pub takes: &'static str,
}

const fn rule(family: Family, is: &'static str, keys: &'static [Key], meaning: &'static str) -> Rule {
    Rule { is, family, keys, meaning: printed(meaning) }
}

const fn must(name: &'static str, takes: &'static str) -> Key {
    Key { name, required: true, takes: printed(takes) }
}

const fn may(name: &'static str, takes: &'static str) -> Key {
    Key { name, required: false, takes: printed(takes) }
}

/// Words that the schema and the documentation print: the command line has them, the page does without.
const fn printed(words: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { words }
}

const SCOPE: Key = may(
    "scope",
    "what is added up before the rule applies: {over: person|month|quarter|year|cohort|contract, by: calendar|cohort, year: contract|fiscal}, or just the word for `over`; default contract, by calendar",
);
const SETTLE: Key = may(
    "settle",
    "close (default: held until the scope closes), account (paid as it falls due, one correction at the close) or running (month by month)",
);
const CLAWBACK: Key = may("clawback", "with `running`: true if money once paid may be taken back; default false");
const NAME: Key = may("name", "tag of the postings inside, for `Money` and the ledger");
const OF: Key = must("of", "the payment inside");
const OFS: Key = must("of", "a list of payments");
const BAND: Key = may("band", "count this payment band only");
const STAGE: Key = must("stage", "a stage of an outcome, `start`, `left`, or `left(stage)`");
const BASELINE: Key = must("baseline", "a number, or Fixed, Historic, Concurrent, Measured; per person who starts");
const KIND: Key = must("kind", "a kind of event");

use crate::gather::Gather;
use Family::{Baseline, Cond, Pay, Term};

/// Every node of the language (`model-spec.md` 2.1, 2.2).
pub const RULES: &[Rule] = &[
    rule(Term, "+", &[must("of", "terms")], "sum"),
    rule(Term, "-", &[must("of", "terms")], "the first less the others"),
    rule(Term, "*", &[must("of", "terms")], "product"),
    rule(
        Term,
        "/",
        &[must("of", "terms")],
        "the first divided by the others; anything divided by 0 pays 0 and is reported",
    ),
    rule(Term, "Count", &[STAGE, BAND], "people reaching the stage, in the month they reach it"),
    rule(Term, "Days", &[STAGE, BAND], "days between reaching the stage and leaving it"),
    rule(Term, "Events", &[KIND, BAND], "events of a kind, e.g. proven reoffences"),
    rule(Term, "Base", &[must("of", "a metric"), BASELINE], "the same metric for the same people without the service"),
    rule(
        Term,
        "Money",
        &[must("tag", "name of an earlier payment, `drawn` or `cost`"), may("from", "a party"), may("to", "a party")],
        "£ in the ledger under that tag",
    ),
    rule(
        Term,
        "Owed",
        &[must("party", "a party"), must("irr", "a yearly return, .1 = 10%")],
        "what must still be paid for the party to have earned that return",
    ),
    rule(Term, "Floor", &[must("of", "a metric"), may("step", "default 1")], "rounded down to whole steps"),
    rule(
        Term,
        "Pwl",
        &[must("of", "a metric"), must("f", "a clause {x0, y0, s0, knots: [[at, change of slope, jump]]}")],
        "a piecewise-linear clause of a metric",
    ),
    rule(
        Term,
        "Reported",
        &[must("of", "a count"), must("se", "sensitivity"), must("sp", "specificity")],
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
        &[KIND, may("stage", "the stage that counts reoffenders; default `reoffender`")],
        "Events ÷ reoffenders. Unsound (model-spec 3.7.3): for replicating real schemes only",
    ),
    rule(Term, "Attain", &[must("of", "a metric"), must("target", "its target")], "metric ÷ target"),
    rule(Term, "Index", &[must("of", "a list of {weight, of, target}")], "Σ weight × metric ÷ target"),
    rule(
        Term,
        "Saving",
        &[must("of", "a metric"), BASELINE, must("value", "£ per unit")],
        "value × (Base(metric) − metric), £",
    ),
    rule(Term, "Multiple", &[must("of", "a number")], "so many times the money drawn, £"),
    rule(
        Term,
        "Hurdle",
        &[must("party", "a party"), must("irr", "a yearly return")],
        "as a cap on a running total: the investor earns exactly this return",
    ),
    rule(Baseline, "Fixed", &[must("b", "rate per start")], "a number in the contract"),
    rule(
        Baseline,
        "Historic",
        &[must("b", "rate per start"), must("m", "people it was seen on")],
        "a rate seen on earlier people",
    ),
    rule(
        Baseline,
        "Concurrent",
        &[must("b", "rate per start"), must("m", "people it was seen on")],
        "a rate seen at the same time on a comparison group",
    ),
    rule(
        Baseline,
        "Measured",
        &[must("years", "contract years, from 0")],
        "the contract's own rate in those years, which pay nothing on this metric",
    ),
    rule(Cond, ">=", &[must("of", "[metric, number]")], "the metric is at least the number"),
    rule(
        Cond,
        "Signif",
        &[
            must("metric", "a count"),
            BASELINE,
            must("alpha", "nominal size"),
            may("test", "exact (default) or normal"),
            may("side", "one (default) or two"),
            may("good", "low (default: adverse counts) or high"),
        ],
        "the count is significantly better than the baseline",
    ),
    rule(Cond, "and", &[must("of", "a list of conditions")], "all of them"),
    rule(Cond, "not", &[must("of", "a condition")], "not"),
    rule(Pay, "Lump", &[must("amount", "£"), may("month", "from 0; default 0"), NAME], "a fixed sum in a month"),
    rule(
        Pay,
        "Shape",
        &[
            must("metric", "a metric"),
            must("f", "a clause {x0, y0, s0, knots}, in units of the metric"),
            may("rate", "£ per unit; default 1; may differ by band"),
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
        &[must("cond", "a condition"), SCOPE, SETTLE, CLAWBACK, OF, NAME],
        "pays only if the condition holds",
    ),
    rule(
        Pay,
        "Clamp",
        &[may("lo", "£ or null"), may("hi", "£ or null"), SCOPE, SETTLE, CLAWBACK, OF, NAME],
        "floor and cap on the total over the scope",
    ),
    rule(
        Pay,
        "Pick",
        &[must("best", "max or min"), SCOPE, SETTLE, CLAWBACK, OFS, NAME],
        "the larger (smaller) total, kept whole",
    ),
    rule(
        Pay,
        "Scale",
        &[
            must("number", "a number, by year if wanted"),
            may("by", "start, event or posting (default): whose year"),
            OF,
            NAME,
        ],
        "times a number",
    ),
    rule(Pay, "Sum", &[OFS, NAME], "all of them"),
    rule(Pay, "Delay", &[must("months", "months later"), OF, NAME], "each posting later"),
    rule(
        Pay,
        "Route",
        &[may("from", "a party or {party: share}"), may("to", "a party or {party: share}"), OF, NAME],
        "who pays and who receives; the outermost wins",
    ),
    rule(
        Pay,
        "Waterfall",
        &[
            must("entity", "whose cash"),
            may("keep", "£ left in; default 0"),
            must("tranches", "a list of {to: party or {party: share}, up_to: £ metric or null}"),
            NAME,
        ],
        "each month the entity's cash above `keep` goes to the tranches in order",
    ),
    rule(
        Pay,
        "NetOff",
        &[
            must("rule", "none, lead_pays, half_the_smaller, capped_at_value, proportional or attribution"),
            must("own", "this contract's price for one result, £"),
            must("other", "the other contract's price for one result, £"),
            must("overlap", "share of people in both"),
            must("joint", "chance that the other result comes too, given this one"),
            may("value", "value of the result, £"),
            may("share", "share of the value that is this contract's doing; default 1"),
            OF,
            NAME,
        ],
        "less where another contract pays for the same result",
    ),
    rule(Pay, "PerUnit", &[must("metric", "a metric"), must("rate", "£ per unit"), NAME], "so much for each"),
    rule(
        Pay,
        "Repeat",
        &[must("times", "how often"), must("every", "months apart"), OF, NAME],
        "the same payment several times",
    ),
    rule(Pay, "Block", &[must("amount", "£ a month"), NAME], "£ a month over the contract's months"),
    rule(Pay, "Grant", &[must("total", "£ in all"), NAME], "so much in all, spread evenly over the contract's months"),
    rule(
        Pay,
        "Ramp",
        &[
            must("share", "share on results, by year if wanted"),
            must("price", "contract price, £ a year"),
            must("reference", "number of results at which the whole price is paid"),
            must("metric", "a metric"),
            NAME,
        ],
        "a share of the contract price rides on results",
    ),
    rule(
        Pay,
        "Until",
        &[must("event", "a stage, e.g. `left`"), OF, NAME],
        "what falls due in or after the event's month is lost",
    ),
    rule(Pay, "Split", &[must("from", "{party: share}"), OF, NAME], "who pays"),
    rule(Pay, "To", &[must("to", "a party or {party: share}"), OF, NAME], "who receives"),
    rule(
        Pay,
        "Pass",
        &[
            must("share", "share handed on"),
            must("from", "the receiver who hands on"),
            must("to", "the party it goes to"),
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
            must("h_cohort", "reduction that a cohort must reach, .1 = 10%"),
            must("h_pool", "reduction that all together must reach"),
            must("value", "£ per event avoided"),
            must("cap", "£ in all"),
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
    RULES.iter().filter(|r| r.family == family).map(|r| r.is).gather()
}
