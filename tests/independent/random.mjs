// Random drafts, each from its seed: prices and people of a plan, rules that bend, and recorded paths under any rule.

/** Draws of one seed, the same on every machine. */
export function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (a, b) => a + (b - a) * next();
  const whole = (a, b) => a + Math.floor(next() * (b - a + 1));
  return {
    between, whole,
    round: (a, b, digits = 2) => Number(between(a, b).toFixed(digits)),
    likely: (share) => next() < share,
    one: (list) => list[Math.floor(next() * list.length)],
    some: (list, least = 1) => {
      const left = [...list];
      const wanted = whole(least, list.length);
      while (left.length > wanted) left.splice(Math.floor(next() * left.length), 1);
      return left;
    },
  };
}

const list = (n, of) => Array.from({ length: n }, (_, i) => of(i));
const maybe = (d, share, of) => (d.likely(share) ? of() : {});

const stages = (d, id, bands, repeats) => {
  const after = (unit, n) => ({ after: { n, unit } });
  const length = () => {
    const unit = d.one(["month", "month", "week", "day"]);
    const n = () => (unit === "month" ? d.whole(0, 9) : unit === "week" ? d.whole(1, 40) : d.whole(5, 300));
    return after(unit, d.likely(0.2) ? { by_band: Object.fromEntries(bands.map((b) => [b, n()])) } : n());
  };
  const chance = () => {
    const p = () => d.round(0.9, 1);
    return d.likely(0.3) ? { by_band: Object.fromEntries(bands.map((b) => [b, p()])) } : p();
  };
  const chain = [];
  if (d.likely(0.4)) chain.push({ id: `${id}_first`, ...length(), p_given_previous: chance() });
  chain.push({ id, ...length(), outcome: true });
  if (repeats && d.likely(0.5)) {
    const unit = d.one(["week", "month"]);
    const n = unit === "week" ? 4 : d.whole(1, 3);
    const times = d.likely(0.3) ? { by_band: Object.fromEntries(bands.map((b) => [b, d.whole(1, 9)])) } : d.whole(1, 9);
    const how = d.likely(0.5) ? { p_given_previous: chance() } : { share: d.round(0.3, 0.95) };
    chain.push({ id: `${id}_stays`, ...after(unit, n), every: { n, unit }, times, ...how });
  } else if (d.likely(0.3)) chain.push({ id: `${id}_later`, ...length(), p_given_previous: chance() });
  return chain;
};

const frame = (d, scenario) => ({
  format: 1, seed: d.whole(0, 1e6), lang: "en",
  scenarios: [{ id: "drawn", name: "Drawn", start: `20${d.whole(24, 30)}-${String(d.whole(1, 12)).padStart(2, "0")}`, price_year: 2026, ...scenario }],
});

const parties = { commissioner: "the council", provider: "the provider", health: "the health board", police: "the police", partner: "the partner" };

/** People, outcomes and how results come about. */
function world(d, { most, months, respond, outcomes }) {
  const ids = list(outcomes, (i) => `result_${i + 1}`);
  const groups = list(d.whole(1, most), (i) => `g${i + 1}`);
  const bands = Object.fromEntries(groups.map((g) => [g, d.likely(0.3) ? "shared" : g]));
  const kinds = [...new Set(Object.values(bands))];
  const people = groups.map((id, i) => {
    const comes = d.likely(0.5) ? d.whole(20, 900) : list(months, () => d.whole(0, 40));
    const starts = d.likely(0.4) ? { start_rate: d.round(0.3, 1) } : {};
    const delivery = Object.fromEntries(ids.map((outcome) => {
      const p0 = d.round(0.02, 0.45, 3);
      if (!respond) return [outcome, { given: { p: d.round(0.02, 0.85, 3), ...maybe(d, 0.85, () => ({ p0 })) }, ...maybe(d, 0.15, () => ({ needs: { a: d.round(0.5, 1), b: d.round(0.7, 1) } })) }];
      const pmax = Number((p0 + d.between(0.05, 0.3)).toFixed(3));
      const speed = d.likely(0.5) ? { k: d.whole(200, 6000) } : { p1: Number((p0 + (pmax - p0) * d.between(0.2, 0.8)).toFixed(4)), x1: d.whole(200, 3000) };
      return [outcome, { responds: { p0, pmax, ...speed } }];
    }));
    return {
      id, name: id, stream: i + 1, referrals: comes, ...starts, ...(bands[id] === id ? {} : { band: bands[id] }),
      need_rank: d.whole(1, 3), ...maybe(d, 0.6, () => ({ fixed_cost: d.whole(0, 2000) })), delivery,
      value: Object.fromEntries(ids.map((outcome) => [outcome, d.whole(500, 60000)])),
    };
  });
  const told = ids.map((id) => ({ id, says: "is well", stages: stages(d, id, kinds, true), ...maybe(d, 0.3, () => ({ attribution: d.round(0.2, 1) })) }));
  if (outcomes > 1 && respond && d.likely(0.6)) told[0].spillover = { [ids[1]]: d.round(0, 0.3) };
  return { outcomes: told, people, bands: kinds, respond };
}

/** A price: the same for all, by band, by parameter. */
const price = (d, bands, most = 20000) => {
  const n = () => d.whole(100, most);
  return d.one([n, n, () => ({ by_band: Object.fromEntries(bands.map((b) => [b, n()])) }), () => "$price", () => ({ is: "*", of: ["$price", d.round(0.1, 2)] })])();
};

/** Payments that are linear in what is counted. */
function linear(d, { outcomes, bands, respond }, depth = 3) {
  const stage = () => d.one(outcomes.flatMap((o) => o.stages.map((s) => s.id)));
  const count = (id = stage()) => ({ is: "Count", stage: id, ...maybe(d, 0.2, () => ({ band: d.one(bands) })) });
  const seen = () => d.one([
    () => count(), () => count("start"), () => count(),
    () => ({ is: "Reported", of: { is: "Count", stage: d.one(outcomes).id }, se: d.round(0.7, 1), sp: d.round(0.8, 1) }),
    () => ({ is: "+", of: [{ is: "*", of: [d.round(0.1, 1), count()] }, count()] }),
  ])();
  const leaf = () => d.one([
    () => ({ is: "PerUnit", metric: seen(), rate: price(d, bands) }),
    () => ({ is: "PerUnit", metric: count(), rate: price(d, bands) }),
    () => ({ is: "PerUnit", metric: { is: "Count", stage: d.one(outcomes).id }, rate: price(d, bands) }),
    () => ({ is: "Lump", amount: d.whole(-5000, 90000), month: d.whole(0, 20) }),
    () => ({ is: "Block", amount: d.whole(500, 40000) }),
    () => ({ is: "Grant", total: d.whole(5000, 900000) }),
    () => ({ is: "Repeat", times: d.whole(1, 9), every: d.whole(1, 6), of: { is: "Lump", amount: d.whole(100, 9000), month: d.whole(0, 3) } }),
  ])();
  const node = (deep) => {
    if (deep === 0) return leaf();
    const of = () => node(deep - 1);
    return d.one([
      leaf, leaf,
      () => ({ is: "Sum", of: list(d.whole(1, 3), of) }),
      () => ({ is: "Delay", months: d.whole(0, 14), of: of() }),
      () => ({ is: "Scale", number: { by_year: list(d.whole(1, 4), () => d.round(0, 1.5)) }, by: "posting", of: of() }),
      () => ({ is: "Scale", number: { by_year: list(d.whole(1, 4), () => d.round(0, 1.5)) }, by: d.one(["start", "event"]), of: { is: "PerUnit", metric: count(), rate: price(d, bands) } }),
      () => {
        const share = d.round(0.1, 0.9);
        return { is: "Split", from: { commissioner: share, health: Number((1 - share).toFixed(2)) }, of: of() };
      },
      () => ({ is: "Route", from: d.one(["police", "health"]), of: of() }),
      () => ({ is: "Pass", share: d.round(0.05, 0.9), from: "provider", to: "partner", of: of() }),
      () => ({ is: "NetOff", rule: d.one(["none", "lead_pays", "proportional", "attribution"]), own: d.whole(3000, 9000), other: d.whole(1000, 9000), overlap: d.round(0, 0.6), joint: d.round(0, 1), value: d.whole(3000, 20000), share: d.round(0.05, 0.15), of: of() }),
      () => ({ is: "Repeat", times: d.whole(1, 4), every: d.whole(0, 5), of: of() }),
      ...(outcomes.length === 1 && !respond ? [() => ({ is: "Until", event: "left", of: { is: "Delay", months: d.whole(0, 2), of: { is: "Repeat", times: d.whole(1, 8), every: 1, of: { is: "PerUnit", metric: { is: "Count", stage: "start" }, rate: d.whole(20, 400) } } } })] : []),
    ])();
  };
  return node(depth);
}

/** A plan under prices that are linear: whoever responds does so in closed form. */
export function plan(seed) {
  const d = dice(seed);
  const respond = d.likely(0.7);
  const months = d.whole(1, 40);
  const around = world(d, { most: 5, months, respond, outcomes: d.likely(0.25) ? 2 : 1 });
  const payments = list(d.whole(1, 3), (i) => ({ name: `Payment ${i + 1}`, pay: linear(d, around) }));
  const limits = d.one(["none", "none", "budget", "places", "purse", "capital"]);
  const provider = {
    ...maybe(d, 0.5, () => ({ motive: d.round(0, 0.4) })), ...maybe(d, 0.5, () => ({ overhead: d.whole(0, 20000) })),
    ...maybe(d, 0.3, () => ({ total_cost: d.whole(1000, 900000) })), ...maybe(d, 0.5, () => ({ treatment_months: d.whole(1, 9) })),
    ...d.one([{}, { reserves: d.whole(0, 900000) }, { reserves_months: d.round(0, 14, 1) }]),
    ...(limits === "budget" && { help_budget: d.whole(0, 300000) }),
    ...(limits === "places" && { places: d.whole(10, 900), discretion: d.round(0, 1) }),
    ...(limits === "purse" && { purse: "break_even", motive: d.round(0.05, 0.5) }),
    ...(limits === "capital" && { cost_of_capital: d.round(0, 0.15, 3) }),
  };
  const line = () => ({
    to: d.one(["commissioner", "health", "police"]), outcome: d.one(around.outcomes).id, each: { v: d.whole(100, 30000), status: "yours", ...maybe(d, 0.5, () => ({ grade: d.whole(1, 6) })) },
    ledger: d.one(["cash", "cash", "economic", "social"]), ...maybe(d, 0.6, () => ({ cashable: d.round(0, 1) })), ...maybe(d, 0.5, () => ({ years: d.whole(1, 40) })),
    ...maybe(d, 0.4, () => ({ price_year: d.whole(2012, 2026) })),
  });
  return frame(d, {
    months, outcomes: around.outcomes, people: around.people, parties,
    contracts: [{ id: "main", params: { price: d.whole(500, 15000) }, payments }], provider,
    ...maybe(d, 0.5, () => ({ gains: list(d.whole(1, 4), line), ...maybe(d, 0.8, () => ({ appraisal: { discounting: d.one(["none", "standard", "health"]), inflation: d.round(0, 0.06, 3), optimism: d.one(["none", "by_grade"]), cash: d.one(["cashable", "all"]) } })) })),
    ...maybe(d, 0.3, () => ({ counting: { per_check: d.whole(0, 200), checks: d.round(0, 1), fixed: d.whole(0, 90000), saved: d.whole(0, 20000) } })),
    ...maybe(d, 0.5, () => ({ world: d.likely(0.5) ? { rho: d.round(0, 0.3) } : { swing: d.round(0, 0.02, 3) } })),
  });
}

const clause = (d, least, most, f0 = true) => {
  const at = list(d.whole(1, 4), () => d.between(least, most)).sort((a, b) => a - b).map((x) => Number(x.toFixed(most < 5 ? 3 : 0)));
  const apart = at.filter((x, i) => i === 0 || x > at[i - 1]);
  const wide = Math.max(1, most);
  const knots = apart.map((x) => [x, d.round(-3000 / wide, 9000 / wide), d.likely(0.4) ? d.whole(-9000, 40000) : 0]);
  return { s0: d.likely(0.5) ? d.round(-1000 / wide, 5000 / wide) : 0, ...(f0 && d.likely(0.3) && { y0: d.whole(-9000, 9000), x0: d.round(0, most) }), knots };
};

/** Rules that bend, each on one count, over windows in which whole people are due: the mean has an exact law. */
export function bends(seed) {
  const d = dice(seed);
  const months = d.whole(1, 30);
  const around = world(d, { most: 3, months, respond: false, outcomes: 1 });
  const [outcome] = around.outcomes;
  for (const group of around.people) {
    delete group.start_rate;
    group.referrals = d.likely(0.5) ? d.whole(5, 120) : list(months, () => d.whole(0, 12));
    const given = group.delivery[outcome.id].given;
    given.p0 ??= 0.1;
  }
  // whole people in a window only where they come as a list
  const listed = around.people.every((g) => Array.isArray(g.referrals));
  const all = around.people.reduce((n, g) => n + (Array.isArray(g.referrals) ? g.referrals.reduce((a, b) => a + b, 0) : g.referrals), 0);
  const scope = () => (listed
    ? d.one(["contract", { over: "contract", by: "cohort" }, { over: "year", by: "calendar", year: d.one(["contract", "fiscal"]) }, { over: "quarter", by: "calendar" }, { over: "month", by: "calendar" }])
    : d.one(["contract", { over: "contract", by: "cohort" }]));
  const count = { is: "Count", stage: outcome.id };
  const rate = () => d.whole(500, 9000);
  const units = () => ({ is: "PerUnit", metric: count, rate: rate() });
  const settle = () => d.one([{}, { settle: "close" }, { settle: "account" }]);
  const rule = () => d.one([
    () => ({ is: "Shape", metric: count, f: clause(d, 0, all), scope: scope() }),
    () => ({ is: "Shape", metric: { is: "Points", stage: outcome.id, baseline: d.round(0, 0.5) }, f: clause(d, 0, 40, false), rate: d.whole(1, 9), scope: "contract" }),
    () => ({ is: "Shape", metric: { is: "Floor", of: { is: "Points", stage: outcome.id, baseline: d.round(0, 0.5) }, step: d.whole(1, 4) }, f: clause(d, 0, 40, false), scope: "contract" }),
    () => ({ is: "Shape", metric: { is: "Attain", of: count, target: d.whole(1, all + 5) }, f: clause(d, 0, 2), scope: "contract" }),
    () => ({ is: "Shape", metric: { is: "Net", stage: outcome.id, baseline: d.round(0, 0.5) }, f: clause(d, 0, all / 2), scope: { over: "contract", by: "cohort" } }),
    () => ({ is: "Clamp", lo: d.one([null, 0, d.whole(0, 20000)]), hi: d.one([null, d.whole(20000, 400000)]), scope: scope(), ...settle(), of: units() }),
    () => ({ is: "Gate", cond: { is: ">=", of: [count, d.whole(0, all)] }, scope: "contract", of: units() }),
    () => ({ is: "Gate", cond: { is: "not", of: { is: ">=", of: [{ is: "Rate", stage: outcome.id }, d.round(0, 1)] } }, scope: "contract", of: units() }),
    () => ({ is: "Gate", cond: { is: "Signif", metric: count, baseline: d.round(0.05, 0.6), alpha: d.one([0.01, 0.05, 0.1]), good: d.one(["low", "high"]) }, scope: "contract", of: units() }),
  ])();
  const outside = (of) => d.one([
    () => of, () => of,
    () => ({ is: "Delay", months: d.whole(0, 9), of }),
    () => ({ is: "Split", from: { commissioner: 0.25, police: 0.75 }, of }),
    () => ({ is: "Scale", number: d.round(0.1, 2), by: "posting", of }),
    () => ({ is: "Sum", of: [of, units(), { is: "Block", amount: d.whole(0, 9000) }] }),
  ])();
  return frame(d, {
    months, outcomes: around.outcomes, people: around.people, parties,
    contracts: [{ id: "main", payments: list(d.whole(1, 2), (i) => ({ name: `Rule ${i + 1}`, pay: outside(rule()) })) }],
    provider: { overhead: d.whole(0, 20000) },
    world: d.one([{}, { rho: d.round(0, 0.2) }, { swing: d.round(0, 0.05, 3) }]),
  });
}

/** A recorded path under any rule: no chance, only the language. */
export function record(seed) {
  const d = dice(seed);
  const bands = ["a", "b"];
  const months = d.whole(1, 30);
  const lag = d.whole(0, 18);
  const stage = ["good", "better"];
  const people = list(d.whole(1, 8), () => {
    const start = d.whole(0, months - 1);
    const when = () => Math.min(months + lag - 1, start + d.whole(0, lag));
    return { n: d.whole(1, 200), start, band: d.one(bands), ...maybe(d, 0.7, () => ({ good: when() })), ...maybe(d, 0.4, () => ({ better: [when(), when()].sort((a, b) => a - b) })), ...maybe(d, 0.3, () => ({ left: when() })) };
  });
  const row = () => {
    const start = d.whole(0, months - 1);
    return [start, Math.min(months + lag - 1, start + d.whole(0, lag)), d.whole(0, 400), d.one(bands)];
  };
  const path = {
    months, outcome_lag: lag, people, days: { start: list(d.whole(0, 5), row) }, events: { offence: list(d.whole(1, 6), row) },
    money: { cost: list(d.whole(1, 6), () => [d.whole(0, months - 1), d.whole(0, 90000)]) },
  };
  const count = () => ({ is: "Count", stage: d.one(["good", "better", "start"]), ...maybe(d, 0.3, () => ({ band: d.one(bands) })) });
  const events = () => ({ kind: "offence", baseline: d.round(0, 3) });
  const earlier = [];
  const metric = (deep = 2) => d.one([
    () => [count(), 300], () => [count(), 300],
    () => [{ is: "Days", stage: "start", ...maybe(d, 0.3, () => ({ band: d.one(bands) })) }, 900],
    () => [{ is: "Events", kind: "offence" }, 900],
    () => [{ is: "Rate", stage: "good" }, 1],
    () => [{ is: "Points", stage: "good", baseline: d.round(0, 0.6) }, 50],
    () => [{ is: "Net", stage: "good", baseline: d.round(0, 0.5) }, 100],
    () => [{ is: "Avoided", ...events() }, 900],
    () => [{ is: "RelRed", ...events() }, 1],
    () => [{ is: "PerReoffender", kind: "offence", stage: "good" }, 3],
    () => [{ is: "Saving", of: { is: "Events", kind: "offence" }, baseline: d.round(0, 3), value: d.whole(1, 900) }, 90000],
    () => [{ is: "Base", of: count(), baseline: { is: "Fixed", b: d.round(0, 1) } }, 300],
    () => [{ is: "Attain", of: count(), target: d.whole(1, 200) }, 2],
    () => [{ is: "Index", of: list(2, () => ({ weight: d.round(0, 1), of: count(), target: d.whole(1, 200) })) }, 2],
    () => [{ is: "Money", tag: d.one(["cost", ...earlier]) }, 90000],
    ...(deep === 0 ? [] : [
      () => [{ is: d.one(["+", "-"]), of: [metric(deep - 1)[0], metric(deep - 1)[0]] }, 300],
      () => [{ is: "/", of: [metric(deep - 1)[0], d.whole(1, 9)] }, 100],
      () => [{ is: "*", of: [d.round(0, 2), metric(deep - 1)[0]] }, 300],
      () => [{ is: "Floor", of: metric(deep - 1)[0], step: d.whole(1, 9) }, 300],
      () => [{ is: "Pwl", of: metric(deep - 1)[0], f: clause(d, 0, 300) }, 9000],
    ]),
  ])();
  const scope = () => d.one(["contract", { over: "contract", by: "cohort" }, ...["month", "quarter"].map((over) => ({ over, by: "calendar" })), { over: "year", by: "calendar", year: d.one(["contract", "fiscal"]) }, { over: "year", by: "cohort", year: d.one(["contract", "fiscal"]) }, "cohort"]);
  // money in the ledger is of no cohort
  const scopeOf = (of) => {
    const drawn = scope();
    return JSON.stringify(of).includes('"Money"') && JSON.stringify(drawn).includes("cohort") ? "contract" : drawn;
  };
  const settle = (kinds = ["close", "account", "running"]) => {
    const kind = d.one(kinds);
    return kind === "running" ? { settle: kind, clawback: d.likely(0.5) } : { settle: kind };
  };
  const rate = () => d.one([() => d.whole(10, 9000), () => ({ by_band: { a: d.whole(10, 9000), b: d.whole(10, 9000) } }), () => "$price"])();
  const units = () => ({ is: "PerUnit", metric: count(), rate: rate() });
  const cond = (deep = 1) => {
    const [of, most] = metric(1);
    const least = { is: ">=", of: [of, d.round(0, most)] };
    return deep === 0 ? least : d.one([() => least, () => ({ is: "and", of: [cond(0), cond(0)] }), () => ({ is: "not", of: cond(0) })])();
  };
  const node = (deep) => {
    const of = () => node(deep - 1);
    const leaf = () => d.one([
      units, units,
      () => ({ is: "Lump", amount: d.whole(-9000, 90000), month: d.whole(0, months - 1) }),
      () => ({ is: "Grant", total: d.whole(0, 400000) }),
      () => ({ is: "Ramp", share: { by_year: list(d.whole(1, 3), () => d.round(0, 1)) }, price: d.whole(10000, 900000), reference: d.whole(5, 300), metric: count() }),
      () => {
        const [of, most] = metric();
        return { is: "Shape", metric: of, f: clause(d, 0, most), rate: d.whole(1, 90), scope: scopeOf(of), ...settle(["close", "running"]) };
      },
      () => ({ is: "Shape", metric: { is: "Count", stage: "good" }, f: { s0: d.round(0, 2), knots: [[d.whole(1, 200), d.round(-1, 2), 0]] }, rate: { by_band: { a: d.whole(10, 9000), b: d.whole(10, 9000) } }, scope: scope() }),
      () => ({ is: "Until", event: "left", of: { is: "Delay", months: d.whole(0, 2), of: { is: "Repeat", times: d.whole(1, 6), every: 1, of: { is: "PerUnit", metric: { is: "Count", stage: "start" }, rate: d.whole(10, 400) } } } }),
    ])();
    if (deep === 0) return leaf();
    return d.one([
      leaf,
      () => ({ is: "Sum", of: list(d.whole(1, 3), of) }),
      () => ({ is: "Delay", months: d.whole(0, 12), of: of() }),
      () => ({ is: "Scale", number: { by_year: list(d.whole(1, 4), () => d.round(0, 1.5)) }, by: "posting", of: of() }),
      () => ({ is: "Split", from: { commissioner: 0.4, health: 0.6 }, of: of() }),
      () => ({ is: "To", to: d.one(["partner", { partner: 0.3, provider: 0.7 }]), of: of() }),
      () => ({ is: "Pass", share: d.round(0, 1), from: "provider", to: "partner", of: of() }),
      () => ({ is: "Clamp", lo: d.one([null, 0, d.whole(0, 9000)]), hi: d.one([null, d.whole(9000, 400000), { is: "*", of: [d.whole(1, 4000), { is: "Count", stage: "start" }] }]), scope: scope(), ...settle(), of: units() }),
      () => {
        const opens = cond();
        return { is: "Gate", cond: opens, scope: scopeOf(opens), ...settle(), of: units() };
      },
      () => ({ is: d.one(["Max", "Min"]), scope: "contract", of: [units(), units(), { is: "Lump", amount: d.whole(0, 200000), month: 0 }] }),
    ])();
  };
  const payments = list(d.whole(1, 3), (i) => {
    const payment = { name: `Payment ${i + 1}`, pay: node(d.whole(0, 3)) };
    earlier.push(payment.name);
    return payment;
  });
  return frame(d, {
    months, parties,
    outcomes: [
      { id: "good", says: "is well", stages: [{ id: "good", after: { n: lag, unit: "month" } }] },
      { id: "better", says: "is better", stages: [{ id: "better", after: { n: lag, unit: "month" } }] },
      { id: "offence", says: "offends", stages: [{ id: "offence", after: { n: lag, unit: "month" } }] },
    ],
    people: bands.map((id, i) => ({ id, name: id, stream: i + 1, referrals: 100, delivery: { good: { given: { p: 0.5 } }, better: { given: { p: 0.5 } }, offence: { given: { events: 1 } } } })),
    contracts: [{ id: "main", params: { price: d.whole(10, 5000) }, payments }],
    outturn: path,
  });
}
