//! stub until merged
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted { pub lam0: f64, pub emax: f64, pub k: f64, pub spread: Option<f64> }
impl Counted {
    pub fn events(&self, x: f64) -> f64 { self.lam0 * (1.0 + self.emax * crate::num::float::exp_m1(-x / self.k)) }
    pub fn no_event(&self, x: f64) -> f64 { no_event(self.events(x), self.spread) }
    pub fn first_pound(&self, b: f64, f: f64) -> f64 { (b * self.no_event(0.0) + f) * self.lam0 * self.emax / self.k }
}
pub fn no_event(events: f64, spread: Option<f64>) -> f64 { let _ = spread; crate::num::float::exp(-events) }
pub fn events_at(rate: f64, spread: Option<f64>) -> f64 { let _ = spread; -crate::num::float::ln(rate) }
pub fn best_response(c: Counted, b: f64, f: f64, nu: f64) -> f64 { let u = c.first_pound(b, f) / (1.0 + nu); if u > 1.0 { c.k * crate::num::float::ln(u) } else { 0.0 } }
