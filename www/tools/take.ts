// The tool "take" of the workbench: what is taken away, and what can be done to it.
import { isDone, workedOf } from "../bench.ts";
import { lend } from "../copying.ts";
import type { Engine } from "../engine.ts";
import type { Papers, Pasted } from "../gen/pbr.js";
import { current } from "../history.ts";
import { pageWith } from "../inside.ts";
import { drawing, painted, type Portable } from "../pictures.ts";
import { asPage, fitted, type Without } from "../printing.ts";
import { save } from "../saving.ts";
import { viewOf, type State } from "../state.ts";

export type PaperKind = "report" | "digest";

/** What is being put on paper, and how much of it had no room. */
export interface Paper {
  readonly kind: PaperKind;
  readonly papers: Papers;
  /** How much of each list is told in a sentence instead. */
  readonly without: Without;
}

export interface Taking {
  /** Whether the link is to stand in everything. */
  readonly linked: boolean;
  /** Whether the futures were asked for one by one. */
  readonly draws: boolean;
  readonly paper: Paper | null;
  /** What became of the words to paste. */
  readonly words: "copied" | "selected" | null;
  /** Rows from a spreadsheet; what was read in them, of which draft; whether they were put in. */
  readonly groups: { readonly text: string; readonly told: Pasted | null; readonly of: string | null; readonly done: boolean };
}

export const begun: Taking = { linked: false, draws: false, paper: null, words: null, groups: { text: "", told: null, of: null, done: false } };

/** What the link stands behind: of a file on a disk only what follows the address, which may name somebody. */
const address = (): string => (location.protocol.startsWith("http") ? (location.href.split("#", 1)[0] ?? "#") : "#");

export const PAPERS = "take:papers";
export const DRAWS = "take:draws";
export const papersJob = ({ bench }: State): string => (bench.take.linked ? `${PAPERS} ${address()}` : PAPERS);

/** The papers of the draft whose answer stands, as far as they are worked out: the last that were told. */
export const papersOf = (state: State): Papers | undefined => workedOf(state, papersJob(state))?.progress.papers;

/** What is to be worked out of the draft as it stands: the tool's name, and what it is asked. Null: nothing. */
export function task(state: State): string | null {
  const papers = papersJob(state);
  const worked = workedOf(state, papers);
  return state.bench.take.draws && worked && isDone(worked) ? DRAWS : papers;
}

export interface Deeds {
  link(): void;
  saveCsv(): void;
  saveWorkbook(): void;
  askDraws(): void;
  saveDraws(): void;
  saveInside(): void;
  copyWords(): void;
  picture(picture: Portable, as: "svg" | "png"): void;
  print(kind: PaperKind): void;
  savePaper(kind: PaperKind): void;
  typeGroups(text: string): void;
  fillGroups(): void;
  readGroups(): void;
  /** Another text in one cell; row −1 is the header. */
  mendGroup(row: number, column: number, text: string): void;
  groupsPut(): void;
}

export function deeds(engine: Engine, state: State, draw: () => void): Deeds {
  lend({ say: state.say, digits: engine.digits, draw });
  const taking = (change: Partial<Taking>): void => {
    state.bench.take = { ...state.bench.take, ...change };
  };
  const now = (change: Partial<Taking>): void => {
    taking(change);
    draw();
  };

  window.addEventListener("afterprint", () => {
    if (state.bench.take.paper) now({ paper: null });
  });

  /** The paper as it is printed, with as much on it as there is room for. */
  function lay(kind: PaperKind): boolean {
    const papers = papersOf(state);
    if (!papers) return false;
    const none = { terms: 0, assumed: 0, figures: 0, limits: 0, asks: 0, link: 0 };
    now({ paper: { kind, papers, without: none } });
    fitted((without) => now({ paper: { kind, papers, without } }), papers, none);
    return true;
  }

  function read(text: string): void {
    const of = current(state.history);
    taking({ groups: { text, told: engine.groupsPasted(of, text), of, done: false } });
  }

  return {
    link: () => now({ linked: !state.bench.take.linked }),
    saveCsv() {
      const papers = papersOf(state);
      if (papers) save(`${papers.stamp.file}.csv`, papers.csv, "text/csv");
    },
    saveWorkbook() {
      const papers = papersOf(state);
      if (!papers) return;
      const link = state.bench.take.linked ? `${address()}#${engine.encode(current(state.history))}`.replace("##", "#") : null;
      const bytes = engine.workbook(current(state.history), link);
      save(`${papers.stamp.file}.xlsx`, new Uint8Array(bytes), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    },
    askDraws: () => now({ draws: true }),
    saveDraws() {
      const drawn = workedOf(state, DRAWS)?.progress.drawn;
      if (drawn) save(drawn.file, drawn.csv, "text/csv");
    },
    saveInside() {
      const draft = current(state.history);
      save(`${engine.stamp(draft, null)?.file ?? viewOf(state.reply)?.id ?? "scenario"}-page.html`, pageWith(draft), "text/html");
    },
    copyWords() {
      const field = document.getElementById("take-words-text") as HTMLTextAreaElement | null;
      field?.select();
      const tell = (words: Taking["words"]) => (): void => now({ words });
      navigator.clipboard?.writeText(field?.value ?? "").then(tell("copied"), tell("selected")) ?? tell("selected")();
    },
    picture(picture, as) {
      const stamp = engine.stamp(state.sound ?? "", null);
      if (!stamp) return;
      const drawn = drawing(picture, stamp, { format: state.format, say: state.say });
      const name = `${stamp.file}-${picture.id}`;
      if (as === "svg") save(`${name}.svg`, drawn.svg, "image/svg+xml");
      else void painted(drawn).then((blob) => blob && save(`${name}.png`, blob, "image/png"));
    },
    print(kind) {
      if (lay(kind)) window.print();
    },
    savePaper(kind) {
      if (!lay(kind)) return;
      const { file, name } = papersOf(state)?.stamp ?? { file: "scenario", name: "" };
      const page = asPage(`${name} – ${state.say("title")}`);
      if (page) save(`${file}-${kind}.html`, page, "text/html");
      now({ paper: null });
    },
    typeGroups(text) {
      now({ groups: { text, told: null, of: null, done: false } });
    },
    fillGroups() {
      const text = engine.groupsTable(current(state.history));
      if (text === "") read(text); // which says why there are none
      now({ groups: { ...state.bench.take.groups, text, ...(text === "" ? {} : { told: null, of: null }), done: false } });
    },
    readGroups() {
      read(state.bench.take.groups.text);
      draw();
    },
    mendGroup(row, column, text) {
      const { told } = state.bench.take.groups;
      if (!told) return;
      const flat = (cell: string): string => (/[\t"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
      const lines = [told.columns, ...told.rows].map((cells, i) => cells.map((cell, j) => flat(i === row + 1 && j === column ? text : cell.text)).join("\t"));
      read(lines.join("\n"));
      draw();
    },
    groupsPut() {
      taking({ groups: { text: "", told: null, of: null, done: true } });
    },
  };
}
