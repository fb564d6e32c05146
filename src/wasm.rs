//! The boundary: the only file that names wasm-bindgen, js-sys and web-sys. Text in, typed objects out.
//!
//! ```ts
//! catalogue(lang: string): Catalogue
//! evaluate(draft: string, before: string | undefined, generation: number): Reply
//! edit(draft: string, path: string, typed: string): Edited      // what was typed, letter for letter if it cannot be read
//! nudge(draft: string, path: string, steps: number): Edited     // arrow keys: +-1, page keys: +-10, home/end: -+Infinity
//! reset(draft: string, path: string): Edited                    // back to the scheme's own value
//! format(value: number, unit: Unit, lang: string): string       // ticks
//! encode(draft: string): string                                 // link text, without '#'
//! decode(link: string): { draft?: string, issue?: string }      // an explanation, never a blank page
//! ```
