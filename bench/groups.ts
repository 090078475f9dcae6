import type { Arguments } from "./arguments.ts";
import type { Group, Row } from "./row.ts";
import { account } from "./rows/account.ts";
import { files } from "./rows/files.ts";
import { lambda } from "./rows/lambda.ts";
import { lists } from "./rows/lists.ts";
import { page } from "./rows/page.ts";
import { processRows } from "./rows/process.ts";
import { shares } from "./rows/shares.ts";
import { signIn } from "./rows/sign-in.ts";
import { signatures } from "./rows/signatures.ts";
import { uploads } from "./rows/uploads.ts";

const groups: readonly Group[] = [
  uploads,
  lists,
  account,
  files,
  shares,
  signIn,
  signatures,
  processRows,
  page,
  lambda,
];

export interface WantedGroup {
  readonly group: Group;
  readonly rows: readonly Row[];
}

/**
 * The rows that were asked for, by their own names or their groups', else those that `--ci` holds or all. Throws for a name
 * that nothing has.
 */
export function findRows({ only, large, ci }: Pick<Arguments, "only" | "large" | "ci">): readonly WantedGroup[] {
  const names = groups.flatMap(({ name, rows }) => [name, ...rows.map((row) => row.name)]);
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`There is no row ${unknown}. There are: ${names.join(", ")}.`);
  const isWanted = (group: Group, row: Row): boolean =>
    only === undefined ? !ci || row.ci === true : only.includes(row.name) || only.includes(group.name);
  return groups
    .map((group) => ({
      group,
      rows: group.rows.filter((row) => (large || row.large === undefined) && isWanted(group, row)),
    }))
    .filter(({ rows }) => rows.length > 0);
}
