//! Caps and floors on a running total, with and without clawback (model specification 2.5, `CAP1`).

/// What one step adds, and the bounds that then hold on the total to date. Pounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Earned in this step; may be negative.
    pub accrual: f64,
    /// Floor on the running total, if any.
    pub floor: Option<f64>,
    /// Cap on the running total, if any; it wins over the floor.
    pub cap: Option<f64>,
}

/// What is paid in each step.
///
/// With `clawback` the total paid is always the bounded total earned, and a payment may be
/// negative. Without it, money once paid stays paid: the total never falls.
#[must_use]
pub fn running(steps: &[Step], clawback: bool) -> Vec<f64> {
    let (mut earned, mut paid) = (0.0, 0.0);
    let pay = |step: &Step| {
        earned += step.accrual;
        let bounded = between(earned, step.floor, step.cap);
        let due = if clawback || bounded > paid { bounded } else { paid };
        let payment = due - paid;
        paid = due;
        payment
    };
    steps.iter().map(pay).collect()
}

/// `amount` held between two optional bounds; the cap wins over the floor.
#[must_use]
pub fn between(amount: f64, floor: Option<f64>, cap: Option<f64>) -> f64 {
    let raised = floor.map_or(amount, |floor| amount.max(floor));
    cap.map_or(raised, |cap| raised.min(cap))
}
