// The workbench beneath the answer: its tools, one open at a time.
import { html, nothing, type TemplateResult } from "lit-html";
import { TOOLS, type Tool } from "../bench.ts";
import { ask } from "./ask.ts";
import { compare } from "./compare.ts";
import { matters } from "./matters.ts";
import { answerOf, viewOf, type Act, type State } from "../state.ts";
import { take } from "./take.ts";
import { trail } from "./trail.ts";
import { working } from "./working.ts";

const DRAWN: Readonly<Record<Tool, (state: State, act: Act) => TemplateResult | typeof nothing>> = { compare, ask, matters, working, take };
/** Those that tell numbers of their own. */
const TELLS: readonly Tool[] = ["compare", "ask", "matters"];

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
  const { tool } = bench;
  const [view, answer] = [viewOf(state.reply), answerOf(state.answered)];
  const explained = TELLS.find((t) => t === tool) as "compare" | "ask" | "matters" | undefined;
  return html`<section class="bench" id="bench" tabindex="-1" aria-labelledby="bench-heading">
    <h2 id="bench-heading">${say("bench_heading")}</h2>
    <div class="bench-tools" role="group" aria-labelledby="bench-heading">
      ${TOOLS.map(
        (each) =>
          html`<button type="button" class="tool" data-tool=${each} aria-expanded=${each === tool ? "true" : "false"} aria-controls="bench-tool" @click=${() => act.bench.open(each)}>
            ${say(`tool_${each}`)}
          </button>`,
      )}
    </div>
    <div id="bench-tool" class="bench-tool">${tool ? DRAWN[tool](state, act) : nothing} ${explained && view && answer ? trail(state, act, explained, view, answer) : nothing}</div>
  </section>`;
}
