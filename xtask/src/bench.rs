//! Speed and size, printed and never asserted: the same evaluations natively and in the page, on one machine in one run.

use crate::artifact;
use crate::setup::Place;
use crate::step::{Result, run};
use std::path::Path;
use std::process::Command;

pub fn bench(place: &Place, chromium: &Path) -> Result<()> {
    artifact::build(place)?;
    let folder = place.target.join("bench");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let drags = folder.join("drags.json");
    let mut native = Command::new("cargo");
    native
        .args(["run", "--release", "--package", "pbr", "--example", "native", "--"])
        .arg(&drags)
        .current_dir(&place.root);
    run("the engine natively", &mut native)?;
    run("the page in Chromium", &mut page(place, chromium, &drags, &folder.join("page.log")))
}

/// With the harness of the page's tests, whose own report goes to a log: what is measured is on the screen.
fn page(place: &Place, chromium: &Path, drags: &Path, log: &Path) -> Command {
    let mut node = Command::new("node");
    node.arg("--test-reporter=spec")
        .arg(format!("--test-reporter-destination={}", log.display()))
        .arg("www/test/bench.mjs")
        .current_dir(&place.root)
        .env("PBR_CHROMIUM", chromium)
        .env_remove("PBR_FIREFOX")
        .env("PBR_DRAGS", drags);
    node
}
