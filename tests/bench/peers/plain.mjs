// The tasks in plain JavaScript over somebody's samplers: a normal, its distribution, and a binomial. Written to be fast: typed
// arrays, nothing made within the loop.
import { figures, latent } from "./figures.mjs";

/** Samples of the capped contract. */
export function capped(task, samples, { normal, cdf, quantile, binomial }) {
  const { at, by } = latent(task.p, task.rho, quantile);
  const [margins, paid] = [new Float64Array(samples), new Float64Array(samples)];
  for (let i = 0; i < samples; i += 1) {
    const successes = binomial(task.n, cdf(at + by * normal()));
    paid[i] = task.fee + Math.min(task.cap, task.price * Math.max(0, successes - task.threshold));
    margins[i] = paid[i] - task.cost;
  }
  return figures(margins, paid);
}

/** Samples of a contract over months: who succeeds, what is paid up to the cap, and how deep the cash falls. */
export function months(task, samples, { normal, cdf, quantile, binomial }) {
  const groups = task.groups.map(({ starts, p }) => ({ starts, p: p.map((p) => latent(p, task.rho, quantile)) }));
  const last = Math.max(...groups.flatMap(({ starts }) => starts.map(({ month }) => month)));
  const due = new Float64Array(last + 1 + Math.max(...task.outcomes.map(({ lag }) => lag)));
  const [margins, paid, troughs] = [0, 1, 2].map(() => new Float64Array(samples));
  for (let i = 0; i < samples; i += 1) {
    const z = normal();
    due.fill(0);
    for (const { starts, p } of groups) {
      for (let j = 0; j < p.length; j += 1) {
        const chance = cdf(p[j].at + p[j].by * z);
        const { lag, price } = task.outcomes[j];
        for (let k = 0; k < starts.length; k += 1) {
          due[starts[k].month + lag] += price * binomial(starts[k].n, chance);
        }
      }
    }
    let [claimed, got, spent, trough] = [0, 0, 0, 0];
    for (let month = 0; month < due.length; month += 1) {
      claimed += due[month];
      got = Math.min(task.cap, claimed);
      spent += task.cost[month] ?? 0;
      trough = Math.max(trough, spent - got);
    }
    paid[i] = got;
    margins[i] = got - spent;
    troughs[i] = trough;
  }
  return figures(margins, paid, troughs);
}
