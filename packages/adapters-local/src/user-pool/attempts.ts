import { createHash } from "node:crypto";
import { type Clock, Instant, minutes, plus, seconds } from "@tintype/core";
import * as z from "zod";
import { limitExceeded, notAuthorized } from "./cognito-error.ts";
import type { PoolFile } from "./open-user-pool-database.ts";

/** Where wrong guesses lock a name for a while. */
export type LockedDoor = "password" | "totp";
/** Where so many tries are allowed in an hour. */
export type CountedDoor = "confirm" | "reset" | "verify" | "send";

/** Counts what is tried at the doors that can be guessed open, for names that nobody has as well as for users. */
export interface Attempts {
  /** Throws while nothing may be tried at the door of `name`: see `lockOf`. */
  checkLock(door: LockedDoor, name: string): void;
  wrong(door: LockedDoor, name: string): void;
  right(door: LockedDoor, name: string): void;
  /** Counts one, at once. Throws `LimitExceededException` after `most` in the hour that began with the first. */
  spend(door: CountedDoor, name: string, most: number): void;
  forget(door: CountedDoor, name: string): void;
}

const hour = minutes(60);
const quiet = minutes(15);
const Row = z.object({ count: z.number(), since: Instant });

/**
 * After five wrong guesses a name is locked for a second, after each further one for twice as long, up to 15 minutes;
 * what is tried meanwhile is refused without a look and does not count. A right one, or 15 minutes without a wrong one,
 * begin anew (docs.aws.amazon.com/cognito, "Lockout behavior for failed sign-in attempts").
 */
export function createAttempts(file: PoolFile, clock: Clock): Attempts {
  const select = file.prepare("SELECT count, since FROM attempts WHERE door = ? AND target = ?");
  const upsert = file.prepare(`
    INSERT INTO attempts (door, target, count, since) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = excluded.count, since = excluded.since`);
  const old = file.prepare("DELETE FROM attempts WHERE since <= ?");
  const clear = file.prepare("DELETE FROM attempts WHERE door = ? AND target = ?");

  /** What was counted in the last `length` milliseconds. */
  const counted = (door: string, target: string, length: number) => {
    const row = select.get(door, target);
    const found = row === undefined ? undefined : Row.parse(row);
    return found !== undefined && clock.now() < plus(found.since, length) ? found : { count: 0, since: clock.now() };
  };
  const save = (door: string, target: string, count: number, since: Instant) => {
    old.run(plus(clock.now(), -hour));
    upsert.run(door, target, count, since);
  };

  return {
    checkLock: (door, name) => {
      const { count, since } = counted(door, targetOf(name), quiet);
      if (clock.now() < plus(since, lockOf(count))) throw notAuthorized("Password attempts exceeded");
    },
    wrong: (door, name) =>
      file.write(() => {
        const target = targetOf(name);
        save(door, target, counted(door, target, quiet).count + 1, clock.now());
      }),
    right: (door, name) => void clear.run(door, targetOf(name)),
    spend: (door, name, most) =>
      file.write(() => {
        const target = targetOf(name);
        const { count, since } = counted(door, target, hour);
        if (count >= most) throw limitExceeded();
        save(door, target, count + 1, since);
      }),
    forget: (door, name) => void clear.run(door, targetOf(name)),
  };
}

/** How long `count` wrong guesses lock a name. */
const lockOf = (count: number) => (count < 5 ? 0 : Math.min(seconds(2 ** (count - 5)), quiet));

/** Names are typed by people, who mistake fields: none is kept. */
const targetOf = (name: string) => createHash("sha256").update(name).digest("base64url");
