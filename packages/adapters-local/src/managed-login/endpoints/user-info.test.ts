import { describe, expect, it } from "vitest";
import { publicUrl } from "../../user-pool/user-pool.fixture.ts";
import { codeIn, openLogin } from "../managed-login.fixture.ts";

describe("user info and revocation", () => {
  it("is for access tokens of the scope openid that are still good", async () => {
    using fixture = await openLogin();
    const ask = async (token: unknown) => {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fixture.login.handle(new Request(`${publicUrl}/oauth2/userInfo`, { headers }));
      return [response.status, response.headers.get("www-authenticate") ?? ""];
    };
    const refused = [401, expect.stringContaining('error="invalid_token"')];
    const tokens = await fixture.exchange(codeIn(await fixture.signInWith(fixture.newBrowser())));
    expect(await ask(tokens["access_token"])).toEqual([200, ""]);
    expect(await ask(tokens["id_token"])).toEqual(refused);
    expect(await ask("")).toEqual(refused);
    expect(await ask((await fixture.signIn()).AccessToken)).toEqual(refused);
    const revoke = (form: Record<string, string>) => fixture.post("/oauth2/revoke", form);
    const token = String(tokens["refresh_token"]);
    expect(await revoke({ token: String(tokens["access_token"]), client_id: "web" })).toMatchObject({
      status: 400,
      error: "unsupported_token_type",
    });
    expect(await revoke({ token, client_id: "legacy" })).toMatchObject({ status: 400, error: "invalid_client" });
    expect(await revoke({ token, client_id: "nobody" })).toMatchObject({ status: 400, error: "invalid_client" });
    expect(await revoke({ client_id: "web" })).toMatchObject({ status: 400, error: "invalid_request" });
    expect(await revoke({ token: "no token of ours", client_id: "web" })).toEqual({ status: 200 });
    expect(await ask(tokens["access_token"])).toEqual([200, ""]);
    expect(await revoke({ token, client_id: "web" })).toEqual({ status: 200 });
    expect(await ask(tokens["access_token"])).toEqual(refused);
  });
});
