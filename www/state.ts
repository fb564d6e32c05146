// What the page knows, and what can be asked of it. Only main.ts changes a State.
import type { Answer, Catalogue, Input, Reply, Unit, View } from "./gen/pbr.js";
import type { History } from "./history.ts";
import type { Trouble } from "./opening.ts";
import type { Say } from "./words.ts";

export type Theme = "light" | "dark";
export type Drawer = "schemes" | "link";

export interface State {
  readonly catalogue: Catalogue;
  readonly say: Say;
  readonly format: (value: number, unit: Unit) => string;
  history: History;
  /** The newest reply: form and mistakes. */
  reply: Reply;
  /** The newest reply with an answer: sentence, rows, pictures. Older than `reply` while mistakes stand. */
  answered: Reply | null;
  /** The answer before the last act, drawn dashed until dismissed. */
  ghost: Answer | null;
  /** The field whose panel is unfolded, and whether the keyboard has gone into it. */
  open: string | null;
  entered: boolean;
  /** What is being typed, letter for letter, while the caret is in it. */
  typing: { readonly path: string; readonly text: string } | null;
  /** Mistakes are listed on top once typing has paused, so that half a number is not shouted at. */
  paused: boolean;
  /** The one sentence a screen reader hears. */
  spoken: string;
  fields: boolean;
  figure: string | null;
  tables: boolean;
  theme: Theme;
  drawer: Drawer | null;
  /** The link that was asked for, and what became of it. */
  link: { readonly url: string; readonly done: "copied" | "selected" | "placed" | null } | null;
  /** What went wrong outside the contract, until dismissed. */
  trouble: Trouble | null;
  forgotten: boolean;
  /** True while the answer is out of sight: then a digest stays with whoever edits. */
  away: boolean;
  /** Width of the picture's column, in CSS pixels. */
  width: number;
}

export interface Act {
  focus(path: string): void;
  /** Focus left for `target`; a panel stays open while focus is in it. */
  leave(path: string, target: EventTarget | null): void;
  enter(path: string): void;
  type(path: string, text: string): void;
  nudge(path: string, steps: number): void;
  begin(): void;
  slide(path: string, value: number, unit: Unit): void;
  reset(path: string): void;
  commit(): void;
  escape(path: string): void;
  jump(path: string): void;
  undo(): void;
  redo(): void;
  dismissGhost(): void;
  toggleFields(): void;
  toggleDrawer(drawer: Drawer): void;
  start(draft: string): void;
  copyLink(): void;
  placeLink(): void;
  dismissTrouble(): void;
  chooseFigure(id: string, focus: boolean): void;
  toggleTables(): void;
  toggleTheme(): void;
  print(): void;
  forget(): void;
}

/** The scenario on the page. A draft may hold several; the page shows the first until it can compare. */
export const viewOf = (reply: Reply): View | undefined => reply.views[0];

export const answerOf = (reply: Reply | null): Answer | undefined => (reply ? viewOf(reply)?.answer : undefined);

export const inputAt = (view: View, path: string): Input | undefined => view.inputs.find((i) => i.path === path);

/** The element that holds the field of `path`. */
export const fieldId = (path: string): string => `field:${path}`;
