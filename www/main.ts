// stand-in: one number from the page's own instance, one from the worker's
import { html, render } from "lit-html";
import { scaleLinear } from "d3-scale";
import { initSync, twice } from "./gen/pbr.js";
import { wasmGzipBase64 } from "virtual:wasm";
import { workerScript } from "virtual:worker";

async function compiled(): Promise<WebAssembly.Module> {
  const gzip = Uint8Array.from(atob(wasmGzipBase64), (c) => c.charCodeAt(0));
  const stream = new Blob([gzip]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new WebAssembly.Module(await new Response(stream).arrayBuffer());
}

const module = await compiled();
initSync({ module });
const worker = new Worker(URL.createObjectURL(new Blob([workerScript], { type: "text/javascript" })));
const answer = await new Promise((resolve) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.postMessage(module);
});
const ticks = scaleLinear([0, 10], [0, 1]).ticks(3).join(" ");
render(html`<p class="govuk-body">Twice 21 is ${twice(21)}, twice 42 is ${answer}, ticks ${ticks}.</p>`,
  document.getElementById("answer")!);
document.documentElement.dataset["ready"] = "";
