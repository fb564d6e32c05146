//! A draft that was passed on without its prices holds none of them, says so at each, and is whole again once they are filled in.

use pbr::json::Node;
use pbr::num::decimal;
use pbr::private::{Secret, without, without_prices};
use pbr::reply::{Reply, Status, Unit};
use pbr::scenario::{edit, inputs};
use pbr::{evaluate, library};

/// Paths of what was left out.
fn gaps(draft: &str) -> Vec<String> {
    let node = Node::parse(draft).unwrap();
    let gone = |path: &str| node.at(path).and_then(|n| n.get("v")) == Some(&Node::Null);
    inputs::leaves(&node, "scenarios[0]").into_iter().map(|l| l.path).filter(|p| gone(p)).collect()
}

fn answered(draft: &str) -> Reply {
    evaluate::evaluate(draft, None, 0)
}

#[test]
fn every_amount_is_a_gap_that_says_so_and_nothing_stands_in() {
    for s in library::all() {
        let private = without_prices(s.text);
        let gaps = gaps(&private);
        assert!(!gaps.is_empty(), "{}", s.id);
        let reply = answered(&private);
        assert_eq!(reply.status, Status::Issues, "{}", s.id);
        assert!(reply.views[0].answer.is_none(), "{}: no answer without a price", s.id);
        for path in &gaps {
            let told: Vec<_> = reply.issues.iter().filter(|i| i.path == *path).collect();
            assert!(told.iter().any(|i| i.id == "issue.left_out"), "{}: {path}: {told:?}", s.id);
            let input = reply.views[0].inputs.iter().find(|i| i.path == *path).unwrap();
            assert_eq!((input.text.as_str(), input.value), ("", None), "{}: {path}", s.id);
        }
        assert!(reply.issues.iter().all(|i| i.id == "issue.left_out"), "{}: {:?}", s.id, reply.issues);
    }
}

#[test]
fn filled_in_again_the_answer_is_the_same() {
    for s in library::all() {
        let whole = Node::parse(s.text).unwrap();
        let mut draft = without_prices(s.text);
        for path in gaps(&draft) {
            let v = whole.at(&path).and_then(inputs::value_of).unwrap();
            draft = edit::edit(&draft, &path, &decimal::plain(v)).draft;
        }
        let (then, now) = (answered(s.text), answered(&draft));
        let (then, now) = (then.views[0].answer.as_ref().unwrap(), now.views[0].answer.as_ref().unwrap());
        assert_eq!(then.sentences, now.sentences, "{}", s.id);
        assert_eq!(then.results, now.results, "{}", s.id);
        assert_eq!(then.ledger, now.ledger, "{}", s.id);
    }
}

#[test]
fn no_amount_of_these_records_is_left_in_number_or_words_and_the_rest_loses_nothing() {
    for s in library::all() {
        let (whole, private) = (Node::parse(s.text).unwrap(), Node::parse(&without_prices(s.text)).unwrap());
        for record in ["contracts", "provider", "finance"] {
            let Some(node) = private.at(&format!("scenarios[0].{record}")) else { continue };
            let text = node.to_string();
            let amount = |(i, _): (usize, &str)| {
                text[i + '£'.len_utf8()..].trim_start().starts_with(|c: char| c.is_ascii_digit())
            };
            assert!(!text.match_indices('£').any(amount), "{}: {record}: {text}", s.id);
        }
        for leaf in inputs::leaves(&private, "scenarios[0]") {
            let private_record = ["contracts", "provider", "finance"]
                .iter()
                .any(|r| leaf.path.starts_with(&format!("scenarios[0].{r}")));
            let gone = private.at(&leaf.path).and_then(|n| n.get("v")) == Some(&Node::Null);
            if private_record && leaf.unit == Unit::Gbp {
                assert!(gone, "{}: {}", s.id, leaf.path);
            } else if !gone {
                let value = |n: &Node| n.at(&leaf.path).map(|n| n.get("v").unwrap_or(n).to_string());
                assert_eq!(value(&private), value(&whole), "{}: {}", s.id, leaf.path);
            }
        }
        let Some(Node::Object(pairs)) = whole.at("scenarios[0]") else { panic!() };
        for (k, node) in pairs {
            if !["contracts", "provider", "finance", "name", "about", "simplified", "happened"].contains(&k.as_str()) {
                assert_eq!(private.at(&format!("scenarios[0].{k}")), Some(node), "{}: {k}", s.id);
            }
        }
    }
}

#[test]
fn hand_made_amounts_are_found_wherever_the_reader_would_take_them() {
    // an amount that stands nowhere else, so that a trace of it is its own
    const SECRET: &str = "7654321";
    let drafts = [
        r#""contracts": [{"id": "c", "params": {"p": SECRET}, "payments": [{"name": "P", "pay": {"is": "PerUnit", "metric": {"is": "Count", "stage": "success"}, "rate": "$p"}}]}]"#,
        r#""contracts": [{"id": "c", "params": {"spare": {"v": SECRET, "low": SECRET, "note": "SECRET"}}, "payments": []}]"#,
        r#""contracts": [{"id": "c", "payments": [{"name": "Pays £7,654,321 or £ SECRET", "pay": {"is": "Lump", "amount": {"is": "*", "of": [2, SECRET]}}}]}]"#,
        r#""contracts": [{"id": "c", "payments": [], "readings": [{"says": "£SECRET", "payments": [{"name": "P", "pay": {"is": "Block", "amount": "SECRET"}}]}]}]"#,
        r#""provider": {"reserves": {"v": SECRET, "status": "yours", "note": "of SECRET"}, "overdraft": "SECRET"}, "about": "It has £7,654,321, £7.654321m."#,
        r#""finance": {"entity": "provider", "commitment": SECRET, "fees": SECRET, "guarantee": {"share": 0.5, "most": SECRET, "by": "x"}}"#,
    ];
    for part in drafts {
        let close = if part.contains("about") { "\"" } else { "" };
        let draft =
            format!(r#"{{"format": 1, "scenarios": [{{"id": "s", {}{close}}}]}}"#, part.replace("SECRET", SECRET));
        assert!(Node::parse(&draft).is_ok(), "{draft}");
        let private = without_prices(&draft);
        for trace in [SECRET, "7,654,321", "7.654321"] {
            assert!(!private.contains(trace), "{private}");
        }
    }
}

#[test]
fn one_sides_numbers_go_and_the_others_stay_and_filled_in_again_all_is_as_it_was() {
    for s in library::all() {
        for (secret, holds) in [
            (Secret::Provider, ["provider.", "people[].fixed_cost"].as_slice()),
            (Secret::Investor, ["finance."].as_slice()),
            (Secret::Commissioner, ["people[].value", "gains[].", "pool.", "counting.", "appraisal."].as_slice()),
        ] {
            let before = inputs::inputs(&Node::parse(s.text).unwrap(), "scenarios[0]", &[], pbr::words::Lang::En);
            let private = without(s.text, secret);
            let node = Node::parse(&private).unwrap();
            let mut whole = private.clone();
            for input in before.iter().filter(|i| i.value.is_some()) {
                let field = input.field.strip_prefix("scenarios[].").unwrap();
                let own = holds.iter().any(|h| field.starts_with(h));
                let left = node.at(&input.path).and_then(inputs::value_of);
                assert_eq!(left.is_none(), own, "{}: {secret:?}: {}", s.id, input.path);
                if own {
                    whole = edit::set(&whole, &input.path, input.value.unwrap()).draft;
                }
            }
            let paid = |draft: &str| answered(draft).views[0].answer.as_ref().map(|a| a.results.clone());
            assert_eq!(paid(&whole), paid(s.text), "{}: {secret:?}", s.id);
        }
    }
}
