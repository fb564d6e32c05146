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
  voice: "commissioner",
  periods: years,
  unit: "gbp_short",
  series: [series("Joining", [4e6, 3e6, 1e6], "£8m"), series("A job of 26 weeks", [1e6, 4e6, 5e6], "£10m")],
});

/** What is given back hangs below the line. */
export const clawedBack = figure("payments_by_kind", {
  is: "stack",
  voice: "commissioner",
  periods: years,
  unit: "gbp_short",
  series: [series("Fee", [4e6, 4e6, 4e6], "£12m"), series("Given back", [0, -1e6, -5e5], "−£1.5m")],
});

/** As many groups as the Work Programme had: more bands than tones, long names, some of them empty. */
export const byGroup = figure("payments_by_group", {
  is: "stack",
  voice: "people",
  periods: years,
  unit: "gbp_short",
  series: Array.from({ length: 10 }, (_, i) =>
    series(`Group ${i + 1}, people who once had the old benefit`, [i * 1e5, 3e5, i % 3 ? 2e5 : 0], `£${i}00,000`),
  ),
});

/** Month by month: too many bars to stand apart. */
export const monthly = figure("payments_by_kind", {
  is: "stack",
  voice: "commissioner",
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

const pounds = (n) => `${n < 0 ? "−" : ""}£${Math.abs(n).toLocaleString("en-GB")}`;
const money = (n, result) => ({ text: pounds(n), result });

const group = ([name, people, threshold, price, helped, help, handle], i) => ({
  name,
  people,
  people_text: { text: `${people} people`, result: `people[${i}]` },
  price,
  price_text: money(price, `price[${i}]`),
  ...(threshold === null ? {} : { threshold, threshold_text: money(threshold, `threshold[${i}]`) }),
  helped,
  help_text: help ? [money(help, `help[${i}]`), { text: " of extra help each" }] : part(helped === "away" ? "turned away" : "no extra help"),
  ...(handle ? { handle: { path: handle, scale: 1 } } : {}),
});

const helpMap = (groups, change = {}) =>
  figure("help", { is: "help_map", most: 20000, stretched: false, axis: "price per result", groups: groups.map(group), ...change });

const people = (price, paths) => [
  ["Closest to coping", 400, 3000, price[0], price[0] > 4000 ? "helped" : "not", price[0] > 4000 ? 306 : 0, paths[0]],
  ["In need of real support", 400, 4800, price[1], price[1] > 6000 ? "helped" : price[1] > 4800 ? "little" : "not", price[1] > 4800 ? 49 : 0, paths[1]],
  ["Hardest to help", 200, 12500, price[2], price[2] > 12500 ? "helped" : "not", price[2] > 12500 ? 800 : 0, paths[2]],
];

/** One price for everybody, one number that sets it. */
export const flat = helpMap(people([5000, 5000, 5000], ["rate", "rate", "rate"]));
export const flatBefore = helpMap(people([2500, 2500, 2500], ["rate", "rate", "rate"]));
export const flatStretched = helpMap(people([5000, 5000, 5000], ["rate", "rate", "rate"]), { most: 30000, stretched: true });

/** A price a group; the last one is set by no number alone. */
export const graded = helpMap(people([3500, 6500, 14000], ["easy", "middle", undefined]));

/** Turned away; helped at any price; beyond the end of the axis. */
export const strained = helpMap([
  ["Turned away at the door, whatever is paid for them", 300, 4000, 6000, "away", 0, "rate"],
  ["Helped at any price", 20, null, 6000, "helped", 1200, "rate"],
  ["Out of reach", 900, 190086, 6000, "not", 0, "rate"],
]);

/** As many groups as the Work Programme had. */
export const ten = helpMap(
  Array.from({ length: 10 }, (_, i) => [
    `Group ${i + 1}, people who once had the old benefit`,
    [5, 3000, 40, 900, 10, 700, 220, 60, 15, 1200][i],
    1000 + i * 900,
    3800 + (i % 3) * 1500,
    ["helped", "little", "not"][i % 3],
    i % 3 === 2 ? 0 : 210,
    `rate[${i}]`,
  ]),
);

const piece = (name, value, voice) => ({ name, value, text: pounds(value), result: `piece[${name}]`, voice });
const bar = (name, from, pieces, end) => ({ name, from, pieces, text: [money(end, `end[${name}]`)] });

/** Two that add, and one that takes away. */
export const bought = figure("bought", {
  is: "bars",
  unit: "gbp",
  bars: [
    bar("Closest to coping", 0, [piece("due anyway", 900000, "anyway"), piece("for more who succeed", 122400, "people")], 1022400),
    bar("In need of real support", 0, [piece("due anyway", 400000, "anyway"), piece("for more who succeed", 20000, "people")], 420000),
    bar("Hardest to help, of whom some are made worse", 0, [piece("due anyway", 50000, "anyway"), piece("for fewer who succeed", -180000, "people")], -130000),
  ],
});
export const boughtBefore = figure("bought", {
  is: "bars",
  unit: "gbp",
  bars: [bar("Closest to coping", 0, [piece("due anyway", 1500000, "anyway")], 1500000), bar("A group that is gone", 0, [piece("due anyway", 1, "anyway")], 1)],
});

/** A number at the end of each bar, and a sentence of it. */
const told = (name, more, paid) => ({
  name,
  from: 0,
  pieces: [{ ...piece("more succeed", more, "people"), text: `${more}` }],
  text: [{ text: "costs " }, money(paid, `paid[${name}]`), { text: "; " }, { text: "600", result: `left[${name}]` }, { text: " get next to nothing or less" }],
});
export const terms = figure("terms", {
  is: "bars",
  unit: "people",
  bars: [told("Terms now", 36, 1530000), told("Prices that make every group equally worth helping, at what results cost now", 33, 1530000), told("None", 0, 0)],
});

/** Nothing but numbers, and words that have no room at the end of a bar. */
export const sentences = figure("sentences", {
  is: "bars",
  unit: "gbp",
  bars: [
    { name: "Paid as written", from: 0, pieces: [piece("", 492000, "commissioner")], text: [] },
    { name: "Said at length", from: 0, pieces: [piece("due anyway", 90000, "anyway"), piece("more", 9000, "people")], text: [money(99000, "both"), { text: " in all, which is a great deal less than anybody expected of it" }] },
  ],
});

/** From one total to another: each bar begins where the one before it ended. */
export const fall = figure("fall", {
  is: "bars",
  unit: "gbp",
  bars: [
    bar("A certain payment", 0, [piece("certain", 1500000, "commissioner")], 1500000),
    bar("Luck", 1500000, [piece("luck", -420000, "provider")], -420000),
    bar("Waiting", 1080000, [piece("waiting", -1300000, "investor")], -1300000),
    bar("A grant", -220000, [piece("grant", 300000, "commissioner")], 300000),
    bar("What is left", 0, [piece("left", 80000, "provider")], 80000),
  ],
});
