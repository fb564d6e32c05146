//! `pbr evaluate` as a filter: however many lines pass through it, it takes no more memory than for a few, answers each in its
//! place, and goes on after a bad one.
#![cfg(target_os = "linux")]

use pbr::library;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

struct Filter {
    child: Child,
    asked: ChildStdin,
    told: BufReader<ChildStdout>,
    lines: u64,
}

impl Filter {
    fn of(words: &[&str]) -> Filter {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pbr"));
        let piped = command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = piped.spawn().expect("pbr starts");
        let (asked, told) = (child.stdin.take().expect("stdin"), child.stdout.take().expect("stdout"));
        Filter { child, asked, told: BufReader::new(told), lines: 0 }
    }

    /// Asks and waits for the reply: a line is answered before the next is there.
    fn ask(&mut self, line: &str) -> Value {
        writeln!(self.asked, "{line}").expect("it reads");
        self.lines += 1;
        let mut reply = String::new();
        self.told.read_line(&mut reply).expect("it writes");
        let reply: Value = serde_json::from_str(&reply).expect("a reply");
        assert_eq!(reply["line"], self.lines, "each in its place");
        reply
    }

    /// The most memory that it has held so far, in kB.
    fn peak(&self) -> i64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("/proc");
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("VmHWM");
        line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).expect("kB")
    }

    /// So many drafts, every seventh with a mistake and every eleventh no JSON at all.
    fn pass(&mut self, count: u64, drafts: &[Value]) {
        for i in 0..count {
            let mut draft = drafts[i as usize % drafts.len()].clone();
            draft["scenarios"][0]["id"] = json!(format!("s{i}"));
            if i % 7 == 6 {
                draft["scenarios"][0]["months"] = json!(-1);
            }
            let line = if i % 11 == 10 { "no draft".to_string() } else { draft.to_string() };
            let reply = self.ask(&line);
            let bad = i % 7 == 6 || i % 11 == 10;
            assert_eq!(reply["status"], if bad { "issues" } else { "answered" }, "{i}");
            assert_eq!(reply["issues"].is_array(), bad, "{i}");
            assert_eq!(reply["id"], if i % 11 == 10 { String::new() } else { format!("s{i}") });
        }
    }
}

#[test]
fn many_lines_take_no_more_memory_than_a_few() {
    let drafts = ["front1", "activity", "leaver"]
        .map(|id| serde_json::from_str(library::find(id).expect("scheme").text).expect("json"));
    for words in [&["evaluate"][..], &["evaluate", "--results"]] {
        let mut filter = Filter::of(words);
        filter.pass(40, &drafts);
        let few = filter.peak();
        filter.pass(400, &drafts);
        let many = filter.peak();
        assert!(many - few <= 512, "{words:?}: {few} kB after 40 lines, {many} kB after 440");
        drop(filter.asked);
        // some lines had mistakes
        assert_eq!(filter.child.wait().expect("it ends").code(), Some(1));
    }
}

#[test]
fn the_results_alone_are_those_of_the_answer_and_of_the_table() {
    let draft = serde_json::from_str::<Value>(library::find("front1").expect("scheme").text).expect("json").to_string();
    let told = |words: &[&str]| Filter::of(words).ask(&draft);
    let (answer, results) = (told(&["evaluate"]), told(&["evaluate", "--results"]));
    let rows = answer["answer"]["results"].as_array().expect("results");
    let alone = results["results"].as_object().expect("results");
    assert_eq!(rows.len(), alone.len());
    for row in rows {
        let id = row["id"].as_str().expect("id");
        assert_eq!(alone[id], row["value"], "{id}");
    }
    let table = Command::new(env!("CARGO_BIN_EXE_pbr")).args(["schema", "--results"]).output().expect("pbr").stdout;
    let table: Vec<Value> = serde_json::from_slice(&table).expect("json");
    assert_eq!(table.len(), alone.len());
    assert!(table.iter().all(|row| alone.contains_key(row["id"].as_str().expect("id")) && row["unit"].is_string()));
    // what was drawn of the first futures is told with them
    let first = told(&["evaluate", "--first"]);
    assert!(
        first["answer"]["settling"].as_bool().is_some() && answer["answer"]["results"] != first["answer"]["results"]
    );
}
