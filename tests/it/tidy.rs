//! What must not be there: invariants of the architecture as absences, each with the reason for which it is kept.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules of the library from the ground up: each may use those before it and no other.
const ORDER: &[&str] = &[
    "gather",       // lists from iterators
    "ordered",      // maps and sets in order
    "num",          // numbers and their laws
    "kept",         // what was worked out before
    "reply",        // the wire types: plain data
    "task",         // long work, done in steps
    "words",        // every message
    "link",         // text to text
    "json",         // trees with paths
    "issues",       // mistakes, in words
    "value",        // a number and where it comes from
    "contract",     // what trees mean
    "outcomes",     // laws of totals
    "provider",     // what help achieves
    "design",       // terms that do a given thing
    "risk",         // who bears what, and its price
    "public",       // who gains and who pays in the public purse
    "library",      // the real schemes
    "scenario",     // drafts, read strictly
    "private",      // drafts without their prices
    "unit_costs",   // what one more costs whom
    "people",       // what happens to them
    "chance",       // what contract::expect asks
    "unsure",       // the same where more than luck is uncertain
    "response",     // what the provider does
    "money",        // who pays and who gets
    "gainers",      // who pays and who gains
    "futures",      // luck, drawn and counted
    "tariffs",      // where the draft says what a result is worth
    "incentives",   // who is helped and why
    "payoff",       // what is paid for how many
    "results",      // THE table of results
    "measures",     // what the measures of incentive mean
    "answer",       // the one place that calls them in order
    "share",        // how much depends on results
    "stress",       // what has happened to others
    "terms",        // terms that would do better
    "alternatives", // other ways of paying
    "seek",         // which value brings a result where it is wanted
    "matters",      // which numbers move a result
    "clauses",      // the same terms without some clauses
    "rules",        // payment rules in words
    "prose",        // the form in words
    "story",        // answers in words
    "sides",        // answers as each side is told them
    "figures",      // answers in pictures
    "bid",          // the bidder's door
    "method",       // how it is worked out, told
    "take",         // what leaves the page, stamped
    "commission",   // the commissioner's door
    "bids",         // bids under one set of assumptions
    "ask",          // one place for every solver
    "backtest",     // schemes against what happened
    "acts",         // what switches and offers do
    "deck",         // talks: live figures of drafts
    "compare",      // scenarios side by side
    "tasks",        // the workbench's long work by name
    "evaluate",     // draft text to reply
    "cards",        // the schemes as they are found
    "catalogue",    // what does not depend on a draft
    "workbook",     // a draft as a spreadsheet
    "wasm",         // the page's door
    "main",         // the command line's door
];

/// Files of more than 500 lines, and why they are not two.
const LONG: [(&str, &str); 6] = [
    ("src/contract/read.rs", "one reader for one grammar: each node is a few lines that look like its neighbours"),
    ("src/contract/settle.rs", "the meaning of the eleven nodes, which refer to each other"),
    ("src/reply.rs", "the wire types, most of it documentation"),
    ("src/results.rs", "the table of results: a row a figure"),
    ("src/scenario/fields.rs", "the table of inputs: a row a field"),
    ("src/scenario/read.rs", "one reader for one table of fields"),
];

/// Every file under a folder that people write, with its text; what tools make is left out.
fn files(root: &str, extensions: &[&str]) -> Vec<(String, String)> {
    const MADE: [&str; 7] = ["target", "node_modules", "dist", "gen", ".git", "corpus", "api.d.ts"];
    let mut out = Vec::new();
    let mut folders = vec![PathBuf::from(root)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if MADE.contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if extensions.is_empty() || path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x)) {
                if let Ok(text) = fs::read_to_string(&path) {
                    out.push((path.to_string_lossy().trim_start_matches("./").to_string(), text));
                }
            }
        }
    }
    out.sort();
    assert!(!out.is_empty(), "nothing under {root}");
    out
}

/// Source without comments and without its tests, which stand last.
fn code(text: &str) -> String {
    let tests = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
    let lines = text[..tests].lines().map(|l| if l.trim_start().starts_with("//") { "" } else { l });
    lines.collect::<Vec<_>>().join("\n")
}

/// Files under `root` other than `except` whose code holds one of the words.
fn naming(root: &str, extensions: &[&str], words: &[&str], except: &[&str]) -> Vec<String> {
    let holds = |(path, text): &(String, String)| {
        !except.contains(&path.as_str()) && words.iter().any(|w| code(text).contains(w))
    };
    files(root, extensions).iter().filter(|f| holds(f)).map(|(path, _)| path.clone()).collect()
}

fn none(found: Vec<String>, rule: &str) {
    assert!(found.is_empty(), "{rule}: {found:?}");
}

#[test]
fn only_the_boundary_knows_the_web() {
    let web = ["wasm_bindgen", "js_sys", "web_sys"];
    none(naming("src", &["rs"], &web, &["src/wasm.rs"]), "the engine runs anywhere; src/wasm.rs alone names these");
}

#[test]
fn only_one_file_knows_libm() {
    none(naming("src", &["rs"], &["libm"], &["src/num/float.rs"]), "the same bits everywhere: ask num::float");
}

#[test]
fn modules_use_those_below_them() {
    let place = |module: &str| ORDER.iter().position(|m| *m == module);
    let mut wrong = Vec::new();
    for (path, text) in files("src", &["rs"]) {
        let module = path.split('/').nth(1).unwrap_or("").trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        let Some(own) = place(module) else { panic!("{path}: say in ORDER where `{module}` stands") };
        for used in code(&text).split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            // `use crate::{a, b}` would hide what is used from this test and from readers
            if place(&used).is_none_or(|p| p > own) {
                wrong.push(format!("{path} uses {used}"));
            }
        }
    }
    none(wrong, "a module uses only those before it in ORDER");
}

#[test]
fn every_file_says_its_job_first() {
    let mut silent = Vec::new();
    for root in ["src", "tests", "xtask", "www"] {
        for (path, text) in files(root, &["rs", "ts", "mjs", "scss"]) {
            // a program for Node may begin with how it is run
            let first = text.lines().find(|l| !l.starts_with("#!")).unwrap_or("");
            let said = first.trim_start_matches(['/', '*', '!', ' ']);
            if !(first.starts_with("//") || first.starts_with("/*")) || said.len() < 15 {
                silent.push(path);
            }
        }
    }
    none(silent, "the first line of a file says what it is for");
}

#[test]
fn no_file_is_a_drawer() {
    let drawers = ["utils", "util", "helpers", "common", "misc", "manager", "types", "service"];
    let stem = |p: &str| Path::new(p).file_stem().map(|s| s.to_string_lossy().to_lowercase()).unwrap_or_default();
    let found = files(".", &["rs", "ts", "mjs", "scss"]).into_iter().map(|(p, _)| p);
    none(found.filter(|p| drawers.contains(&stem(p).as_str())).collect(), "a file is named after what it does");
}

#[test]
fn no_file_grows_too_long_to_read() {
    let long = |(path, text): &(String, String)| text.lines().count() > 500 && !LONG.iter().any(|(p, _)| p == path);
    let found = files(".", &["rs", "ts", "mjs", "scss"]).into_iter().filter(long).map(|(p, _)| p);
    none(found.collect(), "over 500 lines: split it, or say in LONG why not");
}

#[test]
fn nothing_near_a_result_is_random() {
    let clock = ["Date.now", "new Date", "Math.random", "performance.now", "crypto.getRandomValues"];
    // www/server.ts measures its steps, which decide when progress is heard of and nothing else (www/test/worker.test.mjs)
    none(naming("www", &["ts"], &clock, &["www/server.ts"]), "the same draft shows the same page");
    let engine = ["SystemTime", "Instant::now", "thread_rng", "rand::"];
    none(naming("src", &["rs"], &engine, &[]), "no clock and no entropy in the engine");
}

#[test]
fn one_file_knows_storage() {
    let storage = ["localStorage", "sessionStorage", "indexedDB", "document.cookie"];
    none(
        naming("www", &["ts"], &storage, &["www/store.ts"]),
        "storage may be denied; www/store.ts alone deals with it",
    );
}

#[test]
fn nothing_is_fetched_from_a_registry_by_name() {
    // written in two pieces, or this file would name them
    let hosts = [
        ["crates", ".io"],
        ["npm", "js.com"],
        ["npm", "js.org"],
        ["unp", "kg.com"],
        ["jsde", "livr.net"],
        ["cdn", "js.com"],
    ]
    .map(|pieces| pieces.concat());
    let names = |(path, text): &(String, String)| {
        !path.ends_with("Cargo.lock") && !path.ends_with("package-lock.json") && hosts.iter().any(|h| text.contains(h))
    };
    none(files(".", &[]).into_iter().filter(names).map(|(p, _)| p).collect(), "packages come through lock files only");
}

#[test]
fn these_tests_can_see() {
    assert_eq!(naming("src", &["rs"], &["wasm_bindgen"], &[]), ["src/wasm.rs"]);
    assert_eq!(naming("src", &["rs"], &["libm"], &[]), ["src/num/float.rs"]);
    assert_eq!(naming("www", &["ts"], &["localStorage"], &[]), ["www/store.ts"]);
    assert!(naming("tests", &["rs"], &[".expect(\""], &[]).len() > 5);
}

#[test]
fn no_input_can_break_the_engine() {
    let breaks = [".unwrap()", ".expect(\"", "panic!(", "todo!(", "unimplemented!(", "dbg!(", "println!("];
    none(
        naming("src", &["rs"], &breaks, &["src/main.rs"]),
        "mistakes are values; nothing in the engine panics or prints",
    );
}

#[test]
fn the_list_of_long_files_is_not_stale() {
    for (path, why) in LONG {
        let lines = fs::read_to_string(path).map_or(0, |t| t.lines().count());
        assert!(lines > 500 && why.len() > 20, "{path} has {lines} lines: take it off the list");
    }
}
