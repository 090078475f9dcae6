import type { Group, Row } from "./row.ts";
import { account } from "./rows/account.ts";
import { files } from "./rows/files.ts";
import { lambda } from "./rows/lambda.ts";
import { lists } from "./rows/lists.ts";
import { processRows } from "./rows/process.ts";
import { shares } from "./rows/shares.ts";
import { signatures } from "./rows/signatures.ts";
import { uploads } from "./rows/uploads.ts";

const groups: readonly Group[] = [uploads, lists, account, files, shares, signatures, processRows, lambda];

export interface WantedGroup {
  readonly group: Group;
  readonly rows: readonly Row[];
}

/** The rows that were asked for, by their own names or their groups'. Throws for a name that nothing has. */
export function findRows(only: readonly string[] | undefined, large: boolean): readonly WantedGroup[] {
  const names = groups.flatMap(({ name, rows }) => [name, ...rows.map((row) => row.name)]);
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`There is no row ${unknown}. There are: ${names.join(", ")}.`);
  return groups
    .map((group) => ({
      group,
      rows: group.rows.filter(
        ({ name, large: isLarge }) =>
          (large || isLarge === undefined) && (only === undefined || only.includes(name) || only.includes(group.name)),
      ),
    }))
    .filter(({ rows }) => rows.length > 0);
}
