// The answer as a page without script, and as text: for an e-mail, where no attachment with a program in it gets through.
import type { Answer, Part, View } from "./gen/pbr.js";
import { answerOf, inputAt, viewOf, type State } from "./state.ts";
import { plain } from "./views/parts.ts";

/** What the page holds, in order, before it is a page or a text. */
type Block =
  | { readonly is: "heading"; readonly text: string }
  | { readonly is: "line"; readonly text: string }
  | { readonly is: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const heading = (text: string): Block => ({ is: "heading", text });
const line = (text: string): Block => ({ is: "line", text });
const lines = (cell: readonly (readonly Part[])[]): string => cell.map(plain).join("\n");

/** A sentence of the form as it is read, with what stands in its fields. */
const sentence = (view: View, parts: readonly Part[]): string =>
  parts.map((p) => (p.input === undefined ? undefined : inputAt(view, p.input)?.text) ?? p.text).join("");

function blocks({ say, catalogue }: State, view: View, answer: Answer, link: string | null): Block[] {
  const rows = answer.rows.map((r) => [r.name, lines(r.average), lines(r.bad), r.fails.length > 0 ? lines(r.fails) : r.bad.length > 0 ? say("row_nothing") : ""]);
  const terms = view.form.filter((step) => step.id === "pay");
  const moving = answer.settling && answer.results.some((r) => r.method === "sampled");
  return [
    line(`${view.tag}. ${plain(view.provenance)}`),
    heading(say("answer_heading")),
    line(answer.sentences.map(plain).join(" ")),
    heading(say("rows_heading")),
    { is: "table", head: [say("row_who"), say("row_average"), say("row_bad"), say("row_fails")], rows },
    ...terms.flatMap((step) => [heading(step.title), ...step.sentences.map((s) => line(sentence(view, s.parts)))]),
    ...(answer.notes.length > 0 ? [heading(say("notes_heading")), ...answer.notes.map(line)] : []),
    heading(say("print_inputs")),
    {
      is: "table",
      head: [say("column_name"), say("column_value"), say("column_status"), say("column_source")],
      rows: view.inputs.map((i) => [i.name, i.text, i.status, i.source ?? ""]),
    },
    heading(say("method")),
    line(answer.method_text),
    ...(moving ? [line(say("settling"))] : []),
    ...(link === null ? [] : [heading(say("link")), line(say("plain_linked")), line(link)]),
    line(`${say("title")} ${say("print_stamp", { version: catalogue.version })}`),
  ];
}

const MEANING: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const safe = (text: string): string => text.replace(/[&<>"']/g, (c) => MEANING[c] ?? "");
const broken = (text: string): string => safe(text).replaceAll("\n", "<br>");

// the styles stand at the elements: mail programs drop a style sheet
const CELL = 'style="border:1px solid #bbb;padding:4px 8px;text-align:left;vertical-align:top"';

function element(block: Block): string {
  if (block.is === "heading") return `<h2>${safe(block.text)}</h2>`;
  if (block.is === "line") return `<p style="overflow-wrap:anywhere">${broken(block.text)}</p>`;
  const head = block.head.map((c) => `<th scope="col" ${CELL}>${safe(c)}</th>`).join("");
  const body = block.rows.map(([first = "", ...cells]) => `<tr><th scope="row" ${CELL}>${safe(first)}</th>${cells.map((c) => `<td ${CELL}>${broken(c)}</td>`).join("")}</tr>`);
  return `<div style="overflow-x:auto" tabindex="0"><table style="border-collapse:collapse"><thead><tr>${head}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}

function words(block: Block): string {
  if (block.is === "heading") return `\n${block.text}`;
  if (block.is === "line") return block.text;
  const flat = (text: string): string => text.replaceAll("\n", " ");
  return block.rows
    .map(([first = "", ...cells]) => `${first}: ${cells.map((c, i) => (c === "" ? "" : `${block.head[i + 1]}: ${flat(c)}`)).filter(Boolean).join("; ")}`)
    .join("\n");
}

export interface Plain {
  /** What a file of it is called. */
  readonly name: string;
  /** A whole page; what goes into the body of an e-mail; the same without any markup. */
  readonly page: string;
  readonly body: string;
  readonly text: string;
}

/** The newest answer with the numbers that it was given; none before there is one. `link` is put in if there is one. */
export function plainAnswer(state: State, link: string | null): Plain | null {
  const view = state.answered && viewOf(state.answered);
  const answer = answerOf(state.answered);
  if (!view || !answer) return null;
  const all = blocks(state, view, answer, link);
  const body = `<h1>${safe(view.name)}</h1>\n${all.map(element).join("\n")}`;
  const page = `<!doctype html>
<html lang="${safe(document.documentElement.lang)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(`${view.name} – ${state.say("title")}`)}</title>
<style>body{max-width:56em;margin:2em auto;padding:0 1em;font:16px/1.5 sans-serif;color:#14212b;background:#fbfaf6;overflow-wrap:anywhere}td,th{overflow-wrap:normal}h2{margin:1.5em 0 .5em}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
  return { name: `${view.id}.html`, page, body, text: `${view.name}\n${all.map(words).join("\n")}\n` };
}
