//! Keyed random numbers: each is named by seed, stream and path, so that no draw depends on another (`RNG1`, `RNG3`).
//!
//! Model specification 5.8. There is no generator whose state could be advanced once too often: adding or taking away a
//! source of chance moves no other draw.

/// The first output of SplitMix64 (Steele, Lea and Flood 2014) from the state `a`: a bijection of 64-bit numbers.
#[must_use]
pub fn mix(a: u64) -> u64 {
    let mut z = a.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The 64 bits of one draw: its seed, the stored number of its stream, and its path.
#[must_use]
pub fn bits(seed: u64, stream: u64, path: u64) -> u64 {
    mix(mix(mix(seed).wrapping_add(stream)).wrapping_add(path))
}

/// 64 bits as a number strictly between 0 and 1: the middle of one of 2^53 equal cells, as near as an f64 can say it.
#[must_use]
pub fn uniform(bits: u64) -> f64 {
    // the middle of the last cell would round to 1
    (((bits >> 11) as f64 + 0.5) / (1u64 << 53) as f64).min(1.0 - f64::EPSILON / 2.0)
}
