// @stdlib: seeded samplers of normals and binomials, the hard baseline.
import binomial from "@stdlib/random-base-binomial";
import normal from "@stdlib/random-base-normal";
import mt19937 from "@stdlib/random-base-mt19937";
import cdf from "@stdlib/stats-base-dists-normal-cdf";
import quantile from "@stdlib/stats-base-dists-normal-quantile";
import { capped, months } from "./plain.mjs";

export const name = "@stdlib";

/** As a program of one's own would have it: one stream of numbers for both samplers. */
export function run(task, samples, seed) {
  const { standard, count } = seeded(seed);
  return over(standard, count)(task, samples);
}

/**
 * With counts put together from parts of fewer than ten expected successes. Its sampler of more than that is off by half a success
 * (0.2.2: the product of its acceptance test begins one factor early), and that of fewer is right.
 */
export function parts(task, samples, seed) {
  const { standard, count } = seeded(seed);
  const whole = (n, p) => {
    const most = Math.ceil(10 / Math.min(p, 1 - p)) - 1;
    let sum = 0;
    for (let left = n; left > 0; left -= most) sum += count(Math.min(left, most), p);
    return sum;
  };
  return over(standard, whole)(task, samples);
}

function seeded(seed) {
  const prng = mt19937.factory({ seed }).normalized;
  return { standard: normal.factory({ prng }), count: binomial.factory({ prng }) };
}

const over = (standard, binomial) => (task, samples) =>
  (task.id === "capped" ? capped : months)(task, samples, {
    normal: () => standard(0, 1),
    cdf: (x) => cdf(x, 0, 1),
    quantile: (p) => quantile(p, 0, 1),
    binomial,
  });
