// From opening a page to its first answer, and what must come over the wire for it: the product's page, and for each peer the least page
// that answers the capped contract.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { launch } from "./chromium.mjs";

const esbuild = createRequire(new URL("../../www/package.json", import.meta.url))("esbuild");
const LOADS = 3;

/** Peers, and how many samples their first answer is made of: what Squiggle draws unless told otherwise, and ten times that. */
const PEERS = [
  ["stdlib", "@stdlib, 10,000 samples", 10_000],
  ["jstat", "jStat, 1,000 samples", 1_000],
  ["squiggle", "Squiggle, 1,000 samples", 1_000],
];

async function bundled(module, task, samples) {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `import { run } from "./${module}.mjs"; await run(${JSON.stringify(task)}, ${samples}, 1); globalThis.ready = performance.now();`,
      resolveDir: fileURLToPath(new URL("peers/", import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    write: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    external: ["node:*", "fs", "path", "worker_threads", "module"],
  });
  return `<!doctype html><meta charset="utf-8"><title>${module}</title><script type="module">${outputFiles[0].text.replaceAll("</script", "<\\/script")}</script>`;
}

/** Name, bytes (raw, gzip, brotli) and ms to the first answer of each. */
export async function first(task, runs) {
  const folder = await mkdtemp(join(tmpdir(), "pbr-first-"));
  const browser = await launch();
  try {
    const dist = new URL("../../dist/index.html", import.meta.url);
    const pages = [{ name: "the product's page, whole", url: dist.href + "#calculator", bytes: await readFile(dist) }];
    for (const [module, name, samples] of PEERS) {
      const html = await bundled(module, task, samples);
      const file = join(folder, `${module}.html`);
      await writeFile(file, html);
      pages.push({ name, url: pathToFileURL(file).href, bytes: Buffer.from(html) });
    }
    const told = [];
    for (const { name, url, bytes } of pages) {
      const times = [];
      for (let i = 0; i < runs + LOADS; i += 1) times.push(await opened(browser, url));
      told.push({ name, bytes: [bytes, gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes)].map(({ length }) => length), times });
    }
    return told;
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

/** As somebody opens it who has never been there. */
async function opened(browser, url) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  let trouble;
  page.on("pageerror", (error) => (trouble ??= error));
  await page.evaluateOnNewDocument(() => {
    new MutationObserver(() => (globalThis.ready ??= performance.now())).observe(document, {
      attributes: true,
      attributeFilter: ["data-ready"],
      subtree: true,
    });
  });
  await page.goto(url);
  const time = await page.waitForFunction(() => globalThis.ready, { timeout: 60_000 }).catch((error) => {
    throw trouble ?? error;
  });
  const ready = await time.jsonValue();
  await context.close();
  return ready;
}
