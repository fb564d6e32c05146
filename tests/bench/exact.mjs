// The capped contract without the product: the binomial law of successes, summed over a fine grid of the common factor.
import cdf from "./peers/node_modules/@stdlib/stats-base-dists-normal-cdf/lib/index.js";

/** Mean of what is kept and the chance of a loss. */
export function exact(task, { at, by }) {
  const { n, fee, threshold, price, cap, cost } = task;
  const logs = [0];
  for (let k = 1; k <= n; k += 1) logs[k] = logs[k - 1] + Math.log(k);
  const kept = (k) => fee + Math.min(cap, price * Math.max(0, k - threshold)) - cost;
  // for a smooth function against a normal density the trapezium rule has no error worth the name
  const [reach, step] = [8.5, 0.02];
  let [margin, loss, weight, points] = [0, 0, 0, 0];
  for (let i = -Math.round(reach / step); i <= Math.round(reach / step); i += 1) {
    const z = i * step;
    const w = Math.exp((-z * z) / 2);
    const p = cdf(at + by * z, 0, 1);
    const [won, lost] = [Math.log(p), Math.log1p(-p)];
    weight += w;
    for (let k = 0; k <= n; k += 1) {
      const chance = w * Math.exp(logs[n] - logs[k] - logs[n - k] + k * won + (n - k) * lost);
      margin += chance * kept(k);
      if (kept(k) <= -0.005) loss += chance;
      points += 1;
    }
  }
  return { margin: margin / weight, loss: loss / weight, points };
}
