//! The cost of counting, present values, price years and optimism.

use pbr::contract::discount::{HEALTH, STANDARD};
use pbr::public::administration::Administration;
use pbr::public::appraisal;
use pbr::value::{GRADE_BIAS, GRADE_WIDTH};
use proptest::prelude::*;

use super::{close, config};

fn counting() -> impl Strategy<Value = Administration> {
    (0.0f64..4.0, 0.0f64..200.0, 0.0f64..3e5, 0.0f64..3e5).prop_map(|(checks, check, fixed, saved)| Administration {
        checks,
        check,
        fixed,
        saved,
    })
}

/// A number of people that stands for none at all where no number will do.
fn size(people: Option<f64>) -> f64 {
    people.unwrap_or(f64::INFINITY)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn at_that_size_counting_just_pays(a in counting(), rate in 0.0f64..0.2, value in 1.0f64..5e4) {
        let gain = |people: f64| people * rate * value - a.extra(people);
        match a.least_people(rate, value) {
            Some(people) if people > 0.0 => {
                prop_assert!((gain(people)).abs() <= 1e-9 * (a.fixed + a.saved + people * rate * value));
                prop_assert!(gain(0.9 * people) < 0.0 && gain(1.1 * people) > 0.0);
                close(a.rate(people, value).expect("people"), rate, 1e-9)?;
            }
            Some(people) => prop_assert!(people == 0.0 && gain(0.0) >= 0.0),
            None => prop_assert!([1.0, 1e3, 1e9].iter().all(|people| gain(*people) < 0.0)),
        }
    }

    #[test]
    fn dearer_counting_needs_more_people_and_better_results_need_fewer(
        a in counting(), rate in 0.0f64..0.2, value in 1.0f64..5e4, more in 0.0f64..1e5, part in 0.0f64..1.0,
    ) {
        let least = size(a.least_people(rate, value));
        let of = |a: Administration| size(a.least_people(rate, value));
        let allowed = least * (1.0 + 1e-9);
        let dearer = [
            Administration { fixed: a.fixed + more, ..a },
            Administration { check: a.check * (1.0 + part), ..a },
            Administration { checks: a.checks + part, ..a },
        ];
        for dearer in dearer {
            prop_assert!(of(dearer) * (1.0 + 1e-9) >= least, "{dearer:?}");
        }
        let saving = Administration { saved: a.saved + more, ..a };
        prop_assert!(of(saving) <= allowed, "{saving:?}");
        prop_assert!(size(a.least_people(rate * (1.0 + part), value)) <= allowed);
        prop_assert!(size(a.least_people(rate, value + more)) <= allowed);
    }

    #[test]
    fn outcomes_that_pay_for_counting_are_worth_it(a in counting(), people in 1.0f64..1e5, value in 1.0f64..5e4) {
        let outcomes = a.outcomes(people, value).expect("a value");
        close(outcomes * value, a.extra(people), 1e-9)?;
        close(a.rate(people, value).expect("people") * people, outcomes, 1e-9)?;
        prop_assert_eq!((a.outcomes(people, 0.0), a.rate(people, 0.0), a.rate(0.0, value)), (None, None, None));
    }

    #[test]
    fn present_values_add_up(yearly in prop::collection::vec(-1e6f64..1e6, 1..90), scale in -3.0f64..3.0) {
        let now = |flows: &[f64]| appraisal::present_value(&STANDARD, flows);
        let want: f64 = (0u32..).zip(&yearly).map(|(y, x)| x * STANDARD.factor(y)).sum();
        close(now(&yearly), want, 1e-12)?;
        let scaled: Vec<f64> = yearly.iter().map(|x| x * scale).collect();
        prop_assert!((now(&scaled) - scale * now(&yearly)).abs() <= 1e-9 * 1e8);
        // a benefit that comes a year later is worth less, and less so for health
        let costs: Vec<f64> = yearly.iter().map(|x| x.abs()).collect();
        let late: Vec<f64> = std::iter::once(0.0).chain(costs.iter().copied()).collect();
        prop_assert!(now(&late) <= now(&costs));
        prop_assert!(appraisal::present_value(&HEALTH, &late) >= now(&late));
    }

    #[test]
    fn prices_go_up_and_come_down_again(amount in -1e6f64..1e6, inflation in -0.05f64..0.2, there in 0u32..20, on in 0u32..20) {
        let (there, on) = (f64::from(there), f64::from(on));
        let later = appraisal::uprated(amount, inflation, there);
        close(appraisal::uprated(later, inflation, -there), amount, 1e-12)?;
        close(appraisal::uprated(later, inflation, on), appraisal::uprated(amount, inflation, there + on), 1e-12)?;
        prop_assert_eq!(appraisal::uprated(amount, inflation, 0.0), amount);
    }
}

#[test]
fn counting_that_saves_money_needs_nobody() {
    let a = Administration { checks: 1.0, check: 100.0, fixed: 5e4, saved: 6e4 };
    assert_eq!(a.least_people(0.01, 25_000.0), Some(0.0));
    assert_eq!(a.least_people(0.0, 25_000.0), Some(0.0));
    let dear = Administration { saved: 4e4, ..a };
    assert_eq!(dear.least_people(0.003, 25_000.0), None, "each person costs £100 and brings £75");
    assert_eq!(dear.least_people(0.014, 25_000.0), Some(40.0));
}

#[test]
fn year_nought_is_not_discounted() {
    let value = |yearly: &[f64]| appraisal::present_value(&STANDARD, yearly);
    assert_eq!((value(&[]), value(&[100.0])), (0.0, 100.0));
    assert!((value(&[0.0, 103.5, 107.1225]) - 200.0).abs() < 1e-9);
}

#[test]
fn the_weaker_the_evidence_the_less_of_a_benefit_is_left() {
    let left: Vec<f64> = (1..=6).map(|grade| appraisal::less_optimism(1000.0, grade).expect("a grade")).collect();
    assert_eq!(left, [1000.0, 950.0, 900.0, 850.0, 750.0, 600.0]);
    assert_eq!([0, 7, u32::MAX].map(|grade| appraisal::less_optimism(1000.0, grade)), [None; 3]);
    assert!(GRADE_BIAS.is_sorted() && GRADE_WIDTH.is_sorted());
}
