// The workbench beneath the answer: its tools, one open at a time.
import { html, nothing, type TemplateResult } from "lit-html";
import { TOOLS, type Tool } from "../bench.ts";
import type { Act, State } from "../state.ts";
import { ask } from "./ask.ts";
import { compare } from "./compare.ts";
import { matters } from "./matters.ts";
import { take } from "./take.ts";

const DRAWN: Readonly<Record<Tool, (state: State, act: Act) => TemplateResult>> = { compare, ask, matters, take };

/** How far a task is, and a button that stops it; `job` is the task. */
export function progress(state: State, act: Act, job: string): TemplateResult | typeof nothing {
  const { say, bench } = state;
  const worked = bench.worked.find((w) => w.job === job && w.draft === state.sound);
  const { done = 0, total = 1 } = worked?.progress ?? {};
  if (worked && done >= total) return nothing;
  const stopped = bench.stopped === job;
  return html`<p class="working">
    <progress max=${total} .value=${done} aria-label=${say("figure_working")}></progress>
    <button type="button" class="text-button" @click=${() => (stopped ? act.bench.resume() : act.bench.stop(job))}>${say(stopped ? "bench_resume" : "bench_stop")}</button>
  </p>`;
}

export function bench(state: State, act: Act): TemplateResult {
  const { say, bench } = state;
  return html`<section class="bench" id="bench" tabindex="-1" aria-labelledby="bench-heading">
    <h2 id="bench-heading">${say("bench_heading")}</h2>
    <div class="bench-tools" role="group" aria-labelledby="bench-heading">
      ${TOOLS.map(
        (tool) =>
          html`<button type="button" class="tool" data-tool=${tool} aria-expanded=${bench.tool === tool ? "true" : "false"} aria-controls="bench-tool" @click=${() => act.bench.open(tool)}>
            ${say(`tool_${tool}`)}
          </button>`,
      )}
    </div>
    <div id="bench-tool" class="bench-tool">${bench.tool ? DRAWN[bench.tool](state, act) : nothing}</div>
  </section>`;
}
