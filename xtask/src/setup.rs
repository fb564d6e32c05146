//! Set-up: where things are, and whatever is missing that a command can bring.

use crate::step::{Result, capture, note, run};
use crate::version;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What sass and node's test runner need; www/package.json says the same to npm.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// The repository and what cargo says of it.
pub struct Place {
    pub root: PathBuf,
    pub target: PathBuf,
    /// `cargo metadata` for the page's platform
    pub metadata: Value,
}

impl Place {
    pub fn find() -> Result<Self> {
        // asked of cargo at run time: a target folder shared by two checkouts holds one of their xtasks
        let xtask = std::env::var("CARGO_MANIFEST_DIR").map_err(|_| "start it as: cargo xtask".to_owned())?;
        let root = Path::new(&xtask).parent().ok_or("xtask is not inside the repository")?.to_owned();
        let text = capture(
            Command::new("cargo")
                .args(["metadata", "--format-version=1", "--filter-platform=wasm32-unknown-unknown"])
                .current_dir(&root),
        )?;
        let metadata: Value = serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))?;
        let target = metadata["target_directory"].as_str().ok_or("cargo metadata names no target folder")?.into();
        Ok(Self { root, target, metadata })
    }

    pub fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// A script of an installed npm package, run in www. Not by its name in .bin: that is another file on Windows.
    pub fn node(&self, script: &str) -> Command {
        let mut node = Command::new("node");
        node.arg(Path::new("node_modules").join(script)).current_dir(self.www());
        node
    }
}

/// What a build needs, brought if missing.
pub fn for_build(place: &Place) -> Result<()> {
    node()?;
    wasm_target(place)?;
    npm_packages(&place.www())
}

/// What the tests need beyond that.
pub fn for_test(place: &Place) -> Result<()> {
    for (verb, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if capture(Command::new("cargo").args([verb, "--version"])).is_err() {
            run(component, Command::new("rustup").args(["component", "add", component]))?;
        }
    }
    for_build(place)
}

fn node() -> Result<()> {
    let (major, minor) = OLDEST_NODE;
    let how =
        format!("Node.js {major}.{minor} or newer is needed, with npm: https://nodejs.org has it for every system");
    let found = version(Path::new("node")).ok_or(format!("node is missing. {how}"))?;
    if node_version(&found).is_none_or(|version| version < OLDEST_NODE) {
        return Err(format!("node {found} is too old. {how}"));
    }
    capture(npm().arg("--version")).map_err(|_| format!("npm is missing. {how}"))?;
    Ok(())
}

/// Major and minor of "v20.20.2".
fn node_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

fn wasm_target(place: &Place) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    // asked of rustc, not of rustup: a distribution's own Rust has no rustup
    let libraries =
        capture(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).current_dir(&place.root))?;
    if Path::new(libraries.trim()).exists() {
        return Ok(());
    }
    run("the WebAssembly target", Command::new("rustup").args(["target", "add", TARGET]).current_dir(&place.root))
}

/// `npm ci` in a folder, when what it would install is not what it installed last.
pub fn npm_packages(folder: &Path) -> Result<()> {
    let file = |name: &str| folder.join(name);
    let read =
        |name: &str| std::fs::read_to_string(file(name)).map_err(|error| format!("{}: {error}", file(name).display()));
    let wanted = read("package.json")? + &read("package-lock.json")?;
    let installed = file("node_modules/.installed-by-xtask");
    if std::fs::read_to_string(&installed).is_ok_and(|text| text == wanted) {
        return Ok(());
    }
    run("npm packages", npm().arg("ci").current_dir(folder))?;
    std::fs::write(&installed, wanted).map_err(|error| format!("{}: {error}", installed.display()))?;
    note(&format!("they stay until {} changes", file("package-lock.json").display()));
    Ok(())
}

/// The files of a folder by the beginning and end of their names, in order.
pub fn files(folder: &Path, start: &str, end: &str) -> Result<Vec<PathBuf>> {
    let list = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut found: Vec<PathBuf> = list
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with(start) && name.ends_with(end)
        })
        .map(|entry| entry.path())
        .collect();
    found.sort();
    if found.is_empty() { Err(format!("{}: no {start}*{end}", folder.display())) } else { Ok(found) }
}

#[test]
fn versions_of_node_are_read_and_compared() {
    assert!(node_version("v20.19.0").unwrap() >= OLDEST_NODE);
    assert!(node_version("v18.20.4").unwrap() < OLDEST_NODE);
    assert!(node_version("v20.9.0").unwrap() < OLDEST_NODE);
    assert!(node_version("v26.1.0-nightly").unwrap() > OLDEST_NODE);
    assert_eq!(node_version("no such program"), None);
}
