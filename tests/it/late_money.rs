//! Money that comes long after the help that it pays for, to a provider with a cost of capital.

use crate::behaviour::{close, help};
use crate::scenarios::{envelope, evaluate};
use pbr::num::float;
use serde_json::json;

#[test]
fn late_money_is_discounted_to_the_start_of_whom_it_is_paid_for() {
    // 12 months from start to pay at 10% a year: a price of £8,000 is worth 8,000/1.1, over however many months people start
    let helps = |months: u32| {
        let people = json!([{"id": "g", "name": "g", "stream": 0, "referrals": 120,
            "delivery": {"success": {"responds": {"p0": 0.1, "pmax": 0.5, "k": 1000}}}}]);
        let pay = json!({"is": "PerUnit", "metric": {"is": "Count", "stage": "success"}, "rate": 8000});
        let mut draft = envelope(people, json!([{"name": "Results", "pay": pay}]), months, 12);
        draft["scenarios"][0]["provider"] = json!({"cost_of_capital": 0.1});
        help(&evaluate(&draft).1)[0]
    };
    let want = 1000.0 * float::ln(8000.0 / 1.1 * 0.4 / 1000.0);
    for months in [1, 24] {
        close(helps(months), want, 1e-9, "help");
    }
}
