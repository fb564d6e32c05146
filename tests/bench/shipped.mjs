// The shipped WebAssembly in a Node of its own. Reads {drafts, runs} as JSON from standard input; writes times and answers.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import * as glue from "../../www/gen/pbr.js";
import { timed } from "./product.mjs";

glue.initSync({ module: await readFile(new URL("../../www/gen/pbr_bg.wasm", import.meta.url)) });
const { drafts, runs } = JSON.parse(await text(process.stdin));
console.log(JSON.stringify({ tasks: drafts.map((draft) => timed(glue, draft, runs)) }));
