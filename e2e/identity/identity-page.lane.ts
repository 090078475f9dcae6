import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "node:process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { demo } from "../client.ts";
import { drawPhoto } from "../landscapes.ts";
import { plainEnvironment, repository, startServer, temporaryFolder } from "../server.ts";
import { signIn } from "../session.ts";

/** Which Python has boto3: `scripts/lanes.sh` says. */
const python = env["TINTYPE_LANES_PYTHON"];
const page = readFileSync(join(repository, "docs/identity.md"), "utf8");

describe("docs/identity.md", () => {
  it("shows a program in Python that stores a photo, as it stands", async ({ skip }) => {
    skip(python === undefined, "there is no Python with boto3: scripts/lanes.sh brings one");
    const [, program = ""] = /^```python\n([\s\S]*?)^```$/m.exec(page) ?? [];
    const photo = await drawPhoto(1);
    await using folder = await temporaryFolder();
    await using server = await startServer({ dataFolder: join(folder.path, "data") });
    const { token } = await signIn(server.origin, demo.email, demo.password);
    await writeFile(join(folder.path, "photo.jpg"), photo);
    await writeFile(join(folder.path, "store.py"), program.replaceAll("http://127.0.0.1:8787", server.origin));
    const options = { cwd: folder.path, env: { ...plainEnvironment(), TOKEN: token } };
    const { stdout } = await promisify(execFile)(python ?? "", ["store.py"], options);
    expect(Number(stdout)).toBe(photo.length);
  });
});
