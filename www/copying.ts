// Tables for a spreadsheet: numbers with all their digits, names as names; as HTML and as text with tabs. Where the browser
// refuses, the text stands selected beneath.
import { html, nothing, type TemplateResult } from "lit-html";
import type { Cell, Table } from "./gen/pbr.js";
import type { Say } from "./words.ts";

/** What the page lends: without it, as where pictures are drawn without a window, there is nothing to copy to. */
interface Desk {
  readonly say: Say;
  readonly digits: (value: number) => string;
  readonly draw: () => void;
}

let desk: Desk | null = null;
/** The table that was copied last, and its text where the browser does not copy. */
let last: { readonly key: string; readonly text: string | null } | null = null;

export function lend(to: Desk): void {
  desk = to;
}

export type Grid = readonly (readonly string[])[];

/** Names are typed by people: none may become a formula. */
const name = (text: string): string => {
  const flat = text.replace(/[\t\r\n]+/g, " ");
  return /^[=+\-@]/.test(flat) ? `'${flat}` : flat;
};

/** A number with all its digits, or words. */
export const cellOf = ({ value, text }: Pick<Cell, "value" | "text">): string => (value === undefined || !desk ? name(text) : desk.digits(value));

export const gridOf = (table: Table): Grid => [table.columns.map(name), ...table.rows.map((r) => [cellOf(r.head), ...r.cells.map(cellOf)])];

/** The same of words alone. */
export const gridOfWords = (rows: Grid): Grid => rows.map((row) => row.map(name));

const MEANING: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const safe = (text: string): string => text.replace(/[&<>]/g, (c) => MEANING[c] ?? "");

function copy(key: string, grid: Grid): void {
  const text = grid.map((row) => row.join("\t")).join("\n");
  const markup = `<table>${grid.map((row) => `<tr>${row.map((cell) => `<td>${safe(cell)}</td>`).join("")}</tr>`).join("")}</table>`;
  const tell = (refused: boolean): void => {
    last = { key, text: refused ? text : null };
    desk?.draw();
    if (refused) document.querySelector<HTMLTextAreaElement>("#copied-table")?.select();
  };
  const blob = (content: string, type: string): Blob => new Blob([content], { type });
  const write = async (): Promise<void> =>
    navigator.clipboard.write([new ClipboardItem({ "text/html": blob(markup, "text/html"), "text/plain": blob(text, "text/plain") })]);
  write().then(() => tell(false), () => tell(true));
}

/** The button beneath a table; `key` tells it from other tables. */
export function copies(key: string, grid: () => Grid): TemplateResult | typeof nothing {
  if (!desk) return nothing;
  const { say } = desk;
  const mine = last?.key === key ? last : null;
  return html`<div class="table-copy unprinted">
    <button type="button" class="text-button" data-act="copy-table" @click=${() => copy(key, grid())}>${say("take_copy_table")}</button>
    <span class="muted" role="status">${mine ? say(mine.text === null ? "take_copied_table" : "take_selected_table") : ""}</span>
    ${mine && mine.text !== null ? html`<textarea id="copied-table" class="plain-text" rows="6" readonly aria-label=${say("take_table_text")} .value=${mine.text}></textarea>` : nothing}
  </div>`;
}
