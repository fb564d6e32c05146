//! What was worked out before, kept while it is asked for: never more than so much of it, whatever is asked.

use crate::num::splitmix::mix;
use crate::ordered::Map;
use std::rc::Rc;

/// Values by the numbers that they follow from, and from nothing else: whether one is at hand changes no answer.
pub struct Kept<V> {
    /// Numbers, of keys and values, that either half may hold.
    room: usize,
    /// Of the newer half, how many it holds.
    size: usize,
    newer: Half<V>,
    /// Goes when the newer half is full; what was asked for in the meantime has moved there.
    older: Half<V>,
}

/// By a digest of the key; of two with the same digest the later stays.
type Half<V> = Map<u64, (Vec<u64>, Rc<V>)>;

impl<V> Kept<V> {
    /// Nothing yet.
    pub const fn new(room: usize) -> Kept<V> {
        Kept { room, size: 0, newer: Map::new(), older: Map::new() }
    }

    /// The value of a key: at hand, or made now. `size` is how many numbers it holds.
    pub fn of(&mut self, key: Vec<u64>, size: fn(&V) -> usize, make: impl FnOnce() -> V) -> Rc<V> {
        let digest = key.iter().fold(key.len() as u64, |digest, word| mix(digest ^ word));
        if let Some((of, value)) = self.newer.get(&digest) {
            if *of == key {
                return Rc::clone(value);
            }
        }
        let value = match self.older.remove(&digest) {
            Some((of, value)) if of == key => value,
            _ => Rc::new(make()),
        };
        let more = key.len() + size(&value);
        if self.size + more > self.room {
            self.older = std::mem::replace(&mut self.newer, Map::new());
            self.size = 0;
        }
        self.size += more;
        self.newer.insert(digest, (key, Rc::clone(&value)));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held<V>(kept: &Kept<V>) -> usize {
        kept.newer.len() + kept.older.len()
    }

    #[test]
    fn what_is_asked_for_stays_and_no_more_than_fits() {
        let mut kept = Kept::new(20);
        let mut made = 0;
        for round in 0..50 {
            // a key of one number and a value of one: ten of them fill a half
            for key in [1, 2, 3, 1000 + round] {
                assert_eq!(
                    *kept.of(
                        vec![key],
                        |_| 1,
                        || {
                            made += 1;
                            key * 7
                        }
                    ),
                    key * 7
                );
            }
            assert!(held(&kept) <= 20);
        }
        assert_eq!(made, 3 + 50);
    }

    #[test]
    fn what_is_too_large_is_made_all_the_same() {
        let mut kept = Kept::new(2);
        assert_eq!(*kept.of(vec![1, 2, 3], |_| 1, || 5), 5);
        assert_eq!(*kept.of(vec![1], |_| 1, || 6), 6);
        assert!(held(&kept) <= 2);
    }
}
