//! Whole numbers of any size: as little arithmetic as exact decimals need.

use std::cmp::Ordering;

/// A whole number in limbs of 32 bits, the lowest first; the highest is not 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whole(Vec<u32>);

impl From<u64> for Whole {
    fn from(n: u64) -> Whole {
        let mut whole = Whole(vec![n as u32, (n >> 32) as u32]);
        whole.trim();
        whole
    }
}

impl Whole {
    /// Takes zeros off the high end.
    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// How many bits it has; 0 has none.
    pub fn bits(&self) -> i32 {
        self.0.last().map_or(0, |high| 32 * self.0.len() as i32 - high.leading_zeros() as i32)
    }

    /// Multiplies it, and then adds.
    pub fn times(&mut self, factor: u32, plus: u32) {
        let mut carry = u64::from(plus);
        for limb in &mut self.0 {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Multiplies it by 10 to a power.
    pub fn times_ten(&mut self, power: i32) {
        (0..power / 9).for_each(|_| self.times(1_000_000_000, 0));
        (0..power % 9).for_each(|_| self.times(10, 0));
    }

    /// Multiplies it by 2 to a power.
    pub fn double(&mut self, power: i32) {
        self.times(1 << (power % 32), 0);
        if !self.is_zero() {
            self.0.splice(..0, (0..power / 32).map(|_| 0));
        }
    }

    /// Takes away a number that is not larger.
    pub fn minus(&mut self, other: &Whole) {
        let mut borrow = 0_i64;
        for (i, limb) in self.0.iter_mut().enumerate() {
            let left = i64::from(*limb) - i64::from(other.0.get(i).copied().unwrap_or(0)) + borrow;
            *limb = left as u32;
            borrow = left >> 32;
        }
        self.trim();
    }
}

impl PartialOrd for Whole {
    fn partial_cmp(&self, other: &Whole) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Whole {
    fn cmp(&self, other: &Whole) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}
