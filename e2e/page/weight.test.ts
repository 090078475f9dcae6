import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { repository } from "../server.ts";

const bundle = join(repository, "apps/web/bundle");
const read = (file: string): string => readFileSync(join(bundle, file), "utf8");

/** Every script that a document loads before anybody has done anything: its own, and what those import at once. */
function scriptsOf(document: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...read(document).matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file = ""]) => file);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const imports = read(file).matchAll(/(?:^|[;}])(?:import|export)(?:[^"'`;()]*?from)?["'`]\.\/([^"'`]+\.js)["'`]/g);
    waiting.push(...[...imports].map(([, name]) => `assets/${name}`));
  }
  return found;
}

const compressed = (files: ReadonlySet<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0);

describe("what the page weighs, compressed", () => {
  it.each([
    ["index.html", 100_000, 170_000],
    ["share.html", 1_000, 40_000],
  ])("%s: between %i and %i bytes of scripts before anything is done", (document, least, most) => {
    const bytes = compressed(scriptsOf(document));
    // Less than this would mean that something was not found.
    expect(bytes).toBeGreaterThan(least);
    expect(bytes).toBeLessThanOrEqual(most);
  });

  it("gives guests nothing of what only others need", () => {
    const forOthers = scriptsOf("index.html");
    const alone = [...scriptsOf("share.html")].map(read).join("");
    expect(alone).not.toMatch(/CognitoIdentityServiceProvider|react\.element/);
    expect([...forOthers].map(read).join("")).toMatch(/CognitoIdentityServiceProvider/);
  });
});
