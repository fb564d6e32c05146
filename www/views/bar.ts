// The bar on top: the places of the page; whose contract this is, and what can be done with it.
import { html, nothing, type TemplateResult } from "lit-html";
import type { View } from "../gen/pbr.js";
import { canRedo, canUndo } from "../history.ts";
import { isDoor, placeOf, type Act, type Place, type State } from "../state.ts";
import { placeLink } from "./parts.ts";

/** The places of the page, and what each goes by. */
const PLACES: readonly (readonly [Place, string])[] = [
  ["explainer", "explainer"],
  ["calculator", "place_calculator"],
  ["record", "record"],
  ["method", "method"],
];
/** Tools of the calculator that take the whole page. */
const SAID: readonly Place[] = ["bid", "commission", "costs"];

function places(state: State, act: Act): TemplateResult {
  const { say } = state;
  const now = placeOf(state);
  const here = isDoor(now) || now === "costs" ? "calculator" : now;
  return html`<nav class="places" aria-label=${say("places")}>
    <ul>
      ${PLACES.map(
        ([place, name]) =>
          html`<li>${placeLink(act, place, say(name), place === now ? "page" : place === here ? "true" : null)}</li>`,
      )}
    </ul>
  </nav>`;
}

const everywhere = ({ say, theme, drawer }: State, act: Act): TemplateResult =>
  html`<button type="button" class="tool" data-act="talk" aria-expanded=${drawer === "talk" ? "true" : "false"} aria-controls="talk" @click=${() => act.toggleDrawer("talk")}>
      <span aria-hidden="true">▶</span> ${say("present")}
    </button>
    <button type="button" class="tool" data-act="print" @click=${() => act.print()}>${say("print")}</button>
    <button type="button" class="tool" data-act="theme" aria-pressed=${theme === "dark" ? "true" : "false"} @click=${() => act.toggleTheme()}>
      ${say("dark")}
    </button>`;

/** Whose contract this is, and what can be done with it. */
function contract(state: State, act: Act, view: View | undefined): TemplateResult {
  const { say } = state;
  return html`<button
      type="button"
      class="scheme"
      aria-expanded=${state.drawer === "schemes" ? "true" : "false"}
      aria-controls="schemes"
      @click=${() => act.toggleDrawer("schemes")}
    >
      <span class="scheme-name">${view?.name ?? say("choose_scheme")}</span>
      <span class="tag">${view?.tag ?? ""}</span>
      <svg class="chevron" width="12" height="8" viewBox="0 0 12 8" aria-hidden="true"><path d="M1 1.5 6 6.5 11 1.5" /></svg>
    </button>`;
}

function tools(state: State, act: Act): TemplateResult {
  const { say } = state;
  return html`<button type="button" class="tool" data-act="undo" aria-disabled=${canUndo(state.history) ? "false" : "true"} @click=${() => act.undo()}>${say("undo")}</button>
    <button type="button" class="tool" data-act="redo" aria-disabled=${canRedo(state.history) ? "false" : "true"} @click=${() => act.redo()}>${say("redo")}</button>
    <button type="button" class="tool" data-act="fields" aria-pressed=${state.fields ? "true" : "false"} @click=${() => act.toggleFields()}>
      ${say("all_fields")}
    </button>
    ${SAID.map((place) => {
      const here = placeOf(state) === place;
      return html`<button type="button" class="tool" data-act=${place} aria-pressed=${here ? "true" : "false"} @click=${() => act.go(here ? "calculator" : place)}>
        ${say(place)}
      </button>`;
    })}
    <button
      type="button"
      class="tool"
      data-act="link"
      aria-expanded=${state.drawer === "link" ? "true" : "false"}
      aria-controls="link"
      @click=${() => act.toggleDrawer("link")}
    >
      ${say("link")}
    </button>`;
}

/** On the front page no contract is worked on: none is named, and nothing can be done to it. */
export function bar(state: State, act: Act, view: View | undefined): TemplateResult {
  const { say } = state;
  const working = placeOf(state) !== "explainer";
  return html`<header class="bar">
    <div class="bar-line">
      <h1 class="title">${say("title")}</h1>
      ${places(state, act)}
    </div>
    <div class="bar-line">
      ${working ? contract(state, act, view) : nothing}
      <div class="tools" role="group" aria-label=${say("toolbar")}>${working ? tools(state, act) : nothing} ${everywhere(state, act)}</div>
    </div>
  </header>`;
}
