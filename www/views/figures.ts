// One picture at a time, chosen by its question; its table twin; the ledger and what is worth knowing.
import { html, nothing, type TemplateResult } from "lit-html";
import { chart } from "../charts/chart.ts";
import type { Answer, Figure } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { plain, prose } from "./parts.ts";
import { twin } from "./table.ts";

const tabId = (id: string): string => `tab:${id}`;
const PANEL = "figure-panel";

function keys(act: Act, figures: readonly Figure[], now: number): (e: KeyboardEvent) => void {
  const last = figures.length - 1;
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: now === last ? 0 : now + 1,
    ArrowLeft: now === 0 ? last : now - 1,
    Home: 0,
    End: last,
  };
  return (e) => {
    const to = figures[moves[e.key] ?? -1];
    if (!to) return;
    e.preventDefault();
    act.chooseFigure(to.id, true);
  };
}

const tabs = (state: State, act: Act, figures: readonly Figure[], chosen: Figure): TemplateResult =>
  html`<div class="tabs" role="tablist" aria-label=${state.say("figures_tabs")}>
    ${figures.map(
      (f, i) =>
        html`<button
          type="button"
          role="tab"
          id=${tabId(f.id)}
          aria-selected=${f === chosen ? "true" : "false"}
          aria-controls=${f === chosen ? PANEL : nothing}
          tabindex=${f === chosen ? "0" : "-1"}
          @click=${() => act.chooseFigure(f.id, false)}
          @keydown=${keys(act, figures, i)}
        >
          ${f.question}
        </button>`,
    )}
  </div>`;

function picture(state: State, act: Act, figure: Figure): TemplateResult {
  const { say } = state;
  const before = state.ghost?.figures.find((f) => f.id === figure.id) ?? null;
  const previous = before && JSON.stringify(before.chart) !== JSON.stringify(figure.chart) ? before : null;
  const stage = { place: "page", format: state.format, say } as const;
  return html`<div class="picture">
      ${chart(figure, previous, { width: state.width }, stage)}
    </div>
    ${
      previous
        ? html`<p class="ghost-note">
          <svg class="ghost-key" width="28" height="8" aria-hidden="true"><line x1="0" y1="4" x2="28" y2="4" /></svg>
          ${say("ghost_note")}
          <button type="button" class="text-button" @click=${() => act.dismissGhost()}>${say("ghost_dismiss")}</button>
        </p>`
        : nothing
    }`;
}

function figureOf(state: State, act: Act, figure: Figure, generation: number): TemplateResult {
  const { say } = state;
  return html`<figure data-generation=${generation} aria-label=${plain(figure.headline)}>
    <figcaption>
      <h3 class="headline">${prose(figure.headline)}</h3>
      <p class="subtitle">${prose(figure.subtitle)}</p>
    </figcaption>
    ${state.tables ? twin(figure.table, generation, false) : picture(state, act, figure)}
    <p class="switches">
      <button type="button" class="switch" role="switch" aria-checked=${state.tables ? "true" : "false"} @click=${() => act.toggleTables()}>
        ${say("table_always")}
      </button>
    </p>
  </figure>`;
}

export function figures(state: State, act: Act, answer: Answer, generation: number): TemplateResult {
  const { say } = state;
  const chosen = answer.figures.find((f) => f.id === state.figure) ?? answer.figures[0];
  return html`
    <h2 class="govuk-visually-hidden">${say("figures_heading")}</h2>
    ${
      chosen
        ? html`${tabs(state, act, answer.figures, chosen)}
          <div role="tabpanel" id=${PANEL} aria-labelledby=${tabId(chosen.id)} class="tab-panel">
            ${figureOf(state, act, chosen, generation)}
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
