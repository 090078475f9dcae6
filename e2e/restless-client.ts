import { setTimeout as pause } from "node:timers/promises";
import { commented } from "./another-jpeg.ts";
import { type Photo, sha256 } from "./client.ts";
import { count, type Entry, type Ledger } from "./ledger.ts";
import { sendSlowly } from "./send-slowly.ts";
import type { Session } from "./session.ts";

export interface RestlessOptions {
  readonly session: Session;
  readonly ledger: Ledger;
  readonly random: () => number;
  /** JPEGs to make photos of. */
  readonly pictures: readonly Uint8Array[];
  /** Resolves to true when there is a server to talk to, to false when all is over. */
  readonly alive: () => Promise<boolean>;
}

/** The answer never came: whether it was done is unknown. */
class NoAnswer extends Error {}

/**
 * Somebody who uploads, edits, shares, trashes, restores and purges as fast as they are answered, and writes down what
 * they were told.
 */
export async function beRestless({ session, ledger, random, pictures, alive }: RestlessOptions): Promise<void> {
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const mine = (): Entry[] => ledger.entries.filter((entry) => entry.session === session && entry.acknowledged);
  const certain = (place: "library" | "trash"): Entry | undefined =>
    pick(mine().filter(({ places, ready }) => ready && places.size === 1 && places.has(place)));

  /** Another photo each time, now and then a big one. */
  const newPhoto = (): Uint8Array => {
    const picture = pick(pictures) ?? new Uint8Array();
    return commented(picture, `${random()} ${random()}`, random() < 0.2 ? 1 + Math.floor(random() * 40) : 1);
  };
  const said = (what: string, status: number, expected: readonly number[], detail: unknown): boolean => {
    if (status === 503) throw new NoAnswer();
    const isExpected = expected.includes(status);
    if (isExpected) count(ledger, what);
    else ledger.surprises.push(`${what}: ${status} ${JSON.stringify(detail)}`);
    return isExpected;
  };
  const enter = (photo: Photo, hash: string, acknowledged: boolean): Entry => {
    const known = ledger.entries.find(({ id }) => id === photo.id);
    if (known !== undefined) return known;
    const entry: Entry = {
      session,
      id: photo.id,
      sha256: hash,
      acknowledged,
      ready: false,
      titles: new Set([undefined]),
      places: new Set(["library"]),
      links: [],
    };
    ledger.entries.push(entry);
    return entry;
  };

  async function sending<Answer>(request: Promise<Answer>): Promise<Answer> {
    ledger.sending += 1;
    return request.finally(() => {
      ledger.sending -= 1;
    });
  }

  async function uploadByTicket(): Promise<void> {
    const bytes = newPhoto();
    const begun = await answered(session.begin(bytes, "ticket.jpg"));
    if (!said("begun", begun.status, [201], begun.body)) return;
    const entry = enter(begun.body.photo, sha256(bytes), false);
    const status = await answered(sending(sendSlowly(begun.body.upload, bytes, random)));
    if (said("sent by ticket", status, [200], undefined)) entry.acknowledged = true;
  }

  /** Sends until an answer comes: the key makes it one photo, however often. */
  async function uploadDirectly(): Promise<void> {
    const bytes = newPhoto();
    const headers = { "idempotency-key": `key-${sha256(bytes)}` };
    ledger.inDoubt.add(sha256(bytes));
    for (;;) {
      try {
        const answer = await answered(sending(session.uploadDirectly(bytes, headers)));
        if (said("sent directly", answer.status, [200, 201], answer.body))
          enter(answer.body.photo, sha256(bytes), true);
        return;
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        if (!(await alive())) return;
      }
    }
  }

  async function edit(entry: Entry): Promise<void> {
    const title = `Title ${random()}`;
    const before = entry.titles;
    entry.titles = new Set([...before, title]);
    const init = {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ title }),
    };
    const { status, body } = await answered(session.api(`/photos/${entry.id}`, init));
    entry.titles = said("edited", status, [200], body) ? new Set([title]) : before;
  }

  async function look(entry: Entry): Promise<void> {
    const { status, body } = await answered(session.api<Photo>(`/photos/${entry.id}`));
    // This person's other client may have seen more of it meanwhile, and have removed it.
    const isGone = status === 404 && entry.places.has("nowhere");
    if (isGone || said("looked at", status, [200], body)) {
      entry.ready ||= isGone || body.state === "ready" || body.state === "trashed";
    }
  }

  async function move(entry: Entry, what: string, to: "library" | "trash" | "nowhere"): Promise<void> {
    entry.places = new Set([...entry.places, to]);
    const call =
      to === "library"
        ? session.post(`/photos/${entry.id}/restore`)
        : session.api(`/photos/${entry.id}${to === "nowhere" ? "?purge=true" : ""}`, { method: "DELETE" });
    const { status, body } = await answered(call);
    if (said(what, status, [200, 204], body)) entry.places = new Set([to]);
  }

  async function share(entry: Entry): Promise<void> {
    const { status, body } = await answered(session.share(entry.id));
    if (said("shared", status, [201], body)) {
      entry.links.push({ id: body.share.id, url: body.url, ways: new Set(["open"]) });
    }
  }

  async function revoke(): Promise<void> {
    const there = mine().filter(({ places }) => !places.has("nowhere"));
    const link = pick(there.flatMap(({ links }) => links.filter(({ ways }) => ways.has("open"))));
    if (link === undefined) return;
    link.ways = new Set(["open", "revoked"]);
    const { status, body } = await answered(session.api(`/shares/${link.id}`, { method: "DELETE" }));
    if (said("revoked", status, [204], body)) link.ways = new Set(["revoked"]);
  }

  async function doSomething(): Promise<void> {
    const waiting = mine().filter(({ ready }) => !ready);
    const [oldest] = waiting;
    // Whoever sends faster than photos are developed would never see one.
    if (oldest !== undefined && waiting.length >= 4) {
      await pause(20 + random() * 60);
      return look(oldest);
    }
    const chance = random();
    const kept = certain("library");
    const trashed = certain("trash");
    if (chance < 0.2 || kept === undefined) return uploadByTicket();
    if (chance < 0.4) return uploadDirectly();
    if (chance < 0.55) return edit(kept);
    if (chance < 0.65) return share(kept);
    if (chance < 0.7) return revoke();
    if (chance < 0.85 || trashed === undefined) return move(kept, "trashed", "trash");
    return chance < 0.93 ? move(trashed, "restored", "library") : move(trashed, "purged", "nowhere");
  }

  while (await alive()) {
    try {
      await doSomething();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      await pause(5);
    }
  }
}

async function answered<Result>(call: Promise<Result>): Promise<Result> {
  return call.catch((cause: unknown) => {
    throw new NoAnswer("", { cause });
  });
}
