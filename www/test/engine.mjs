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

/** What a step of the explainer shows of a draft, waited for where it takes long. */
export function scene(id, draft) {
  const told = glue.scene(id, draft, undefined, 0, "en");
  if (!told.waits) return told;
  const run = new glue.Run(draft, undefined, 0, `scene:${id}`);
  const { scene } = run.step(1);
  run.free();
  return scene;
}

const known = new Map();

/** What the page says of a draft in the end, when all of its futures are drawn; worked out once for each draft. */
export function settled(draft) {
  if (!known.has(draft)) {
    const run = new glue.Run(draft, undefined, 0, "futures");
    let progress;
    do progress = run.step(2 ** 31);
    while (progress.done < progress.total);
    run.free();
    // a recorded path has no futures
    known.set(draft, progress.answer ?? glue.evaluate(draft, undefined, 0).views[0].answer);
  }
  return known.get(draft);
}
