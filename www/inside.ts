// The page with a scenario inside: the page as it came, and in it one block of data, which runs nothing. It opens in that state.
import type { Engine } from "./engine.ts";
import { change, current } from "./history.ts";
import { openKept, type Opening } from "./opening.ts";

const BLOCK = "inside";

/** The page before anything was drawn: attributes of the root, title, the story for those without script. */
const came =
  typeof document === "object"
    ? {
        attributes: [...document.documentElement.attributes].map(({ name, value }) => [name, value] as const),
        title: document.title,
        story: document.getElementById("app")?.innerHTML ?? "",
      }
    : null;

/** The draft that this page was saved with; null if it was not. */
export function draftInside(): string | null {
  const text = document.getElementById(BLOCK)?.textContent;
  if (text === undefined || text === null) return null;
  try {
    const draft: unknown = JSON.parse(text);
    return typeof draft === "string" ? draft : null;
  } catch {
    return null; // altered on the way: the page opens as if nothing were inside
  }
}

/** What is inside, and after it what was done with it in this very tab, so that a reload loses nothing. */
export function openInside(engine: Engine, inside: string, kept: string | null, past: string | null, example: string): Opening {
  const first = openKept(engine, inside, null, example);
  const later = kept === null ? null : openKept(engine, kept, past, example);
  if (later === null || later.trouble !== null) return first;
  const whole = later.history.drafts.length > 1 ? later.history : change(first.history, current(later.history));
  return { history: { ...whole, before: null }, trouble: first.trouble };
}

/** The very page, with a draft inside instead of what was there. */
export function pageWith(draft: string): string {
  const root = document.documentElement.cloneNode(true) as HTMLElement;
  for (const { name } of [...root.attributes]) root.removeAttribute(name);
  for (const [name, value] of came?.attributes ?? []) root.setAttribute(name, value);
  const title = root.querySelector("title");
  if (title) title.textContent = came?.title ?? "";
  for (const child of [...(root.querySelector("body")?.children ?? [])]) {
    if (child.id === "app") child.innerHTML = came?.story ?? "";
    else if (child.localName !== "script") child.remove();
  }
  const old = root.querySelector<HTMLScriptElement>(`#${BLOCK}`);
  const block = old ?? document.createElement("script");
  block.type = "application/json";
  block.id = BLOCK;
  // no tag can end it or begin in it: in JSON, < stands in texts alone
  block.textContent = JSON.stringify(draft).replaceAll("<", "\\u003c");
  if (!old) root.querySelector("#worker")?.before(block, "\n    ");
  // nothing behind the end: a reader of HTML would put it into the body, one more each time
  return `<!doctype html>\n${root.outerHTML}`;
}
