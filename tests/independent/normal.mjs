// The special functions of section 0.4, from their definitions: the normal law, one common factor, two people at once.

/** erfc: the series of erf near 0, Lentz's continued fraction in the tail. */
export function erfc(x) {
  if (x < 0) return 2 - erfc(-x);
  if (x < 2.2) {
    let [term, sum] = [x, x];
    for (let i = 1; Math.abs(term) > 1e-18 * Math.abs(sum); i += 1) {
      term *= (-x * x) / i;
      sum += term / (2 * i + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let [d, c, f] = [0, x, x];
  for (let i = 1; i < 500; i += 1) {
    d = 1 / (x + (i / 2) * d);
    c = x + i / 2 / c;
    f *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return Math.exp(-x * x) / (f * Math.sqrt(Math.PI));
}

export const density = (x) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
export const below = (x) => erfc(-x / Math.SQRT2) / 2;

/** The number that a share p of a normal law lies below: bisection, then Newton's steps. */
export function quantile(p) {
  if (p > 0.5) return -quantile(1 - p);
  let [low, high] = [-40, 0];
  for (let i = 0; i < 60; i += 1) {
    const mid = (low + high) / 2;
    if (below(mid) < p) low = mid;
    else high = mid;
  }
  let x = (low + high) / 2;
  for (let i = 0; i < 3; i += 1) x -= (below(x) - p) / density(x);
  return x;
}

/** 32 Gauss–Legendre nodes on [0, 1], found as roots of the polynomial. */
const NODES = Array.from({ length: 32 }, (_, i) => {
  let x = Math.cos((Math.PI * (i + 0.75)) / 32.5);
  let slope = 1;
  for (let step = 0; step < 8; step += 1) {
    let [a, b] = [1, x];
    for (let k = 2; k <= 32; k += 1) [a, b] = [b, ((2 * k - 1) * x * b - (k - 1) * a) / k];
    slope = (32 * (x * b - a)) / (x * x - 1);
    x -= b / slope;
  }
  return [(1 + x) / 2, 1 / ((1 - x * x) * slope * slope)];
});

/** P(X < a and Y < b) − P(X < a) P(Y < b): the joint density over the correlation, from 0 to r (Plackett). */
export function together(a, b, r) {
  const over = (s) => Math.exp(-(a * a - 2 * s * a * b + b * b) / (2 * (1 - s * s))) / Math.sqrt(1 - s * s);
  return (r / (2 * Math.PI)) * NODES.reduce((sum, [x, w]) => sum + w * over(r * x), 0);
}

/** Chance of success of each when the common factor stands at z. */
export const given = (p, rho, z) =>
  p <= 0 || p >= 1 || rho === 0 ? p : below((quantile(p) + Math.sqrt(rho) * z) / Math.sqrt(1 - rho));

/** The correlation behind a swing of the pooled rate (section 5.2). */
export function correlation(people, swing) {
  if (swing === 0) return 0;
  const all = people.reduce((sum, { n }) => sum + n, 0);
  const groups = people.map(({ n, p }) => ({ w: n / all, c: quantile(p) }));
  const variance = (rho) => {
    let sum = 0;
    for (const g of groups) for (const h of groups) sum += g.w * h.w * together(g.c, h.c, rho);
    return sum;
  };
  let [low, high] = [0, 0.95];
  for (let i = 0; i < 100; i += 1) {
    const mid = (low + high) / 2;
    if (variance(mid) < swing * swing) low = mid;
    else high = mid;
  }
  return (low + high) / 2;
}
