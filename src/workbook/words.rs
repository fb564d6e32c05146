//! The words of the workbook, from the catalogue.

use crate::words::{Lang, word};

/// A message without arguments.
pub fn t(id: &str) -> &'static str {
    word(Lang::En, id)
}
