import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../server.ts";

const web = join(repository, "apps/web");
const languages = join(web, "src/languages");

describe("a further language", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tintype-language-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** What the compiler says of one more file like `ko.ts`. */
  async function compiled(text: string): Promise<string> {
    await writeFile(join(folder, "xx.ts"), text);
    const config = {
      extends: join(web, "tsconfig.json"),
      compilerOptions: { incremental: false, tsBuildInfoFile: null, types: [] },
      include: ["xx.ts"],
      references: [],
    };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(repository, "node_modules/typescript/bin/tsc");
    return promisify(execFile)(process.execPath, [tsc, "-p", folder]).then(
      () => "",
      ({ stdout }: { stdout: string }) => stdout,
    );
  }
  const pseudo = async (): Promise<string> => {
    const korean = await readFile(join(languages, "ko.ts"), "utf8");
    return korean
      .replaceAll('from "../', `from "${join(web, "src")}/`)
      .replaceAll('from "./', `from "${languages}/`)
      .replace("export const ko ", "export const xx ");
  };

  it("is one more file", async () => {
    expect(await compiled(await pseudo())).toBe("");
  });

  it("does not compile as long as it says less than the others", async () => {
    const silent = (await pseudo()).replace(/^ *tryAgain: .*\n/m, "");
    expect(await compiled(silent)).toMatch(/Property 'tryAgain' is missing/);
  });
});

const ofOneSide =
  /(?:^|[\s;{])(?:(?:margin|padding|border|inset)-(?:left|right)|left|right|float)\s*:|text-align:\s*(?:left|right)/;

/** `padding: A B C D` says B of the right and D of the left. */
const values = /^\s*(?:inset|margin|padding):\s*(.+);$/;
const isUneven = (line: string): boolean => {
  const [, right, , left] = values.exec(line)?.[1]?.match(/[\w-]+\([^()]*(?:\([^()]*\)[^()]*)*\)|\S+/g) ?? [];
  return left !== undefined && left !== right;
};

it("knows a beginning and an end of lines, not left and right: languages are read from either side", () => {
  const sheets = globSync("**/*.css", { cwd: join(web, "src") });
  expect(sheets.length).toBeGreaterThan(20);
  const found = sheets.flatMap((sheet) =>
    readFileSync(join(web, "src", sheet), "utf8")
      .split("\n")
      .flatMap((line, index) =>
        ofOneSide.test(line) || isUneven(line) ? [`${sheet}:${index + 1} ${line.trim()}`] : [],
      ),
  );
  expect(found).toEqual([]);
});
