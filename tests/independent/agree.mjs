// Where two readings of a draft differ: results by id and postings by flow, each within a relative bound.
import { evaluate } from "./model.mjs";
import { flows } from "./money.mjs";

/** Differences between a reply of `pbr evaluate` and this reading of the same draft, and how many numbers were compared. */
export function compare(draft, answer, bound = 1e-9) {
  const mine = evaluate(draft);
  const found = [];
  const near = (a, b, scale) => Math.abs(a - b) <= bound * Math.max(1, Math.abs(a), Math.abs(b), scale);
  const theirs = new Map(answer.results.map(({ id, value }) => [id, value]));
  // a difference of large sums is as exact as they are
  const money = Math.max(0, ...answer.ledger.map((p) => Math.abs(p.amount)), ...["paid", "income", "cost"].map((id) => Math.abs(theirs.get(id) ?? 0)));
  const sums = new Set(["margin", "paid", "income", "paid_anyway", "paid_regardless", "cash_needed", "public_net", "lead_net", "counting_net"]);
  for (const [id, own] of Object.entries(mine.results)) {
    const other = theirs.get(id);
    // nothing is told of what is nothing
    const none = own === undefined || Number.isNaN(own) || (other === undefined && Math.abs(own) < 1e-9);
    if (none ? other !== undefined : other === undefined || !near(own, other, sums.has(id) ? money : 0)) {
      found.push(`${id}: ${other} from pbr, ${own} from the independent model`);
    }
  }
  const posted = flows(answer.ledger.filter((p) => p.tag !== "counting"));
  for (const key of new Set([...posted.keys(), ...mine.flows.keys()])) {
    const [other, own] = [posted.get(key) ?? 0, mine.flows.get(key) ?? 0];
    if (!near(own, other, 0) && Math.abs(own - other) > bound * 1e-3 * money) found.push(`${key}: ${other} from pbr, ${own} from the independent model`);
  }
  return { found, compared: Object.keys(mine.results).length + mine.flows.size };
}
