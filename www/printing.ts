// Paper: what has no room on a page is told shorter; and the same paper as a page of its own, without script.
import type { Papers } from "./gen/pbr.js";
import { alone, inLight } from "./pictures.ts";

export interface Without {
  readonly terms: number;
  readonly assumed: number;
  readonly figures: number;
  readonly limits: number;
  readonly asks: number;
  /** 1 if there is no room for the link. */
  readonly link: number;
}

/** A page of A4 between its margins, in CSS pixels, less a little for what a printer measures otherwise. */
const PAGE = ((297 - 2 * 16) / 25.4) * 96 - 24;

const height = (page: number): number => document.querySelectorAll<HTMLElement>(".paper-page")[page]?.getBoundingClientRect().height ?? 0;

/** Tells more and more of it shorter until each page has room: pictures of the first, then the tail of each list of the second. */
export function fitted(lay: (without: Without) => void, { report, digest, stamp }: Papers, none: Without): void {
  const linked = stamp.link !== undefined;
  // only a page for a board asks anything
  const asks = document.querySelector(".paper-asks") ? digest.asks.length - 3 : 0;
  let without = none;
  const less = (change: Partial<Without>): void => {
    without = { ...without, ...change };
    lay(without);
  };
  // a link may be longer than all the rest, and nobody types it off paper
  if (Math.max(height(0), height(1)) > PAGE && linked) less({ link: 1 });
  while (height(0) > PAGE && without.asks < asks) less({ asks: without.asks + 1 });
  while (height(0) > PAGE && without.figures < report.figures.length) less({ figures: without.figures + 1 });
  const lists = [
    ["assumed", report.assumed.rows.length, 8],
    ["terms", report.terms.length, 4],
    ["assumed", report.assumed.rows.length, 0],
    ["terms", report.terms.length, 1],
    ["limits", report.limits.length, 3],
  ] as const;
  for (const [list, all, least] of lists) {
    while (height(1) > PAGE && all - without[list] > least) {
      // some at a time while it is far too long
      const far = Math.max(1, Math.floor((height(1) - PAGE) / 120));
      less({ [list]: Math.min(all - least, without[list] + far) });
    }
  }
}

const MEANING: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const safe = (text: string): string => text.replace(/[&<>"]/g, (c) => MEANING[c] ?? "");

/** The paper that stands on the page, as a page of its own that runs nothing; null if none stands. */
export function asPage(title: string): string | null {
  const paper = document.querySelector<HTMLElement>(".paper");
  if (!paper) return null;
  const pictures = inLight(() => [...paper.querySelectorAll<SVGSVGElement>("svg")].map(alone));
  const copy = paper.cloneNode(true) as HTMLElement;
  for (const [i, svg] of [...copy.querySelectorAll("svg")].entries()) {
    const settled = pictures[i];
    if (settled) svg.replaceWith(settled);
  }
  const walk = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walk.nextNode()) comments.push(walk.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const ours = rules.filter((rule): rule is CSSStyleRule => rule instanceof CSSStyleRule && (/\.paper/.test(rule.selectorText) || (rule.selectorText === ":root" && rule.cssText.includes("--paper"))));
  const style = `${ours.map((rule) => rule.cssText).join("\n")}
body{margin:0;padding:16px;background:#fff}@page{margin:16mm}@media print{body{padding:0}.paper-page{break-after:page}.paper-page:last-child{break-after:auto}}`;
  if (/<\/style/i.test(style)) return null; // no rule of ours has it
  return `<!doctype html>
<html lang="${safe(document.documentElement.lang)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)}</title>
<style>
${style}
</style>
</head>
<body>
<main>
${copy.outerHTML}
</main>
</body>
</html>
`;
}
