// Figures made up by hand for the snapshots: every kind of picture, and what strains it.

const part = (text) => [{ text }];
const figure = (id, chart) => ({
  id,
  question: "?",
  headline: part("headline"),
  subtitle: part("subtitle"),
  chart,
  table: { caption: [], columns: [], rows: [] },
});
const series = (name, values, total) => ({ name, values, total, result: `paid[${name}]` });

const years = ["2011–12", "2012–13", "2013–14"];

export const byKind = figure("payments_by_kind", {
  is: "stack",
  periods: years,
  unit: "gbp_short",
  series: [series("Joining", [4e6, 3e6, 1e6], "£8m"), series("A job of 26 weeks", [1e6, 4e6, 5e6], "£10m")],
});

/** What is given back hangs below the line. */
export const clawedBack = figure("payments_by_kind", {
  is: "stack",
  periods: years,
  unit: "gbp_short",
  series: [series("Fee", [4e6, 4e6, 4e6], "£12m"), series("Given back", [0, -1e6, -5e5], "−£1.5m")],
});

/** As many groups as the Work Programme had: more bands than tones, long names, some of them empty. */
export const byGroup = figure("payments_by_group", {
  is: "stack",
  periods: years,
  unit: "gbp_short",
  series: Array.from({ length: 10 }, (_, i) =>
    series(`Group ${i + 1}, people who once had the old benefit`, [i * 1e5, 3e5, i % 3 ? 2e5 : 0], `£${i}00,000`),
  ),
});

/** Month by month: too many bars to stand apart. */
export const monthly = figure("payments_by_kind", {
  is: "stack",
  periods: Array.from(
    { length: 42 },
    (_, i) => `${["Apr", "Oct"][Math.floor(i / 6) % 2]} ${2026 + Math.floor(i / 12)}`,
  ),
  unit: "gbp_short",
  series: [
    series("Fee", Array(42).fill(2e4), "£0.84m"),
    series(
      "Results",
      Array.from({ length: 42 }, (_, i) => (i < 18 ? 0 : 5e4)),
      "£1.2m",
    ),
  ],
});

const xs = [0, 100, 200, 300, 300, 400, 500, 600];
const cliff = (price, cap) => ({
  is: "payoff",
  x: xs,
  rule: xs.map((x, i) => (x < 300 || i === 3 ? 0 : Math.min(cap, x * price))),
  expected: xs.map((x) => Math.min(cap, x * price) / (1 + Math.exp((300 - x) / 40))),
  slope: xs.map((x) => price * Math.exp(-(((x - 300) / 80) ** 2))),
  plan: [420, 420 * price * 0.95],
  anyway: [270, 270 * price * 0.3],
  likely: [360, 480],
  labels: ["plan: 420 succeed, £2.0m", "anyway: 270, £0.4m due", "18 of 20 years fall here"].map(part),
  axes: ["people who succeed", "£ paid for results"],
});

export const payoff = figure("payoff", cliff(5000, 2.6e6));
export const payoffBefore = figure("payoff", cliff(4000, 2.6e6));

/** A straight price: rule and average are one line. Nobody says who would succeed anyway. */
export const straight = figure("payoff", {
  is: "payoff",
  x: [0, 500],
  rule: [0, 2.5e6],
  expected: [0, 2.5e6],
  slope: [5000, 5000],
  plan: [100, 5e5],
  labels: [part("plan: 100 succeed, £0.5m"), [], []],
  axes: ["people who succeed", "£ paid for results"],
});

const split = (due, extra) =>
  figure("anyway", {
    is: "split",
    unit: "gbp_short",
    pieces: [
      { name: "due anyway", value: due, text: `£${due}`, result: "due_anyway", voice: "anyway" },
      {
        name: "for those who succeed because of it",
        value: extra,
        text: `£${extra}`,
        result: "for_extra",
        voice: "people",
      },
    ],
  });

export const anyway = split(1350, 180);
export const anywayBefore = split(900, 500);
