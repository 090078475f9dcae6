import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readArguments } from "./read-arguments.ts";

const folder = mkdtempSync(join(tmpdir(), "tintype-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "prod.json");
writeFileSync(file, JSON.stringify({ size: "prod", name: "photos" }));

describe("the command line", () => {
  it("says switches, with whatever else their values hold", () => {
    expect(readArguments(["-c", "size=prod", "--context", "googleSecret=a=b"])).toEqual({
      size: "prod",
      googleSecret: "a=b",
    });
    expect(readArguments([])).toEqual({});
  });

  it("goes before the file that it names", () => {
    expect(readArguments([file, "-c", "name=pictures"])).toEqual({ size: "prod", name: "pictures" });
  });

  it("is refused in words", () => {
    expect(() => readArguments(["-c", "prod"])).toThrow("say NAME=VALUE");
    writeFileSync(join(folder, "half.json"), "{");
    expect(() => readArguments([join(folder, "half.json")])).toThrow("half.json holds no JSON");
    expect(() => readArguments(["--size", "prod"])).toThrow("--size");
  });
});
