//! What must hold of every input, whatever stands in it. Asked by the fuzzer, and of its corpus by `tests/it/hostile.rs`.

use pbr::deck::scene::{Patience, scene};
use pbr::evaluate::{Job, evaluate};
use pbr::json::{Node, item, key};
use pbr::private::{Secret, without};
use pbr::reply::{Issue, Status};
use pbr::scenario::{edit, read};
use pbr::take::{Work, groups};
use pbr::words::Lang;
use pbr::{acts, library, link, workbook};
use serde_json::Value;
use std::collections::BTreeSet;

/// What is fuzzed: reading and checking, evaluating, the tools of the workbench, pasted groups, links.
pub const SUBJECTS: [&str; 5] = ["read", "answer", "tool", "groups", "link"];

/// Holds an input to what must hold of its subject.
pub fn of(subject: &str, text: &str) {
    match subject {
        "read" => reading(text),
        "answer" => answer(text),
        "tool" => tool(text),
        "groups" => pasted(text),
        "link" => linked(text),
        other => panic!("no subject {other}"),
    }
}

/// Mistakes have words and a place; what is written again is read as the same.
fn reading(text: &str) {
    if let Some(left) = Node::salvage(text) {
        assert_eq!(Node::parse(&left.to_string()).as_ref(), Ok(&left), "salvaged, written and read");
    }
    let envelope = match read(text) {
        Err(issues) => {
            assert_eq!(issues.found.len(), 1, "what is no JSON is told once");
            return told(&issues.found, None);
        }
        Ok(envelope) => envelope,
    };
    told(&envelope.issues.found, Some(&envelope.node));
    let written = envelope.node.to_string();
    let again = read(&written).unwrap_or_else(|e| panic!("what we write we read: {:?}", e.found));
    // 0 and -0 are equal, their bits are not
    assert_eq!(format!("{:?}", again.node), format!("{:?}", envelope.node));
    assert_eq!(again.issues.found, envelope.issues.found);
    assert_eq!(again.node.to_string(), written);
}

/// A draft without mistakes has an answer of finite numbers, any other its mistakes.
fn answer(text: &str) {
    let reply = evaluate(text, None, 7);
    assert_eq!(reply.generation, 7);
    assert_eq!(reply.status == Status::Answered, reply.issues.is_empty());
    if reply.status == Status::Answered {
        assert!(!reply.views.is_empty() && reply.views.iter().all(|v| v.answer.is_some()));
    }
    finite(&serde_json::json!(reply), text);
}

/// A first line that says what to do, and a draft on which it is done: a job, or an edit.
fn tool(text: &str) {
    let (what, draft) = text.split_once('\n').unwrap_or((text, ""));
    let Some((verb, rest)) = what.split_once(' ') else { return job(what, draft) };
    let edited = match verb {
        "act" => acts::act(draft, rest).draft,
        "reset" => edit::reset(draft, rest).draft,
        "edit" | "set" | "nudge" => {
            let (path, typed) = rest.split_once(' ').unwrap_or((rest, ""));
            match (verb, typed.parse()) {
                ("set", Ok(x)) => edit::set(draft, path, x).draft,
                ("nudge", Ok(x)) => edit::nudge(draft, path, x).draft,
                _ => edit::edit(draft, path, typed).draft,
            }
        }
        "without" => Secret::of(rest).map_or_else(String::new, |secret| without(draft, secret)),
        "workbook" => return drop(workbook::workbook(draft, None, 16)),
        "scene" => {
            let scene = scene(rest, draft, Some(draft), 7, Lang::default(), Patience::Frame);
            return finite(&serde_json::json!(scene), text);
        }
        _ => return job(what, draft),
    };
    // an edit of what can be read can be read
    assert!(edited.is_empty() || edited == draft || Node::parse(&edited).is_ok(), "{edited}");
    reading(&edited);
}

/// The first steps of a job: each does one unit, and says something finite.
fn job(what: &str, draft: &str) {
    if what == "papers" || what == "draws" {
        let Some(mut work) = Work::of(what, draft) else { return };
        let mut progress = pbr::reply::Progress::default();
        pbr::task::Task::step(&mut work, 4, &mut progress);
        return finite(&serde_json::json!(progress), draft);
    }
    let mut job = Job::new(draft, None, 7, what);
    for _ in 0..STEPS {
        let progress = job.step(1);
        assert!(progress.done <= progress.total, "{} of {}", progress.done, progress.total);
        finite(&serde_json::json!(progress), &[what, draft].concat());
        if progress.done == progress.total {
            break;
        }
    }
}

/// So many units of a job are done: enough to begin it, few enough to try many.
const STEPS: usize = 6;

/// A table pasted over the groups of a draft: mistakes, or a draft that can be answered.
fn pasted(text: &str) {
    let draft = library::find("front1").expect("a scheme").text;
    let told = groups::paste(draft, text);
    let cells = || told.rows.iter().chain([&told.columns]).flatten();
    let wrong = told.wrong.len() + cells().filter(|c| c.issue.is_some()).count();
    assert_eq!(told.good, wrong == 0, "what is wrong is told");
    assert!(cells().filter_map(|c| c.issue.as_ref()).chain(&told.wrong).all(|w| w.len() > 10), "in words");
    if told.good {
        let put = groups::put(draft, text).expect("what is good can be put").to_string();
        answer(&put);
        assert!(groups::paste(draft, &groups::table(&put)).good, "our own table can be pasted");
    }
}

/// A text as a link, and as the draft of one.
fn linked(text: &str) {
    if let Ok(draft) = link::decode(text) {
        reading(&draft);
    }
    if let Some(torn) = link::torn(text) {
        reading(&torn);
    }
    if text.len() <= link::MAX_DRAFT {
        assert_eq!(link::decode(&link::encode(text)).as_deref(), Ok(text));
    }
}

/// Every mistake has words, and a path that leads to what is there or to what is missing of it.
fn told(issues: &[Issue], node: Option<&Node>) {
    let mut there = BTreeSet::from([String::new()]);
    if let Some(node) = node {
        paths(node, "", &mut there);
    }
    for issue in issues {
        assert!(issue.message.len() > 10, "{issue:?}");
        let mut parents =
            issue.path.char_indices().filter(|(_, c)| matches!(c, '.' | '[')).map(|(i, _)| &issue.path[..i]);
        let parent = parents.rfind(|p| there.contains(*p)).unwrap_or("");
        // no more than two steps are missing
        let missing = issue.path[parent.len()..].trim_start_matches('.').split(['.', '[']).count();
        assert!(there.contains(&issue.path) || missing <= 2, "no such place: {issue:?}");
    }
}

/// Every path of a tree.
fn paths(node: &Node, path: &str, there: &mut BTreeSet<String>) {
    let mut below = |path: String, node: &Node| {
        paths(node, &path, there);
        there.insert(path);
    };
    match node {
        Node::List(items) => items.iter().enumerate().for_each(|(i, n)| below(item(path, i), n)),
        Node::Object(pairs) => pairs.iter().for_each(|(k, n)| below(key(path, k), n)),
        _ => {}
    }
}

/// No number is told that is none: neither as a number (null in JSON) nor in words, unless the input says it.
pub fn finite(told: &Value, said: &str) {
    let none = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|w| matches!(w, "NaN" | "inf"));
    let mut found = Vec::new();
    visit(told, "", &mut |path, value| {
        if value.is_null() || value.as_str().is_some_and(|text| none(text) && !none(said)) {
            found.push(format!("{path}: {value}"));
        }
    });
    assert!(found.is_empty(), "numbers that are none: {found:#?}");
}

fn visit(value: &Value, path: &str, see: &mut dyn FnMut(&str, &Value)) {
    see(path, value);
    match value {
        Value::Array(all) => all.iter().enumerate().for_each(|(i, v)| visit(v, &item(path, i), see)),
        Value::Object(pairs) => pairs.iter().for_each(|(k, v)| visit(v, &key(path, k), see)),
        _ => {}
    }
}
