// The slider that stands on a picture: a range of the browser with its name, and where it stands in words.
import { html, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Dial } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { track } from "./panel.ts";

/** `stale`: the picture is of another draft, and words another value than the thumb has. */
export function dial(state: State, act: Act, d: Dial, stale: boolean): TemplateResult {
  const mine = state.dial?.act === d.act ? state.dial : d;
  const { min, max } = state.history.began === null ? d : mine; // its ends hold still under a hand
  const { value } = stale ? mine : d;
  const text = stale ? "…" : d.text;
  return html`<div class="dial">
    <label for="dial">${d.label}</label>
    <div class="slider-line">
      ${track((value - min) / (max - min))}
      <input
        type="range"
        id="dial"
        min=${min}
        max=${max}
        step=${d.step}
        aria-valuetext=${text}
        .value=${live(String(value))}
        @pointerdown=${() => act.begin(d)}
        @input=${(e: InputEvent) => {
          const thumb = e.target as HTMLInputElement;
          if (state.dial || !thumb.matches(":active")) act.turn(d, thumb.valueAsNumber); // or a hand that was told to let go
          else thumb.value = String(value);
        }}
        @pointerup=${() => act.commit()}
        @pointercancel=${() => act.commit()}
      />
    </div>
    <output for="dial" aria-live="off">${text}</output>
  </div>`;
}
