//! The boundary: stand-in.
use wasm_bindgen::prelude::wasm_bindgen;

/// Twice a number, formatted.
#[wasm_bindgen]
pub fn twice(value: f64) -> String {
    format!("{}", libm::exp(libm::log(value) + libm::log(2.0)).round())
}
