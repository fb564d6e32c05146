// stand-in: the worker computes with the page's compiled module
import { initSync, twice } from "./gen/pbr.js";

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = ({ data }: MessageEvent<WebAssembly.Module>) => {
  initSync({ module: data });
  self.postMessage(twice(42));
};
