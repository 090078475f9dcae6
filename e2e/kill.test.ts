import { env } from "node:process";
import { expect, it } from "vitest";
import { killableProgram } from "./killable-program.ts";
import { drawPhoto } from "./landscapes.ts";
import { temporaryFolder } from "./server.ts";
import { type Phase, torment } from "./torment.ts";

/** How often servers are killed at least, all together: `TINTYPE_KILLS=5000 npm test` for a long look. */
const kills = Number(env["TINTYPE_KILLS"] ?? (env["CI"] === undefined ? 20 : 500));
/** So many at once: while one starts or is audited, the others are busy. */
const servers = kills < 100 ? 2 : 4;
const seed = 20_261_120;

const phases: readonly Phase[] = ["starting", "uploading", "developing", "sweeping"];

it(`loses nothing that was acknowledged by ${kills} times kill -9`, { timeout: 3_600_000 }, async () => {
  await using program = await killableProgram();
  await using folder = await temporaryFolder();
  const pictures = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => drawPhoto(n, n === 6 ? { width: 900, height: 600 } : { width: 300, height: 200 })),
  );
  const tolls = await Promise.all(
    Array.from({ length: servers }, (_, index) =>
      torment({
        program: program.main,
        dataFolder: `${folder.path}/${index}`,
        kills: Math.ceil(kills / servers),
        auditEvery: 50,
        seed: seed + index,
        pictures,
      }),
    ),
  );

  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const entries = tolls.flatMap(({ ledger }) => ledger.entries);
  const acknowledged = entries.filter((entry) => entry.acknowledged).length;
  const met = phases.map((phase) => [phase, sum(tolls.map((toll) => toll.met.get(phase) ?? 0))] as const);
  const done = Object.entries(
    Object.groupBy(
      tolls.flatMap(({ ledger }) => [...ledger.counts]),
      ([what]) => what,
    ),
  ).map(([what, counts = []]) => [what, sum(counts.map(([, count]) => count))] as const);
  console.info(
    [
      `kill -9: ${sum(tolls.map((toll) => toll.kills))} times, while ${met.map(([phase, times]) => `${phase} ${times}`).join(", ")};`,
      `${acknowledged} photos acknowledged, ${entries.length - acknowledged} uploads cut off;`,
      `${done.map(([what, times]) => `${times} ${what}`).join(", ")};`,
      `${sum(tolls.map(({ swept }) => swept))} orphans swept; ${sum(tolls.map(({ audits }) => audits))} audits`,
    ].join(" "),
  );
  expect(tolls.flatMap(({ wrongs }) => wrongs)).toEqual([]);
  expect(sum(tolls.map((toll) => toll.kills))).toBeGreaterThanOrEqual(kills);
  if (kills < 100) return;
  expect(done.map(([what]) => what)).toEqual(expect.arrayContaining(["trashed", "restored", "purged", "revoked"]));
  expect(met.filter(([, times]) => times === 0)).toEqual([]);
});
