// A number, or a choice, in the prose: the input itself, sized to its text, one tab stop.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Input } from "../gen/pbr.js";
import { fieldId, type Act, type State } from "../state.ts";
import { panelId } from "./panel.ts";

const shownText = (state: State, input: Input): string =>
  state.typing?.path === input.path ? state.typing.text : input.text;

/** The mark at rest is the underline: solid published, dashed our example, double yours. */
const css = (input: Input): string =>
  `is-${input.status_id}${input.issue === undefined ? "" : " is-wrong"}`;

const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -Infinity,
  End: Infinity,
};

function keys(act: Act, input: Input): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    const { key } = event;
    const steps = STEPS[key];
    if (event.altKey) {
      if (key !== "ArrowDown") return;
      act.enter(input.path);
    } else if (key === "Enter") act.commit();
    else if (key === "Escape") act.escape(input.path);
    else if (steps !== undefined && input.step !== undefined && !event.shiftKey) act.nudge(input.path, steps);
    else return;
    event.preventDefault();
  };
}

/** The first press selects the whole number; later ones place the caret. */
function press(event: PointerEvent): void {
  const field = event.currentTarget as HTMLInputElement;
  if (document.activeElement === field || event.pointerType !== "mouse") return;
  event.preventDefault();
  field.focus();
}

function described(state: State, input: Input, beneath: boolean): string | typeof nothing {
  return state.open === input.path && state.beneath === beneath ? panelId(input.path) : nothing;
}

function number(state: State, act: Act, input: Input, beneath: boolean): TemplateResult {
  const text = shownText(state, input);
  return html`<span class="field ${css(input)}"
    ><span class="mirror" aria-hidden="true">${text || " "}</span
    ><input
      type="text"
      size="1"
      inputmode=${input.unit === "text" ? "text" : "decimal"}
      autocomplete="off"
      spellcheck="false"
      id=${fieldId(input.path, beneath)}
      data-input=${input.path}
      aria-label="${input.name}, ${input.status}"
      aria-invalid=${input.issue === undefined ? nothing : "true"}
      aria-describedby=${described(state, input, beneath)}
      aria-keyshortcuts="Alt+ArrowDown"
      .value=${live(text)}
      @pointerdown=${press}
      @focus=${(e: FocusEvent) => {
        act.focus(input.path, beneath);
        (e.target as HTMLInputElement).select();
      }}
      @blur=${(e: FocusEvent) => act.leave(input.path, e.relatedTarget)}
      @input=${(e: InputEvent) => act.type(input.path, (e.target as HTMLInputElement).value)}
      @keydown=${keys(act, input)}
  /></span>`;
}

function chosen(act: Act, input: Input): (event: Event) => void {
  return (event) => act.type(input.path, (event.target as HTMLSelectElement).value);
}

function choiceKeys(act: Act, input: Input): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key === "Escape") act.escape(input.path);
    else if (event.key === "Enter") act.commit();
    else if (event.altKey && event.key === "ArrowDown") act.enter(input.path);
    else return;
    event.preventDefault();
  };
}

/** The words wrap with the prose; the select lies over them unseen and takes focus and keys. */
function choice(state: State, act: Act, input: Input, beneath: boolean): TemplateResult {
  const focus = (e: Event): void => {
    e.preventDefault();
    document.getElementById(fieldId(input.path, beneath))?.focus();
  };
  const now = input.options.find((o) => o.label === input.text || o.value === input.text)?.value;
  return html`<span class="choice ${css(input)}" @pointerdown=${focus}
    ><select
      id=${fieldId(input.path, beneath)}
      data-input=${input.path}
      aria-label="${input.name}, ${input.status}"
      aria-invalid=${input.issue === undefined ? nothing : "true"}
      aria-describedby=${described(state, input, beneath)}
      aria-keyshortcuts="Alt+ArrowDown"
      @focus=${() => act.focus(input.path, beneath)}
      @blur=${(e: FocusEvent) => act.leave(input.path, e.relatedTarget)}
      @change=${chosen(act, input)}
      @keydown=${choiceKeys(act, input)}
    >
      ${input.options.map((o) => html`<option value=${o.value} .selected=${live(o.value === now)}>${o.label}</option>`)}
    </select><span class="chosen" aria-hidden="true">${input.text}</span></span>`;
}

/** The same input may stand in the contract and once more beneath a picture. */
export const field = (state: State, act: Act, input: Input, beneath = false): TemplateResult =>
  (input.options ?? []).length > 0 ? choice(state, act, input, beneath) : number(state, act, input, beneath);
