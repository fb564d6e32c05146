// The contract language (section 2) settled on one history; where a law of totals is given, its mean where rules bend.
import { binomial, expected } from "./law.mjs";
import { value } from "./history.mjs";

const sum = (list) => list.reduce((a, b) => a + b, 0);

/** A sum of many terms may land a rounding error short of a bound that it meets. */
const reaches = (x, at) => x >= at - 1e-12 * Math.max(1, Math.abs(at));

/** A clause (section 2.3). */
export function clause({ x0 = 0, y0 = 0, s0 = 0, knots = [] }, x, number = value) {
  const bends = knots.map((knot) => knot.map(number));
  return number(y0) + number(s0) * (x - number(x0)) + sum(bends.map(([at, slope, jump]) => (reaches(x, at) ? slope * (x - at) + jump : 0)));
}

/** The largest count that so few have with a chance of at most alpha; -1 if there is none. */
export function fewest(n, b, alpha) {
  const law = binomial(n, b);
  let [mass, count] = [0, -1];
  while (count < n && mass + law[count + 1] <= alpha) mass += law[(count += 1)];
  return count;
}

/** A metric that divides by nothing pays nothing. */
class ByZero extends Error {}

/** Settles the payments of one contract, in their order; `law(stage, band, window)` gives chances of each total. */
export function settle(contract, history, { law: laws, fiscal = 0, ledger = [] } = {}) {
  let law = laws;
  const horizon = history.months + history.lag;
  const params = contract.params ?? {};

  const number = (x, { year = 0, band } = {}) => {
    if (typeof x === "string") return number(params[x.slice(1)], { year, band });
    const of = value(x);
    if (typeof of === "number") return of;
    if (typeof of === "string") return number(of, { year, band });
    if (of.by_year) return number(of.by_year[Math.min(year, of.by_year.length - 1)], { year, band });
    if (of.by_band) return number(of.by_band[band], { year, band });
    const terms = of.of.map((each) => number(each, { year, band }));
    return arithmetic(of.is, terms);
  };

  const arithmetic = (is, [first, ...rest]) => {
    if (is === "+") return first + sum(rest);
    if (is === "-") return first - sum(rest);
    if (is === "*") return rest.reduce((a, b) => a * b, first);
    return rest.reduce((a, b) => {
      if (b === 0) throw new ByZero();
      return a / b;
    }, first);
  };

  const isNumber = (x) => {
    const of = value(x);
    return typeof of === "number" || typeof of === "string" || of.by_year !== undefined || of.by_band !== undefined;
  };

  /** Windows of a scope: who or what is added up together, and when it closes (section 2.1). */
  const windows = (scope = "contract") => {
    const { over, by = over === "cohort" ? "cohort" : "calendar", year = "contract" } = typeof scope === "string" ? { over: scope } : scope;
    const months = by === "cohort" ? history.months : horizon;
    const wide = { month: 1, quarter: 3, year: 12 }[over];
    let spans;
    if (over === "contract") spans = [[0, months - 1]];
    else if (over === "cohort") spans = history.cohorts.length > 0 ? history.cohorts : Array.from({ length: history.months }, (_, c) => [c, c]);
    else {
      spans = [];
      const shift = year === "fiscal" ? fiscal : 0;
      for (let from = -shift; from < months; from += wide) spans.push([Math.max(0, from), Math.min(months, from + wide) - 1]);
    }
    return spans.map(([from, to], year) => ({
      year, from, to, close: by === "cohort" ? to + history.lag : to,
      has: by === "cohort" ? (row) => row.start >= from && row.start <= to : (row) => row.month >= from && row.month <= to,
    }));
  };

  const rowsOf = (node) => {
    if (node.is === "Count") return (history.counts[node.stage] ?? []).filter((r) => !node.band || r.band === node.band);
    if (node.is === "Days") return (history.days[node.stage] ?? []).filter((r) => !node.band || r.band === node.band);
    if (node.is === "Events") return (history.events[node.kind] ?? []).filter((r) => !node.band || r.band === node.band);
    return undefined;
  };

  const base = (baseline, window, band) => {
    const b = number(isNumber(baseline) ? baseline : baseline.b);
    return b * sum((history.counts.start ?? []).filter((r) => window.has(r) && (!band || r.band === band)).map((r) => r.n));
  };

  const metric = (node, window) => {
    if (typeof node !== "object" || node === null || isNumber(node)) return number(node, { year: window.year });
    const rows = rowsOf(node);
    if (rows) return sum(rows.filter(window.has).map((r) => r.n));
    const inner = (each) => metric(each, window);
    const count = { is: "Count", stage: node.stage, ...(node.band && { band: node.band }) };
    const events = { is: "Events", kind: node.kind, ...(node.band && { band: node.band }) };
    const bandOf = (of) => of.band;
    switch (node.is) {
      case "+": case "-": case "*": case "/": return arithmetic(node.is, node.of.map(inner));
      case "Base": return base(node.baseline, window, bandOf(node.of));
      case "Money": {
        const own = (history.money[node.tag] ?? []).filter(window.has).map((r) => r.amount);
        const posted = ledger.filter((p) => p.tag === node.tag && window.has(p) && (!node.from || p.from === node.from) && (!node.to || p.to === node.to));
        return sum(own) + sum(posted.map((p) => p.amount));
      }
      case "Floor": return Math.floor(inner(node.of) / number(node.step ?? 1) + 1e-9) * number(node.step ?? 1);
      case "Pwl": return clause(node.f, inner(node.of), number);
      case "Reported": {
        const [se, sp] = [number(node.se), number(node.sp)];
        const seen = inner(node.of);
        return se * seen + (1 - sp) * (inner({ ...node.of, stage: "start" }) - seen);
      }
      case "Rate": return arithmetic("/", [inner(count), inner({ ...count, stage: "start" })]);
      case "Points": return 100 * (inner({ ...count, is: "Rate" }) - number(isNumber(node.baseline) ? node.baseline : node.baseline.b));
      case "Net": return inner(count) - base(node.baseline, window, node.band);
      case "Avoided": return base(node.baseline, window, node.band) - inner(events);
      case "RelRed": {
        const without = base(node.baseline, window, node.band);
        return arithmetic("/", [without - inner(events), without]);
      }
      case "PerReoffender": return arithmetic("/", [inner(events), inner({ is: "Count", stage: node.stage ?? "reoffender" })]);
      case "Attain": return arithmetic("/", [inner(node.of), number(node.target)]);
      case "Index": return sum(node.of.map((each) => number(each.weight) * arithmetic("/", [inner(each.of), number(each.target)])));
      case "Saving": return number(node.value) * (base(node.baseline, window, bandOf(node.of)) - inner(node.of));
      default: throw new Error(`not covered: metric ${node.is}`);
    }
  };

  /** Whether a count is further from a rate b than chance explains, by the exact law of chance (section 2.4). */
  const signif = (node, window) => {
    if ((node.test ?? "exact") !== "exact" || node.side === "two") throw new Error("not covered: this test of significance");
    const n = Math.round(metric({ is: "Count", stage: "start" }, window));
    const b = number(isNumber(node.baseline) ? node.baseline : node.baseline.b);
    const high = node.good === "high";
    // failures are few where successes are many
    const rate = high ? 1 - b : b;
    const key = JSON.stringify([n, rate, node.alpha]);
    if (!critical.has(key)) critical.set(key, fewest(n, rate, number(node.alpha)));
    const seen = metric(node.metric, window);
    return high ? reaches(seen, n - critical.get(key)) : reaches(critical.get(key), seen);
  };
  const critical = new Map();

  const holds = (cond, window) => {
    if (cond.is === ">=") return reaches(metric(cond.of[0], window), number(cond.of[1], { year: window.year }));
    if (cond.is === "and") return cond.of.every((each) => holds(each, window));
    if (cond.is === "not") return !holds(cond.of, window);
    if (cond.is === "Signif") return signif(cond, window);
    throw new Error(`not covered: condition ${cond.is}`);
  };

  /** What a tree counts of chance: stages whose number is not certain. */
  const leaves = (node, found = new Set()) => {
    if (Array.isArray(node)) node.forEach((each) => leaves(each, found));
    else if (node && typeof node === "object") {
      if (node.stage && node.stage !== "start") found.add(JSON.stringify([node.stage, node.band]));
      Object.values(node).forEach((each) => leaves(each, found));
    }
    return found;
  };

  /** Mean of a rule's total over the law of the one count that it rests on; the total on the history itself where there is none. */
  const mean = (node, window, total) => {
    const random = law ? [...leaves(node)] : [];
    if (random.length !== 1) return total();
    const [stage, band] = JSON.parse(random[0]);
    const chances = law(stage, band ?? undefined, window);
    if (!chances) return total();
    const kept = history.counts[stage];
    const counted = (r) => window.has(r) && (!band || r.band === band);
    const at = sum(kept.filter(counted).map((r) => r.n));
    if (at === 0) return total();
    law = undefined; // what stands inside is settled on each total
    const result = expected(chances, (y) => {
      history.counts[stage] = kept.map((r) => (counted(r) ? { ...r, n: (r.n * y) / at } : r));
      return total();
    });
    history.counts[stage] = kept;
    law = laws;
    return result;
  };

  const zero = (of) => {
    try {
      return of();
    } catch (error) {
      if (error instanceof ByZero) return 0;
      throw error;
    }
  };

  /** Units of a metric one by one, each in its month: what is paid person by person. */
  const units = (node) => {
    const rows = rowsOf(node);
    if (rows) return rows;
    const scaled = (list, by) => list.map((r) => ({ ...r, n: r.n * by }));
    if (node.is === "+") return node.of.flatMap(units);
    if (node.is === "*") {
      const [of] = node.of.filter((each) => !isNumber(each));
      return scaled(units(of), node.of.filter(isNumber).reduce((a, b) => a * number(b), 1));
    }
    if (node.is === "Reported") {
      const [se, sp] = [number(node.se), number(node.sp)];
      return [...scaled(units(node.of), se + sp - 1), ...scaled(units({ ...node.of, stage: "start" }), 1 - sp)];
    }
    throw new Error(`not covered: ${node.is} person by person`);
  };

  const shares = (party) => (typeof party === "string" ? { [party]: 1 } : Object.fromEntries(Object.entries(party).map(([id, share]) => [id, number(share)])));

  /** Posts what a window comes to, in one of the three ways of settlement. */
  const settled = (node, inner, total) => {
    const out = [];
    for (const window of windows(node.scope)) {
      const inside = inner.filter(window.has);
      const falling = (month) => inside.filter((p) => p.month <= month);
      const amount = (list) => sum(list.map((p) => p.amount));
      const shared = (list, whole, month) => {
        if (whole === 0) return;
        const all = amount(list);
        if (all === 0) out.push({ month, amount: whole });
        else list.forEach((p) => out.push({ ...p, month: Math.max(month, p.month), amount: (p.amount * whole) / all }));
      };
      const kind = node.settle ?? "close";
      if (kind === "running") {
        let paid = 0;
        for (let month = window.from; month <= window.close; month += 1) {
          const sofar = { ...window, has: (row) => window.has(row) && row.month <= month };
          const now = zero(() => total(sofar, amount(falling(month)), falling(month)));
          const due = node.clawback ? now : Math.max(paid, now);
          const fresh = inside.filter((p) => p.month === month);
          shared(fresh.length > 0 ? fresh : falling(month), due - paid, month);
          paid = due;
        }
      } else {
        const whole = zero(() => total(window, amount(inside), inside));
        if (kind === "account") {
          out.push(...inside);
          const all = amount(inside);
          shared(inside, whole - all, window.close);
        } else shared(inside, whole, window.close);
      }
    }
    return out;
  };

  const pay = (node) => {
    switch (node.is) {
      case "Lump": return [{ month: number(node.month ?? 0), amount: number(node.amount) }];
      case "Sum": return node.of.flatMap(pay);
      case "Delay": return pay(node.of).map((p) => ({ ...p, month: p.month + number(node.months) }));
      case "Repeat": {
        const once = pay(node.of);
        return Array.from({ length: number(node.times) }, (_, i) => once.map((p) => ({ ...p, month: p.month + i * number(node.every) }))).flat();
      }
      case "Block": return Array.from({ length: history.months }, (_, month) => ({ month, amount: number(node.amount, { year: Math.floor(month / 12) }) }));
      case "Grant": return Array.from({ length: history.months }, (_, month) => ({ month, amount: number(node.total) / history.months }));
      case "PerUnit": return units(node.metric).map((r) => ({ ...r, event: r.month, amount: r.n * number(node.rate, { band: r.band, year: Math.floor(r.month / 12) }) }));
      case "Ramp": {
        const at = (year) => [number(node.share, { year }), number(node.price, { year }), number(node.reference, { year })];
        const fee = Array.from({ length: history.months }, (_, month) => {
          const [w, price] = at(Math.floor(month / 12));
          return { month, amount: ((1 - w) * price) / 12 };
        });
        const results = windows("year").map((window) => {
          const [w, price, reference] = at(window.year);
          return { month: window.close, amount: zero(() => metric(node.metric, window)) * ((w * price) / reference) };
        });
        return [...fee, ...results];
      }
      case "Scale": return pay(node.of).map((p) => {
        const month = node.by === "start" ? p.start : node.by === "event" ? p.event : p.month;
        return { ...p, amount: p.amount * number(node.number, { year: Math.floor(month / 12), band: p.band }) };
      });
      case "Route": case "Split": case "To":
        return pay(node.of).map((p) => ({ ...p, ...(node.from && { from: shares(node.from) }), ...(node.to && { to: shares(node.to) }) }));
      case "Pass": return pay(node.of).flatMap((p) => {
        const held = (p.to ?? { provider: 1 })[node.from] ?? 0;
        return [p, { ...p, amount: p.amount * number(node.share) * held, from: { [node.from]: 1 }, to: { [node.to]: 1 } }];
      });
      case "Until": return pay(node.of).filter((p) => p.left === undefined || p.month < p.left);
      case "NetOff": {
        const [own, other] = [number(node.own), number(node.other)];
        const kept = () => {
          if (node.rule === "none") return own;
          if (node.rule === "lead_pays") return own >= other ? own : 0;
          if (node.rule === "proportional") return own * Math.min(1, number(node.value) / (own + other));
          if (node.rule === "attribution") return number(node.share ?? 1) * number(node.value);
          throw new Error(`not covered: ${node.rule}`);
        };
        const left = 1 - number(node.overlap) * number(node.joint) * (1 - kept() / own);
        return pay(node.of).map((p) => ({ ...p, amount: p.amount * left }));
      }
      case "Shape": return shape(node);
      case "Gate": return settled(node, pay(node.of), (window, all) => (law && node.settle !== "running" ? gated(node, window) : holds(node.cond, window) ? all : 0));
      case "Clamp": return settled(node, pay(node.of), (window, all) => {
        const within = (total) => {
          const [lo, hi] = [node.lo, node.hi].map((bound) => (bound === undefined || bound === null ? undefined : metric(bound, window)));
          // where they cross, the cap is the last word
          return Math.min(hi ?? Infinity, Math.max(lo ?? -Infinity, total));
        };
        return law && node.settle !== "running" ? mean(node, window, () => within(sum(pay(node.of).filter(window.has).map((p) => p.amount)))) : within(all);
      });
      case "Pick": case "Max": case "Min": return pick(node);
      default: throw new Error(`not covered: ${node.is}`);
    }
  };

  const gated = (node, window) =>
    mean(node, window, () => (holds(node.cond, window) ? sum(pay(node.of).filter(window.has).map((p) => p.amount)) : 0));

  const pick = (node) => {
    const smaller = node.is === "Min" || node.best === "min";
    const branches = node.of.map(pay);
    const out = [];
    for (const window of windows(node.scope)) {
      const totals = branches.map((list) => sum(list.filter(window.has).map((p) => p.amount)));
      const best = totals.indexOf(smaller ? Math.min(...totals) : Math.max(...totals));
      const kept = branches[best].filter(window.has);
      if ((node.settle ?? "close") === "close") out.push(...kept.map((p) => ({ ...p, month: Math.max(window.close, p.month) })));
      else throw new Error("not covered: Pick on account or running");
    }
    return out;
  };

  /** A clause of a metric, its units shared among bands where rates differ. */
  const shape = (node) => {
    const rate = node.rate ?? 1;
    const of = typeof rate === "string" ? params[rate.slice(1)] : rate;
    const banded = value(of)?.by_band !== undefined;
    if (node.scope === "person" || node.scope?.over === "person") {
      return units(node.metric).map((r) => ({ ...r, event: r.month, amount: r.n * clause(node.f, 1, number) * number(rate, { band: r.band }) }));
    }
    const bandsOf = (window) => {
      const rows = rowsOf(node.metric).filter(window.has);
      const all = sum(rows.map((r) => r.n));
      return all === 0 ? 0 : sum(rows.map((r) => (r.n / all) * number(rate, { band: r.band })));
    };
    const out = [];
    for (const window of windows(node.scope)) {
      const worth = (w) => (banded ? bandsOf(w) : number(rate, { year: window.year }));
      const f = (w) => zero(() => clause(node.f, metric(node.metric, w), number));
      if (node.settle === "running") {
        let [paid, units] = [0, 0];
        for (let month = window.from; month <= window.close; month += 1) {
          const sofar = { ...window, has: (row) => window.has(row) && row.month <= month };
          const now = f(sofar);
          const due = node.clawback ? now : Math.max(units, now);
          const fresh = banded ? worth({ ...window, has: (row) => window.has(row) && row.month === month }) : worth(window);
          if (due !== units) out.push({ month, amount: (due - units) * fresh });
          [paid, units] = [paid + (due - units) * fresh, due];
        }
      } else out.push({ month: window.close, amount: mean(node, window, () => f(window)) * worth(window) });
    }
    return out;
  };

  for (const payment of contract.payments) {
    for (const p of pay(payment.pay)) {
      const [from, to] = [p.from ?? { commissioner: 1 }, p.to ?? { provider: 1 }];
      for (const [a, i] of Object.entries(from)) for (const [b, j] of Object.entries(to)) {
        if (p.amount !== 0) ledger.push({ from: a, to: b, month: p.month, amount: p.amount * i * j, tag: payment.name, start: p.start, group: p.group });
      }
    }
  }
  return ledger;
}
