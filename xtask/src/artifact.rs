//! The one artifact: crate -> WebAssembly -> JavaScript and types -> dist/index.html.

use crate::notices;
use crate::setup::Place;
use crate::step::{Result, run, timed};
use crate::supply;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

pub fn page(place: &Place) -> PathBuf {
    place.root.join("dist/index.html")
}

/// In this order, each step reading only what those before it wrote into www/gen.
pub fn build(place: &Place) -> Result<()> {
    run("WebAssembly", &mut compile(place))?;
    timed("JavaScript and types for it", "cargo xtask build", || bind(place))?;
    timed("licence notices of the crates", "cargo xtask build", || notices::write(place))?;
    // the story for those without scripting, rendered by the native crate, belongs here
    run("page", Command::new("node").arg("build.mjs").current_dir(place.www()))?;
    timed("licences and bill of materials", "cargo xtask build", || supply::bill(place))
}

pub fn compile(place: &Place) -> Command {
    let mut cargo = Command::new("cargo");
    // a module is linked here alone: named in Cargo.toml, every native build would link one as well
    cargo
        .args(["rustc", "--profile", "page", "--package", "pbr", "--lib", "--target", "wasm32-unknown-unknown"])
        .args(["--crate-type", "cdylib"])
        .current_dir(&place.root);
    // The same bytes wherever it is built: panics name source files, and those of dependencies lie under somebody's home
    let mut flags: Vec<String> =
        sources(place).iter().map(|folder| format!("--remap-path-prefix={}=crates", folder.display())).collect();
    // loops with an address for each array they walk are longer than those with one index: 4.5 kB of brotli. Functions are put
    // into others only where they are tiny, and loops stay as they are: 50 kB less
    let small = ["-Cllvm-args=-disable-lsr -inline-threshold=25", "-Cno-vectorize-loops", "-Cno-vectorize-slp"];
    flags.extend(small.map(String::from));
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    cargo
}

/// The folders that hold the sources of dependencies.
fn sources(place: &Place) -> BTreeSet<PathBuf> {
    let packages = place.metadata["packages"].as_array().into_iter().flatten();
    packages
        .filter(|package| !package["source"].is_null())
        .filter_map(|package| Path::new(package["manifest_path"].as_str()?).parent()?.parent().map(Path::to_owned))
        .collect()
}

fn bind(place: &Place) -> Result<()> {
    let out = place.www().join("gen");
    // a type or snippet that is no longer made must not stay importable
    if out.exists() {
        std::fs::remove_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    }
    Bindgen::new()
        .input_path(place.target.join("wasm32-unknown-unknown/page/pbr.wasm"))
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(true)
                // a trap leaves the instance poisoned: the page drops it and starts afresh
                .reset_state_function(true)
                // the page carries its own module and never fetches one
                .omit_default_module_path(true)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate(&out)
        })
        .map_err(|error| format!("{error:#}"))
}
