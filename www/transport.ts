// How requests reach who serves them: a worker, or, where a browser refuses workers, the page itself between frames.
import { Trapped } from "./engine.ts";
import type { Request, Served } from "./server.ts";
import type { Core } from "./worker.ts";

/** One request, one reply. Throws `Trapped` if whoever served is gone; the next request finds a fresh one. */
export type Transport = (request: Request) => Promise<Served>;

/** `pause` ends the task at hand, so that input and drawing come before every step. */
export const onPage =
  ({ serve, afresh }: Pick<Core, "serve" | "afresh">, pause: (then: () => void) => void): Transport =>
  (request) =>
    new Promise((tell, fail) => {
      pause(() => {
        const reply = serve(request);
        if (reply.fault === undefined) return tell(reply);
        afresh();
        fail(new Trapped(reply.fault));
      });
    });

interface Waiting {
  readonly request: Request;
  readonly tell: (reply: Served) => void;
  readonly fail: (why: unknown) => void;
}

const PATIENCE = 20; // seconds counted without a reply: counted, or a computer that slept would lose its worker

/** A worker that never answers is one that this browser refuses: from then on every request goes `otherwise`. */
export function inWorker(script: string, module: WebAssembly.Module, otherwise: Transport): Transport {
  const waiting = new Map<number, Waiting>(); // by id, oldest first
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  let worker: Worker | null = null;
  let answered = false;
  let refused = false;
  let watch = 0;
  let quiet = 0;

  function hire(): Worker {
    answered = false;
    const hired = new Worker(url);
    hired.onmessage = ({ data }) => hired === worker && heard(data);
    hired.onerror = (event) => {
      event.preventDefault(); // it is told on the page, or nothing is lost
      if (hired === worker) lost(event.message);
    };
    hired.postMessage(module); // compiled once; any reply to it will do
    return hired;
  }

  function heard(reply: Served): void {
    answered = true;
    quiet = 0;
    if (reply.fault !== undefined) return lost(reply.fault, reply.id);
    waiting.get(reply.id)?.tell(reply);
    waiting.delete(reply.id);
    if (waiting.size === 0) relax();
  }

  function relax(): void {
    clearInterval(watch);
    watch = 0;
    quiet = 0;
  }

  /** What it died of, the oldest request if nobody knows, is not asked again; what waits behind that is. */
  function lost(why: string, id = waiting.keys().next().value): void {
    worker?.terminate();
    worker = null;
    relax();
    if (!answered) refused = true;
    else if (id !== undefined) {
      waiting.get(id)?.fail(new Trapped(why));
      waiting.delete(id);
    }
    [...waiting.values()].forEach(send);
  }

  function send(one: Waiting): void {
    const { request, tell, fail } = one;
    if (refused) {
      waiting.delete(request.id);
      otherwise(request).then(tell, fail);
      return;
    }
    waiting.set(request.id, one);
    try {
      worker ??= hire();
      worker.postMessage(request);
      watch ||= setInterval(() => (quiet += 1) < PATIENCE || lost("no reply"), 1000);
    } catch (fault) {
      lost(String(fault));
    }
  }

  return (request) => new Promise((tell, fail) => send({ request, tell, fail }));
}
