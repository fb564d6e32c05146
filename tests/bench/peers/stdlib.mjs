// @stdlib: seeded samplers of normals and binomials, the hard baseline.
import binomial from "@stdlib/random-base-binomial";
import normal from "@stdlib/random-base-normal";
import mt19937 from "@stdlib/random-base-mt19937";
import cdf from "@stdlib/stats-base-dists-normal-cdf";
import quantile from "@stdlib/stats-base-dists-normal-quantile";
import { capped, months } from "./plain.mjs";

export const name = "@stdlib";

export function run(task, samples, seed) {
  // one stream for both, as a program of one's own would have
  const prng = mt19937.factory({ seed }).normalized;
  const [standard, count] = [normal.factory({ prng }), binomial.factory({ prng })];
  const of = {
    normal: () => standard(0, 1),
    cdf: (x) => cdf(x, 0, 1),
    quantile: (p) => quantile(p, 0, 1),
    binomial: count,
  };
  return (task.id === "capped" ? capped : months)(task, samples, of);
}
