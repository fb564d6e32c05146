//! Lists from iterators, by one short loop.

/// Lists from iterators, by pushing: what the standard library's `collect` makes for each iterator is three functions long, and
/// there are some three hundred.
pub trait Gather: Iterator + Sized {
    /// Everything that comes, in order.
    fn gather(self) -> Vec<Self::Item> {
        let mut out = Vec::new();
        for item in self {
            out.push(item);
        }
        out
    }
}

impl<I: Iterator> Gather for I {}
