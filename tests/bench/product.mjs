// The product's side of the comparison, in whatever runs its shipped WebAssembly: Node, or a browser that is handed this text. The
// same steps as `tasks.rs` takes natively. `glue` is the module's script, started.

/** Times and answers of one task: a whole reply, and a future drawn and settled. */
export function timed(glue, draft, runs) {
  const FIRST = 1024;
  const ms = (work) => {
    const started = performance.now();
    work();
    return performance.now() - started;
  };
  // µs that the processor has worked, where Node tells: what others do meanwhile is not in it
  const worked = () => {
    const used = globalThis.process?.cpuUsage();
    return used ? used.user + used.system : NaN;
  };
  const changed = (change) => {
    const text = JSON.parse(draft);
    change(text);
    return JSON.stringify(text);
  };
  const futures = (text) => {
    const job = new glue.Run(text, undefined, 1, "futures");
    let total;
    let last;
    const first = ms(() => ({ total } = job.step(FIRST)));
    // all but the last, so that no statistics and no words are among them
    const between = total - FIRST - 1;
    const before = worked();
    const only = ms(() => job.step(between));
    const busy = (worked() - before) / between;
    const end = ms(() => (last = job.step(1)));
    job.free();
    const figure = (id) => last.answer.results.find((result) => result.id === id).value;
    const answer = { paid: figure("paid"), margin: figure("margin"), loss: figure("loss_chance"), cash: figure("cash_for_19") };
    return { path: (only * 1e3) / between, busy, whole: first + only + end, answer };
  };
  glue.evaluate(draft, undefined, 1);
  const told = { reply: [], path: [], busy: [], whole: [], answers: [] };
  const started = worked();
  for (let i = 0; i < 5 * runs; i += 1) told.reply.push(ms(() => glue.evaluate(draft, undefined, 1)));
  told.replying = (worked() - started) / 1e3 / told.reply.length;
  for (let seed = 1; seed <= runs; seed += 1) {
    const fresh = futures(changed((text) => (text.seed = seed)));
    told.path.push(fresh.path);
    told.busy.push(fresh.busy);
    told.whole.push(fresh.whole);
    told.answers.push(fresh.answer);
  }
  return told;
}

/** The same at a glance, for tasks that grow: ms of five replies, and µs for each of a thousand futures. */
export function glanced(glue, draft) {
  const reply = [];
  for (let i = 0; i < 5; i += 1) {
    const started = performance.now();
    glue.evaluate(draft, undefined, 1);
    reply.push(performance.now() - started);
  }
  const job = new glue.Run(draft, undefined, 1, "futures");
  const before = process.cpuUsage();
  // one short of the first answer, so that no words are among them
  job.step(1023);
  const { user, system } = process.cpuUsage(before);
  job.free();
  return { reply, busy: (user + system) / 1023 };
}
