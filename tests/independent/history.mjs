// What happens to people: rows of a recorded path, or of the central path of a plan (every count at its mean).

export const value = (x) => (typeof x === "object" && x !== null && "v" in x ? x.v : x);
export const byBand = (x, band) => {
  const of = value(x);
  return typeof of === "object" && of !== null && "by_band" in of ? value(of.by_band[band]) : of;
};
const sum = (list) => list.reduce((a, b) => a + b, 0);

const DAYS = { day: 1, week: 7 };

/** Months that pass until something that comes so long after (section 1.5). */
function wait({ n, unit }, band, more, times) {
  const months = unit === "month" ? byBand(n, band) : 0;
  const days = unit === "month" ? 0 : byBand(n, band) * DAYS[unit];
  const [moreMonths, moreDays] = more
    ? more.unit === "month" ? [byBand(more.n, band), 0] : [0, byBand(more.n, band) * DAYS[more.unit]]
    : [0, 0];
  return months + moreMonths * times + Math.floor((days + moreDays * times) / 30.4375 + 0.5);
}

/** The chance that repeats so that on average that share of them happens (section 1.4): bisection. */
export function retention(share, times) {
  const made = (q) => sum(Array.from({ length: times }, (_, j) => q ** (j + 1))) / times;
  let [low, high] = [0, 1];
  for (let i = 0; i < 200; i += 1) {
    const mid = (low + high) / 2;
    if (made(mid) < share) low = mid;
    else high = mid;
  }
  return (low + high) / 2;
}

/** The steps of one outcome's chain for one band: chance given the step before (none: the result's own), month from the start. */
export function chain(outcome, band) {
  const marked = outcome.stages.find((s) => s.outcome) ?? outcome.stages.find((s) => s.id === outcome.id);
  const steps = [];
  let month = 0;
  for (const stage of outcome.stages) {
    const times = stage.every ? byBand(stage.times ?? 1, band) : 1;
    const q = stage.share !== undefined ? retention(byBand(stage.share, band), times) : byBand(stage.p_given_previous ?? 1, band);
    const before = month;
    for (let j = 0; j < times; j += 1) {
      month = before + wait(stage.after, band, stage.every, j);
      steps.push({ id: stage.id, result: stage === marked, chance: stage === marked ? undefined : q, month });
    }
  }
  return steps;
}

/** Starts by month. */
export function starts(group, months) {
  const { referrals } = group;
  const rate = value(group.start_rate ?? 1);
  const all = value(referrals);
  if (Array.isArray(all)) return Array.from({ length: months }, (_, c) => rate * value(all[c] ?? 0));
  return Array.from({ length: months }, () => (rate * all) / months);
}

/**
 * Rows of everything that is counted. `chance(group, outcome id)` is the chance of the result, `events(…)` events a head;
 * `taken(group)` the share of those who come that is taken on.
 */
export function central(scenario, { chance, events, taken = () => 1 }) {
  const months = value(scenario.months);
  const history = { months, counts: { start: [] }, days: {}, events: {}, money: {}, cohorts: [], lag: 0 };
  const put = (table, key, row) => (table[key] ??= []).push(row);
  for (const [d, outcome] of scenario.outcomes.entries()) {
    for (const stage of outcome.stages) history.counts[stage.id] ??= [];
    for (const group of scenario.people) {
      const band = group.band ?? group.id;
      const steps = chain(outcome, band);
      history.lag = Math.max(history.lag, ...steps.map((s) => s.month));
      if (!group.delivery[outcome.id]) continue;
      const p = chance(group, outcome.id);
      const before = steps.findIndex((s) => s.result);
      const first = steps.slice(0, before).reduce((share, s) => share * s.chance, 1);
      for (const [start, comes] of starts(group, months).entries()) {
        const n = comes * taken(group);
        if (n === 0) continue;
        const e = events?.(group, outcome.id);
        if (e !== undefined) put(history.events, outcome.id, { n: n * e, start, month: start + steps[before].month, band });
        // people by how far they get: whoever breaks down does so when the next step is due
        const fates = [];
        let reached = n;
        for (const [i, step] of (p === undefined ? [] : steps).entries()) {
          const on = step.result ? (first > 0 ? (reached * p) / first : 0) : reached * step.chance;
          fates.push({ n: reached - on, far: i, left: start + step.month });
          reached = on;
        }
        fates.push({ n: reached, far: steps.length });
        for (const { n, far, left } of fates.filter((fate) => fate.n !== 0)) {
          const row = { n, start, band, group: group.id, left };
          if (d === 0) history.counts.start.push({ ...row, month: start });
          if (left !== undefined) put(history.counts, "left", { ...row, month: left });
          for (const step of p === undefined ? [] : steps.slice(0, far)) {
            put(history.counts, step.id, { ...row, month: start + step.month, result: step.result, p });
          }
        }
      }
    }
  }
  return history;
}

/** Rows of a recorded path, as section 11 writes it. */
export function recorded(path, stages) {
  const history = { months: path.months, counts: { start: [], left: [] }, days: {}, events: {}, money: {}, lag: path.outcome_lag ?? 0, cohorts: [] };
  for (const id of stages) history.counts[id] ??= [];
  for (const [person, group] of (path.people ?? []).entries()) {
    const { n, start, band, left, ...reached } = group;
    history.counts.start.push({ n, start, month: start, band, person, left });
    for (const [stage, when] of Object.entries(reached)) {
      for (const month of [when].flat()) (history.counts[stage] ??= []).push({ n, start, month, band, person, left });
    }
    if (left !== undefined) history.counts.left.push({ n, start, month: left, band, person, left });
  }
  const rows = (table) => Object.fromEntries(Object.entries(table ?? {}).map(([id, list]) => [id, list.map(([start, month, n, band]) => ({ n, start, month, band: band ?? undefined }))]));
  history.days = rows(path.days);
  history.events = rows(path.events);
  for (const [tag, list] of Object.entries(path.money ?? {})) history.money[tag] = list.map(([month, amount]) => ({ month, amount }));
  return history;
}
