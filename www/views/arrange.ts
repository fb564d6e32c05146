// What can be presented, and a talk of one's own: its steps in order, each moved, taken out, headed and given notes.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Deck, DeckStep } from "../gen/pbr.js";
import { answerOf, type Act, type State } from "../state.ts";

/** All of a talk, and its shorter cuts. */
export function cuts(state: State, act: Act, of: string, name: string, deck: Deck): TemplateResult {
  const { say } = state;
  const one = (cut: string | null): TemplateResult => {
    const label = cut ?? (deck.cuts.length > 0 ? say("present_all") : say("present"));
    const key = cut === null ? of : `${of}/${cut}`;
    return html`<button
      type="button"
      class="button ${cut === null ? "" : "is-quiet"}"
      data-present=${key}
      aria-label=${say("present_cut", { name, cut: label })}
      @click=${() => act.present(of, cut, key)}
    >
      ${label}
    </button>`;
  };
  return html`<div class="cuts"><span>${name}</span> ${one(null)} ${deck.cuts.map((c) => one(c.name))}</div>`;
}

const typed = (e: Event): string => (e.target as HTMLInputElement).value;

function step(state: State, act: Act, s: DeckStep, i: number, last: number): TemplateResult {
  const { say, format } = state;
  const n = format(i + 1, "count");
  const head = s.head || s.name;
  const id = `talk-step-${i}`;
  const words = s.schemes.length === 0 && !s.exhibit;
  const told = (verb: "head" | "text" | "notes", text: string): TemplateResult =>
    html`<div class="talk-${verb}">
      <label for="${id}-${verb}">${say(`talk_${verb}`, { n })}</label>
      <textarea class="govuk-input" id="${id}-${verb}" rows=${verb === "head" ? 1 : 2} .value=${live(text)} @input=${(e: Event) => act.arrange(`${verb}:${i + 1}:${typed(e)}`, true)} @blur=${() => act.commit()}></textarea>
    </div>`;
  const move = (by: 1 | -1): TemplateResult => {
    const word = by < 0 ? "talk_up" : "talk_down";
    const end = by < 0 ? i === 0 : i === last;
    return html`<button type="button" class="text-button" id="${word}-${i}" aria-disabled=${end ? "true" : "false"} aria-label=${say(`${word}_named`, { head })} @click=${() => !end && act.arrange(`move:${i + 1}:${by}`, false, `${word}-${i + by}`)}>
      ${say(word)}
    </button>`;
  };
  return html`<li class="talk-step" data-step=${s.id}>
    <h4>${say("talk_step", { n, head })}</h4>
    <p class="talk-acts">
      ${move(-1)} ${move(1)}
      <button type="button" class="text-button" id="talk_remove-${i}" aria-disabled=${last === 0 ? "true" : "false"} aria-label=${say("talk_remove_named", { head })} @click=${() => last > 0 && act.arrange(`remove:${i + 1}`, false, `talk_remove-${Math.min(i, last - 1)}`)}>
        ${say("talk_remove")}
      </button>
    </p>
    ${told("head", s.head)} ${words ? told("text", s.text) : nothing} ${told("notes", s.notes)}
  </li>`;
}

function adding(state: State, act: Act, explainer: Deck): TemplateResult {
  const { say, catalogue } = state;
  const option = (deed: string, label: string): TemplateResult => html`<option value=${deed}>${label}</option>`;
  return html`<form
    class="talk-add"
    @submit=${(e: SubmitEvent) => {
      e.preventDefault();
      act.arrange(String(new FormData(e.target as HTMLFormElement).get("what")), false, "talk-added");
    }}
  >
    <label for="talk-what">${say("talk_add_what")}</label>
    <select id="talk-what" name="what">
      <optgroup label=${say("talk_figures")}>${explainer.steps.map((s) => option(`add:${s.id}`, s.name))}</optgroup>
      <optgroup label=${say("talk_pictures")}>
        ${option("picture:", say("talk_answer"))} ${(answerOf(state.answered)?.tabs ?? []).map((t) => option(`picture:${t.id}`, t.question))}
      </optgroup>
      <optgroup label=${say("talk_else")}>
        ${option("words", say("talk_words"))} ${state.chosen.length > 1 ? option(`compare:${state.chosen.join(" ")}`, say("talk_compared")) : nothing}
      </optgroup>
      <optgroup label=${say("talk_schemes")}>${catalogue.schemes.map((s) => option(`add:${s.id}`, s.name))}</optgroup>
    </select>
    <button type="submit" class="button is-quiet">${say("talk_add_do")}</button>
  </form>`;
}

export function arrange(state: State, act: Act): TemplateResult | typeof nothing {
  const { say, talks } = state;
  if (!talks) return nothing;
  const { desk, explainer } = talks;
  const last = desk.steps.length - 1;
  return html`<section class="drawer" id="talk" tabindex="-1" aria-labelledby="talk-heading">
    <h2 id="talk-heading">${say("present_heading")}</h2>
    <p>${say("present_note")}</p>
    ${cuts(state, act, "desk", say("present_desk"), desk)} ${cuts(state, act, "explainer", say("present_explainer"), explainer)}
    <details class="govuk-details" id="talk-own">
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${say("talk_heading")}</span></summary>
      <h3>${say("talk_heading")}</h3>
      <p>${say("talk_note")}</p>
      <div class="talk-name">
        <label for="talk-name">${say("talk_name")}</label>
        <input class="govuk-input" id="talk-name" type="text" autocomplete="off" .value=${live(desk.name)} @input=${(e: Event) => act.arrange(`name:${typed(e)}`, true)} @blur=${() => act.commit()} />
      </div>
      <ol class="talk-steps">
        ${desk.steps.map((s, i) => step(state, act, s, i, last))}
      </ol>
      <h3 id="talk-added" tabindex="-1">${say("talk_add")}</h3>
      ${adding(state, act, explainer)}
      <p>
        <button type="button" class="button is-quiet" data-act="print-talk" @click=${() => act.printTalk("desk")}>${say("stage_print")}</button>
        <button type="button" class="text-button" @click=${() => act.arrange("none", false, "talk-heading")}>${say("talk_none")}</button>
      </p>
    </details>
  </section>`;
}
