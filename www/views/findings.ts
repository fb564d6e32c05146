// What a bidder is told beneath the verdict: three answers, what would hurt, what to ask for, what to take away.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Findings, Question, View } from "../gen/pbr.js";
import { answerOf, inputAt, type Act, type State } from "../state.ts";
import { offers } from "./offers.ts";
import { plain, prose } from "./parts.ts";
import { twin } from "./table.ts";
import { trail } from "./trail.ts";

/** On paper only: the questions are not there, so their answers are told. */
export const given = (state: State, view: View, questions: readonly Question[]): TemplateResult =>
  html`<section class="given" aria-hidden="true">
    <h3>${state.say("print_inputs")}</h3>
    <ul>
      ${questions.map((q) => {
        const input = inputAt(view, q.path);
        return input ? html`<li>${q.asks} <strong data-input=${q.path}>${input.text}</strong> (${input.status})</li>` : nothing;
      })}
    </ul>
  </section>`;

function paste(state: State, act: Act, text: string): TemplateResult {
  const { say } = state;
  return html`<section class="paste">
    <h3 id="paste-heading">${say("bid_paste")}</h3>
    <textarea id="paste-text" rows="10" readonly aria-labelledby="paste-heading" .value=${text}></textarea>
    <button type="button" class="button" data-act="copy" @click=${() => act.copyPaste()}>${say("link_copy")}</button>
    <span role="status">${state.pasted ? say(state.pasted === "copied" ? "link_copied" : "bid_select") : ""}</span>
  </section>`;
}

export function findings(
  state: State,
  act: Act,
  view: View,
  questions: readonly Question[],
  f: Findings,
  generation: number,
): TemplateResult {
  const { say } = state;
  const answer = answerOf(state.answered);
  return html`<div class="findings">
    ${f.answers.map(
      (a) =>
        html`<section>
          <h3>${a.title}</h3>
          <p>${prose(a.says, act)}</p>
        </section>`,
    )}
    ${answer ? trail(state, act, "bid", view, answer) : nothing}
    <section>
      <h3>${plain(f.stress.caption)}</h3>
      ${twin(f.stress, generation, false)}
    </section>
    <section>
      <h3>${prose(f.asks_note)}</h3>
      ${offers(state, act, f.asks, generation !== state.reply.generation)}
    </section>
    ${given(state, view, questions)}
    <section>
      <h3>${say("bid_assumed")}</h3>
      <ul>
        ${f.assumed.map((line) => html`<li>${prose(line)}</li>`)}
      </ul>
    </section>
    ${
      f.to_ask.length === 0
        ? nothing
        : html`<section class="to-ask">
          <h3>${say("bid_ask")}</h3>
          <ul>
            ${f.to_ask.map((line) => html`<li>${line}</li>`)}
          </ul>
        </section>`
    }
    ${paste(state, act, f.paste)}
    <p class="muted">${prose(f.stamp)}</p>
  </div>`;
}
