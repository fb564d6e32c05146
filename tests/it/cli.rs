//! The command line: `pbr` as a person or a script runs it, by what it prints and with which status it ends.

use pbr::library;
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn run(args: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pbr"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("pbr starts");
    let mut pipe = child.stdin.take().expect("stdin");
    let given = stdin.to_vec();
    // beside the reading of what it prints, or both wait for ever once a pipe is full
    let writer = std::thread::spawn(move || pipe.write_all(&given));
    let output = child.wait_with_output().expect("pbr ends");
    // one that reads no input closes the pipe: that is no mistake
    let _ = writer.join().expect("writer");
    output
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// What it prints, if all went well.
fn said(args: &[&str], stdin: &[u8]) -> String {
    let out = run(args, stdin);
    assert_eq!(out.status.code(), Some(0), "{args:?}: {}", text(&out.stderr));
    assert_eq!(text(&out.stderr), "", "{args:?}");
    text(&out.stdout).to_string()
}

/// What it says when it refuses.
fn refused(args: &[&str]) -> String {
    let out = run(args, b"");
    assert_eq!(out.status.code(), Some(2), "{args:?}");
    assert_eq!(text(&out.stdout), "", "{args:?}");
    text(&out.stderr).to_string()
}

fn replies(out: &Output) -> Vec<Value> {
    text(&out.stdout).lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"))).collect()
}

/// A scheme as one line.
fn line(id: &str) -> String {
    let draft = library::find(id).expect("scheme").text;
    serde_json::from_str::<Value>(draft).expect("json").to_string()
}

/// A file of its own in the folder that cargo keeps for tests.
fn file(name: &str, content: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("write");
    path.to_string_lossy().into_owned()
}

#[test]
fn the_library_is_listed_and_printed() {
    let listed = said(&["schemes"], b"");
    let rows: Vec<(&str, &str)> = listed.lines().map(|l| l.split_once('\t').expect("id, tab, name")).collect();
    let want: Vec<(&str, &str)> = library::all().iter().map(|s| (s.id, s.name.as_str())).collect();
    assert_eq!(rows, want);
    for (id, _) in want {
        let draft = said(&["scheme", id], b"");
        assert_eq!(draft.strip_suffix('\n'), Some(library::find(id).expect("scheme").text));
    }
    assert!(refused(&["scheme", "nothing"]).contains("nothing"));
}

#[test]
fn every_line_is_answered_whatever_stands_before_it() {
    let (front, hybrid) = (line("front1"), line("hybrid"));
    let wrong = front.replacen("\"referrals\":{", "\"referals\":{", 1);
    assert_ne!(wrong, front);
    let input = format!("{front}\n\n{{\"format\": \n   \n{hybrid}\r\n{wrong}\n[]\n{front}");
    let out = run(&["evaluate"], input.as_bytes());
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(text(&out.stderr), "");
    let got = replies(&out);
    let heads: Vec<Value> = got.iter().map(|r| json!([r["line"], r["id"], r["status"]])).collect();
    assert_eq!(
        json!(heads),
        json!([
            [1, "front1", "answered"],
            [3, "", "issues"],
            [5, "hybrid", "answered"],
            [6, "front1", "issues"],
            [7, "", "issues"],
            [8, "front1", "answered"]
        ])
    );
    for reply in &got {
        let answered = reply["status"] == "answered";
        assert_eq!(reply.get("answer").is_some(), answered);
        assert_eq!(reply.get("issues").is_some(), !answered);
        if !answered {
            let issues = reply["issues"].as_array().expect("a list");
            assert!(!issues.is_empty(), "{reply}");
            assert!(issues.iter().all(|i| i["message"].as_str() > Some("")));
        }
    }
    assert_eq!(got[0]["answer"], got[5]["answer"], "no line leaves a trace");
    let native = pbr::evaluate::evaluate(&front, None, 0);
    let native = serde_json::to_value(&native.views[0].answer).expect("json");
    assert_eq!(got[0]["answer"], native);
}

#[test]
fn good_lines_end_with_success() {
    let input = format!("{}\n\n{}\n", line("front1"), line("peterborough"));
    let out = run(&["evaluate", "-"], input.as_bytes());
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(replies(&out).len(), 2);
    let none = run(&["evaluate"], b"\n  \n");
    assert_eq!((none.status.code(), text(&none.stdout)), (Some(0), ""));
}

#[test]
fn several_scenarios_give_several_answers_in_one_line() {
    let mut draft: Value = serde_json::from_str(&line("front1")).expect("json");
    let mut second = draft["scenarios"][0].clone();
    second["id"] = json!("second");
    draft["scenarios"].as_array_mut().expect("scenarios").push(second);
    let out = run(&["evaluate"], draft.to_string().as_bytes());
    assert_eq!(out.status.code(), Some(0));
    let got = replies(&out);
    assert_eq!(got.len(), 1);
    assert_eq!(got[0]["id"], "front1,second");
    let answers = got[0]["answer"].as_array().expect("a list");
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["results"], answers[1]["results"]);
}

#[test]
fn bytes_that_are_no_text_are_one_bad_line() {
    let mut input = line("hybrid").into_bytes();
    input.extend(b"\n{\"format\": 1, \"seed\": \"\xff\xfe\xc3\x28\"}\n\xff\n");
    input.extend(line("front1").into_bytes());
    let out = run(&["evaluate"], &input);
    assert_eq!(out.status.code(), Some(1));
    let heads: Vec<Value> = replies(&out).iter().map(|r| json!([r["line"], r["status"]])).collect();
    assert_eq!(json!(heads), json!([[1, "answered"], [2, "issues"], [3, "issues"], [4, "answered"]]));
}

#[test]
fn files_are_read_in_order_and_a_missing_one_costs_only_itself() {
    let one = file("cli-one.jsonl", format!("oops\n{}\n", line("front1")).as_bytes());
    let two = file("cli-two.jsonl", line("hybrid").as_bytes());
    let out = run(&["evaluate", &one, "no/such/file.jsonl", &two], b"");
    assert_eq!(out.status.code(), Some(1));
    let told = text(&out.stderr);
    assert!(told.contains("no/such/file.jsonl"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    let heads: Vec<Value> = replies(&out).iter().map(|r| json!([r["line"], r["id"], r["status"]])).collect();
    assert_eq!(json!(heads), json!([[1, "", "issues"], [2, "front1", "answered"], [1, "hybrid", "answered"]]));
    let out = run(&["evaluate", "no/such/file.jsonl"], b"");
    assert_eq!((out.status.code(), text(&out.stdout)), (Some(1), ""));
    // a missing file alone fails, a good one alone does not
    let out = run(&["evaluate", &two], b"");
    assert_eq!((out.status.code(), text(&out.stderr)), (Some(0), ""));
}

#[test]
fn the_schema_is_json_and_the_reference_is_not() {
    let schema: Value = serde_json::from_str(&said(&["schema"], b"")).expect("json");
    assert!(schema["$schema"].is_string(), "{schema}");
    assert!(schema["properties"]["scenarios"].is_object());
    let reference = said(&["schema", "--reference"], b"");
    assert!(serde_json::from_str::<Value>(&reference).is_err());
    for field in pbr::scenario::fields::FIELDS {
        assert!(reference.contains(field.help), "{}", field.path);
    }
}

#[test]
fn the_record_is_printed_with_verdicts() {
    let printed = said(&["backtest"], b"");
    // a back-test begins at the left with its id; its checks are indented beneath
    let mut tests: Vec<(&str, usize)> = Vec::new();
    for l in printed.lines().filter(|l| !l.is_empty()) {
        if let Some(check) = l.strip_prefix("  ") {
            let (_, verdicts) = tests.last_mut().expect("a check of no test");
            *verdicts += usize::from(check.ends_with("holds"));
            assert!(!check.ends_with("fails"), "{l}");
        } else if let Some((id, _)) = l.split_once(" (") {
            tests.push((id, 0));
        }
    }
    for id in ["WP-B", "WP-D", "WP-E", "WP-F", "WP-I", "PB-1", "BT-W1", "BT-T4", "LON-1"] {
        let found = tests.iter().find(|(t, _)| *t == id);
        assert!(found.is_some_and(|(_, v)| *v > 0), "{id}:\n{printed}");
    }
    let held: usize = tests.iter().map(|(_, v)| v).sum();
    assert_eq!(held, pbr::backtest::run().len(), "{printed}");
}

#[test]
fn a_link_comes_back_letter_for_letter() {
    for scheme in library::all() {
        let link = said(&["link", "encode"], scheme.text.as_bytes());
        let link = link.strip_suffix('\n').expect("a line");
        assert!(!link.contains(char::is_whitespace), "{link}");
        let draft = said(&["link", "decode", link], b"");
        assert_eq!(draft.strip_suffix('\n'), Some(scheme.text));
    }
    let front = library::find("front1").expect("scheme").text;
    let path = file("cli-link.json", front.as_bytes());
    assert_eq!(said(&["link", "encode", &path], b""), said(&["link", "encode", "-"], front.as_bytes()));
    assert!(refused(&["link", "decode", "nonsense"]).len() > 20);
    assert!(!refused(&["link", "encode", "no/such/file.json"]).is_empty());
}

#[test]
fn what_is_not_known_is_refused_with_help() {
    let help = said(&["--help"], b"");
    assert_eq!(help, said(&[], b""));
    for args in [&["evalute"][..], &["scheme"], &["schema", "--words"], &["link", "decode"], &["backtest", "extra"]] {
        let told = refused(args);
        assert!(told.contains(&args.join(" ")), "{told}");
        assert!(told.trim_end().ends_with(help.trim_end()), "{told}");
    }
}

#[test]
fn a_language_that_is_not_there_is_refused() {
    assert!(refused(&["--lang", "xx", "schemes"]).contains("xx"));
    assert!(refused(&["schemes", "--lang", "xx"]).contains("xx"));
    refused(&["schemes", "--lang"]);
    let plain = said(&["schemes"], b"");
    assert_eq!(said(&["--lang", "en", "schemes"], b""), plain);
    assert_eq!(said(&["schemes", "--lang", "en"], b""), plain);
}

#[test]
fn drafts_are_set_side_by_side() {
    let (a, b) = (file("a.json", line("front1").as_bytes()), file("b.json", line("front1_graded").as_bytes()));
    let compared: Value = serde_json::from_str(&said(&["compare", &a, &b], b"")).expect("json");
    assert_eq!(compared["columns"].as_array().map(Vec::len), Some(2));
    assert_eq!(compared["inputs"].as_array().map(Vec::len), Some(4), "one price instead of three");
    let same: Value = serde_json::from_str(&said(&["compare", "--same-budget", &a, &b], b"")).expect("json");
    let paid = same["results"].as_array().and_then(|r| r.iter().find(|r| r["result"] == "paid")).expect("paid");
    assert_eq!(paid["sides"][0]["text"], paid["sides"][1]["text"]);
    let bad = file("bad.json", b"no draft");
    assert!(refused(&["compare", &bad, &b]).contains("pbr evaluate"));
}
