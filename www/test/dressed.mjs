// The real page on the real engine, whose replies carry pictures, switches and offers made up here: what the page does with
// them does not hang on which contract has which of them. The engine's own are looked at in numbers.test.mjs and page.test.mjs.

/** Runs in the page, before its script. */
function dress() {
  const { Instance } = WebAssembly;
  globalThis.asked = []; // the drafts of which a costly picture was wanted

  const part = (text, result) => ({ text, fails: false, strong: false, ...(result ? { result } : {}) });
  const pounds = (n) => `${n < 0 ? "−" : ""}£${Math.abs(Math.round(n)).toLocaleString("en-GB")}`;
  const inputOf = (view, end) => view.inputs.find(({ path }) => path.endsWith(end));

  const groups = [
    ["Closest to coping", 400, 3000, 2.2],
    ["In need of real support", 400, 4800, 0.6],
    ["Hardest to help", 200, 12500, 0.4],
  ];

  function helpMap(view) {
    const rate = inputOf(view, "pay.of.rate");
    const motive = inputOf(view, "provider.motive").value;
    const price = rate.value;
    return {
      id: "help",
      question: "Who is left out?",
      headline: [part("At "), part(pounds(price), "price"), part(" some are left without extra help")],
      subtitle: [part("Extra help a head that pays the provider back, by price per result")],
      chart: {
        is: "help_map",
        most: Math.max(20000, price * 1.25),
        stretched: globalThis.stretched ?? false,
        axis: "price per result",
        groups: groups.map(([name, people, from, pace], i) => {
          const threshold = motive > 0 ? from * 0.28 : from;
          const help = Math.max(0, (price - threshold) * pace * 0.07);
          const helped = help >= 100 ? "helped" : help > 0 ? "little" : "not";
          return {
            name,
            people,
            people_text: part(`${people} people`, `people[${i}]`),
            price,
            price_text: part(pounds(price), "price"),
            threshold,
            threshold_text: part(pounds(threshold), `threshold[${i}]`),
            helped,
            help_text: help > 0 ? [part(pounds(help), `help[${i}]`), part(" of extra help each")] : [part("no extra help")],
            handle: { path: rate.path, scale: 1 },
          };
        }),
      },
      table: {
        caption: [part("Who is helped")],
        columns: ["Group", "Begins at"],
        rows: groups.map(([name, , from], i) => ({ head: { result: "", text: name }, cells: [{ result: `from[${i}]`, text: pounds(from) }] })),
      },
      remarks: [[part("A flat price says that a success is worth the same for everyone.")]],
      switches: [
        {
          label: "The provider",
          options: [
            { label: "looks to its margin", chosen: motive === 0, act: "motive=0" },
            { label: "puts people first", chosen: motive === 0.15, act: "motive=0.15" },
          ],
        },
      ],
      offers: [
        {
          title: "A price at which nobody is left out",
          says: [[part("£12,550 a result instead of "), part(pounds(price), "price"), part(".")]],
          act: "rate 12550",
        },
        { title: "Do not pay by results here", says: [[part("Nothing would be gained by it.")]] },
      ],
    };
  }

  function fall(price) {
    const piece = (name, value, voice) => ({ name, value, text: pounds(value), result: `piece[${name}]`, voice });
    const bar = (name, from, pieces, end) => ({ name, from, pieces, text: [part(pounds(end), `end[${name}]`)] });
    return {
      id: "fall",
      question: "What does each term cost?",
      headline: [part("A price of "), part(pounds(price), "price"), part(" costs the most")],
      subtitle: [part("What each term adds")],
      chart: {
        is: "bars",
        unit: "gbp",
        bars: [
          bar("The price", 0, [piece("due anyway", price * 200, "anyway"), piece("for more", price * 60, "people")], price * 260),
          bar("Waiting for the money", price * 260, [piece("waiting", -price * 90, "provider")], -price * 90),
          bar("What is left", 0, [piece("left", price * 170, "commissioner")], price * 170),
        ],
      },
      table: { caption: [part("Terms")], columns: ["Term", "£"], rows: [] },
    };
  }

  WebAssembly.Instance = function (module, imports) {
    const { exports } = new Instance(module, imports);
    const table = exports.__wbindgen_externrefs;
    const text = (at, length) => new TextDecoder().decode(new Uint8Array(exports.memory.buffer, at, length));
    /** In the place of something that the engine gives away. */
    const give = (object) => {
      const at = exports.__wbindgen_malloc(2, 1);
      new TextEncoder().encodeInto("en", new Uint8Array(exports.memory.buffer, at, 2));
      const back = exports.catalogue(at, 2);
      table.set(back[0], object);
      return back;
    };
    const payOf = (draft) => draft.scenarios[0].contracts[0].payments[0].pay.of;
    const rateOf = (draft) => payOf(JSON.parse(draft)).rate.v ?? payOf(JSON.parse(draft)).rate;
    return {
      exports: {
        ...exports,
        evaluate(...given) {
          const back = exports.evaluate(...given);
          for (const view of back[2] ? [] : table.get(back[0]).views) {
            if (!view.answer || !inputOf(view, "pay.of.rate")) continue;
            const map = helpMap(view);
            view.answer.figures.unshift(map);
            view.answer.tabs.unshift(map, { id: "fall", question: "What does each term cost?" });
          }
          return back;
        },
        figure(...given) {
          const [draft, id] = [text(given[0], given[1]), text(given[2], given[3])];
          exports.figure(...given);
          if (id !== "fall") return give(undefined);
          globalThis.asked.push(draft);
          return give(fall(rateOf(draft)));
        },
        act(...given) {
          const [draft, deed] = [text(given[0], given[1]), text(given[2], given[3])];
          const back = exports.act(...given);
          const [, value] = deed.split("rate ");
          if (value) {
            const tree = JSON.parse(draft);
            payOf(tree).rate = Number(value);
            table.get(back[0]).draft = JSON.stringify(tree);
          }
          return back;
        },
        catalogue(...given) {
          const back = exports.catalogue(...given);
          const row = table.get(back[0]).results.find(({ id }) => id === "anyway_share");
          row.standard = "Deadweight";
          row.says = "Of each pound, how much would be paid even if nobody got extra help.";
          row.limits = "It trusts what is said of those who would succeed anyway.";
          return back;
        },
      },
    };
  };
}

export const dressed = { before: (page) => page.evaluateOnNewDocument(dress) };
