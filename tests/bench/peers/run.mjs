// One peer in a process of its own, so that no other's code has shaped what the compiler makes of it: `node run.mjs MODULE EXPORT`.
// Reads [{task, samples, runs}] as JSON from standard input; writes µs a sample of each run, by the clock and of the processor, and
// what it came to.
import { text } from "node:stream/consumers";

const [module, name] = process.argv.slice(2);
const run = (await import(`./${module}.mjs`))[name];
const tasks = [];
for (const { task, samples, runs } of JSON.parse(await text(process.stdin))) {
  // JSON has no infinity: no cap
  task.cap ??= Infinity;
  const [path, busy, answers] = [[], [], []];
  await run(task, Math.ceil(samples / 10), 0xffff);
  for (let seed = 1; seed <= runs; seed += 1) {
    const [before, started] = [process.cpuUsage(), performance.now()];
    answers.push(await run(task, samples, seed));
    path.push(((performance.now() - started) * 1e3) / samples);
    const { user, system } = process.cpuUsage(before);
    busy.push((user + system) / samples);
  }
  tasks.push({ path, busy, answers });
}
console.log(JSON.stringify({ tasks }));
