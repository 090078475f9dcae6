import { describe, expect, it } from "vitest";
import { type Action, authorize, isAllowed } from "./authorize.ts";
import { PhotoState } from "./photos/photo.ts";
import { anAccount, anApiKey, ana, aReadyPhoto, aShare, ben } from "./ports/entities.fixture.ts";
import { type Actor, anonymous, type ProgramActor, system } from "./shared/actor.ts";
import { NotAllowed } from "./shared/errors.ts";
import { ApiKeyId, ShareId } from "./shared/ids.ts";
import { plus } from "./shared/instant.ts";
import { Scope } from "./shared/scope.ts";

const photo = aReadyPhoto();
const share = aShare({ photo: photo.id, epoch: 3, download: "original" });
const now = share.createdAt;
const visit = { share, photo, now };
const grant = { kind: "guest", shareId: share.id, epoch: 3 } as const;

const program = (...scopes: readonly Scope[]): ProgramActor => ({
  kind: "program",
  keyId: ApiKeyId.parse("01KAFAKE000000000000008888"),
  userId: ana,
  scopes,
});

const actors = {
  anonymous,
  owner: { kind: "user", userId: ana },
  other: { kind: "user", userId: ben },
  guest: grant,
  stale: { ...grant, epoch: 2 },
  stray: { ...grant, shareId: ShareId.parse("01KAFAKE000000000000009999") },
  system,
  program: program(...Scope.options),
  reader: program("photos:read", "shares:read"),
  idler: program(),
  stranger: { ...program(...Scope.options), userId: ben },
} satisfies Record<string, Actor>;

/** Everything that is Ana's. */
const resources: Readonly<Record<string, unknown>> = {
  account: anAccount({ id: ana }),
  "api-key": anApiKey(),
  photo,
  share,
  "shared-photo": visit,
};

/** Who may do what to what is Ana's; whoever is not named may not. */
const allowed: Readonly<Record<Action, string>> = {
  "account.register": "system",
  "account.administer": "system",
  "account.open": "owner other",
  "account.see": "owner",
  "account.change": "owner",
  "account.sign-out": "owner system",
  "account.export": "owner",
  "account.delete": "owner system",
  "api-key.create": "owner other",
  "api-key.list": "owner other",
  "api-key.revoke": "owner",
  "credentials.issue": "owner other",
  "photo.create": "owner other program stranger",
  "photo.list": "owner other program reader stranger",
  "photo.see": "owner program reader",
  "photo.change": "owner program",
  "photo.remove": "owner program",
  "photo.download": "owner program reader",
  "photo.upload": "owner program",
  "photo.confirm": "owner system program",
  "photo.develop": "system",
  "photo.maintain": "system",
  "share.create": "owner program",
  "share.list": "owner other program reader stranger",
  "share.change": "owner program",
  "share.maintain": "system",
  "shared-photo.see": "guest",
  "shared-photo.download": "guest",
};

const may = isAllowed as (actor: Actor, action: Action, resource: unknown) => boolean;
const resourceOf = (action: Action): unknown =>
  action === "share.create" ? photo : resources[action.slice(0, action.indexOf("."))];

describe("who may do what", () => {
  for (const [action, names] of Object.entries(allowed) as [Action, string][]) {
    for (const [name, actor] of Object.entries(actors)) {
      const expected = names.split(" ").includes(name);
      it(`${expected ? "lets" : "does not let"} ${name} do ${action}`, () => {
        expect(may(actor, action, resourceOf(action))).toBe(expected);
      });
    }
  }

  it("tells a program which scope it lacks, or that it needs a person", () => {
    const refusal = () => new NotAllowed("No.");
    expect(() => authorize(actors.reader, "photo.change", refusal, photo)).toThrow("photos:write");
    expect(() => authorize(actors.program, "account.open", refusal)).toThrow("not for programs");
    expect(() => authorize(actors.stranger, "photo.see", refusal, photo)).toThrow("No.");
  });

  it("lets nobody do to a tombstone anything but removing it once more", () => {
    const tombstone = { ...photo, state: "purged" as const };
    const rights = (["photo.see", "photo.change", "photo.download", "share.create", "photo.remove"] as const).filter(
      (action) => isAllowed(actors.owner, action, tombstone),
    );
    expect(rights).toEqual(["photo.remove"]);
    expect(isAllowed(actors.other, "photo.remove", tombstone)).toBe(false);
  });

  it("shows guests what is ready, and nothing else", () => {
    const shown = PhotoState.options.filter((state) =>
      isAllowed(grant, "shared-photo.see", { ...visit, photo: { ...photo, state } }),
    );
    expect(shown).toEqual(["ready"]);
  });

  it.each([
    ["has been revoked", { share: { ...share, revokedAt: now } }],
    ["ends at this very moment", { share: { ...share, expiresAt: now } }],
    ["is of another photo", { share: { ...share, photo: aReadyPhoto().id } }],
    ["was made by somebody who does not own the photo", { share: { ...share, owner: ben } }],
  ])("shows guests nothing where the share %s", (_, changes) => {
    expect(isAllowed(grant, "shared-photo.see", { ...visit, ...changes })).toBe(false);
    expect(isAllowed(grant, "shared-photo.download", { ...visit, ...changes })).toBe(false);
  });

  it("lets guests in until the millisecond before the share ends, however many views it has had", () => {
    const ending = { ...share, expiresAt: plus(now, 1), maxViews: 1, views: 1 };
    expect(isAllowed(grant, "shared-photo.see", { ...visit, share: ending })).toBe(true);
  });

  it("lets guests download where the owner says so", () => {
    const downloads = (["none", "copy", "original"] as const).filter((download) =>
      isAllowed(grant, "shared-photo.download", { ...visit, share: { ...share, download } }),
    );
    expect(downloads).toEqual(["copy", "original"]);
  });

  it("asks somebody anonymous to sign in, and refuses everybody else in the words of the operation", () => {
    const refusal = () => new NotAllowed("No.");
    expect(() => authorize(anonymous, "photo.see", refusal, photo)).toThrow("Sign in first");
    expect(() => authorize(actors.other, "photo.see", refusal, photo)).toThrow("No.");
    expect(authorize(actors.owner, "photo.see", refusal, photo)).toBeUndefined();
  });
});
