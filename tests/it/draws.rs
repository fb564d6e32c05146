//! Random numbers: Sobol points fill their cells, shifts keep that, and no draw depends on another.

use pbr::num::sobol::{DIMENSIONS, Shifted, Sobol};
use pbr::num::splitmix;
use proptest::prelude::*;

use crate::properties_risk::config;

fn sobol(dimension: u32) -> Sobol {
    Sobol::new(dimension).expect("a dimension")
}

/// Whether the first 2^`k` points put as many into each of 2^(`k` - `t`) cells, 2^`a` rows of them.
fn even(rows: &Sobol, columns: &Sobol, k: u32, t: u32, a: u32) -> bool {
    let (cells, b) = (1usize << (k - t), k - t - a);
    let mut count = vec![0; cells];
    for i in 0..1u32 << k {
        let row = u64::from(rows.point(i)) >> (32 - a);
        let column = u64::from(columns.point(i)) >> (32 - b);
        count[(row << b | column) as usize] += 1;
    }
    count.iter().all(|&n| n == 1 << t)
}

/// The least t for which every shape of cell is filled evenly: 0 is best, `k` means nothing.
fn quality(one: &Sobol, other: &Sobol, k: u32) -> u32 {
    (0..k).find(|&t| (0..=k - t).all(|a| even(one, other, k, t, a))).unwrap_or(k)
}

#[test]
fn every_dimension_fills_every_cell_once() {
    for dimension in 0..DIMENSIONS {
        let points = sobol(dimension);
        for k in 0..=16 {
            let mut seen = vec![false; 1 << k];
            for i in 0..1u32 << k {
                seen[(u64::from(points.point(i)) >> (32 - k)) as usize] = true;
            }
            assert!(seen.into_iter().all(|s| s), "dimension {dimension}, {k} bits");
        }
    }
}

#[test]
fn pairs_of_low_dimensions_are_well_spread() {
    let all: Vec<Sobol> = (0..24).map(sobol).collect();
    let mut worst = [0; 24];
    for (i, one) in all.iter().enumerate() {
        for other in &all[..i] {
            worst[i] = worst[i].max(quality(one, other, 10));
        }
    }
    assert_eq!(worst[..3], [0, 0, 1], "the first two are perfect together");
    assert!(worst.iter().all(|&t| t <= 5), "{worst:?}");
}

/// Points of `scipy.stats.qmc.Sobol` 1.17, whose table is another copy of Joe and Kuo's.
#[test]
fn points_are_those_of_another_implementation() {
    for (dimension, index, x) in [
        (0, 1000, 943_718_400),
        (1, 1000, 415_236_096),
        (7, 4095, 1_678_770_176),
        (31, 777, 3_862_953_984),
        (63, 4000, 3_081_764_864),
        (100, 3001, 3_266_314_240),
        (127, 1, 2_147_483_648),
        (127, 2047, 94_371_840),
        (127, 4095, 1_123_024_896),
    ] {
        assert_eq!(sobol(dimension).point(index), x, "dimension {dimension}, point {index}");
    }
}

/// A sum over every point of every dimension, from the same source: one wrong bit in the table changes it.
#[test]
fn the_whole_table_is_right() {
    let sum = (0..DIMENSIONS).fold(0u64, |sum, d| {
        let points = sobol(d);
        (0..4096).fold(sum, |sum, i| sum.wrapping_mul(31).wrapping_add(u64::from(points.point(i))))
    });
    assert_eq!(sum, 1_794_473_345_274_609_664);
}

#[test]
fn there_is_no_dimension_beyond_the_last() {
    assert_eq!(DIMENSIONS, 128);
    assert!(Sobol::new(127).is_some() && Sobol::new(128).is_none() && Sobol::new(u32::MAX).is_none());
    assert!(Shifted::new(1, 0, 127).is_some() && Shifted::new(1, 0, 128).is_none());
}

#[test]
fn draws_stay_strictly_inside() {
    assert!(splitmix::uniform(0) > 0.0 && splitmix::uniform(u64::MAX) < 1.0);
    assert_eq!(splitmix::uniform(0), 0.5 / (1u64 << 53) as f64);
    assert_eq!(1.0 - splitmix::uniform(u64::MAX), 1.0 / (1u64 << 53) as f64);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_shift_keeps_points_spread(seed: u64, scramble in 0u32..8, dimension in 0..DIMENSIONS, k in 0u32..12) {
        let points = Shifted::new(seed, scramble, dimension).expect("a dimension");
        let mut seen = vec![0; 1 << k];
        for i in 0..1 << k {
            let u = points.point(i);
            prop_assert!(u > 0.0 && u < 1.0);
            seen[(u * f64::from(1 << k)) as usize] += 1;
        }
        prop_assert!(seen.iter().all(|&n| n == 1));
        prop_assert_eq!(&points, &Shifted::new(seed, scramble, dimension).expect("the same again"));
        let other = Shifted::new(seed, scramble + 1, dimension).expect("another scramble");
        prop_assert!(points.point(0) != other.point(0));
        // the origin becomes a keyed draw of the dimension's own, and every point is turned over alike
        let key = splitmix::bits(seed, dimension.into(), scramble.into());
        prop_assert_eq!(points.point(0), splitmix::uniform(key));
        let turned = key ^ u64::from(sobol(dimension).point(1 << k)) << 32;
        prop_assert_eq!(points.point(1 << k), splitmix::uniform(turned));
    }

    #[test]
    fn keys_that_differ_draw_apart(seed: u64, stream in 0u64..1000, path in 0u64..65_536) {
        let draw = splitmix::bits(seed, stream, path);
        prop_assert_ne!(draw, splitmix::bits(seed.wrapping_add(1), stream, path));
        prop_assert_ne!(draw, splitmix::bits(seed, stream + 1, path));
        prop_assert_ne!(draw, splitmix::bits(seed, stream, path + 1));
        prop_assert_ne!(draw, splitmix::bits(seed, path, stream + 1000));
    }
}

#[test]
fn the_mean_over_points_beats_plain_draws() {
    // the mean of u^2 is 1/3; sums over scrambles of squared errors
    let n = 1024;
    let (mut quasi, mut plain) = (0.0, 0.0);
    for scramble in 0..32 {
        let points = Shifted::new(7, scramble, 3).expect("a dimension");
        let error = |u: &dyn Fn(u32) -> f64| (0..n).map(|i| u(i) * u(i)).sum::<f64>() / f64::from(n) - 1.0 / 3.0;
        let spread = error(&|i| points.point(i));
        let drawn = error(&|i| splitmix::uniform(splitmix::bits(7, 1000 + u64::from(scramble), i.into())));
        quasi += spread * spread;
        plain += drawn * drawn;
    }
    // points in a row of cells are wrong by where in its cell each stands, draws by their whole variance
    let n = f64::from(n);
    for (sum, each) in [(quasi, 1.0 / 12.0 / (n * n)), (plain, 4.0 / 45.0 / n)] {
        assert!(sum > 32.0 * each / 2.0 && sum < 32.0 * each * 2.0, "{sum:e} {each:e}");
    }
}

/// Each is written where another stood.
#[test]
fn a_future_is_the_same_whatever_was_drawn_before_it() {
    use pbr::{answer, library, scenario};
    for scheme in library::all() {
        let s = scenario::read(scheme.text).expect("json").scenarios.remove(0);
        let o = answer::evaluate(&s);
        let (mut on, back) = (o.drawing(&s), o.drawing(&s));
        on.draw(7);
        on.draw(5);
        for i in (0..12).rev() {
            assert_eq!(format!("{:?}", on.futures()[i]), format!("{:?}", back.whole(i as u32).0), "{} {i}", scheme.id);
        }
    }
}
