// Every mistake at once, on top, each leading to its field.
import { html, nothing, type TemplateResult } from "lit-html";
import { fieldId, type Act, type State } from "../state.ts";

export function errors(state: State, act: Act): TemplateResult | typeof nothing {
  const { issues } = state.reply;
  if (issues.length === 0 || !state.paused) return nothing;
  return html`<div class="govuk-error-summary" data-errors>
    <div role="alert">
      <h2 class="govuk-error-summary__title">${state.say("errors_heading")}</h2>
      <div class="govuk-error-summary__body">
        <ul class="govuk-list govuk-error-summary__list">
          ${issues.map(
            (issue) =>
              html`<li>
                <a
                  href="#${fieldId(issue.path)}"
                  @click=${(e: MouseEvent) => {
                    e.preventDefault();
                    act.jump(issue.path);
                  }}
                  >${issue.message}</a
                >
              </li>`,
          )}
        </ul>
      </div>
    </div>
  </div>`;
}
