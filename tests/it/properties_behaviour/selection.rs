//! Whom a provider takes: within bounds, never bettered, and the soft choice's limits; the table of classes.

use pbr::provider::selection::{Class, class, next_to_nothing, served, served_softly};
use proptest::prelude::*;

use super::{close, config, size};

/// Groups (people, worth of a start) and capacity.
fn referrals() -> impl Strategy<Value = (Vec<(f64, f64)>, f64)> {
    let n = prop_oneof![1 => Just(0.0), 6 => 0.5f64..500.0];
    let worth = prop_oneof![1 => Just(0.0), 1 => Just(700.0), 6 => -3e3f64..3e3];
    let capacity = prop_oneof![1 => Just(0.0), 8 => 0.0f64..2_500.0, 1 => Just(f64::INFINITY)];
    (prop::collection::vec((n, worth), 1..7), capacity)
}

fn sum(x: &[f64]) -> f64 {
    x.iter().sum()
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn nobody_is_served_twice_and_no_place_is_made_up(
        (groups, capacity) in referrals(), psi in 0.0f64..=1.0, temperature in size(1e-9, 1e9),
    ) {
        let (n, worth): (Vec<f64>, Vec<f64>) = groups.into_iter().unzip();
        let must: f64 = n.iter().map(|n| n * (1.0 - psi)).sum();
        for served in [served(&n, &worth, capacity, psi), served_softly(&n, &worth, capacity, psi, temperature)] {
            prop_assert!(sum(&served) <= capacity * (1.0 + 1e-12), "{served:?}");
            for (s, n) in served.iter().zip(&n) {
                prop_assert!(*s >= 0.0 && s <= n);
                // those who must be taken come first
                let least = if must > 0.0 { n * (1.0 - psi) * (capacity / must).min(1.0) } else { 0.0 };
                prop_assert!(*s >= least * (1.0 - 1e-12), "{s} under {least}");
            }
            if must >= capacity {
                close(sum(&served), capacity, 1e-9)?;
            }
        }
    }

    #[test]
    fn no_other_choice_is_worth_more(
        (groups, capacity) in referrals(), psi in 0.0f64..=1.0, other in prop::collection::vec(0.0f64..=1.0, 7),
    ) {
        let (n, worth): (Vec<f64>, Vec<f64>) = groups.into_iter().unzip();
        let must: f64 = n.iter().map(|n| n * (1.0 - psi)).sum();
        prop_assume!(must <= capacity);
        let earned = |served: &[f64]| -> f64 { served.iter().zip(&worth).map(|(s, w)| s * w).sum() };
        let more: f64 = n.iter().zip(&other).map(|(n, part)| n * psi * part).sum();
        let fit = if more > 0.0 { ((capacity - must) / more).min(1.0) } else { 0.0 };
        let rival: Vec<f64> = n.iter().zip(&other).map(|(n, part)| n * (1.0 - psi) + n * psi * part * fit).collect();
        let best = earned(&served(&n, &worth, capacity, psi));
        prop_assert!(earned(&rival) <= best + 1e-9 * best.abs().max(1.0));
    }

    #[test]
    fn the_soft_choice_sharpens_to_the_hard_one((groups, capacity) in referrals(), psi in 0.0f64..=1.0) {
        let (n, mut worth): (Vec<f64>, Vec<f64>) = groups.into_iter().unzip();
        // groups of the same worth share, and nobody is worth exactly nothing
        for (i, w) in worth.iter_mut().enumerate() {
            *w += 0.25 + i as f64;
        }
        let distinct = (0..worth.len()).all(|i| (0..i).all(|j| (worth[i] - worth[j]).abs() > 1e-3) && worth[i].abs() > 1e-3);
        prop_assume!(distinct);
        let hard = served(&n, &worth, capacity, psi);
        for temperature in [1e-5, 1e-9, 1e-300, 0.0] {
            let soft = served_softly(&n, &worth, capacity, psi, temperature);
            for (s, h) in soft.iter().zip(&hard) {
                close(*s, *h, 1e-6)?;
            }
        }
        // far from sharp, everybody is as welcome as the next
        let blunt = served_softly(&n, &worth, f64::INFINITY, psi, 1e12);
        for (s, n) in blunt.iter().zip(&n) {
            close(*s, n * (1.0 - psi) + 0.5 * n * psi, 1e-6)?;
        }
    }

    #[test]
    fn the_soft_choice_fills_its_places_and_prefers_the_dearer(
        (groups, capacity) in referrals(), psi in 0.01f64..=1.0, temperature in size(1.0, 1e4),
    ) {
        let (n, worth): (Vec<f64>, Vec<f64>) = groups.into_iter().unzip();
        let soft = served_softly(&n, &worth, capacity, psi, temperature);
        let free = served_softly(&n, &worth, f64::INFINITY, psi, temperature);
        close(sum(&soft), sum(&free).min(capacity), 1e-9)?;
        for i in 0..n.len() {
            for j in 0..n.len() {
                if worth[i] >= worth[j] && n[i] > 0.0 && n[j] > 0.0 {
                    prop_assert!(soft[i] / n[i] >= soft[j] / n[j] - 1e-9);
                }
            }
        }
    }
}

#[test]
fn the_first_class_that_fits() {
    let free = 1_000.0;
    let table = [
        (0.69, 0.3, 2_000.0, Class::Dumped),
        (0.7, 0.3, 0.0, Class::Parked),
        (1.0, 0.0, 1.0, Class::Skimped),
        (1.0, 0.0, 899.0, Class::Skimped),
        (1.0, 0.0, 901.0, Class::Aligned),
        (1.0, 0.0, 1_099.0, Class::Aligned),
        (1.0, 0.0, 1_101.0, Class::Creamed),
        (0.0, 1.0, 1_101.0, Class::Creamed),
    ];
    for (share, psi, x, want) in table {
        assert_eq!(class(share, psi, x, free), want, "{share} {psi} {x}");
    }
    assert_eq!(class(1.0, 0.0, 0.0, 0.0), Class::Aligned);
    assert_eq!(class(1.0, 0.0, 0.01, 0.0), Class::Creamed);
    // a share that has been through a division is no dumping
    for n in 1..2_000 {
        let n = f64::from(n) * 0.37;
        let share = served(&[n], &[-1.0], f64::INFINITY, 0.3)[0] / n;
        assert_eq!(class(share, 0.3, 0.0, 0.0), Class::Aligned, "{n}");
    }
}

#[test]
fn next_to_nothing_is_little_but_something() {
    let table = [
        (0.0, 5_000.0, false),
        (1.0, 5_000.0, true),
        (499.0, 5_000.0, true),
        (501.0, 5_000.0, false),
        (99.0, 200.0, true),
        (101.0, 200.0, false),
        (99.0, 100.0, false),
    ];
    for (x, free, want) in table {
        assert_eq!(next_to_nothing(x, free), want, "{x} of {free}");
    }
}
