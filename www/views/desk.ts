// Where a field stands: in the contract, beneath a picture, on a live figure. What is open and typed there, and who is told what
// is done to it.
import type { Input, Unit } from "../gen/pbr.js";
import { fieldId, type Act, type State } from "../state.ts";
import type { Say } from "../words.ts";

/** Who takes what is done to a field. */
export interface Hand {
  focus(path: string): void;
  /** Focus left for `target`; a panel stays open while focus is in it. */
  leave(path: string, target: EventTarget | null): void;
  enter(path: string): void;
  type(path: string, text: string): void;
  nudge(path: string, steps: number): void;
  begin(): void;
  slide(path: string, value: number, unit: Unit): void;
  commit(): void;
  reset(path: string): void;
  escape(path: string): void;
}

export interface Desk {
  readonly say: Say;
  readonly format: State["format"];
  readonly hand: Hand;
  /** The element that holds the field of `path`, and the one that tells of it: each once on the page. */
  readonly id: (path: string) => string;
  readonly panelId: (path: string) => string;
  /** The panel of `path` is unfolded here; the keyboard is in it. */
  readonly isOpen: (path: string) => boolean;
  readonly entered: boolean;
  /** What is being typed there, letter for letter. */
  readonly typed: (path: string) => string | undefined;
  /** A finger on the number opens its panel, which has buttons for more and less; a second one types. */
  readonly taps: boolean;
  /** Its panel holds a slider. */
  readonly slides: boolean;
  /** False where the same number has a tab stop close by. */
  readonly stop: (path: string) => boolean;
}

/** The contract's fields; the same input may stand once more `beneath` a picture. */
export const contract = (state: State, act: Act, beneath = false): Desk => ({
  say: state.say,
  format: state.format,
  hand: {
    focus: (path) => act.focus(path, beneath),
    begin: () => act.begin(),
    leave: act.leave,
    enter: act.enter,
    type: act.type,
    nudge: act.nudge,
    slide: act.slide,
    commit: act.commit,
    reset: act.reset,
    escape: act.escape,
  },
  id: (path) => fieldId(path, beneath),
  panelId: (path) => `panel:${path}`,
  isOpen: (path) => state.open === path && state.beneath === beneath,
  entered: state.entered,
  typed: (path) => (state.typing?.path === path ? state.typing.text : undefined),
  taps: false,
  slides: true,
  stop: () => true,
});

export type Find = (path: string) => Input | undefined;
