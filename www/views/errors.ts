// Every mistake at once, on top, each leading to its field.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Issue } from "../gen/pbr.js";
import { fieldId, inputAt, viewOf, type Act, type State } from "../state.ts";

/** A mistake that belongs to no field of the form can only be read. */
function item(state: State, act: Act, issue: Issue): TemplateResult {
  const view = viewOf(state.reply);
  const input = view && inputAt(view, issue.path);
  if (!input) return html`<li>${issue.message}</li>`;
  return html`<li>
    <a
      href="#${fieldId(issue.path)}"
      data-issue=${issue.path}
      @click=${(e: MouseEvent) => {
        e.preventDefault();
        act.jump(issue.path);
      }}
      >${state.say("error_at", { name: input.name, message: issue.message })}</a
    >
  </li>`;
}

export function errors(state: State, act: Act): TemplateResult | typeof nothing {
  const { issues } = state.reply;
  if (issues.length === 0 || !state.paused) return nothing;
  const asked = issues.every((issue) => issue.id === "issue.left_out"); // nothing is wrong: somebody's numbers are wanted
  return html`<div class="govuk-error-summary" data-errors>
    <div role="alert">
      <h2 class="govuk-error-summary__title">${state.say(asked ? "errors_left_out" : "errors_heading")}</h2>
      <div class="govuk-error-summary__body">
        <ul class="govuk-list govuk-error-summary__list">
          ${issues.map((issue) => item(state, act, issue))}
        </ul>
      </div>
    </div>
  </div>`;
}
