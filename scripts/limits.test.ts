import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const root = new URL("../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

/** The last column of each line of the table: the file of a test, and what the test is called. */
const held = [...read("docs/limits.md").matchAll(/\| `([^`]+)`: (.+) \|$/gm)].map(([, file = "", title = ""]) => ({
  file,
  title,
}));

it("every limit names the test that holds it", () => {
  expect(held.length).toBeGreaterThan(15);
  for (const { file, title } of held) expect(read(file), `${file} has no such test`).toContain(`it("${title}"`);
});
