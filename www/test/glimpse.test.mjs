// While a hand drags only the picture that is looked at is made: the others are there as soon as somebody looks, of the same draft.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachBrowser, open, settled as futures } from "./browser.mjs";
import { glue, schemes, settled } from "./engine.mjs";

const [{ draft }] = schemes;
const { form, inputs } = glue.evaluate(draft, undefined, 1).views[0];
const shown = new Set(form.flatMap(({ sentences }) => sentences.flatMap(({ parts }) => parts.map(({ input }) => input))));
const { path, value } = inputs.find(({ unit, path }) => unit === "gbp" && path.includes(".contracts[") && shown.has(path));
const plain = (parts) => parts.map(({ text }) => text).join("");

/** The headline of each quick picture, as its tab shows it. */
const headlines = (page, ids) =>
  page.evaluate((ids) => ids.map((id) => {
    document.getElementById(`tab:${id}`).click();
    return document.querySelector("#figure-panel .headline").textContent;
  }), ids);

forEachBrowser((browser) => {
  test("a picture that waited while a hand dragged is there when it is looked at, within the drag and after it", async () => {
    const page = await open(browser);
    await page.focus(`[data-input="${path}"]`);
    const slider = `[data-panel="${path}"] input[type=range]`;
    await page.waitForSelector(slider);
    const drag = (to) => page.$eval(slider, (field, to) => {
      field.value = String(to);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      return Number(field.value);
    }, to);
    await page.$eval(slider, (field) => field.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true })));
    const told = (to) => {
      const { figures } = glue.evaluate(glue.set(draft, path, to).draft, draft, 1).views[0].answer;
      return figures.map(({ id, headline }) => [id, plain(headline)]);
    };
    for (const share of [0.5, 1.5]) {
      const expected = told(await drag(share * value));
      assert.ok(expected.length > 2);
      const ids = expected.map(([id]) => id);
      assert.deepEqual(await headlines(page, ids), expected.map(([, headline]) => headline));
    }
    const to = await drag(1.2 * value);
    await page.$eval(slider, (field) => field.dispatchEvent(new Event("change", { bubbles: true })));
    await futures(page); // they come by themselves once nobody drags, and some headlines tell them
    const expected = settled(glue.set(draft, path, to).draft).figures;
    assert.deepEqual(await headlines(page, expected.map(({ id }) => id)), expected.map(({ headline }) => plain(headline)));
    await page.click("[data-act=undo]");
    assert.equal(await page.$eval("[data-act=undo]", (b) => b.getAttribute("aria-disabled")), "true", "all of it was one step");
  });
});
