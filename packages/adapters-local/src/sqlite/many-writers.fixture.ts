import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { connect } from "./connection.ts";
import { openSqliteDatabase } from "./open-sqlite-database.ts";
import { temporaryPath } from "./temporary-database.fixture.ts";

const run = promisify(execFile);
const entry = join(import.meta.dirname, "writing-process.fixture.ts");

/**
 * Four processes with eight writers each, who all change photos of one database so many times. What they were told that
 * went wrong, and how many changes are in the database afterwards.
 */
export async function letThemWrite(changes: number): Promise<{ readonly errors: string; readonly saved: number }> {
  await using place = await temporaryPath();
  await openSqliteDatabase(place.path).close();
  const processes = [1, 2, 3, 4].map((number) =>
    run(process.execPath, ["--conditions=source", entry, place.path, `${number}`, "8", `${changes}`]),
  );
  const outputs = await Promise.all(processes);
  const connection = connect(place.path, 0);
  const saved = connection.prepareValue<number>("SELECT sum(saved) FROM photos").get() ?? 0;
  connection.close();
  return { errors: outputs.map(({ stdout, stderr }) => stdout + stderr).join(""), saved };
}
