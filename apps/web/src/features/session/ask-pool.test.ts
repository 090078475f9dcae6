import { describe, expect, it } from "vitest";
import { askPool } from "./ask-pool.ts";

const answering =
  (status: number, body: unknown): typeof fetch =>
  async () =>
    Response.json(body, { status });

describe(askPool, () => {
  it("asks Cognito, or whoever stands in its place", async () => {
    const asked: string[] = [];
    const send: typeof fetch = async (url, init) => {
      const request = new Request(url, init);
      asked.push(`${request.url} ${request.headers.get("x-amz-target")} ${await request.text()}`);
      return Response.json({ ok: 1 });
    };
    const target = 'AWSCognitoIdentityProviderService.GetUser {"AccessToken":"t"}';
    expect(await askPool({ region: "eu-west-1" }, "GetUser", { AccessToken: "t" }, send)).toEqual({ ok: 1 });
    await askPool({ userPoolEndpoint: "http://here/user-pool/" }, "GetUser", { AccessToken: "t" }, send);
    expect(asked).toEqual([
      `https://cognito-idp.eu-west-1.amazonaws.com/ ${target}`,
      `http://here/user-pool/ ${target}`,
    ]);
  });

  it("throws what the pool refuses, by its name", async () => {
    const refused = { __type: "com.amazonaws#NotAuthorizedException", message: "No." };
    await expect(askPool({}, "InitiateAuth", {}, answering(400, refused))).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "No.",
    });
  });

  it("says so where nobody answers", async () => {
    const nobody: typeof fetch = async () => Promise.reject(new TypeError("failed to fetch"));
    await expect(askPool({}, "InitiateAuth", {}, nobody)).rejects.toMatchObject({ name: "NetworkError" });
  });
});
