import { CreateGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describeIdentityProvider } from "@tintype/core/contracts";
import * as vitest from "vitest";
import { laneRunner } from "../lane-runner.fixture.ts";
import { motoConfig, noMoto } from "../moto.fixture.ts";
import { openCognitoFixture } from "./cognito.fixture.ts";
import { createCognitoIdentityProvider } from "./cognito-identity-provider.ts";

const beyondMoto = {
  "refuses sign-in and refresh once a user is disabled, again and again": "it refreshes tokens of disabled users",
};
const runner = laneRunner(vitest, { missing: noMoto, beyond: beyondMoto });
const { describe, it, expect } = runner;

describeIdentityProvider(runner, "Cognito", openCognitoFixture);
describeIdentityProvider(runner, "Cognito, with people who come through somebody else", () =>
  openCognitoFixture("by name"),
);

describe("the accounts of a Cognito user pool", () => {
  it("refuse sign-in once a user is disabled", async () => {
    await using pool = await openCognitoFixture();
    const subject = await pool.addUser("ada@example.com");
    await pool.identities.disable(subject);
    await pool.identities.disable(subject);
    expect(await pool.identities.lookUp(subject)).toMatchObject({ enabled: false });
    expect(await pool.signIn("ada@example.com")).toBe(undefined);
  });

  it("are in as many groups as there are", async () => {
    await using pool = await openCognitoFixture();
    const subject = await pool.addUser("ada@example.com");
    const groups = Array.from({ length: 70 }, (_, index) => `group-${String(index).padStart(2, "0")}`);
    for (const GroupName of groups) {
      await pool.client.send(new CreateGroupCommand({ UserPoolId: pool.userPoolId, GroupName }));
    }
    await pool.identities.setGroups(subject, groups);
    expect((await pool.identities.lookUp(subject))?.groups.toSorted()).toEqual(groups);
  });

  it("are changed under no address and no name, which Cognito would take for a user, too", async () => {
    await using pool = await openCognitoFixture();
    const subject = await pool.addUser("ada@example.com");
    for (const other of ["ada@example.com", "", "*", `${subject} `, subject.toUpperCase(), `x" or sub = "${subject}`]) {
      await pool.identities.disable(other);
      await pool.identities.remove(other);
      expect(await pool.identities.lookUp(other), other).toBe(undefined);
    }
    expect(await pool.identities.lookUp(subject)).toMatchObject({ enabled: true });
  });

  it("are unavailable in a group that there is not, and in a pool that there is not", async () => {
    await using pool = await openCognitoFixture();
    const subject = await pool.addUser("ada@example.com");
    const refused = { code: "unavailable", cause: { name: "ResourceNotFoundException" } };
    await expect(pool.identities.setGroups(subject, ["nobody-made-it"])).rejects.toMatchObject(refused);
    const elsewhere = createCognitoIdentityProvider({ config: motoConfig(), userPoolId: "eu-central-1_elsewhere" });
    await expect(elsewhere.lookUp(subject)).rejects.toMatchObject(refused);
  });

  it("stay as they are once the caller has given up", async () => {
    await using pool = await openCognitoFixture();
    const subject = await pool.addUser("ada@example.com");
    const reason = new Error("the client went away");
    const aborted = pool.identities.disable(subject, { signal: AbortSignal.abort(reason) });
    await expect(aborted).rejects.toBe(reason);
    expect(await pool.identities.lookUp(subject)).toMatchObject({ enabled: true });
  });
});
