// What unfolds beneath the sentence that holds the focus: help, range, slider, reset, source, mistake.
import { html, nothing, svg, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Input } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { contract, type Desk, type Hand } from "./desk.ts";

/** Half the thumb: the track begins and ends under its middle. */
const THUMB = 12;

/** The line of a slider, thick as far as its thumb. */
export function track(share: number): TemplateResult {
  const at = `${Math.min(1, Math.max(0, share)) * 100}%`;
  return html`<svg class="track" aria-hidden="true" width="100%" height=${2 * THUMB}>
    ${svg`<line class="rail" x1="0" x2="100%" y1=${THUMB} y2=${THUMB} />
    <line class="done" x1="0" x2=${at} y1=${THUMB} y2=${THUMB} />`}
  </svg>`;
}

/** Outside the tab order: the number beside it has the keys. */
export function slider({ say, format, hand }: Desk, input: Input): TemplateResult | typeof nothing {
  const [from, to] = input.slider ?? [input.min, input.max];
  if (from === undefined || to === undefined || input.unit === "choice" || input.unit === "text") return nothing;
  const value = input.value ?? from;
  return html`<div class="slider">
    <div class="slider-line">
      ${track((value - from) / (to - from))}
      <input
        type="range"
        tabindex="-1"
        aria-label=${say("slider", { name: input.name })}
        aria-valuetext=${input.text}
        min=${from}
        max=${to}
        step=${input.step ?? "any"}
        .value=${live(String(value))}
        @pointerdown=${() => hand.begin()}
        @input=${(e: InputEvent) => hand.slide(input.path, (e.target as HTMLInputElement).valueAsNumber, input.unit)}
        @pointerup=${() => hand.commit()}
        @change=${() => hand.commit()}
      />
    </div>
    <div class="slider-ends" aria-hidden="true">
      <span>${format(from, input.unit)}</span><span>${format(to, input.unit)}</span>
    </div>
  </div>`;
}

function options(hand: Hand, input: Input): TemplateResult | typeof nothing {
  if ((input.options ?? []).length === 0) return nothing;
  const press = (e: PointerEvent): void => e.preventDefault(); // focus stays in the field
  return html`<ul class="options" aria-hidden="true">
    ${input.options.map(
      (o) =>
        html`<li>
          <button
            type="button"
            tabindex="-1"
            class=${o.label === input.text || o.value === input.text ? "is-now" : nothing}
            @pointerdown=${press}
            @click=${() => hand.type(input.path, o.value)}
          >
            ${o.label}
          </button>
        </li>`,
    )}
  </ul>`;
}

/** For a finger: one step less, one more. */
export const steps = ({ say, hand }: Desk, input: Input, between: unknown = nothing): TemplateResult | typeof nothing =>
  input.step === undefined
    ? nothing
    : html`<button type="button" class="step-by" tabindex="-1" aria-label=${say("live_less", { name: input.name })} @click=${() => hand.nudge(input.path, -1)}>−</button>
        ${between}
        <button type="button" class="step-by" tabindex="-1" aria-label=${say("live_more", { name: input.name })} @click=${() => hand.nudge(input.path, 1)}>+</button>`;

export const panel = (state: State, act: Act, input: Input): TemplateResult => panelOn(contract(state, act, state.beneath), input);

export function panelOn(desk: Desk, input: Input): TemplateResult {
  const { say, hand } = desk;
  const range = input.range;
  return html`<div
    class="unfolded"
    role="group"
    aria-label=${say("panel", { name: input.name })}
    tabindex="-1"
    data-panel=${input.path}
    @focusout=${(e: FocusEvent) => hand.leave(input.path, e.relatedTarget)}
    @keydown=${(e: KeyboardEvent) => {
      if (e.key === "Escape") hand.escape(input.path);
    }}
  >
    <div id=${desk.panelId(input.path)}>
      ${input.issue === undefined ? nothing : html`<p class="govuk-error-message">${input.issue}</p>`}
      ${input.hint ? html`<p class="hint">${input.hint}</p>` : nothing}
    </div>
    ${desk.taps ? html`<p class="steps">${steps(desk, input)}</p>` : nothing} ${desk.slides ? slider(desk, input) : nothing} ${options(hand, input)}
    <p class="facts">
      <strong class="status is-${input.status_id}">${input.status}</strong>
      ${input.source ? html`<span>${say("source", { source: input.source })}</span>` : nothing}
      ${range ? html`<span>${say("range_between", { from: range[0], to: range[1] })}</span>` : nothing}
      ${input.note ? html`<span>${input.note}</span>` : nothing}
      ${
        input.reset === undefined
          ? nothing
          : html`<button
            type="button"
            class="text-button"
            tabindex=${desk.entered ? "0" : "-1"}
            @click=${() => hand.reset(input.path)}
          >
            ${say("reset_to", { value: input.reset })}
          </button>`
      }
    </p>
  </div>`;
}
