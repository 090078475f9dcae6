import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hoursAMonth, prices, reckon } from "./costs.fixture.ts";
import { resourcesOf, templateOf } from "./stack.fixture.ts";

const page = readFileSync(new URL("../../../../docs/costs.md", import.meta.url), "utf8");

/** The lines of the first table, which the lane holds: requests to DynamoDB, read and write units, requests to S3. */
const asked = new Map(
  Array.from(
    page.matchAll(/^\| ([a-z][^|]*?) +\| (\d+) \| ([\d.]+) \| ([\d.]+) \| (\d+) \|$/gm),
    ([, name = "", ...counts]) => [name, counts.map(Number)] as const,
  ),
);
const sumOf = (...names: readonly string[]): readonly number[] =>
  [0, 1, 2, 3].map((column) => names.reduce((sum, name) => sum + (asked.get(name)?.[column] ?? Number.NaN), 0));

const call = ["know the caller", "count a call"];
const uploaded = sumOf(...call, "announce a photo", "take note of its bytes", "develop it");
const others = sumOf(...call, ...call, ...call, "list a page of 50", "look at it", "count the months");
const [readUnits = 0, writeUnits = 0] = [1, 2].map((column) => (uploaded[column] ?? 0) + (others[column] ?? 0));
const lines = reckon({ readUnits, writeUnits, queue: 6 });

describe("docs/costs.md", () => {
  it("adds up what a photo asks for, from the ticket until it is ready", () => {
    const [dynamo, reads, writes, s3 = 0] = uploaded;
    // The client's own PUT is nobody else's.
    expect(page.replaceAll(/\s+/g, " ")).toContain(
      `**${dynamo} requests to DynamoDB (${reads} read units, ${writes} write units) and ${s3 + 1} to S3**`,
    );
  });

  it("reckons with the functions as they are deployed", () => {
    const shown = (dollars: number) => (dollars === 0 ? "" : `${Math.round(dollars)}`);
    const expected = lines.map(
      ({ what, ours, theirs }) => `| ${what} | ${ours[0]}${shown(ours[1])} | ${theirs[0]}${shown(theirs[1])} |`,
    );
    const [, table = ""] = page.split("| | Tintype | base64 through Lambda |\n|---|---:|---:|\n");
    expect(table.split("\n").slice(0, expected.length)).toEqual(expected);
    const sum = (of: "ours" | "theirs") => lines.reduce((dollars, line) => dollars + Math.round(line[of][1]), 0);
    expect(page).toContain(`| **sum** | **${sum("ours")}** | **${sum("theirs")}** |`);
  });

  it("says of every switch that costs something by itself what that is, and each is off until somebody says it", () => {
    const { dynamo, acceleration, gatewayCacheHour, daxNodeHour } = prices;
    const megabytes = 4;
    for (const row of [
      `| \`replicas\` | ${Math.round(writeUnits * dynamo.writeUnits)} for a million photos and each region, and its tables' storage |`,
      `| \`apiCache\` | ${(gatewayCacheHour * hoursAMonth).toFixed(2)} a month |`,
      `| \`acceleration\` | ${megabytes * 1_000 * acceleration.least} to ${megabytes * 1_000 * acceleration.most} for a million photos |`,
      `| DAX | not offered; three of its smallest nodes would be ${(daxNodeHour * 3 * hoursAMonth).toFixed(2)} a month |`,
    ]) {
      expect(page).toContain(row);
    }
    expect(resourcesOf(templateOf(), "AWS::DAX::Cluster")).toEqual({});
  });
});
