//! What is inside the page: the licences that may be there, its bill of materials, and what is known against any of it.

use crate::setup::Place;
use crate::step::{Result, capture, note, run, timed};
use crate::{artifact, version};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Licences that ask for a notice and no more. Another one is a decision, not a line to be added in passing.
const ALLOWED: [&str; 9] =
    ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD", "Zlib", "Unicode-3.0", "MIT-0"];

/// A bill of materials (CycloneDX) beside the page, once every licence in it is one of those above.
pub fn bill(place: &Place) -> Result<()> {
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    let list = |file: &str| -> Result<Vec<Value>> {
        serde_json::from_str(&read(&place.www().join("gen").join(file))?)
            .map_err(|error| format!("www/gen/{file}: {error}"))
    };
    let page = artifact::page(place);
    let sum = read(&page.with_file_name("index.html.sha256"))?;
    let hash = sum.split(' ').next().ok_or("a checksum without a sum")?;
    // the one crate that no registry has: it is part of the compiler
    let (library, crates): (Vec<_>, Vec<_>) =
        list("crates.json")?.into_iter().partition(|package| package["version"] == "");
    let compiler = version(Path::new("rustc")).ok_or("rustc says no version")?;
    let release = compiler.split(' ').nth(1).unwrap_or_default();
    let mut components = Vec::new();
    for (kind, packages) in [("", library), ("cargo", crates), ("npm", list("packages.json")?)] {
        for package in &packages {
            components.push(component(kind, package, release)?);
        }
    }
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {
            "type": "application", "bom-ref": "pbr", "name": "pbr", "version": own_version(place)?,
            "licenses": [{"expression": "MIT OR Apache-2.0"}],
            "hashes": [{"alg": "SHA-256", "content": hash}],
        }},
        "components": components,
    });
    let text = serde_json::to_string_pretty(&bill).map_err(|error| error.to_string())? + "\n";
    let path = page.with_file_name("sbom.cdx.json");
    std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    note(&format!("{} packages, every licence allowed: {}", components.len(), path.display()));
    Ok(())
}

pub fn own_version(place: &Place) -> Result<&str> {
    let packages = place.metadata["packages"].as_array().into_iter().flatten();
    let own = packages.filter(|package| package["name"] == "pbr").find_map(|package| package["version"].as_str());
    own.ok_or_else(|| "cargo metadata does not name pbr".into())
}

/// One row of the bill; an error where its licence is none of those allowed.
fn component(kind: &str, package: &Value, release: &str) -> Result<Value> {
    let word = |key: &str| package[key].as_str().unwrap_or_default();
    let (name, licence) = (word("name"), word("licence"));
    let version = if kind.is_empty() { release } else { word("version") };
    if name.is_empty() || version.is_empty() {
        return Err(format!("a package without name or version: {package}"));
    }
    allowed(licence).map_err(|why| format!("{name} {version}: {why}"))?;
    let mut out = json!({
        "type": "library", "name": name, "version": version, "licenses": [{"expression": licence}],
        "bom-ref": format!("{}:{name}@{version}", if kind.is_empty() { "rust" } else { kind }),
    });
    if !kind.is_empty() {
        // a scope's sign is not a version's
        out["purl"] = format!("pkg:{kind}/{}@{version}", name.replace('@', "%40")).into();
    }
    Ok(out)
}

/// Whether an SPDX expression can be met with allowed licences alone.
fn allowed(licence: &str) -> Result<()> {
    // older crates part a choice by a slash
    let expression = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX)
        .map_err(|error| format!("its licence cannot be read: {licence:?}: {}", error.reason))?;
    let met = expression.evaluate(|wanted| {
        wanted.addition.is_none() && wanted.license.id().is_some_and(|id| ALLOWED.contains(&id.name))
    });
    if met { Ok(()) } else { Err(format!("its licence is not among those allowed (xtask/src/supply.rs): {licence}")) }
}

/// What is publicly known against anything that is locked, the tools included. Gives what could not be asked.
pub fn audit(place: &Place) -> Result<String> {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(["audit", "--json"]).current_dir(place.www());
    let mut cargo = Command::new("cargo");
    cargo.args(["audit", "--json"]).current_dir(&place.root);
    let mut not_run = Vec::new();
    for (what, command, install) in [
        ("npm packages", &mut npm, "it needs a registry that answers questions about advisories"),
        ("crates", &mut cargo, "it needs cargo-audit (cargo install cargo-audit --locked) and its advisory database"),
    ] {
        let again = format!("cargo xtask audit  ({what})");
        let report = timed(&format!("advisories, {what}"), &again, || answer(command))?;
        match found(&report) {
            Some(0) => note("none known"),
            Some(count) => return Err(format!("{count} known against the {what}:\n{report}")),
            None => {
                note("NOT RUN");
                not_run.push(format!("{what}: {install}\n{}", told(&report)));
            }
        }
    }
    if not_run.is_empty() {
        return Ok(String::new());
    }
    let bar = "!".repeat(100);
    let text = format!("\n\n{bar}\nNOT RUN: advisories of\n{}\n{bar}", not_run.join("\n"));
    if std::env::var("CI").is_ok_and(|ci| ci == "true") { Err(text) } else { Ok(text) }
}

/// What the tool printed, whether it found anything, nothing, or could not ask.
fn answer(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(if text.trim().is_empty() { String::from_utf8_lossy(&output.stderr).into_owned() } else { text })
}

/// How many advisories a report names; none where it is no report.
fn found(report: &str) -> Option<u64> {
    let report: Value = serde_json::from_str(report).ok()?;
    // npm's, then cargo's
    let vulnerabilities = report["metadata"]["vulnerabilities"]["total"].as_u64();
    vulnerabilities.or_else(|| report["vulnerabilities"]["count"].as_u64())
}

/// Why there is no report: the sentence in it, or its first line.
fn told(report: &str) -> String {
    let json: Option<Value> = serde_json::from_str(report).ok();
    let message = json.as_ref().and_then(|report| report["message"].as_str());
    format!("  {}", message.or_else(|| report.lines().next()).unwrap_or("it said nothing"))
}

/// Builds the last commit twice, in two folders whose paths differ in length, and compares the pages byte for byte.
pub fn twice(place: &Place, keep: Option<&Path>) -> Result<String> {
    let folder = place.target.join("twice");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    // asked once: another commit may be made while this runs
    let commit = capture(Command::new("git").args(["rev-parse", "HEAD"]).current_dir(&place.root))?;
    let mut pages = Vec::new();
    for name in ["a", "somewhere/else and deeper"] {
        let copy: PathBuf = folder.join(name);
        run("a copy of the last commit", Command::new("git").args(["clone", "--quiet"]).arg(&place.root).arg(&copy))?;
        let mut checkout = Command::new("git");
        checkout.args(["checkout", "--quiet", "--detach", commit.trim()]).current_dir(&copy);
        run("that very commit", &mut checkout)?;
        let mut build = Command::new("cargo");
        build.args(["xtask", "build"]).current_dir(&copy).env("CARGO_TARGET_DIR", copy.join("target"));
        // what this xtask was started with is not theirs
        build.env_remove("CARGO_MANIFEST_DIR");
        run("a build in it", &mut build)?;
        let page = copy.join("dist/index.html");
        pages.push(std::fs::read(&page).map_err(|error| format!("{}: {error}", page.display()))?);
    }
    if let Some(at) = (0..pages[0].len().max(pages[1].len())).find(|&i| pages[0].get(i) != pages[1].get(i)) {
        return Err(format!("the two pages differ from byte {at} on: {}", folder.display()));
    }
    let sum = std::fs::read_to_string(folder.join("a/dist/index.html.sha256")).map_err(|error| error.to_string())?;
    if let Some(keep) = keep {
        std::fs::rename(folder.join("a/dist"), keep).map_err(|error| format!("{}: {error}", keep.display()))?;
    }
    std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(format!("\ntwo builds of {} in two folders, the same {} bytes: {}", commit.trim(), pages[0].len(), sum.trim()))
}

#[test]
fn a_licence_that_is_not_allowed_or_not_known_fails() {
    for licence in ["MIT", "MIT OR Apache-2.0", "MIT/Apache-2.0", "(MIT OR GPL-3.0-only) AND Unicode-3.0", "ISC"] {
        assert_eq!(allowed(licence), Ok(()), "{licence}");
    }
    let no = [
        "",
        "GPL-3.0-only",
        "MIT AND GPL-3.0-only",
        "Apache-2.0 WITH LLVM-exception",
        "SEE LICENSE IN FILE",
        "LicenseRef-x",
    ];
    for licence in no {
        assert!(allowed(licence).is_err(), "{licence}");
    }
    let package = json!({"name": "@x/y", "version": "1.2.3", "licence": "MIT"});
    assert_eq!(component("npm", &package, "").unwrap()["purl"], "pkg:npm/%40x/y@1.2.3");
    assert!(component("npm", &json!({"name": "y", "version": "1", "licence": null}), "").is_err());
}

#[test]
fn a_report_is_told_from_none() {
    assert_eq!(found(r#"{"metadata":{"vulnerabilities":{"total":0}}}"#), Some(0));
    assert_eq!(found(r#"{"vulnerabilities":{"found":true,"count":2}}"#), Some(2));
    assert_eq!(found(r#"{"message":"405 Method Not Allowed"}"#), None);
    assert_eq!(found("error: no such command: `audit`"), None);
    assert_eq!(told("error: no such command: `audit`\n\nhelp"), "  error: no such command: `audit`");
}
