//! Provider behaviour on plain numbers: what help achieves, how much of it a price buys, and for whom.

pub mod counting;
pub mod indices;
pub mod production;
pub mod selection;
pub mod waterfill;

pub use production::{Need, best_response, scale_from};

/// The places of `values` from the largest to the smallest; equal values keep their order. Groups are few, so this
/// inserts: a library sort would cost the page more letters than time.
fn descending(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(values.len());
    for (i, value) in values.iter().enumerate() {
        let place = order.iter().take_while(|&&j| values[j].total_cmp(value).is_ge()).count();
        order.insert(place, i);
    }
    order
}
