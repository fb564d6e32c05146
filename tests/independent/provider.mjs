// What a provider does, given what one more success brings it: sections 3.1 to 3.6, in closed form.

const sum = (list) => list.reduce((a, b) => a + b, 0);

/** The spend scale from one known point (section 3.1). */
export const scale = ({ p0, p1, pmax, x1 }) => -x1 / Math.log(1 - (p1 - p0) / (pmax - p0));

/** The best spend a head where a success is worth s, a pound for help costing 1 + nu (section 3.2). */
export function respond({ p0, pmax, k }, s, nu = 0) {
  const u = (s * (pmax - p0)) / (k * (1 + nu));
  return u > 1 ? { x: k * Math.log(u), p: pmax - (k * (1 + nu)) / s } : { x: 0, p: p0 };
}

/** A spend of exactly `budget`, each last pound worth the same (section 3.3). */
export function fill(cells, budget) {
  const worth = cells.map((c, i) => ({ ...c, i, u: (c.s * (c.pmax - c.p0)) / c.k })).filter((c) => c.u > 0).sort((a, b) => b.u - a.u);
  const x = cells.map(() => 0);
  if (worth.length === 0) return { x, multiplier: 0 };
  for (let last = 1; last <= worth.length; last += 1) {
    const active = worth.slice(0, last);
    const log = (sum(active.map((c) => c.n * c.k * Math.log(c.u))) - budget) / sum(active.map((c) => c.n * c.k));
    if (last < worth.length && log < Math.log(worth[last].u)) continue;
    for (const c of active) x[c.i] = Math.max(0, c.k * (Math.log(c.u) - log));
    return { x, multiplier: Math.exp(log) };
  }
}

/** The provider's spend where it need not spend all it may (section 3.3): closed form first, water-filling if that costs too much. */
export function spend(cells, limit = Infinity) {
  const free = cells.map((c) => respond(c, c.s).x);
  if (sum(cells.map((c, i) => c.n * free[i])) <= limit) return { x: free, nu: 0 };
  const { x, multiplier } = fill(cells, limit);
  return { x, nu: multiplier - 1 };
}

export const chance = ({ p0, pmax, k }, x) => p0 + (pmax - p0) * (1 - Math.exp(-x / k));

/** Whom a provider serves that may turn people away (section 3.4). */
export function served(n, worth, places, discretion) {
  const must = n.map((each) => (1 - discretion) * each);
  if (sum(must) >= places) return must.map((each) => (each * places) / sum(must));
  const order = n.map((_, i) => i).filter((i) => worth[i] > 0).sort((a, b) => worth[b] - worth[a]);
  let left = places - sum(must);
  for (const i of order) {
    const more = Math.min(left, discretion * n[i]);
    must[i] += more;
    left -= more;
  }
  return must;
}

function correlation(n, a, b) {
  const all = sum(n);
  const mean = (list) => sum(list.map((each, i) => n[i] * each)) / all;
  const [ma, mb] = [mean(a), mean(b)];
  const cov = (p, q, mp, mq) => sum(p.map((_, i) => n[i] * (p[i] - mp) * (q[i] - mq)));
  const [va, vb] = [cov(a, a, ma, ma), cov(b, b, mb, mb)];
  // what does not vary differs from its mean by rounding
  const varies = (v, p) => v > 1e-24 * cov(p, p, 0, 0);
  return varies(va, a) && varies(vb, b) ? cov(a, b, ma, mb) / Math.sqrt(va * vb) : undefined;
}

/** Part of the variance of success without help that bands explain. */
export function purity(groups) {
  const all = sum(groups.map((g) => g.n));
  const mean = sum(groups.map((g) => g.n * g.p0)) / all;
  const whole = sum(groups.map((g) => g.n * (g.p0 - mean) ** 2));
  // what does not vary differs from its mean by rounding
  if (!(whole > 1e-24 * sum(groups.map((g) => g.n * g.p0 ** 2)))) return undefined;
  const bands = [...new Set(groups.map((g) => g.band))].map((band) => groups.filter((g) => g.band === band));
  const between = sum(bands.map((of) => {
    const n = sum(of.map((g) => g.n));
    return n * (sum(of.map((g) => g.n * g.p0)) / n - mean) ** 2;
  }));
  return between / whole;
}

/** The indices of section 3.6: cells {n, p0, pmax, k, V, tau, s, need} at spends x, earning `margin` a start. */
export function indices(cells, x, margin) {
  const spent = sum(cells.map((c, i) => c.n * x[i]));
  const all = sum(cells.map((c) => c.n));
  const p = cells.map((c, i) => chance(c, x[i]));
  const worthwhile = cells.map((c) => respond(c, c.V).x);
  const there = margin.filter((_, i) => cells[i].n > 0);
  const result = {
    parked_share: sum(cells.map((c, i) => (x[i] === 0 && worthwhile[i] > 0 ? c.n : 0))) / all,
    swap_gain: Math.max(...there) - Math.min(...there),
    paid_and_true: correlation(cells.map((c) => c.n), cells.map((c, i) => c.tau * p[i]), cells.map((c, i) => c.V * (p[i] - c.p0))),
    paid_and_true_before: correlation(cells.map((c) => c.n), cells.map((c) => c.tau * c.p0), cells.map((c) => (c.V * (c.pmax - c.p0)) / c.k)),
  };
  const [m, v] = [cells.map((c) => (c.s * (c.pmax - c.p0)) / c.k), cells.map((c) => (c.V * (c.pmax - c.p0)) / c.k)];
  const dot = (a, b) => sum(a.map((_, i) => cells[i].n * a[i] * b[i]));
  if (dot(m, m) > 0 && dot(v, v) > 0) result.alignment = dot(m, v) / Math.sqrt(dot(m, m) * dot(v, v));
  if (!(spent > 0) || !cells.some((c) => c.V > 0)) return result;
  const best = fill(cells.map((c) => ({ ...c, s: c.V })), spent).x;
  const rank = cells.map((c) => {
    const lower = sum(cells.map((o) => (o.need < c.need ? o.n : o.need === c.need ? o.n / 2 : 0)));
    return (2 * lower) / all - 1;
  });
  const shift = cells.map((c, i) => (c.n * (x[i] - best[i])) / spent);
  const value = (of) => sum(cells.map((c, i) => c.n * c.V * (chance(c, of[i]) - c.p0)));
  result.cherry_picking = sum(shift.map(Math.abs)) / 2;
  result.need_gradient = sum(shift.map((each, i) => each * rank[i])) / 2;
  result.value_lost = 1 - value(x) / value(best);
  result.help_to_move = result.cherry_picking * spent;
  result.value_gain = result.value_lost / (1 - result.value_lost);
  result.more_by_value = sum(cells.map((c, i) => c.n * (chance(c, best[i]) - c.p0)));
  return result;
}
