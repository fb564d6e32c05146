// The answer, first and large: at most three sentences, what changed, and a one-line digest for small screens.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Answer, Part } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { prose } from "./parts.ts";

const paragraph = (answer: Answer): unknown[] =>
  answer.sentences.flatMap((s, i) => (i === 0 ? prose(s) : [" ", ...prose(s)]));

/** What a thumb on a slider can still see: the words the answer leans on. */
export function digest(answer: Answer, generation: number): TemplateResult {
  const strong: Part[] = answer.sentences.flat().filter((p) => p.strong);
  return html`<p class="digest" aria-hidden="true" data-generation=${generation}>
    ${strong.map((p, i) => [i > 0 ? html`<span class="dot">·</span>` : nothing, ...prose([p])])}
  </p>`;
}

export function answer(state: State, act: Act, a: Answer, generation: number): TemplateResult {
  const { say } = state;
  const stale = generation !== state.reply.generation;
  return html`<div class="answer ${stale ? "is-stale" : ""}" data-generation=${generation}>
    ${stale ? html`<p class="stale">${say("stale")}</p>` : nothing}
    <p class="said">${paragraph(a)}</p>
    <p class="changed">${a.changed.length > 0 ? prose(a.changed, act) : html`<span class="unprinted">${say("changed_none")}</span>`}</p>
  </div>`;
}
