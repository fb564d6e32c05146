//! THE table of results: id, name, unit, party and formula of every figure. What lists, explains, exports or compares
//! results reads it; derived results are computed from their formula and nowhere else.

use crate::ordered::Map;
use crate::reply::{Unit, Voice};

/// How a result comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// Read off people, plans or the ledger, as the words say.
    Leaf(&'static str),
    /// First less second.
    Minus(&'static str, &'static str),
    /// First divided by second; undefined if the second is 0 or less.
    Per(&'static str, &'static str),
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct Def {
    /// Id.
    pub id: &'static str,
    /// Name.
    pub label: &'static str,
    /// Unit.
    pub unit: Unit,
    /// Whose result it is.
    pub voice: Voice,
    /// How it comes about.
    pub formula: Formula,
    /// Fields it rests on, as path patterns of the table of fields (a prefix stands for all below it).
    pub inputs: &'static [&'static str],
}

use Formula::{Leaf, Minus, Per};
use Unit::{Count, Gbp, GbpShort, Month, Months, Of20, People as PeopleUnit, Percent};
use Voice::{Anyway, Commissioner, People, Provider};

const PEOPLE: &str = "scenarios[].people[]";
const PAY: &str = "scenarios[].contracts[]";
const DELIVERS: &str = "scenarios[].provider";
const WORLD: &str = "scenarios[].world";
const GAINS: &str = "scenarios[].gains[]";
const COUNTING: &str = "scenarios[].counting";
const STAGES: &str = "scenarios[].outcomes[]";

const fn def(
    id: &'static str,
    label: &'static str,
    unit: Unit,
    voice: Voice,
    formula: Formula,
    inputs: &'static [&'static str],
) -> Def {
    Def { id, label, unit, voice, formula, inputs }
}

/// Every result of one scenario.
pub const RESULTS: &[Def] = &[
    def("people", "people who start", PeopleUnit, People, Leaf("Σ starts over groups and months"), &[PEOPLE]),
    def(
        "successes",
        "succeed",
        PeopleUnit,
        People,
        Leaf("Σ starts × chance of success, first outcome"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "anyway",
        "would succeed anyway (deadweight)",
        PeopleUnit,
        Anyway,
        Leaf("Σ starts × chance with no extra help"),
        &[PEOPLE],
    ),
    def(
        "more",
        "more than with no extra help (additional outcomes)",
        PeopleUnit,
        People,
        Minus("successes", "anyway"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "attributable",
        "of them this contract's doing",
        PeopleUnit,
        People,
        Leaf("attribution × (successes − anyway)"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def("events", "events counted", PeopleUnit, People, Leaf("Σ starts × events a head"), &[PEOPLE]),
    def(
        "events_anyway",
        "events with no service",
        PeopleUnit,
        Anyway,
        Leaf("Σ starts × events a head anyway"),
        &[PEOPLE],
    ),
    def("events_avoided", "events avoided", PeopleUnit, People, Minus("events_anyway", "events"), &[PEOPLE]),
    def(
        "unhelped",
        "get no extra help",
        PeopleUnit,
        People,
        Leaf("people in responding groups on whom no extra pound is spent"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "little_help",
        "get next to nothing or less",
        PeopleUnit,
        People,
        Leaf("people with under £100 of extra help, or under 10% of what would be worth giving"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "little_help_most",
        "the most that any of them gets, a head",
        Gbp,
        People,
        Leaf("the most extra help among people with next to nothing"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "turned_away",
        "are turned away",
        PeopleUnit,
        People,
        Leaf("people referred who are not taken on"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "help_spent",
        "spent on extra help",
        GbpShort,
        Provider,
        Leaf("Σ starts × extra help a head"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "shadow_price",
        "one more pound for help would earn, net",
        Unit::Pence,
        Provider,
        Leaf("ν: what the last pound of a budget for help that binds earns, less the pound"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "cherry_picking",
        "help out of place",
        Percent,
        People,
        Leaf("½ Σ |share of help − share if the same money followed the value of results|"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "value_lost",
        "value lost",
        Percent,
        People,
        Leaf("1 − value of the extra successes ÷ value if the same money followed the value of results"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "help_to_move",
        "help that would have to move",
        GbpShort,
        People,
        Leaf("help out of place × spent on extra help"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "value_gain",
        "value that moving it would gain",
        Percent,
        People,
        Leaf("value lost ÷ (1 − value lost)"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "more_by_value",
        "more would succeed if the same money followed the value of results",
        PeopleUnit,
        People,
        Leaf("Σ starts × uplift, the same money shared by value"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "need_gradient",
        "tilt of help towards need",
        Unit::Number,
        People,
        Leaf("½ Σ (share of help − share by value) × rank of need, from −1 to 1"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "parked_share",
        "share left without extra help that was worth giving",
        Percent,
        People,
        Leaf("people in groups that get none although some is worth giving ÷ all who start"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "swap_gain",
        "gain from swapping one person for another",
        Gbp,
        Provider,
        Leaf("most that a group earns a start − least"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "alignment",
        "agreement of price and value",
        Unit::Number,
        People,
        Leaf("Σ n m v ÷ √(Σ n m² Σ n v²): what the first pound of help earns (m) and what it is worth (v)"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "paid_and_true",
        "agreement of pay and true impact",
        Unit::Number,
        People,
        Leaf("correlation over people of what a group's results are paid and what its help truly added"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "paid_and_true_before",
        "the same before anybody responds to the price",
        Unit::Number,
        People,
        Leaf("correlation over people of what is paid without extra help and what the first pound would add"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "band_purity",
        "how alike people of one payment band are",
        Percent,
        Commissioner,
        Leaf("part of the variance of success without help that payment bands explain"),
        &[PEOPLE],
    ),
    def(
        "worth_more",
        "the extra successes are worth",
        GbpShort,
        People,
        Leaf("Σ value × (successes − anyway)"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "paid",
        "paid by the commissioner(s)",
        GbpShort,
        Commissioner,
        Leaf("Σ postings from those who pay, less what comes back"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "paid_anyway",
        "due even if nobody gets extra help",
        GbpShort,
        Anyway,
        Leaf("the same, with every chance at what would happen anyway"),
        &[PEOPLE, PAY, STAGES],
    ),
    def(
        "paid_for_more",
        "paid for the extra successes",
        GbpShort,
        Commissioner,
        Minus("paid", "paid_anyway"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "paid_regardless",
        "paid whatever the results",
        GbpShort,
        Commissioner,
        Leaf("the same, if nobody reached any result"),
        &[PEOPLE, PAY, STAGES],
    ),
    def(
        "anyway_share",
        "share due anyway",
        Percent,
        Anyway,
        Per("paid_anyway", "paid"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "price_per_more",
        "all payments ÷ extra successes (price per additional outcome)",
        GbpShort,
        Commissioner,
        Per("paid", "more"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "price_per_start",
        "paid per person who starts",
        Gbp,
        Commissioner,
        Per("paid", "people"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "income",
        "the provider is paid",
        GbpShort,
        Provider,
        Leaf("Σ postings to whoever bears the cost, less what goes back; with money that it draws"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "cost",
        "the provider pays out",
        GbpShort,
        Provider,
        Leaf("Σ postings to the world: basic service, extra help, overhead"),
        &[PEOPLE, PAY, DELIVERS],
    ),
    def(
        "reaches",
        "of each £1 paid reaches the provider",
        Unit::Pence,
        Provider,
        Per("income", "paid"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def("margin", "the provider keeps", GbpShort, Provider, Minus("income", "cost"), &[PEOPLE, PAY, DELIVERS, STAGES]),
    def(
        "margin_share",
        "margin, share of what it is paid",
        Percent,
        Provider,
        Per("margin", "income"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "cost_months",
        "months in which there are costs",
        Count,
        Provider,
        Leaf("months with a posting to the world"),
        &[PEOPLE, DELIVERS],
    ),
    def("cost_a_month", "cost a month", GbpShort, Provider, Per("cost", "cost_months"), &[PEOPLE, PAY, DELIVERS]),
    def(
        "cash_needed",
        "reserves needed (peak working capital, average year)",
        GbpShort,
        Provider,
        Leaf("the deepest shortfall of running receipts less running costs; receipts come first within a month"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "months_needed",
        "reserves needed, months of cost",
        Months,
        Provider,
        Per("cash_needed", "cost_a_month"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "reserves",
        "reserves for this contract",
        GbpShort,
        Provider,
        Leaf("as stated, in £ or in months of cost"),
        &[DELIVERS],
    ),
    def("reserves_months", "reserves, months of cost", Months, Provider, Per("reserves", "cost_a_month"), &[DELIVERS]),
    def(
        "cash_out",
        "cash runs out in month",
        Month,
        Provider,
        Leaf("the first month whose shortfall exceeds the reserves, counted from 1"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "first_paid",
        "first payment in month",
        Month,
        Provider,
        Leaf("the first month with a payment of a penny or more, counted from 1"),
        &[PAY, STAGES],
    ),
    def(
        "last_paid",
        "last payment in month",
        Month,
        Provider,
        Leaf("the last month with a payment of a penny or more, counted from 1"),
        &[PAY, STAGES],
    ),
    def(
        "effective_price",
        "one more success is worth to the provider (effective tariff)",
        Gbp,
        Provider,
        Leaf(
            "slope of the provider's expected income in the number who succeed, every group's chance moving in proportion",
        ),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "bad_successes",
        "succeed in 1 bad year in 20",
        PeopleUnit,
        People,
        Leaf("5th percentile of the number who succeed: luck, and the swing that all share"),
        &[PEOPLE, WORLD],
    ),
    def(
        "good_successes",
        "succeed in 1 good year in 20",
        PeopleUnit,
        People,
        Leaf("95th percentile of the same"),
        &[PEOPLE, WORLD],
    ),
    def(
        "bad_paid",
        "paid in 1 bad year in 20",
        GbpShort,
        Commissioner,
        Leaf("the contract applied to the future in which so few succeed"),
        &[PEOPLE, PAY, WORLD],
    ),
    def(
        "bad_unpaid",
        "less paid in 1 bad year in 20",
        GbpShort,
        Commissioner,
        Minus("paid", "bad_paid"),
        &[PEOPLE, PAY, WORLD],
    ),
    def(
        "bad_worth_less",
        "worth of the successes lost in that year",
        GbpShort,
        People,
        Leaf("Σ value × successes fewer than on average"),
        &[PEOPLE, PAY, WORLD],
    ),
    def(
        "good_paid",
        "paid in 1 good year in 20",
        GbpShort,
        Commissioner,
        Leaf("the contract applied to the future in which so many succeed"),
        &[PEOPLE, PAY, WORLD],
    ),
    def(
        "bad_income",
        "the provider is paid in 1 bad year in 20",
        GbpShort,
        Provider,
        Leaf("its receipts in that same future"),
        &[PEOPLE, PAY, WORLD],
    ),
    def(
        "bad_margin",
        "the provider keeps in 1 bad year in 20",
        GbpShort,
        Provider,
        Minus("bad_income", "cost"),
        &[PEOPLE, PAY, WORLD],
    ),
    def(
        "first_result",
        "first result paid, month",
        Month,
        Provider,
        Leaf("the first month with a payment for persons or events, counted from 1"),
        &[PEOPLE, PAY, STAGES],
    ),
    def(
        "cash_before",
        "out of pocket before the first result is paid",
        GbpShort,
        Provider,
        Leaf("the shortfall at the end of the month before"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "loss_chance",
        "loses money",
        Of20,
        Provider,
        Leaf("share of futures in which it is paid less than it spends"),
        &[PEOPLE, PAY, DELIVERS, WORLD],
    ),
    def(
        "worst_margin",
        "keeps in the worst 1 in 20 (expected shortfall)",
        GbpShort,
        Provider,
        Leaf("mean of what it keeps in the worst twentieth of futures"),
        &[PEOPLE, PAY, DELIVERS, WORLD],
    ),
    def(
        "cash_out_chance",
        "cash runs out (insolvency)",
        Of20,
        Provider,
        Leaf("share of futures in which its shortfall exceeds reserves and overdraft in some month"),
        &[PEOPLE, PAY, DELIVERS, WORLD],
    ),
    def(
        "fall_back",
        "fewer succeed if the cash runs out",
        PeopleUnit,
        People,
        Leaf("successes more than anyway that were still to come in the month in which the cash runs out"),
        &[PEOPLE, PAY, DELIVERS, WORLD],
    ),
    def(
        "failure_cost",
        "what the provider's failure would cost",
        GbpShort,
        Commissioner,
        Leaf("cost of finding another provider + worth of the successes that were still to come"),
        &[PEOPLE, PAY, DELIVERS, WORLD],
    ),
    def(
        "cash_for_19",
        "reserves needed to get through 19 of 20 futures",
        GbpShort,
        Provider,
        Leaf("the shortfall that only 1 future in 20 exceeds at its worst month"),
        &[PEOPLE, PAY, DELIVERS, WORLD],
    ),
    def(
        "left_without",
        "would start after its cash has run out",
        PeopleUnit,
        People,
        Leaf("people due to start after that month, mean of the futures in which it comes"),
        &[PEOPLE, PAY, DELIVERS, WORLD],
    ),
    def(
        "ended_chance",
        "the break clause ends it",
        Of20,
        Commissioner,
        Leaf("share of futures in which too few have succeeded by then"),
        &[PEOPLE, PAY, WORLD],
    ),
    def(
        "most_owed",
        "the most that could ever be owed",
        GbpShort,
        Commissioner,
        Leaf("the greatest payment over all counts, from nobody's success to everybody's"),
        &[PEOPLE, PAY],
    ),
    def(
        "social_risk",
        "risk that there is anyway",
        GbpShort,
        People,
        Leaf("standard deviation of the results' worth less what they cost to bring about"),
        &[PEOPLE, PAY, DELIVERS, WORLD],
    ),
    def(
        "risk_share",
        "share of it that the provider bears (covariance share)",
        Percent,
        Provider,
        Leaf("covariance of what the provider keeps with that sum ÷ its variance"),
        &[PEOPLE, PAY, DELIVERS, WORLD],
    ),
    def(
        "risk_moved",
        "risk moved to the provider",
        GbpShort,
        Provider,
        Leaf("that share × risk that there is anyway"),
        &[PEOPLE, PAY, DELIVERS, WORLD],
    ),
    def(
        "risk_invented",
        "risk invented by the contract",
        GbpShort,
        Provider,
        Leaf("standard deviation of what the provider keeps that does not move with that sum"),
        &[PEOPLE, PAY, DELIVERS, WORLD],
    ),
    def(
        "risk_noise",
        "of it, by measuring alone",
        GbpShort,
        Provider,
        Leaf("√E Var(margin given what came of people): baselines and comparison groups seen on few"),
        &[PEOPLE, PAY, DELIVERS, WORLD],
    ),
    def(
        "stake_lost_chance",
        "gets back less than it put in",
        Of20,
        Voice::Investor,
        Leaf("share of futures in which it is repaid less than it invested"),
        &["scenarios[].finance", PAY, WORLD],
    ),
    def(
        "irr",
        "annual return in the middle future (IRR)",
        Percent,
        Voice::Investor,
        Leaf("the rate at which its flows are worth nothing, median over futures"),
        &["scenarios[].finance", PAY, WORLD],
    ),
    def(
        "irr_bad",
        "annual return in 1 bad year in 20",
        Percent,
        Voice::Investor,
        Leaf("the rate that all but 1 future in 20 exceed"),
        &["scenarios[].finance", PAY, WORLD],
    ),
    def(
        "multiple",
        "money back for each £1 (multiple on invested capital)",
        Unit::Pounds,
        Voice::Investor,
        Leaf("mean repaid ÷ mean invested"),
        &["scenarios[].finance", PAY, WORLD],
    ),
    def(
        "to_investor",
        "of each £100 that is paid, to the investor",
        Percent,
        Voice::Investor,
        Leaf("(mean repaid − mean invested) ÷ mean paid"),
        &["scenarios[].finance", PAY, WORLD],
    ),
    def(
        "guarantee_paid",
        "the guarantor pays",
        GbpShort,
        Voice::Investor,
        Leaf("Σ postings tagged guarantee_called"),
        &["scenarios[].finance", PAY, WORLD],
    ),
    def(
        "guarantee_chance",
        "the guarantee is called",
        Of20,
        Voice::Investor,
        Leaf("share of futures in which the guarantor pays"),
        &["scenarios[].finance", PAY, WORLD],
    ),
    def(
        "investor_in",
        "the investor puts in",
        GbpShort,
        Voice::Investor,
        Leaf("Σ postings tagged drawn"),
        &["scenarios[].finance"],
    ),
    def(
        "drawn_share",
        "drawn for each £1 that is paid: the less, the more often the same money is used",
        Percent,
        Voice::Investor,
        Per("investor_in", "paid"),
        &["scenarios[].finance", PAY, WORLD],
    ),
    def(
        "investor_out",
        "the investor gets",
        GbpShort,
        Voice::Investor,
        Leaf("Σ postings to the investor"),
        &["scenarios[].finance", PAY],
    ),
    def(
        "investor_gain",
        "the investor keeps",
        GbpShort,
        Voice::Investor,
        Minus("investor_out", "investor_in"),
        &["scenarios[].finance", PAY],
    ),
    def(
        "price_per_result",
        "all payments ÷ successes (price per result)",
        GbpShort,
        Commissioner,
        Per("paid", "successes"),
        &[PEOPLE, PAY, DELIVERS, STAGES],
    ),
    def(
        "public_outlay",
        "paid by all, with counting and the pool",
        GbpShort,
        Commissioner,
        Leaf("Σ payments + cost of counting − monitoring saved + running the pool; later years at their value now"),
        &[PEOPLE, PAY, DELIVERS, STAGES, GAINS],
    ),
    def(
        "public_cash",
        "public cash gained by all",
        GbpShort,
        Commissioner,
        Leaf("Σ more of each outcome × worth of one more, lines in public cash"),
        &[PEOPLE, PAY, DELIVERS, GAINS],
    ),
    def(
        "public_cashable",
        "of which budgets can be cut by",
        GbpShort,
        Commissioner,
        Leaf("the same × the part that can be cashed"),
        &[PEOPLE, PAY, DELIVERS, GAINS],
    ),
    def(
        "public_net",
        "the public purse gains in cash",
        GbpShort,
        Commissioner,
        Minus("public_cashable", "public_outlay"),
        &[PEOPLE, PAY, DELIVERS, STAGES, GAINS],
    ),
    def(
        "lead_outlay",
        "paid by whoever pays most",
        GbpShort,
        Commissioner,
        Leaf("its payments, and its part of counting and of the pool"),
        &[PEOPLE, PAY, DELIVERS, STAGES, GAINS],
    ),
    def(
        "lead_cashable",
        "cash that it gains itself",
        GbpShort,
        Commissioner,
        Leaf("its lines in public cash × the part that can be cashed"),
        &[PEOPLE, PAY, DELIVERS, GAINS],
    ),
    def(
        "lead_net",
        "whoever pays most gains in cash",
        GbpShort,
        Commissioner,
        Minus("lead_cashable", "lead_outlay"),
        &[PEOPLE, PAY, DELIVERS, STAGES, GAINS],
    ),
    def(
        "free_riders",
        "cash gained by those who pay nothing",
        GbpShort,
        Commissioner,
        Leaf("Σ cashable gains of public bodies that pay nothing"),
        &[PEOPLE, PAY, DELIVERS, GAINS],
    ),
    def(
        "wrong_pockets",
        "paid from the wrong pocket (wrong-pockets index)",
        Percent,
        Commissioner,
        Leaf("½ Σ |share of what is paid − share of cashable gains|"),
        &[PEOPLE, PAY, DELIVERS, GAINS],
    ),
    def(
        "economic_gain",
        "gained by the wider economy",
        GbpShort,
        People,
        Leaf("Σ more of each outcome × worth of one more, lines of the wider economy"),
        &[PEOPLE, PAY, DELIVERS, GAINS],
    ),
    def(
        "social_gain",
        "social value gained",
        GbpShort,
        People,
        Leaf("Σ more of each outcome × worth of one more, lines of social value"),
        &[PEOPLE, PAY, DELIVERS, GAINS],
    ),
    def(
        "counting_cost",
        "counting results costs",
        GbpShort,
        Commissioner,
        Leaf("successes × share checked × cost of a check + measurement"),
        &[PEOPLE, PAY, DELIVERS, COUNTING],
    ),
    def("monitoring_saved", "monitoring that it saves", GbpShort, Commissioner, Leaf("as stated"), &[COUNTING]),
    def(
        "counting_net",
        "counting results costs more than it saves",
        GbpShort,
        Commissioner,
        Minus("counting_cost", "monitoring_saved"),
        &[PEOPLE, PAY, DELIVERS, COUNTING],
    ),
];

impl Def {
    /// True if it depends on the payment rules, and so on how exactly these can be worked out.
    pub fn rests_on_rules(&self) -> bool {
        self.inputs.contains(&PAY)
    }
}

/// The row of a result.
pub fn find(id: &str) -> Option<&'static Def> {
    RESULTS.iter().find(|d| d.id == id)
}

/// The values of one scenario; none = undefined or unknown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values(Map<&'static str, Option<f64>>);

impl Values {
    /// All results from the leaves: formulas are applied in the order of the table.
    pub fn from_leaves(leaves: &Map<&'static str, f64>) -> Values {
        let mut values = Values::default();
        for d in RESULTS {
            let v = match d.formula {
                Leaf(_) => leaves.get(d.id).copied(),
                Minus(a, b) => values.get(a).zip(values.get(b)).map(|(a, b)| a - b),
                Per(a, b) => values.get(a).zip(values.get(b)).and_then(|(a, b)| (b > 0.0).then(|| a / b)),
            };
            // a sum over nothing may be -0, which is no number that anybody means
            values.0.insert(d.id, v.filter(|v| v.is_finite()).map(|v| v + 0.0));
        }
        values
    }

    /// One value.
    pub fn get(&self, id: &str) -> Option<f64> {
        self.0.get(id).copied().flatten()
    }

    /// One value that is known to be defined, else 0.
    pub fn or_zero(&self, id: &str) -> f64 {
        self.get(id).unwrap_or(0.0)
    }
}

/// A formula in words, e.g. "successes − anyway".
pub fn in_words(d: &Def) -> String {
    match d.formula {
        Leaf(words) => words.to_string(),
        Minus(a, b) => format!("{a} − {b}"),
        Per(a, b) => format!("{a} ÷ {b}"),
    }
}

/// The two results that a derived one is made of, and the sign between them.
pub fn made_of(d: &Def) -> Option<(&'static str, [&'static str; 2])> {
    match d.formula {
        Leaf(_) => None,
        Minus(a, b) => Some(("−", [a, b])),
        Per(a, b) => Some(("÷", [a, b])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_rest_on_rows_above_them() {
        for (i, d) in RESULTS.iter().enumerate() {
            let above = |id: &str| RESULTS[..i].iter().any(|o| o.id == id);
            match d.formula {
                Leaf(_) => {}
                Minus(a, b) | Per(a, b) => assert!(above(a) && above(b), "{}", d.id),
            }
            assert!(!above(d.id), "{} stands twice", d.id);
            for input in d.inputs {
                let known = crate::scenario::fields::FIELDS.iter().any(|f| f.path.starts_with(input));
                assert!(known, "{}: no field {input}", d.id);
            }
        }
    }
}
