// The door "I am bidding": nine questions, each a field of the draft, and beside them what they come to.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Door, Question, View } from "../gen/pbr.js";
import { fieldId, inputAt, viewOf, type Act, type State } from "../state.ts";
import { errors } from "./errors.ts";
import { field } from "./field.ts";
import { findings } from "./findings.ts";
import { panel } from "./panel.ts";
import { prose } from "./parts.ts";
import { trouble } from "./trouble.ts";

function question(state: State, act: Act, view: View, q: Question): TemplateResult | typeof nothing {
  const found = inputAt(view, q.path);
  if (!found) return nothing;
  const input = { ...found, name: q.asks, hint: q.hint }; // here the field goes by its question
  const id = fieldId(q.path);
  const { presets = [], unknown } = q;
  return html`<li>
    <label for=${id} id="asks:${q.path}">${q.asks}</label>
    <p class="hint">${q.hint}</p>
    <p class="entry">${field(state, act, input)} <span class="tag" aria-hidden="true">${input.status}</span></p>
    ${
      presets.length === 0
        ? nothing
        : html`<p class="also" role="group" aria-label=${q.asks}>
          ${presets.map(
            (p) =>
              html`<button type="button" class="text-button" aria-pressed=${p.chosen ? "true" : "false"} @click=${() => act.take(p.act)}>${p.label}</button> `,
          )}
        </p>`
    }
    ${
      unknown
        ? html`<label class="unknown">
          <input
            type="checkbox"
            aria-labelledby="unknown:${q.path} asks:${q.path}"
            .checked=${live(unknown.chosen)}
            @change=${() => act.take(unknown.act)}
          />
          <span id="unknown:${q.path}">${unknown.label}</span>
        </label>`
        : nothing
    }
    ${state.open === q.path ? panel(state, act, input) : nothing}
  </li>`;
}

export function door(state: State, act: Act, view: View, { questions, provenance }: Door): TemplateResult {
  const { say } = state;
  const told = viewOf(state.answered ?? state.reply)?.door?.findings;
  const generation = state.answered?.generation ?? 0;
  const stale = generation !== state.reply.generation;
  return html`<div class="bid" id="bid" tabindex="-1">
    <section class="contract" aria-labelledby="bid-heading" data-generation=${state.reply.generation}>
      ${trouble(state, act)} ${errors(state, act)}
      <h2 id="bid-heading">${say("bid_heading")}</h2>
      <ol class="questions">
        ${questions.map((q) => question(state, act, view, q))}
      </ol>
      <button type="button" class="button is-quiet" data-act="calculator" @click=${() => act.go("calculator")}>${say("calculator")}</button>
    </section>
    ${
      told
        ? html`<div class="found ${stale ? "is-stale" : ""}" data-generation=${generation}>
          <section class="verdict" id="verdict" tabindex="-1" aria-labelledby="verdict-heading">
            <h2 class="govuk-visually-hidden" id="verdict-heading">${say("answer_heading")}</h2>
            ${stale ? html`<p class="stale">${say("stale")}</p>` : nothing}
            <p class="said">${prose(told.verdict)}</p>
            <p class="muted">${prose(provenance)}</p>
          </section>
          ${findings(state, act, view, questions, told, generation)}
        </div>`
        : nothing
    }
  </div>`;
}
