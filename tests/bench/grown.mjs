// FRONT1 with more of one thing at a time: people, groups, months, clauses.

/** Drafts with what grew, and to how many. */
export function grown(draft) {
  const all = [];
  const vary = (what, sizes, change) => {
    sizes.forEach((size, i) => {
      const text = JSON.parse(draft);
      change(text.scenarios[0], size);
      all.push({ what: i ? "" : what, size: size.toLocaleString("en-GB"), draft: JSON.stringify(text) });
    });
  };
  vary("people", [100, 1_000, 10_000, 100_000], (s, n) => {
    for (const group of s.people) group.referrals.v *= n / 1_000;
  });
  vary("groups", [1, 3, 6, 12], (s, n) => {
    s.people = Array.from({ length: n }, (_, i) => {
      const group = structuredClone(s.people[i % 3]);
      return { ...group, id: `g${i}`, name: `group ${i}`, stream: i + 1, referrals: { ...group.referrals, v: 1_000 / n } };
    });
    // ranks of need are given to none or to each once
    for (const group of s.people) delete group.need_rank;
  });
  vary("months", [12, 24, 48, 96], (s, n) => (s.months.v = n));
  vary("clauses", [1, 2, 4, 8, 16], (s, n) => {
    const [payment] = s.contracts[0].payments;
    s.contracts[0].payments = Array.from({ length: n }, (_, i) => {
      const part = structuredClone(payment);
      part.pay.of.rate.v /= n;
      return { name: `Results ${i + 1}`, pay: { is: "Clamp", hi: 2_000_000 / n, scope: "contract", settle: "running", of: part.pay } };
    });
  });
  return all;
}
