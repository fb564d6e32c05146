//! Contracts from elsewhere, written as data alone: kinds that the library does not have, each read, answered, linked, and
//! settled on a recorded path against payments worked by hand. What the language cannot say is not faked here.

use crate::scenarios::read;
use pbr::answer::{self, Outcome};
use pbr::contract::finance::positions;
use pbr::link;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const FOLDER: &str = "tests/scenarios/elsewhere";

fn text(name: &str) -> String {
    let path = format!("{FOLDER}/{name}.json");
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn draft(name: &str) -> Value {
    serde_json::from_str(&text(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// A draft whose people did what is on record.
fn on_record(name: &str, outturn: &Value) -> Outcome {
    let mut draft = draft(name);
    draft["scenarios"][0]["outturn"] = outturn.clone();
    answer::evaluate(&read(&draft))
}

/// £ by month under a payment's name, to a party; what is nothing is left out.
fn paid(o: &Outcome, tag: &str, to: &str) -> BTreeMap<u32, f64> {
    let mut months: BTreeMap<u32, f64> = BTreeMap::new();
    let l = &o.ledger;
    for e in l.entries.iter().filter(|e| l.tags[e.tag] == tag && l.parties[e.to] == to) {
        *months.entry(e.month).or_default() += e.amount;
    }
    months.retain(|_, x| x.abs() > 1e-6);
    months
}

/// A payment's name, who gets it, and £ by month.
type Paid<'a> = (&'a str, &'a str, &'a [(u32, f64)]);

fn check(name: &str, outturn: &Value, want: &[Paid]) {
    let o = on_record(name, outturn);
    for (tag, to, months) in want {
        let got = paid(&o, tag, to);
        let want: BTreeMap<u32, f64> = months.iter().copied().collect();
        let same = got.len() == want.len()
            && got.iter().zip(&want).all(|((m, x), (n, y))| m == n && (x - y).abs() <= 1e-6 * y.abs().max(1.0));
        assert!(same, "{name}, {tag} to {to}: {got:?} instead of {want:?}");
    }
    // nothing is paid that was not worked by hand
    let l = &o.ledger;
    let named = |e: &&pbr::contract::ledger::Entry| {
        let (tag, to) = (l.tags[e.tag].as_str(), l.parties[e.to].as_str());
        e.amount.abs() > 1e-6 && !["cost", "drawn"].contains(&tag) && !want.iter().any(|w| (w.0, w.1) == (tag, to))
    };
    let rest: Vec<_> = l.entries.iter().filter(named).map(|e| (&l.tags[e.tag], &l.parties[e.to], e.amount)).collect();
    assert!(rest.is_empty(), "{name}: {rest:?}");
}

/// The contracts, each a file.
const ALL: [&str; 8] = [
    "benefit_days",
    "clinic_quality",
    "family_care",
    "jail_days",
    "jobs_kept",
    "learning_gain",
    "preschool",
    "rate_card",
];

#[test]
fn every_contract_from_elsewhere_is_tested() {
    let entries = fs::read_dir(FOLDER).expect(FOLDER).map(|e| e.expect("entry").file_name());
    let files: BTreeSet<String> = entries.map(|n| n.to_string_lossy().into_owned()).collect();
    let named: BTreeSet<String> = ALL.iter().map(|n| format!("{n}.json")).collect();
    assert_eq!(files, named);
}

#[test]
fn they_read_answer_and_keep_every_pound() {
    for name in ALL {
        let s = read(&draft(name));
        assert_eq!(s.id, name);
        let o = answer::evaluate(&s);
        // days without benefit are known only once they are on record
        assert!(o.values.or_zero("paid") > 0.0 || name == "benefit_days", "{name}");
        let (_, total) = positions(&o.ledger.parties, &o.ledger.entries);
        assert!(total.abs() < 1e-6, "{name}: {total} was made or lost");
        assert!(o.ledger.entries.iter().all(|e| e.from != e.to && e.amount.is_finite()), "{name}");
    }
}

#[test]
fn they_travel_as_links() {
    for name in ALL {
        let text = text(name);
        assert_eq!(link::decode(&link::encode(&text)).as_deref(), Ok(text.as_str()), "{name}");
    }
}

/// 400 people × 60 days would be 24,000; 18,000 are on record: 6,000 × £95 = £570,000, as a quarter is more than a tenth. The
/// bank lent £40,000 a month: with 5% a year it is owed 40,000 × (1.05^(24/12) + … + 1.05^(35/12)); the foundation, which
/// gave £240,000, gets what is left.
#[test]
fn jail_days_repay_the_bank_before_the_foundation() {
    let outturn = |days: u32| {
        json!({"months": 12, "outcome_lag": 24, "people": [{"n": 400, "start": 0}],
            "events": {"jail_day": [[0, 24, days]]},
            "money": {"cost": (0..12).map(|m| json!([m, 60_000])).collect::<Vec<_>>()}})
    };
    let monthly: Vec<(u32, f64)> = (0..12).map(|m| (m, 20_000.0)).collect();
    let owed = 541_220.669_055_240_2;
    check(
        "jail_days",
        &outturn(18_000),
        &[
            ("Days avoided", "spv", &[(35, 570_000.0)]),
            ("A third of the cost", "spv", &monthly),
            ("Return", "investor", &[(35, owed)]),
            ("Return", "foundation", &[(35, 570_000.0 - owed)]),
        ],
    );
    // 13,000 avoided would be £1,235,000: the ceiling, and something for the charity
    check(
        "jail_days",
        &outturn(11_000),
        &[
            ("Days avoided", "spv", &[(35, 1_000_000.0)]),
            ("A third of the cost", "spv", &monthly),
            ("Return", "investor", &[(35, owed)]),
            ("Return", "foundation", &[(35, 240_000.0)]),
            ("Return", "provider", &[(35, 760_000.0 - owed)]),
        ],
    );
    // a fall of a twelfth pays nobody
    check("jail_days", &outturn(22_000), &[("A third of the cost", "spv", &monthly)]);
}

/// 30, 32 and 28 admissions were to be expected: a fall of 13.3% climbs two steps, one of 18.75% all three, a rise none.
#[test]
fn family_care_pays_step_by_step() {
    let outturn = json!({"months": 36, "outcome_lag": 12,
        "people": [{"n": 150, "start": 0}, {"n": 160, "start": 12}, {"n": 140, "start": 24}],
        "events": {"admission": [[0, 12, 26], [12, 24, 26], [24, 36, 29]]}});
    check("family_care", &outturn, &[("Steps", "provider", &[(23, 250_000.0), (35, 450_000.0)])]);
}

/// Quarter 1: 800 of 1,000 births as the checklist asks, a quarter of 80% of £10,000. Quarter 2: 45%, nothing. Quarter 3:
/// all. Quarter 4: no births, and no bonus.
#[test]
fn clinics_are_paid_for_quality_by_quarter() {
    let outturn = json!({"months": 12, "people": [
        {"n": 800, "start": 0, "proper": 0}, {"n": 200, "start": 1},
        {"n": 540, "start": 3, "proper": 3}, {"n": 660, "start": 4},
        {"n": 1000, "start": 6, "proper": 6}]});
    let fees = [(0, 8_000.0), (1, 2_000.0), (3, 5_400.0), (4, 6_600.0), (6, 10_000.0)];
    check(
        "clinic_quality",
        &outturn,
        &[("Fees", "provider", &fees), ("Bonus for quality", "provider", &[(2, 2_000.0), (8, 2_500.0)])],
    );
}

/// Years in an ordinary class: 98, 98, 90, then 90 of which 14 make up the first 300, then 90 and 90: £2,470 each up to
/// there, £1,040 each beyond.
#[test]
fn preschool_pays_less_after_so_many_years() {
    let outturn = json!({"months": 1, "outcome_lag": 72, "people": [
        {"n": 90, "start": 0, "first": 12, "later": [24, 36, 48, 60, 72]},
        {"n": 8, "start": 0, "first": 12, "later": 24}, {"n": 2, "start": 0}]});
    let years = [
        (12, 98.0 * 2470.0),
        (24, 98.0 * 2470.0),
        (36, 90.0 * 2470.0),
        (48, 14.0 * 2470.0 + 76.0 * 1040.0),
        (60, 90.0 * 1040.0),
        (72, 90.0 * 1040.0),
    ];
    check("preschool", &outturn, &[("Years avoided", "provider", &years)]);
}

/// 350 are placed in month 2 and 100 in month 3, of whom 50 are paid for: no more than 400. 350 keep the job for three
/// months, 250 for six.
#[test]
fn jobs_are_paid_for_up_to_so_many_people() {
    let outturn = json!({"months": 2, "outcome_lag": 8, "people": [
        {"n": 250, "start": 0, "placed": 2, "kept_3": 5, "kept_6": 8},
        {"n": 100, "start": 0, "placed": 2, "kept_3": 5},
        {"n": 100, "start": 1, "placed": 3}, {"n": 50, "start": 1}]});
    check(
        "jobs_kept",
        &outturn,
        &[
            ("Placed", "provider", &[(2, 245_000.0), (3, 35_000.0)]),
            ("Kept three months", "provider", &[(5, 245_000.0)]),
            ("Kept six months", "provider", &[(8, 37_500.0)]),
        ],
    );
}

/// 1,600 levels where 1,100 were to be expected, and 920 enrolled: 500 × £40 + 920 × £5 = £24,600, of which £22,000 at most;
/// but no more than 15,000 × 1.1^(35/12), at which the lender has earned 10% a year.
#[test]
fn learning_pays_the_lender_up_to_a_return() {
    let outturn = |levels: u32| {
        json!({"months": 12, "outcome_lag": 24,
            "people": [{"n": 920, "start": 0, "enrolled": 12}, {"n": 80, "start": 0}],
            "events": {"level": [[0, 24, levels]]}})
    };
    let most = 19_807.055_755_919_18;
    check("learning_gain", &outturn(1600), &[("Learning and enrolment", "investor", &[(35, most)])]);
    // 1,300: 200 × 40 + 4,600
    check("learning_gain", &outturn(1300), &[("Learning and enrolment", "investor", &[(35, 12_600.0)])]);
}

/// £32 a day: 3,000, 9,000 and 12,000 days are paid for in full, and of the last 8,000 what is left of £900,000.
#[test]
fn days_without_benefit_are_paid_for_up_to_a_ceiling() {
    let outturn = json!({"months": 6, "outcome_lag": 24, "people": [{"n": 160, "start": 0, "off": 4}],
        "days": {"off": [[0, 6, 3000], [0, 12, 9000], [0, 18, 12_000], [0, 24, 8000]]}});
    let months = [(6, 96_000.0), (12, 288_000.0), (18, 384_000.0), (24, 132_000.0)];
    check("benefit_days", &outturn, &[("Days without benefit", "provider", &months)]);
}

/// A person who takes all three steps would earn £7,100 and is paid for with £5,000: the last step yields £1,400. Two steps
/// are £3,600, one £1,400.
#[test]
fn a_rate_card_stops_at_so_much_for_each_person() {
    let outturn = json!({"months": 12, "outcome_lag": 18, "people": [
        {"n": 10, "start": 0, "attends": 3, "passes": 9, "job": 18},
        {"n": 5, "start": 0, "attends": 3, "passes": 9},
        {"n": 20, "start": 1, "attends": 4}, {"n": 65, "start": 2}]});
    let months = [(3, 21_000.0), (4, 28_000.0), (9, 33_000.0), (18, 14_000.0)];
    check("rate_card", &outturn, &[("Rate card", "provider", &months)]);
}
