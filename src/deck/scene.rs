//! What a live figure shows of a draft: controls, the sentence that rewrites itself and the picture, all of one evaluation.

use super::{Source, find, says};
use crate::acts;
use crate::answer;
use crate::figures;
use crate::gather::Gather;
use crate::json::Node;
use crate::prose;
use crate::reply::{Control, Figure, Input, Issue, Part, Scene, SwitchOption};
use crate::scenario::deck as data;
use crate::scenario::{inputs, read};
use crate::story::Story;
use crate::words::Lang;

/// Whether a scene is told whole, or only as far as no frame is missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// What takes long is left to a job.
    Frame,
    /// All of it.
    Whole,
}

/// What the step `id` shows of a draft; `own` is the file whose talk it belongs to, where that is not the explainer's.
pub fn scene(id: &str, draft: &str, own: Option<&str>, generation: u32, lang: Lang, patience: Patience) -> Scene {
    find(id, own, lang, |step, source| told(step, source, draft, generation, patience)).unwrap_or(nothing(generation))
}

fn nothing(generation: u32) -> Scene {
    Scene {
        generation,
        issues: Vec::new(),
        waits: false,
        says: Vec::new(),
        terms: Vec::new(),
        controls: Vec::new(),
        inputs: Vec::new(),
        setting: None,
        figure: None,
        method_text: String::new(),
    }
}

fn told(step: &data::Step, source: &Source, draft: &str, generation: u32, patience: Patience) -> Scene {
    let mut scene = nothing(generation);
    let envelope = match read(draft) {
        Ok(envelope) => envelope,
        Err(issues) => return Scene { issues: issues.found, ..scene },
    };
    let Some(s) = envelope.scenarios.first() else { return Scene { issues: envelope.issues.found, ..scene } };
    let lang = envelope.issues.lang;
    // a scene is known by its scenario
    let here =
        step.scenes.iter().find(|k| k.scheme == s.id).or_else(|| step.scenes.iter().find(|k| k.scheme.is_empty()));
    let Some(here) = here.or(step.scenes.first()) else { return scene };
    let all = inputs::inputs(&envelope.node, &s.path, &envelope.issues.found, lang);
    scene.controls = here.controls.iter().map(|c| control(c, &envelope.node, draft, &all)).gather();
    scene.setting = source.drafts(step).iter().position(|posed| posed == draft).map(|i| i as u32);
    let mine = |i: &&Issue| !i.path.starts_with("deck");
    scene.issues = envelope.issues.found.iter().filter(mine).cloned().gather();
    let terms = if here.terms { prose::form(&envelope.node, s, lang) } else { Vec::new() };
    scene.terms = terms.into_iter().filter(|t| t.id == "pay").flat_map(|t| t.sentences).gather();
    if scene.issues.is_empty() {
        let o = answer::evaluate(s);
        let story = Story::of(s, &o, lang);
        scene.method_text = story.method();
        let picture = here.picture.as_str();
        scene.waits = patience == Patience::Frame && !picture.is_empty() && !figures::is_quick(picture);
        if !scene.waits {
            scene.figure = figures::one(&story, &envelope.node, picture);
            scene.says = says::sentence(&here.says, &story, scene.figure.as_ref(), &all);
            if scene.says.is_empty() {
                scene.says = otherwise(&story, scene.figure.as_ref());
            }
        }
    }
    let said = scene.says.iter().chain(scene.terms.iter().flat_map(|t| &t.parts));
    let named: Vec<&str> = said
        .filter_map(|p| p.input.as_deref())
        .chain(scene.controls.iter().filter_map(|c| c.input.as_deref()))
        .gather();
    scene.inputs = all.into_iter().filter(|i| named.contains(&i.path.as_str())).map(|i| reach(i, here)).gather();
    scene
}

/// What is said where the step says nothing of its own: the headline of the picture, or the answer.
fn otherwise(story: &Story, figure: Option<&Figure>) -> Vec<Part> {
    match figure {
        Some(f) => f.headline.clone(),
        None => story.sentences().into_iter().flatten().gather(),
    }
}

fn control(c: &data::Control, node: &Node, draft: &str, inputs: &[Input]) -> Control {
    let input = inputs.iter().find(|i| i.path == c.input);
    let option = |(says, act): &(String, String)| SwitchOption {
        label: says.clone(),
        chosen: acts::stands(node, draft, act),
        act: act.clone(),
    };
    Control {
        label: if c.label.is_empty() { input.map_or_else(String::new, |i| i.name.clone()) } else { c.label.clone() },
        input: input.map(|i| i.path.clone()),
        options: c.options.iter().map(option).gather(),
    }
}

/// A slider as long as the figure wants it.
fn reach(mut input: Input, here: &data::Scene) -> Input {
    if let Some(c) = here.controls.iter().find(|c| c.input == input.path) {
        if let Some(ends) = c.ends {
            input.slider = Some(ends);
        }
        if let Some(step) = c.step {
            input.step = Some(step);
        }
    }
    input
}
