import { fetchAuthSession, signIn } from "aws-amplify/auth";
import { describe, expect, it } from "vitest";
import { call, demo } from "../client.ts";
import { startServer, temporaryFolder } from "../server.ts";
import { configureAmplify } from "./amplify.ts";

describe("aws-amplify", () => {
  it("signs the demo user in by SRP", async () => {
    await using folder = await temporaryFolder();
    await using server = await startServer({ dataFolder: folder.path });
    await configureAmplify(server.origin);
    expect(await signIn({ username: demo.email, password: demo.password })).toEqual({
      isSignedIn: true,
      nextStep: { signInStep: "DONE" },
    });
    const { tokens } = await fetchAuthSession();
    const me = await call(`${server.origin}/api/me`, { headers: { authorization: `Bearer ${tokens?.accessToken}` } });
    expect(me.status).toBe(200);
    const again = await fetchAuthSession({ forceRefresh: true });
    expect(String(again.tokens?.accessToken)).not.toBe(String(tokens?.accessToken));
  });
});
