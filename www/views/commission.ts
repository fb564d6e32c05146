// The door "I am commissioning": the purpose first, plain questions, each a field of the draft, and beside them the verdict.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { workedOf } from "../bench.ts";
import type { Commissioned, Door, Proposal, Question, View } from "../gen/pbr.js";
import { fieldId, inputAt, type Act, type State } from "../state.ts";
import { COMMISSION } from "../tools/ask.ts";
import { progress } from "./bench.ts";
import { errors } from "./errors.ts";
import { field } from "./field.ts";
import { given } from "./findings.ts";
import { panel } from "./panel.ts";
import { prose } from "./parts.ts";
import { twin } from "./table.ts";
import { trouble } from "./trouble.ts";

/** Published figures to begin with: one is picked, or none. */
const picked = (act: Act, { asks, hint, presets = [] }: Question): TemplateResult =>
  html`<li>
    <div class="picks" role="radiogroup" aria-labelledby="asks:field">
      <p class="asks" id="asks:field">${asks}</p>
      <p class="hint">${hint}</p>
      ${presets.map(
        (p) => html`<label><input type="radio" name="commission-field" .checked=${live(p.chosen)} @change=${() => act.take(p.act)} /> <span>${p.label}</span></label>`,
      )}
    </div>
  </li>`;

/** A choice, all of its options in view. */
const options = (act: Act, view: View, { asks, hint, path }: Question): TemplateResult | typeof nothing => {
  const input = inputAt(view, path);
  return input
    ? html`<li>
      <div class="picks" role="radiogroup" aria-labelledby="asks:${path}" data-choice=${path}>
        <p class="asks" id="asks:${path}">${asks}</p>
        <p class="hint">${hint}</p>
        ${input.options.map(
          (o) => html`<label>
            <input type="radio" name=${path} .checked=${live(o.value === input.text || o.label === input.text)} @change=${() => {
              act.type(path, o.value);
              act.commit();
            }} />
            <span>${o.label}</span>
          </label>`,
        )}
      </div>
    </li>`
    : nothing;
};

function question(state: State, act: Act, view: View, q: Question): TemplateResult | typeof nothing {
  if (q.path === "") return picked(act, q);
  const found = inputAt(view, q.path);
  if (!found) return nothing;
  if ((found.options ?? []).length > 0) return options(act, view, q);
  const input = { ...found, name: q.asks, hint: q.hint }; // here the field goes by its question
  const { unknown } = q;
  return html`<li>
    <label for=${fieldId(q.path)} id="asks:${q.path}">${q.asks}</label>
    <p class="hint">${q.hint}</p>
    <p class="entry">${field(state, act, input)} <span class="tag" aria-hidden="true">${input.status}</span></p>
    ${
      unknown
        ? html`<label class="unknown">
          <input type="checkbox" aria-labelledby="unknown:${q.path} asks:${q.path}" .checked=${live(unknown.chosen)} @change=${() => act.take(unknown.act)} />
          <span id="unknown:${q.path}">${unknown.label}</span>
        </label>`
        : nothing
    }
    ${state.open === q.path ? panel(state, act, input) : nothing}
  </li>`;
}

const proposal = (state: State, act: Act, p: Proposal): TemplateResult =>
  html`<section class="offer">
    <h4>${p.title}</h4>
    ${p.says.map((line) => html`<p>${prose(line)}</p>`)}
    <button type="button" class="button is-quiet" data-act="open-proposal" aria-label=${state.say("commission_open_named", { title: p.title })} @click=${() => act.start(p.draft)}>
      ${state.say("commission_open")}
    </button>
  </section>`;

function beneath(state: State, act: Act, view: View, questions: readonly Question[], c: Commissioned, generation: number): TemplateResult {
  const { say } = state;
  return html`<div class="findings">
    ${
      c.proposals.length === 0
        ? nothing
        : html`<section>
          <h3>${say("commission_proposals")}</h3>
          <div class="offers">${c.proposals.map((p) => proposal(state, act, p))}</div>
        </section>`
    }
    ${c.sections.map(
      (s, i) => html`<section>
        <h3>${s.title}</h3>
        <p>${prose(s.says)}</p>
        ${i === 2 && c.years ? twin(c.years, generation, true) : nothing}
      </section>`,
    )}
    <section>
      <h3>${say("commission_assumed")}</h3>
      <ul>
        ${c.assumed.map((line) => html`<li>${prose(line)}</li>`)}
      </ul>
    </section>
    ${given(state, view, questions)}
    <p class="muted">${prose(c.stamp)}</p>
    <p class="signed" aria-hidden="true"><span>${say("commission_signed")}</span> <span>${say("commission_date")}</span></p>
  </div>`;
}

/** What is known of this draft; while another is being tried, what was known of the last one, told as older. */
function known(state: State): { readonly c: Commissioned; readonly stale: boolean } | undefined {
  const now = workedOf(state, COMMISSION)?.progress.asked?.commissioned;
  if (now) return { c: now, stale: state.reply !== state.answered };
  const before = state.bench.worked.filter((w) => w.job === COMMISSION && w.progress.asked?.commissioned).at(-1);
  const c = before?.progress.asked?.commissioned;
  return c ? { c, stale: true } : undefined;
}

export function commission(state: State, act: Act, view: View, { questions, provenance }: Door): TemplateResult {
  const { say } = state;
  const generation = state.answered?.generation ?? 0;
  const told = known(state);
  return html`<div class="bid is-commission" id="commission" tabindex="-1">
    <section class="contract" aria-labelledby="commission-heading" data-generation=${state.reply.generation}>
      ${trouble(state, act)} ${errors(state, act)}
      <h2 id="commission-heading">${say("commission_heading")}</h2>
      <ol class="questions">
        ${questions.map((q) => question(state, act, view, q))}
      </ol>
      <button type="button" class="button is-quiet" data-act="calculator" @click=${() => act.go("calculator")}>${say("calculator")}</button>
    </section>
    <div class="found ${told?.stale ? "is-stale" : ""}" data-generation=${generation}>
      <section class="verdict" id="verdict" tabindex="-1" aria-labelledby="verdict-heading">
        <h2 class="govuk-visually-hidden" id="verdict-heading">${say("answer_heading")}</h2>
        ${told?.stale ? html`<p class="stale">${say("stale")}</p>` : nothing}
        <p class="said" data-verdict=${told?.c.is ?? nothing}>${told ? prose(told.c.verdict) : say("commission_waits")}</p>
        <p class="muted">${prose(provenance)}</p>
        ${progress(state, act, COMMISSION)}
      </section>
      ${
        told
          ? html`<div class="because">
            <h3 class="govuk-visually-hidden">${say("commission_why")}</h3>
            ${[...told.c.why, ...told.c.decides].map((line) => html`<p>${prose(line)}</p>`)}
          </div>
          ${beneath(state, act, view, questions, told.c, generation)}`
          : nothing
      }
    </div>
  </div>`;
}
