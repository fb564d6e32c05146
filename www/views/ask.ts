// The tool "ask" of the workbench, drawn: questions of the trade, any number against any result, three bids.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { workedOf } from "../bench.ts";
import type { Asked, Input, Offer } from "../gen/pbr.js";
import { inputAt, viewOf, type Act, type State } from "../state.ts";
import { ASKS, BIDS, hasBids, QUESTIONS, type Question } from "../tools/ask.ts";
import { progress } from "./bench.ts";
import { field } from "./field.ts";
import { panel } from "./panel.ts";
import { prose } from "./parts.ts";
import { twin } from "./table.ts";

const ANSWER = "ask-answer";

const use = (state: State, act: Act, { title, act: deed }: Offer): TemplateResult | typeof nothing =>
  deed === undefined
    ? nothing
    : html`<button type="button" class="button" data-act="use" aria-label=${state.say("ask_use_named", { title })} @click=${() => act.take(deed)}>${state.say("ask_use")}</button>`;

/** What came of a question, as far as it is known. */
function told(state: State, act: Act, asked: Asked): TemplateResult {
  return html`${asked.says.map((line) => html`<p>${prose(line)}</p>`)} ${asked.offers.map((offer) => use(state, act, offer))}
  ${asked.table ? twin(asked.table, state.answered?.generation ?? 0, true) : nothing}`;
}

/** The mistake in a number that was typed with a question, at its field. */
const mistake = (state: State, question: Question | "seek"): string | undefined => {
  const { asked, job } = state.bench.ask;
  return asked === question && job !== null ? workedOf(state, job)?.progress.asked?.issue : undefined;
};

function answer(state: State, act: Act): TemplateResult {
  const { say, bench } = state;
  const { job, asked } = bench.ask;
  const worked = job === null ? undefined : workedOf(state, job)?.progress.asked;
  return html`<div class="ask-answer" id=${ANSWER} tabindex="-1" role="group" aria-labelledby="ask-answer-heading" data-asked=${asked ?? nothing} ?hidden=${job === null}>
    <h4 id="ask-answer-heading">${say("ask_answer")}</h4>
    ${job === null ? nothing : progress(state, act, job)} ${worked ? told(state, act, worked) : nothing}
  </div>`;
}

/** A labelled field of one line, with its mistake. */
function entry(id: string, label: string, value: string, issue: string | undefined, type: (text: string) => void): TemplateResult {
  return html`<label for=${id}>${label}</label>
    ${issue === undefined ? nothing : html`<p class="govuk-error-message" id="${id}-issue">${issue}</p>`}
    <input
      type="text"
      id=${id}
      class="line ${issue === undefined ? "" : "is-wrong"}"
      autocomplete="off"
      spellcheck="false"
      aria-invalid=${issue === undefined ? nothing : "true"}
      aria-describedby=${issue === undefined ? nothing : `${id}-issue`}
      .value=${live(value)}
      @input=${(e: InputEvent) => type((e.target as HTMLInputElement).value)}
    />`;
}

function question(state: State, act: Act, q: Question): TemplateResult {
  const { say, bench } = state;
  const chosen = bench.ask.asked === q;
  const ask = (): void => act.bench.ask.ask(q);
  if (!ASKS.includes(q)) {
    return html`<li><button type="button" class="question" data-question=${q} aria-pressed=${chosen ? "true" : "false"} @click=${ask}>${say(`ask_${q}`)}</button></li>`;
  }
  const type = (text: string): void => act.bench.ask.type(q, text);
  return html`<li>
    <form
      class="question"
      @submit=${(e: Event) => {
        e.preventDefault();
        ask();
      }}
    >
      <strong>${say(`ask_${q}`)}</strong>
      ${entry(`ask-${q}`, say(`ask_${q}_asks`), bench.ask.typed[q] ?? "", mistake(state, q), type)}
      <button type="submit" class="button is-quiet" data-question=${q} aria-pressed=${chosen ? "true" : "false"}>${say("ask_go")}</button>
    </form>
  </li>`;
}

/** The numbers of the draft whose names hold every word that was typed. */
function found(inputs: readonly Input[], find: string): readonly Input[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  return inputs.filter((i) => (i.options ?? []).length === 0 && i.slider !== undefined && words.every((w) => i.name.toLowerCase().includes(w)));
}

const select = (id: string, label: string, now: string, options: readonly (readonly [string, string])[], pick: (value: string) => void): TemplateResult =>
  html`<label for=${id}>${label}</label>
    <select id=${id} class="line" @change=${(e: Event) => pick((e.target as HTMLSelectElement).value)}>
      ${options.map(([value, name]) => html`<option value=${value} .selected=${live(value === now)}>${name}</option>`)}
    </select>`;

function seek(state: State, act: Act): TemplateResult {
  const { say, bench, catalogue } = state;
  const { sought } = bench.ask;
  const all = found(viewOf(state.reply)?.inputs ?? [], sought.find);
  const known = new Set(viewOf(state.answered ?? state.reply)?.answer?.results.filter((r) => r.value !== undefined).map((r) => r.id));
  const results = catalogue.results.filter((r) => known.has(r.id) || r.id === sought.result);
  const input = all.some((i) => i.path === sought.input) ? sought.input : (all[0]?.path ?? "");
  const { seek: change } = act.bench.ask;
  return html`<form
    class="ask-seek"
    @submit=${(e: Event) => {
      e.preventDefault();
      change({ input });
      if (input !== "") act.bench.ask.ask("seek");
    }}
  >
    <h4>${say("ask_any")}</h4>
    <p>${entry("ask-find", say("ask_find"), sought.find, undefined, (find) => change({ find }))}</p>
    ${
      all.length === 0
        ? html`<p role="status">${say("ask_none")}</p>`
        : html`<p>${select("ask-input", say("ask_input"), input, all.map((i) => [i.path, i.name]), (path) => change({ input: path }))}</p>`
    }
    <p>${select("ask-result", say("ask_result"), sought.result, results.map((r) => [r.id, r.label]), (result) => change({ result }))}</p>
    <p class="ask-want">
      <span>${select("ask-want", say("ask_want"), sought.want, [["least", say("ask_least")], ["most", say("ask_most")]], (want) => change({ want }))}</span>
      <span>${entry("ask-value", say("ask_value"), sought.value, mistake(state, "seek"), (value) => change({ value }))}</span>
      <span>${select("ask-prefer", say("ask_prefer"), sought.prefer, [["lowest", say("ask_lowest")], ["highest", say("ask_highest")]], (prefer) => change({ prefer }))}</span>
    </p>
    <button type="submit" class="button is-quiet" data-question="seek">${say("ask_go")}</button>
  </form>`;
}

/** The bids that stand in the draft, each a row of fields. */
function bids(state: State, act: Act): TemplateResult {
  const { say } = state;
  const view = viewOf(state.reply);
  const of = (i: Input): number => Number(/bids\[(\d+)\]/.exec(i.path)?.[1] ?? -1);
  const inputs = (view?.inputs ?? []).filter((i) => i.field.startsWith("scenarios[].bids[]"));
  const which = [...new Set(inputs.map(of))];
  const worked = hasBids(state) ? workedOf(state, BIDS)?.progress.asked : undefined;
  const open = view && state.beneath && state.open !== null && inputs.some((i) => i.path === state.open) ? inputAt(view, state.open) : undefined;
  return html`<section class="ask-bids" aria-labelledby="ask-bids-heading">
    <h4 id="ask-bids-heading">${say("ask_bids")}</h4>
    <p class="muted">${say("ask_bids_intro")}</p>
    <div class="bid-list">
      ${which.map((n) => {
        const mine = inputs.filter((i) => of(i) === n);
        const name = mine[0]?.name.split(":")[0] ?? "";
        return html`<div class="one-bid" role="group" aria-label=${name}>
          <h5>${name}</h5>
          <dl>
            ${mine.map(
              (i) =>
                html`<div>
                  <dt>${i.name.slice(name.length + 2)}</dt>
                  <dd>${field(state, act, i, true)}</dd>
                </div>`,
            )}
          </dl>
          <button type="button" class="text-button" data-act="bid-remove" @click=${() => act.take(`bid=${n}`)}>${say("ask_bid_remove", { name })}</button>
        </div>`;
      })}
    </div>
    ${open ? panel(state, act, open) : nothing}
    ${which.length < 3 ? html`<button type="button" class="button is-quiet" data-act="bid-add" @click=${() => act.take("bid=add")}>${say("ask_bid_add")}</button>` : nothing}
    ${worked ? html`<div class="ask-told">${told(state, act, worked)}</div>` : nothing}
  </section>`;
}

export function ask(state: State, act: Act): TemplateResult {
  const { say, bench } = state;
  return html`<div class="ask">
    <h3>${say("ask_heading")}</h3>
    <p class="muted">${say("ask_intro")}</p>
    <h4>${say("ask_questions")}</h4>
    <ul class="ask-questions">
      ${QUESTIONS.map((q) => question(state, act, q))}
    </ul>
    ${bench.ask.asked === "seek" ? nothing : answer(state, act)} ${seek(state, act)} ${bench.ask.asked === "seek" ? answer(state, act) : nothing} ${bids(state, act)}
  </div>`;
}
