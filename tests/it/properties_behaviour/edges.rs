//! I50: no NaN for inputs inside their declared ranges, on a grid of their ends.

use pbr::design::{self, Basis, Deal};
use pbr::provider::counting::{Count, Prices, register};
use pbr::provider::indices::{self, Group};
use pbr::provider::production::{self, Need};
use pbr::provider::selection;
use pbr::provider::waterfill::{self, Cell};

const CHANCES: [f64; 5] = [0.0, 1e-12, 0.5, 1.0 - 1e-12, 1.0];
const SCALES: [f64; 4] = [1e-300, 1.0, 2_500.0, 1e9];
const MONEY: [f64; 5] = [0.0, 1e-9, 5_000.0, 1e9, 1e15];
const SHADOW: [f64; 3] = [0.0, 1.0, 1e6];

#[track_caller]
fn finite(x: f64, what: impl std::fmt::Debug) {
    assert!(x.is_finite(), "{x}: {what:?}");
}

#[track_caller]
fn finite_if(x: Option<f64>, what: impl std::fmt::Debug) {
    if let Some(x) = x {
        finite(x, what);
    }
}

fn needs() -> Vec<Need> {
    let mut all = Vec::new();
    for p0 in CHANCES {
        for pmax in CHANCES.into_iter().filter(|&pmax| pmax >= p0) {
            all.extend(SCALES.map(|k| Need { p0, pmax, k }));
        }
    }
    all
}

#[test]
fn i50_production() {
    for n in needs() {
        finite_if(n.first_pound_cost(), n);
        for price in MONEY {
            finite(n.first_pound_return(price), (n, price));
            for nu in SHADOW {
                let x = production::best_response_at(n, price, nu);
                finite(x, (n, price, nu));
                let p = n.success(x);
                assert!((n.p0 - 1e-15..=n.pmax + 1e-15).contains(&p), "{n:?} {price} {nu}: {p}");
                finite(production::rent(n, price, x).margin(), (n, price, nu));
                finite_if(production::threshold(n, nu, price), (n, nu, price));
            }
        }
    }
    let flat = Need { p0: 0.4, pmax: 0.4, k: 100.0 };
    assert_eq!((flat.first_pound_cost(), production::threshold(flat, 0.0, 0.0)), (None, None));
}

#[test]
fn i50_water_filling() {
    let mut kinds = Vec::new();
    for n in [0.0, 1e-9, 400.0, 1e9] {
        for k in SCALES {
            kinds.extend([0.0, 1e-300, 1.0, 5.0, f64::MAX, f64::INFINITY].map(|u| Cell { n, k, u }));
        }
    }
    for a in &kinds {
        for b in &kinds {
            for money in MONEY {
                for division in [waterfill::spend_all(&[*a, *b], money), waterfill::spend_up_to(&[*a, *b], Some(money))]
                {
                    assert!(division.x.iter().all(|x| *x >= 0.0 && !x.is_nan()), "{a:?} {b:?} {money}: {division:?}");
                    assert!(division.one_plus_nu >= 0.0, "{a:?} {b:?} {money}: {division:?}");
                }
            }
        }
    }
    assert!(waterfill::spend_all(&[], 5.0).x.is_empty());
    let one = [Cell { n: 10.0, k: 100.0, u: 3.0 }];
    let nothing = waterfill::spend_all(&one, 0.0);
    assert!(nothing.x == [0.0] && (nothing.one_plus_nu - 3.0).abs() < 1e-15, "{nothing:?}");
}

#[test]
fn i50_selection() {
    let worths = [-1e15, -1.0, 0.0, 1e-300, 1.0, 1e15];
    for n in [[0.0, 0.0], [0.0, 5.0], [1e-300, 1e9], [400.0, 200.0]] {
        for a in worths {
            for b in worths {
                for capacity in [0.0, 1e-300, 100.0, 1e9, f64::INFINITY] {
                    for psi in [0.0, 1e-12, 0.5, 1.0] {
                        for temperature in [0.0, 5e-324, 1e-9, 100.0, 1e12, f64::MAX] {
                            let served = selection::served_softly(&n, &[a, b], capacity, psi, temperature);
                            let case = (n, a, b, capacity, psi, temperature);
                            assert!((0..2).all(|g| served[g] >= 0.0 && served[g] <= n[g]), "{case:?}: {served:?}");
                            assert!(served[0] + served[1] <= capacity * (1.0 + 1e-12), "{case:?}: {served:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn i50_indices() {
    let mut groups = Vec::new();
    for production in needs() {
        for (n, value, tariff) in [(0.0, 1e9, 1e9), (400.0, 0.0, 5e3), (400.0, 1e9, 0.0), (1e9, 1e-9, 5e3)] {
            let x = production::best_response(production, tariff);
            groups.push(Group { n, production, value, need: production.p0, tariff, price: tariff, x });
        }
    }
    for a in &groups {
        for b in groups.iter().step_by(7) {
            let i = indices::indices(&[*a, *b]);
            for x in [i.cherry_picking, i.need_gradient, i.parked_share, i.swap_gain, i.value_lost] {
                finite_if(x, (a, b));
            }
            for x in [i.baker, i.hhs, i.hhs_before].into_iter().flatten() {
                assert!(x.abs() <= 1.0, "{a:?} {b:?}: {i:?}");
            }
        }
    }
}

#[test]
fn i50_counts() {
    for lam0 in [0.0, 1e-12, 1.0, 8.0, 100.0, 1e4] {
        for emax in CHANCES {
            for k in SCALES {
                for spread in [None, Some(1e-12), Some(0.69), Some(1e9), Some(1e300)] {
                    let c = Count { lam0, emax, k, spread };
                    finite(c.binary_value(), c);
                    for nu in SHADOW {
                        finite_if(c.frequency_start(nu), c);
                        if let Some(start) = c.binary_start(nu) {
                            assert!(
                                start.price.is_finite() && start.local >= start.price && start.jump >= 0.0,
                                "{c:?}"
                            );
                        }
                        for none in MONEY {
                            for avoided in [0.0, 1e-9, 5e3, 1e9] {
                                let prices = Prices { none, avoided, nu };
                                for x in
                                    [c.response(prices), c.binary_response(none, nu), c.frequency_response(avoided, nu)]
                                {
                                    assert!(x.is_finite() && x >= 0.0, "{c:?} {prices:?}: {x}");
                                    assert!((0.0..=1.0).contains(&c.no_event(x)), "{c:?} {x}");
                                    finite(c.profit(prices, x), (c, prices));
                                }
                            }
                        }
                    }
                    let seen = register(&[(0.0, c), (5.0, c)], &[0.0, 1e6]);
                    finite(seen.events, c);
                    finite_if(seen.with_event, c);
                    finite_if(seen.per_person_with_event, c);
                }
            }
        }
    }
    assert_eq!(register(&[], &[]).with_event, None);
}

#[test]
fn i50_design() {
    for need in needs() {
        for money in MONEY {
            for nu in SHADOW {
                finite_if(design::tariff_for_spend(need, money, nu, money), (need, money, nu));
            }
            finite_if(design::tariff_for_margin(need, money), (need, money));
            let group = |n: f64| design::Group { n, need, fixed: 0.0 };
            for groups in [vec![], vec![group(0.0)], vec![group(0.0), group(7.0)]] {
                finite_if(design::outlay(&groups, money), (need, money));
                finite_if(design::margin_for_budget(&groups, money), (need, money));
            }
            for motive in [0.0, 1.0] {
                for funds in [0.0, 0.3] {
                    let deal = Deal { need, value: money, motive, funds };
                    for basis in [Basis::Gross, Basis::Net] {
                        finite_if(deal.square_root_tariff(basis), deal);
                        finite(deal.worth(basis, deal.best_tariff(basis)), deal);
                    }
                    finite(deal.first_best(), deal);
                    assert!(!deal.gross_pays() || deal.social_return() > 1.0, "{deal:?}");
                }
            }
        }
    }
    for load in [0.0, 5e-324, 1e-300, 1e-9, 1.0, 1e300, f64::MAX] {
        let b = design::cubic_share(load);
        assert!((0.0..=1.0).contains(&b), "{load}: {b}");
    }
    assert_eq!((design::risk_load(0.0, 0.0, 1.0, 0.0, 1.0), design::risk_load(1.0, 1.0, 1.0, 0.0, 1.0)), (None, None));
}
