// The engine that the page ships, in this process: what tests hold the page against.
import { readFile } from "node:fs/promises";
import * as glue from "../gen/pbr.js";

glue.initSync({ module: await readFile(new URL("../gen/pbr_bg.wasm", import.meta.url)) });

export { glue };
export const { schemes, words, results } = glue.catalogue("en");

/** A picture that is worked out only when looked at; none if the draft has no such picture. */
export function picture(draft, id) {
  const run = new glue.Run(draft, undefined, 0, id);
  const { figure } = run.step(1);
  run.free();
  return figure;
}

/** Every answer that the page shows of a draft: at once, with its first futures, and with all of them. */
export function answers(draft) {
  const [view] = glue.evaluate(draft, undefined, 0).views;
  const all = [view.answer];
  const run = new glue.Run(draft, undefined, 0, "futures");
  for (let done = false; !done; ) {
    const progress = run.step(16_384);
    if (progress.answer) all.push(progress.answer);
    done = progress.done === progress.total;
  }
  run.free();
  return all;
}
