//! What "What matters" answers: which inputs move a result, alone and together.

use super::{Choice, Part, Table};
use serde::Serialize;
#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// Which inputs move a result.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Mattered {
    /// Id of the result that is weighed.
    pub result: String,
    /// The results that can be weighed: id and name.
    pub choices: Vec<Choice>,
    /// The three numbers that it depends on most, in a sentence; empty until all are known, or where nothing moves it.
    pub most: Vec<Part>,
    /// One at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tornado: Option<Swings>,
    /// All together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub together: Option<Together>,
    /// Two at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<HeatMap>,
}

/// Each number alone at both ends of its range.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Swings {
    /// What they show, in a sentence.
    pub headline: Vec<Part>,
    /// How they are made.
    pub subtitle: Vec<Part>,
    /// What the result is now, in its unit.
    pub now: f64,
    /// The same, formatted.
    pub now_text: Part,
    /// The largest, in order; those that move nothing are left out.
    pub bars: Vec<SwingBar>,
    /// How many move nothing, and what else is worth knowing.
    pub notes: Vec<Vec<Part>>,
    /// The same numbers to read.
    pub table: Table,
    /// Where the answer turns along the strongest; absent until it has been looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turns: Option<Table>,
    /// Paths of the strongest numbers, in order, for what is asked next.
    pub strongest: Vec<String>,
    /// The numbers that a map can be drawn over: path and name.
    pub movable: Vec<Choice>,
}

/// One number at both ends of its range.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct SwingBar {
    /// Path of the number.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Low and high end of it, as shown.
    pub at: [String; 2],
    /// The result there, in its unit; absent where it is not known.
    pub ends: [Option<f64>; 2],
    /// The same, formatted, or why there is none.
    pub texts: [Part; 2],
}

/// How much of the variance of a result each number explains.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Together {
    /// What they show, in a sentence; how it goes until there is something to show.
    pub headline: Vec<Part>,
    /// How they are made, and of how many runs.
    pub subtitle: Vec<Part>,
    /// The numbers, the most important first.
    pub bars: Vec<ImportanceBar>,
    /// What else is worth knowing.
    pub notes: Vec<Vec<Part>>,
    /// The same numbers to read.
    pub table: Table,
}

/// One number's part of the variance: alone, and with everything that it shares with others.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct ImportanceBar {
    /// Path of the number.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Alone and in all, shares of 1; what noise takes below 0 is 0.
    pub shares: [f64; 2],
    /// Two standard errors of each.
    pub errors: [f64; 2],
    /// The same, formatted, each with its error.
    pub texts: [Part; 2],
}

/// A result over two numbers.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct HeatMap {
    /// What it shows, in a sentence.
    pub headline: Vec<Part>,
    /// What the line is, and how fine the map is by now.
    pub subtitle: Vec<Part>,
    /// Both numbers.
    pub axes: [MapAxis; 2],
    /// Cells along each side.
    pub side: u32,
    /// Rows from the bottom, a character a cell: `0` to `8` the class, `-` where the numbers do not go together or the result is
    /// unknown, a space where nothing is known yet.
    pub rows: Vec<String>,
    /// What the classes are, lowest first.
    pub classes: Vec<MapClass>,
    /// Values of the cells, row by row from the bottom; nothing where unknown.
    pub values: Vec<Option<f64>>,
    /// `1` for each of them that was worked out, `0` for each that was not yet.
    pub done: String,
    /// The line along which the result takes the value of `line_text`: x, y, x, y, shares of the sides from the lower left.
    pub line: Vec<[f64; 4]>,
    /// What the line is.
    pub line_text: Vec<Part>,
    /// Where the draft stands, shares of the sides; may lie outside.
    pub stands: [f64; 2],
    /// The map at a few places, to read.
    pub table: Table,
}

/// One side of a map.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct MapAxis {
    /// Path of the number.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Its ends, as shown.
    pub ends: [String; 2],
    /// What it is now, as shown.
    pub now: String,
}

/// One class of values.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct MapClass {
    /// From where to where, in words.
    pub text: Vec<Part>,
    /// How far from the line: from -4 on the bad side to 4 on the good; where neither side is good, from 1 for the lowest to 9 for the highest.
    pub tone: i32,
    /// True where one side of the line is good and the other bad.
    pub judged: bool,
}

/// One place of a map.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Spot {
    /// What stands there and what it comes to, in a sentence.
    pub says: Vec<Part>,
    /// What puts both numbers into the draft.
    pub act: String,
    /// Both numbers there, as shown.
    pub at: [String; 2],
}

/// How far one number may be off, to be typed over.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Ranged {
    /// Path of the number.
    pub path: String,
    /// Its name.
    pub name: String,
    /// The number, as it is typed.
    pub text: String,
    /// Low end, as it is typed, or letter for letter what was.
    pub low: String,
    /// High end, likewise.
    pub high: String,
    /// Where the range comes from.
    pub says: String,
    /// True if the reader put it there.
    pub own: bool,
    /// True if it can be typed over: a list by month has no range of its own.
    pub typed: bool,
}
