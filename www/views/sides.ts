// Four views of one scenario: the same numbers as one side would be told them.
import { html, nothing, type TemplateResult } from "lit-html";
import type { SideTold } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { prose } from "./parts.ts";

export function sides({ say, side }: State, act: Act, all: readonly SideTold[], generation: number): TemplateResult {
  const chosen = all.find(({ voice }) => voice === side);
  return html`<div class="sides">
    <div class="sides-choice" role="group" aria-labelledby="sides-heading">
      <span id="sides-heading" class="muted">${say("sides_heading")}</span>
      ${all.map(
        ({ voice, name }) =>
          html`<button type="button" class="side voice-${voice}" data-side=${voice} aria-pressed=${voice === side ? "true" : "false"} @click=${() => act.tell(voice)}>${name}</button>`,
      )}
    </div>
    ${chosen ? html`<div class="side-told" data-generation=${generation}>${chosen.says.map((says) => html`<p>${prose(says)}</p>`)}</div>` : nothing}
  </div>`;
}
