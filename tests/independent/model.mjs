// An independent reading of the model, written from its specification and test vectors alone, in plain JavaScript.
//
// It covers: delivery given or responding (yes/no results), several groups, bands, cohorts, outcomes, stages and spillovers;
// the provider's reply to linear prices in closed form, with motive, purse, a limit to help, places and discretion; fees,
// prices, clauses, caps, floors, gates, ramps, shares between parties; means over the exact law where one rule bends on one
// count; recorded paths; cash by month; departments' gains.
// It does not cover: futures and what only they tell (chances, percentiles of money, investors' returns); the reply to
// rules that bend (section 3.8) and of people described by how often (3.7); finance and waterfalls (6.4); Pick on account;
// Net, Attain and the like person by person; netting capped at value or by half; measured, historic and concurrent baselines
// within a rule that bends; money within a cohort's scope; what a group earns under a ramp; two-sided and normal tests of
// significance; choosiness, partners, break clauses, pools, savings case by case, bids; interest; anything told in words.
import { central, chain, recorded, starts, value } from "./history.mjs";
import { quantileOf, totals } from "./law.mjs";
import { cash, flows, gain, wrongPockets } from "./money.mjs";
import { correlation } from "./normal.mjs";
import { settle } from "./pay.mjs";
import { chance, indices, purity, scale, served, spend } from "./provider.mjs";

const sum = (list) => list.reduce((a, b) => a + b, 0);
const numbers = (of) => Object.fromEntries(Object.entries(of ?? {}).map(([key, each]) => [key, value(each)]));

/** Results by id (none where undefined), and the ledger as flows. */
export function evaluate(draft) {
  const scenario = draft.scenarios[0];
  return scenario.outturn ? happened(scenario) : planned(scenario);
}

const calendar = (scenario) => (Number(scenario.start.slice(5)) + 8) % 12;

function paid(scenario, history, law) {
  const ledger = [];
  for (const contract of scenario.contracts) {
    history.cohorts = contract.cohorts ?? [];
    settle(contract, history, { law, ledger, fiscal: calendar(scenario) });
  }
  return ledger;
}

const net = (ledger, party) => sum(ledger.map((p) => (p.to === party ? p.amount : 0) - (p.from === party ? p.amount : 0)));
/** What those who pay pay, less what comes back to them. */
const outlay = (ledger) => {
  const payers = new Set(ledger.map((p) => p.from).filter((party) => party !== "provider"));
  return sum(ledger.map((p) => (payers.has(p.from) ? p.amount : 0) - (payers.has(p.to) ? p.amount : 0)));
};

function happened(scenario) {
  const history = recorded(scenario.outturn, scenario.outcomes.flatMap((o) => o.stages.map((s) => s.id)));
  const costs = (history.money.cost ?? []).map((r) => ({ from: "provider", to: "world", tag: "cost", ...r }));
  const ledger = [...paid(scenario, history), ...costs];
  return { results: account(ledger, scenario), flows: flows(ledger) };
}

/** What the ledger alone tells. */
function account(ledger, scenario) {
  const payments = ledger.filter((p) => p.to !== "world");
  const cost = sum(ledger.filter((p) => p.to === "world").map((p) => p.amount));
  const income = net(payments, "provider");
  const months = [...flows(ledger.filter((p) => p.to === "world")).keys()].map((key) => key.split("month ")[1]);
  const run = cash(ledger, "provider");
  const monthly = cost / new Set(months).size;
  const reserves = scenario.provider?.reserves_months !== undefined ? value(scenario.provider.reserves_months) * monthly : value(scenario.provider?.reserves);
  const out = reserves === undefined ? -1 : run.short.findIndex((each) => each > reserves * (1 + 1e-9) + 1e-6);
  // the mean of what hardly ever falls due is less than a penny, and says nothing of when anybody is paid
  const moved = new Map();
  for (const { month, amount } of payments) moved.set(month + 1, (moved.get(month + 1) ?? 0) + Math.abs(amount));
  const when = [...moved.keys()].filter((month) => moved.get(month) >= 0.005);
  return {
    paid: outlay(payments), income, cost, margin: income - cost,
    ...(months.length > 0 && { cash_needed: run.needed, cost_months: new Set(months).size, cost_a_month: monthly, months_needed: run.needed / monthly }),
    ...(months.length > 0 && reserves !== undefined && { reserves, cash_out: out < 0 ? undefined : out + 1 }),
    ...(when.length > 0 && { first_paid: Math.min(...when), last_paid: Math.max(...when) }),
  };
}

/** People of a draft as cells: one group and one outcome each, with what they need of others taken into the chances. */
function cellsOf(scenario) {
  const months = value(scenario.months);
  return scenario.people.flatMap((group) => scenario.outcomes.filter((o) => group.delivery[o.id]).map((outcome) => {
    const { given, responds, needs } = group.delivery[outcome.id];
    const has = Object.values(needs ?? {}).reduce((share, each) => share * value(each), 1);
    const of = numbers(given ?? responds);
    const cell = {
      group, doing: value(outcome.attribution ?? 1), outcome: outcome.id, n: sum(starts(group, months)), band: group.band ?? group.id, need: value(group.need_rank ?? 1),
      V: value(group.value?.[outcome.id] ?? 0), p0: of.p0 === undefined ? undefined : of.p0 * has, given: given && { ...of, p: of.p * has },
    };
    if (responds) Object.assign(cell, { pmax: of.pmax * has, k: of.k ?? scale(of) });
    return cell;
  })).filter((cell) => cell.n > 0);
}

function planned(scenario) {
  const provider = scenario.provider ?? {};
  const months = value(scenario.months);
  const cells = cellsOf(scenario);
  const moving = cells.filter((c) => c.pmax !== undefined);
  const events = (group, outcome) => value(group.delivery[outcome].given?.events);
  const landing = (from, to) => (from === to ? 1 : value(scenario.outcomes.find((o) => o.id === from).spillover?.[to] ?? 0));

  /** The history at given spends: each adds to its own outcome, and to those that it spills over to. */
  const chances = (x) => new Map(cells.map((cell) => {
    const own = cell.given?.p ?? cell.p0;
    const added = moving.map((c, i) => (c.group === cell.group ? landing(c.outcome, cell.outcome) * (chance(c, x[i]) - c.p0) : 0));
    return [`${cell.group.id}/${cell.outcome}`, own + sum(added)];
  }));
  const history = (ps, taken) => central(scenario, { chance: (g, d) => ps.get(`${g.id}/${d}`), events, taken });

  // what one more success of a cell brings, in pounds of whoever starts (1.4): the contract is linear in chances. The
  // engine states a price to a millionth of a pound
  const rate = value(provider.cost_of_capital ?? 0);
  const nobody = new Map(cells.map((c) => [`${c.group.id}/${c.outcome}`, 0]));
  const now = (ledger) => sum(ledger.map((p) => (p.to === "provider" ? p.amount : p.from === "provider" ? -p.amount : 0) * (1 + rate) ** (-p.month / 12)));
  const fixed = moving.length > 0 ? now(paid(scenario, history(nobody))) : 0;
  for (const cell of moving) {
    const one = new Map(nobody).set(`${cell.group.id}/${cell.outcome}`, 1);
    const brings = now(paid(scenario, history(one))) - fixed;
    const early = sum(starts(cell.group, months).map((n, c) => n * (1 + rate) ** (-c / 12)));
    cell.price = Math.round((brings / early) * 1e6) / 1e6;
  }
  const s = (cell, theta) => sum(moving.filter((o) => o.group === cell.group).map((o) => landing(cell.outcome, o.outcome) * (o.price + theta * o.V)));
  for (const cell of moving) cell.tau = s(cell, 0);

  const limit = value(provider.help_budget) ?? Infinity;
  const reply = (theta) => spend(moving.map((c) => ({ ...c, s: s(c, theta) })), limit);
  const overheads = value(provider.overhead ?? 0) * months + value(provider.total_cost ?? 0);
  const spends = (x, taken = () => 1) =>
    sum(scenario.people.map((g) => sum(starts(g, months)) * taken(g) * value(g.fixed_cost ?? 0))) + sum(moving.map((c, i) => c.n * taken(c.group) * x[i])) + overheads;
  const keeps = (theta) => {
    const { x } = reply(theta);
    return net(paid(scenario, history(chances(x))), "provider") - spends(x);
  };

  // people first as far as the contract pays for it, or until nothing is left (section 3.9)
  let theta = value(provider.motive ?? 0);
  const root = (high) => {
    let low = 0;
    for (let i = 0; i < 200; i += 1) {
      const mid = (low + high) / 2;
      if (keeps(mid) > 0) low = mid;
      else high = mid;
    }
    return low;
  };
  if (provider.purse === "break_even" && theta > 0 && keeps(theta) < 0) theta = keeps(0) > 0 ? root(theta) : 0;
  const { x, nu } = reply(theta);

  // who is taken on, in the order of what a start is worth
  const referred = new Map(scenario.people.map((g) => [g.id, sum(starts(g, months))]));
  const ps = chances(x);
  const whole = history(ps);
  const before = paid(scenario, whole);
  let taken = () => 1;
  const choosy = provider.places !== undefined || value(provider.discretion ?? 0) > 0;
  if (choosy) {
    const worth = scenario.people.map((g) => {
      const brought = sum(before.filter((p) => p.group === g.id).map((p) => (p.to === "provider" ? p.amount : p.from === "provider" ? -p.amount : 0))) / Math.max(1e-9, referred.get(g.id));
      const own = moving.map((c, i) => (c.group === g ? x[i] - theta * c.V * (chance(c, x[i]) - c.p0) : 0));
      // to the millionth of a pound: groups that are worth the same stay in their order
      return Math.round((brought - sum(own) - value(g.fixed_cost ?? 0)) * 1e6) / 1e6;
    });
    const n = scenario.people.map((g) => referred.get(g.id));
    const places = value(provider.places) ?? Infinity;
    const on = served(n, worth, places, value(provider.discretion ?? 0));
    taken = (g) => (referred.get(g.id) > 0 ? on[scenario.people.indexOf(g)] / referred.get(g.id) : 1);
  }

  const n = (cell) => cell.n * taken(cell.group);
  const happens = choosy ? history(ps, taken) : whole;
  const rho = luck(scenario, cells);
  const law = lawOf(happens, rho);
  const ledger = paid(scenario, happens, law);
  const treat = value(provider.treatment_months ?? 1);
  const costs = [];
  const cost = (month, amount) => amount !== 0 && costs.push({ from: "provider", to: "world", tag: "cost", month, amount });
  for (const g of scenario.people) {
    const help = sum(moving.map((c, i) => (c.group === g ? x[i] : 0)));
    for (const [c, comes] of starts(g, months).entries()) {
      for (let t = 0; t < treat; t += 1) cost(c + t, (comes * taken(g) * (value(g.fixed_cost ?? 0) + help)) / treat);
    }
  }
  for (let month = 0; month < months; month += 1) cost(month, overheads / months);

  const results = account([...ledger, ...costs], scenario);
  const first = cells.filter((c) => c.outcome === scenario.outcomes[0].id);
  const successes = sum(first.map((c) => n(c) * ps.get(`${c.group.id}/${c.outcome}`)));
  results.people = sum(scenario.people.map((g) => referred.get(g.id) * taken(g)));
  if (moving.length > 0) results.turned_away = sum(scenario.people.map((g) => referred.get(g.id) * (1 - taken(g))));
  if (first.every((c) => !Number.isNaN(ps.get(`${c.group.id}/${c.outcome}`)))) results.successes = successes;
  if (cells.every((c) => c.p0 !== undefined)) {
    const uplift = (c) => n(c) * (ps.get(`${c.group.id}/${c.outcome}`) - c.p0);
    results.anyway = sum(first.map((c) => n(c) * c.p0));
    results.more = sum(first.map(uplift));
    results.attributable = results.more * value(scenario.outcomes[0].attribution ?? 1);
    if (cells.every((c) => c.V > 0)) results.worth_more = sum(cells.map((c) => c.V * uplift(c)));
    const anyway = history(new Map(cells.map((c) => [`${c.group.id}/${c.outcome}`, c.p0])), taken);
    results.paid_anyway = outlay(paid(scenario, anyway, lawOf(anyway, rho)));
  }
  const none = history(nobody, taken);
  if (Object.keys(none.events).length === 0) results.paid_regardless = outlay(paid(scenario, none, lawOf(none, rho)));
  if (moving.length > 0) Object.assign(results, helped(moving, x, nu, n, ledger, theta, scenario));
  Object.assign(results, people(happens, scenario, rho));
  if (scenario.gains && cells.every((c) => c.p0 !== undefined)) Object.assign(results, gains(scenario, cells, n, ps, ledger, results));
  return { results, flows: flows([...ledger, ...costs]), x, nu, theta };
}

/** The latent correlation, from the swing of the pooled rate of all who are referred if that is what was asked (section 5.2). */
function luck(scenario, cells) {
  const world = scenario.world ?? {};
  if (world.rho !== undefined) return value(world.rho);
  if (world.swing === undefined) return 0;
  const first = cells.filter((c) => c.outcome === scenario.outcomes[0].id);
  return correlation(first.map((c) => ({ n: c.n, p: c.p0 ?? c.given.p })), value(world.swing));
}

/** Chances of each total of one count in a window, where it is a result's and everybody in it is whole. */
function lawOf(history, rho) {
  const known = new Map();
  return (stage, band, window) => {
    const rows = (history.counts[stage] ?? []).filter((r) => window.has(r) && (!band || r.band === band));
    if (rows.length === 0 || !rows.every((r) => r.result)) return undefined;
    const groups = new Map();
    for (const r of rows) {
      const at = groups.get(r.group) ?? { n: 0, p: r.p, step: 1 };
      at.n += r.p > 0 ? r.n / r.p : 0;
      groups.set(r.group, at);
    }
    const list = [...groups.values()].map((g) => ({ ...g, n: Math.round(g.n) }));
    const key = JSON.stringify(list);
    if (!known.has(key)) known.set(key, totals(list, rho));
    return known.get(key);
  };
}

/** Who is helped, and the indices of section 3.6 (of one outcome). */
function helped(moving, x, nu, n, ledger, theta, scenario) {
  const results = {
    help_spent: sum(moving.map((c, i) => n(c) * x[i])),
    shadow_price: nu,
  };
  if (scenario.outcomes.length > 1) return results;
  const cells = moving.map((c) => ({ ...c, n: n(c), s: c.tau + theta * c.V }));
  results.unhelped = sum(cells.map((c, i) => (x[i] === 0 ? c.n : 0)));
  // all that a start earns: fees paid on starting count, and so does the basic service
  const brought = (g) => sum(ledger.filter((p) => p.group === g.id).map((p) => (p.to === "provider" ? p.amount : p.from === "provider" ? -p.amount : 0)));
  const margin = cells.map((c, i) => brought(c.group) / c.n - x[i] - value(c.group.fixed_cost ?? 0));
  if (cells.every((c) => c.V > 0)) Object.assign(results, indices(cells, x, margin));
  results.band_purity = purity(cells);
  return results;
}

/** Percentiles of the number who succeed. */
function people(history, scenario, rho) {
  const stage = scenario.outcomes[0].stages.find((s) => s.outcome) ?? scenario.outcomes[0].stages.find((s) => s.id === scenario.outcomes[0].id);
  const counted = new Map();
  for (const r of history.counts[stage.id].filter((each) => each.result)) {
    const at = counted.get(r.group) ?? { n: 0, p: r.p, step: 1 };
    if (r.p > 0) at.n += r.n / r.p;
    counted.set(r.group, at);
  }
  const groups = [...counted.values()];
  if (groups.length === 0 || groups.some((g) => Math.abs(g.n - Math.round(g.n)) > 1e-6 || !(g.p > 0))) return {};
  const law = totals(groups.map((g) => ({ ...g, n: Math.round(g.n) })), rho);
  const [bad, good] = [quantileOf(law, 0.05), quantileOf(law, 0.95)];
  return { ...(!bad.near && { bad_successes: bad.y }), ...(!good.near && { good_successes: good.y }) };
}

/** Who pays and who gains (section 7.1), and what counting costs. */
function gains(scenario, cells, n, ps, ledger, results) {
  const appraisal = scenario.appraisal ?? {};
  const months = value(scenario.months);
  const year = value(scenario.price_year ?? 2026);
  const more = (outcome) => {
    const by = [];
    for (const c of cells.filter((each) => each.outcome === outcome)) {
      const lag = chain(scenario.outcomes.find((o) => o.id === outcome), c.band).find((s) => s.result).month;
      for (const [start, comes] of starts(c.group, months).entries()) {
        const y = Math.floor((start + lag) / 12);
        by[y] = (by[y] ?? 0) + comes * (n(c) / c.n) * c.doing * (ps.get(`${c.group.id}/${outcome}`) - c.p0);
      }
    }
    return Array.from(by, (each) => each ?? 0);
  };
  const lines = scenario.gains.map((line) => ({ ...line, is: gain(line, more(line.outcome ?? scenario.outcomes[0].id), appraisal, year) }));
  const of = (kind, part = () => 1) => sum(lines.filter((l) => l.ledger === kind).map((l) => l.is * part(l)));
  const cashable = (l) => (appraisal.cash === "all" ? 1 : value(l.cashable ?? 1));
  const counting = numbers(scenario.counting);
  const counted = scenario.counting ? results.successes * (counting.checks ?? 1) * (counting.per_check ?? 0) + (counting.fixed ?? 0) : undefined;
  const has = (kind) => lines.some((l) => l.ledger === kind);
  const out = { public_cash: of("cash"), public_cashable: of("cash", cashable) };
  if (has("economic")) out.economic_gain = of("economic");
  if (has("social")) out.social_gain = of("social");
  if (counted !== undefined) Object.assign(out, { counting_cost: counted, monitoring_saved: counting.saved ?? 0, counting_net: counted - (counting.saved ?? 0) });
  const bodies = [...new Set([...ledger.map((p) => p.from), ...lines.filter((l) => l.ledger === "cash").map((l) => l.to)])].filter((b) => b !== "provider");
  const pays = bodies.map((b) => -net(ledger, b));
  const gets = bodies.map((b) => sum(lines.filter((l) => l.to === b && l.ledger === "cash").map((l) => l.is * cashable(l))));
  if (!scenario.counting && (appraisal.discounting ?? "none") === "none" && gets.every((each) => each >= 0)) {
    Object.assign(out, { public_outlay: sum(pays), public_net: out.public_cashable - sum(pays), wrong_pockets: wrongPockets(pays, gets) });
    const lead = pays.indexOf(Math.max(...pays));
    // where nobody pays, nobody leads and nobody rides free
    out.free_riders = pays[lead] > 0 ? sum(gets.filter((_, i) => !(pays[i] > 0))) : 0;
    if (pays[lead] > 0) Object.assign(out, { lead_outlay: pays[lead], lead_cashable: gets[lead], lead_net: gets[lead] - pays[lead] });
  }
  return out;
}
