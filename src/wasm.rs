//! The boundary: the only file that names wasm-bindgen, js-sys and web-sys. Text in, typed objects out.

use crate::evaluate::Job;
use crate::link;
use crate::ordered::Map;
use crate::reply::{Catalogue, Decoded, Edited, Progress, Reply, Unit};
use crate::scenario::edit;
use crate::words::{Lang, number};
use js_sys::Array;
use serde::de::{IntoDeserializer, value};
use serde::ser::{Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple};
use serde::{Deserialize, Serialize, Serializer};
use std::cell::RefCell;
use std::fmt;
use wasm_bindgen::prelude::*;

/// A reply as the page gets it: plain objects, no text to parse again.
fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsError> {
    let names = RefCell::new(Map::new());
    value.serialize(Plain { names: &names }).map_err(|never| match never {})
}

/// Once per instance: a panic reaches the console with its words, and the page throws the instance away.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into())));
}

/// Words, fields, results and schemes of a language.
#[wasm_bindgen(unchecked_return_type = "Catalogue")]
pub fn catalogue(lang: &str) -> Result<JsValue, JsError> {
    to_js::<Catalogue>(&crate::evaluate::catalogue(Lang::of(lang).unwrap_or_default()))
}

/// Answers a draft, or tells every mistake in it.
#[wasm_bindgen(unchecked_return_type = "Reply")]
pub fn evaluate(draft: &str, before: Option<String>, generation: u32) -> Result<JsValue, JsError> {
    to_js::<Reply>(&crate::evaluate::evaluate(draft, before.as_deref(), generation))
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
    /// A job on a draft: `futures`, or the id of a costly picture; `before` and `generation` as in `evaluate`.
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

/// Does what a switch or an offer proposes.
#[wasm_bindgen(unchecked_return_type = "Edited")]
pub fn act(draft: &str, act: &str) -> Result<JsValue, JsError> {
    to_js::<Edited>(&crate::acts::act(draft, act))
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

/// A link's draft, or in words what is wrong with it.
#[wasm_bindgen(unchecked_return_type = "Decoded")]
pub fn decode(text: &str) -> Result<JsValue, JsError> {
    to_js::<Decoded>(&match link::decode(text) {
        Ok(draft) => Decoded { draft: Some(draft), issue: None },
        Err(refusal) => Decoded { draft: None, issue: Some(refusal.message(Lang::En)) },
    })
}

#[wasm_bindgen]
extern "C" {
    /// An object without a class.
    #[wasm_bindgen(js_name = Object)]
    type Record;
    #[wasm_bindgen(constructor, js_class = "Object")]
    fn new() -> Record;
    #[wasm_bindgen(method, indexing_setter)]
    fn put(this: &Record, key: &JsValue, value: JsValue);
}

/// What is serialised here never fails: the compiler leaves out whatever would happen if it did.
#[derive(Debug)]
enum Never {}

impl std::error::Error for Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result {
        match *self {}
    }
}

impl serde::ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Never {
        unsaid()
    }
}

/// Writes replies as JavaScript's own values. (serde-wasm-bindgen does so for whatever there is, with a hash table for names
/// and a way out for mistakes after every field: 6 kB of the page.)
#[derive(Clone, Copy)]
struct Plain<'n> {
    /// The names of fields met so far, each made a JavaScript string once.
    names: &'n RefCell<Map<&'static str, JsValue>>,
}

/// A list that is being filled.
struct List<'n> {
    plain: Plain<'n>,
    items: Array,
}

/// An object that is being filled; of a map also the key that waits for its value.
struct Fields<'n> {
    plain: Plain<'n>,
    object: Record,
    key: JsValue,
}

impl<'n> Plain<'n> {
    fn list(self) -> List<'n> {
        List { plain: self, items: Array::new() }
    }

    fn fields(self) -> Fields<'n> {
        Fields { plain: self, object: Record::new(), key: JsValue::UNDEFINED }
    }
}

impl Fields<'_> {
    /// A field of a type: its name is one of few.
    fn named(&self, name: &'static str, value: JsValue) {
        let mut names = self.plain.names.borrow_mut();
        self.object.put(names.entry(name).or_insert_with(|| JsValue::from_str(name)), value);
    }
}

type Told = Result<JsValue, Never>;

macro_rules! numbers {
    ($($name:ident($type:ty)),+) => {
        $(fn $name(self, number: $type) -> Told {
            Ok(JsValue::from_f64(number as f64))
        })+
    };
}

impl<'n> Serializer for Plain<'n> {
    type Ok = JsValue;
    type Error = Never;
    type SerializeSeq = List<'n>;
    type SerializeTuple = List<'n>;
    type SerializeMap = Fields<'n>;
    type SerializeStruct = Fields<'n>;
    // a reply has none of these
    type SerializeTupleStruct = Impossible<JsValue, Never>;
    type SerializeTupleVariant = Impossible<JsValue, Never>;
    type SerializeStructVariant = Impossible<JsValue, Never>;

    numbers!(serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64));
    numbers!(serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64));
    numbers!(serialize_f32(f32), serialize_f64(f64));

    fn serialize_bool(self, yes: bool) -> Told {
        Ok(JsValue::from_bool(yes))
    }

    fn serialize_char(self, letter: char) -> Told {
        Ok(JsValue::from_str(letter.encode_utf8(&mut [0; 4])))
    }

    fn serialize_str(self, text: &str) -> Told {
        Ok(JsValue::from_str(text))
    }

    fn serialize_bytes(self, _: &[u8]) -> Told {
        unsaid()
    }

    fn serialize_none(self) -> Told {
        Ok(JsValue::UNDEFINED)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Told {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Told {
        Ok(JsValue::UNDEFINED)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Told {
        Ok(JsValue::UNDEFINED)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Told {
        Ok(JsValue::from_str(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Told {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, _: &'static str, _: &T) -> Told {
        unsaid()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'n>, Never> {
        Ok(self.list())
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'n>, Never> {
        Ok(self.list())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'n>, Never> {
        Ok(self.fields())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'n>, Never> {
        Ok(self.fields())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Never> {
        unsaid()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Never> {
        unsaid()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Never> {
        unsaid()
    }
}

/// What no reply has in it.
fn unsaid() -> ! {
    wasm_bindgen::throw_str("a reply has what cannot be told")
}

impl SerializeSeq for List<'_> {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.items.push(&value.serialize(self.plain)?);
        Ok(())
    }

    fn end(self) -> Told {
        Ok(self.items.into())
    }
}

impl SerializeTuple for List<'_> {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Told {
        SerializeSeq::end(self)
    }
}

impl SerializeMap for Fields<'_> {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        self.key = key.serialize(self.plain)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.object.put(&self.key, value.serialize(self.plain)?);
        Ok(())
    }

    fn end(self) -> Told {
        Ok(self.object.into())
    }
}

impl SerializeStruct for Fields<'_> {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Never> {
        let value = value.serialize(self.plain)?;
        self.named(name, value);
        Ok(())
    }

    fn end(self) -> Told {
        Ok(self.object.into())
    }
}
