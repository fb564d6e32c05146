// The schemes: found by any of their words and by what they are, each a card that opens; up to four side by side.
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";
import type { Facet, SchemeCard } from "../gen/pbr.js";
import { MOST_COMPARED, type Act, type State } from "../state.ts";
import { plain } from "./parts.ts";
import { scheme } from "./scheme.ts";
import { sideBySide } from "./sidebyside.ts";

const words = (s: SchemeCard): string =>
  [s.name, s.about, s.years, ...s.facets.map((f) => f.says), ...s.story.map((l) => l.text)].join(" ").toLowerCase();

/** Those that have every word that is typed, whole or begun, and every quality that is picked: those that ran before the invented ones. */
export function found({ catalogue, wanted, qualities }: State): readonly SchemeCard[] {
  const typed = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const is = (s: SchemeCard) => ([kind, id]: readonly [string, string]): boolean =>
    s.facets.some((f) => f.kind === kind && f.id === id);
  const all = catalogue.schemes.filter((s) => typed.every((t) => words(s).includes(t)) && [...qualities].every(is(s)));
  return [...all.filter((s) => s.years !== ""), ...all.filter((s) => s.years === "")];
}

/** Every choice that tells some schemes from others, in the order in which it is first met. */
function kinds({ catalogue }: State): Map<string, Facet[]> {
  const all = new Map<string, Facet[]>();
  for (const facet of catalogue.schemes.flatMap((s) => s.facets)) {
    const known = all.get(facet.kind) ?? [];
    if (!known.some((f) => f.id === facet.id)) all.set(facet.kind, [...known, facet]);
  }
  return all;
}

function quality(state: State, act: Act, kind: string, choices: readonly Facet[]): TemplateResult {
  const id = `quality-${kind}`;
  const now = state.qualities.get(kind) ?? "";
  return html`<div class="quality">
    <label for=${id}>${choices[0]?.name}</label>
    <select id=${id} .value=${live(now)} @change=${(e: Event) => act.pick(kind, (e.target as HTMLSelectElement).value)}>
      <option value="" ?selected=${now === ""}>${state.say("record_any")}</option>
      ${choices.map((c) => html`<option value=${c.id} ?selected=${now === c.id}>${c.says}</option>`)}
    </select>
  </div>`;
}

function thumbnail(state: State, s: SchemeCard): TemplateResult {
  const told = state.told.get(s.id);
  const curve = told?.curve;
  return html`<div class="thumb">
    ${
      curve
        ? html`<svg viewBox="-4 -4 128 48" role="img" aria-label=${plain(curve.says)}>
            ${svg`<path class="ground" d="M0 40H120" /><path class="line" d=${curve.path} /><circle cx=${curve.plan[0]} cy=${curve.plan[1]} r="3" />`}
          </svg>`
        : html`<span class="muted">${state.say(told ? "record_no_curve" : "figure_working")}</span>`
    }
  </div>`;
}

function card(state: State, act: Act, s: SchemeCard): TemplateResult {
  const { say } = state;
  const open = state.unfolded === s.id;
  const chosen = state.chosen.includes(s.id);
  const full = !chosen && state.chosen.length >= MOST_COMPARED;
  return html`<li class="scheme-card ${open ? "is-open" : ""}" data-card=${s.id}>
    ${thumbnail(state, s)}
    <h3>${s.name}</h3>
    <p class="muted when">${s.years === "" ? s.tag : s.years}</p>
    <p>${s.about}</p>
    <ul class="facets" aria-label=${say("record_facets")}>
      ${s.facets.map((f) => html`<li><span class="govuk-visually-hidden">${f.name}: </span>${f.kind === "share" ? html`${f.name}: ${f.much === "" ? f.says : f.much}` : f.says}</li>`)}
    </ul>
    <p class="card-acts unprinted">
      <button type="button" class="button" aria-label=${say("record_open_named", { name: s.name })} @click=${() => act.start(s.draft)}>${say("record_open")}</button>
      <button type="button" class="button is-quiet" aria-expanded=${open ? "true" : "false"} aria-label=${say("record_more_named", { name: s.name })} @click=${() => act.unfold(s.id)}>
        ${say("record_more")}
      </button>
      <button type="button" class="button is-quiet" data-present=${s.id} aria-label=${say("record_present_named", { name: s.name })} @click=${() => act.present(`schemes:${s.id}`, null, s.id)}>${say("record_present")}</button>
      <label class="choose-one"><input type="checkbox" .checked=${live(chosen)} ?disabled=${full} @change=${() => act.choose(s.id)} /> ${say("record_compare")}<span class="govuk-visually-hidden"> ${s.name}</span></label>
    </p>
    ${open ? scheme(state, s) : nothing}
  </li>`;
}

export function record(state: State, act: Act): TemplateResult {
  const { say, format } = state;
  const cards = found(state);
  return html`<section class="method-place" id="record" tabindex="-1" aria-labelledby="record-heading">
    <h2 id="record-heading">${say("record_heading")}</h2>
    <p>${say("record_intro")}</p>
    <div class="record-search unprinted" role="search">
      <div class="quality">
        <label for="record-search">${say("costs_search")}</label>
        <input class="govuk-input" id="record-search" type="search" autocomplete="off" .value=${live(state.wanted)} @input=${(e: Event) => act.want((e.target as HTMLInputElement).value)} />
      </div>
      ${[...kinds(state)].map(([kind, choices]) => quality(state, act, kind, choices))}
      <p class="muted" role="status">${say("costs_found", { count: format(cards.length, "count") })}</p>
    </div>
    ${state.chosen.length > 0 ? sideBySide(state, act) : nothing}
    <ol class="scheme-cards">
      ${repeat(
        cards,
        (s) => s.id,
        (s) => card(state, act, s),
      )}
    </ol>
  </section>`;
}
