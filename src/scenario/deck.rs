//! A talk as data: steps to be shown one by one, each a question asked of a scenario. It stands in a draft beside its
//! scenarios and changes no result.

use super::Scenario;
use super::reader::{At, Reader};
use crate::gather::Gather;
use crate::json::key;
use crate::library;
use crate::reply::Unit;
use crate::value::Value;
use crate::words::{Lang, word};

/// The six figures of the explainer, which any talk may show by these ids; a test holds them against `explainer.json`.
pub const FIGURES: [&str; 6] = ["offences", "bill", "help", "risk", "luck", "purse"];

/// A talk.
#[derive(Debug, Clone, Default)]
pub struct Deck {
    pub name: String,
    /// Code -> where it can be found.
    pub sources: Vec<(String, String)>,
    pub steps: Vec<Step>,
    pub cuts: Vec<Cut>,
}

/// A shorter talk of the same steps: their ids.
#[derive(Debug, Clone)]
pub struct Cut {
    pub name: String,
    pub steps: Vec<String>,
}

/// One idea.
#[derive(Debug, Clone, Default)]
pub struct Step {
    pub id: String,
    /// A figure of the explainer or a scheme, by its id; empty where the step says itself what it shows.
    pub show: String,
    /// Schemes that stand side by side.
    pub compare: Vec<String>,
    pub name: String,
    pub head: String,
    pub text: String,
    pub notes: String,
    pub published_only: bool,
    pub options: Vec<Guess>,
    pub up: bool,
    /// The picture would give the answer away.
    pub covered: bool,
    /// Index of the guess that is right.
    pub answer: u32,
    pub scenes: Vec<Scene>,
    pub settings: Vec<Setting>,
    pub published: Vec<Fact>,
    pub pro: String,
    pub contra: String,
    pub unsettled: String,
    pub credit: String,
}

/// What the room may guess, and where that stands on the picture's axis.
#[derive(Debug, Clone)]
pub struct Guess {
    pub says: String,
    pub at: Option<f64>,
}

/// A scenario, and a picture of it.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// A scenario of the file or a scheme of the library; empty for the file's first scenario.
    pub scheme: String,
    /// Empty for the answer alone.
    pub picture: String,
    pub terms: bool,
    pub controls: Vec<Control>,
    /// Conditions and templates.
    pub says: Vec<(String, String)>,
}

/// One thing to change: a number, or one of several options.
#[derive(Debug, Clone, Default)]
pub struct Control {
    pub label: String,
    pub input: String,
    pub ends: Option<[f64; 2]>,
    pub step: Option<f64>,
    /// Words and acts.
    pub options: Vec<(String, String)>,
}

/// A state worth showing.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    pub says: String,
    /// `start`, `answer`, `for`, `against` or `more`.
    pub kind: String,
    /// Index of its scene.
    pub scene: usize,
    /// What is done first.
    pub acts: Vec<String>,
}

/// A published figure.
#[derive(Debug, Clone)]
pub struct Fact {
    pub says: String,
    pub value: Value,
    pub unit: Unit,
}

/// The words of a list that is written with `mark` between them.
fn split(text: &str, mark: char) -> Vec<String> {
    text.split(mark).map(|w| w.trim().to_string()).filter(|w| !w.is_empty()).gather()
}

impl Reader {
    pub(super) fn deck(&mut self, root: &At, scenarios: &[Scenario]) -> Option<Deck> {
        let at = self.child(root, "deck")?;
        let name = self.text(&at, "name").unwrap_or_default();
        let mut sources = Vec::new();
        for (code, source) in self.names(&at, "sources") {
            match source.node.text() {
                Some(place) => sources.push((code, place.to_string())),
                None => self.issues.expected(&source.path, "text", source.node),
            }
        }
        self.unique(&at, "steps");
        let records = self.records(&at, "steps");
        let mut steps = Vec::new();
        for (i, step) in records.iter().enumerate() {
            steps.push(self.step(step, i, scenarios));
        }
        let ids: Vec<&str> = steps.iter().map(|s: &Step| s.id.as_str()).gather();
        let mut cuts = Vec::new();
        for cut in self.records(&at, "cuts") {
            let name = self.text(&cut, "name").unwrap_or_default();
            let steps = split(&self.text(&cut, "steps").unwrap_or_default(), ' ');
            for id in &steps {
                self.issues.one_of(&key(&cut.path, "steps"), id, &ids);
            }
            cuts.push(Cut { name, steps });
        }
        Some(Deck { name, sources, steps, cuts })
    }

    fn step(&mut self, at: &At, i: usize, scenarios: &[Scenario]) -> Step {
        let mut words = |name: &str| self.text(at, name).unwrap_or_default();
        let mut step = Step {
            show: words("show"),
            compare: split(&words("compare"), ' '),
            name: words("name"),
            head: words("head"),
            text: words("text"),
            notes: words("notes"),
            pro: words("pro"),
            contra: words("contra"),
            unsettled: words("unsettled"),
            credit: words("credit"),
            ..Step::default()
        };
        let id = self.id(at);
        step.id = if id.is_empty() { (i + 1).to_string() } else { id };
        step.published_only = self.choice(at, "tag").as_deref() == Some("published");
        step.covered = self.flag(at, "covered");
        step.up = self.choice(at, "axis").as_deref() == Some("y");
        let schemes: Vec<&str> = library::all().iter().map(|s| s.id).gather();
        if !step.show.is_empty() {
            let known: Vec<&str> = FIGURES.iter().chain(&schemes).copied().gather();
            self.issues.one_of(&key(&at.path, "show"), &step.show, &known);
        }
        for id in &step.compare {
            self.issues.one_of(&key(&at.path, "compare"), id, &schemes);
        }
        for o in self.records(at, "options") {
            let says = self.text(&o, "says").unwrap_or_default();
            let at = self.value(&o, "at").map(|v| v.v);
            step.options.push(Guess { says, at });
        }
        step.answer = self.whole(at, "answer").max(1) - 1;
        if !step.options.is_empty() && step.answer as usize >= step.options.len() {
            self.issues.add(&key(&at.path, "answer"), "issue.deck_answer", &[("n", &step.options.len().to_string())]);
        }
        let own = scenarios.iter().map(|s| s.id.as_str());
        let known: Vec<&str> = own.chain(schemes).gather();
        for s in self.records(at, "scenes") {
            let scene = self.scene(&s, &known);
            step.scenes.push(scene);
        }
        for s in self.records(at, "settings") {
            let scene = self.whole(&s, "scene").max(1) as usize - 1;
            if scene >= step.scenes.len().max(1) {
                self.issues.add(&key(&s.path, "scene"), "issue.deck_scene", &[("n", &step.scenes.len().to_string())]);
            }
            step.settings.push(Setting {
                says: self.text(&s, "says").unwrap_or_default(),
                kind: self.choice(&s, "is").unwrap_or_else(|| "more".into()),
                scene,
                acts: split(&self.text(&s, "do").unwrap_or_default(), ';'),
            });
        }
        for f in self.records(at, "published") {
            let says = self.text(&f, "says").unwrap_or_default();
            let unit = library::unit(&self.choice(&f, "unit").unwrap_or_default());
            let value = self.value(&f, "value").unwrap_or_default();
            step.published.push(Fact { says, value, unit });
        }
        step
    }

    fn scene(&mut self, at: &At, known: &[&str]) -> Scene {
        let scheme = self.text(at, "scheme").unwrap_or_default();
        if !scheme.is_empty() {
            self.issues.one_of(&key(&at.path, "scheme"), &scheme, known);
        }
        let picture = self.text(at, "picture").unwrap_or_default();
        // every picture has a question to its name
        if !picture.is_empty() && word(Lang::default(), &format!("figure.{picture}.question")).is_empty() {
            self.issues.add(&key(&at.path, "picture"), "issue.deck_picture", &[("id", &picture)]);
        }
        let mut controls = Vec::new();
        for c in self.records(at, "controls") {
            let ends = self.value(&c, "from").zip(self.value(&c, "to"));
            let mut options = Vec::new();
            for o in self.records(&c, "options") {
                options.push((self.text(&o, "says").unwrap_or_default(), self.text(&o, "do").unwrap_or_default()));
            }
            controls.push(Control {
                label: self.text(&c, "label").unwrap_or_default(),
                input: self.text(&c, "input").unwrap_or_default(),
                ends: ends.map(|(from, to)| [from.v, to.v]),
                step: self.value(&c, "step").map(|v| v.v),
                options,
            });
        }
        let mut says = Vec::new();
        for s in self.records(at, "says") {
            says.push((self.text(&s, "when").unwrap_or_default(), self.text(&s, "says").unwrap_or_default()));
        }
        Scene { scheme, picture, terms: self.flag(at, "terms"), controls, says }
    }
}
