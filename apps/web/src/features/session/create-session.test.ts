import { describe, expect, it } from "vitest";
import { createSession } from "./create-session.ts";

/** A pool in which somebody may be signed in, and a session with everything that it was. */
function opened(token?: string, step = "DONE") {
  let kept = token;
  let person = "ana";
  /** What the pool has yet to hear of somebody who has signed out. */
  const told = Promise.withResolvers<void>();
  const session = createSession({
    accessToken: async () => (kept === undefined ? undefined : { text: kept, person }),
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
    signOut: () => {
      kept = undefined;
      return told.promise;
    },
  });
  const states: string[] = [];
  session.subscribe(() => states.push(session.state()));
  const end = () => {
    kept = undefined;
  };
  const change = (to: string) => {
    person = to;
  };
  return { session, states, end, change, heard: told.resolve };
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
    const { session, states, heard } = opened();
    await session.begin();
    expect(await session.signIn("ana@example.com", "secret")).toBe("DONE");
    const ended = session.signOut();
    // At once, whenever the pool hears of it.
    expect([session.state(), await session.accessToken()]).toEqual(["out", undefined]);
    heard();
    await ended;
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
    // Nothing of them is left to stand in the way of the next sign-in.
    await refused.session.begin();
    expect(refused.session.state()).toBe("out");
    const ended = opened("token");
    await ended.session.begin();
    ended.end();
    expect(await ended.session.accessToken()).toBeUndefined();
    expect(ended.states).toEqual(["in", "lost"]);
  });

  it("gives no token of whoever has signed in since in another tab", async () => {
    const { session, states, change } = opened("token");
    await session.begin();
    expect(await session.accessToken()).toBe("token");
    change("bea");
    expect(await session.accessToken()).toBeUndefined();
    expect(states).toEqual(["in", "other"]);
    change("ana");
    expect(await session.accessToken()).toBeUndefined();
  });

  it("takes whoever signs in for the one who is here", async () => {
    const { session, states, change, heard } = opened("token");
    heard();
    await session.begin();
    await session.signOut();
    change("bea");
    await session.signIn("bea@example.com", "secret");
    expect(await session.accessToken()).toBe("another");
    expect(states).toEqual(["in", "out", "in"]);
  });

  it("gives way to what other tabs tell, where somebody is in", async () => {
    const { session, states } = opened("token");
    await session.begin();
    session.giveWay("other");
    session.giveWay("lost");
    expect(states).toEqual(["in", "other"]);
    const nobody = opened();
    await nobody.session.begin();
    nobody.session.giveWay("other");
    expect(nobody.states).toEqual(["out"]);
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
