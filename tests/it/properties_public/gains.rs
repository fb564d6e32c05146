//! Who gains and who pays: nothing is lost between departments, and the index says when pockets are wrong.

use pbr::public::gains::{self, Counted, Gain};
use proptest::prelude::*;

use super::{close, config};

/// Additional outcomes of three kinds, and what four departments gain from each.
fn table(least: f64) -> impl Strategy<Value = (Vec<f64>, Vec<Vec<Gain>>)> {
    let gain = (least..1e4, 0.0f64..=1.0).prop_map(|(each, cashable)| Gain { each, cashable });
    (prop::collection::vec(0.0f64..500.0, 3), prop::collection::vec(prop::collection::vec(gain, 4), 3))
}

/// Shares that sum to 1.
fn shares(count: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.001f64..1.0, count).prop_map(|parts| {
        let all: f64 = parts.iter().sum();
        parts.into_iter().map(|part| part / all).collect()
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn net_positions_and_the_outlay_are_what_is_gained((more, table) in table(-2e3), shares in shares(4), outlay in 0.0f64..1e6) {
        let benefits = gains::benefits(&more, &table, Counted::All);
        let net = gains::net(&benefits, &shares, outlay);
        close(net.iter().sum::<f64>() + outlay, benefits.iter().sum(), 1e-9)?;
        // by kind of outcome the same
        let by_kind: f64 = more.iter().zip(&table).map(|(m, row)| row.iter().map(|g| m * g.each).sum::<f64>()).sum();
        close(benefits.iter().sum(), by_kind, 1e-9)?;
        // twice the outcomes, twice the gain; a department's gain is its own column's alone
        let twice: Vec<f64> = more.iter().map(|m| 2.0 * m).collect();
        let doubled = gains::benefits(&twice, &table, Counted::All);
        for (d, b) in doubled.iter().zip(&benefits) {
            close(*d, 2.0 * b, 1e-12)?;
        }
    }

    #[test]
    fn cash_is_a_part_of_all_that_is_gained((more, table) in table(0.0)) {
        let (all, cash) = (gains::benefits(&more, &table, Counted::All), gains::benefits(&more, &table, Counted::Cashable));
        prop_assert!(all.iter().zip(&cash).all(|(all, cash)| *cash >= 0.0 && *cash <= *all));
    }

    #[test]
    fn the_index_is_nought_where_all_pay_as_they_gain((more, table) in table(0.0), shares in shares(4)) {
        let benefits = gains::benefits(&more, &table, Counted::All);
        let Some(parts) = gains::parts(&benefits) else { return Ok(()) };
        prop_assert_eq!(gains::wrong_pockets(&benefits, &parts), Some(0.0));
        let index = gains::wrong_pockets(&benefits, &shares).expect("gains");
        prop_assert!((0.0..=1.0).contains(&index), "{index}");
        // what would have to change hands, counted from those who pay too much
        let over: f64 = shares.iter().zip(&parts).map(|(s, p)| (s - p).max(0.0)).sum();
        close(index, over, 1e-12)?;
        // half way to paying as all gain, half the index
        let half: Vec<f64> = shares.iter().zip(&parts).map(|(s, p)| 0.5 * (s + p)).collect();
        close(gains::wrong_pockets(&benefits, &half).expect("gains"), 0.5 * index, 1e-12)?;
    }
}

#[test]
fn one_pays_and_another_gains_all() {
    assert_eq!(gains::wrong_pockets(&[0.0, 5.0], &[1.0, 0.0]), Some(1.0));
    assert_eq!(gains::wrong_pockets(&[5.0, 0.0], &[1.0, 0.0]), Some(0.0));
}

#[test]
fn without_gains_there_is_no_index() {
    let even = [0.5, 0.5];
    for benefits in [[0.0, 0.0], [-1.0, 3.0], [-1.0, -1.0], [f64::NAN, 1.0]] {
        assert_eq!((gains::parts(&benefits), gains::wrong_pockets(&benefits, &even)), (None, None), "{benefits:?}");
    }
    assert_eq!(gains::parts(&[]), None);
}

#[test]
fn a_row_may_be_short() {
    let gain = |each: f64| Gain { each, cashable: 0.5 };
    let table = [vec![gain(10.0)], vec![gain(1.0), gain(2.0)]];
    assert_eq!(gains::benefits(&[3.0, 4.0], &table, Counted::All), [34.0, 8.0]);
    assert_eq!(gains::benefits(&[3.0, 4.0], &table, Counted::Cashable), [17.0, 4.0]);
    assert!(gains::benefits(&[3.0], &[], Counted::All).is_empty());
}
