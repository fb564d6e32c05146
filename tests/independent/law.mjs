// The law of a weighted number of successes (section 5.4): binomials given the common factor, mixed over the factor.
import { density, given } from "./normal.mjs";

/** Chances of 0..n successes, outward from the mode. */
export function binomial(n, p) {
  const law = new Array(n + 1).fill(0);
  if (p <= 0 || p >= 1) {
    law[p <= 0 ? 0 : n] = 1;
    return law;
  }
  const mode = Math.min(n, Math.floor((n + 1) * p));
  law[mode] = 1;
  for (let y = mode; y < n; y += 1) law[y + 1] = (law[y] * (n - y) * p) / ((y + 1) * (1 - p));
  for (let y = mode; y > 0; y -= 1) law[y - 1] = (law[y] * y * (1 - p)) / ((n - y + 1) * p);
  const sum = law.reduce((a, b) => a + b, 0);
  return law.map((each) => each / sum);
}

/** The sum of two lattice laws; the second one's people count `step` each. */
function plus(a, b, step) {
  const sum = new Float64Array(a.length + (b.length - 1) * step);
  const [first, last] = [b.findIndex((q) => q > 1e-30), b.findLastIndex((q) => q > 1e-30)];
  for (let x = 0; x < a.length; x += 1) {
    if (a[x] > 1e-30) for (let y = first; y <= last; y += 1) sum[x + y * step] += a[x] * b[y];
  }
  return sum;
}

/** Chances of each total of `groups` {n, p, step}, a whole number of lattice units. */
export function totals(groups, rho) {
  const at = (z) => groups.reduce((law, { n, p, step }) => plus(law, binomial(n, given(p, rho, z)), step), [1]);
  if (rho === 0) return at(0);
  // no coarser than one conditional standard deviation moves the conditional mean
  let width = Infinity;
  for (let z = -4; z <= 4; z += 0.05) {
    const [mean, next] = [z, z + 1e-4].map((x) => groups.reduce((s, g) => s + g.step * g.n * given(g.p, rho, x), 0));
    const variance = groups.reduce((s, g) => {
      const p = given(g.p, rho, z);
      return s + g.step ** 2 * g.n * p * (1 - p);
    }, 0);
    if (next > mean) width = Math.min(width, Math.sqrt(variance) / ((next - mean) / 1e-4));
  }
  const h = Math.min(0.5, width) * 0.75;
  let [sum, weight] = [undefined, 0];
  for (let m = -Math.ceil(8.5 / h); m <= Math.ceil(8.5 / h); m += 1) {
    const w = density(m * h);
    const law = at(m * h);
    sum ??= new Float64Array(law.length);
    for (let y = 0; y < law.length; y += 1) sum[y] += w * law[y];
    weight += w;
  }
  return sum.map((each) => each / weight);
}

/** The smallest total that is not exceeded with at least that chance. */
export function quantileOf(law, share) {
  let sum = 0;
  for (let y = 0; y < law.length; y += 1) {
    sum += law[y];
    if (sum >= share) return { y, near: Math.abs(sum - share) < 1e-7 || Math.abs(sum - law[y] - share) < 1e-7 };
  }
  return { y: law.length - 1, near: true };
}

/** Expected value of a function of the total. */
export const expected = (law, of) => law.reduce((sum, q, y) => (q > 0 ? sum + q * of(y) : sum), 0);
