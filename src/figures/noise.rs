//! Is it luck? How often a test pays for nothing or refuses a true effect, and where doing worse pays better.

use super::{Figures, words_only};
use crate::answer;
use crate::contract::clauses;
use crate::contract::tree::{Cond, Pay, Signif, Term};
use crate::gather::Gather;
use crate::num::{float, normal, root};
use crate::outcomes::baseline::Comparison;
use crate::outcomes::exact;
use crate::people::{self, Plans};
use crate::reply::{Bar, Chart, Dial, Figure, Line, Mark, Part, Piece, Table, TableRow, Unit, Voice, Zone};
use crate::scenario::Scenario;
use crate::words::{Arg, number, word};

/// Sizes that are looked at, as multiples of the contract's own.
const SIZES: [f64; 4] = [0.5, 1.0, 2.0, 4.0];
/// People of a comparison group for each one served.
const COMPARED: f64 = 10.0;

/// The first condition of significance among a scenario's rules.
pub(super) fn test(s: &Scenario) -> Option<&Signif> {
    fn within(pay: &Pay) -> Option<&Signif> {
        if let Pay::Gate { cond: Cond::Signif(test), .. } = pay {
            return Some(test);
        }
        pay.inside().iter().find_map(within)
    }
    s.contracts.iter().flat_map(|c| &c.payments).find_map(|p| within(&p.pay))
}

/// A number of a rule, named or plain.
pub(super) fn number_of(s: &Scenario, term: &Term) -> Option<f64> {
    match term {
        Term::Number(v, _) => Some(*v),
        Term::Param(name) => s.contracts.iter().find_map(|c| c.params.get(name)).and_then(|t| number_of(s, t)),
        _ => None,
    }
}

/// The scenario with so many times the people, its targets moved along.
fn sized(s: &Scenario, times: f64) -> Scenario {
    let mut s = s.clone();
    for g in &mut s.segments {
        g.n *= times;
        g.starts.iter_mut().for_each(|n| *n *= times);
    }
    let stage = s.outcomes.first().map(|o| o.id.clone()).unwrap_or_default();
    for p in s.contracts.iter_mut().flat_map(|c| &mut c.payments) {
        clauses::targets(&mut p.pay, &stage, &mut |number| {
            if let Term::Number(v, _) = number {
                *v *= times;
            }
        });
    }
    s
}

/// Chance that more is paid than `floor` under a plan; none where that has no law.
fn chance_above(s: &Scenario, plans: &Plans, floor: f64) -> Option<f64> {
    let law = answer::takings(s, plans)?;
    Some(law.iter().filter(|(paid, _)| *paid > floor + 0.5).map(|(_, chance)| chance).sum())
}

/// A plan with every group's chance moved by so much.
fn shifted(s: &Scenario, plans: &Plans, by: f64) -> Plans {
    people::moved(s, plans, |j, rate| if j == 0 { float::clamp(rate + by, 0.0, 1.0) } else { rate })
}

impl Figures<'_> {
    fn of_20(&self, id: String, p: f64) -> Arg {
        Arg::Result(id, Some(p), Unit::Of20)
    }

    /// Paid for luck: by cohort size, against a past year and against a comparison group.
    pub(super) fn luck(&self) -> Option<Figure> {
        let (s, lang) = (self.s(), self.story.lang);
        let test = test(s)?;
        let nominal = number_of(s, &test.alpha)?;
        let alpha = nominal / if test.two_sided { 2.0 } else { 1.0 };
        let anyway = people::anyway(s)?;
        let plan = &self.o().plans;
        let n: f64 = s.segments.iter().map(|g| g.n()).sum();
        let rate = |plans: &Plans| {
            s.segments.iter().zip(plans).map(|(g, p)| g.n() * p.first().map_or(0.0, |p| p.rate)).sum::<f64>() / n
        };
        let (p0, p1) = (rate(&anyway), rate(plan));
        let works = (p1 - p0).abs() > 1e-9;
        let mut bars = Vec::new();
        let mut rows = Vec::new();
        let mut here = None;
        let mut add = |name: String, id: String, false_pay: f64, refused: Option<f64>, voice: Voice| {
            let mut text =
                self.text("figure.luck.pays", &[("chance", self.of_20(format!("false_pay[{id}]"), false_pay))]);
            if let Some(refused) = refused {
                let args = [("chance", self.of_20(format!("false_refusal[{id}]"), refused))];
                text.extend(self.text("figure.luck.refuses", &args));
            }
            let piece = Piece {
                name: word(lang, "figure.luck.piece").to_string(),
                value: 20.0 * false_pay,
                text: number::format(false_pay, Unit::Of20, lang),
                result: format!("false_pay[{id}]"),
                voice,
            };
            bars.push(Bar { name: name.clone(), from: 0.0, pieces: vec![piece], text });
            let mut cells = vec![
                self.cell(&format!("false_pay[{id}]"), false_pay, Unit::Of20),
                self.cell(&format!("false_pay_share[{id}]"), false_pay, Unit::Percent),
            ];
            cells.push(match refused {
                Some(r) => self.cell(&format!("false_refusal[{id}]"), r, Unit::Percent),
                None => words_only("–"),
            });
            rows.push(TableRow { head: words_only(&name), cells });
        };
        for times in SIZES {
            let s = sized(s, times);
            let people = Arg::Result(
                format!("people[{}]", number::format(times, Unit::Number, lang)),
                Some(n * times),
                Unit::People,
            );
            let central = answer::paid_at(&s, &anyway);
            let false_pay = chance_above(&s, &anyway, central)?;
            let refused = if works { chance_above(&s, plan, central).map(|p| 1.0 - p) } else { None };
            if times == 1.0 {
                here = Some((false_pay, refused));
            }
            let name = crate::words::tell(lang, "figure.luck.past", &[("n", people.clone())]);
            add(name, format!("past:{}", float::round(n * times) as u64), false_pay, refused, Voice::Commissioner);
            // against people of the same year the year cancels: what is left is the size that the test was given
            let against = Comparison { n: n * times, p1, m: COMPARED * n * times, p0, rho: s.rho };
            let null = Comparison { p1: p0, ..against };
            let z = -normal::quantile(alpha);
            let power = normal::cdf(
                (p1 - p0) / float::sqrt(against.concurrent())
                    - z * float::sqrt(null.concurrent() / against.concurrent()),
            );
            let name = crate::words::tell(lang, "figure.luck.group", &[("n", people)]);
            add(
                name,
                format!("group:{}", float::round(n * times) as u64),
                alpha,
                works.then_some(1.0 - power),
                Voice::People,
            );
        }
        let (false_pay, refused) = here?;
        let swing = exact::rho_to_swing(
            &s.segments.iter().zip(&anyway).map(|(g, p)| (g.n(), p.first().map_or(0.0, |p| p.rate))).gather(),
            s.rho,
        );
        let args = [
            ("alpha", Arg::Result("alpha".into(), Some(nominal), Unit::Percent)),
            ("chance", self.of_20("false_pay".into(), false_pay)),
            ("share", Arg::Result("false_pay_share".into(), Some(false_pay), Unit::Percent)),
        ];
        let mut headline = self.text("figure.luck.headline", &args);
        if let Some(refused) = refused {
            let args = [
                ("effect", Arg::Result("effect".into(), Some(100.0 * (p1 - p0)), Unit::Points)),
                ("chance", self.of_20("false_refusal".into(), refused)),
            ];
            headline.extend(self.text("figure.luck.unpaid", &args));
        }
        let table = Table {
            caption: self.text("figure.luck.subtitle", &[]),
            columns: self.columns(&["column.compared", "column.false_pay", "column.false_pay_share", "column.refused"]),
            rows,
        };
        let mut figure = self.bare("luck", Chart::Bars { bars, unit: Unit::Count }, headline, table);
        let least = crate::risk::noise::least_effect(n, p0, alpha, 0.8);
        figure.remarks = vec![
            self.text(
                "figure.luck.least",
                &[("least", Arg::Result("least_effect".into(), Some(100.0 * least), Unit::Points))],
            ),
            self.text("figure.luck.limits", &[]),
        ];
        figure.dial = Some(Dial {
            label: word(lang, "figure.luck.dial").to_string(),
            value: swing,
            text: crate::words::tell(
                lang,
                "figure.luck.swing",
                &[("n", Arg::Result("swing".into(), Some(100.0 * swing), Unit::Points))],
            ),
            min: 0.0,
            max: 0.06,
            step: 0.005,
            act: format!("set={}.world.swing=", s.path),
        });
        Some(figure)
    }

    /// Where doing worse pays better: what the provider keeps against what it truly changes.
    pub(super) fn perverse(&self) -> Option<Figure> {
        let (s, o, lang) = (self.s(), self.o(), self.story.lang);
        let saving = s.provider.slip_saving?;
        let base = people::anyway(s)?;
        let cost = o.values.or_zero("cost");
        // what is paid if nothing changes, the fee for the service in it
        let due = answer::paid_at(s, &base);
        let points: Vec<f64> = (-16..=16).map(|i| 0.5 * f64::from(i)).gather();
        let mut profit = Vec::new();
        let mut quiet: Vec<f64> = Vec::new();
        for x in &points {
            let law = answer::takings(s, &shifted(s, &base, x / 100.0))?;
            let paid: f64 = law.iter().map(|(paid, chance)| paid * chance).sum();
            profit.push(paid - cost - saving * x);
            let moves: f64 = law.iter().filter(|(paid, _)| (paid - due).abs() > 0.5).map(|(_, chance)| chance).sum();
            if moves < 0.5 {
                quiet.push(*x);
            }
        }
        let paid_at = |fall: f64| chance_above(s, &shifted(s, &base, fall), due).unwrap_or(0.0);
        let sure = (paid_at(0.15) > 0.8)
            .then(|| root::rising(&(|fall: f64| paid_at(fall) - 0.8) as &dyn Fn(f64) -> f64, 0.0, 0.15));
        let at = |x: f64| points.iter().position(|p| (p - x).abs() < 1e-9).map_or(0.0, |i| profit[i]);
        let worst_best = points.iter().zip(&profit).filter(|(x, _)| **x < 0.0).max_by(|a, b| a.1.total_cmp(b.1))?;
        let small = 2.0;
        let points_arg = |id: &str, v: f64| Arg::Result(id.into(), Some(v), Unit::Points);
        let args = [
            ("slip", points_arg("slip", worst_best.0.abs())),
            ("keeps", Arg::Result("profit_slip".into(), Some(*worst_best.1), Unit::GbpShort)),
            ("small", points_arg("small_fall", small)),
            ("less", Arg::Result("profit_small".into(), Some(at(small)), Unit::GbpShort)),
        ];
        let headline = if *worst_best.1 > at(small) {
            self.text("figure.perverse.headline", &args)
        } else {
            self.text("figure.perverse.fair", &args)
        };
        let mut marks = vec![Mark {
            x: *worst_best.0,
            y: *worst_best.1,
            text: self.text("figure.perverse.best_slip", &args[..2]),
            fails: true,
        }];
        let mut remarks = Vec::new();
        if let Some(sure) = sure {
            let x = 100.0 * sure;
            let law = answer::takings(s, &shifted(s, &base, sure))?;
            let y = law.iter().map(|(paid, chance)| paid * chance).sum::<f64>() - cost - saving * x;
            let text = self.text("figure.perverse.sure", &[("fall", points_arg("sure_fall", x))]);
            marks.push(Mark { x, y, text, fails: false });
            remarks.push(self.text("figure.perverse.sure_of", &[("fall", points_arg("sure_fall", x))]));
        }
        remarks.push(self.text(
            "figure.perverse.assumes",
            &[("saving", Arg::Result("slip_saving".into(), Some(saving), Unit::Gbp))],
        ));
        let zones = match (quiet.first(), quiet.last()) {
            (Some(from), Some(to)) if to > from => {
                vec![Zone { from: *from, to: *to, text: self.text("figure.perverse.flat", &[]) }]
            }
            _ => Vec::new(),
        };
        let row = |i: usize| TableRow {
            head: self.cell(&format!("change[{i}]"), points[i], Unit::Points),
            cells: vec![self.cell(&format!("profit[{i}]"), profit[i], Unit::GbpShort)],
        };
        let table = Table {
            caption: self.text("figure.perverse.subtitle", &[]),
            columns: self.columns(&["figure.perverse.x", "column.keeps_it"]),
            rows: (0..points.len()).step_by(2).map(row).gather(),
        };
        let name: Vec<Part> = self.text("figure.perverse.line", &[]);
        let chart = Chart::Curves {
            x: points.clone(),
            bands: Vec::new(),
            lines: vec![Line { name, values: profit.clone(), voice: Voice::Provider, dashed: false }],
            levels: Vec::new(),
            zones,
            marks,
            handle: None,
            units: [Unit::Points, Unit::GbpShort],
            axes: ["figure.perverse.x", "figure.perverse.y"].map(|id| word(lang, id).to_string()),
        };
        let mut figure = self.bare("perverse", chart, headline, table);
        figure.remarks = remarks;
        figure.dial = Some(Dial {
            label: word(lang, "figure.perverse.dial").to_string(),
            value: saving,
            text: number::format(saving, Unit::Gbp, lang),
            min: 0.0,
            max: float::ceil(saving.max(10_000.0) / 10_000.0) * 20_000.0,
            step: 1000.0,
            act: format!("set={}.provider.slip_saving=", s.path),
        });
        Some(figure)
    }
}
