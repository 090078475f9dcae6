import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { connect } from "../sqlite/connection.ts";
import { migrate } from "../sqlite/migrate.ts";
import { migrations } from "./migrations.ts";
import { openUserPoolDatabase } from "./open-user-pool-database.ts";
import { createSrpClient } from "./srp/srp-client.fixture.ts";
import { ada, openPool } from "./user-pool.fixture.ts";

const digest = (text: string, encoding: "hex" | "base64url") => createHash("sha256").update(text).digest(encoding);

it("a pool of the first schema goes on: its sessions at once, its people by SRP once they have shown the password", async () => {
  const folder = mkdtempSync(join(tmpdir(), "user-pool-"));
  const path = join(folder, "user-pool.db");
  const first = connect(path, 0);
  migrate(first, migrations.slice(0, 1));
  const at = "2026-11-19T09:30:00.000Z";
  first
    .prepare("INSERT INTO users VALUES ('ada', ?, ?, 1, 'CONFIRMED', 1, ?, '{}', '[]', ?, ?)")
    .run(ada.email, ada.email, digest(ada.password, "hex"), at, at);
  first
    .prepare("INSERT INTO sessions VALUES ('session', 'ada', 'web', 'event', ?, ?, '2026-12-19T09:30:00.000Z', NULL)")
    .run(digest("refresh", "base64url"), at);
  first.close();

  using fixture = openPool({ database: openUserPoolDatabase(path) });
  expect(await fixture.call("GetTokensFromRefreshToken", { ClientId: "web", RefreshToken: "refresh" })).toMatchObject({
    status: 200,
  });
  const client = createSrpClient("tintype");
  const prove = async () => {
    const AuthParameters = { USERNAME: ada.email, SRP_A: client.publicHex };
    const begun = await fixture.call("InitiateAuth", { ClientId: "web", AuthFlow: "USER_SRP_AUTH", AuthParameters });
    return fixture.call("RespondToAuthChallenge", {
      ClientId: "web",
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: client.answer(begun["ChallengeParameters"] as Record<string, string>, ada.password),
    });
  };
  expect(await prove()).toMatchObject({ message: "Incorrect username or password." });
  await fixture.pool.ensureUser(ada);
  expect(await prove()).toMatchObject({ status: 200 });
  rmSync(folder, { recursive: true });
});
