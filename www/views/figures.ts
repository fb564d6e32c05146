// One picture at a time, chosen by its question; its table twin; the ledger and what is worth knowing.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Answer, Figure, Tab, View } from "../gen/pbr.js";
import { chosenTab, drawnOf, inputAt, type Act, type State } from "../state.ts";
import { dial } from "./dial.ts";
import { field } from "./field.ts";
import { offers, switches } from "./offers.ts";
import { panel } from "./panel.ts";
import { plain, prose } from "./parts.ts";
import { drawn, portable, saves } from "./picture.ts";
import { twin } from "./table.ts";
import { trail } from "./trail.ts";

const tabId = (id: string): string => `tab:${id}`;
const PANEL = "figure-panel";

function keys(act: Act, all: readonly Tab[], now: number): (e: KeyboardEvent) => void {
  const last = all.length - 1;
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: now === last ? 0 : now + 1,
    ArrowLeft: now === 0 ? last : now - 1,
    Home: 0,
    End: last,
  };
  return (e) => {
    const to = all[moves[e.key] ?? -1];
    if (!to) return;
    e.preventDefault();
    act.chooseFigure(to.id, true);
  };
}

const tabs = (state: State, act: Act, all: readonly Tab[], chosen: Tab): TemplateResult =>
  html`<div class="tabs" role="tablist" aria-label=${state.say("figures_tabs")}>
    ${all.map(
      (f, i) =>
        html`<button
          type="button"
          role="tab"
          id=${tabId(f.id)}
          aria-selected=${f === chosen ? "true" : "false"}
          aria-controls=${f === chosen ? PANEL : nothing}
          tabindex=${f === chosen ? "0" : "-1"}
          @click=${() => act.chooseFigure(f.id, false)}
          @keydown=${keys(act, all, i)}
        >
          ${f.question}
        </button>`,
    )}
  </div>`;

function picture(state: State, act: Act, view: View, figure: Figure, before: Figure | null): TemplateResult {
  const holding = { grip: state.grip, find: (path: string) => inputAt(view, path), act };
  return drawn(state, { figure, before, width: state.width, place: "page", holding, dismiss: () => act.dismissGhost() });
}

/** What can be dragged can be typed, right beneath: the same fields as in the contract, each once. */
function typed(state: State, act: Act, view: View, { chart }: Figure): TemplateResult | typeof nothing {
  const handles = chart.is === "help_map" ? chart.groups.map((g) => g.handle) : chart.is === "curves" ? [chart.handle] : [];
  const inputs = [...new Set(handles.map((h) => h?.path))].flatMap((p) => (p && inputAt(view, p)) || []);
  if (inputs.length === 0) return nothing;
  return html`<div class="typed" data-generation=${state.reply.generation}>
    ${inputs.map(
      (input) =>
        html`<div>
          <p><span aria-hidden="true">${input.name}</span> ${field(state, act, input, true)}</p>
          ${state.open === input.path && state.beneath ? panel(state, act, input) : nothing}
        </div>`,
    )}
  </div>`;
}

interface Shown {
  readonly figure: Figure;
  readonly generation: number;
  /** The same picture before the last act. */
  readonly before: Figure | null;
  /** Worked out for another draft: it stays until the one of this draft is there. */
  readonly stale: boolean;
}

function shown(state: State, answer: Answer, { id }: Tab, generation: number): Shown | null {
  const ready = answer.figures.find((f) => f.id === id);
  if (ready) return { figure: ready, generation, before: state.ghost?.figures.find((f) => f.id === id) ?? null, stale: false };
  const own = drawnOf(state, id, state.sound)?.figure;
  const before = state.ghost ? (drawnOf(state, id, state.compared)?.figure ?? null) : null;
  if (own) return { figure: own, generation, before, stale: false };
  const last = state.drawn.filter((d) => d.id === id && d.figure).at(-1);
  return last?.figure ? { figure: last.figure, generation: last.generation, before: null, stale: true } : null;
}

/** Why a picture that takes long is not there yet. */
function awaited(state: State, { id }: Tab): TemplateResult {
  const none = drawnOf(state, id, state.sound); // asked for, and there is none
  const word = state.history.began !== null ? "figure_waits" : none ? "figure_none" : "figure_working";
  return html`<p class="awaited">${state.say(word)}</p>`;
}

function figureOf(state: State, act: Act, view: View, answer: Answer, s: Shown): TemplateResult {
  const { say } = state;
  const { figure, generation, stale } = s;
  return html`<figure class=${stale ? "is-stale" : nothing} data-generation=${generation} aria-label=${plain(figure.headline)}>
    <figcaption>
      <h3 class="headline">${prose(figure.headline)}</h3>
      <p class="subtitle">${prose(figure.subtitle)}</p>
    </figcaption>
    ${switches(act, figure.switches ?? [])}
    ${figure.dial ? dial(state, act, figure.dial, stale) : nothing}
    ${state.tables ? twin(figure.table, generation, false) : picture(state, act, view, figure, s.before)}
    ${typed(state, act, view, figure)}
    ${(figure.remarks ?? []).map((r) => html`<p class="remark">${prose(r, act)}</p>`)}
    ${offers(state, act, figure.offers ?? [], stale)}
    <p class="switches">
      <button type="button" class="switch" role="switch" aria-checked=${state.tables ? "true" : "false"} @click=${() => act.toggleTables()}>
        ${say("table_always")}
      </button>
      <button type="button" class="text-button" data-present="picture:${figure.id}" @click=${() => act.present(`picture:${figure.id}`, null, `picture:${figure.id}`)}>${say("present_picture")}</button>
      ${stale ? nothing : saves(state, act, portable(figure))}
    </p>
    ${stale ? nothing : trail(state, act, "figure", view, answer)}
  </figure>`;
}

export function figures(state: State, act: Act, view: View, answer: Answer, generation: number): TemplateResult {
  const { say } = state;
  const chosen = chosenTab(state, answer);
  const now = chosen ? shown(state, answer, chosen, generation) : null;
  return html`
    <h2 class="govuk-visually-hidden">${say("figures_heading")}</h2>
    ${
      chosen
        ? html`${tabs(state, act, answer.tabs, chosen)}
          <div role="tabpanel" id=${PANEL} tabindex="-1" aria-labelledby=${tabId(chosen.id)} aria-busy=${!now || now.stale ? "true" : "false"} class="tab-panel">
            ${!now || now.stale ? awaited(state, chosen) : nothing}
            ${now ? figureOf(state, act, view, answer, now) : nothing}
          </div>`
        : nothing
    }
    ${
      answer.ledger_table.rows.length > 0
        ? html`<details class="govuk-details ledger">
          <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${say("ledger_heading")}</span></summary>
          <div class="ledger-table">${twin(answer.ledger_table, generation, true)}</div>
        </details>`
        : nothing
    }
    ${
      answer.notes.length > 0
        ? html`<section class="notes">
          <h3>${say("notes_heading")}</h3>
          <ul>
            ${answer.notes.map((n) => html`<li>${n}</li>`)}
          </ul>
        </section>`
        : nothing
    }
  `;
}
