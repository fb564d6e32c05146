//! The boundary: the only file that names wasm-bindgen, js-sys and web-sys. Text in, typed objects out.

use crate::deck::scene::Patience;
use crate::evaluate::Job;
use crate::link;
use crate::num::decimal;
use crate::private::{self, Secret};
use crate::reply::{
    Catalogue, Check, Deck, Decoded, Edited, Input, Pasted, Progress, Ranged, Reply, Scene, SchemeTold, Spot, Stamp,
    Step, Unit,
};
use crate::scenario::edit;
use crate::take::{groups, stamp};
use crate::words::{Lang, number};
use serde::de::{IntoDeserializer, value};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::mem::take;
use wasm_bindgen::prelude::*;

/// A reply as the page gets it: typed arrays and plain objects, no strings to parse again.
fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(|e| JsError::new(&e.to_string()))
}

/// A list as it was handed over last: what has not changed is handed over again as it is, which takes no time.
struct Handed<T>(Vec<(T, JsValue)>);

impl<T: Serialize + PartialEq> Handed<T> {
    fn again(&mut self, list: Vec<T>) -> Result<js_sys::Array, JsError> {
        let mut before = take(&mut self.0).into_iter();
        for item in list {
            let js = match before.next() {
                Some((same, js)) if same == item => js,
                _ => to_js(&item)?,
            };
            self.0.push((item, js));
        }
        Ok(self.0.iter().map(|(_, js)| js).collect())
    }
}

thread_local! {
    /// A drag moves one of some hundred fields.
    static INPUTS: RefCell<Handed<Input>> = const { RefCell::new(Handed(Vec::new())) };
    static FORM: RefCell<Handed<Step>> = const { RefCell::new(Handed(Vec::new())) };
}

/// A reply; of a draft with several scenarios only what differs from the first would be remembered, so nothing is.
fn reply_to_js(mut reply: Reply) -> Result<JsValue, JsError> {
    let [view] = reply.views.as_mut_slice() else { return to_js(&reply) };
    let (inputs, form) = (take(&mut view.inputs), take(&mut view.form));
    let inputs = INPUTS.with_borrow_mut(|handed| handed.again(inputs))?;
    let form = FORM.with_borrow_mut(|handed| handed.again(form))?;
    let js = to_js(&reply)?;
    let property = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into());
    let put = || {
        let view = js_sys::Reflect::get_u32(&property(&js, "views")?, 0)?;
        js_sys::Reflect::set(&view, &"inputs".into(), &inputs)?;
        js_sys::Reflect::set(&view, &"form".into(), &form)
    };
    put().map_err(|_: JsValue| JsError::new("a reply is an object"))?;
    Ok(js)
}

/// Once per instance: a panic reaches the console with its words, and the page throws the instance away.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into())));
}

/// Words, fields, results and schemes of a language.
#[wasm_bindgen(unchecked_return_type = "Catalogue")]
pub fn catalogue(lang: &str) -> Result<JsValue, JsError> {
    to_js::<Catalogue>(&crate::catalogue::catalogue(Lang::of(lang).unwrap_or_default()))
}

/// What a scheme's card says when it is opened; nothing if there is no such scheme.
#[wasm_bindgen(unchecked_return_type = "SchemeTold | undefined")]
pub fn scheme(id: &str, lang: &str) -> Result<JsValue, JsError> {
    to_js::<Option<SchemeTold>>(&crate::cards::told(id, Lang::of(lang).unwrap_or_default()))
}

/// Back-tests by their ids, or all of them if none is named: what was published beside what the model says.
#[wasm_bindgen(unchecked_return_type = "Check[]")]
pub fn checks(ids: Vec<String>) -> Result<JsValue, JsError> {
    to_js::<Vec<Check>>(&crate::backtest::shown(&ids))
}

/// The talk of a file, or the explainer.
#[wasm_bindgen(unchecked_return_type = "Deck")]
pub fn deck(own: Option<String>, lang: &str) -> Result<JsValue, JsError> {
    to_js::<Deck>(&crate::deck::told(own.as_deref(), Lang::of(lang).unwrap_or_default()))
}

/// The draft that a step is shown on at one of its settings.
#[wasm_bindgen]
pub fn pose(step: &str, setting: u32, own: Option<String>, lang: &str) -> String {
    crate::deck::pose(step, setting, own.as_deref(), Lang::of(lang).unwrap_or_default())
}

/// What a step shows of a draft, as far as no frame is missed; the rest is a job.
#[wasm_bindgen(unchecked_return_type = "Scene")]
pub fn scene(step: &str, draft: &str, own: Option<String>, generation: u32, lang: &str) -> Result<JsValue, JsError> {
    let lang = Lang::of(lang).unwrap_or_default();
    to_js::<Scene>(&crate::deck::scene::scene(step, draft, own.as_deref(), generation, lang, Patience::Frame))
}

/// Answers a draft, or tells every mistake in it; while a hand drags, with no picture but the one that is looked at.
#[wasm_bindgen(unchecked_return_type = "Reply")]
pub fn evaluate(
    draft: &str,
    before: Option<String>,
    generation: u32,
    looked_at: Option<String>,
) -> Result<JsValue, JsError> {
    let before = before.as_deref();
    reply_to_js(match looked_at {
        Some(looked_at) => crate::evaluate::glimpse(draft, before, generation, &looked_at),
        None => crate::evaluate::evaluate(draft, before, generation),
    })
}

/// Puts what was typed into a field, letter for letter if it cannot be read.
#[wasm_bindgen(unchecked_return_type = "Edited")]
pub fn edit(draft: &str, path: &str, typed: &str) -> Result<JsValue, JsError> {
    to_js::<Edited>(&edit::edit(draft, path, typed))
}

/// Puts a number into a field: sliders and handles.
#[wasm_bindgen(unchecked_return_type = "Edited")]
pub fn set(draft: &str, path: &str, value: f64) -> Result<JsValue, JsError> {
    to_js::<Edited>(&edit::set(draft, path, value))
}

/// Steps a number: arrow keys ±1, page keys ±10, Home and End ±Infinity.
#[wasm_bindgen(unchecked_return_type = "Edited")]
pub fn nudge(draft: &str, path: &str, steps: f64) -> Result<JsValue, JsError> {
    to_js::<Edited>(&edit::nudge(draft, path, steps))
}

/// Puts back what stands in the scheme that the scenario was started from.
#[wasm_bindgen(unchecked_return_type = "Edited")]
pub fn reset(draft: &str, path: &str) -> Result<JsValue, JsError> {
    to_js::<Edited>(&edit::reset(draft, path))
}

/// A job that takes long, done in steps in a worker, or on the page between frames where there is none.
#[wasm_bindgen]
pub struct Run(Job);

#[wasm_bindgen]
impl Run {
    /// A job on a draft: `futures`, the id of a costly picture, or `scene:` and the id of a step, when `before` is the file
    /// that holds the talk; else `before` and `generation` as in `evaluate`.
    #[wasm_bindgen(constructor)]
    pub fn new(draft: &str, before: Option<String>, generation: u32, job: &str) -> Run {
        Run(Job::new(draft, before.as_deref(), generation, job))
    }

    /// Does so many units more.
    #[wasm_bindgen(unchecked_return_type = "Progress")]
    pub fn step(&mut self, units: u32) -> Result<JsValue, JsError> {
        to_js::<Progress>(&self.0.step(units))
    }
}

/// Does what a switch, an offer or the arrangement of a talk proposes.
#[wasm_bindgen(unchecked_return_type = "Edited")]
pub fn act(draft: &str, act: &str) -> Result<JsValue, JsError> {
    to_js::<Edited>(&crate::deck::act(draft, act))
}

/// How far each number of a draft may be off.
#[wasm_bindgen(unchecked_return_type = "Ranged[]")]
pub fn ranges(draft: &str, terms: bool, lang: &str) -> Result<JsValue, JsError> {
    to_js::<Vec<Ranged>>(&crate::matters::ranges::listed(draft, terms, Lang::of(lang).unwrap_or_default()))
}

/// What stands at a cell of a map, given its value; `known` is false where that has not been worked out.
#[wasm_bindgen(unchecked_return_type = "Spot | undefined")]
pub fn spot(
    draft: &str,
    asked: &str,
    column: u32,
    row: u32,
    value: Option<f64>,
    known: bool,
    lang: &str,
) -> Result<JsValue, JsError> {
    let lang = Lang::of(lang).unwrap_or_default();
    to_js::<Option<Spot>>(&crate::matters::map::spot(draft, asked, [column, row], value, known, lang))
}

/// A number on an axis.
#[wasm_bindgen]
pub fn format(
    value: f64,
    #[wasm_bindgen(unchecked_param_type = "Unit")] unit: &str,
    lang: &str,
) -> Result<String, JsError> {
    let unit = Unit::deserialize(unit.into_deserializer()).map_err(|e: value::Error| JsError::new(&e.to_string()))?;
    Ok(number::tick(value, unit, Lang::of(lang).unwrap_or_default()))
}

/// A draft as link text. Called on request only: a link ends up in histories and logs.
#[wasm_bindgen]
pub fn encode(draft: &str) -> String {
    link::encode(draft)
}

/// The draft without what one side keeps to itself: `prices`, or the numbers of the `provider`, `investor` or `commissioner`.
#[wasm_bindgen]
pub fn without(draft: &str, secret: &str) -> String {
    Secret::of(secret).map_or_else(String::new, |secret| private::without(draft, secret))
}

/// A draft's first scenario as the bytes of a workbook (.xlsx), with the link at which it can be found again and percentiles of
/// so many futures; no bytes if the draft has mistakes.
#[wasm_bindgen]
pub fn workbook(draft: &str, link: Option<String>, futures: u32) -> Vec<u8> {
    crate::workbook::workbook(draft, link.as_deref(), futures).unwrap_or_default()
}

/// A link's draft, or in words what is wrong with it.
#[wasm_bindgen(unchecked_return_type = "Decoded")]
pub fn decode(text: &str) -> Result<JsValue, JsError> {
    to_js::<Decoded>(&match link::decode(text) {
        Ok(draft) => Decoded { draft: Some(draft), issue: None, torn: None },
        Err(refusal) => Decoded { draft: None, issue: Some(refusal.message(Lang::En)), torn: link::torn(text) },
    })
}

/// A draft of as much of a text as can be read, however it was cut or spoilt; nothing if nothing can.
#[wasm_bindgen]
pub fn salvage(text: &str) -> Option<String> {
    crate::json::Node::salvage(text).map(|node| node.to_string())
}

/// What everything that leaves the page says of itself; `address` is what the link stands behind, if it is asked for.
#[wasm_bindgen(unchecked_return_type = "Stamp | undefined")]
pub fn stamp(draft: &str, address: Option<String>) -> Result<JsValue, JsError> {
    to_js::<Option<Stamp>>(&stamp::stamp(draft, address.as_deref()))
}

/// A number with all its digits, for a table that is copied.
#[wasm_bindgen]
pub fn digits(value: f64) -> String {
    decimal::plain(value)
}

/// The groups of a draft as a table for a spreadsheet.
#[wasm_bindgen]
pub fn groups_table(draft: &str) -> String {
    groups::table(draft)
}

/// Such a table read against a draft, with everything that is wrong with it.
#[wasm_bindgen(unchecked_return_type = "Pasted")]
pub fn groups_pasted(draft: &str, text: &str) -> Result<JsValue, JsError> {
    to_js::<Pasted>(&groups::paste(draft, text))
}
