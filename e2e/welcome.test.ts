import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { call, demo, guestOf, pool } from "./client.ts";
import { plainEnvironment, startServer, temporaryFolder } from "./server.ts";

const run = promisify(execFile);

/** Pastes lines into a shell that knows nothing of this process, and gives what they print. */
async function paste(lines: string, cwd: string): Promise<string> {
  return (await run("bash", ["-c", lines], { cwd, env: plainEnvironment() })).stdout;
}

describe("what is printed at the start", () => {
  it("can be pasted into a shell as it is", async () => {
    await using folder = await temporaryFolder();
    await using server = await startServer({ dataFolder: folder.path });
    const lines = server
      .stdout()
      .split("\n")
      .filter((line) => /^ {2}(?:TOKEN|PHOTO|curl)\b/.test(line));
    expect(lines).toHaveLength(4);
    const said = await paste(lines.join("\n"), folder.path);
    const [list, shared] = said
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(list.items).toHaveLength(1);
    expect(shared.url).toMatch(new RegExp(`^${server.origin}/s/`));
    // The link leads to the photo as soon as that is developed.
    const guest = guestOf(shared.url);
    await expect.poll(async () => (await guest.open()).status).toBe(200);
    expect((await guest.open()).body.photos.map(({ id }) => id)).toEqual([list.items[0].id]);
  });

  it("names the places where something is", async () => {
    await using folder = await temporaryFolder();
    await using server = await startServer({ dataFolder: folder.path });
    const places = [...server.stdout().matchAll(/^ {2}\w+ +(http\S+)$/gm)].map(([, place]) => place ?? "");
    expect(places.map((place) => new URL(place).pathname)).toEqual(["/", "/_dev/mailbox", "/docs"]);
    for (const place of places) expect((await fetch(place)).status).toBe(200);
  });
});

it("has no mailbox and no demo account with NODE_ENV=production", async () => {
  await using folder = await temporaryFolder();
  const environment = { NODE_ENV: "production", TINTYPE_ALLOW_LOCAL_USER_POOL: "yes" };
  await using server = await startServer({ dataFolder: folder.path, environment });
  expect(server.stdout()).not.toContain("mailbox");
  expect((await fetch(`${server.origin}/_dev/mailbox`)).status).toBe(404);
  expect((await fetch(`${server.origin}/docs`)).status).toBe(200);
  const { status } = await pool(server.origin, "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: "web",
    AuthParameters: { USERNAME: demo.email, PASSWORD: demo.password },
  });
  expect(status).toBe(400);
});

describe("a server for other devices", () => {
  it("listens everywhere, and gives out addresses that begin with PUBLIC_URL alone", async () => {
    await using folder = await temporaryFolder();
    const environment = { HOST: "0.0.0.0", PUBLIC_URL: "http://tintype.test:8787" };
    await using server = await startServer({ dataFolder: folder.path, environment });
    expect(server.origin).toBe("http://tintype.test:8787");
    const port = /listening on 0\.0\.0\.0, port (\d+)/.exec(server.stdout())?.[1];
    const headers = { "x-forwarded-host": "evil.example" };
    const { body } = await call<Record<string, string>>(`http://127.0.0.1:${port}/config.json`, { headers });
    expect(body).toMatchObject({ api: `${server.origin}/api`, userPoolEndpoint: `${server.origin}/user-pool/` });
  });

  it("says what to set when its addresses would lead other devices to themselves", async () => {
    await using folder = await temporaryFolder();
    await using server = await startServer({ dataFolder: folder.path, environment: { HOST: "0.0.0.0" } });
    expect(server.origin).toMatch(/^http:\/\/localhost:/);
    expect(server.stdout()).toMatch(/For other devices, start with PUBLIC_URL=http:\/\/\S+:\d+/);
  });
});
