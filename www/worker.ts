// The engine's script: on the page it hands the engine to main.ts; its own text, run in a worker, does the jobs.
import * as glue from "./gen/pbr.js";
import { afresh, serve } from "./server.ts";

// by name: what is not named is not bundled
const core = {
  afresh,
  serve,
  initSync: glue.initSync,
  catalogue: glue.catalogue,
  scheme: glue.scheme,
  checks: glue.checks,
  deck: glue.deck,
  pose: glue.pose,
  scene: glue.scene,
  evaluate: glue.evaluate,
  edit: glue.edit,
  set: glue.set,
  nudge: glue.nudge,
  reset: glue.reset,
  act: glue.act,
  ranges: glue.ranges,
  spot: glue.spot,
  format: glue.format,
  encode: glue.encode,
  decode: glue.decode,
  without: glue.without,
  salvage: glue.salvage,
  workbook: glue.workbook,
  stamp: glue.stamp,
  digits: glue.digits,
  groups_table: glue.groups_table,
  groups_pasted: glue.groups_pasted,
};

export type Core = typeof core;

declare global {
  /** The engine's script stands before the page's. */
  var pbr: Core;
}

if (typeof document === "object") globalThis.pbr = core;
else {
  self.onmessage = ({ data }) => {
    if (data instanceof WebAssembly.Module) glue.initSync({ module: data });
    self.postMessage(serve(data));
  };
  self.onmessageerror = () => {
    throw new Error("a message did not arrive");
  };
}
