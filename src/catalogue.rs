//! What does not depend on a draft: words, results, schemes and unit costs, as a page gets them once.

use crate::cards;
use crate::gather::Gather;
use crate::measures;
use crate::method;
use crate::ordered::Map;
use crate::reply::{Catalogue, ResultRow};
use crate::results;
use crate::unit_costs;
use crate::words::{self, Lang};

/// Everything that does not depend on a draft.
pub fn catalogue(lang: Lang) -> Catalogue {
    let result = |d: &results::Def| ResultRow {
        id: d.id.to_string(),
        label: d.label.to_string(),
        unit: d.unit,
        voice: d.voice,
        formula: results::in_words(d),
        of: results::made_of(d).map(|(_, of)| of.map(str::to_string).to_vec()).unwrap_or_default(),
        sign: results::made_of(d).map(|(sign, _)| sign.to_string()).unwrap_or_default(),
        rests: d.inputs.iter().map(|p| p.to_string()).gather(),
        standard: measures::find(d.id).map(|m| m.standard.to_string()),
        says: measures::find(d.id).map(|m| m.says.to_string()),
        limits: measures::find(d.id).map(|m| m.limits.to_string()),
    };
    Catalogue {
        lang: lang.code().to_string(),
        version: env!("CARGO_PKG_VERSION").to_string(),
        words: words::page(lang).map(|m| (m.id.to_string(), m.text.to_string())).collect::<Map<_, _>>(),
        results: results::RESULTS.iter().map(result).gather(),
        schemes: cards::cards(lang),
        method: method::told(lang),
        unit_costs: unit_costs::shown(lang),
    }
}
