//! A talk of one's own: made of the scenario, arranged step by step, kept in the draft, and never in the way of an answer.

use pbr::deck::{act, pose, scene, told};
use pbr::evaluate::evaluate;
use pbr::json::Node;
use pbr::library;
use pbr::reply::{Deck, Status};
use pbr::words::Lang;

fn front() -> String {
    library::find("front1").expect("a scheme").text.to_string()
}

fn does(draft: &str, deeds: &[&str]) -> String {
    deeds.iter().fold(draft.to_string(), |draft, deed| {
        let done = act(&draft, &format!("deck={deed}"));
        assert_ne!(done.name, "", "{deed} is done");
        let reply = evaluate(&done.draft, None, 0);
        assert_eq!(reply.status, Status::Answered, "{deed}: {:?}", reply.issues);
        done.draft
    })
}

fn talk(draft: &str) -> Deck {
    told(Some(draft), Lang::En)
}

fn ids(draft: &str) -> Vec<String> {
    talk(draft).steps.into_iter().map(|s| s.id).collect()
}

#[test]
fn a_talk_made_of_the_scenario_is_the_one_that_is_shown_without_any() {
    let made = does(&front(), &["made"]);
    let (before, after) = (talk(&front()), talk(&made));
    assert_eq!(before.name, after.name);
    let told = |d: &Deck| d.steps.iter().map(|s| (s.id.clone(), s.head.clone(), s.text.clone())).collect::<Vec<_>>();
    assert_eq!(told(&before), told(&after));
    assert!(after.steps.len() > 4);
    assert_eq!(does(&made, &["made"]), made, "once is enough");
    assert_eq!(Node::parse(&does(&made, &["none"])), Node::parse(&front()));
}

#[test]
fn steps_are_added_moved_told_and_removed() {
    let begun = does(&front(), &["made"]);
    let count = ids(&begun).len();
    let all = does(
        &begun,
        &["add:help", "add:work_programme", "compare:peterborough doncaster", "words", "words", "picture:payoff"],
    );
    let tail = |draft: &str| ids(draft).split_off(count);
    assert_eq!(tail(&all), ["help-2", "work_programme", "compare", "words", "words-2", "payoff-2"]);
    let steps = talk(&all).steps;
    assert!(steps[count].exhibit.as_ref().is_some_and(|e| e.options.len() == 3), "the figure with its guesses");
    let asked = pose("help-2", 0, Some(&all), Lang::En);
    assert_eq!(
        asked,
        pose("help", 0, None, Lang::En),
        "the explainer's, though a picture of this talk goes by its name"
    );
    assert_eq!(steps[count + 1].schemes, ["work_programme"]);
    assert_eq!(steps[count + 2].schemes, ["peterborough", "doncaster"]);

    let n = count + 4;
    let head = format!("head:{n}:Cash; or set=nothing: £5,000?");
    let notes = format!("notes:{}:Wait. ", count + 1);
    let said = does(&all, &[&head, &notes]);
    assert_eq!(talk(&said).steps[n - 1].head, "Cash; or set=nothing: £5,000?", "letter for letter");
    assert_eq!(talk(&said).steps[count].notes, "Wait. ");
    let emptied = does(&said, &[&format!("notes:{}:", count + 1)]);
    assert_ne!(talk(&emptied).steps[count].notes, "Wait. ");

    let moved = does(&said, &[&format!("move:{}:-1", count + 2)]);
    assert_eq!(tail(&moved)[..2], ["work_programme", "help-2"]);
    let gone = does(&moved, &[&format!("remove:{}", count + 1)]);
    assert_eq!(tail(&gone)[..2], ["help-2", "compare"]);
}

#[test]
fn what_cannot_be_done_changes_nothing() {
    let two = does(&front(), &["alone:payoff", "words"]);
    for deed in
        ["move:1:-1", "move:2:1", "move:9:-1", "remove:0", "remove:3", "add:nobody", "head:x:y", "juggle", "move:1:x"]
    {
        let done = act(&two, &format!("deck={deed}"));
        assert_eq!((done.draft, done.name), (two.clone(), String::new()), "{deed}");
    }
    let one = does(&two, &["remove:2"]);
    assert_eq!(act(&one, "deck=remove:1").draft, one, "the last step stays");
    assert_eq!(act("{", "deck=words").draft, "{");
}

#[test]
fn a_step_that_is_gone_is_gone_from_every_cut() {
    let mut node = Node::parse(&does(&front(), &["alone:payoff", "words", "add:help"])).expect("a draft");
    let cut = |name: &str, steps: &str| {
        Node::record(vec![("name", Node::Text(name.into())), ("steps", Node::Text(steps.into()))])
    };
    node.set("deck.cuts", Node::List(vec![cut("short", "words"), cut("long", "words payoff help")]));
    let after = talk(&does(&node.to_string(), &["remove:2"]));
    assert_eq!(after.cuts.len(), 1);
    assert_eq!(after.cuts[0].steps, ["payoff", "help"]);
}

#[test]
fn a_picture_keeps_the_numbers_it_was_added_with() {
    let path = "scenarios[0].contracts[0].payments[0].pay.of.rate";
    let dear = pbr::scenario::edit::edit(&front(), path, "12000").draft;
    let added = does(&dear, &["alone:payoff", "picture:help"]);
    let cheap = pbr::scenario::edit::edit(&added, path, "4000").draft;
    let price = |id: &str| {
        let draft = pose(id, 0, Some(&cheap), Lang::En);
        let shown = scene::scene(id, &draft, Some(&cheap), 0, Lang::En, scene::Patience::Whole);
        assert_eq!(shown.issues, []);
        assert!(shown.figure.is_some_and(|f| f.id == id));
        Node::parse(&draft).expect("a draft").at(path).and_then(|n| n.get("v").unwrap_or(n).number())
    };
    assert_eq!(price("help"), Some(12_000.0));
    assert_eq!(price("payoff"), Some(4000.0), "one picture to be shown at once is of what stands");
}
