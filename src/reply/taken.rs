//! What is taken away: the stamp on everything, the papers of a scenario, its futures one by one, groups from a spreadsheet.

use super::{Figure, Part, Row, Table};
use serde::Serialize;
#[cfg(target_arch = "wasm32")]
use tsify::Tsify;

/// What everything that leaves the page says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Stamp {
    /// The scenario's id as the beginning of a file's name.
    pub file: String,
    /// The scenario's name.
    pub name: String,
    /// How its numbers may be shown, in words: Published, Example or Yours.
    pub tag: String,
    /// Version of the model.
    pub version: String,
    /// Version of the data: CRC-32 of the draft written without spaces, 8 hexadecimal digits.
    pub data: String,
    /// Seed of all draws.
    pub seed: String,
    /// The link, if it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// All of it but the link, in one line.
    pub line: String,
}

/// What can be taken away of one scenario, but for its futures one by one.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Papers {
    /// What each of them says of itself.
    pub stamp: Stamp,
    /// Inputs, results and ledger in one CSV file.
    pub csv: String,
    /// 150 words to paste at most, and the stamp beneath.
    pub words: String,
    /// Two printed pages.
    pub report: Report,
    /// One printed page for a board.
    pub digest: Digest,
}

/// Two printed pages.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Report {
    /// The answer, at most three sentences.
    pub answer: Vec<Vec<Part>>,
    /// People, provider, commissioners, investor.
    pub rows: Vec<Row>,
    /// The terms of payment, a sentence each.
    pub terms: Vec<Vec<Part>>,
    /// What stands instead of the last sentences where there is no room for them: the first for one, and so on.
    pub terms_more: Vec<String>,
    /// The pictures, the most telling first.
    pub figures: Vec<Figure>,
    /// Every input that is not published: name, value, status, source.
    pub assumed: Table,
    /// What stands instead of the last of them where there is no room: the first for one, and so on.
    pub assumed_more: Vec<String>,
    /// What these figures are not good for, and what must be known of them.
    pub limits: Vec<String>,
    /// How many numbers are published, examples, the reader's own.
    pub provenance: Vec<Part>,
    /// How the figures were reached.
    pub method: String,
}

/// One printed page for a board.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Digest {
    /// What could go wrong, the worst first; at most three.
    pub risks: Vec<Vec<Part>>,
    /// What to ask before signing.
    pub asks: Vec<String>,
}

/// Futures one by one.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Drawn {
    /// Name of the file.
    pub file: String,
    /// The file: CSV, a row a future.
    pub csv: String,
}

/// Groups of people as they were pasted from a spreadsheet.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct Pasted {
    /// The columns, as they were headed.
    pub columns: Vec<PastedCell>,
    /// The rows.
    pub rows: Vec<Vec<PastedCell>>,
    /// What is wrong with all of it, e.g. that a column is missing; empty if nothing is.
    pub wrong: Vec<String>,
    /// What will be done, or how many cells are to be mended.
    pub says: String,
    /// True if it can be put in.
    pub good: bool,
}

/// One cell of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(Tsify))]
pub struct PastedCell {
    /// As it was typed.
    pub text: String,
    /// Row and column in words, for whoever cannot see where it stands.
    pub name: String,
    /// What is wrong with it and what would be right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
}
