//! The door "I am commissioning": the purpose first, then plain questions, one verdict, and terms with reasons, or a no.
//!
//! `content.md` 3. The answers are fields of an ordinary draft, so the calculator opens on the same one; every proposal is a
//! draft too, judged by the engine that judges any.

pub mod candidates;
pub mod judge;
mod told;
pub mod unknown;
pub mod years;

use crate::gather::Gather;
use crate::json::Node;
use crate::reply::{Door, Input, Question, SwitchOption};
use crate::scenario::Scenario;
use crate::words::{Arg, Lang, say, word};

/// What a draft that was started at this door says it is from.
pub const AT_THE_DOOR: &str = "commission";

/// One question.
pub struct Ask {
    /// Its id, of its words too.
    pub id: &'static str,
    /// Path below the scenario; none where published figures are picked.
    pub path: &'static str,
}

const fn ask(id: &'static str, path: &'static str) -> Ask {
    Ask { id, path }
}

/// Every question in order.
pub const QUESTIONS: [Ask; 19] = [
    ask("purpose", "purpose"),
    ask("field", ""),
    ask("people", "people[0].referrals"),
    ask("months", "months"),
    ask("lag", "outcomes[0].stages[0].after.n"),
    ask("anyway", "people[0].delivery.result.responds.p0"),
    ask("service", "people[0].fixed_cost"),
    ask("help", "people[0].delivery.result.responds.x1"),
    ask("does", "people[0].delivery.result.responds.p1"),
    ask("best", "people[0].delivery.result.responds.pmax"),
    ask("worth", "people[0].value.result"),
    ask("cash", "gains[0].each"),
    ask("budget", "year_budget"),
    ask("check", "counting.fixed"),
    ask("per_check", "counting.per_check"),
    ask("by", "counting.by"),
    ask("paid_by", "counting.paid_by"),
    ask("partners", "provider.partner_help"),
    ask("bidders", "world.bidders"),
];

/// The grade of "I don't know".
const UNKNOWN: f64 = 6.0;

/// The questions of a draft that was started at the door; none of any other.
pub fn door(node: &Node, s: &Scenario, inputs: &[Input], lang: Lang) -> Option<Door> {
    let at = |path: &str| format!("{}.{path}", s.path);
    if node.at(&at("from")).and_then(Node::text) != Some(AT_THE_DOOR) {
        return None;
    }
    let found = |path: &str| inputs.iter().find(|i| i.path == at(path));
    // what was taken out of the draft in the calculator is not asked
    let asked = || QUESTIONS.iter().filter(|q| q.path.is_empty() || found(q.path).is_some());
    let question = |q: &Ask| {
        let known = node.at(&at(&format!("{}.grade", q.path))).and_then(Node::number) == Some(UNKNOWN);
        let number = found(q.path).is_some_and(|i| i.options.is_empty());
        Question {
            asks: word(lang, &format!("commission.{}", q.id)).to_string(),
            hint: word(lang, &format!("commission.{}.hint", q.id)).to_string(),
            path: if q.path.is_empty() { String::new() } else { at(q.path) },
            presets: if q.path.is_empty() { fields(node, s, lang) } else { Vec::new() },
            unknown: number.then(|| SwitchOption {
                label: word(lang, "bid.unknown").to_string(),
                chosen: known,
                act: format!("unknown={}", at(q.path)),
            }),
        }
    };
    let numbers = || asked().filter_map(|q| found(q.path)).filter(|i| i.options.is_empty());
    let examples = numbers().filter(|i| i.status_id == "example").count();
    let count = |n: usize| Arg::text(n.to_string());
    let provenance = if examples == 0 {
        say(lang, "commission.all_yours", &[])
    } else {
        say(lang, "commission.examples", &[("n", count(examples)), ("of", count(numbers().count()))])
    };
    Some(Door { at: AT_THE_DOOR.to_string(), questions: asked().map(question).gather(), provenance, findings: None })
}

/// Published figures for a field: its id, how many get there anyway (none where nothing was published), code of the source, what
/// was published, and what treating one person costs.
struct Field {
    id: &'static str,
    anyway: Option<(f64, &'static str, &'static str)>,
    service: Option<(f64, &'static str, &'static str)>,
}

const FIELDS: [Field; 4] = [
    Field {
        id: "opiates",
        anyway: Some((
            0.086,
            "A14",
            "2011; 6.6% in 2010, 7.4% in 2014. Of all in treatment: what today's service achieves.",
        )),
        service: Some((939.0, "C17", "£0.82m ÷ 875.")),
    },
    Field {
        id: "drugs",
        anyway: Some((0.392, "A14", "2012; 34.4% in 2010. Of all in treatment: what today's service achieves.")),
        service: None,
    },
    Field {
        id: "sentences",
        anyway: Some((
            0.408,
            "R7",
            "59.2% of adults reoffended within a year of custody under 12 months, April to June 2023 cohort.",
        )),
        service: None,
    },
    Field { id: "other", anyway: None, service: None },
];

/// Where published figures can be found.
const SOURCES: [(&str, &str); 3] = [
    ("A14", "QualityWatch 2015–16, qualitywatch.org.uk: treatment completion and 6 month success"),
    ("C17", "Town treatment budget model (abstract), discovery.researcher.life"),
    ("R7", "Ministry of Justice 2025, proven reoffending statistics, April to June 2023"),
];

fn fields(node: &Node, s: &Scenario, lang: Lang) -> Vec<SwitchOption> {
    let says = node.at(&format!("{}.outcomes[0].says", s.path)).and_then(Node::text);
    let option = |f: &Field| SwitchOption {
        label: word(lang, &format!("commission.field.{}", f.id)).to_string(),
        chosen: says == Some(word(lang, &format!("commission.result.{}", f.id))),
        act: format!("field={}", f.id),
    };
    FIELDS.iter().map(option).gather()
}

/// Loads what was published of a field into a draft of this door: the result in words, what happens anyway, what the service
/// costs. What nobody published stays an example.
pub fn load(node: &mut Node, field: &str) -> Option<()> {
    let f = FIELDS.iter().find(|f| f.id == field)?;
    let at = |path: &str| format!("scenarios[0].{path}");
    let text = |t: &str| Node::Text(t.to_string());
    let lang = Lang::default();
    node.at(&at("people[0].delivery.result.responds.p0"))?;
    for (what, path) in [
        ("result", "outcomes[0].says"),
        ("result", "outcomes[0].stages[0].says"),
        ("verb", "outcomes[0].verb"),
        ("who", "people[0].name"),
    ] {
        node.set(&at(path), text(word(lang, &format!("commission.{what}.{field}"))));
    }
    let example = |v: f64| Node::record(vec![("v", Node::Number(v)), ("status", text("illustrative"))]);
    let published = |v: f64, status: &str, source: &str, note: &str| {
        Node::record(vec![
            ("v", Node::Number(v)),
            ("status", text(status)),
            ("source", text(source)),
            ("note", text(note)),
        ])
    };
    let mut p0 = 0.2;
    let mut sources = Vec::new();
    match f.anyway {
        Some((v, source, note)) => {
            p0 = v;
            // what reoffended is published, what did not is calculated
            let status = if source == "R7" { "calculated" } else { "secondary" };
            node.set(&at("people[0].delivery.result.responds.p0"), published(v, status, source, note));
            sources.push(source);
        }
        None => {
            node.set(&at("people[0].delivery.result.responds.p0"), example(p0));
        }
    }
    // nobody published what more help does: the same difference, as an example
    node.set(
        &at("people[0].delivery.result.responds.p1"),
        example(crate::num::float::round((p0 + 0.14) * 1000.0) / 1000.0),
    );
    node.set(
        &at("people[0].delivery.result.responds.pmax"),
        example(crate::num::float::round((p0 + 0.25) * 1000.0) / 1000.0),
    );
    match f.service {
        Some((v, source, note)) => {
            node.set(&at("people[0].fixed_cost"), published(v, "calculated", source, note));
            sources.push(source);
        }
        None => {
            node.set(&at("people[0].fixed_cost"), example(1300.0));
        }
    }
    for (code, place) in SOURCES {
        if sources.contains(&code) {
            node.set(&at(&format!("sources.{code}")), text(place));
        }
    }
    Some(())
}
