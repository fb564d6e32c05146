//! Normal deviates once drawn, kept for the next draft: an edit of a price, a cost or a rule meets the same luck.
//!
//! A deviate depends on seed, address and future alone (`model-spec.md` 5.8), so a kept one is the one that would be drawn. A
//! future asks for the same addresses in the same order, so the next is found without a search.

use crate::ordered::Map;
use std::cell::RefCell;
use std::rc::Rc;

/// The most that is kept: 24 MB, all draws of a scheme of a few groups. Of a larger one as many futures as fit; the rest are
/// drawn anew.
pub const MOST_BYTES: usize = 24 << 20;

/// What has been drawn for one seed.
#[derive(Debug, Default)]
pub struct Draws {
    /// Whose draws these are: the seed, and the size of the scheme, beyond which addresses are not the same.
    of: (u32, u64),
    /// Column of each address.
    columns: Map<u64, usize>,
    /// Addresses in the order in which they were first asked for.
    order: Vec<u64>,
    /// Where the next address is expected.
    next: usize,
    /// By future and column; not a number where nothing has been drawn.
    rows: Vec<Vec<f64>>,
    /// How many numbers there is room for in all rows.
    room: usize,
}

thread_local! {
    /// Those of the last scheme: its next draft is tried against them.
    static LAST: RefCell<Rc<RefCell<Draws>>> = RefCell::default();
}

impl Draws {
    /// The draws of a seed and a size of scheme: those kept last, if they are of the same, or none yet. What was kept for
    /// another is dropped.
    pub fn of(seed: u32, size: u64) -> Rc<RefCell<Draws>> {
        LAST.with_borrow_mut(|last| {
            if last.borrow().of != (seed, size) {
                *last = Rc::new(RefCell::new(Draws { of: (seed, size), ..Draws::default() }));
            }
            Rc::clone(last)
        })
    }

    /// The deviate at an address: kept, or made and, while there is room, kept.
    pub fn at(&mut self, future: u32, address: u64, make: &dyn Fn() -> f64) -> f64 {
        if self.order.get(self.next) != Some(&address) {
            self.next = match self.columns.get(&address) {
                Some(column) => *column,
                None => {
                    self.columns.insert(address, self.order.len());
                    self.order.push(address);
                    self.order.len() - 1
                }
            };
        }
        let column = self.next;
        self.next += 1;
        let future = future as usize;
        if let Some(x) = self.rows.get(future).and_then(|row| row.get(column)).filter(|x| !x.is_nan()) {
            return *x;
        }
        let x = make();
        if self.rows.len() <= future {
            self.rows.resize_with(future + 1, Vec::new);
        }
        let row = &mut self.rows[future];
        if row.len() <= column {
            let wanted = self.order.len() - row.len();
            if (self.room + wanted) * size_of::<f64>() > MOST_BYTES {
                return x;
            }
            // a first future meets one address after the other; those after it know how many there are
            row.resize(self.order.len(), f64::NAN);
            self.room += wanted;
        }
        row[column] = x;
        x
    }

    /// Bytes of what is kept, without what it takes to find it again.
    pub fn bytes(&self) -> usize {
        self.room * size_of::<f64>()
    }
}
