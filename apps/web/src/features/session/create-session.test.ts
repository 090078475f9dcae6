import { describe, expect, it } from "vitest";
import { createSession } from "./create-session.ts";

/** A pool in which somebody may be signed in, and a session with everything that it was. */
function opened(token?: string, step = "DONE") {
  let kept = token;
  const session = createSession({
    accessToken: async () => kept,
    signIn: async () => {
      if (step === "DONE") kept = "another";
      return step;
    },
    answer: async () => {
      kept = "another";
      return "DONE";
    },
    forget: () => {
      kept = undefined;
    },
    signOut: async () => {
      kept = undefined;
    },
  });
  const states: string[] = [];
  session.subscribe(() => states.push(session.state()));
  const end = () => {
    kept = undefined;
  };
  return { session, states, end };
}

describe(createSession, () => {
  it("finds out who is here", async () => {
    const here = opened("token");
    await here.session.begin();
    const nobody = opened();
    await nobody.session.begin();
    expect([here.states, nobody.states]).toEqual([["in"], ["out"]]);
  });

  it("keeps somebody whose pool cannot be reached", async () => {
    const unreachable = async () => Promise.reject(new Error("offline"));
    const session = createSession({
      accessToken: unreachable,
      signIn: unreachable,
      answer: unreachable,
      signOut: unreachable,
      forget: () => undefined,
    });
    await session.begin();
    expect(session.state()).toBe("in");
  });

  it("lets somebody in once no step is left, and out again", async () => {
    const { session, states } = opened();
    await session.begin();
    expect(await session.signIn("ana@example.com", "secret")).toBe("DONE");
    await session.signOut();
    expect(states).toEqual(["out", "in", "out"]);
    const waiting = opened(undefined, "CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    await waiting.session.begin();
    await waiting.session.signIn("ana@example.com", "secret");
    expect(waiting.states).toEqual(["out"]);
    expect(await waiting.session.answer("123456")).toBe("DONE");
    expect(waiting.states).toEqual(["out", "in"]);
  });

  it("is lost when the server refuses the token, or the pool has none any more", async () => {
    const refused = opened("token");
    await refused.session.begin();
    refused.session.lose();
    refused.session.lose();
    expect(refused.states).toEqual(["in", "lost"]);
    const ended = opened("token");
    await ended.session.begin();
    ended.end();
    expect(await ended.session.accessToken()).toBeUndefined();
    expect(ended.states).toEqual(["in", "lost"]);
  });

  it("keeps nothing of whose account is gone", async () => {
    const { session, states } = opened("token");
    await session.begin();
    session.leave();
    expect(await session.accessToken()).toBeUndefined();
    expect(states).toEqual(["in", "gone"]);
  });

  it("loses nobody who was never in", async () => {
    const { session, states } = opened();
    await session.begin();
    session.lose();
    await session.accessToken();
    expect(states).toEqual(["out"]);
  });
});
