// The answer, first and large: at most three sentences, what changed, and a one-line digest for small screens.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Answer, Part } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { prose } from "./parts.ts";

const paragraph = (answer: Answer): unknown[] =>
  answer.sentences.flatMap((s, i) => (i === 0 ? prose(s) : [" ", ...prose(s)]));

/** The phrases that carry a colour or a failure; neighbouring parts are one phrase. */
function phrases(answer: Answer): Part[][] {
  const found: Part[][] = [];
  for (const sentence of answer.sentences) {
    let open: Part[] | null = null;
    for (const part of sentence) {
      if (!part.fails && !(part.strong && part.voice)) open = null;
      else if (open) open.push(part);
      else found.push((open = [part]));
    }
  }
  return found;
}

/** What a thumb on a slider can still see. */
export const digest = (answer: Answer, generation: number): TemplateResult =>
  html`<p class="digest" aria-hidden="true" data-generation=${generation}>
    ${phrases(answer).map((p, i) => [i > 0 ? html`<span class="dot">·</span>` : nothing, ...prose(p)])}
  </p>`;

export function answer(state: State, act: Act, a: Answer, generation: number): TemplateResult {
  const { say } = state;
  const stale = generation !== state.reply.generation;
  return html`<div class="answer ${stale ? "is-stale" : ""}" data-generation=${generation}>
    ${stale ? html`<p class="stale">${say("stale")}</p>` : nothing}
    <p class="said">${paragraph(a)}</p>
    <p class="changed">${a.changed.length > 0 ? prose(a.changed, act) : html`<span class="unprinted">${say("changed_none")}</span>`}</p>
  </div>`;
}
