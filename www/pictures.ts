// A picture as a file: SVG with its styles written into it, its words and the stamp, on light paper; PNG at twice the size.
import { nothing, render, type TemplateResult } from "lit-html";
import { wrap, type Size, type Stage } from "./charts/frame.ts";
import type { Part, Stamp } from "./gen/pbr.js";
import { plain } from "./views/parts.ts";

const XMLNS = "http://www.w3.org/2000/svg";
const WIDTH = 760;
const MARGIN = 32;

/** What a mark inherits; where it has the same as what it stands in, nothing is written. */
const INHERITED = [
  "fill-opacity", "stroke-opacity", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
  "paint-order", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "visibility",
] as const;
/** What is for the hand, not for the eye. */
const HELD = ".grip path, .curves .grip rect, .reach, title";

/** A colour as every program reads it: #rrggbb, and how dense it is. */
function colour(text: string): { readonly hex: string; readonly dense: number } {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!pen) return { hex: text, dense: 1 };
  pen.fillStyle = text;
  pen.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0, a = 255] = pen.getImageData(0, 0, 1, 1).data;
  return { hex: `#${[r, g, b].map((c) => c.toString(16).padStart(2, "0")).join("")}`, dense: a / 255 };
}

const known = new Map<string, { readonly hex: string; readonly dense: number }>();

function write(to: Element, property: string, value: string): void {
  if (property === "fill" || property === "stroke") {
    const tile = /url\(["']?[^"')]*#([^"')]+)["']?\)/.exec(value);
    if (tile) return to.setAttribute(property, `url(#${tile[1]})`);
    if (value !== "none" && !value.startsWith("context")) {
      const { hex, dense } = known.get(value) ?? colour(value);
      known.set(value, { hex, dense });
      to.setAttribute(property, hex);
      if (dense < 1) to.setAttribute(`${property}-opacity`, `${Math.round(dense * 100) / 100}`);
      return;
    }
  }
  to.setAttribute(property, value);
}

/** Writes what a mark looks like into its copy, and so on with what is in it. */
function settle(from: Element, to: Element, around: CSSStyleDeclaration | null): void {
  const style = getComputedStyle(from);
  for (const p of INHERITED) {
    const value = style.getPropertyValue(p);
    if (around !== null && value === around.getPropertyValue(p)) to.removeAttribute(p);
    else write(to, p, value);
  }
  if (style.opacity !== "1") to.setAttribute("opacity", style.opacity);
  for (const { name } of [...to.attributes]) if (name === "class" || name === "tabindex" || name.startsWith("data-") || name.startsWith("aria-")) to.removeAttribute(name);
  const copies = [...to.children];
  for (const [i, child] of [...from.children].entries()) {
    const copy = copies[i];
    if (!copy) continue;
    if (child.matches(HELD) || getComputedStyle(child).display === "none") copy.remove();
    else settle(child, copy, style);
  }
}

/** A drawing that stands on the page, as one that stands by itself. */
export function alone(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  settle(drawing, copy, null);
  // what lit-html leaves between elements is of no use in a file
  const walk = document.createTreeWalker(copy, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walk.nextNode()) comments.push(walk.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
  return copy;
}

/** Does something while the page is light, whatever it is for its reader: nothing is painted in between. */
export function inLight<T>(deed: () => T): T {
  const { dataset } = document.documentElement;
  const theme = dataset["theme"];
  dataset["theme"] = "light";
  try {
    return deed();
  } finally {
    if (theme === undefined) delete dataset["theme"];
    else dataset["theme"] = theme;
  }
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, text = ""): SVGElement {
  const e = document.createElementNS(XMLNS, name);
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, `${value}`);
  if (text !== "") e.textContent = text;
  return e;
}

export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** A picture that can leave the page: what it says, and how it is drawn, with its key if it has one. */
export interface Portable {
  readonly id: string;
  readonly headline: readonly Part[];
  readonly subtitle: readonly Part[];
  readonly draw: (size: Size, stage: Stage) => TemplateResult | typeof nothing;
}

/** The picture as a file of its own: headline, subtitle, picture, key, whose it is and what made it. */
export function drawing(picture: Portable, stamp: Stamp, stage: Omit<Stage, "place">): Drawing {
  return inLight(() => {
    const host = document.createElement("div");
    host.className = "picture off-page";
    document.body.append(host);
    render(picture.draw({ width: WIDTH, span: undefined }, { ...stage, place: "print" }), host);
    const drawn = host.querySelector<SVGSVGElement>("svg:not(.key)");
    const root = getComputedStyle(document.documentElement);
    const of = (token: string): string => root.getPropertyValue(token).trim();
    const out = element("svg", { xmlns: XMLNS, role: "img" });
    out.append(element("title", {}, plain(picture.headline)));
    const paper = element("rect", { width: "100%", height: "100%", fill: of("--paper") });
    out.append(paper);
    let y = MARGIN;
    const say = (text: string, size: number, ink: string, family: string, weight: number, indent = 0): void => {
      for (const line of wrap(text, Math.floor((WIDTH - indent) / (size * (family === "--serif" ? 0.54 : 0.6))))) {
        y += Math.round(size * 1.4);
        out.append(element("text", { x: MARGIN + indent, y, "font-family": of(family), "font-size": size, "font-weight": weight, fill: of(ink) }, line));
      }
    };
    say(plain(picture.headline), 20, "--ink", "--serif", 700);
    say(plain(picture.subtitle), 14, "--muted", "--sans", 400);
    y += 24;
    const put = (mark: SVGSVGElement): void => {
      const copy = alone(mark);
      copy.setAttribute("x", `${MARGIN}`);
      copy.setAttribute("y", `${y}`);
      copy.setAttribute("overflow", "visible");
      out.append(copy);
    };
    if (drawn) {
      put(drawn);
      y += Number(drawn.getAttribute("height"));
    }
    for (const mark of host.querySelectorAll<SVGSVGElement>("svg.key")) {
      y += 8;
      put(mark);
      y -= 6; // its words stand on the same line
      say(mark.parentElement?.textContent?.trim().replace(/\s+/g, " ") ?? "", 14, "--ink", "--sans", 400, 32);
    }
    host.remove();
    y += 16;
    say(stamp.name, 12, "--muted", "--sans", 600);
    say(stamp.line, 12, "--muted", "--sans", 400);
    const [width, height] = [WIDTH + 2 * MARGIN, y + MARGIN];
    for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) out.setAttribute(key, `${value}`);
    return { svg: new XMLSerializer().serializeToString(out), width, height };
  });
}

/** The same as PNG, two pixels to each. */
export async function painted({ svg, width, height }: Drawing): Promise<Blob | null> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}
