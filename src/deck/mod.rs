//! Talks as a page shows them: the explainer, the talk that a file holds, or one made of its scenario; each step with the
//! drafts that it is shown on.

mod arrange;
mod says;
pub mod scene;

use crate::acts;
use crate::answer;
use crate::figures;
use crate::gather::Gather;
use crate::json::Node;
use crate::library;
use crate::reply::{Cut, Deck, DeckStep, Edited, Exhibit, Guess, SchemeFact, Setting, SettingKind, Told, Unit};
use crate::scenario::deck::{self as data, FIGURES};
use crate::scenario::{Envelope, read};
use crate::story::Story;
use crate::value::Value;
use crate::words::{Lang, number, word};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{LazyLock, OnceLock};

/// The six figures of the explainer and the scenarios that no scheme has: a file like any other.
const EXPLAINER: &str = include_str!("../explainer.json");

/// A file with its talk.
struct Source {
    envelope: Envelope,
    deck: data::Deck,
    /// True of the explainer.
    ours: bool,
    /// The drafts of each step's settings, once somebody has asked for one.
    posed: Vec<OnceLock<Vec<String>>>,
}

impl Source {
    /// The drafts of a step's settings.
    fn drafts(&self, step: &data::Step) -> &[String] {
        let settings = step.settings.len().max(1) as u32;
        let drafts = || (0..settings).map(|i| posed(step, i, self)).gather();
        let place = self.deck.steps.iter().position(|s| std::ptr::eq(s, step)).unwrap_or(0);
        self.posed.get(place).map_or(&[], |known| known.get_or_init(drafts))
    }
}

fn explainer() -> &'static Source {
    static READ: LazyLock<Source> = LazyLock::new(|| Source { ours: true, ..source(EXPLAINER, Lang::default()) });
    &READ
}

/// A file's own talk, or one made of its first scenario; an empty one where nothing can be read.
fn source(text: &str, lang: Lang) -> Source {
    let envelope =
        read(text).unwrap_or_else(|issues| Envelope { node: Node::Null, issues, scenarios: Vec::new(), deck: None });
    let deck = envelope.deck.clone().filter(|d| !d.steps.is_empty()).unwrap_or_else(|| made(&envelope, lang));
    let posed = deck.steps.iter().map(|_| OnceLock::new()).gather();
    Source { envelope, deck, ours: false, posed }
}

thread_local! {
    /// The file whose talk was asked for last: a drag asks for the same one many times.
    static OWN: RefCell<Option<(String, Rc<Source>)>> = const { RefCell::new(None) };
}

fn own_source(text: &str, lang: Lang) -> Rc<Source> {
    OWN.with_borrow_mut(|slot| match slot {
        Some((known, source)) if known == text => Rc::clone(source),
        _ => {
            let source = Rc::new(source(text, lang));
            *slot = Some((text.to_string(), Rc::clone(&source)));
            source
        }
    })
}

/// The talk of a scenario that has none: its answer, its terms, its pictures.
fn made(e: &Envelope, lang: Lang) -> data::Deck {
    let Some(s) = e.scenarios.first() else { return data::Deck::default() };
    let about = e.node.at("scenarios[0].about").and_then(Node::text).unwrap_or_default();
    let step = |id: &str, head: &str, text: &str, scene: data::Scene| data::Step {
        id: id.to_string(),
        name: head.to_string(),
        head: head.to_string(),
        text: text.to_string(),
        scenes: vec![scene],
        ..data::Step::default()
    };
    let mut steps = vec![step("answer", &s.name, about, data::Scene::default())];
    let terms = data::Scene { terms: true, ..data::Scene::default() };
    steps.push(step("pay", word(lang, "step.pay"), "", terms));
    if e.issues.found.is_empty() {
        let o = answer::evaluate(s);
        let story = Story::of(s, &o, lang);
        for tab in figures::figures(&story, None).1 {
            let scene = data::Scene { picture: tab.id.clone(), ..data::Scene::default() };
            steps.push(step(&tab.id, &tab.question, "", scene));
        }
    }
    data::Deck { name: s.name.clone(), steps, ..data::Deck::default() }
}

/// A step by its id, and the file in which it stands: the talk's own, or the explainer's.
fn find<T>(id: &str, own: Option<&str>, lang: Lang, then: impl FnOnce(&data::Step, &Source) -> T) -> Option<T> {
    let mut figure = id.to_string();
    if let Some(text) = own {
        let mine = own_source(text, lang);
        match mine.deck.steps.iter().find(|s| s.id == id) {
            Some(step) if step.show.is_empty() => return Some(then(step, &mine)),
            Some(step) => figure.clone_from(&step.show),
            None => {}
        }
    }
    let all = explainer();
    all.deck.steps.iter().find(|s| s.id == figure).map(|step| then(step, all))
}

/// Does what `deed` says to a draft: to the talk that it holds, or to its scenario.
pub fn act(draft: &str, deed: &str) -> Edited {
    match deed.strip_prefix("deck=") {
        // words that are typed may hold any mark
        Some(talk) => {
            arrange::act(draft, talk).unwrap_or_else(|| Edited { draft: draft.to_string(), name: String::new() })
        }
        None => acts::act(draft, deed),
    }
}

/// The talk of a file, or the explainer.
pub fn told(own: Option<&str>, lang: Lang) -> Deck {
    match own {
        Some(text) => shown(&own_source(text, lang), lang),
        None => shown(explainer(), lang),
    }
}

fn shown(source: &Source, lang: Lang) -> Deck {
    let deck = &source.deck;
    let cuts = deck.cuts.iter().map(|c| Cut { name: c.name.clone(), steps: c.steps.clone() }).gather();
    Deck { name: deck.name.clone(), steps: deck.steps.iter().map(|s| step(s, &deck.sources, lang)).gather(), cuts }
}

fn step(s: &data::Step, sources: &[(String, String)], lang: Lang) -> DeckStep {
    if FIGURES.contains(&s.show.as_str()) {
        let all = &explainer().deck;
        if let Some(own) = all.steps.iter().find(|own| own.id == s.show && own.show.is_empty()) {
            let mut figure = step(own, &all.sources, lang);
            // its own id may be another step's here
            figure.id.clone_from(&s.id);
            for (own, other) in [(&mut figure.notes, &s.notes), (&mut figure.head, &s.head)] {
                if !other.is_empty() {
                    own.clone_from(other);
                }
            }
            return figure;
        }
    }
    let scheme = library::find(&s.show);
    let pick =
        |own: &str, other: Option<&str>| if own.is_empty() { other.unwrap_or_default() } else { own }.to_string();
    let scheme_name = scheme.map(|s| s.name.as_str());
    let name = pick(&s.name, Some(s.head.as_str()).filter(|h| !h.is_empty()).or(scheme_name));
    DeckStep {
        id: s.id.clone(),
        head: pick(&s.head, scheme_name.or(Some(&name))),
        name,
        text: s.text.clone(),
        notes: s.notes.clone(),
        schemes: scheme.map_or_else(|| s.compare.clone(), |s| vec![s.id.to_string()]),
        exhibit: (!s.scenes.is_empty()).then(|| exhibit(s, sources, lang)),
    }
}

fn exhibit(s: &data::Step, sources: &[(String, String)], lang: Lang) -> Exhibit {
    let letters = ["A", "B", "C", "D", "E", "F", "G", "H", "I"];
    let guess =
        |(g, letter): (&data::Guess, &str)| Guess { letter: letter.to_string(), says: g.says.clone(), at: g.at };
    let kind = |kind: &str| match kind {
        "start" => SettingKind::Start,
        "answer" => SettingKind::Answer,
        "for" => SettingKind::For,
        "against" => SettingKind::Against,
        _ => SettingKind::More,
    };
    let sides = [("for", &s.pro), ("against", &s.contra), ("unsettled", &s.unsettled)];
    let sides = sides.into_iter().filter(|(_, text)| !text.is_empty());
    let tag = if s.published_only { "tag.published" } else { "tag.example" };
    Exhibit {
        tag: word(lang, tag).to_string(),
        tag_id: tag.strip_prefix("tag.").unwrap_or_default().to_string(),
        options: s.options.iter().zip(letters).map(guess).gather(),
        answer: s.answer,
        up: s.up,
        covered: s.covered,
        settings: s
            .settings
            .iter()
            .map(|t| Setting { says: t.says.clone(), kind: kind(&t.kind), scene: t.scene as u32 })
            .gather(),
        published: s.published.iter().map(|f| fact(&f.says, &f.value, f.unit, sources, lang)).gather(),
        sides: sides
            .map(|(id, text)| Told { head: word(lang, &format!("story.{id}")).to_string(), text: text.clone() })
            .gather(),
        credit: s.credit.clone(),
    }
}

/// A published figure with its status, and where it can be found.
pub fn fact(says: &str, value: &Value, unit: Unit, sources: &[(String, String)], lang: Lang) -> SchemeFact {
    let code = value.source.clone().unwrap_or_default();
    let place = sources.iter().find(|(c, _)| *c == code).map(|(c, place)| format!("{c}: {place}"));
    SchemeFact {
        says: says.to_string(),
        value: number::format(value.v, unit, lang),
        status: word(lang, &format!("cost.{}", value.status.word())).to_string(),
        status_id: value.status.word().to_string(),
        source: place.unwrap_or(code),
    }
}

/// The draft that a step is shown on at one of its settings: the scenario of that scene, with what the setting does done.
/// Empty if there is no such step.
pub fn pose(id: &str, setting: u32, own: Option<&str>, lang: Lang) -> String {
    find(id, own, lang, |step, source| source.drafts(step).get(setting as usize).cloned().unwrap_or_default())
        .unwrap_or_default()
}

fn posed(step: &data::Step, setting: u32, source: &Source) -> String {
    let setting = step.settings.get(setting as usize).cloned().unwrap_or_default();
    let Some(scene) = step.scenes.get(setting.scene) else { return String::new() };
    let posed = setting.acts.iter().fold(draft(&scene.scheme, source), |draft, act| acts::act(&draft, act).draft);
    // what a figure of ours sets is our example, not a number of the reader's
    if source.ours { posed.replace(r#""status":"yours""#, r#""status":"illustrative""#) } else { posed }
}

/// A scenario by its id as a draft of its own: one of the file, or a scheme.
fn draft(id: &str, source: &Source) -> String {
    let e = &source.envelope;
    let place = e.scenarios.iter().position(|s| id.is_empty() || s.id == id);
    let Some(i) = place else { return library::find(id).map_or_else(String::new, |s| s.text.to_string()) };
    let mut node = e.node.clone();
    let Some(alone) = node.at(&format!("scenarios[{i}]")).cloned() else { return String::new() };
    node.set("scenarios", Node::List(vec![alone]));
    if let Node::Object(pairs) = &mut node {
        pairs.retain(|(key, _)| key != "deck");
    }
    node.to_string()
}
