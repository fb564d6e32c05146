// Words of the page by id, with named arguments in braces; all of them come from the catalogue in Rust.
import type { Catalogue } from "./gen/pbr.js";

export type Say = (id: string, args?: Readonly<Record<string, string>>) => string;

/** What must be said when there is no catalogue, because the engine cannot start. */
const WITHOUT_ENGINE: Readonly<Record<string, string>> = {
  title: "Payment by Results: what if?",
  refused_heading: "This page cannot calculate here",
  refused:
    "It calculates on your own computer, with WebAssembly, and this browser does not let it: it may be too old, or its settings or your organisation’s policy may forbid it. What follows is the story to read; its figures cannot be moved. Open the same file in another browser, or ask your IT team to allow WebAssembly for it. It sends nothing anywhere.",
};

export function sayer(catalogue: Catalogue | null): Say {
  const words = catalogue?.words ?? WITHOUT_ENGINE;
  return (id, args) => (words[id] ?? "").replace(/\{(\w+)\}/g, (whole, name: string) => args?.[name] ?? whole);
}
