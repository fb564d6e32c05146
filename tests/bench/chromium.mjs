// Chromium, with the tools of the page's own tests: the three tasks in the shipped WebAssembly.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { timed } from "./product.mjs";

const puppeteer = createRequire(new URL("../../www/package.json", import.meta.url))("puppeteer-core");

/** A Chromium with an empty profile. */
export const launch = () =>
  puppeteer.launch({ executablePath: process.env.PBR_CHROMIUM, headless: true, args: ["--no-sandbox", "--disable-gpu", "--no-first-run"] });

const gen = (name) => readFile(new URL(`../../www/gen/${name}`, import.meta.url));

/** Times and answers of drafts. */
export async function inChromium(drafts, runs) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const [glue, module] = [(await gen("pbr.js")).toString(), (await gen("pbr_bg.wasm")).toString("base64")];
    await page.evaluate(async (glue, module) => {
      const script = URL.createObjectURL(new Blob([glue], { type: "text/javascript" }));
      globalThis.glue = await import(script);
      globalThis.glue.initSync({ module: Uint8Array.from(atob(module), (letter) => letter.charCodeAt(0)) });
    }, glue, module);
    const tasks = [];
    for (const draft of drafts) {
      tasks.push(await page.evaluate(`(${timed})(globalThis.glue, ${JSON.stringify(draft)}, ${runs})`));
    }
    return { version: (await browser.version()).replace("HeadlessChrome", "Chromium").split(".")[0].replace("/", " "), tasks };
  } finally {
    await browser.close();
  }
}
