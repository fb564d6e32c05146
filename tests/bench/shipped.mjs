// The shipped WebAssembly in a Node of its own. Reads {drafts, runs} as JSON from standard input, without runs for a
// glance; writes times and answers.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import * as glue from "../../www/gen/pbr.js";
import { glanced, timed } from "./product.mjs";

glue.initSync({ module: await readFile(new URL("../../www/gen/pbr_bg.wasm", import.meta.url)) });
const { drafts, runs } = JSON.parse(await text(process.stdin));
console.log(JSON.stringify({ tasks: drafts.map((draft) => (runs ? timed(glue, draft, runs) : glanced(glue, draft))) }));
