import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { wrongQuotes } from "./wrong-quotes.ts";

describe(wrongQuotes, () => {
  const folder = mkdtempSync(join(tmpdir(), "tintype-quotes-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  const source = join(folder, "source.ts");
  const pageWith = (block: string): string => {
    writeFileSync(source, "function one() {\n  const a = 1;\n\n  return a;\n}\n");
    const page = join(folder, "page.md");
    writeFileSync(page, `Text\n\n${block}\n\nText\n`);
    return page;
  };

  it("lets lines pass that stand in the file in a row, however they are indented", () => {
    expect(wrongQuotes(pageWith(`\`\`\`ts ${source}\nconst a = 1;\nreturn a;\n\`\`\``))).toEqual([]);
  });

  it("tells of what is not in the file, of half a line, of a file that is not there and of a block without one", () => {
    for (const block of [
      `\`\`\`ts ${source}\nconst a = 2;\n\`\`\``,
      `\`\`\`ts ${source}\nconst a = 1\n\`\`\``,
      `\`\`\`ts ${source}x\nreturn a;\n\`\`\``,
      "```ts\nreturn a;\n```",
    ]) {
      expect(wrongQuotes(pageWith(block))).toHaveLength(1);
    }
  });
});
