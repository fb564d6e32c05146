// Words of the page by id, with named arguments in braces.
import type { Catalogue } from "./gen/pbr.js";
import { WORDS, type WordId } from "./words-stand-in.ts";

export type Say = (id: WordId, args?: Readonly<Record<string, string>>) => string;

export function sayer(catalogue: Catalogue | null): Say {
  const words = new Map<string, string>(Object.entries(catalogue?.words ?? {}));
  return (id, args) =>
    (words.get(id) ?? WORDS[id]).replace(/\{(\w+)\}/g, (whole, name: string) => args?.[name] ?? whole);
}
