// Squiggle: whole vectors of samples, which is how it is fast; a function called for each sample takes it some ten times as long.
//
// It has no binomial whose chance is itself uncertain, and none of its vector operations is a maximum or a distribution function.
// So counts are normal about their mean, a maximum is half of a sum and a distance, and the normal distribution is Page's
// logistic, which is off by less than 2 in 10,000.
import { run as evaluate } from "@quri/squiggle-lang";
import { latent } from "./figures.mjs";
import quantile from "@stdlib/stats-base-dists-normal-quantile";

export const name = "Squiggle";

const PRELUDE = `
phi(x) = 1 / (1 + exp(x * -1.5957691216057308 + x^3 * -0.0713548162726))
noise() = SampleSet.fromDist(normal(0, 1))
above(x, y) = (x + y + ((x - y)^2)^0.5) / 2
below(x, y) = (x + y - ((x - y)^2)^0.5) / 2
z = noise()
`;

const FIGURES = `
[mean(paid), mean(paid - cost), cdf(paid, cost), trough, stdev(paid)]
`;

function written(task) {
  const chance = (p) => {
    const { at, by } = latent(p, task.rho, (p) => quantile(p, 0, 1));
    return `phi(${at} + z * ${by})`;
  };
  if (task.id === "capped") {
    return `${PRELUDE}
p = ${chance(task.p)}
successes = p * ${task.n} + (p * (1 - p) * ${task.n})^0.5 * noise()
paid = ${task.fee} + below(above(successes - ${task.threshold}, 0) * ${task.price}, ${task.cap})
cost = ${task.cost}
trough = 0
${FIGURES}`;
  }
  const lines = [PRELUDE];
  const due = new Map();
  task.groups.forEach(({ starts, p }, g) => {
    p.forEach((each, j) => {
      const { lag, price } = task.outcomes[j];
      const [who, spread] = [`p_${g}_${j}`, `s_${g}_${j}`];
      lines.push(`${who} = ${chance(each)}`, `${spread} = (${who} * (1 - ${who}))^0.5`);
      for (const { month, n } of starts) {
        const paid = `(${who} * ${n} + ${spread} * ${Math.sqrt(n)} * noise()) * ${price}`;
        due.set(month + lag, [...(due.get(month + lag) ?? []), paid]);
      }
    });
  });
  let [spent, month] = [0, 0];
  lines.push(`claimed_0 = z * 0`, `paid_0 = z * 0`, `trough_0 = z * 0`);
  const times = [...due.keys()].sort((a, b) => a - b);
  times.forEach((time, i) => {
    // at its deepest before each receipt
    for (; month < time; month += 1) spent += task.cost[month] ?? 0;
    lines.push(
      `trough_${i + 1} = above(trough_${i}, ${spent} - paid_${i})`,
      `claimed_${i + 1} = claimed_${i} + ${due.get(time).join(" + ")}`,
      `paid_${i + 1} = ${task.cap < Infinity ? `below(claimed_${i + 1}, ${task.cap})` : `claimed_${i + 1}`}`,
    );
  });
  const last = times.length;
  lines.push(`paid = paid_${last}`, `cost = ${task.cost.reduce((a, b) => a + b)}`, `trough = quantile(trough_${last}, 0.95)`);
  return lines.join("\n") + FIGURES;
}

export async function run(task, samples, seed) {
  const environment = { sampleCount: samples, xyPointLength: 1000, seed: String(seed), profile: false };
  const told = await evaluate(written(task), { environment });
  if (!told.result.ok) throw new Error(told.result.value.toString());
  const [paid, margin, loss, cash, sd] = told.result.value.result.asJS();
  return { paid, margin, loss, cash: task.id === "capped" ? NaN : cash, sd: { paid: sd, margin: sd } };
}
