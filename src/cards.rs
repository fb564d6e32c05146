//! The schemes as a reader finds them: cards, and what a card says when it is opened.

use crate::answer;
use crate::deck;
use crate::figures;
use crate::gather::Gather;
use crate::json::Node;
use crate::library::{self, FACETS, STORY, Scheme};
use crate::num::float::round;
use crate::prose;
use crate::reply::{Chart, Facet, Figure, Input, SchemeCard, SchemeTerm, SchemeTold, Sentence, Thumbnail, Told, Unit};
use crate::scenario::{self, inputs};
use crate::story::Story;
use crate::words::{Arg, Lang, number, tell, word};

/// Size of a thumbnail.
const CANVAS: [f64; 2] = [120.0, 40.0];

/// What two schemes are compared by, in the order of the table of results.
const COMPARED: [&str; 12] = [
    "people",
    "successes",
    "anyway",
    "more",
    "events_avoided",
    "unhelped",
    "paid",
    "paid_anyway",
    "price_per_more",
    "margin",
    "months_needed",
    "effective_price",
];

/// All cards, in the order of the library.
pub fn cards(lang: Lang) -> Vec<SchemeCard> {
    library::all().iter().map(|s| card(s, lang)).gather()
}

fn card(s: &Scheme, lang: Lang) -> SchemeCard {
    let draft = Node::parse(s.text).unwrap_or(Node::Null);
    let about = draft.at("scenarios[0].about").and_then(Node::text).unwrap_or_default();
    let story = STORY.iter().zip(&s.card.story).filter(|(_, text)| !text.is_empty());
    SchemeCard {
        id: s.id.to_string(),
        name: s.name.clone(),
        about: about.to_string(),
        tag: inputs::tag(&inputs::inputs(&draft, "scenarios[0]", &[], lang), lang),
        draft: s.text.to_string(),
        years: s.card.years.clone(),
        facets: facets(s, lang),
        story: story.map(|(id, text)| line(lang, &format!("story.{id}"), text)).gather(),
    }
}

fn line(lang: Lang, head: &str, text: &str) -> Told {
    Told { head: word(lang, head).to_string(), text: text.to_string() }
}

fn facets(s: &Scheme, lang: Lang) -> Vec<Facet> {
    let facet = |kind: &str, id: &str, much: String| Facet {
        kind: kind.to_string(),
        name: word(lang, &format!("facet.{kind}")).to_string(),
        id: id.to_string(),
        says: word(lang, &format!("facet.{kind}.{id}")).to_string(),
        much,
    };
    let own = FACETS.iter().zip(&s.card.facets).filter(|(_, id)| !id.is_empty());
    let mut facets = own.map(|((kind, _), id)| facet(kind, id, String::new())).gather();
    if !s.card.years.is_empty() {
        let share = s.card.share.as_ref();
        let id = match share.map(|v| v.v) {
            None => "unknown",
            Some(v) if v <= 0.0 => "none",
            Some(v) if v <= 0.15 => "tenth",
            Some(v) if v < 1.0 => "part",
            Some(_) => "all",
        };
        facets.push(facet("share", id, share.map_or_else(String::new, |v| number::format(v.v, Unit::Percent, lang))));
    }
    facets
}

/// What a card says when it is opened; none if there is no such scheme.
pub fn told(id: &str, lang: Lang) -> Option<SchemeTold> {
    let s = library::find(id)?;
    let envelope = scenario::read(s.text).ok()?;
    let scenario = envelope.scenarios.first()?;
    let outcome = answer::evaluate(scenario);
    let story = Story::of(scenario, &outcome, lang);
    let fields = inputs::inputs(&envelope.node, &scenario.path, &[], lang);
    let form = prose::form(&envelope.node, scenario, lang);
    let pay = form.iter().filter(|step| step.id == "pay").flat_map(|step| &step.sentences);
    let text = |key: &str| envelope.node.at(&format!("scenarios[0].{key}")).and_then(Node::text).unwrap_or_default();
    let sources = s.card.sources.iter();
    let picture = figures::payoff(&story);
    Some(SchemeTold {
        terms: pay.map(|sentence| term(sentence, &fields, lang)).gather(),
        simplified: text("simplified").to_string(),
        record: s.card.record.iter().map(|f| deck::fact(&f.says, &f.value, f.unit, &s.card.sources, lang)).gather(),
        tests: s.card.tests.clone(),
        sources: sources.map(|(code, place)| Told { head: code.clone(), text: place.clone() }).gather(),
        answer: story.sentences(),
        results: figures::result_values(&story).into_iter().filter(|r| COMPARED.contains(&r.id.as_str())).gather(),
        curve: picture.as_ref().and_then(thumbnail),
        picture,
    })
}

/// A sentence of the terms, with what its numbers rest on.
fn term(sentence: &Sentence, fields: &[Input], lang: Lang) -> SchemeTerm {
    let named = |f: &&Input| sentence.parts.iter().any(|p| p.input.as_deref() == Some(f.path.as_str()));
    let (mut codes, mut published, mut example) = (Vec::new(), 0, 0);
    for f in fields.iter().filter(named).filter(|f| f.options.is_empty()) {
        match f.status_id.as_str() {
            "example" => example += 1,
            _ => published += 1,
        }
        if let Some(code) = f.source.as_deref().and_then(|s| s.rsplit_once('[')?.1.strip_suffix(']'))
            && !codes.contains(&code)
        {
            codes.push(code);
        }
    }
    let count = |n: i32| Arg::text(n.to_string());
    let status = match (published, example) {
        (0, 0) => String::new(),
        (0, n) => tell(lang, "term.example", &[("n", count(n))]),
        (n, 0) => tell(lang, "term.published", &[("n", count(n)), ("codes", Arg::text(codes.join(", ")))]),
        (n, m) => tell(lang, "term.both", &[("n", count(n)), ("codes", Arg::text(codes.join(", "))), ("m", count(m))]),
    };
    SchemeTerm { parts: sentence.parts.clone(), status }
}

/// The pay-off curve, small: as high as the most that is paid, as wide as the numbers that it knows.
fn thumbnail(figure: &Figure) -> Option<Thumbnail> {
    let Chart::Payoff { x, expected, plan, .. } = &figure.chart else { return None };
    let ends = |list: &[f64]| {
        let least = list.iter().copied().fold(f64::INFINITY, f64::min);
        let most = list.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (least, (most - least).max(f64::MIN_POSITIVE))
    };
    let ((left, wide), (low, high)) = (ends(x), ends(expected));
    let [across, down] = CANVAS;
    // a tenth of a point is finer than any screen
    let tenth = |v: f64| round(v * 10.0) / 10.0;
    let at = |x: f64, y: f64| [tenth((x - left) / wide * across), tenth(down - (y - low) / high * down)];
    let points = x.iter().zip(expected).map(|(x, y)| at(*x, *y)).gather();
    let path = points.iter().map(|[x, y]| format!("{x} {y}")).gather().join("L");
    Some(Thumbnail { path: format!("M{path}"), plan: at(plan[0], plan[1]), says: figure.headline.clone() })
}
