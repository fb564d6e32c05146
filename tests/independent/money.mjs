// Reading a ledger: what each party keeps, when cash is short, and what results are worth to whom (sections 1.6, 6.3, 7).
import { value } from "./history.mjs";

const sum = (list) => list.reduce((a, b) => a + b, 0);

/** Postings added up by who pays whom, for what, in which month. */
export function flows(ledger) {
  const found = new Map();
  for (const { from, to, tag, month, amount } of ledger) {
    const key = `${from} → ${to}: ${tag}, month ${month}`;
    found.set(key, (found.get(key) ?? 0) + amount);
  }
  return found;
}

/** What an account takes in and pays out by month, and what it needs to get through (receipts come first within a month). */
export function cash(ledger, party) {
  const months = Math.max(-1, ...ledger.map((p) => p.month)) + 1;
  const net = new Array(months).fill(0);
  for (const p of ledger) {
    if (p.to === party) net[p.month] += p.amount;
    if (p.from === party) net[p.month] -= p.amount;
  }
  let total = 0;
  const short = net.map((each) => Math.max(0, -(total += each)));
  return { short, needed: Math.max(0, ...short) };
}

const RATES = { standard: [[30, 0.035], [75, 0.03], [125, 0.025]], health: [[30, 0.015], [75, 0.0129], [125, 0.0107]] };

/** What a pound of year y is worth now, by the Green Book: year 0 is not discounted. */
export function factor(discounting, y) {
  let df = 1;
  for (let i = 1; i <= y; i += 1) df /= 1 + (RATES[discounting]?.find(([last]) => i <= last)?.[1] ?? 0);
  return df;
}

const BIAS = { 1: 0, 2: 0.05, 3: 0.1, 4: 0.15, 5: 0.25, 6: 0.4 };

/** What one line of gains comes to: `more` is how many more results there are of its outcome, by year. */
export function gain(line, more, appraisal, priceYear) {
  const { discounting = "none", optimism = "none" } = appraisal;
  const years = value(line.years ?? 1);
  const grown = (1 + value(appraisal.inflation ?? 0)) ** (priceYear - value(line.price_year ?? priceYear));
  const cut = optimism === "by_grade" ? 1 - (BIAS[line.each.grade] ?? 0) : 1;
  const later = more.map((n, y) => n * sum(Array.from({ length: years }, (_, j) => factor(discounting, y + j) / years)));
  return sum(later) * value(line.each) * grown * cut;
}

/** Half the sum of the differences between who pays and who gains. */
export function wrongPockets(paid, gained) {
  const [all, whole] = [sum(paid), sum(gained)];
  return all > 0 && whole > 0 ? sum(paid.map((each, i) => Math.abs(each / all - gained[i] / whole))) / 2 : undefined;
}
