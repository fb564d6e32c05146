//! Indices: their bounds, when they are 0 or 1, and what must not move them.

use pbr::provider::indices::{Group, Indices, band_purity, correlation, indices, mid_ranks};
use pbr::provider::production::{Need, best_response};
use proptest::prelude::*;

use super::{close, config, need, size};

fn group() -> impl Strategy<Value = Group> {
    let tariff = prop_oneof![1 => Just(0.0), 6 => size(100.0, 5e4)];
    (1.0f64..1_000.0, need(), size(10.0, 1e5), 1u8..4, tariff, 0.0f64..0.5).prop_map(
        |(n, production, value, need, tariff, theta)| {
            let price = tariff + theta * value;
            Group { n, production, value, need: f64::from(need), tariff, price, x: best_response(production, price) }
        },
    )
}

fn contract() -> impl Strategy<Value = Vec<Group>> {
    prop::collection::vec(group(), 1..7)
}

fn list(i: &Indices) -> [Option<f64>; 8] {
    [i.cherry_picking, i.need_gradient, i.parked_share, i.swap_gain, i.value_lost, i.baker, i.hhs, i.hhs_before]
}

/// The same indices, or both undefined. Correlations of nearly equal figures carry more rounding.
fn same(a: &Indices, b: &Indices) -> Result<(), TestCaseError> {
    for (a, b) in list(a).into_iter().zip(list(b)) {
        prop_assert_eq!(a.is_some(), b.is_some());
        close(a.unwrap_or(0.0), b.unwrap_or(0.0), 1e-8)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn i10_i11_bounds(groups in contract()) {
        let i = indices(&groups);
        let spent: f64 = groups.iter().map(|g| g.n * g.x).sum();
        prop_assert_eq!(i.cherry_picking.is_some(), spent > 0.0);
        for part in [i.cherry_picking, i.value_lost, i.parked_share, i.baker].into_iter().flatten() {
            prop_assert!((0.0..=1.0).contains(&part), "{i:?}");
        }
        for both in [i.need_gradient, i.hhs, i.hhs_before].into_iter().flatten() {
            prop_assert!((-1.0..=1.0).contains(&both), "{i:?}");
        }
        // value is lost exactly if money would have to move
        if let (Some(moved), Some(lost)) = (i.cherry_picking, i.value_lost) {
            prop_assert!(moved > 1e-6 || lost < 1e-6, "{moved} {lost}");
            prop_assert!(lost > 0.0 || moved < 1e-3, "{moved} {lost}");
        }
    }

    #[test]
    fn i10_i11_a_tariff_in_proportion_to_value_misplaces_nothing(groups in contract(), part in 0.05f64..1.5, theta in 0.0f64..0.5) {
        let proportional = |g: &Group| {
            let price = (part + theta) * g.value;
            Group { tariff: part * g.value, price, x: best_response(g.production, price), ..*g }
        };
        let groups: Vec<Group> = groups.iter().map(proportional).collect();
        prop_assume!(groups.iter().any(|g| g.x > 1e-3 * g.production.k));
        let i = indices(&groups);
        close(i.cherry_picking.expect("something is spent"), 0.0, 1e-9)?;
        close(i.need_gradient.expect("something is spent"), 0.0, 1e-9)?;
        close(i.value_lost.expect("something is spent"), 0.0, 1e-9)?;
        close(i.baker.expect("something has value"), 1.0, 1e-9)?;
    }

    #[test]
    fn i10_value_in_other_money_moves_no_index(groups in contract(), scale in size(1e-3, 1e3)) {
        let before = indices(&groups);
        let after = indices(&groups.iter().map(|g| Group { value: g.value * scale, ..*g }).collect::<Vec<_>>());
        for (a, b) in [
            (before.cherry_picking, after.cherry_picking),
            (before.need_gradient, after.need_gradient),
            (before.value_lost, after.value_lost),
            (before.baker, after.baker),
        ] {
            prop_assert_eq!(a.is_some(), b.is_some());
            close(a.unwrap_or(0.0), b.unwrap_or(0.0), 1e-9)?;
        }
    }

    #[test]
    fn i26_order_splits_and_empty_groups_move_no_index(groups in contract(), at in 0usize..6, part in 0.0f64..=1.0, ghost in group()) {
        let before = indices(&groups);
        let mut turned = groups.clone();
        turned.reverse();
        same(&indices(&turned), &before)?;
        let at = at % groups.len();
        let mut split = groups.clone();
        split[at].n *= part;
        split.push(Group { n: groups[at].n - split[at].n, ..groups[at] });
        same(&indices(&split), &before)?;
        let mut haunted = groups.clone();
        haunted.insert(at, Group { n: 0.0, ..ghost });
        same(&indices(&haunted), &before)?;
    }

    #[test]
    fn i26_purity_of_bands(people in prop::collection::vec((1.0f64..500.0, 0.0f64..1.0, 0usize..3), 1..8), ghost in 0.0f64..1.0) {
        let of = |people: &[(f64, f64, usize)]| {
            let column = |f: fn(&(f64, f64, usize)) -> f64| people.iter().map(f).collect::<Vec<_>>();
            band_purity(&column(|p| p.0), &column(|p| p.1), &people.iter().map(|p| p.2).collect::<Vec<_>>())
        };
        let eta = of(&people);
        let mut other = people.clone();
        other[0].0 *= 0.25;
        other.push((3.0 * other[0].0, other[0].1, other[0].2));
        other.reverse();
        other.push((0.0, ghost, 1));
        other.push((0.0, ghost, 7));
        let again = of(&other);
        prop_assert_eq!(eta.is_some(), again.is_some());
        if let (Some(a), Some(b)) = (eta, again) {
            prop_assert!((0.0..=1.0).contains(&a));
            close(b, a, 1e-9)?;
            // a band for each is pure; one band for all tells nothing
            let own: Vec<_> = people.iter().enumerate().map(|(i, p)| (p.0, p.1, i)).collect();
            close(of(&own).expect("the same variance"), 1.0, 1e-9)?;
            let one: Vec<_> = people.iter().map(|p| (p.0, p.1, 0)).collect();
            close(of(&one).expect("the same variance"), 0.0, 1e-9)?;
        }
    }

    #[test]
    fn the_limit_before_pay_is_a_limit(groups in contract()) {
        // a small equal spend, at prices that buy none
        let x = 1e-5 * groups.iter().map(|g| g.production.k).fold(f64::INFINITY, f64::min);
        let before = indices(&groups);
        let small: Vec<Group> = groups.iter().map(|g| Group { x, ..*g }).collect();
        let (limit, near) = (before.hhs_before, indices(&small).hhs);
        if let (Some(limit), Some(near)) = (limit, near) {
            // where figures are nearly equal the limit is far off
            let sure = |f: fn(&Group) -> f64| {
                let x: Vec<f64> = groups.iter().map(f).collect();
                let (low, high) = x.iter().fold((f64::INFINITY, 0.0f64), |(a, b), &x| (a.min(x), b.max(x)));
                high > 1.2 * low
            };
            prop_assume!(sure(|g| g.tariff * g.production.p0) && sure(|g| g.production.first_pound_return(g.value)));
            prop_assert!((limit - near).abs() < 0.01, "{limit} {near}");
        }
    }
}

#[test]
fn ranks_are_the_middles_of_ties() {
    assert_eq!(mid_ranks(&[1.0, 1.0, 2.0], &[5.0, 5.0, 9.0]), [-0.5, -0.5, 0.5]);
    assert_eq!(mid_ranks(&[2.0, 1.0, 1.0], &[9.0, 5.0, 5.0]), [0.5, -0.5, -0.5]);
    assert_eq!(mid_ranks(&[3.0], &[1.0]), [0.0]);
}

#[test]
fn what_is_undefined_is_nothing() {
    let production = Need { p0: 0.2, pmax: 0.4, k: 1_000.0 };
    let poor = Group { n: 10.0, production, value: 2e4, need: 1.0, tariff: 1e3, price: 1e3, x: 0.0 };
    let idle = indices(&[poor, Group { need: 2.0, ..poor }]);
    assert_eq!((idle.cherry_picking, idle.need_gradient, idle.value_lost), (None, None, None));
    assert_eq!((idle.parked_share, idle.swap_gain, idle.hhs, idle.hhs_before), (Some(1.0), Some(0.0), None, None));
    // money that buys nothing of value
    let vain = indices(&[Group { value: 0.0, x: 50.0, ..poor }]);
    assert_eq!((vain.cherry_picking, vain.value_lost, vain.baker), (None, None, None));
    assert_eq!(vain.parked_share, Some(0.0));
    assert_eq!(list(&indices(&[])), [None; 8]);
    assert_eq!(list(&indices(&[Group { n: 0.0, x: 10.0, ..poor }])), [None; 8]);
    // figures that are equal but for rounding do not vary
    assert_eq!(correlation(&[1.0, 1.0, 1.0], &[0.1 + 0.2, 0.3, 0.3], &[1.0, 2.0, 3.0]), None);
    assert_eq!(band_purity(&[3.0, 4.0], &[0.1 + 0.2, 0.3], &[0, 1]), None);
}
