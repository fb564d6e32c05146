// What the page knows, and what can be asked of it. Only main.ts and jobs.ts change a State.
import type { Answer, Catalogue, Chart, Check, Deck, DeckStep, Dial, Door, Figure, Input, Reply, Scene, SchemeTold, Tab, Unit, View } from "./gen/pbr.js";
import type { Bench, BenchDeeds } from "./bench.ts";
import type { History } from "./history.ts";
import type { LiveHand } from "./live.ts";
import type { Trouble } from "./opening.ts";
import type { Shelf, ShelfDeeds } from "./shelf.ts";
import type { Say } from "./words.ts";

/** Whose numbers a link leaves out. */
export const SECRETS = ["prices", "provider", "investor", "commissioner"] as const;
export type Secret = (typeof SECRETS)[number];
export type Theme = "light" | "dark";
/** Where one is on the page: the same draft in each. */
export type Place = "explainer" | "calculator" | "record" | "method" | "costs" | "bid" | "commission" | "it";
/** What can be asked to explain itself. */
export type Explained = "answer" | "rows" | "figure" | "compare" | "ask" | "matters" | "working" | "bid";
/** More schemes than these do not stand side by side. */
export const MOST_COMPARED = 4;
export type Drawer = "schemes" | "link" | "talk";

/** A picture that was asked for by itself, of the draft that it belongs to. Null: that draft has none such. */
export interface Drawn {
  readonly id: string;
  readonly draft: string;
  readonly generation: number;
  readonly figure: Figure | null;
}

/** A mark on a picture in somebody's hand: what it moves, and the picture as it was when it was taken. */
export interface Grip {
  readonly pointer: number;
  readonly path: string;
  readonly chart: Chart;
  /** The value that the pointer asks for, by where it is across the window. */
  readonly value: (clientX: number) => number;
}

/** A talk on the stage. What a reload must find again is kept by talk.ts. */
export interface Talk {
  /** `explainer`, `desk`, or `figure:`, `picture:`, `schemes:` and ids: which talk; and which cut of it. */
  readonly of: string;
  readonly cut: string | null;
  /** The button that it was begun with, and the place where that stands. */
  readonly from: string;
  readonly place: Place;
  readonly name: string;
  /** The file that holds it; null for the explainer. */
  readonly own: string | null;
  readonly steps: readonly DeckStep[];
  readonly step: number;
  readonly slide: number;
  /** What the room guessed, by step. */
  readonly guesses: Readonly<Record<string, number>>;
  /** Drafts as they were left, by step and slide. */
  readonly drafts: Readonly<Record<string, string>>;
  /** The picture that the speaker holds while changing things. */
  readonly held: Figure | null;
  readonly blank: boolean;
  /** Notes unfold beneath the slide where no window may be opened for them. */
  readonly notes: boolean;
}

/** A step of a talk on paper. */
export interface Sheet {
  readonly step: DeckStep;
  readonly scene: Scene | null;
}

/** A figure to try, as it stands: a draft of its own, and the one scene that all that is shown of it is drawn from. */
export interface Live {
  /** Once on the page; its element is the one with this as `data-live`. */
  readonly key: string;
  readonly step: DeckStep;
  /** The file whose talk it belongs to; null for the explainer's. */
  readonly own: string | null;
  /** Null until it has been near the screen. */
  history: History | null;
  /** What is shown, of one draft that could be answered; absent until one was. */
  scene: Scene | null;
  /** What is known of the draft as it stands: newer than `scene` while it waits, or while a mistake stands in it. */
  now: Scene | null;
  waits: boolean;
  /** What was shown before the last act. */
  ghost: Scene | null;
  /** The setting that was chosen, until something else is done; the guess; whether the answer has been shown. */
  posed: number | null;
  guess: number | null;
  revealed: boolean;
  /** The element whose panel is unfolded, and whether the keyboard is in it. */
  open: string | null;
  entered: boolean;
  typing: { readonly field: string; readonly text: string } | null;
  /** The field that is in somebody's hand: its number goes before what is shown. */
  held: string | null;
  grip: Grip | null;
}

export interface State {
  readonly catalogue: Catalogue;
  readonly say: Say;
  readonly format: (value: number, unit: Unit) => string;
  /** The talk of a file, or the explainer; and a figure of it as it stands. */
  readonly deck: (own: string | null) => Deck;
  readonly live: (step: DeckStep, own: string | null, onStage?: boolean) => Live;
  history: History;
  /** The newest reply: form and mistakes. */
  reply: Reply;
  /** The newest reply with an answer: sentence, rows, pictures. Older than `reply` while mistakes stand. */
  answered: Reply | null;
  /** The draft of `answered`, and the one that it is compared with. */
  sound: string | null;
  compared: string | null;
  /** The answer before the last act, drawn dashed until dismissed. */
  ghost: Answer | null;
  /** Costly pictures, the one looked at last at the end. */
  drawn: readonly Drawn[];
  /** The field whose panel is unfolded, whether it is the one beneath the picture, and whether the keyboard is in it. */
  open: string | null;
  beneath: boolean;
  entered: boolean;
  /** What is being typed, letter for letter, while the caret is in it. */
  typing: { readonly path: string; readonly text: string } | null;
  /** Mistakes are listed on top once typing has paused, so that half a number is not shouted at. */
  paused: boolean;
  /** The one sentence a screen reader hears. */
  spoken: string;
  grip: Grip | null;
  /** The dial that was turned last: its ends as it was taken in hand, and where it was turned to. */
  dial: Dial | null;
  fields: boolean;
  readonly bench: Bench;
  shelf: Shelf;
  place: Place;
  /** What is looked for among the unit costs, and the one that was added last. */
  sought: string;
  added: string | null;
  /** What is looked for among the schemes: words, and what they are by kind of quality. */
  wanted: string;
  qualities: ReadonlyMap<string, string>;
  /** The card that is open, those that stand side by side, and what is known of each. */
  unfolded: string | null;
  chosen: readonly string[];
  told: ReadonlyMap<string, SchemeTold>;
  /** Back-tests that have run, by their ids; all of them under no id. */
  checks: ReadonlyMap<string, readonly Check[]>;
  stage: Talk | null;
  /** Width that pictures of the stage are drawn for. */
  canvas: number;
  /** What can be presented, while somebody chooses: the talk of the draft on the desk, and the explainer. */
  talks: { readonly of: string; readonly desk: Deck; readonly explainer: Deck } | null;
  /** A talk that is being put on paper. */
  sheets: { readonly name: string; readonly all: readonly Sheet[] } | null;
  /** The side that the answer is told to; null for nobody in particular. */
  side: string | null;
  /** What explains itself. */
  explained: Explained | null;
  figure: string | null;
  tables: boolean;
  theme: Theme;
  drawer: Drawer | null;
  /** The link that was asked for, the same without prices, and what became of it. */
  link: { readonly url: string; readonly bare: string; readonly secret: Secret; readonly done: "copied" | "selected" | "placed" | null } | null;
  /** The answer to e-mail: with the link in it or not, what became of it, and its text where the browser does not copy. */
  plain: { readonly linked: boolean; readonly text: string | null; readonly done: "copied" | "selected" | null };
  /** The figure that is all of the page, for a frame in another. */
  readonly embed: string | null;
  /** The text that puts a figure into another page, and the draft that it holds. */
  snippet: { readonly key: string; readonly draft: string; readonly text: string; readonly done: "copied" | "selected" | null } | null;
  /** What became of the text that a bidder takes away. */
  pasted: "copied" | "selected" | null;
  /** What went wrong outside the contract, until dismissed. */
  trouble: Trouble | null;
  forgotten: boolean;
  /** True while the answer is out of sight: then a digest stays with whoever edits. */
  away: boolean;
  /** Width of the picture's column, in CSS pixels, and whether it is being put on paper. */
  width: number;
  /** The same of the column that a live figure has. */
  liveWidth: number;
  printing: boolean;
}

export interface Act {
  /** What can be done to a live figure. */
  live(figure: Live, where?: string): LiveHand;
  /** The tools of the workbench. */
  readonly bench: BenchDeeds;
  /** The scenarios kept on this computer. */
  readonly shelf: ShelfDeeds;
  focus(path: string, beneath: boolean): void;
  /** Focus left for `target`; a panel stays open while focus is in it. */
  leave(path: string, target: EventTarget | null): void;
  enter(path: string): void;
  type(path: string, text: string): void;
  nudge(path: string, steps: number): void;
  begin(dial?: Dial): void;
  grab(grip: Grip): void;
  slide(path: string, value: number, unit: Unit): void;
  turn(dial: Dial, value: number): void;
  reset(path: string): void;
  commit(): void;
  /** As if it had never been taken in hand. */
  letGo(): void;
  escape(path: string): void;
  jump(path: string): void;
  undo(): void;
  redo(): void;
  dismissGhost(): void;
  toggleFields(): void;
  go(place: Place): void;
  toggleDrawer(drawer: Drawer): void;
  start(draft: string): void;
  /** What a switch or an offer proposes: one step. */
  take(deed: string): void;
  seek(words: string): void;
  want(words: string): void;
  pick(kind: string, quality: string): void;
  unfold(scheme: string): void;
  /** Puts a scheme side by side with others, or takes it away. */
  choose(scheme: string): void;
  /** Puts a talk, or a cut of it, on the stage; `from` is the button to which focus returns. */
  present(of: string, cut: string | null, from: string): void;
  /** On by so many slides. */
  pace(slides: number): void;
  /** The slide as it was at first. */
  anew(): void;
  guess(option: number): void;
  /** Holds the picture that stands, dashed, while things are changed; or lets go of it. */
  hold(): void;
  blank(): void;
  notes(): void;
  /** Escape: out of a field, out of the dark, off the stage. */
  back(field: boolean): void;
  leaveStage(): void;
  /** Changes the talk of the draft; `typing` is part of a step in the making, `then` gets the focus. */
  arrange(deed: string, typing: boolean, then?: string): void;
  printTalk(of: string): void;
  explain(what: Explained): void;
  /** Tells the answer to a side, or to nobody in particular. */
  tell(side: string): void;
  /** To the section of the method that explains something. */
  teach(section: string): void;
  copyLink(field: string): void;
  /** What the second link leaves out. */
  withhold(secret: Secret): void;
  saveFile(): void;
  /** All that are kept, as one file. */
  saveSet(): void;
  openFile(file: File): void;
  copyPaste(): void;
  placeLink(): void;
  linkPlain(linked: boolean): void;
  savePlain(): void;
  copyPlain(): void;
  embed(figure: Live): void;
  copyEmbed(): void;
  dismissTrouble(): void;
  chooseFigure(id: string, focus: boolean): void;
  toggleTables(): void;
  toggleTheme(): void;
  print(): void;
  forget(): void;
}

/** The scenario on the page. A draft may hold several; the page shows the first until it can compare. */
export const viewOf = (reply: Reply): View | undefined => reply.views[0];

/** A door stands only before a draft that was started there. */
export const placeOf = ({ place, reply }: State): Place => (isDoor(place) && viewOf(reply)?.door?.at !== place ? "calculator" : place);

/** A place with plain questions, on a draft that was started there. */
export const isDoor = (place: Place): boolean => place === "bid" || place === "commission";

/** The element that a place begins with, which takes the focus when it opens. */
export const regionOf = (place: Place): string => (place === "calculator" ? "answer" : place);

export const answerOf = (reply: Reply | null): Answer | undefined => (reply ? viewOf(reply)?.answer : undefined);

/** The same reply to the same draft, its answer worked out further. */
export const settled = (reply: Reply, answer: Answer, door: Door | undefined): Reply => ({
  ...reply,
  views: reply.views.map((view, i) => (i === 0 ? { ...view, answer, ...(door && { door }) } : view)),
});

export const inputAt = (view: View, path: string): Input | undefined => view.inputs.find((i) => i.path === path);

/** The element that holds the field of `path`: the one in the contract, or its twin beneath the picture. */
export const fieldId = (path: string, beneath = false): string => `${beneath ? "beneath" : "field"}:${path}`;

/** The tab that stands open. */
export const chosenTab = (state: State, { tabs }: Answer): Tab | undefined =>
  tabs.find((t) => t.id === state.figure) ?? tabs[0];

export const drawnOf = (state: State, id: string, draft: string | null): Drawn | undefined =>
  state.drawn.find((d) => d.id === id && d.draft === draft);

/** The costly picture that somebody looks at and that nobody has worked out for this draft, once the draft has settled. */
export function owed(state: State): string | null {
  const answer = answerOf(state.answered);
  const id = answer && chosenTab(state, answer)?.id;
  if (!answer || id === undefined || placeOf(state) !== "calculator" || state.history.began !== null) return null;
  return answer.figures.some((f) => f.id === id) || drawnOf(state, id, state.sound) ? null : id;
}
