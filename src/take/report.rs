//! What is printed: two pages of report, and one page for a board. What there is no room for is told shorter, never left out
//! without a word: the page that prints it drops the last lines and puts a sentence in their place that says how many.

use super::{Taken, instead};
use crate::figures::{self, words_only};
use crate::gather::Gather;
use crate::method;
use crate::prose;
use crate::reply::{Digest, Figure, Findings, Input, Part, Report, Table, TableRow, Unit};
use crate::results;
use crate::risk::tails::ONE_IN_20;
use crate::scenario::inputs::provenance;
use crate::story::Story;
use crate::words::{Arg, Lang, say, tell, word};

/// Two printed pages.
pub fn report(taken: &Taken) -> Report {
    let lang = taken.lang;
    let terms = prose::form(&taken.e.node, taken.s, lang).into_iter().filter(|step| step.id == "pay");
    let terms: Vec<Vec<Part>> = terms.flat_map(|step| step.sentences).map(|s| s.parts).gather();
    let assumed: Vec<TableRow> =
        taken.inputs.iter().filter(|i| i.options.is_empty() && !is_published(i)).map(row).gather();
    let limits = taken.o.notes.iter().map(|id| word(lang, id).to_string());
    Report {
        answer: taken.story.sentences(),
        rows: taken.story.rows(),
        terms_more: instead(terms.len(), lang, "take.terms_more"),
        terms,
        figures: pictures(&taken.story),
        assumed_more: instead(assumed.len(), lang, "take.assumed_more"),
        assumed: Table {
            caption: say(lang, "take.assumed", &[]),
            columns: ["name", "shown", "status", "source"]
                .map(|c| word(lang, &["take.column.", c].concat()).to_string())
                .to_vec(),
            rows: assumed,
        },
        limits: limits.chain(method::told(lang).limits).gather(),
        provenance: provenance(&taken.inputs, lang),
        method: taken.story.method(),
    }
}

fn is_published(i: &Input) -> bool {
    ["published", "calculated"].contains(&i.status_id.as_str())
}

fn row(i: &Input) -> TableRow {
    let source = i.source.as_deref().or(i.note.as_deref()).unwrap_or("");
    TableRow { head: words_only(&i.name), cells: [&i.text, &i.status, source].map(words_only).to_vec() }
}

/// The first picture that the answer leads to, and what becomes of the cash or the margin.
fn pictures(story: &Story) -> Vec<Figure> {
    let mut all = figures::figures(story, None).0;
    let second =
        ["cash", "futures", "payoff"].iter().find_map(|id| all.iter().position(|f| f.id == *id)).filter(|i| *i > 0);
    let second = second.map(|i| all.remove(i));
    all.truncate(1);
    all.extend(second);
    all
}

/// One printed page for a board.
pub fn digest(taken: &Taken, findings: Option<&Findings>) -> Digest {
    let mut risks = risks(&taken.story);
    risks.truncate(3);
    let asks = match findings {
        Some(found) => found.to_ask.clone(),
        None => asks(&taken.inputs, taken.lang),
    };
    Digest { risks, asks }
}

/// What could go wrong, the worst first.
fn risks(story: &Story) -> Vec<Vec<Part>> {
    let lang = story.lang;
    let v = |id: &str| story.o.values.get(id);
    let rows = story.rows();
    let name = |i: usize| Arg::Names(vec![rows.get(i).map_or_else(String::new, |r| r.name.clone())]);
    let size = |id: &str| {
        let unit = results::find(id).map_or(Unit::Number, |d| d.unit);
        Arg::Result(id.to_string(), story.shown(id).map(f64::abs), unit)
    };
    let (provider, payer, investor) = (|| name(1), || name(2), || name(3));
    let mut out = Vec::new();
    let mut add = |is: bool, id: &str, args: &[(&str, Arg)]| {
        if is {
            out.push(say(lang, id, args));
        }
    };
    let loses = v("margin").is_some_and(|m| m < -0.5) && v("cost").is_some_and(|c| c > 0.0);
    let out_of_cash = v("cash_out").is_some();
    let chance = v("cash_out_chance").is_some();
    let (month, in_futures) = (story.result("cash_out"), story.result("cash_out_chance"));
    add(
        out_of_cash && chance,
        "take.risk.cash_in",
        &[("who", provider()), ("month", month.clone()), ("chance", in_futures)],
    );
    add(out_of_cash && !chance, "take.risk.cash", &[("who", provider()), ("month", month)]);
    add(loses, "take.risk.loses", &[("who", provider()), ("much", size("margin"))]);
    let often = v("loss_chance").is_some_and(|p| p > ONE_IN_20);
    add(!loses && often, "take.risk.loss", &[("who", provider()), ("chance", story.result("loss_chance"))]);
    let unhelped = v("unhelped").is_some_and(|n| n >= 0.5);
    add(unhelped, "take.risk.unhelped", &[("n", story.result("unhelped"))]);
    let little = !unhelped && v("little_help").is_some_and(|n| n >= 0.5);
    add(little, "take.risk.little", &[("n", story.result("little_help")), ("most", story.result("little_help_most"))]);
    let staked = v("stake_lost_chance").is_some_and(|p| p > ONE_IN_20);
    add(staked, "take.risk.stake", &[("who", investor()), ("chance", story.result("stake_lost_chance"))]);
    let anyway = v("anyway_share").is_some_and(|s| s >= 0.5);
    add(anyway, "take.risk.anyway", &[("share", story.result("anyway_share"))]);
    let bad = v("bad_margin").is_some_and(|m| m < 0.0);
    add(bad, "take.risk.bad", &[("who", provider()), ("much", size("bad_margin"))]);
    let lost = v("bad_worth_less").is_some_and(|x| x >= 0.5);
    add(lost, "take.risk.worth", &[("lost", story.result("bad_worth_less"))]);
    add(v("most_owed").is_some(), "take.risk.most", &[("who", payer()), ("most", story.result("most_owed"))]);
    let succeed = v("bad_successes").is_some();
    add(succeed, "take.risk.succeed", &[("n", story.result("bad_successes")), ("people", story.result("people"))]);
    add(true, "take.risk.unknown", &[]);
    out
}

/// Whose number it is that most answers rest on, where it is not published; and what is asked of any contract.
fn asks(inputs: &[Input], lang: Lang) -> Vec<String> {
    const REST: [&[&str]; 4] =
        [&[".p0", ".events0"], &[".referrals"], &[".pmax", ".cut", ".p", ".events"], &["provider.reserves"]];
    let of = |ends: &&[&str]| inputs.iter().find(|i| !is_published(i) && ends.iter().any(|end| i.path.ends_with(end)));
    let ask = |i: &Input| {
        tell(
            lang,
            "take.ask",
            &[("name", Arg::text(&i.name)), ("value", Arg::text(&i.text)), ("status", Arg::text(&i.status))],
        )
    };
    let mut out: Vec<String> = REST.iter().filter_map(of).map(ask).gather();
    out.extend(
        ["volumes", "baseline", "checks", "advance"].map(|id| word(lang, &["bid.question.", id].concat()).to_string()),
    );
    out
}
