// What a picture lets one choose: switches that change the contract where they stand, and terms that would do better.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";
import type { Offer, Switch } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { prose } from "./parts.ts";

/** Radio buttons of the browser: one tab stop, arrow keys, and what is chosen said by every screen reader. */
export const switches = (act: Pick<Act, "take">, list: readonly Switch[], of = "switch"): TemplateResult[] =>
  list.map(
    (s, i) =>
      html`<fieldset class="choose">
        <legend>${s.label}</legend>
        ${s.options.map(
          (o) =>
            html`<label>
              <input type="radio" name="${of}-${i}" .checked=${live(o.chosen)} @change=${() => act.take(o.act)} />
              <span>${o.label}</span>
            </label>`,
        )}
      </fieldset>`,
  );

/** `stale`: worked out for another draft than the one that stands, and so not to be taken. */
export const offers = (state: State, act: Act, list: readonly Offer[], stale: boolean): TemplateResult | typeof nothing =>
  list.length === 0
    ? nothing
    : html`<div class="offers">
        ${repeat(
          list,
          (o) => o.title,
          ({ title, says, act: deed }) =>
            html`<section class="offer">
              <h4>${title}</h4>
              ${says.map((line) => html`<p>${prose(line)}</p>`)}
              ${
                deed === undefined
                  ? nothing
                  : html`<button
                    type="button"
                    class="button is-quiet"
                    aria-disabled=${stale ? "true" : "false"}
                    aria-label=${state.say("offer_take_named", { title })}
                    @click=${() => {
                      if (!stale) act.take(deed);
                    }}
                  >
                    ${state.say("offer_take")}
                  </button>`
              }
            </section>`,
        )}
      </div>`;
