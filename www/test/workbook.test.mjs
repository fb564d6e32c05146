// The workbook that the page makes: the same bytes as native, and what LibreOffice works out of its formulas.
//
// LibreOffice is needed where CI=true, and named where it is not on this machine (`cargo xtask test` says so at the end too).
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { crc32, inflateRawSync } from "node:zlib";
import { glue, schemes } from "./engine.mjs";

const root = new URL("../../", import.meta.url);
const run = promisify(execFile);
const draftOf = (id) => schemes.find((scheme) => scheme.id === id).draft;
const made = (draft, link) => Buffer.from(glue.workbook(draft, link, 0));

/** The parts of a zip by name, from its directory at the end. */
function parts(zip) {
  const found = new Map();
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06"));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, name, extra, comment] = [10, 20, 28, 30, 32].map((o) => zip.readUInt16LE(at + o));
    const packed = zip.readUInt32LE(at + 20);
    const offset = zip.readUInt32LE(at + 42);
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const bytes = zip.subarray(start, start + packed);
    const text = method === 0 ? bytes : inflateRawSync(bytes);
    assert.equal(crc32(text), zip.readUInt32LE(at + 16), "a part is as it was packed");
    found.set(zip.toString("utf8", at + 46, at + 46 + name), text.toString());
    at += 46 + name + extra + comment;
    assert.ok(size >= 0);
  }
  return found;
}

/** Parts as a zip, nothing packed. */
function zipped(all) {
  const [files, directory] = [[], []];
  let offset = 0;
  for (const [name, text] of all) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(text)];
    const both = Buffer.alloc(26);
    both.writeUInt16LE(20, 0);
    both.writeUInt32LE(0x210000, 6);
    both.writeUInt32LE(crc32(bytes), 10);
    both.writeUInt32LE(bytes.length, 14);
    both.writeUInt32LE(bytes.length, 18);
    both.writeUInt16LE(path.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    files.push(Buffer.from("PK\x03\x04"), both, path, bytes);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), both, rest, path);
    offset += 30 + path.length + bytes.length;
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(all.size, 8);
  end.writeUInt16LE(all.size, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

const plain = (xml) =>
  xml.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, "&");

/** Every cell, `Months!B7` → its formula and its value. */
function cells(zip) {
  const all = parts(zip);
  const strings = [...(all.get("xl/sharedStrings.xml") ?? "").matchAll(/<si>(.*?)<\/si>|<si\/>/gs)].map(([, inside]) =>
    [...(inside ?? "").matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => plain(text)).join(""),
  );
  const found = new Map();
  const sheets = [...all.get("xl/workbook.xml").matchAll(/<sheet name="([^"]+)"/g)].map(([, name]) => name);
  sheets.forEach((sheet, i) => {
    const xml = all.get(`xl/worksheets/sheet${i + 1}.xml`);
    for (const [, head, body = ""] of xml.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const of = (name) => head.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1];
      const inside = (tag) => body.match(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, "s"))?.[1];
      const [formula, type] = [inside("f"), of("t")];
      let value = inside("v") ?? inside("t");
      if (type === "s") value = strings[Number(value)];
      else if (type === undefined || type === "n") value = value === undefined ? undefined : Number(value);
      else value = plain(value ?? "");
      found.set(`${sheet}!${of("r")}`, { formula: formula && plain(formula), value });
    }
  });
  return found;
}

/** The cell that a name stands for. */
function named(zip, name) {
  const found = parts(zip).get("xl/workbook.xml").match(new RegExp(`<definedName name="${name}">([^<]+)<`));
  assert.ok(found, `no name ${name}`);
  return found[1].replaceAll("$", "");
}

/** The same file with some input cells changed, and every stored value of a formula made wrong. */
function altered(zip, changes = {}) {
  const all = parts(zip);
  const at = Object.entries(changes).map(([name, value]) => [named(zip, name).split("!")[1], value]);
  for (const [name, xml] of all) {
    if (!name.startsWith("xl/worksheets/")) continue;
    let changed = xml.replace(/(<\/f><v>)[^<]*/g, "$1987654");
    if (name.endsWith("sheet3.xml")) {
      for (const [cell, value] of at) {
        const before = changed;
        changed = changed.replace(new RegExp(`(<c r="${cell}"[^>]*><v>)[^<]*`), `$1${value}`);
        assert.notEqual(changed, before, `${cell} is a cell with a number`);
      }
    }
    all.set(name, changed);
  }
  return zipped(all);
}

test("the same bytes as native, twice", async () => {
  const lines = (await readFile(new URL("tests/workbooks.txt", root), "utf8")).trim().split("\n");
  assert.ok(lines.length >= 30);
  for (const line of lines) {
    const [name, size, check] = line.split(" ");
    const draft = await readFile(new URL(`tests/scenarios/gallery/${name}.json`, root), "utf8");
    const bytes = made(draft);
    assert.deepEqual([name, bytes.length, crc32(bytes)], [name, Number(size), Number(check)]);
  }
  const front = draftOf("front1");
  assert.ok(made(front).equals(made(front)));
  assert.equal(glue.workbook("{}", undefined, 0).length, 0, "a draft with mistakes has no workbook");
});

test("the cover is stamped with version of model and data, seed and link", () => {
  const cover = [...cells(made(draftOf("front1"), "https://example.org/#1dabc"))].filter(([at]) => at.startsWith("Cover!"));
  const after = (head) => {
    const i = cover.findIndex(([, cell]) => cell.value === head);
    assert.ok(i >= 0, head);
    return cover[i + 1][1].value;
  };
  assert.equal(after("Model version"), glue.catalogue("en").version);
  assert.equal(after("Data version"), glue.stamp(draftOf("front1"), undefined).data);
  assert.equal(after("Seed"), "1");
  assert.equal(after("Link"), "https://example.org/#1dabc");
  assert.equal(after("Price year"), "2026");
});

/** LibreOffice's setting: work every formula out anew when a file is opened. */
const ALWAYS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`;

const office = process.env.PBR_SOFFICE ?? "soffice";
const there = await run(office, ["--version"]).then(
  ({ stdout }) => stdout.trim(),
  () => null,
);
if (there === null && process.env.CI === "true") throw new Error("LibreOffice (soffice) is needed where CI=true");

describe("LibreOffice", { skip: there === null && "NOT RUN: LibreOffice (soffice) was not found" }, () => {
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "pbr-workbook-"));
    // without this it believes the values stored in the file, which `altered` makes wrong
    await mkdir(join(folder, "profile", "user"), { recursive: true });
    await writeFile(join(folder, "profile", "user", "registrymodifications.xcu"), ALWAYS);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  let round = 0;
  /** What it makes of files, all in one go: their cells, by name. */
  async function recalculated(files) {
    const [from, to] = ["in", "out"].map((name) => join(folder, `${name}${(round += 1)}`));
    await mkdir(from);
    const paths = [];
    for (const [name, zip] of Object.entries(files)) {
      paths.push(join(from, `${name}.xlsx`));
      await writeFile(paths.at(-1), zip);
    }
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile"))}`;
    await run(office, [profile, "--headless", "--convert-to", "xlsx", "--outdir", to, ...paths]);
    const read = async (name) => [name, cells(await readFile(join(to, `${name}.xlsx`)))];
    return Object.fromEntries(await Promise.all(Object.keys(files).map(read)));
  }

  const schemesAsked = ["front1", "work_programme", "bid", "hybrid", "peterborough", "pilots", "probation", "rough_sleepers"];

  test("every formula comes to the value of the engine, to the penny", async () => {
    const own = Object.fromEntries(schemesAsked.map((id) => [id, made(draftOf(id))]));
    const theirs = await recalculated(Object.fromEntries(schemesAsked.map((id) => [id, altered(own[id])])));
    for (const id of schemesAsked) {
      const formulas = [...cells(own[id])].filter(([, cell]) => cell.formula);
      assert.ok(formulas.length > 400, `${id} has ${formulas.length} formulas`);
      const wrong = formulas.filter(([at, { value }]) => {
        const got = theirs[id].get(at)?.value;
        return typeof value === "number" ? !(Math.abs(got - value) < 0.005) : got !== value;
      });
      assert.deepEqual(wrong.slice(0, 5), [], `${id}: ${wrong.length} of ${formulas.length} differ`);
      assert.equal(theirs[id].get("Checks!C4").value, 0, `${id}: the check`);
    }
  });

  // where nobody responds to the price, the workbook must say of another price what the calculator says of it
  const all = ["people", "paid", "income", "cost", "margin", "cash_needed"];
  const changes = [
    ["bid", "scenarios[0].contracts[0].payments[1].pay.rate", 1.1, all],
    ["bid", "scenarios[0].people[0].referrals", 1.2, all],
    ["bid", "scenarios[0].people[0].delivery.result.given.p", 0.9, all],
    ["savings", "scenarios[0].contracts[0].payments[0].pay.rate", 1.1, ["people", "paid"]],
    ["recovery", "scenarios[0].people[0].referrals", 1.5, ["people", "paid"]],
    ["peterborough", "scenarios[0].contracts[0].payments[0].pay.of.of.value", 0.9, ["people", "paid"]],
  ];

  test("another input comes to what the calculator says of it", async () => {
    const files = {};
    const wanted = {};
    changes.forEach(([id, path, times, asked], i) => {
      const draft = draftOf(id);
      const input = glue.evaluate(draft, undefined, 0).views[0].inputs.find((one) => one.path === path);
      assert.ok(input, `${id} has no input ${path}`);
      const value = input.value * times;
      const edited = glue.set(draft, path, value).draft;
      const results = glue.evaluate(edited, undefined, 0).views[0].answer.results;
      const name = `in${path.slice("scenarios[0]".length).replaceAll("]", "").replace(/[^A-Za-z0-9]/g, "_")}`;
      files[`${id}${i}`] = altered(made(draft), { [name]: value });
      wanted[`${id}${i}`] = { id, path, asked, results, zip: made(draft) };
    });
    const theirs = await recalculated(files);
    for (const [key, { id, path, asked, results, zip }] of Object.entries(wanted)) {
      for (const result of asked) {
        const { value } = results.find((one) => one.id === result);
        const got = theirs[key].get(named(zip, `result_${result}`)).value;
        assert.ok(Math.abs(got - value) < 0.005, `${id}, ${path}: ${result} is ${got}, not ${value}`);
      }
      assert.equal(theirs[key].get("Checks!C4").value, 0, `${id}: the sheets agree with one another`);
      assert.match(theirs[key].get("Checks!D5").value, /^Inputs changed since export/);
    }
  });
});
