// Prose from the model: words, results with their ids, voices with their colours.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Part } from "../gen/pbr.js";
import { hashOf } from "../routes.ts";
import type { Act, Place } from "../state.ts";

export const plain = (parts: readonly Pick<Part, "text">[]): string => parts.map((p) => p.text).join("");

const classes = (part: Part): string =>
  [part.voice ? `voice voice-${part.voice}` : "", part.fails ? "fails" : "", part.strong ? "strong" : ""]
    .filter(Boolean)
    .join(" ");

function one(part: Part, act: Act | null): TemplateResult | string {
  const path = part.input;
  if (path !== undefined && act) {
    return html`<button type="button" class="jump" @click=${() => act.jump(path)}>${part.text}</button>`;
  }
  const css = classes(part);
  if (!css && part.result === undefined) return part.text;
  const result = part.result ?? nothing;
  return part.strong
    ? html`<strong class=${css} data-result=${result}>${part.text}</strong>`
    : html`<span class=${css || nothing} data-result=${result}>${part.text}</span>`;
}

/** `act` turns parts that name an input into buttons that lead to it. */
export const prose = (parts: readonly Part[], act: Act | null = null): (TemplateResult | string)[] =>
  parts.map((p) => one(p, act));

/** A link to a place: of its own address, so that it opens in a tab of its own too. */
export function placeLink(act: Act, place: Place, words: string, current: "page" | "true" | null = null): TemplateResult {
  const go = (e: MouseEvent): void => {
    if (e.ctrlKey || e.metaKey || e.shiftKey) return; // a tab of its own
    e.preventDefault();
    act.go(place);
  };
  return html`<a href=${hashOf(place)} data-act=${place} aria-current=${current ?? nothing} @click=${go}>${words}</a>`;
}
