import { seconds } from "@tintype/core";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { poolFile } from "../open-user-pool-database.ts";
import { ada, openPool } from "../user-pool.fixture.ts";

const failing = {
  postConfirmation: async () => {},
  preToken: async () => ({}),
  signedOutEverywhere: () => Promise.reject(new Error("down")),
  deleted: () => Promise.reject(new Error("down")),
  addressChanged: async () => {},
};
const failed = { status: 400, __type: "UserLambdaValidationException" };

describe("signing out everywhere", () => {
  it("tells who verifies access tokens elsewhere, before anything ends", async () => {
    using fixture = openPool();
    await fixture.addAda();
    const { AccessToken } = await fixture.signIn();
    expect(await fixture.call("GlobalSignOut", { AccessToken })).toEqual({ status: 200 });
    expect(fixture.signedOut).toEqual([decodeJwt(AccessToken).sub]);
  });

  it("ends nothing where that fails, and can be done again", async () => {
    using fixture = openPool({ triggers: failing });
    await fixture.addAda();
    const { AccessToken } = await fixture.signIn();
    expect(await fixture.call("GlobalSignOut", { AccessToken })).toMatchObject(failed);
    expect(await fixture.call("GetUser", { AccessToken })).toMatchObject({ status: 200 });
  });

  it("lets tokens of later be told from tokens of before, also within one second", async () => {
    using fixture = openPool();
    await fixture.addAda();
    fixture.clock.advance(250);
    const { AccessToken } = await fixture.signIn();
    fixture.clock.advance(250);
    const signedOutAt = Date.parse(fixture.clock.now()) / 1_000;
    await fixture.call("GlobalSignOut", { AccessToken });
    fixture.clock.advance(1);
    const { iat = 0, exp = 0, auth_time: authTime } = decodeJwt((await fixture.signIn()).AccessToken);
    // Whoever verifies tokens may write it down in the next second.
    expect(iat).toBeGreaterThan(signedOutAt + 1);
    expect(exp - iat).toBe(3_600);
    expect(authTime).toBe(Math.floor(signedOutAt));
    fixture.clock.advance(seconds(5));
    expect(decodeJwt((await fixture.signIn()).AccessToken).iat).toBe(Math.floor(signedOutAt) + 5);
  });
});

describe("removing oneself", () => {
  it("leaves nothing of the user, and the address to whoever comes", async () => {
    using fixture = openPool();
    await fixture.addAda();
    const { AccessToken, RefreshToken } = await fixture.signIn();
    await fixture.call("AssociateSoftwareToken", { AccessToken });
    await fixture.call("ForgotPassword", { ClientId: "web", Username: ada.email });
    expect(await fixture.call("DeleteUser", { AccessToken })).toEqual({ status: 200 });
    expect(fixture.deleted).toEqual([decodeJwt(AccessToken).sub]);
    for (const table of ["users", "sessions", "refresh_tokens", "codes", "authenticators"]) {
      expect(fixture.database[poolFile].prepare(`SELECT * FROM ${table}`).all()).toEqual([]);
    }
    expect(await fixture.call("GetUser", { AccessToken })).toMatchObject({ __type: "UserNotFoundException" });
    expect(await fixture.call("GetTokensFromRefreshToken", { ClientId: "web", RefreshToken })).toMatchObject({
      message: "Invalid Refresh Token",
    });
    await fixture.addAda();
    expect(decodeJwt((await fixture.signIn()).AccessToken).sub).not.toBe(decodeJwt(AccessToken).sub);
  });

  it("removes nobody where the account could not be deleted", async () => {
    using fixture = openPool({ triggers: failing });
    await fixture.addAda();
    const { AccessToken } = await fixture.signIn();
    expect(await fixture.call("DeleteUser", { AccessToken })).toMatchObject(failed);
    expect(await fixture.call("GetUser", { AccessToken })).toMatchObject({ status: 200 });
  });
});

describe("a device", () => {
  it.each([["ConfirmDevice"], ["ForgetDevice"], ["GetDevice"], ["ListDevices"], ["UpdateDeviceStatus"]])(
    "is not remembered, and whoever is signed in is told: %s",
    async (operation) => {
      using fixture = openPool();
      await fixture.addAda();
      const { AccessToken } = await fixture.signIn();
      expect(await fixture.call(operation, { AccessToken, DeviceKey: "local_a" })).toEqual({
        status: 400,
        __type: "InvalidUserPoolConfigurationException",
        message: "Device tracking is not enabled for the user pool.",
      });
      expect(await fixture.call(operation, { AccessToken: "a.b.c" })).toMatchObject({
        __type: "NotAuthorizedException",
      });
    },
  );
});
