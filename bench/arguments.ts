import { parseArgs } from "node:util";

export interface Arguments {
  /** The rows or groups that were named; undefined for all. */
  readonly only: readonly string[] | undefined;
  /** Where to write the result. */
  readonly json: string | undefined;
  /** Quick, and a missed floor is an error. */
  readonly ci: boolean;
  /** With a million photos. */
  readonly large: boolean;
  readonly rounds: number;
  readonly profile: string | undefined;
}

export const usage = `npm run bench -- [options]

  --only NAME      a row or a group of rows; more than once for more
  --json FILE      writes the result there, too
  --ci             quick, and only what CI holds; exits 1 naming the rows that missed their floor, after three tries each
  --large          with a million photos, too
  --rounds COUNT   3 unless told
  --profile DIR    writes CPU profiles of the server there
`;

/** Reads the command line. Throws an error, in words, for what it does not know. */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", multiple: true },
      json: { type: "string" },
      ci: { type: "boolean", default: false },
      large: { type: "boolean", default: false },
      rounds: { type: "string" },
      profile: { type: "string" },
    },
  });
  const { only, json, ci, large, profile } = values;
  const rounds = Number(values.rounds ?? (ci ? 2 : 3));
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds must be a number, such as 3.");
  return { only, json, ci, large, rounds, profile };
}
