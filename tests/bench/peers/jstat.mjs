// jStat: it samples normals but no binomials, so a person is a throw of a coin.
import jstat from "jstat";
import { capped, months } from "./plain.mjs";

const { jStat } = jstat;
export const name = "jStat";

export function run(task, samples, seed) {
  // its own generator cannot be seeded; it takes another (mulberry32)
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  jStat.setRandom(uniform);
  const of = {
    normal: () => jStat.randn(),
    cdf: (x) => jStat.normal.cdf(x, 0, 1),
    quantile: (p) => jStat.normal.inv(p, 0, 1),
    binomial: (n, p) => {
      let k = 0;
      for (let i = 0; i < n; i += 1) if (uniform() < p) k += 1;
      return k;
    },
  };
  return (task.id === "capped" ? capped : months)(task, samples, of);
}
