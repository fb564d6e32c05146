//! The library of unit costs: every row has its source and status, and no number in it pretends to be more than it is.

use pbr::reply::UnitCost;
use pbr::unit_costs::{all, find, shown};
use pbr::value::Status;
use pbr::words::Lang;

fn row(id: &str) -> UnitCost {
    shown(Lang::En).into_iter().find(|c| c.id == id).unwrap_or_else(|| panic!("{id}"))
}

#[test]
fn every_row_is_complete() {
    assert_eq!(all().len(), shown(Lang::En).len());
    for c in shown(Lang::En) {
        for words in [&c.says, &c.payer, &c.ledger, &c.each, &c.price_year, &c.status, &c.status_id, &c.source] {
            assert!(!words.is_empty(), "{c:?}");
        }
        assert!(["public cash", "the wider economy", "social value"].contains(&c.ledger.as_str()), "{c:?}");
        assert_eq!(all().iter().filter(|other| other.id == c.id).count(), 1, "{}", c.id);
        let number = find(&c.id).expect("a row").each;
        assert_eq!(c.act, number.map_or(String::new(), |_| format!("gain={}", c.id)));
        assert!(number.is_none_or(|v| v > 0.0), "{c:?}");
    }
    assert!(find("nothing").is_none());
}

/// Numbers typed from the fact sheet, sections 15 and 7: £, status, source.
#[test]
fn numbers_agree_with_the_record() {
    use Status::{Calculated, Published, Secondary, Unverified};
    let record = [
        ("reoffending", 18.1e9, Secondary, "reoffcosts"),
        ("reoffending_adults", 16.7e9, Secondary, "reoffcosts"),
        ("reoffending_children", 1.4e9, Calculated, "reoffcosts"),
        ("rape_police", 6360.0, Secondary, "report 99"),
        ("violence_injury", 14_050.0, Secondary, "report 99"),
        ("robbery", 11_320.0, Secondary, "report 99"),
        ("vehicle_police", 2030.0, Secondary, "report 99"),
        ("arson", 8420.0, Secondary, "report 99"),
        ("theft_from_vehicle", 870.0, Secondary, "report 99"),
        ("burglary", 5930.0, Unverified, ""),
        ("violence", 5930.0, Unverified, ""),
        ("prison_year", 51_724.0, Secondary, "nationalsolicitors"),
        ("prison_day", 142.0, Calculated, "nationalsolicitors"),
        ("untreated_crime", 26_074.0, Secondary, "9396750"),
        ("treatment", 1970.0, Calculated, "81265"),
        ("benefit_per_pound", 2.5, Published, "DTORS"),
        ("drug_misuse", 3727.0, Unverified, "unchecked"),
        ("alcohol_misuse", 1962.0, Unverified, "unchecked"),
        ("claimant_work", 9000.0, Unverified, "unchecked"),
        ("treatment_town", 939.0, Secondary, "Town treatment"),
        ("care_children", 7.1e6, Secondary, "Town treatment"),
        ("more_treated", 19_430.0, Calculated, "Town treatment"),
        ("more_treated_low", 9714.0, Calculated, "Town treatment"),
        ("yoi_2004", 50_800.0, Secondary, "2004"),
        ("centre_2004", 164_750.0, Secondary, "2004"),
        ("home_2004", 185_000.0, Secondary, "2004"),
        ("centre_2009", 178_000.0, Secondary, "2009"),
        ("home_2009", 210_000.0, Secondary, "2009"),
        ("yoi_charged", 55_000.0, Secondary, "2009"),
        ("yoi_claimed", 100_000.0, Secondary, "2009"),
    ];
    for (id, each, status, source) in record {
        let c = find(id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!((c.each, c.status), (Some(each), status), "{id}");
        assert!(c.source.contains(source), "{id}: {}", c.source);
    }
}

/// What is calculated comes out of what is published, as far as its digits go.
#[test]
fn calculated_numbers_follow() {
    let each = |id: &str| find(id).and_then(|c| c.each).unwrap_or_else(|| panic!("{id}"));
    let follows = |id: &str, want: f64, step: f64| {
        assert!((each(id) - want).abs() <= step / 2.0, "{id}: {} instead of {want}", each(id));
        assert_eq!(find(id).map(|c| c.status), Some(Status::Calculated), "{id}");
    };
    follows("reoffending_children", each("reoffending") - each("reoffending_adults"), 1e6);
    follows("rape_rest", 39_360.0 - each("rape_police"), 0.0);
    follows("vehicle_rest", 10_290.0 - each("vehicle_police"), 0.0);
    follows("prison_day", each("prison_year") / 365.0, 1.0);
    follows("treatment", 384e6 / 195_000.0, 10.0);
    follows("nhs_saved", (1.6e6 - 0.74e6) / 875.0, 10.0);
    follows("crime_saved", (9.1e6 - 4.3e6) / 875.0, 100.0);
    follows("more_treated", 1.7e6 / 87.5, 10.0);
    follows("more_treated_low", 1.7e6 / 175.0, 1.0);
    for kind in ["yoi", "centre", "home"] {
        follows(&format!("{kind}_night"), each(&format!("{kind}_2004")) / 365.0, 1.0);
    }
}

#[test]
fn what_is_not_verified_says_so() {
    let doubtful: Vec<UnitCost> = shown(Lang::En).into_iter().filter(|c| c.status_id == "unverified").collect();
    assert_eq!(doubtful.len(), 5);
    for c in &doubtful {
        assert_eq!(c.status, "Unverified");
        assert!(c.source.contains("unchecked") || c.source.contains("not found in print"), "{c:?}");
    }
    assert!(shown(Lang::En).iter().all(|c| c.status_id == "unverified" || !c.source.contains("unchecked")));
}

/// Cash and social value stand apart; where the facts do not part them, the row says that it mixes.
#[test]
fn ledgers_are_kept_apart() {
    for c in all().iter().filter(|c| c.payer.contains("victims")) {
        assert_eq!(c.ledger, "social", "{}", c.id);
        assert!(c.note.contains("Mixes"), "{}: {}", c.id, c.note);
    }
    assert!(all().iter().filter(|c| c.ledger == "cash").all(|c| !c.note.contains("Mixes")));
}

#[test]
fn numbers_are_worded() {
    assert_eq!(row("reoffending").each, "£18.1bn");
    assert_eq!(row("care_children").each, "£7.1m");
    assert_eq!(row("prison_year").each, "£51,724");
    assert_eq!(row("benefit_per_pound").each, "£2.50");
    let (none, year) = (row("opiate_three_years"), row("burglary"));
    assert_eq!((none.each.as_str(), none.act.as_str()), ("no figure", ""));
    assert_eq!((year.price_year.as_str(), year.status.as_str()), ("not known", "Unverified"));
}
