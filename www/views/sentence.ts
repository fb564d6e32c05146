// A sentence with numbers in it that can be changed where they stand.
import { html } from "lit-html";
import type { Part } from "../gen/pbr.js";
import type { Desk, Find } from "./desk.ts";
import { fieldOn } from "./field.ts";
import { prose } from "./parts.ts";

/** Text, then a field and the stop that must not part from it at a line's end. */
export function withFields(desk: Desk, find: Find, parts: readonly Part[]): unknown[] {
  const out: unknown[] = [];
  for (let i = 0; i < parts.length; i += 1) {
    const part = parts[i];
    if (!part) continue;
    const input = part.input === undefined ? undefined : find(part.input);
    if (!input) {
      out.push(...prose([part]));
      continue;
    }
    const next = parts[i + 1];
    const stop =
      next?.input === undefined && next?.result === undefined ? /^[,.;:)]+/.exec(next?.text ?? "")?.[0] : undefined;
    // a choice wraps with the prose: a stop after it stays with its last word by itself
    if (next && stop !== undefined && (input.options ?? []).length === 0) {
      out.push(
        html`<span class="held">${fieldOn(desk, input)}${stop}</span>`,
        ...prose([{ ...next, text: next.text.slice(stop.length) }]),
      );
      i += 1;
    } else out.push(fieldOn(desk, input));
  }
  return out;
}
