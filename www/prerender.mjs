// The story as plain HTML, for whoever has no script or no WebAssembly: every figure told by the engine itself, while the page is
// built. Same engine, same bytes.
import * as glue from "./gen/pbr.js";

const LANG = "en";
const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text) => text.replace(/[&<>"]/g, (mark) => MARKS[mark]);
const plain = (parts) => parts.map(({ text }) => text).join("");

/** Words with their colours, as views/parts.ts draws them. */
function prose(parts) {
  const one = ({ text, voice, fails, strong }) => {
    const css = [voice ? `voice voice-${voice}` : "", fails ? "fails" : "", strong ? "strong" : ""].filter(Boolean).join(" ");
    if (css === "") return escape(text);
    const tag = strong ? "strong" : "span";
    return `<${tag} class="${css}">${escape(text)}</${tag}>`;
  };
  return parts.map(one).join("");
}

/** What a figure shows at one of its settings; what takes long is waited for. */
function scene(id, setting) {
  const draft = glue.pose(id, setting, undefined, LANG);
  const told = glue.scene(id, draft, undefined, 0, LANG);
  if (!told.waits) return told;
  const run = new glue.Run(draft, undefined, 0, `scene:${id}`);
  let progress;
  do progress = run.step(2 ** 31);
  while (progress.done < progress.total);
  run.free();
  return progress.scene;
}

const said = ({ terms, says }) => [...terms.map(({ parts }) => parts), says].filter((parts) => parts.length > 0).map(prose);

/** As views/table.ts draws it. */
function table({ caption, columns, rows }) {
  const cell = (tag, css, text, scope = "") => `<${tag}${scope} class="govuk-table__${css}">${escape(text)}</${tag}>`;
  const number = (part) => `${part} govuk-table__${part}--numeric`;
  const head = columns.map((c, i) => cell(c === "" ? "td" : "th", i > 0 ? number("header") : "header", c, c === "" ? "" : ' scope="col"'));
  const row = (r) => `<tr>${cell("th", "header", r.head.text, ' scope="row"')}${r.cells.map((c) => cell("td", number("cell"), c.text)).join("")}</tr>`;
  return `<div class="twin" tabindex="0" role="region" aria-label="${escape(plain(caption))}"><table class="govuk-table"><caption class="govuk-table__caption">${prose(caption)}</caption><thead><tr>${head.join("")}</tr></thead><tbody>${rows.map(row).join("")}</tbody></table></div>`;
}

function facts(words, published) {
  if (published.length === 0) return "";
  const one = (f) =>
    `<div><dt>${escape(f.says)}</dt><dd><span class="value">${escape(f.value)}</span> <span class="sourced"><span class="status is-${f.status_id}">${escape(f.status)}</span> ${escape(f.source.split(":", 1)[0])}</span></dd></div>`;
  const sources = [...new Set(published.map(({ source }) => source))].map((source) => `<li>${escape(source)}</li>`);
  return `<section class="published"><h3>${words.explainer_published}</h3><dl>${published.map(one).join("")}</dl><ul class="sources">${sources.join("")}</ul></section>`;
}

function figure(words, { id, name, head, text, exhibit }, number) {
  const say = (key, args) => escape((words[key] ?? "").replace(/\{(\w+)\}/g, (_, arg) => args[arg]));
  const right = exhibit.options[exhibit.answer];
  const answer = exhibit.settings.findIndex(({ kind }) => kind === "answer");
  const shown = scene(id, Math.max(answer, 0));
  const side = (kind) =>
    exhibit.settings.flatMap((s, i) => (s.kind === kind ? [`<dt>${say(`explainer_${kind}`)}</dt><dd><strong>${escape(s.says)}</strong> ${said(scene(id, i)).join(" ")}</dd>`] : [])).join("");
  return `<section class="exhibit" aria-labelledby="story-${id}">
<header class="exhibit-head"><p class="eyebrow"><span class="number">${number}</span> ${escape(name)} <span class="tag">${escape(exhibit.tag)}</span></p>
<h2 id="story-${id}">${escape(head)}</h2>${text === "" ? "" : `<p class="lead">${escape(text)}</p>`}</header>
<div class="exhibit-try">
<ul class="guesses">${exhibit.options.map(({ letter, says }) => `<li><span class="letter">${letter}</span> ${escape(says)}</li>`).join("")}</ul>
${right ? `<p class="revealed">${say("explainer_answer", right)}</p>` : ""}
${said(shown).map((line) => `<p class="live-said">${line}</p>`).join("")}
${shown.figure ? table(shown.figure.table) : ""}
<section class="settings"><h3>${say("explainer_both")}</h3><dl class="exhibit-sides">${side("for")}${side("against")}</dl></section>
</div>
<div class="exhibit-beside">${facts(words, exhibit.published)}
<dl class="exhibit-sides">${exhibit.sides.map((s) => `<div><dt>${escape(s.head)}</dt><dd>${escape(s.text)}</dd></div>`).join("")}</dl>
${exhibit.credit === "" ? "" : `<p class="credit">${escape(exhibit.credit)}</p>`}</div>
</section>`;
}

/** `wasm`: the module of the page. */
export function story(wasm) {
  glue.initSync({ module: wasm });
  const { words } = glue.catalogue(LANG);
  const { steps } = glue.deck(undefined, LANG);
  const say = (id) => escape(words[id]);
  const figures = steps.filter(({ exhibit }) => exhibit).map((step, i) => figure(words, step, glue.format(i + 1, "count", LANG)));
  return `<header class="opening"><h2>${say("explainer_story")}</h2><p>${say("explainer_what")}</p></header>
${figures.join("\n")}
<section class="closing"><h2>${say("explainer_close")}</h2><p class="moral">${say("explainer_closing")}</p></section>`;
}
