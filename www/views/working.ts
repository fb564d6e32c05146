// The tool "working" of the workbench, drawn: any result with its formula, this scenario's numbers, and the inputs it rests on.
import { html, nothing, type TemplateResult } from "lit-html";
import { answerOf, viewOf, type Act, type State } from "../state.ts";
import { steps } from "./trail.ts";

export function working(state: State, act: Act): TemplateResult | typeof nothing {
  const { say, catalogue, bench } = state;
  const view = viewOf(state.reply);
  const answer = answerOf(state.answered);
  if (!view || !answer) return nothing;
  const known = new Set(answer.results.filter((r) => r.text !== "").map((r) => r.id));
  const all = catalogue.results.filter((r) => known.has(r.id));
  const { id = "" } = all.find((r) => r.id === bench.working.result) ?? all[0] ?? {};
  return html`<div class="working-out">
    <p class="muted">${say("working_about")}</p>
    <p>
      <label for="working-result">${say("working_result")}</label>
      <select id="working-result" class="govuk-select" @change=${(e: Event) => act.bench.working.show((e.target as HTMLSelectElement).value)}>
        ${all.map((r) => html`<option value=${r.id} ?selected=${r.id === id}>${r.label}</option>`)}
      </select>
    </p>
    <div class="trail">${steps(state, act, view, answer, id)}</div>
    <p>${say("working_ledger")} <button type="button" class="text-button" data-act="working-method" @click=${() => act.go("method")}>${say("working_method")}</button></p>
  </div>`;
}
