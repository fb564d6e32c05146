//! The fuzzer: libFuzzer drives, `holds` says what must hold, `mutate` changes trees where libFuzzer changes bytes.
//!
//! `PBR_FUZZ` names the subject (`holds::SUBJECTS`). `cargo xtask fuzz` builds and runs it.
#![no_main]

mod holds;
mod mutate;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use std::sync::LazyLock;

static SUBJECT: LazyLock<&str> = LazyLock::new(|| {
    let named = std::env::var("PBR_FUZZ").unwrap_or_default();
    holds::SUBJECTS
        .into_iter()
        .find(|s| *s == named)
        .unwrap_or_else(|| panic!("PBR_FUZZ is none of {:?}", holds::SUBJECTS))
});

fuzz_target!(|text: &str| holds::of(&SUBJECT, text));

fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    let changed = std::str::from_utf8(&data[..size]).ok().and_then(|text| mutate::mutate(text, &SUBJECT, seed));
    match changed {
        Some(text) if text.len() <= most => {
            data[..text.len()].copy_from_slice(text.as_bytes());
            text.len()
        }
        _ => fuzzer_mutate(data, size, most),
    }
});
