//! Tails and shares of risk: what every law of futures must keep.

use pbr::num::pmf::Pmf;
use pbr::risk::shares::{self, Future};
use pbr::risk::tails;
use proptest::prelude::*;

use super::{close, config};

/// Futures of two parties at once: (chance, one's £, the other's £).
fn joint() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
    let amount = || prop_oneof![-1e6..1e6, (-4i32..4).prop_map(|x| f64::from(x) * 1e5)];
    prop::collection::vec((0.01f64..1.0, amount(), amount()), 1..30).prop_map(|list| {
        let total: f64 = list.iter().map(|x| x.0).sum();
        list.into_iter().map(|(chance, x, y)| (chance / total, x, y)).collect()
    })
}

fn futures(joint: &[(f64, f64, f64)], amount: impl Fn(f64, f64) -> f64) -> Vec<(f64, f64)> {
    joint.iter().map(|&(chance, x, y)| (amount(x, y), chance)).collect()
}

fn mean(futures: &[(f64, f64)]) -> f64 {
    futures.iter().map(|(x, chance)| x * chance).sum()
}

/// One party's futures when surplus is `s` and it gets `x`.
fn party(joint: &[(f64, f64, f64)], s: impl Fn(f64, f64) -> f64, x: impl Fn(f64, f64) -> f64) -> Vec<Future> {
    let future = |&(chance, a, b): &(f64, f64, f64)| Future { chance, surplus: s(a, b), position: x(a, b), noise: 0.0 };
    joint.iter().map(future).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn i34_the_bad_tail_is_bad(joint in joint(), a in 0.001f64..=1.0, more in 0.0f64..0.5) {
        let of = |amount: fn(f64, f64) -> f64, a: f64| tails::lower_tail(&futures(&joint, amount), a);
        let (x, y, both) = (of(|x, _| x, a), of(|_, y| y, a), of(|x, y| x + y, a));
        let tight = 1e-9 * 1e6;
        prop_assert!(x.mean <= x.var + tight);
        let all = futures(&joint, |x, _| x);
        prop_assert!(x.mean <= mean(&all) + tight);
        close(of(|x, _| x, 1.0).mean, mean(&all), 1e-9)?;
        let wider = of(|x, _| x, (a + more).min(1.0));
        prop_assert!(wider.mean >= x.mean - tight && wider.var >= x.var);
        prop_assert!(both.mean >= x.mean + y.mean - tight, "diversifying never hurts");
        // inf{x : F(x) >= a}
        let up_to = |t: f64| all.iter().filter(|f| f.0 <= t).map(|f| f.1).sum::<f64>();
        let under = all.iter().filter(|f| f.0 < x.var).map(|f| f.1).sum::<f64>();
        prop_assert!(up_to(x.var) >= a * (1.0 - 1e-11) && under < a && (under - x.below).abs() < 1e-12);
        // max over t of t - E(t - X)+/a (Rockafellar and Uryasev)
        let dual = |t: f64| t - all.iter().map(|f| f.1 * (t - f.0).max(0.0)).sum::<f64>() / a;
        let best = all.iter().map(|f| dual(f.0)).fold(f64::NEG_INFINITY, f64::max);
        close(x.mean, best, 1e-9)?;
    }

    #[test]
    fn a_loss_is_any_future_below_nothing(joint in joint(), up in 0.0f64..1e6) {
        let all = futures(&joint, |x, _| x + up);
        let want: f64 = all.iter().filter(|f| f.0 < 0.0).map(|f| f.1).sum();
        close(tails::loss(&all), want, 1e-12)?;
        prop_assert_eq!(tails::loss(&[(-1e-9, 0.4), (0.0, 0.3), (-1.0, 0.3)]), 0.3);
    }

    #[test]
    fn i32_shares_sum_to_one(joint in joint(), value in 1.0f64..5e4, part in -1.0f64..2.0) {
        let parties: [fn(f64, f64) -> f64; 3] = [|x, _| x, |_, y| y, |x, y| 0.3 * x - y * y / 1e6];
        let surplus = |x: f64, y: f64| parties.iter().map(|p| p(x, y)).sum::<f64>();
        let of = |p: &dyn Fn(f64, f64) -> f64| shares::share(&party(&joint, surplus, p));
        match of(&surplus) {
            Some(all) => {
                close(all.psi, 1.0, 1e-9)?;
                let sum: f64 = parties.iter().map(|p| of(p).map_or(f64::NAN, |s| s.psi)).sum();
                close(sum, 1.0, 1e-9)?;
            }
            None => prop_assert!(joint.len() < 3, "nobody's risk: {joint:?}"),
        }
        // pay of a part of value for each outcome: that part of the risk; a block: none
        let risk = |pay: f64| shares::share(&party(&joint, |x, _| value * x, |x, _| pay * x + 1e4));
        if let Some(share) = risk(part * value) {
            close(share.psi, part, 1e-9)?;
            let block = risk(0.0).expect("the same futures");
            prop_assert!(block.psi.abs() < 1e-12 && block.sd < 1e-9 && block.manufactured < 1e-9);
        }
    }

    #[test]
    fn i33_only_bends_and_noise_make_risk(joint in joint(), pay in -3.0f64..3.0, noise in 0.0f64..1e8) {
        let linear = shares::share(&party(&joint, |x, _| x, |x, _| pay * x - 7e4));
        let bent = shares::share(&party(&joint, |x, _| x, |x, y| x.max(y)));
        let (Some(linear), Some(bent)) = (linear, bent) else { return Ok(()) };
        prop_assert!(linear.manufactured * linear.manufactured <= 1e-6 * linear.sd * linear.sd);
        prop_assert!(bent.manufactured >= 0.0 && bent.sd * bent.sd >= bent.transferred * bent.transferred * (1.0 - 1e-12));
        // Var(X) = (psi sd(S))^2 + manufactured^2, and noise adds to the last
        let square = |x: f64| x * x;
        close(square(bent.sd), square(bent.transferred) + square(bent.manufactured), 1e-9)?;
        let mut noisy = party(&joint, |x, _| x, |x, y| x.max(y));
        noisy.iter_mut().for_each(|f| f.noise = noise);
        let noisy = shares::share(&noisy).expect("the same surplus");
        close(noisy.psi, bent.psi, 1e-12)?;
        close(square(noisy.manufactured), square(bent.manufactured) + noise, 1e-9)?;
        close(square(noisy.noise), noise, 1e-9)?;
    }

    #[test]
    fn shares_of_the_tail_sum_to_the_tail(joint in joint(), a in 0.001f64..=1.0) {
        let of = |p: &dyn Fn(f64, f64) -> f64| shares::in_bad_futures(&party(&joint, |x, y| x + y, p), a);
        let whole = tails::lower_tail(&futures(&joint, |x, y| x + y), a).mean;
        close(of(&|x, y| x + y), whole, 1e-9)?;
        close(of(&|x, _| x) + of(&|_, y| y), whole, 1e-9)?;
    }
}

#[test]
fn without_risk_there_is_nothing_to_share() {
    let certain = |chance: f64| Future { chance, surplus: 1e6 / 3.0, position: chance, noise: 1.0 };
    assert_eq!(shares::share(&[certain(0.3), certain(0.7)]), None);
    assert_eq!(shares::share(&[]), None);
    // the same surplus but for rounding
    let nearly = |surplus: f64| Future { chance: 0.5, surplus, position: surplus, noise: 0.0 };
    assert_eq!(shares::share(&[nearly(0.1 + 0.2), nearly(0.3)]), None);
    let none = tails::lower_tail(&[], 0.05);
    assert_eq!((none.var, none.mean, none.below), (0.0, 0.0, 0.0));
    // a chance of 0 is no future
    assert_eq!(tails::lower_tail(&[(-1e9, 0.0), (5.0, 1.0)], 0.05).mean, 5.0);
}

#[test]
fn a_tie_but_for_rounding_is_a_tie() {
    let even: Vec<_> = (0..10).map(|i| (f64::from(i), 0.1)).collect();
    let worst = |tenths: i32| tails::lower_tail(&even, f64::from(tenths) / 10.0).var;
    assert_eq!((1..=10).map(worst).collect::<Vec<_>>(), (0..10).map(f64::from).collect::<Vec<_>>());
    // at most eps, and no more than that
    let law = Pmf { lo: 3, p: vec![0.25, 0.25, 0.5] };
    assert_eq!([0.0, 0.2, 0.25, 0.5, 1.0].map(|eps| tails::assured(&law, eps)), [3, 3, 4, 5, 5]);
}

/// Thousands of futures in the worst order for a slow sort.
#[test]
fn many_futures_are_put_in_order() {
    let n = 16_384;
    let chance = 1.0 / f64::from(n);
    let futures: Vec<_> = (0..n).map(|i| (f64::from((i * 7919 + 13) % n), chance)).collect();
    let tail = tails::lower_tail(&futures, 0.25);
    assert_eq!((tail.var, tail.below), (4095.0, 4095.0 * chance));
    assert!((tail.mean - 2047.5).abs() < 1e-9, "{tail:?}");
}
