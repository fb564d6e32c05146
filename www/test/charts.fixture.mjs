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

const dot = (value, i, out = false) => ({ value, text: money(value, `future[${i}]`), loses: value < 0, out });
const futures = (values, out = 0, unit = "gbp_short") =>
  figure("futures", { is: "dots", unit, axis: "what the provider keeps in the end", dots: values.map((v, i) => dot(v, i, i < out)) });

/** Twenty futures of an ordinary contract: some lose, and some of those run out of cash on the way. */
export const mixed = futures(
  [-440000, -290000, -230000, -160000, -120000, -70000, -40000, -10000, 30000, 60000, 90000, 130000, 160000, 190000, 230000, 270000, 320000, 380000, 460000, 600000],
  5,
);
export const mixedBefore = futures(Array.from({ length: 20 }, (_, i) => -100000 + i * 9000));
/** All alike; all lose, all run out; next to no luck at all. */
export const certain = futures(Array(20).fill(52000));
export const ruined = futures(Array.from({ length: 20 }, (_, i) => -900000 + i * 12000), 20);
export const nearNought = futures([-9000, ...Array.from({ length: 19 }, (_, i) => 200000 + i * 30000)]);

const voiced = (name, values, voice, change = {}) => ({ name: Array.isArray(name) ? name : part(name), values, voice, dashed: false, ...change });
const curves = (id, change) => figure(id, { is: "curves", bands: [], lines: [], levels: [], zones: [], marks: [], ...change });

const months = Array.from({ length: 43 }, (_, i) => i);
const balance = (depth) => months.map((m) => (m < 18 ? -m * depth : -18 * depth + (m - 18) * depth * 0.9 + (m > 36 ? (m - 36) * 9000 : 0)));
const spread = (share) => balance(36000).map((v, i) => v - Math.max(0, i - 17) * share);

/** Cash: bands of likely balances, what the provider has to lose, the month in which it is gone. */
export const cash = curves("cash", {
  x: months,
  units: ["months", "gbp_short"],
  axes: ["months since the start", "what is in the bank"],
  bands: [
    { name: "18 of 20 futures", low: spread(9000), high: spread(-9000), voice: "provider" },
    { name: "10 of 20 futures", low: spread(4000), high: spread(-4000), voice: "provider" },
  ],
  lines: [voiced("on average", balance(36000), "provider")],
  levels: [{ y: -140000, text: [{ text: "reserves: " }, money(140000, "reserves")], fails: true }],
  marks: [{ x: 3.9, y: -140000, text: [{ text: "the cash is gone in " }, { text: "month 4", result: "cash_out_month" }], fails: true }],
});
export const cashBefore = curves("cash", { ...cash.chart, lines: [voiced("on average", balance(25000), "provider")] });

const effects = Array.from({ length: 41 }, (_, i) => -2 + i * 0.3);
const profit = effects.map((p) => p / 100).map((e) => (e < 0.005 ? 90000 - e * 2.2e6 : e < 0.05 ? 79000 - (e - 0.005) * 2.4e6 : -29000 + (e - 0.05) * 5.5e6));
/** Doing better pays worse, up to the threshold. */
export const perverse = curves("flat_zone", {
  x: effects,
  units: ["points", "gbp_short"],
  axes: ["how many more succeed because of it, points", "profit that the provider can expect"],
  lines: [voiced("expected profit", profit, "provider"), voiced("if every success were paid", effects.map((e) => e * 2e4 - 20000), "commissioner", { dashed: true })],
  zones: [{ from: 0.5, to: 5, text: part("here doing worse pays better") }],
  marks: [{ x: 3.6, y: 79000 - 0.031 * 2.4e6, text: [{ text: "now: " }, money(4600, "profit")], fails: false }],
});

const party = (name, column, voice, text = []) => ({ name, column, voice, text });
const flow = (from, to, value, voice, worth = false) => ({ from, to, value, text: { text: pounds(value), result: `flow[${from}][${to}][${worth}]` }, voice, worth });
const flows = (columns, nodes, links) => figure("flows", { is: "flows", unit: "gbp", columns, nodes, links });
const steps = ["Who pays", "Into one pool", "Who delivers", "Who gains"];
const payers = [party("The council", 0, "commissioner"), party("The rest of the NHS", 0, "commissioner"), party("Ministry of Justice", 0, "commissioner")];
const inside = [party("One contract", 1, "commissioner", part("pays for results")), party("A charity", 2, "provider", [{ text: "keeps " }, money(87800, "margin")])];

/** Three who pay into one purse, and who gains: two in cash, two in what is not cash. */
export const purse = flows(
  steps,
  [
    ...payers,
    ...inside,
    party("The council", 3, "commissioner", [money(31500, "net[council]"), { text: " less than it paid" }]),
    party("Ministry of Justice", 3, "commissioner"),
    party("People who get well", 3, "people"),
    party("Victims of crime", 3, "people", part("harm that never happens")),
  ],
  [
    flow(0, 3, 450000, "commissioner"),
    flow(1, 3, 180000, "commissioner"),
    flow(2, 3, 250000, "commissioner"),
    flow(3, 4, 880000, "commissioner"),
    flow(4, 5, 120000, "commissioner"),
    flow(4, 6, 310000, "commissioner"),
    flow(4, 7, 640000, "people", true),
    flow(4, 8, 420000, "people", true),
  ],
);
export const purseBefore = flows(purse.chart.columns, purse.chart.nodes, purse.chart.links.map((l) => flow(l.from, l.to, l.value * (l.worth ? 0.6 : 1.3), l.voice, l.worth)));

/** One who pays; eight who gain, one of them a thousandth; one gains in both ways, and one straight from the payer. */
export const uneven = flows(
  ["Who pays", "Who delivers", "Who gains, one budget or person after the other"],
  [
    party("The council", 0, "commissioner"),
    party("A provider", 1, "provider", [{ text: "loses " }, { ...money(12000, "loss"), fails: true }]),
    ...Array.from({ length: 8 }, (_, i) => party(`Budget ${"abcdefgh"[i]} of those who gain`, 2, i % 2 ? "people" : "commissioner")),
  ],
  [
    flow(0, 1, 1000000, "commissioner"),
    ...[1000, 900000, 120000, 40000, 90000, 60000, 5000, 210000].map((value, i) => flow(1, i + 2, value, i % 2 ? "people" : "commissioner", i % 2 === 1)),
    flow(1, 4, 70000, "people", true),
    flow(0, 9, 150000, "commissioner"),
  ],
);

/** Nothing passes: the parties stand alone. */
export const still = flows(["Who pays", "Who gains"], [party("The council", 0, "commissioner"), party("Nobody yet", 1, "people")], []);

const shares = Array.from({ length: 21 }, (_, i) => i / 20);
/** Two lines that end close together, one invented; what one turns stands under a hand. */
export const risk = curves("risk", {
  x: shares,
  units: ["percent", "gbp_short"],
  axes: ["share of the pay that depends on results", "risk, as £ that would have to be held against it"],
  lines: [
    voiced("risk moved to the provider", shares.map((s) => s * 400000), "commissioner"),
    voiced([{ text: "risk invented: " }, money(390000, "invented"), { text: " that nobody bore before" }], shares.map((s) => s * s * 390000), "provider"),
    voiced("left with the council", shares.map((s) => (1 - s) * 400000), "people"),
  ],
  levels: [
    { y: 120000, text: [{ text: "all that it has: " }, money(120000, "reserves")], fails: true },
    { y: 100000, text: part("what charities of this size hold"), fails: false },
  ],
  zones: [{ from: 0, to: 0.2, text: part("nothing is put to the test") }, { from: 0.55, to: 1, text: part("no charity of this size could bid") }],
  marks: [
    { x: 0.6, y: 240000, text: [{ text: "now: " }, money(240000, "moved"), { text: " moved" }], fails: false },
    { x: 0.6, y: 140400, text: [money(140400, "invented_now"), { text: " invented" }], fails: true },
  ],
  handle: { path: "share", scale: 1 },
});

/** One line and nothing else; due anyway is hatched here too. */
export const bare = curves("bare", {
  x: [0, 2500, 5000, 7500],
  units: ["gbp", "of100"],
  axes: ["price of a result", "futures in which it loses money"],
  bands: [{ name: "due anyway", low: [0, 0, 0, 0], high: [0.3, 0.2, 0.1, 0.1], voice: "anyway" }],
  lines: [voiced("chance of a loss", [0.95, 0.6, 0.2, 0.02], "provider")],
});
