import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { connect } from "../sqlite/connection.ts";
import { createFaultyDatabase, type FaultyDatabase } from "./faulty-database.fixture.ts";
import { createLocalIdentityProvider } from "./local-identity-provider.ts";
import { openUserPoolDatabase } from "./open-user-pool-database.ts";
import { ada, openPool, type PoolFixture } from "./user-pool.fixture.ts";

const codes = ["SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_BUSY"];
const tables = ["users", "codes", "sessions", "refresh_tokens", "authenticators", "identities"] as const;

type Tables = Readonly<Record<(typeof tables)[number], readonly unknown[]>>;
interface Place extends PoolFixture, FaultyDatabase {
  readonly database: PoolFixture["database"];
  /** Everything that is kept of people, as another process finds it. */
  kept(): Tables;
  /** Whether somebody who was removed can still be read out of the file. */
  isUnscrubbed(): boolean;
}

async function inPlace<Result>(work: (place: Place) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "user-pool-"));
  const path = join(folder, "user-pool.db");
  const faulty = createFaultyDatabase(openUserPoolDatabase(path));
  try {
    using fixture = openPool({ database: faulty.database });
    using reader = Object.assign(connect(path, 1_000), { [Symbol.dispose]: () => reader.close() });
    const rowsOf = (table: string) => reader.prepare(`SELECT * FROM ${table} ORDER BY 1`).all();
    const kept = () => Object.fromEntries(tables.map((table) => [table, rowsOf(table)])) as unknown as Tables;
    const isUnscrubbed = () => rowsOf("unscrubbed").length > 0;
    return await work({ ...fixture, ...faulty, kept, isUnscrubbed });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Change {
  /** What comes before it, and what is asked then. */
  readonly asks: (place: Place) => Promise<object>;
  /** How it may be left by half, besides not done at all and done, since whoever asked can go on from there. */
  readonly between?: (after: Tables) => Tables;
}

const user = { ClientId: "web", Username: ada.email };
const newPassword = "Difference-Engine-1822";
const accessToken = async ({ addAda, signIn }: Place) => {
  await addAda();
  return { AccessToken: (await signIn()).AccessToken };
};

const changes: Readonly<Record<string, Change>> = {
  SignUp: {
    asks: async () => ({ ...user, Password: ada.password }),
    // The code can be asked for again.
    between: (after) => ({ ...after, codes: [] }),
  },
  ConfirmSignUp: {
    asks: async ({ call, mailedCode }) => {
      await call("SignUp", { ...user, Password: ada.password });
      return { ...user, ConfirmationCode: mailedCode() };
    },
  },
  InitiateAuth: {
    asks: async ({ addAda }) => {
      await addAda();
      const AuthParameters = { USERNAME: ada.email, PASSWORD: ada.password };
      return { ClientId: "web", AuthFlow: "USER_PASSWORD_AUTH", AuthParameters };
    },
  },
  GetTokensFromRefreshToken: {
    asks: async ({ addAda, signIn }) => {
      await addAda();
      return { ClientId: "web", RefreshToken: (await signIn()).RefreshToken };
    },
  },
  ForgotPassword: {
    asks: async ({ addAda }) => {
      await addAda();
      return user;
    },
  },
  ConfirmForgotPassword: {
    asks: async ({ addAda, call, mailedCode }) => {
      await addAda();
      await call("ForgotPassword", user);
      return { ...user, ConfirmationCode: mailedCode(), Password: newPassword };
    },
  },
  ChangePassword: {
    asks: async (place) => {
      const token = await accessToken(place);
      await place.call("ForgotPassword", user);
      return { ...token, PreviousPassword: ada.password, ProposedPassword: newPassword };
    },
  },
  GlobalSignOut: { asks: accessToken },
  DeleteUser: { asks: accessToken },
};

describe("trouble of the database in the middle", () => {
  it.each(Object.entries(changes))("leaves nothing of %s by half", async (operation, { asks, between }) => {
    const done = await inPlace(async (place) => {
      const asked = await asks(place);
      const before = place.kept();
      expect(await place.call(operation, asked)).toMatchObject({ status: 200 });
      return { before, after: place.kept() };
    });
    const whole = [done.before, done.after, ...(between === undefined ? [] : [between(done.after)])];

    let at = 0;
    for (let failed = true; failed; ) {
      at += 1;
      failed = await inPlace(async (place) => {
        const asked = await asks(place);
        place.failAt(at, codes[at % codes.length] ?? "");
        const { status } = await place.call(operation, asked);
        if (!place.hasFailed()) return false;
        const left = place.kept();
        expect(whole, `after step ${at} failed`).toContainEqual(left);
        if (status !== 200) expect(place.reported).toHaveLength(1);
        const again = await place.call(operation, asked);
        if (JSON.stringify(left) === JSON.stringify(done.before)) expect(again).toMatchObject({ status: 200 });
        return true;
      });
    }
    expect(at).toBeGreaterThan(2);
  });

  it("leaves it to whoever removes somebody once more to write the file anew", async () => {
    await inPlace(async (place) => {
      const asked = await accessToken(place);
      const [{ subject = "" } = {}] = place.kept().users as readonly { readonly subject?: string }[];
      const identities = createLocalIdentityProvider(place);
      // The removal itself, the note of it, their commit, and then the file.
      place.failAt(4, "SQLITE_FULL");
      expect(await place.call("DeleteUser", asked)).toMatchObject({ status: 500 });
      expect(place.kept().users).toEqual([]);
      expect(place.isUnscrubbed()).toBe(true);
      await identities.remove(subject);
      expect(place.isUnscrubbed()).toBe(false);
    });
  });
});
