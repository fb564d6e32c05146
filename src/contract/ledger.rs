//! A settled path: postings with sender, receiver, month, amount and tag, and where they come from.

use crate::gather::Gather;
use crate::ordered::Set;

/// One posting inside the engine, with what `Scale`, `Gate` and the split by group need to know of its origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Who pays (index into `Run::parties`).
    pub from: usize,
    /// Who receives.
    pub to: usize,
    /// Month, from 0.
    pub month: u32,
    /// £.
    pub amount: f64,
    /// Index into `Run::tags`.
    pub tag: usize,
    /// Start month of the person paid for, if it is for persons.
    pub start: Option<u32>,
    /// Month of the event paid for.
    pub event: u32,
    /// Payment band of the person paid for.
    pub band: Option<usize>,
}

impl Entry {
    /// The month that says to whose year and cohort it belongs: of the person's start or, if it is for nobody, of what
    /// it was first due for; delays and settlements do not move it.
    pub(super) fn belongs(&self) -> u32 {
        self.start.unwrap_or(self.event)
    }
}

/// A settled path.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Names of the parties.
    pub parties: Vec<String>,
    /// Names of the payments, `cost`, `drawn`.
    pub tags: Vec<String>,
    /// Names of the bands.
    pub bands: Vec<String>,
    /// True if something that bends was taken at the mean: a central path, not an expectation.
    pub at_mean: bool,
    /// All postings.
    pub entries: Vec<Entry>,
    /// Message ids of what a reader must know.
    pub notes: Set<&'static str>,
}

impl Ledger {
    /// Index of a tag.
    pub fn tag(&self, name: &str) -> Option<usize> {
        self.tags.iter().position(|t| t == name)
    }

    /// Index of a tag, added if it is new.
    pub fn tag_of(&mut self, name: &str) -> usize {
        place(&mut self.tags, name)
    }

    /// Index of a party, added if it is new.
    pub fn party(&mut self, name: &str) -> usize {
        place(&mut self.parties, name)
    }

    /// Adds another ledger's postings; names are matched by name.
    pub fn join(&mut self, other: Ledger) {
        if self.parties.is_empty() {
            *self = other;
            return;
        }
        let parties: Vec<usize> = other.parties.iter().map(|n| self.party(n)).gather();
        let tags: Vec<usize> = other.tags.iter().map(|n| self.tag_of(n)).gather();
        let moved = |e: Entry| Entry { from: parties[e.from], to: parties[e.to], tag: tags[e.tag], ..e };
        self.entries.extend(other.entries.into_iter().map(moved));
        self.bands = other.bands;
        self.at_mean |= other.at_mean;
        self.notes.extend(other.notes);
    }
}

/// Index of a name in a list, added if it is new.
pub fn place(list: &mut Vec<String>, name: &str) -> usize {
    list.iter().position(|n| n == name).unwrap_or_else(|| {
        list.push(name.to_string());
        list.len() - 1
    })
}

/// The postings month by month, those of one month in the order in which they stood.
pub(super) fn by_month(entries: Vec<Entry>) -> Vec<Entry> {
    let Some(last) = entries.iter().map(|e| e.month).max() else { return entries };
    // where each month begins
    let mut places = vec![0_u32; last as usize + 2];
    for e in &entries {
        places[e.month as usize + 1] += 1;
    }
    for month in 1..places.len() {
        places[month] += places[month - 1];
    }
    // which posting comes where
    let mut order = vec![0_u32; entries.len()];
    for (i, e) in (0..).zip(&entries) {
        let place = &mut places[e.month as usize];
        order[*place as usize] = i;
        *place += 1;
    }
    let mut sorted = Vec::with_capacity(entries.len());
    sorted.extend(order.into_iter().map(|i| entries[i as usize]));
    sorted
}
