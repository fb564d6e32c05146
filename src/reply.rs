//! The wire types: what `evaluate` and `catalogue` answer, to the page and on the command line alike.

mod asked;
mod compared;
mod mattered;
mod taken;

pub use asked::*;
pub use compared::*;
pub use mattered::*;
pub use taken::*;

use serde::{Deserialize, Serialize};
#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// One answer to one draft: either everything that is wrong with it, or what it comes to.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "snake_case")]
pub struct Reply {
    /// The caller's stamp, returned untouched, so that old replies can be told from new ones.
    pub generation: u32,
    /// `answered`, or `issues` if the draft cannot be answered as it stands.
    pub status: Status,
    /// Every mistake at once, in the order of the draft. Empty if `answered`.
    pub issues: Vec<Issue>,
    /// One view per scenario that could be read, mistakes or not; a scenario with mistakes has no `answer`.
    pub views: Vec<View>,
}

/// Whether a draft could be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Every scenario has an answer.
    Answered,
    /// At least one mistake stands in the way.
    Issues,
}

/// One mistake: where it is, and in words what is wrong and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Issue {
    /// Path of the field in the draft, e.g. `scenarios[0].people[2].referrals`.
    pub path: String,
    /// Message id in the catalogue of words.
    pub id: &'static str,
    /// The message in the draft's language, complete in itself.
    pub message: String,
}

/// A stretch of prose with the number, field or voice that it carries.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Part {
    /// What to show.
    pub text: String,
    /// Id of the result that `text` formats, if it is a computed number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Path of the field that `text` shows, if it can be edited where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// Whose colour it wears.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<Voice>,
    /// True where something fails: red and dotted, always with its word.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub fails: bool,
    /// True where the prose leans on it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
}

/// Whose colour a word, a bar or a row wears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// The people it is for (teal).
    People,
    /// Whoever delivers (orange).
    Provider,
    /// Whoever pays (blue).
    Commissioner,
    /// Whoever lends (plum).
    Investor,
    /// Due even if nobody gets extra help (grey hatching).
    Anyway,
}

/// One scenario as a page shows it: its form, its inputs and, if it has no mistakes, its answer.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct View {
    /// The scenario's own id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How it may be shown: `published`, `example` or `yours`, in words, e.g. "Example".
    pub tag: String,
    /// The form: steps of sentences with editable numbers in them.
    pub form: Vec<Step>,
    /// Every input, in the order of the draft.
    pub inputs: Vec<Input>,
    /// How many of the inputs are published, examples, yours: "4 of 9 numbers are still our example".
    pub provenance: Vec<Part>,
    /// The door at which the draft was started, if it was at one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub door: Option<Door>,
    /// What it comes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
}

/// One step of the form, e.g. "Who are the people?".
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Step {
    /// `people`, `pay`, `delivers` or `wrong`.
    pub id: String,
    /// The question that heads the step.
    pub title: String,
    /// Its sentences; in each, parts with an `input` are fields.
    pub sentences: Vec<Sentence>,
    /// What else can be said here: chosen if it is, and picked to say it or to take it out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<SwitchOption>,
}

/// One sentence of the form.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Sentence {
    /// Stable within the scenario, e.g. `people[0]`.
    pub id: String,
    /// Its words and fields.
    pub parts: Vec<Part>,
}

/// One editable value of a draft with everything that its panel and the table of all fields show.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Input {
    /// Its path in the draft, e.g. `scenarios[0].contracts[0].params.price`.
    pub path: String,
    /// The row of the table of fields that describes it.
    pub field: String,
    /// Its full name, which a screen reader can speak: "Closest to coping: would succeed anyway, of 100".
    pub name: String,
    /// What is typed in it now, formatted if it can be read, otherwise letter for letter.
    pub text: String,
    /// Its value in the unit of the draft; absent if it cannot be read or is not a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Unit in which the page shows and reads it.
    pub unit: Unit,
    /// Least value allowed, in the unit of the draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Greatest value allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Ends of the slider, where it should not span the whole range; in the unit of the draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slider: Option<[f64; 2]>,
    /// Step of the slider and of the arrow keys, in the unit of the draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<f64>,
    /// For a choice: value and label of each option.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// The ends of the range, formatted, for the panel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<[String; 2]>,
    /// One line of help.
    pub hint: String,
    /// `Published`, `Example`, `Yours`, `Calculated` ...: how the number may be shown.
    pub status: String,
    /// The same as an id: `published`, `calculated`, `example` or `yours`.
    pub status_id: String,
    /// Where the number comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What a reader should know about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What `reset` would restore, formatted; absent if it already stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset: Option<String>,
    /// The message of the first mistake at this field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Choice {
    /// As in the draft.
    pub value: String,
    /// As read.
    pub label: String,
}

/// How a number is shown and typed. The draft always holds plain numbers: £, people, months, shares of 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// £, whole pounds in prose.
    Gbp,
    /// £ short, for tables and labels: £1.53m, £88,000.
    GbpShort,
    /// £ long, for sentences: £1.53 million, £88,000.
    GbpLong,
    /// People.
    People,
    /// Whole number.
    Count,
    /// Plain number.
    Number,
    /// Months.
    Months,
    /// A month counted from 1: "month 4".
    Month,
    /// A share of 1 shown per cent: 5.7%.
    Percent,
    /// A share of 1 shown of 100 people: 45.
    Of100,
    /// A share of a pound in pence: 88p.
    Pence,
    /// Percentage points.
    Points,
    /// £ and pence: £1.17.
    Pounds,
    /// A chance, told as so many of 20 futures.
    Of20,
    /// One of a list.
    Choice,
    /// Words.
    Text,
}

/// What a scenario comes to.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Answer {
    /// How the figures were reached.
    pub method: Method,
    /// The same in words: "worked out", or "central path: ...".
    pub method_text: String,
    /// The answer, at most three sentences: who fails, what it buys, what it costs.
    pub sentences: Vec<Vec<Part>>,
    /// What changed since the draft before, one sentence; empty without one.
    pub changed: Vec<Part>,
    /// People, provider, commissioners, investor.
    pub rows: Vec<Row>,
    /// The same, as each side would be told it.
    pub sides: Vec<SideTold>,
    /// Every picture that there can be, in order.
    pub tabs: Vec<Tab>,
    /// The pictures, each with its words and its table; costly ones only if they were asked for.
    pub figures: Vec<Figure>,
    /// True where a hand was dragging: of the pictures there is none but the one that was looked at, and no posting.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub glimpse: bool,
    /// Every result, in the order of the table of results.
    pub results: Vec<ResultValue>,
    /// Expected postings, month by month: from, to, month, £, tag.
    pub ledger: Vec<Posting>,
    /// The same by year as a table to read.
    pub ledger_table: Table,
    /// What a reader of these figures must know, e.g. a division by nothing that paid nothing.
    pub notes: Vec<String>,
    /// True while futures are still to be drawn: what is sampled may yet move in its last digit.
    pub settling: bool,
}

/// What a worker has done of a job, and what came of it.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Progress {
    /// The caller's stamp, returned untouched.
    pub generation: u32,
    /// Units done: futures drawn.
    pub done: u32,
    /// Units in all; the same for every draft of one version of the model.
    pub total: u32,
    /// The whole answer anew, with what the futures so far add to it; now and then on the way, and at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// What a bidder is told, if the draft is one of the bidder's door.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub door: Option<Door>,
    /// The picture, if that was the job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
    /// What a live figure shows, if that was the job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scene: Option<Scene>,
    /// What the tools of the workbench work out: each its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// Several drafts side by side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared: Option<Compared>,
    /// Which inputs move a result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mattered: Option<Mattered>,
    /// What can be taken away of the scenario.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub papers: Option<Papers>,
    /// Its futures one by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Drawn>,
}

/// A door, "I am bidding" or "I am commissioning": plain questions, and what the answers come to.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Door {
    /// Which door: `bid` or `commission`.
    pub at: String,
    /// The questions in order.
    pub questions: Vec<Question>,
    /// "4 of 9 numbers are still our example."
    pub provenance: Vec<Part>,
    /// What is found; absent while an answer cannot be read, and at the commissioner's door, where it is a task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Findings>,
}

/// One question of a door: a field of the draft, asked plainly.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Question {
    /// The question.
    pub asks: String,
    /// What to think of when answering.
    pub hint: String,
    /// Path of the input; empty where there is nothing to type, only to pick.
    pub path: String,
    /// Readings that many would choose, e.g. steady, ordinary, rough.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presets: Vec<SwitchOption>,
    /// "I don't know": chosen if it was said; absent where a number is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<SwitchOption>,
}

/// What a bidder is told.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Findings {
    /// One sentence, e.g. "You would run out of cash."
    pub verdict: Vec<Part>,
    /// Question and answer: can we lose money, when does the cash run out, what price do we need.
    pub answers: Vec<Section>,
    /// What would hurt more than bad luck.
    pub stress: Table,
    /// What to ask for, best first; empty until futures are drawn.
    pub asks: Vec<Offer>,
    /// The heading over the terms to ask for, and what stands there while there are none.
    pub asks_note: Vec<Part>,
    /// What was assumed: limits, a line each.
    pub assumed: Vec<Vec<Part>>,
    /// Questions to put to the commissioner, made from what was left blank.
    pub to_ask: Vec<String>,
    /// About 150 words to paste.
    pub paste: String,
    /// Version, date of prices, how it was worked out.
    pub stamp: Vec<Part>,
}

/// A heading and what is said under it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Section {
    /// The heading, a question.
    pub title: String,
    /// The answer.
    pub says: Vec<Part>,
}

/// How figures were reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Exact up to rounding (classes A and B, and every linear part).
    WorkedOut,
    /// The mean of many futures, drawn and counted, with an error that is told.
    Sampled,
    /// Every count at its mean: not yet an expectation (classes C and D).
    CentralPath,
}

/// One row of the comparison.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Row {
    /// Whose row.
    pub voice: Voice,
    /// "The people", "The council".
    pub name: String,
    /// On average; each inner list is a line of its own.
    pub average: Vec<Vec<Part>>,
    /// One bad year in 20.
    pub bad: Vec<Vec<Part>>,
    /// First thing to fail.
    pub fails: Vec<Vec<Part>>,
}

/// What one side is told.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct SideTold {
    /// Whose side; `people` stands for everybody.
    pub voice: Voice,
    /// What it is called.
    pub name: String,
    /// A sentence each.
    pub says: Vec<Vec<Part>>,
}

/// The value of one result.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct ResultValue {
    /// Row of the table of results.
    pub id: String,
    /// Its value; absent if undefined (say why in `text`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Its value as shown, or why there is none.
    pub text: String,
    /// How it was reached.
    pub method: Method,
    /// For a sampled result: ± two standard errors, as shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// One posting of the double-entry ledger: every pound has a sender and a receiver.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Posting {
    /// Who pays.
    pub from: String,
    /// Who receives.
    pub to: String,
    /// Month, from 0.
    pub month: u32,
    /// £; negative if money goes back.
    pub amount: f64,
    /// Name of the payment, or `cost`, `drawn`.
    pub tag: String,
}

/// One picture with its words and its table twin.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Figure {
    /// `payments_by_kind`, `payments_by_group`, `payoff`, `anyway`.
    pub id: String,
    /// The question on its tab.
    pub question: String,
    /// What the picture shows now.
    pub headline: Vec<Part>,
    /// What is measured.
    pub subtitle: Vec<Part>,
    /// What to draw.
    pub chart: Chart,
    /// The same numbers to read.
    pub table: Table,
    /// What else there is to say, a sentence or two each, under the picture.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Vec<Part>>,
    /// Choices that change the draft where they stand, e.g. looks to its margin / puts people first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub switches: Vec<Switch>,
    /// Terms that would do better, each applied with one action.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// The one control on the picture that no mark in it carries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dial: Option<Dial>,
}

/// A slider that stands on a picture and turns something of the draft that may be no single number of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Dial {
    /// What it turns, e.g. "Share of the pay that depends on results".
    pub label: String,
    /// Where it stands.
    pub value: f64,
    /// The same in words.
    pub text: String,
    /// Least.
    pub min: f64,
    /// Greatest.
    pub max: f64,
    /// Step of the arrow keys.
    pub step: f64,
    /// What to ask the engine to do, the number put after it: "share=" and 0.6.
    pub act: String,
}

/// A tab: every picture that this draft can have, drawn or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Tab {
    /// Id of the figure.
    pub id: String,
    /// The question on the tab.
    pub question: String,
}

/// A choice of two or more that stands on a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Switch {
    /// What is chosen, e.g. "The provider".
    pub label: String,
    /// The options, one of them chosen at most.
    pub options: Vec<SwitchOption>,
}

/// One side of a switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct SwitchOption {
    /// E.g. "puts people first".
    pub label: String,
    /// True if the draft stands so now.
    pub chosen: bool,
    /// What to ask the engine to do with the draft if it is picked.
    pub act: String,
}

/// Terms that the engine proposes, with what they would change.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Offer {
    /// What it is, e.g. "Prices at which nobody is left out".
    pub title: String,
    /// Terms, before and after.
    pub says: Vec<Vec<Part>>,
    /// What to ask the engine to do with the draft; absent where the answer is that nothing should be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
}

/// What to draw.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Chart {
    /// Bars stacked over time.
    Stack {
        /// Label of each period.
        periods: Vec<String>,
        /// Bottom first.
        series: Vec<Series>,
        /// Whose colours.
        voice: Voice,
        /// Unit of the values.
        unit: Unit,
    },
    /// One bar, divided.
    Split {
        /// Left to right.
        pieces: Vec<Piece>,
        /// Unit of the values.
        unit: Unit,
    },
    /// What the contract pays against how many succeed.
    Payoff {
        /// Number who succeed, rising.
        x: Vec<f64>,
        /// £ paid by the rule at exactly that number.
        rule: Vec<f64>,
        /// £ paid on average when that number is expected; jumps are smoothed by luck.
        expected: Vec<f64>,
        /// £ that one more expected success adds (the effective tariff).
        slope: Vec<f64>,
        /// Number expected now, what is paid for it.
        plan: [f64; 2],
        /// Number who would succeed anyway, what is due for it.
        #[serde(skip_serializing_if = "Option::is_none")]
        anyway: Option<[f64; 2]>,
        /// A bad and a good year in 20: numbers who succeed.
        #[serde(skip_serializing_if = "Option::is_none")]
        likely: Option<[f64; 2]>,
        /// Target beyond which the provider stops trying.
        #[serde(skip_serializing_if = "Option::is_none")]
        give_up: Option<f64>,
        /// Labels for plan, anyway, likely, give-up (in this order; empty where there is none).
        labels: Vec<Vec<Part>>,
        /// Titles of the axes.
        axes: [String; 2],
    },
    /// Groups by size, need and help, against the price at which each begins to be helped.
    HelpMap {
        /// Least need first.
        groups: Vec<MapGroup>,
        /// Greatest price on the axis, £.
        most: f64,
        /// True if the axis is stretched at its low end, because the prices lie too far apart.
        stretched: bool,
        /// Title of the axis.
        axis: String,
    },
    /// Futures, equally likely, one dot each: where each ends, worst to best.
    Dots {
        /// Worst first.
        dots: Vec<Dot>,
        /// Unit of the values.
        unit: Unit,
        /// Title of the axis.
        axis: String,
    },
    /// Lines over a common axis, with bands of likely values, levels, zones and marks.
    Curves {
        /// Where the lines are known, rising.
        x: Vec<f64>,
        /// Areas between two lines, the widest first.
        bands: Vec<Area>,
        /// Lines.
        lines: Vec<Line>,
        /// Heights to compare with, e.g. the reserves.
        levels: Vec<Level>,
        /// Stretches of the axis that mean something, e.g. where nothing is paid.
        zones: Vec<Zone>,
        /// Points to look at, e.g. the plan.
        marks: Vec<Mark>,
        /// What may be dragged along the axis, in its unit.
        #[serde(skip_serializing_if = "Option::is_none")]
        handle: Option<Handle>,
        /// Units of the two axes.
        units: [Unit; 2],
        /// Titles of the two axes.
        axes: [String; 2],
    },
    /// Money and worth that pass from party to party, in columns from left to right.
    Flows {
        /// What stands over each column.
        columns: Vec<String>,
        /// The parties.
        nodes: Vec<Party>,
        /// What passes between them.
        links: Vec<Link>,
        /// Unit of the values.
        unit: Unit,
    },
    /// Bars one below the other on one scale, each in pieces; a waterfall where they begin elsewhere than at 0.
    Bars {
        /// Top first.
        bars: Vec<Bar>,
        /// Unit of the values.
        unit: Unit,
    },
}

/// One party of a picture of flows.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Party {
    /// Its name.
    pub name: String,
    /// What is told of it beneath, e.g. what it keeps.
    pub text: Vec<Part>,
    /// Column, from 0 on the left.
    pub column: u32,
    /// Whose colour.
    pub voice: Voice,
}

/// What passes from one party to another.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Link {
    /// Index of the node that gives.
    pub from: u32,
    /// Index of the node that gets; in a later column.
    pub to: u32,
    /// How much, above 0.
    pub value: f64,
    /// The same, formatted.
    pub text: Part,
    /// Whose colour.
    pub voice: Voice,
    /// True for worth that is not cash: drawn hatched, and never added to cash.
    pub worth: bool,
}

/// One group on the help map.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct MapGroup {
    /// Its name.
    pub name: String,
    /// People.
    pub people: f64,
    /// "400 people".
    pub people_text: Part,
    /// What one more success of this group is worth to the provider now, £.
    pub price: f64,
    /// The same, formatted.
    pub price_text: Part,
    /// Price from which the provider begins to give extra help, £; absent if it gives some at any price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    /// The same, formatted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold_text: Option<Part>,
    /// How they are helped.
    pub helped: Helped,
    /// "£306 of extra help each", "no extra help".
    pub help_text: Vec<Part>,
    /// What may be dragged, where one number of the draft sets this group's price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handle: Option<Handle>,
}

/// How a group is helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Helped {
    /// Gets extra help worth the name.
    Helped,
    /// Next to nothing: under £100 a head, or under a tenth of what would be worth giving.
    Little,
    /// No extra help.
    Not,
    /// Turned away.
    Away,
}

/// A number of the draft that a mark on a picture moves.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Handle {
    /// Path of the input.
    pub path: String,
    /// £ on the picture for each £ of the input.
    pub scale: f64,
}

/// One future.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Dot {
    /// Where it ends.
    pub value: f64,
    /// The same, formatted.
    pub text: Part,
    /// True if it is a loss.
    pub loses: bool,
    /// True if the cash runs out on the way.
    pub out: bool,
}

/// The area between two lines.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Area {
    /// What lies in it, e.g. "18 of 20 futures".
    pub name: String,
    /// Lower edge.
    pub low: Vec<f64>,
    /// Upper edge.
    pub high: Vec<f64>,
    /// Whose colour.
    pub voice: Voice,
}

/// One line of a picture.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Line {
    /// What it shows; stands at its end.
    pub name: Vec<Part>,
    /// Height at each x.
    pub values: Vec<f64>,
    /// Whose colour.
    pub voice: Voice,
    /// True if it is drawn dashed: what is compared with, or invented.
    pub dashed: bool,
}

/// A height to compare with.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Level {
    /// Height.
    pub y: f64,
    /// What it is.
    pub text: Vec<Part>,
    /// True if beyond it something fails.
    pub fails: bool,
}

/// A stretch of the axis.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Zone {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// What it means.
    pub text: Vec<Part>,
}

/// A point to look at.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Mark {
    /// Where.
    pub x: f64,
    /// How high.
    pub y: f64,
    /// What it is.
    pub text: Vec<Part>,
    /// True if something fails there.
    pub fails: bool,
}

/// One bar.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Bar {
    /// What it is.
    pub name: String,
    /// Where its first piece begins; pieces above 0 follow it to the right, pieces below 0 go to the left of it.
    pub from: f64,
    /// Its pieces.
    pub pieces: Vec<Piece>,
    /// What stands at its end, e.g. the total.
    pub text: Vec<Part>,
}

/// One band of a stack.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Series {
    /// Name of the payment or group.
    pub name: String,
    /// Values by period.
    pub values: Vec<f64>,
    /// Total, formatted.
    pub total: String,
    /// Result id of the total, e.g. `paid_by_kind[job_outcome]`.
    pub result: String,
}

/// One piece of a divided bar.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Piece {
    /// What it is.
    pub name: String,
    /// Value.
    pub value: f64,
    /// Value, formatted.
    pub text: String,
    /// Result id.
    pub result: String,
    /// Whose colour.
    pub voice: Voice,
}

/// A table to read: the twin of a picture.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Table {
    /// Its caption.
    pub caption: Vec<Part>,
    /// Column headings, the first over the row headings.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<TableRow>,
}

/// One row of a table.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct TableRow {
    /// Row heading.
    pub head: Cell,
    /// Cells.
    pub cells: Vec<Cell>,
}

/// One cell: a result and how it reads.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Cell {
    /// Result id with its key, e.g. `paid_by_kind[job_outcome][3]`; empty for words.
    pub result: String,
    /// As shown.
    pub text: String,
    /// The number that `text` shows, for whoever copies the table; absent for words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
}

/// Everything that does not depend on a draft: words, results and schemes.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Catalogue {
    /// Language.
    pub lang: String,
    /// Version of the model that all results are stamped with.
    pub version: String,
    /// Words of the page by message id.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string>"))]
    pub words: crate::ordered::Map<String, String>,
    /// The table of results.
    pub results: Vec<ResultRow>,
    /// The library.
    pub schemes: Vec<SchemeCard>,
    /// How it is worked out.
    pub method: MethodText,
    /// Published unit costs: what one more or one fewer is worth to whom.
    pub unit_costs: Vec<UnitCost>,
}

/// One published unit cost.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct UnitCost {
    /// Id.
    pub id: String,
    /// What it is the cost of, e.g. "a prison place, a year".
    pub says: String,
    /// Who bears it, in words.
    pub payer: String,
    /// Whether it is public cash, wider economy or social value, in words.
    pub ledger: String,
    /// £, formatted.
    pub each: String,
    /// Year of its prices, e.g. "2017/18".
    pub price_year: String,
    /// How sure it is, in words: published, secondary, calculated, unverified.
    pub status: String,
    /// The same as an id, for the tag's colour.
    pub status_id: String,
    /// Where it comes from, as a citation.
    pub source: String,
    /// What to beware of; may be empty.
    pub note: String,
    /// What to ask the engine to do to add it to the draft as what one more result is worth to somebody.
    pub act: String,
}

/// How it is worked out: the model in words and formulas, its limits, its words and its logs.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct MethodText {
    /// The model, part by part.
    pub sections: Vec<MethodSection>,
    /// What its results are not good for.
    pub limits: Vec<String>,
    /// What no model settles.
    pub unsettled: Vec<String>,
    /// The words that the page uses.
    pub glossary: Vec<GlossaryWord>,
    /// What is assumed.
    pub assumptions: Vec<Assumption>,
    /// How it has been checked.
    pub assurance: Vec<Told>,
    /// What changed from version to version.
    pub versions: Vec<Told>,
}

/// One part of the model.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct MethodSection {
    /// Its id.
    pub id: String,
    /// Heading.
    pub title: String,
    /// The pictures that it explains.
    pub figures: Vec<String>,
    /// In plain words, a paragraph each.
    pub says: Vec<String>,
    /// In formulas, a line each.
    pub formulas: Vec<String>,
    /// Values to check an implementation by.
    pub checks: Vec<CheckValue>,
    /// What it rests on.
    pub rests: String,
}

/// One value to check an implementation by.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct CheckValue {
    /// Its case among the test values, e.g. `BR1.1`.
    pub case: String,
    /// What it is.
    pub says: String,
    /// How much, formatted.
    pub value: String,
}

/// One word of the page, and what others call it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct GlossaryWord {
    /// As this page says it.
    pub word: String,
    /// The standard term.
    pub standard: String,
    /// What it means.
    pub means: String,
}

/// One assumption of the model.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Assumption {
    /// What it is about.
    pub what: String,
    /// What is taken for true.
    pub taken: String,
    /// How sure it is.
    pub sure: String,
    /// What to try instead.
    pub instead: String,
}

/// One row of the table of results.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct ResultRow {
    /// Id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Unit.
    pub unit: Unit,
    /// Whose result it is.
    pub voice: Voice,
    /// How it is computed, in words.
    pub formula: String,
    /// The two results that it is made of, where it is one less or per the other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<String>,
    /// The sign between them: − or ÷; empty where it is made of none.
    pub sign: String,
    /// Fields that it rests on, as patterns: each stands for all below it.
    pub rests: Vec<String>,
    /// For a measure: its standard name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
    /// For a measure: one sentence that a trustee would understand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// For a measure: what it cannot tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<String>,
}

/// One scheme of the library.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct SchemeCard {
    /// Id, as `pbr scheme ID` takes it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// One line on what it was.
    pub about: String,
    /// How it may be shown, in words: a scheme is never better than its weakest number.
    pub tag: String,
    /// The draft, ready to evaluate.
    pub draft: String,
    /// When it ran; empty for an invented one.
    pub years: String,
    /// What it can be found by: field, measure, payer, share on results, how it ended.
    pub facets: Vec<Facet>,
    /// Its story in six lines, fair to both sides; empty where there is none.
    pub story: Vec<Told>,
}

/// One thing that schemes are found by.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Facet {
    /// `field`, `measure`, `payer`, `share` or `ended`.
    pub kind: String,
    /// The kind in words.
    pub name: String,
    /// Which it is.
    pub id: String,
    /// The same in words.
    pub says: String,
    /// For a share: how much it is, in words; else empty.
    pub much: String,
}

/// Something said under its own heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Told {
    /// Heading.
    pub head: String,
    /// What is said.
    pub text: String,
}

/// What a scheme's card says when it is opened.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct SchemeTold {
    /// Its terms, a sentence of seven slots each.
    pub terms: Vec<SchemeTerm>,
    /// What was left out or made simpler.
    pub simplified: String,
    /// What was published about how it went.
    pub record: Vec<SchemeFact>,
    /// Ids of its back-tests.
    pub tests: Vec<String>,
    /// Where all of it can be found.
    pub sources: Vec<Told>,
    /// What the model says of it, as the calculator opens with it.
    pub answer: Vec<Vec<Part>>,
    /// Results that can be set beside those of another scheme.
    pub results: Vec<ResultValue>,
    /// The pay-off curve, to be shown large; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Figure>,
    /// The same as a thumbnail, on a canvas of 120 × 40 from its top left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curve: Option<Thumbnail>,
}

/// One sentence of the terms, and how sure its numbers are.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct SchemeTerm {
    /// The sentence.
    pub parts: Vec<Part>,
    /// How many of its numbers are published and where, and how many are examples.
    pub status: String,
}

/// A picture too small for words, and the words.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Thumbnail {
    /// The line, as the path of a drawing.
    pub path: String,
    /// Where the plan stands on it, across and down.
    pub plan: [f64; 2],
    /// What it shows.
    pub says: Vec<Part>,
}

/// One published figure.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct SchemeFact {
    /// What it is.
    pub says: String,
    /// How much, formatted.
    pub value: String,
    /// How sure it is, in words.
    pub status: String,
    /// The same as an id, for the tag's colour.
    pub status_id: String,
    /// Where it comes from.
    pub source: String,
}

/// One check of a back-test: what was published, beside what the model says of the same inputs.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Check {
    /// Id of the back-test.
    pub id: String,
    /// What the whole back-test claims.
    pub claim: String,
    /// What this check compares.
    pub check: String,
    /// What was published.
    pub published: String,
    /// What the model says.
    pub calculated: String,
    /// The second less the first; empty where only a sign or a word is compared.
    pub difference: String,
    /// True if it lies within the tolerance.
    pub holds: bool,
    /// The verdict in words, with the tolerance.
    pub verdict: String,
    /// How strong a test it is, in words: one that checks arithmetic only says so.
    pub strength: String,
    /// Why the two may differ, or what it shows.
    pub why: String,
    /// Where the published figure can be found.
    pub source: String,
}

/// A talk, or the page of live figures: steps in order, one idea each, and shorter cuts of it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Deck {
    /// What it is called.
    pub name: String,
    /// Its steps.
    pub steps: Vec<DeckStep>,
    /// Shorter talks.
    pub cuts: Vec<Cut>,
}

/// A shorter talk of the same steps.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Cut {
    /// E.g. "3 minutes".
    pub name: String,
    /// Ids of its steps.
    pub steps: Vec<String>,
}

/// One step of a talk: a figure to try, a scheme, a comparison, or words alone.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct DeckStep {
    /// Its id within the talk.
    pub id: String,
    /// A word or two, e.g. "Help".
    pub name: String,
    /// The question, or what it is about.
    pub head: String,
    /// What is said beneath; may be empty.
    pub text: String,
    /// For the speaker alone; may be empty.
    pub notes: String,
    /// One scheme to be told, or several side by side; none for a figure or words.
    pub schemes: Vec<String>,
    /// A figure to try.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exhibit: Option<Exhibit>,
}

/// A live figure: a question asked of a scenario, what to guess, where to look, and what stands beside it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Exhibit {
    /// How its figures may be shown, in words: Example, or Published.
    pub tag: String,
    /// The same as an id.
    pub tag_id: String,
    /// What may be guessed, in order of size: A, B, C; empty where there is nothing to guess.
    pub options: Vec<Guess>,
    /// Index of the guess that is right.
    pub answer: u32,
    /// True if guesses stand on the axis that goes up, not across.
    pub up: bool,
    /// True if sentence and picture would give the answer away: on a stage they are shown once it is.
    pub covered: bool,
    /// States worth showing; the first is where it starts.
    pub settings: Vec<Setting>,
    /// What was published, to stand beside it.
    pub published: Vec<SchemeFact>,
    /// For, against, what it cannot settle.
    pub sides: Vec<Told>,
    /// Whose idea or data it is; may be empty.
    pub credit: String,
}

/// One guess.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Guess {
    /// Its letter: A, B, C.
    pub letter: String,
    /// In a few words.
    pub says: String,
    /// Where it stands on the picture, in the unit of the axis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<f64>,
}

/// A state of a live figure that is worth showing.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Setting {
    /// What is shown there.
    pub says: String,
    /// Where it starts, the answer, what speaks for paying by results, what against, or more.
    pub kind: SettingKind,
    /// Index of the scene that it is a state of: states of different scenes are not compared.
    pub scene: u32,
}

/// What a state of a live figure is shown for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "snake_case")]
pub enum SettingKind {
    /// Where it starts.
    Start,
    /// The answer to the question.
    Answer,
    /// What embarrasses critics.
    For,
    /// What embarrasses supporters.
    Against,
    /// What else is worth seeing.
    More,
}

/// What a live figure shows of a draft: sentence and picture of one and the same evaluation.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Scene {
    /// The caller's stamp, returned untouched.
    pub generation: u32,
    /// What is wrong with the draft; then there is neither sentence nor picture.
    pub issues: Vec<Issue>,
    /// True if the picture takes long: nothing but controls is told, and the rest is a job, `scene:` and the step's id.
    pub waits: bool,
    /// The sentence that rewrites itself. Parts with an `input` are fields.
    pub says: Vec<Part>,
    /// The terms, if they are told as well.
    pub terms: Vec<Sentence>,
    /// What can be changed where it stands.
    pub controls: Vec<Control>,
    /// The numbers that sentence, terms and controls hold.
    pub inputs: Vec<Input>,
    /// Index of the setting that stands now, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<u32>,
    /// The picture with its table, if the step shows one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
    /// How it was reached, in words.
    pub method_text: String,
}

/// One thing that can be changed on a live figure: a number of the draft, or a choice.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Control {
    /// What it changes.
    pub label: String,
    /// Path of the number, which is among the scene's inputs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// The choices; empty for a number.
    pub options: Vec<SwitchOption>,
}

/// What a goal seek found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Sought {
    /// Whether, and how, it was found.
    pub verdict: Verdict,
    /// Path of the number that was changed.
    pub input: String,
    /// The value that does, or the one that comes nearest.
    pub value: f64,
    /// The same, formatted.
    pub text: String,
    /// Id of the result.
    pub result: String,
    /// The result there, formatted; empty if it is not known.
    pub result_text: String,
    /// The values between which it was sought, formatted.
    pub range: [String; 2],
}

/// Whether a goal seek found a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// This is where it turns.
    Found,
    /// Already the first value that is tried does.
    Always,
    /// No value between the ends does; this one comes nearest.
    Never,
    /// The result is not known at any value.
    Unknown,
}

/// What an edit comes to: the new draft, whatever was typed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Edited {
    /// The new draft. What could not be read stands in it letter for letter, so nothing typed is lost.
    pub draft: String,
    /// The field's name, for "since you changed ...".
    pub name: String,
}

/// What a link comes to.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Decoded {
    /// The draft in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<String>,
    /// What is wrong with it and what one can do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// What can still be unpacked of a link that was cut or altered: the beginning of a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub torn: Option<String>,
}
