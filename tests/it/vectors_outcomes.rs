//! The specification's vectors for random numbers, further laws of counts, checks and baselines.

use pbr::num::edgeworth::Moments;
use pbr::num::normal;
use pbr::num::pmf::Pmf;
use pbr::num::sobol::Sobol;
use pbr::num::splitmix;
use pbr::outcomes::baseline::Comparison;
use pbr::outcomes::checking::{self, Check};
use pbr::outcomes::exact::{self, Batch};
use pbr::outcomes::{persistence, recurrence, volume};
use pbr::provider::production::{self, Need};

use crate::vectors::{Answer, Case, Got, run};

/// The groups of this file.
const GROUPS: [&str; 15] = [
    "RNG1", "RNG2", "RNG3", "HOL1", "NB1", "BB1", "VOL1", "VOL2", "MEAS1", "AUD1", "BASE1", "AR1", "NAP1", "EX3",
    "EDG2",
];

#[test]
fn every_group_of_this_file_is_run() {
    let source = include_str!("vectors_outcomes.rs");
    for id in GROUPS {
        assert!(source.contains(&format!("run(\"{id}\"")), "{id} is not run");
    }
}

/// A 64-bit input, which the file writes as text.
fn bits(case: &Case, name: &str) -> u64 {
    case.value(name).as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("{}: {name}", case.id))
}

#[test]
fn rng1_splitmix() {
    run("RNG1", |case| {
        // the generator's state rises by a constant: its outputs are those of as many first draws
        let states = (0..case.out["u64"].as_array().map_or(0, Vec::len) as u64)
            .map(|i| bits(case, "seed").wrapping_add(i.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        Answer::new().with("u64", states.map(|s| splitmix::mix(s).to_string().as_str().into()).collect::<Vec<Got>>())
    });
}

#[test]
fn rng2_sobol() {
    run("RNG2", |case| {
        let points = Sobol::new(case.num("dim") as u32).expect("a dimension");
        let x = case.nums("indices").into_iter().map(|i| f64::from(points.point(i as u32)) / 4_294_967_296.0);
        Answer::new().with("x", x.collect::<Vec<_>>())
    });
}

#[test]
fn rng3_keyed_draw() {
    run("RNG3", |case| {
        let draw = splitmix::bits(bits(case, "seed"), case.num("stream") as u64, case.num("path") as u64);
        Answer::new().with("u64", draw.to_string().as_str()).with("u", splitmix::uniform(draw))
    });
}

#[test]
fn hol1_recurrence() {
    run("HOL1", |case| {
        let groups: Vec<(f64, f64)> = case.nums("n").into_iter().zip(case.nums("p")).collect();
        let law = recurrence::successes(&groups);
        let y = case.out["y"].as_i64().expect("y");
        Answer::new()
            .with("y", y)
            .with("pmf_y", chance(&law, y))
            .with("cdf_y", law.cdf(y))
            .with("pmf_first", (0..4).map(|k| chance(&law, k)).collect::<Vec<_>>())
    });
}

#[test]
fn nb1_uneven_people() {
    run("NB1", |case| {
        let [mean, r, n] = ["lam", "r", "n"].map(|name| case.num(name));
        let (person, sum) = (volume::events(mean, Some(r)), volume::events(n * mean, Some(n * r)));
        let k = (n * mean * 0.9 + 1e-9).floor() as i64;
        Answer::new()
            .with("p_success", chance(&person, 0))
            .with("var_person", volume::events_variance(mean, Some(r)))
            .with("sum_mean", sum.mean())
            .with("sum_sd", sum.sd())
            .with("k", k)
            .with("cdf_sum_k", sum.cdf(k))
    });
}

#[test]
fn bb1_uneven_places() {
    run("BB1", |case| {
        let [n, p, icc] = ["n", "p", "icc"].map(|name| case.num(name));
        let (a, b) = volume::places(p, icc);
        let k = (n * p).round() as i64;
        Answer::new()
            .with("a", a)
            .with("b", b)
            .with("var", volume::beta_binomial_variance(n, p, icc))
            .with("k", k)
            .with("pmf_k", chance(&volume::beta_binomial(n, p, icc), k))
    });
}

#[test]
fn vol1_uncertain_starts() {
    run("VOL1", |case| {
        let [starts, p, variance] = ["EN", "p", "VarN"].map(|name| case.num(name));
        Answer::new().with("mean", starts * p).with("var", volume::outcome_variance(starts, variance, p))
    });
}

#[test]
fn vol2_break_even() {
    run("VOL2", |case| {
        let [fixed, income, variable] = ["F", "r", "v"].map(|name| case.num(name));
        Answer::new().with("N_be", volume::break_even(fixed, income, variable))
    });
}

#[test]
fn meas1_verification() {
    run("MEAS1", |case| {
        let check = Check { sensitivity: case.num("Se"), specificity: case.num("Sp") };
        let [p0, p, pmax, k] = ["p0", "p", "pmax", "k"].map(|name| case.num(name));
        let seen = check.observed(p);
        let need = Need { p0: check.observed(p0), pmax: check.observed(pmax), k };
        Answer::new()
            .with("p_obs", seen)
            .with("net_obs", seen - check.observed(p0))
            .with("J", check.youden())
            .with("recovered", check.recovered(seen))
            .with("pay_false_positive", case.num("tau") * case.num("n") * check.false_success(p))
            .with("share_of_pay_false", check.false_share(p))
            .with("tau_park", production::threshold(need, 0.0, 0.0))
    });
}

#[test]
fn aud1_audit() {
    run("AUD1", |case| {
        let sample = case.num("sample");
        Answer::new()
            .with("sd_valid", checking::projection_sd(case.num("claims"), case.num("valid_rate"), sample))
            .with("min_penalty", checking::least_penalty(case.num("tau"), sample))
    });
}

#[test]
fn base1_compared_with_what() {
    run("BASE1", |case| {
        let [n, p1, m, p0, rho] = ["n", "p1", "m", "p0", "rho"].map(|name| case.num(name));
        let both = Comparison { n, p1, m, p0, rho };
        let [historic, concurrent] = [both.historic(), both.concurrent()].map(f64::sqrt);
        Answer::new()
            .with("sd_historic", historic)
            .with("sd_concurrent", concurrent)
            .with("ratio", historic / concurrent)
    });
}

#[test]
fn ar1_persistence() {
    run("AR1", |case| {
        Answer::new().with("var_mean", persistence::variance_of_mean(case.num("T") as u32, case.num("a")))
    });
}

/// The chance of one value.
fn chance(law: &Pmf, k: i64) -> f64 {
    law.values().find(|&(value, _)| value == k).map_or(0.0, |(_, chance)| chance)
}

/// The largest error of an approximate distribution function at the counts that can occur, from 0 up. The vectors leave out
/// what it puts below 0, which for a few people can be more.
fn sup_error(law: &Pmf, near: impl Fn(i64) -> f64) -> f64 {
    (0..=law.hi()).map(|k| (near(k) - law.cdf(k)).abs()).fold(0.0, f64::max)
}

#[test]
fn nap1_one_normal() {
    run("NAP1", |case| {
        let (n, p) = (case.num("n"), case.num("p"));
        let law = Pmf::binomial(n, p);
        let sd = (n * p * (1.0 - p)).sqrt();
        let near = |half: f64, skew: f64| {
            let moments = Moments { mean: n * p, sd, skew };
            sup_error(&law, |k| moments.at_most(k as f64 + half))
        };
        Answer::new()
            .with("err_plain", near(0.0, 0.0))
            .with("err_cc", near(0.5, 0.0))
            .with("err_cc_skew", near(0.5, (1.0 - 2.0 * p) / sd))
            .with("predicted_cc", (1.0 - 2.0 * p).abs() / (6.0 * (2.0 * std::f64::consts::PI).sqrt() * sd))
    });
}

/// The same parts without their skewness: conditional normals.
fn unskewed(parts: &[(f64, Moments)]) -> Vec<(f64, Moments)> {
    parts.iter().map(|&(weight, m)| (weight, Moments { skew: 0.0, ..m })).collect()
}

#[test]
fn ex3_conditional_normals() {
    run("EX3", |case| {
        let [n, p, rho] = ["n", "p", "rho"].map(|name| case.num(name));
        let people = [Batch { n, p, rho, success: vec![(1, 1.0)], failure: vec![(0, 1.0)] }];
        let law = exact::law(&people);
        let parts = unskewed(&exact::parts(&[people[0].priced(1.0)]));
        let single = Moments { mean: law.mean(), sd: law.sd(), skew: 0.0 };
        let at = |k: i64| exact::cdf_by_mixture(&parts, k as f64 + 0.5);
        Answer::new()
            .with("cdf_cn_at_mean", at((n * p).round() as i64))
            .with("sup_err_condnormal", sup_error(&law, at))
            .with("sup_err_single_normal", sup_error(&law, |k| single.at_most(k as f64 + 0.5)))
            .with("exact_q01", law.quantile(0.01))
            .with("single_normal_q01", single.mean + single.sd * normal::quantile(0.01) - 0.5)
    });
}

#[test]
fn edg2_conditional_edgeworth() {
    run("EDG2", |case| {
        let lists = ["n", "p", "units"].map(|name| case.nums(name));
        let group = |g: usize| Batch {
            n: lists[0][g],
            p: lists[1][g],
            rho: case.num("rho"),
            success: vec![(lists[2][g] as i64, 1.0)],
            failure: vec![(0, 1.0)],
        };
        let people: Vec<Batch> = (0..lists[0].len()).map(group).collect();
        let law = exact::law(&people);
        let parts = exact::parts(&people.iter().map(|b| b.priced(1.0)).collect::<Vec<_>>());
        let normals = unskewed(&parts);
        let single = Moments { mean: law.mean(), sd: law.sd(), skew: 0.0 };
        // the formula as it stands; `cdf_by_mixture` holds each part within 0 and 1, which moves it by 4e-5 here
        let plain = |k: i64| 1.0 - parts.iter().map(|(weight, m)| weight * m.digital(k as f64 + 0.5)).sum::<f64>();
        let k = case.out["k"].as_i64().expect("k");
        assert!(sup_error(&law, |k| exact::cdf_by_mixture(&parts, k as f64 + 0.5)) < 1.1 * sup_error(&law, plain));
        Answer::new()
            .with("k", k)
            .with("cdf_exact", law.cdf(k))
            .with("cdf_edgeworth", plain(k))
            .with("sup_err_condnormal", sup_error(&law, |k| exact::cdf_by_mixture(&normals, k as f64 + 0.5)))
            .with("sup_err_condedgeworth", sup_error(&law, plain))
            .with("sup_err_single_normal", sup_error(&law, |k| single.at_most(k as f64 + 0.5)))
    });
}
