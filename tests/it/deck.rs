//! Talks: the explainer's six figures say what the specification and the record say, and a file's own talk is read as strictly
//! as the rest of it.

use pbr::deck;
use pbr::deck::scene::{Patience, scene};
use pbr::evaluate::{Job, evaluate};
use pbr::json::Node;
use pbr::library;
use pbr::reply::{Chart, DeckStep, Exhibit, Scene, SettingKind, Status};
use pbr::scenario::deck::FIGURES;
use pbr::scenario::read;
use pbr::words::{Lang, plain};
use serde_json::{Value, json};
use std::fs;

const EXPLAINER: &str = include_str!("../../src/explainer.json");
const TALK: &str = "tests/talk.json";

fn steps() -> Vec<DeckStep> {
    deck::told(None, Lang::En).steps
}

fn exhibit(step: &DeckStep) -> &Exhibit {
    step.exhibit.as_ref().expect("a figure")
}

fn pose(id: &str, setting: u32) -> String {
    deck::pose(id, setting, None, Lang::En)
}

fn whole(id: &str, draft: &str) -> Scene {
    scene(id, draft, None, 7, Lang::En, Patience::Whole)
}

/// What a figure says at a setting.
fn says(id: &str, setting: u32) -> String {
    plain(&whole(id, &pose(id, setting)).says)
}

fn done(draft: &str, act: &str) -> String {
    pbr::acts::act(draft, act).draft
}

/// Every step at every setting: where it stands, its draft, what is shown.
fn everywhere(mut each: impl FnMut(&DeckStep, u32, &str, &Scene)) {
    for step in steps() {
        for setting in 0..exhibit(&step).settings.len() as u32 {
            let draft = pose(&step.id, setting);
            each(&step, setting, &draft, &whole(&step.id, &draft));
        }
    }
}

#[test]
fn the_explainer_is_a_file_like_any_other() {
    let e = read(EXPLAINER).expect("JSON");
    assert_eq!(e.issues.found, Vec::new());
    assert_eq!(evaluate(EXPLAINER, None, 0).status, Status::Answered);
    let ids: Vec<String> = steps().into_iter().map(|s| s.id).collect();
    assert_eq!(ids, FIGURES, "a talk may show them by these ids");
}

#[test]
fn every_setting_has_a_sentence_and_a_picture() {
    everywhere(|step, setting, draft, scene| {
        let place = format!("{} {setting}", step.id);
        assert!(!draft.is_empty(), "{place}");
        assert_eq!(scene.issues, Vec::new(), "{place}");
        assert!(scene.figure.is_some(), "{place}: a picture");
        let said = plain(&scene.says);
        // what no result or number was found for would leave a gap
        assert!(
            !said.is_empty() && !said.contains("  ") && !said.contains(" ,") && !said.contains("not defined"),
            "{place}: {said}"
        );
        assert!(!said.starts_with(' '), "{place}: {said}");
        // some settings show what stood before once more, in other words
        let stands = scene.setting.expect("it stands where it was posed");
        assert_eq!(pose(&step.id, stands), draft, "{place}");
    });
}

/// An act that does nothing, or a path that nobody has, would go unseen.
#[test]
fn every_act_of_the_explainer_does_something() {
    let e = read(EXPLAINER).expect("JSON");
    let deck = e.deck.expect("a talk");
    for step in &deck.steps {
        for (i, setting) in step.settings.iter().enumerate() {
            let first = step.settings.iter().position(|s| s.scene == setting.scene).expect("itself") as u32;
            if !setting.acts.is_empty() && first != i as u32 {
                let start = pose(&step.id, first);
                assert_ne!(pose(&step.id, i as u32), start, "{}: {}", step.id, setting.says);
            }
        }
        for (k, s) in step.scenes.iter().enumerate() {
            let at = step.settings.iter().position(|t| t.scene == k).expect("a setting for every scene") as u32;
            let draft = pose(&step.id, at);
            let shown = whole(&step.id, &draft);
            for (control, told) in s.controls.iter().zip(&shown.controls) {
                assert_eq!(
                    told.input.is_some(),
                    !control.input.is_empty(),
                    "{}: {} is a number",
                    step.id,
                    control.label
                );
                let chosen = told.options.iter().filter(|o| o.chosen).count();
                assert!(told.options.is_empty() || chosen == 1, "{}: {} of {} stand", step.id, chosen, control.label);
                for option in told.options.iter().filter(|o| !o.chosen) {
                    assert_ne!(done(&draft, &option.act), draft, "{}: {}", step.id, option.label);
                }
            }
        }
    }
}

/// Fair to both sides: on every figure something embarrasses each, in words and in the picture.
#[test]
fn one_setting_embarrasses_each_side() {
    for step in steps() {
        let e = exhibit(&step);
        let count = |kind| e.settings.iter().filter(|s| s.kind == kind).count();
        for kind in [SettingKind::Start, SettingKind::Answer, SettingKind::For, SettingKind::Against] {
            assert_eq!(count(kind), 1, "{}: {kind:?}", step.id);
        }
        assert_eq!(e.settings[0].kind, SettingKind::Start, "{}", step.id);
        assert_eq!(e.sides.len(), 3, "{}: for, against, cannot settle", step.id);
        assert_eq!(e.options.len(), 3, "{}: A, B, C", step.id);
        assert!(!step.notes.is_empty() && !step.text.is_empty(), "{}", step.id);
    }
}

#[test]
fn what_is_published_says_where() {
    for step in steps() {
        let e = exhibit(&step);
        assert!(e.published.len() >= 2, "{}", step.id);
        for fact in &e.published {
            let known = ["published", "secondary", "calculated"].contains(&fact.status_id.as_str());
            assert!(known, "{}: {} is {}", step.id, fact.says, fact.status_id);
            assert!(fact.source.contains(": "), "{}: {} has no source: {}", step.id, fact.says, fact.source);
        }
        // invented prices or people are in each
        assert_eq!(e.tag_id, "example", "{}", step.id);
    }
}

/// Figure 3 against the record (`facts.md` BT-T1) and `BF4`: rates, rounded counts, three verdicts.
#[test]
fn fewer_people_more_offences() {
    let s = whole("offences", &pose("offences", 0));
    let figure = s.figure.expect("picture");
    let cell = |id: &str| {
        let cells = figure.table.rows.iter().flat_map(|r| &r.cells);
        cells.filter(|c| c.result == id).map(|c| c.text.clone()).next().unwrap_or_default()
    };
    assert_eq!(cell("counted[people].anyway"), "51,300");
    assert_eq!(cell("counted[people].now"), "49,032");
    assert_eq!(cell("counted[events].anyway"), "215,460");
    assert_eq!(cell("counted[events].now"), "230,450");
    assert_eq!([cell("counted[each].anyway"), cell("counted[each].now")], ["4.2", "4.7"]);
    let verdicts: Vec<&str> = figure.table.rows.iter().map(|r| r.cells[4].text.as_str()).collect();
    assert_eq!(verdicts, ["pays", "takes money back", "takes money back"]);
    assert!(says("offences", 0).contains("pays £2.27m"), "{}", says("offences", 0));
    assert!(says("offences", 1).contains("takes back £2.25m"), "{}", says("offences", 1));
    let each = done(&pose("offences", 0), &s.controls[0].options[2].act);
    assert!(plain(&whole("offences", &each).says).contains("takes back"));
    let shown: Vec<String> = exhibit(&steps()[0]).published.iter().map(|f| f.value.clone()).collect();
    assert_eq!(shown, ["47.5", "45.4", "4.2", "4.7", "108,000", "2,300", "15,000"]);
    assert!(says("offences", 4).contains("150 fewer offences, yet offences for each of them rise from 3.02 to 3.33"));
}

#[test]
fn a_target_just_missed_keeps_nothing() {
    assert!(says("bill", 0).contains("all £1.67m"), "{}", says("bill", 0));
    assert!(says("bill", 1).contains("keeps nothing of £1.67 million"), "{}", says("bill", 1));
    let at = |points: &str| {
        plain(
            &whole(
                "bill",
                &done(&pose("bill", 0), &format!("set=scenarios[0].people[0].delivery.clear.given.p={points}")),
            )
            .says,
        )
    };
    assert!(at("0.549").contains("nothing"), "{}", at("0.549"));
    assert!(at("0.55").contains("all £1.67m"), "{}", at("0.55"));
    assert!(says("bill", 4).contains("£1.10m of £1.67 million"), "{}", says("bill", 4));
    // MOTIVE1
    assert!(
        says("bill", 2).contains("adds 0 successes and one that puts people first 40; paid for results, 36 and 92")
    );
}

/// A cliff is drawn as one, on the stretch where there is something to see; a straight rule from nobody to everybody.
#[test]
fn a_cliff_is_drawn_as_one() {
    let curve = |draft: &str| {
        let reply = evaluate(draft, None, 0);
        let figures = reply.views[0].answer.as_ref().expect("answer").figures.clone();
        match figures.into_iter().find(|f| f.id == "payoff").expect("curve").chart {
            Chart::Payoff { x, rule, expected, slope, .. } => {
                assert!([rule.len(), expected.len(), slope.len()].iter().all(|n| *n == x.len()));
                assert!(x.windows(2).all(|w| w[0] < w[1]), "{x:?}");
                (x, rule)
            }
            other => panic!("{other:?}"),
        }
    };
    let (x, rule) = curve(&pose("bill", 1));
    let jump = rule.windows(2).position(|w| w[1] - w[0] > 1e6).expect("a cliff");
    assert!(x[jump] < 825.0 && x[jump + 1] >= 825.0 && x[jump + 1] - x[jump] < 0.1, "{} {}", x[jump], x[jump + 1]);
    assert!(x[0] > 500.0 && x[x.len() - 1] < 1200.0, "around plan and target: {x:?}");
    let (x, _) = curve(&pose("help", 0));
    assert_eq!((x.len(), x[0]), (2, 0.0));
    // paid point by point there is a slope, and no two points stand close
    let (x, _) = curve(&pose("bill", 4));
    assert!(x.windows(2).all(|w| w[1] - w[0] > 1.0), "{x:?}");
}

/// `BR1`, `IDX1.2`, `BF2`.
#[test]
fn the_first_pound_for_the_hardest_to_help() {
    assert!(says("help", 1).contains("£12,500"), "{}", says("help", 1));
    let begins = |setting: u32, extra: &str| plain(&whole("help", &done(&pose("help", setting), extra)).says);
    let price = "set=scenarios[0].contracts[0].payments[0].pay.of.rate=";
    assert!(begins(0, &format!("{price}12400")).contains("none"));
    assert!(!begins(0, &format!("{price}12700")).contains("none"));
    assert!(says("help", 4).contains("begin at £3,500"), "{}", says("help", 4));
    assert!(says("help", 2).contains("nobody is left out"));
    assert!(says("help", 5).contains("£9,061") && says("help", 5).contains("£190,086"));
    assert!(says("help", 6).contains("six times a year at £556, and those who offend once at £3,333"));
}

/// `WC2` and `EUL2`.
#[test]
fn how_much_can_wait_and_what_a_cliff_invents() {
    assert!(
        says("risk", 1).contains("needs 3.9 months of reserves and has 3.9: its cash lasts"),
        "{}",
        says("risk", 1)
    );
    let share = |w: &str| {
        plain(&whole("risk", &done(&pose("risk", 0), &format!("set=scenarios[0].contracts[0].params.share={w}"))).says)
    };
    assert!(share("0.18").contains("runs out"), "{}", share("0.18"));
    assert!(share("0.3").contains("needs 6.1 months"), "{}", share("0.3"));
    assert!(share("1").contains("needs 18 months"), "{}", share("1"));
    assert!(says("risk", 4).contains("£57,000 is invented"), "{}", says("risk", 4));
    assert!(says("risk", 5).contains("£0 is invented"), "{}", says("risk", 5));
}

/// `FP4`.
#[test]
fn a_test_that_pays_for_nothing() {
    assert!(says("luck", 0).contains("nothing in 1 of 20"), "{}", says("luck", 0));
    assert!(says("luck", 1).contains("nothing in 5 of 20"), "{}", says("luck", 1));
    assert!(says("luck", 2).contains("nothing in 6 of 20"), "{}", says("luck", 2));
}

#[test]
fn whoever_pays_is_not_whoever_saves() {
    assert!(says("purse", 1).contains("pays £821,625 and gains £0"), "{}", says("purse", 1));
    assert!(says("purse", 2).contains("can cash £860,125"), "{}", says("purse", 2));
    assert!(says("purse", 3).contains("can cash £430,062"), "{}", says("purse", 3));
}

/// A scene that takes long is left to a job, which says the very same.
#[test]
fn what_takes_long_is_a_job() {
    let mut waited = 0;
    everywhere(|step, setting, draft, shown| {
        let quick = scene(&step.id, draft, None, 7, Lang::En, Patience::Frame);
        let value = |s: &Scene| serde_json::to_value(s).expect("json");
        if quick.waits {
            waited += 1;
            assert!(quick.figure.is_none() && quick.says.is_empty(), "{} {setting}: half a scene", step.id);
            let job = Job::new(draft, None, 7, &format!("scene:{}", step.id)).step(1);
            assert_eq!((job.done, job.total), (1, 1));
            assert_eq!(value(&job.scene.expect("scene")), value(shown));
        } else {
            assert_eq!(value(&quick), value(shown));
        }
    });
    assert!(waited > 3, "{waited}");
}

/// The explainer, digit for digit and word for word; the shipped WebAssembly must say the same.
#[test]
fn the_explainer_holds_to_the_last_bit() {
    let mut scenes = Vec::new();
    everywhere(|step, setting, _, scene| scenes.push(json!({"step": step.id, "setting": setting, "scene": scene})));
    let talk = json!({"deck": deck::told(None, Lang::En), "scenes": scenes});
    if std::env::var_os("UPDATE").is_some() {
        fs::write(TALK, serde_json::to_string_pretty(&talk).expect("json") + "\n").expect("write");
    }
    let want: Value = serde_json::from_str(&fs::read_to_string(TALK).expect("UPDATE=1 writes it")).expect("json");
    let got: Value = serde_json::from_str(&talk.to_string()).expect("json");
    assert!(got == want, "UPDATE=1 writes {TALK} anew: read the difference");
}

fn with_deck(deck: Value) -> String {
    let mut draft: Value = serde_json::from_str(library::find("front1").expect("front1").text).expect("json");
    draft["deck"] = deck;
    draft.to_string()
}

#[test]
fn a_talk_of_ones_own_shows_figures_schemes_words_and_pictures() {
    let own = with_deck(json!({
        "name": "Mine",
        "steps": [
            {"show": "help", "notes": "mine"},
            {"show": "doncaster"},
            {"compare": "front1 doncaster", "head": "Side by side"},
            {"head": "Only words", "text": "One idea."},
            {"id": "cash", "head": "How long does the cash last?", "options": [{"says": "4 months"}, {"says": "a year"}],
             "scenes": [{"picture": "cash", "terms": true, "controls": [{"input": "scenarios[0].provider.reserves_months"}],
                         "says": [{"when": "months_needed > reserves_months", "says": "It needs {months_needed} months and has {@scenarios[0].provider.reserves_months}."}, {"says": "It lasts."}]}],
             "settings": [{"says": "Now", "is": "start"}, {"says": "Twenty months", "is": "answer", "do": "set=scenarios[0].provider.reserves_months=20"}]},
        ],
        "cuts": [{"name": "Short", "steps": "1 cash"}],
    }));
    assert_eq!(evaluate(&own, None, 0).status, Status::Answered);
    let told = deck::told(Some(&own), Lang::En);
    assert_eq!((told.name.as_str(), told.steps.len(), told.cuts.len()), ("Mine", 5, 1));
    assert_eq!((told.steps[0].id.as_str(), told.steps[0].notes.as_str()), ("1", "mine"));
    assert_eq!(told.steps[1].schemes, ["doncaster"]);
    assert_eq!(told.steps[2].schemes, ["front1", "doncaster"]);
    assert_eq!(told.steps[3].text, "One idea.");
    let at = |setting| {
        scene("cash", &deck::pose("cash", setting, Some(&own), Lang::En), Some(&own), 1, Lang::En, Patience::Frame)
    };
    assert_eq!(plain(&at(0).says), "It needs 18 months and has 3.9.");
    assert_eq!(plain(&at(1).says), "It lasts.");
    assert!(!at(0).terms.is_empty() && at(0).figure.is_some());
    assert_eq!(at(0).inputs.iter().filter(|i| i.path == "scenarios[0].provider.reserves_months").count(), 1);
    // nothing of it changes a result
    let alone = evaluate(library::find("front1").expect("front1").text, None, 0);
    let results = |r: &pbr::reply::Reply| {
        serde_json::to_value(&r.views[0].answer.as_ref().expect("answer").results).expect("json")
    };
    assert_eq!(results(&evaluate(&own, None, 0)), results(&alone));
}

#[test]
fn a_scenario_without_a_talk_has_one_made_of_it() {
    let text = library::find("front1").expect("front1").text;
    let told = deck::told(Some(text), Lang::En);
    assert_eq!(told.steps[0].id, "answer");
    assert!(told.steps.iter().any(|s| s.id == "help") && told.steps.iter().any(|s| s.id == "pay"));
    for step in told.steps.iter().take(3) {
        let draft = deck::pose(&step.id, 0, Some(text), Lang::En);
        let shown = scene(&step.id, &draft, Some(text), 1, Lang::En, Patience::Whole);
        assert!(!shown.says.is_empty(), "{}", step.id);
    }
    assert_eq!(deck::told(Some("no JSON"), Lang::En).steps.len(), 0);
}

#[test]
fn every_mistake_in_a_talk_is_told_at_its_place_and_the_answer_stands() {
    let own = with_deck(json!({
        "name": "Mine",
        "steps": [
            {"show": "nobody"},
            {"compare": "front1 nobody"},
            {"id": "a", "options": [{"says": "yes"}], "answer": 2, "scenes": [{"picture": "nothing"}, {"scheme": "nobody"}],
             "settings": [{"says": "x", "scene": 3}]},
            {"id": "a", "surprise": 1},
        ],
        "cuts": [{"name": "Short", "steps": "a b"}],
    }));
    let reply = evaluate(&own, None, 0);
    let paths: Vec<&str> = reply.issues.iter().map(|i| i.path.as_str()).collect();
    for path in [
        "deck.steps[0].show",
        "deck.steps[1].compare",
        "deck.steps[2].answer",
        "deck.steps[2].scenes[0].picture",
        "deck.steps[2].scenes[1].scheme",
        "deck.steps[2].settings[0].scene",
        "deck.steps[3].surprise",
        "deck.steps[3].id",
        "deck.cuts[0].steps",
    ] {
        assert!(paths.contains(&path), "{path}: {paths:?}");
    }
    assert!(reply.views[0].answer.is_some(), "a talk changes no result, whatever is wrong with it");
    assert!(Node::parse(&own).is_ok());
}
