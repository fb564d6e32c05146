// A number, or a choice, in the prose: the input itself, sized to its text, one tab stop.
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Input } from "../gen/pbr.js";
import type { Act, State } from "../state.ts";
import { contract, type Desk, type Hand } from "./desk.ts";

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

function keys(hand: Hand, input: Input): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    const { key } = event;
    const steps = STEPS[key];
    if (event.altKey) {
      if (key !== "ArrowDown") return;
      hand.enter(input.path);
    } else if (key === "Enter") hand.commit();
    else if (key === "Escape") hand.escape(input.path);
    else if (steps !== undefined && input.step !== undefined && !event.shiftKey) hand.nudge(input.path, steps);
    else return;
    event.preventDefault();
  };
}

const PER_STEP = 4; // pixels across for each step

/** A mouse that is pressed on a number and goes sideways steps it; pressed and let go, it only gives it the focus. */
function drag(hand: Hand, { path }: Input, { clientX, pointerId }: PointerEvent, field: HTMLInputElement): void {
  const over = new AbortController();
  let done = 0;
  let held = false;
  field.setPointerCapture(pointerId);
  const on = (event: "pointermove" | "pointerup" | "pointercancel", then: (e: PointerEvent) => void): void =>
    field.addEventListener(event, then, { signal: over.signal });
  on("pointermove", (e) => {
    const steps = Math.trunc((e.clientX - clientX) / PER_STEP);
    if (steps === done) return;
    if (!held) hand.begin();
    held = true;
    hand.nudge(path, steps - done);
    done = steps;
  });
  const end = (): void => {
    over.abort();
    if (held) hand.commit();
  };
  on("pointerup", end);
  on("pointercancel", end);
}

/** The first press selects the whole number; later ones place the caret. A finger may open its panel instead. */
function press(desk: Desk, input: Input): (event: PointerEvent) => void {
  return (event) => {
    const field = event.currentTarget as HTMLInputElement;
    if (document.activeElement === field) return;
    if (event.pointerType !== "mouse") {
      if (desk.taps && !desk.isOpen(input.path)) event.preventDefault(); // no keyboard over what one wants to see
      return;
    }
    event.preventDefault();
    field.focus();
    if (event.button === 0 && input.step !== undefined) drag(desk.hand, input, event, field);
  };
}

/** What a finger comes to that may have been about to scroll. */
function tap(desk: Desk, input: Input): (event: MouseEvent) => void {
  return (event) => {
    const field = event.currentTarget as HTMLInputElement;
    if (desk.taps && document.activeElement !== field && !desk.isOpen(input.path)) desk.hand.enter(input.path);
  };
}

const described = (desk: Desk, { path }: Input): string | typeof nothing => (desk.isOpen(path) ? desk.panelId(path) : nothing);

function number(desk: Desk, input: Input): TemplateResult {
  const { hand } = desk;
  const text = desk.typed(input.path) ?? input.text;
  return html`<span class="field ${css(input)}"
    ><span class="mirror" aria-hidden="true">${text || " "}</span
    ><input
      type="text"
      size="1"
      inputmode=${input.unit === "text" ? "text" : "decimal"}
      autocomplete="off"
      spellcheck="false"
      id=${desk.id(input.path)}
      data-input=${input.path}
      aria-label="${input.name}, ${input.status}"
      aria-invalid=${input.issue === undefined ? nothing : "true"}
      aria-describedby=${described(desk, input)}
      aria-keyshortcuts="Alt+ArrowDown"
      .value=${live(text)}
      tabindex=${desk.stop(input.path) ? nothing : "-1"}
      @pointerdown=${press(desk, input)}
      @click=${tap(desk, input)}
      @focus=${(e: FocusEvent) => {
        hand.focus(input.path);
        (e.target as HTMLInputElement).select();
      }}
      @blur=${(e: FocusEvent) => hand.leave(input.path, e.relatedTarget)}
      @input=${(e: InputEvent) => hand.type(input.path, (e.target as HTMLInputElement).value)}
      @keydown=${keys(hand, input)}
  /></span>`;
}

function chosen(hand: Hand, input: Input): (event: Event) => void {
  return (event) => hand.type(input.path, (event.target as HTMLSelectElement).value);
}

function choiceKeys(hand: Hand, input: Input): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key === "Escape") hand.escape(input.path);
    else if (event.key === "Enter") hand.commit();
    else if (event.altKey && event.key === "ArrowDown") hand.enter(input.path);
    else return;
    event.preventDefault();
  };
}

/** The words wrap with the prose; the select lies over them unseen and takes focus and keys. */
function choice(desk: Desk, input: Input): TemplateResult {
  const { hand } = desk;
  const focus = (e: Event): void => {
    e.preventDefault();
    document.getElementById(desk.id(input.path))?.focus();
  };
  const now = input.options.find((o) => o.label === input.text || o.value === input.text)?.value;
  return html`<span class="choice ${css(input)}" @pointerdown=${focus}
    ><select
      id=${desk.id(input.path)}
      data-input=${input.path}
      aria-label="${input.name}, ${input.status}"
      aria-invalid=${input.issue === undefined ? nothing : "true"}
      aria-describedby=${described(desk, input)}
      aria-keyshortcuts="Alt+ArrowDown"
      @focus=${() => hand.focus(input.path)}
      @blur=${(e: FocusEvent) => hand.leave(input.path, e.relatedTarget)}
      @change=${chosen(hand, input)}
      @keydown=${choiceKeys(hand, input)}
    >
      ${input.options.map((o) => html`<option value=${o.value} .selected=${live(o.value === now)}>${o.label}</option>`)}
    </select><span class="chosen" aria-hidden="true">${input.text}</span></span>`;
}

export const fieldOn = (desk: Desk, input: Input): TemplateResult =>
  (input.options ?? []).length > 0 ? choice(desk, input) : number(desk, input);

/** The same input may stand in the contract and once more beneath a picture. */
export const field = (state: State, act: Act, input: Input, beneath = false): TemplateResult => fieldOn(contract(state, act, beneath), input);
