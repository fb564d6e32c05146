//! The cards of the schemes: found by what they are, told in six lines, and no stronger than their sources.

use crate::library::cites;
use pbr::backtest;
use pbr::cards;
use pbr::library::{self, FACETS, STORY, Scheme};
use pbr::value::Status::{Calculated, Published, Secondary};
use pbr::words::Lang;

/// Invented schemes have no years.
fn is_real(s: &Scheme) -> bool {
    !s.card.years.is_empty()
}

#[test]
fn every_scheme_can_be_found_by_what_it_is() {
    for s in library::all() {
        for ((kind, choices), id) in FACETS.iter().zip(&s.card.facets) {
            assert!(choices.contains(&id.as_str()), "{}: {kind} is “{id}”", s.id);
        }
    }
    // each kind tells some schemes from others
    for (i, (kind, _)) in FACETS.iter().enumerate() {
        let mut ids: Vec<&str> = library::all().iter().map(|s| s.card.facets[i].as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert!(ids.len() > 2, "{kind}: {ids:?}");
    }
}

#[test]
fn every_story_has_six_lines_that_can_be_read_at_a_glance() {
    for s in library::all() {
        for (line, text) in STORY.iter().zip(&s.card.story) {
            let words = text.split_whitespace().count();
            assert!((3..=45).contains(&words), "{} {line}: {words} words", s.id);
            assert!(text.ends_with('.') || text.ends_with('?'), "{} {line}: {text}", s.id);
        }
    }
}

#[test]
fn every_figure_of_a_card_says_where_it_comes_from() {
    for s in library::all().iter().filter(|s| is_real(s)) {
        for (line, text) in STORY.iter().zip(&s.card.story) {
            // years are no figures
            let figure = |word: &str| {
                let digits = word.chars().filter(char::is_ascii_digit).count();
                digits > 0 && !(digits == 4 && (word.contains("19") || word.contains("20")))
            };
            let outside: String = text.split('(').map(|t| t.split_once(')').map_or(t, |(_, rest)| rest)).collect();
            let cited = s.card.sources.iter().any(|(code, _)| cites(text, code));
            assert!(cited || !outside.split_whitespace().any(figure), "{} {line}: whose figure? {text}", s.id);
        }
        for f in &s.card.record {
            assert!(matches!(f.value.status, Published | Secondary | Calculated), "{}: {}", s.id, f.says);
            let code = f.value.source.as_deref().unwrap_or_default();
            assert!(s.card.sources.iter().any(|(c, _)| c == code), "{}: {} names no source", s.id, f.says);
        }
        for share in s.card.share.iter().filter(|v| matches!(v.status, Published | Secondary)) {
            let code = share.source.as_deref().unwrap_or_default();
            assert!(s.card.sources.iter().any(|(c, _)| c == code), "{}: the share names no source", s.id);
        }
    }
}

/// What the fact file marks as unverified (U), as a text would say it.
const UNVERIFIED: [&str; 10] =
    ["936", "866", "9.7%", "£8m", "£8 million", "1.30 ×", "£1,170 or", "25, 40, 25", "£5,930", "£3,727"];

#[test]
fn nothing_unverified_is_told_as_a_fact() {
    for s in library::all() {
        let told = s.card.story.iter().chain(s.card.record.iter().map(|f| &f.says));
        for text in told {
            for figure in UNVERIFIED {
                assert!(!text.contains(figure), "{}: {figure} is unverified: {text}", s.id);
            }
        }
    }
}

#[test]
fn every_source_of_a_card_is_named_by_it_or_by_the_draft() {
    for s in library::all() {
        let facts = s.card.record.iter().map(|f| &f.value).chain(&s.card.share).filter_map(|v| v.source.clone());
        let told: Vec<String> = s.card.story.iter().cloned().chain(facts).chain([s.text.to_string()]).collect();
        for (code, place) in &s.card.sources {
            assert!(place.len() > 10, "{}: {code}", s.id);
            assert!(told.iter().any(|t| cites(t, code)), "{}: {code} is never cited", s.id);
        }
        let mut codes: Vec<&str> = s.card.sources.iter().map(|(c, _)| c.as_str()).collect();
        codes.sort_unstable();
        let all = codes.len();
        codes.dedup();
        assert_eq!(all, codes.len(), "{}: a source stands twice", s.id);
    }
}

#[test]
fn every_back_test_belongs_to_a_scheme() {
    let rows = backtest::run();
    for id in library::all().iter().flat_map(|s| &s.card.tests) {
        assert!(rows.iter().any(|r| r.id == *id), "there is no back-test {id}");
    }
    for r in &rows {
        assert!(library::all().iter().any(|s| s.card.tests.contains(&r.id)), "{} is shown on no card", r.id);
    }
}

#[test]
fn every_card_opens() {
    for s in library::all() {
        let told = cards::told(s.id, Lang::En).unwrap_or_else(|| panic!("{} does not open", s.id));
        assert!(!told.terms.is_empty() && !told.answer.is_empty() && !told.simplified.is_empty(), "{}", s.id);
        assert!(told.terms.iter().any(|t| !t.status.is_empty()), "{}", s.id);
        assert_eq!(told.record.len(), s.card.record.len());
        let checks = if told.tests.is_empty() { Vec::new() } else { backtest::shown(&told.tests) };
        assert!(checks.iter().all(|t| t.holds && told.tests.contains(&t.id)), "{}", s.id);
        assert_eq!(checks.is_empty(), told.tests.is_empty(), "{}", s.id);
        if let Some(curve) = told.curve {
            assert!(curve.path.starts_with('M') && !curve.path.contains("NaN"), "{}: {}", s.id, curve.path);
            assert!((0.0..=120.0).contains(&curve.plan[0]), "{}: {:?}", s.id, curve.plan);
        }
    }
    assert!(cards::told("nothing", Lang::En).is_none());
}
