//! Double payment: bounds of a joint chance, what netting rules allow, and the prices that are left.

use crate::contracts::contract;
use pbr::contract::netting;
use pbr::contract::path::Path;
use pbr::contract::settle::settle;
use pbr::contract::tree::Netting;
use pbr::issues::Issues;
use pbr::json::Node;
use pbr::public::overlap::{Agreed, Overlap};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{close, config};

fn chance() -> impl Strategy<Value = f64> {
    prop_oneof![6 => 0.0f64..1.0, 1 => Just(0.0), 1 => Just(1.0), 1 => Just(0.5)]
}

fn pounds() -> impl Strategy<Value = f64> {
    prop_oneof![6 => 0.0f64..1e4, 1 => Just(0.0), 1 => Just(4e3)]
}

fn overlap() -> impl Strategy<Value = Overlap> {
    let pair = (chance(), chance(), pounds(), pounds());
    (0.0f64..2e3, 0.0f64..=1.0, pair, prop_oneof![5 => -1.0f64..=1.0, 1 => Just(0.0)])
        .prop_map(|(people, both, p, r)| Overlap { people, both, chance: [p.0, p.1], tariff: [p.2, p.3], r })
}

/// Values and parts of it that may be anything, too much included.
fn agreed() -> impl Strategy<Value = Agreed> {
    (0usize..6, -1e3f64..2e4, 0.0f64..1.5, 0.0f64..1.5).prop_map(|(rule, value, a, b)| Agreed {
        rule: Netting::ALL[rule].1,
        value,
        doing: [a, b],
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn i41_joint_success_lies_within_its_bounds_and_rises_with_correlation(o in overlap(), more in 0.0f64..1.0) {
        let (least, most) = o.bounds();
        prop_assert!(least >= 0.0 && least <= most && most <= 1.0);
        let joint = o.joint();
        prop_assert!(joint >= least && joint <= most, "{joint} in {o:?}");
        let closer = Overlap { r: (o.r + more).min(1.0), ..o };
        prop_assert!(closer.joint() >= joint - 1e-14);
        let at = |r: f64| Overlap { r, ..o }.joint();
        close(at(0.0), o.chance[0] * o.chance[1], 1e-13)?;
        close(at(1.0), most, 1e-13)?;
        close(at(-1.0), least, 1e-13)?;
        prop_assert_eq!(Overlap { both: 0.0, ..o }.twice(), 0.0);
    }

    #[test]
    fn what_a_rule_allows_lies_between_nothing_and_both_prices(o in overlap(), agreed in agreed()) {
        let ([a, b], [kept_a, kept_b]) = (o.tariff, o.kept(agreed));
        prop_assert!(kept_a >= 0.0 && kept_a <= a && kept_b >= 0.0 && kept_b <= b, "{:?} of {:?}", o.kept(agreed), o.tariff);
        let (all, larger, smaller, value) = (a + b, a.max(b), a.min(b), agreed.value.max(0.0));
        let want = match agreed.rule {
            Netting::None => all,
            Netting::LeadPays => larger,
            Netting::HalfTheSmaller => larger + 0.5 * smaller,
            Netting::CappedAtValue | Netting::Proportional => all.min(value),
            Netting::Attribution => (agreed.doing[0] * value).min(a) + (agreed.doing[1] * value).min(b),
        };
        close(kept_a + kept_b, want, 1e-12)?;
        prop_assert!(o.overpaid(agreed) >= -1e-9);
        if agreed.rule == Netting::Proportional && all > 0.0 {
            close(kept_a * b, kept_b * a, 1e-9)?;
        }
        // named the other way round, all but the rule by which one gives way first says the same
        let [other, own] = netting::kept(agreed.rule, b, a, agreed.value, [agreed.doing[1], agreed.doing[0]]);
        prop_assert!([own, other] == [kept_a, kept_b] || agreed.rule == Netting::CappedAtValue);
    }

    #[test]
    fn what_is_netted_is_what_prices_lose(o in overlap(), agreed in agreed()) {
        let effective = o.effective(agreed);
        let mut lost = 0.0;
        for k in 0..2 {
            prop_assert!(effective[k] >= 0.0 && effective[k] <= o.tariff[k], "{effective:?} of {:?}", o.tariff);
            lost += o.people * o.chance[k] * (o.tariff[k] - effective[k]);
        }
        close(lost, o.overpaid(agreed), 1e-8)?;
        let unnetted = Agreed { rule: Netting::None, ..agreed };
        prop_assert_eq!((o.effective(unnetted), o.overpaid(unnetted)), (o.tariff, 0.0));
        // the more people are in both, the lower the prices
        let fewer = Overlap { both: 0.5 * o.both, ..o }.effective(agreed);
        prop_assert!(fewer[0] >= effective[0] - 1e-9 && fewer[1] >= effective[1] - 1e-9);
    }

    #[test]
    fn a_contract_that_nets_off_pays_the_price_that_is_left(o in overlap(), value in 0.0f64..2e4, doing in 0.0f64..=1.0) {
        prop_assume!(o.chance[0] > 1e-3);
        for (word, rule) in Netting::ALL {
            let price = o.effective(Agreed { rule, value, doing: [doing, 1.0 - doing] })[0];
            let given = (o.joint() / o.chance[0]).min(1.0);
            let tree = json!({"is": "NetOff", "rule": word, "own": o.tariff[0], "other": o.tariff[1], "overlap": o.both,
                "joint": given, "value": value, "share": doing,
                "of": {"is": "PerUnit", "metric": {"is": "Count", "stage": "success"}, "rate": o.tariff[0]}});
            let text = json!({"months": 12, "people": [{"n": 10, "start": 0, "success": 6}]}).to_string();
            let mut issues = Issues::default();
            let path = Path::read(&mut issues, &Node::parse(&text).expect("json"), "path");
            let ledger = settle(&contract(&tree, &Value::Null, 12), &path, None, 4);
            close(ledger.entries.iter().map(|e| e.amount).sum(), 10.0 * price, 1e-9)?;
        }
    }
}

#[test]
fn two_equal_prices_give_way_alike() {
    let kept = |rule| netting::kept(rule, 4000.0, 4000.0, 6000.0, [0.5, 0.5]);
    assert_eq!(kept(Netting::LeadPays), [2000.0, 2000.0]);
    assert_eq!(kept(Netting::HalfTheSmaller), [3000.0, 3000.0]);
    assert_eq!(kept(Netting::CappedAtValue), [2000.0, 4000.0]);
    assert_eq!(kept(Netting::Proportional), [3000.0, 3000.0]);
    assert_eq!(kept(Netting::Attribution), [3000.0, 3000.0]);
}

#[test]
fn a_value_below_one_price_binds_both() {
    let kept = |rule, value| netting::kept(rule, 4000.0, 3000.0, value, [0.5, 0.5]);
    assert_eq!(kept(Netting::CappedAtValue, 2000.0), [0.0, 2000.0]);
    assert_eq!(kept(Netting::CappedAtValue, -5.0), [0.0, 0.0]);
    assert_eq!(kept(Netting::Proportional, -5.0), [0.0, 0.0]);
    assert_eq!(kept(Netting::Attribution, f64::MAX), [4000.0, 3000.0]);
    assert_eq!(netting::kept(Netting::Proportional, 0.0, 0.0, 0.0, [0.5, 0.5]), [0.0, 0.0]);
}
