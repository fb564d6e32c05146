//! Goal seek: the domain's questions have the answers that the specification gives, and no answer is one too.

use pbr::deck;
use pbr::library;
use pbr::reply::{Sought, Verdict};
use pbr::seek::{Prefer, Question, Want, seek};
use pbr::words::Lang;

fn ask(draft: &str, input: &str, result: &str, want: Want, value: f64, prefer: Prefer) -> Option<Sought> {
    seek(draft, &Question { input, result, want, value, prefer })
}

fn scheme(id: &str) -> &'static str {
    library::find(id).expect("scheme").text
}

const PRICE: &str = "scenarios[0].contracts[0].payments[0].pay.of.rate";

/// `BR1`: a flat price must pass £12,500 before the hardest to help get a pound.
#[test]
fn the_lowest_price_at_which_nobody_is_left_out() {
    let found = ask(scheme("front1"), PRICE, "unhelped", Want::AtMost, 0.0, Prefer::Lowest).expect("answer");
    assert_eq!(found.verdict, Verdict::Found);
    assert!((found.value - 12_500.0).abs() < 0.1, "{found:?}");
    assert_eq!((found.text.as_str(), found.result_text.as_str()), ("£12,500", "0"));
}

/// `WC2`: 3.9 months of reserves carry 17p in the pound that comes 18 months late.
#[test]
fn the_largest_share_that_reserves_carry() {
    let wait = deck::pose("risk", 0, None, Lang::En);
    let share = "scenarios[0].contracts[0].params.share";
    let found = ask(&wait, share, "months_needed", Want::AtMost, 3.9, Prefer::Highest).expect("answer");
    assert_eq!(found.verdict, Verdict::Found);
    assert!((found.value - 2.9 / 17.0).abs() < 1e-6, "{found:?}");
    // even with nothing on results a month must be waited for
    let never = ask(&wait, share, "months_needed", Want::AtMost, 0.5, Prefer::Highest).expect("answer");
    assert_eq!((never.verdict, never.value, never.result_text.as_str()), (Verdict::Never, 0.0, "1"));
    let always = ask(&wait, share, "months_needed", Want::AtMost, 100.0, Prefer::Highest).expect("answer");
    assert_eq!((always.verdict, always.value), (Verdict::Always, 1.0));
}

#[test]
fn what_cannot_be_asked_is_not_answered() {
    let front = scheme("front1");
    assert_eq!(ask(front, "scenarios[0].nothing", "paid", Want::AtMost, 0.0, Prefer::Lowest), None);
    assert_eq!(ask(front, PRICE, "nothing", Want::AtMost, 0.0, Prefer::Lowest), None);
    assert_eq!(ask("no JSON", PRICE, "paid", Want::AtMost, 0.0, Prefer::Lowest), None);
    let unknown = ask(front, PRICE, "public_net", Want::AtLeast, 0.0, Prefer::Lowest).expect("answer");
    assert_eq!((unknown.verdict, unknown.result_text.as_str()), (Verdict::Unknown, ""));
}
