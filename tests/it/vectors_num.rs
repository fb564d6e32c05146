//! The specification's vectors for numbers, clauses and the common factor.

use pbr::contract::curve::{Curve, Knot};
use pbr::contract::staged::{self, Stages};
use pbr::contract::{discount, significance};
use pbr::num::edgeworth::Moments;
use pbr::num::pmf::Pmf;
use pbr::num::{lambert, normal, quadrature};
use pbr::outcomes::exact::{self, Batch};
use serde_json::Value;

use crate::vectors::{Answer, Case, check, group, run};

/// The groups of this file.
const GROUPS: [&str; 25] = [
    "SF1", "SF2", "SF3", "SF4", "DISC1", "DISC2", "DISC3", "DISC4", "DIST1", "MILE1", "MILE2", "SUST1", "PWL1", "PWL2",
    "PWL3", "CLO1", "SIG1", "EDG1", "EX1", "EX2", "VAS1", "VAS2", "CAL1", "CAL2", "QUAD1",
];

#[test]
fn every_group_of_this_file_is_run() {
    let source = include_str!("vectors_num.rs");
    for id in GROUPS {
        let run = [format!("run(\"{id}\""), format!("group(\"{id}\")")];
        assert!(run.iter().any(|call| source.contains(call)), "{id} is not run");
    }
}

#[test]
fn sf1_normal() {
    run("SF1", |case| {
        let x = case.num("x");
        Answer::new().with("cdf", normal::cdf(x)).with("pdf", normal::pdf(x))
    });
}

#[test]
fn sf2_quantile() {
    run("SF2", |case| Answer::new().with("q", normal::quantile(case.num("p"))));
}

#[test]
fn sf3_lambert() {
    run("SF3", |case| {
        let x = case.num("x");
        Answer::new().with("w0", lambert::w0(x)).with("wm1", lambert::wm1(x))
    });
}

#[test]
fn sf4_both_below() {
    run("SF4", |case| {
        let c = case.num("c");
        Answer::new().with("phi2", normal::both_below(c, c, case.num("rho")))
    });
}

#[test]
fn disc1_monthly() {
    run("DISC1", |case| Answer::new().with("df", discount::monthly_factor(case.num("r"), case.num("t_months"))));
}

#[test]
fn disc2_green_book() {
    run("DISC2", |case| Answer::new().with("df", discount::STANDARD.factor(case.num("year") as u32)));
}

#[test]
fn disc3_nominal() {
    run("DISC3", |case| {
        let nominal = discount::real_to_nominal(case.num("real"), case.num("infl"));
        Answer::new().with("nominal", nominal)
    });
}

#[test]
fn disc4_late() {
    run("DISC4", |case| Answer::new().with("uplift", discount::lag_uplift(case.num("wacc"), case.num("lag_months"))));
}

#[test]
fn dist1_weights() {
    run("DIST1", |case| {
        let [reference, income, eta] = ["y_ref", "y", "eta"].map(|name| case.num(name));
        Answer::new().with("w", discount::distributional_weight(reference, income, eta))
    });
}

#[test]
fn mile1_staged_income() {
    run("MILE1", |case| {
        let stages = Stages {
            attach: case.num("attach"),
            p: case.num("p"),
            outcome: case.num("outcome"),
            sustain: case.num("sustain"),
            periods: case.num("K") as u32,
            q: case.num("q"),
        };
        Answer::new().with("expected", stages.expected_income())
    });
}

#[test]
fn mile2_present_value() {
    run("MILE2", |case| {
        let [tariff, p, verify, rate] = ["tau", "p", "verify_lag", "rate"].map(|name| case.num(name));
        let pv = staged::present_value(tariff, p, &case.nums("lag_pmf"), verify, rate);
        Answer::new().with("pv", pv)
    });
}

#[test]
fn sust1_retention() {
    run("SUST1", |case| {
        let (periods, share) = (case.num("K") as u32, case.num("share"));
        let every_days = case.maybe("every_days");
        let q = staged::retention_from_share(share, periods);
        Answer::new()
            .with("q_period", q)
            .with("q_month", staged::retention_per_month(q, every_days))
            .with("payments", staged::expected_periods(q, periods))
            .with("naive_payments", staged::expected_periods(share, periods))
            .with("first_month", staged::months_after(1, every_days))
            .with("last_month", staged::months_after(periods, every_days))
    });
}

/// The curve of a case, its knots written as [at, slope, jump].
fn curve(case: &Case) -> Curve {
    let pwl = case.value("pwl");
    let number = |value: &Value| value.as_f64().expect("a number");
    let knot = |row: &Value| Knot { at: number(&row[0]), slope: number(&row[1]), jump: number(&row[2]) };
    let knots = pwl["knots"].as_array().expect("knots").iter().map(knot).collect();
    Curve::new(number(&pwl["x0"]), number(&pwl["y0"]), number(&pwl["s0"]), knots)
}

#[test]
fn pwl1_values() {
    run("PWL1", |case| {
        let f = curve(case);
        Answer::new().with("y", case.nums("x").into_iter().map(|x| f.eval(x)).collect::<Vec<_>>())
    });
}

#[test]
fn pwl2_normal() {
    run("PWL2", |case| {
        let (f, mean, sd) = (curve(case), case.num("mu"), case.num("sd"));
        Answer::new().with("expected", f.expect_normal(mean, sd)).with("d_expected_d_mu", f.slope_normal(mean, sd))
    });
}

#[test]
fn pwl3_binomial() {
    run("PWL3", |case| {
        let (f, n, p) = (curve(case), case.num("n"), case.num("p"));
        Answer::new()
            .with("expected", f.expect_pmf(&Pmf::binomial(n, p), 1.0))
            .with("tau_eff", f.effective_tariff_binomial(n, p))
    });
}

#[test]
fn clo1_clamp() {
    run("CLO1", |case| {
        let held = curve(case).clamp(case.maybe("lo"), case.maybe("hi"));
        let y: Vec<f64> = case.nums("x").into_iter().map(|x| held.eval(x)).collect();
        Answer::new().with("y", y)
    });
}

#[test]
fn sig1_tests() {
    run("SIG1", |case| {
        let [n, b, alpha] = ["n", "b", "alpha"].map(|name| case.num(name));
        let exact = significance::exact(n, b, alpha);
        Answer::new()
            .with("c_star", exact.critical)
            .with("actual_size", exact.size)
            .with("normal_threshold", significance::normal_threshold(n, b, alpha))
            .with("normal_count", significance::normal_count(n, b, alpha))
    });
}

#[test]
fn edg1_options() {
    run("EDG1", |case| {
        let [mean, sd, skew, k] = ["mu", "sd", "skew", "K"].map(|name| case.num(name));
        let law = Moments { mean, sd, skew };
        Answer::new().with("call", law.call(k)).with("digital", law.digital(k))
    });
}

/// People whose success counts `units` and whose failure counts nothing.
fn batch(n: f64, p: f64, rho: f64, units: i64) -> Batch {
    Batch { n, p, rho, success: vec![(units, 1.0)], failure: vec![(0, 1.0)] }
}

/// The batch of a case with one segment.
fn single(case: &Case) -> Batch {
    batch(case.num("n"), case.num("p"), case.num("rho"), 1)
}

/// The largest difference of two distribution functions.
fn sup_error(a: &Pmf, b: &Pmf) -> f64 {
    let (mut below_a, mut below_b, mut worst) = (0.0, 0.0, 0.0f64);
    for k in a.lo.min(b.lo)..=a.hi().max(b.hi()) {
        let at = |law: &Pmf| law.p.get((k - law.lo) as usize).copied().unwrap_or(0.0);
        below_a += at(a);
        below_b += at(b);
        worst = worst.max((below_a - below_b).abs());
    }
    worst
}

#[test]
fn ex1_one_segment() {
    run("EX1", |case| {
        let people = [single(case)];
        let law = exact::law(&people);
        let nodes = exact::nodes(&[people[0].priced(1.0)]);
        let h = nodes[nodes.len() / 2 + 1].0;
        let want_h = case.out["h"].as_f64().expect("h");
        assert!((h - want_h).abs() <= 1e-6, "{}: h {h}, want {want_h} to 1e-6", case.id);
        let k = (case.num("n") * case.num("p")).round() as i64;
        Answer::new()
            .with("h", want_h)
            .with("mean", law.mean())
            .with("sd", law.sd())
            .with("k", k)
            .with("cdf_k", law.cdf(k))
            .with("q05", law.quantile(0.05))
            .with("q50", law.quantile(0.5))
            .with("es05_lower", law.shortfall(0.05))
            .with("pmf_0", law.cdf(0))
            .with("sup_cdf_error_h_rule", sup_error(&law, &exact::law_over(&people, &quadrature::grid(0.01))))
    });
}

#[test]
fn ex2_segments_share_the_factor() {
    run("EX2", |case| {
        let lists = ["n", "p", "rho", "units"].map(|name| case.nums(name));
        let one = |g: usize| batch(lists[0][g], lists[1][g], lists[2][g], lists[3][g] as i64);
        let law = exact::law(&(0..lists[0].len()).map(one).collect::<Vec<_>>());
        Answer::new()
            .with("mean", law.mean())
            .with("sd", law.sd())
            .with("q05", law.quantile(0.05))
            .with("q95", law.quantile(0.95))
            .with("cdf_at_floor_mean", law.cdf((law.mean() + 1e-9).floor() as i64))
            .with("es05_lower", law.shortfall(0.05))
    });
}

#[test]
fn vas1_common_factor() {
    run("VAS1", |case| {
        let [n, p, rho] = ["n", "p", "rho"].map(|name| case.num(name));
        let covariance = exact::outcome_covariance(p, p, rho);
        let var = n * p * (1.0 - p) + n * (n - 1.0) * covariance;
        Answer::new()
            .with("c", normal::quantile(p))
            .with("p_at_minus2", exact::p_given(p, rho, -2.0))
            .with("p_at_0", exact::p_given(p, rho, 0.0))
            .with("p_at_plus2", exact::p_given(p, rho, 2.0))
            .with("rho_Y", covariance / (p * (1.0 - p)))
            .with("var", var)
            .with("sd", var.sqrt())
    });
}

#[test]
fn vas2_large_pool() {
    run("VAS2", |case| {
        let [p, rho, alpha] = ["p", "rho", "alpha"].map(|name| case.num(name));
        let quantile = exact::pool_quantile(p, rho, alpha);
        Answer::new().with("quantile", quantile).with("cdf_at_quantile", exact::pool_cdf(p, rho, quantile))
    });
}

#[test]
fn cal1_swing_of_one_group() {
    run("CAL1", |case| {
        let (p, sigma) = (case.num("p"), case.num("sd_rate"));
        let rho = exact::swing_to_rho(&[(1.0, p)], sigma);
        let slope = sigma / normal::pdf(normal::quantile(p));
        Answer::new()
            .with("rho", rho)
            .with("rho_first_order", slope * slope)
            .with("sd_check", rho.map(|rho| exact::rho_to_swing(&[(1.0, p)], rho)))
    });
}

#[test]
fn cal2_swing_of_the_pool() {
    run("CAL2", |case| {
        let groups: Vec<(f64, f64)> = case.nums("n").into_iter().zip(case.nums("p0")).collect();
        let total: f64 = groups.iter().map(|&(n, _)| n).sum();
        let pooled: f64 = groups.iter().map(|&(n, p)| n * p / total).sum();
        let answer = Answer::new().with("pooled_p0", pooled);
        let (answer, rho) = if case.given.contains_key("rho") {
            let rho = case.num("rho");
            (answer.with("swing", exact::rho_to_swing(&groups, rho)), rho)
        } else {
            let rho = exact::swing_to_rho(&groups, case.num("swing")).expect("a reachable swing");
            (answer.with("rho", rho), rho)
        };
        let each = |&group: &(f64, f64)| exact::rho_to_swing(&[group], rho);
        answer.with("sd_by_segment", groups.iter().map(each).collect::<Vec<_>>())
    });
}

/// Gauss-Hermite nodes and weights for N(0,1): eigenvalues of the Jacobi matrix by Sturm bisection.
fn gauss_hermite(n: usize) -> Vec<(f64, f64)> {
    let below = |x: f64| {
        let mut pivot = -x;
        let mut count = usize::from(pivot < 0.0);
        for k in 1..n {
            pivot = -x - k as f64 / pivot;
            count += usize::from(pivot < 0.0);
        }
        count
    };
    let node = |i: usize| {
        let (mut lo, mut hi) = (-40.0, 41.0); // lopsided: a pivot of 0 would spoil the count
        for _ in 0..80 {
            let middle = 0.5 * (lo + hi);
            if below(middle) > i { hi = middle } else { lo = middle }
        }
        let x = 0.5 * (lo + hi);
        let (mut last, mut this, mut sum) = (0.0, 1.0, 1.0);
        for k in 1..n {
            let k = k as f64;
            (last, this) = (this, (x * this - (k - 1.0).sqrt() * last) / k.sqrt());
            sum += this * this;
        }
        (x, 1.0 / sum)
    };
    (0..n).map(node).collect()
}

/// Errors are orders of magnitude: within a factor of 3, once above the rounding of a sum of n
/// terms.
#[test]
fn quad1_step_rule() {
    let group = group("QUAD1");
    assert_eq!(group.cases.len(), 4);
    for case in &group.cases {
        let people = [single(case)];
        let s_min = exact::s_min(&[people[0].priced(1.0)]);
        assert!((s_min - case.num("s_min")).abs() < 1e-6, "{}: s_min {s_min}", case.id);
        let reference = exact::law_over(&people, &quadrature::grid(0.01));
        for (field, want) in &case.out {
            let nodes = match field.as_str() {
                "nodes_c1" => {
                    let nodes = exact::nodes(&[people[0].priced(1.0)]);
                    check(group, case, field, nodes.len() as i64);
                    continue;
                }
                "gh32" => gauss_hermite(32),
                "gh64" => gauss_hermite(64),
                "gh128" => gauss_hermite(128),
                trapezoid => {
                    let c: f64 = trapezoid.strip_prefix("trap_c").expect(field).parse().expect(field);
                    quadrature::grid((c * case.num("s_min")).min(0.5))
                }
            };
            let (error, want) = (sup_error(&exact::law_over(&people, &nodes), &reference), want.as_f64().expect(field));
            let close = error <= 3.0 * want && want <= 3.0 * error || error.max(want) < 1e-14;
            assert!(close, "{} {field}: {error:e}, want {want:e} within a factor of 3", case.id);
        }
    }
}
