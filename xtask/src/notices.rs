//! The licence notices of the crates inside the artifact; www/build.mjs adds those of the npm packages it bundles.

use crate::setup::Place;
use crate::step::Result;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Writes www/gen/crates.json: `[{name, version, licence, text, authors}]`, in order of name; the text is empty where a package carries none.
pub fn write(place: &Place) -> Result<()> {
    let mut notices = vec![standard_library()];
    for package in linked(&place.metadata).values() {
        notices.push(notice(package)?);
    }
    let text = serde_json::to_string_pretty(&notices).map_err(|error| error.to_string())?;
    std::fs::write(place.www().join("gen/crates.json"), text).map_err(|error| format!("www/gen/crates.json: {error}"))
}

/// The packages whose code is linked: the normal dependencies of `pbr` and theirs, less what only runs at compile time.
fn linked(metadata: &Value) -> BTreeMap<&str, &Value> {
    let list = |value: &'static str| metadata[value].as_array().into_iter().flatten();
    let packages: BTreeMap<&str, &Value> = list("packages").filter_map(|p| Some((p["id"].as_str()?, p))).collect();
    let nodes = metadata["resolve"]["nodes"].as_array().into_iter().flatten();
    let nodes: BTreeMap<&str, &Value> = nodes.filter_map(|n| Some((n["id"].as_str()?, n))).collect();
    let mut found = BTreeMap::new();
    let mut open: Vec<&str> = packages.iter().filter(|(_, p)| p["name"] == "pbr").map(|(id, _)| *id).collect();
    while let Some(id) = open.pop() {
        for edge in nodes[id]["deps"].as_array().into_iter().flatten() {
            let normal = edge["dep_kinds"].as_array().into_iter().flatten().any(|kind| kind["kind"].is_null());
            let Some(id) = edge["pkg"].as_str().filter(|_| normal) else {
                continue;
            };
            let macros = packages[id]["targets"].as_array().into_iter().flatten().any(|t| t["kind"][0] == "proc-macro");
            if !macros && found.insert(id, packages[id]).is_none() {
                open.push(id);
            }
        }
    }
    found
}

fn notice(package: &Value) -> Result<Value> {
    let word = |key: &str| package[key].as_str().unwrap_or_default();
    let folder = Path::new(word("manifest_path")).parent().ok_or("a manifest without a folder")?;
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| {
            let name = name.to_lowercase();
            ["license", "licence", "copying", "copyright", "notice"].iter().any(|start| name.starts_with(start))
        })
        .collect();
    files.sort();
    // where there is a choice, MIT is taken: its text is short, and its notice is all it asks for
    let named = |name: &str, licence: &str| name.to_lowercase().contains(licence);
    if files.iter().any(|name| named(name, "mit")) {
        files.retain(|name| !named(name, "apache"));
    }
    let mut text = String::new();
    for file in &files {
        text += &std::fs::read_to_string(folder.join(file)).map_err(|error| format!("{file}: {error}"))?;
    }
    Ok(serde_json::json!({
        "name": word("name"), "version": word("version"), "licence": word("license"), "text": text,
        "authors": package["authors"],
    }))
}

fn standard_library() -> Value {
    serde_json::json!({
        "name": "The Rust standard library", "version": "", "licence": "MIT OR Apache-2.0", "text": "",
        "authors": ["The Rust Project contributors"],
    })
}
