// www/ and www/gen/ -> dist/index.html, one file that asks nobody for anything. Same input, same bytes.
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";
import { carry, unpack } from "./carry.mjs";
import { story } from "./prerender.mjs";

const www = fileURLToPath(new URL(".", import.meta.url));
const dist = join(www, "..", "dist");
// bytes of brotli: the one asserted number. What answers a draft was held to 300,000. The record (schemes with their stories and
// sources, back-tests, method) is text that no packing makes go away: 400,000 with it. So are the six figures of the front page
// with their scenarios, the story as plain HTML for those without script (3,000), and what a talk and an IT team are told: 435,000.
// The tools of the workbench come on top
const BUDGET = 660_000;

const bundled = new Set(); // paths of every file that ends up in the artifact
const wasm = await readFile(join(www, "gen/pbr_bg.wasm"));

function compileStyle(entry) {
  const { css, loadedUrls } = sass.compile(join(www, entry), {
    style: "compressed",
    charset: false, // the page says it is UTF-8
    quietDeps: true,
    loadPaths: [join(www, "node_modules"), join(www, "node_modules/govuk-frontend/dist")],
  });
  loadedUrls.forEach((url) => bundled.add(fileURLToPath(url)));
  if (/<\/style/i.test(css)) throw new Error(`${entry}: </style would end the style element`);
  return css.trim();
}

/** One script without imports: `esm`, which may await at its top, or `iife`, which a worker runs as well. */
async function bundle(entry, format) {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: www,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format,
    target: "es2022",
    charset: "utf8",
    legalComments: "none", // they are all in the notices, once
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  for (const [path, { bytesInOutput }] of Object.entries(Object.values(metafile.outputs)[0].inputs)) {
    if (bytesInOutput > 0) bundled.add(join(www, path));
  }
  // The HTML parser must give back the very text that was hashed, and must not see markup in it
  const text = outputFiles[0].text.trim().replaceAll("<!--", "<\\x21--");
  if (/\r|\0|<\/script/i.test(text)) throw new Error(`${entry}: a character or tag that HTML would change`);
  return text;
}

/** The module as text, of which the page makes the very same bytes. */
function carried() {
  const text = carry(wasm);
  if (!wasm.equals(unpack(text))) throw new Error("the module does not come out of its text as it went in");
  // HTML must give back the very text
  if (/[<\r\0]/.test(text)) throw new Error("the module's text holds a character that HTML would change");
  return text;
}

function fill(template, notices) {
  const put = (html, tag, content) => {
    if (html.split(tag).length !== 2) throw new Error(`www/index.html must contain this exactly once: ${tag}`);
    return html.replace(tag, () => content);
  };
  let html = put(template, '<link rel="stylesheet" href="style/main.scss">', `<style>${style}</style>`);
  // a data block, not run: the page can show it, and CSP does not ask for its hash
  const text = `<script type="text/plain" id="notices">\n${notices}</script>`;
  // last, where brotli has done with words: 0.9 kB less than before the script
  const engine = `<script type="text/plain" id="engine">${carried()}</script>`;
  // a script of its own, so that a worker can be made of its text: the glue is in the page once
  html = put(html, '<script id="worker" src="worker.ts"></script>', `<script id="worker">${worker}</script>`);
  const code = `<script type="module">${script}</script>`;
  html = put(html, '<script type="module" src="main.ts"></script>', `${code}\n${text}\n${engine}`);
  html = put(html, "<!-- the story -->", story(wasm));
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(html)}">`;
  return put(html, '<meta charset="utf-8">', `<meta charset="utf-8">\n${meta}`);
}

/** By the hashes of what is inside, and nothing else: no address is allowed, so nothing can be sent anywhere. */
function policy(html) {
  const hashes = (tag, isCode) =>
    [...html.matchAll(new RegExp(`<${tag}([^>]*)>(.*?)</${tag}>`, "gs"))]
      .filter(([, attributes]) => isCode(attributes))
      .map(([, , text]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`)
      .join(" ");
  const isData = /type="(?:text\/plain|application\/json)"/;
  return [
    "default-src 'none'",
    `script-src ${hashes("script", (attributes) => !isData.test(attributes))} 'wasm-unsafe-eval'`,
    `style-src ${hashes("style", () => true)}`,
    "worker-src blob:", // the worker is inside the page
    "img-src data: blob:", // a chart saved as PNG passes through an image
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Licence notices of every crate and npm package inside, equal texts once. */
async function notices() {
  const ours = await npmPackages();
  // for the bill of materials, with those of gen/crates.json
  await writeFile(join(www, "gen/packages.json"), JSON.stringify(ours.map(({ name, version, licence }) => ({ name, version, licence })), null, 2));
  const packages = [...JSON.parse(await readFile(join(www, "gen/crates.json"), "utf8")), ...ours];
  const byText = new Map();
  for (const { name, version, licence, text, authors } of packages) {
    if (!text && !licence.includes("MIT")) throw new Error(`${name} carries no licence text: see to it by hand`);
    const key = text.replaceAll("\r\n", "\n").trim() || `Copyright (c) ${authors.join(", ") || "its authors"}\n\n${MIT}`;
    byText.set(key, [...(byText.get(key) ?? []), `${name} ${version} (${licence})`.replace("  ", " ")]);
  }
  const text = [...byText].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`).join(`\n${"-".repeat(80)}\n\n`);
  if (/<\/script|<!--/i.test(text)) throw new Error("a licence text holds a tag that would end or hide its block");
  return `This page contains the following works, under the licences that follow them.\n\n${text}`;
}

/** For the few packages that name this licence and carry no copy of it. */
const MIT = `\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

async function npmPackages() {
  const folders = new Set();
  for (const path of bundled) {
    const [, folder] = path.match(/^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/) ?? [];
    if (folder) folders.add(folder);
  }
  return Promise.all([...folders].sort().map(async (folder) => {
    const { name, version, license, author } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((file) => /^(licen[cs]e|copying)/i.test(file));
    const text = file ? await readFile(join(folder, file), "utf8") : "";
    return { name, version, licence: license, text, authors: author ? [author.name ?? author] : [] };
  }));
}

function report() {
  const size = (label, bytes) => {
    const { length } = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    const row = [bytes.length, gzipSync(bytes, { level: 9 }).length, length].map((n) => `${(n / 1000).toFixed(1)} kB`.padStart(11));
    console.log(`   ${label.padEnd(12)}${row.join("")}`);
    return length;
  };
  console.log(`   ${"".padEnd(12)}${["raw", "gzip", "brotli"].map((word) => word.padStart(11)).join("")}`);
  size("WebAssembly", wasm);
  size("its script", Buffer.from(worker));
  size("script", Buffer.from(script));
  size("style", Buffer.from(style));
  const total = size("the page", Buffer.from(page));
  if (total > BUDGET) {
    console.error(`dist${sep}index.html is ${total} bytes in brotli, over its budget of ${BUDGET}: make it smaller`);
    process.exitCode = 1;
  }
}

const style = compileStyle("style/main.scss");
const worker = await bundle("worker.ts", "iife");
const script = await bundle("main.ts", "esm");
const page = fill(await readFile(join(www, "index.html"), "utf8"), await notices());

await mkdir(dist, { recursive: true });
await writeFile(join(dist, "index.html"), page);
await copyFile(join(www, "embed-example.html"), join(dist, "embed-example.html"));
await writeFile(join(dist, "index.html.sha256"), `${createHash("sha256").update(page).digest("hex")}  index.html\n`);
report();
