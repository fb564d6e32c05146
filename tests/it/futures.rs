//! Futures against what can be worked out: sampled within four standard errors of exact, and the same luck after any edit.

use pbr::answer;
use pbr::futures::{Drawing, FUTURES};
use pbr::library;
use pbr::scenario::{Scenario, read};

fn scheme(id: &str) -> Scenario {
    let envelope = read(library::find(id).expect("a scheme").text).expect("json");
    envelope.scenarios.into_iter().next().expect("a scenario")
}

fn drawn(s: &Scenario, n: u32) -> Drawing {
    let o = answer::evaluate(s);
    let mut drawing = Drawing::of(s, &o.plans, o.values.or_zero("cost_a_month"));
    drawing.draw(n);
    drawing
}

#[test]
fn front1_loses_money_as_often_as_its_exact_law_says() {
    for (id, want) in [("front1", 0.414694190815772), ("front1_people", 0.7216886478543431)] {
        let s = scheme(id);
        let t = std::time::Instant::now();
        let drawing = drawn(&s, FUTURES);
        eprintln!("{id} {:?}", t.elapsed());
        let sum = drawing.summary();
        eprintln!("{:?}\n{:?}\n{:?}", sum.leaves, sum.errors, t.elapsed());
        let (got, error) = (sum.leaves.get("loss_chance").unwrap(), sum.errors.get("loss_chance").unwrap());
        assert!((got - want).abs() <= 2.0 * error + 1e-4, "{id}: {got} ± {error}, exact {want}");
    }
}
