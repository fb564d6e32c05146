// The three tasks as plain numbers, read from the same drafts that the product answers: what a peer is told of them.
import { readFile } from "node:fs/promises";

const draftOf = async (name) => JSON.parse(await readFile(new URL(`tasks/${name}.json`, import.meta.url), "utf8"));

/** Starts by month: whole people that keep step with an even spread, as the product has them. */
function starts(referrals, months) {
  const list = Array.isArray(referrals) ? referrals : Array(months).fill(referrals / months);
  let [due, before] = [0, 0];
  const whole = list.map((n) => {
    due += n;
    const now = Math.round(due) - before;
    before += now;
    return now;
  });
  return whole.map((n, month) => ({ month, n })).filter(({ n }) => n > 0);
}

/** 1,000 people at once: a fee, and a price for each success beyond a threshold, up to a cap. */
export async function capped() {
  const draft = await draftOf("capped");
  const [s] = draft.scenarios;
  const [fee, results] = s.contracts[0].payments.map(({ pay }) => pay);
  return {
    id: "capped",
    draft: JSON.stringify(draft),
    n: s.people[0].referrals,
    p: s.people[0].delivery.success.given.p,
    rho: s.world.rho,
    fee: fee.amount,
    threshold: results.of.f.knots[0][0],
    price: results.of.rate,
    cap: results.hi,
    cost: s.provider.total_cost,
  };
}

/** Twenty quarters, three outcomes with a price each, one cap for the whole of it, and cash month by month. */
export async function realistic() {
  const draft = await draftOf("realistic");
  const [s] = draft.scenarios;
  const { hi, of } = s.contracts[0].payments[0].pay;
  const [group] = s.people;
  const outcomes = s.outcomes.map(({ id, stages }) => ({
    lag: stages[0].after.n,
    price: of.of.find(({ metric }) => metric.stage === id).rate,
  }));
  return {
    id: "realistic",
    draft: JSON.stringify(draft),
    rho: s.world.rho,
    cap: hi,
    groups: [{ starts: starts(group.referrals, s.months), p: s.outcomes.map(({ id }) => group.delivery[id].given.p) }],
    outcomes,
    cost: Array(s.months).fill(s.provider.overhead),
  };
}

/** FRONT1: three groups, 24 months, one price paid late. The provider's reply to it is worked out by the product alone: what each group
 * gets is told to the peers. */
export function front1({ draft, groups, rho, months, lag, price }) {
  const cost = Array(months).fill(0);
  const told = groups.map(({ referrals, each, p }) => {
    const who = starts(referrals, months);
    for (const { month, n } of who) cost[month] += n * each;
    return { starts: who, p: [p] };
  });
  return { id: "front1", draft, rho, cap: Infinity, groups: told, outcomes: [{ lag, price }], cost };
}
