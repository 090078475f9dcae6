import { describe, expect, it } from "vitest";
import { aPhoto, aReadyPhoto } from "../ports/entities.fixture.ts";
import type { Change } from "../ports/repository.ts";
import { parseSettings } from "../settings.ts";
import { UploadId } from "../shared/ids.ts";
import { days, Instant, plus } from "../shared/instant.ts";
import { Photo, PhotoState } from "./photo.ts";
import { arrive, postpone, receive, replace } from "./photo-arrival.ts";
import { excuse, fail, finish, preview, retry, reviveDevelopment } from "./photo-development.ts";
import { PhotoStateConflict } from "./photo-errors.ts";
import { edit, purge, repeatPurge, restore, settleDebris, trash } from "./photo-keeping.ts";

const now = Instant.parse("2026-11-21T00:00:00.000Z");
const moment = { now, settings: parseSettings({ publicUrl: "https://photos.example" }) };
const blob = { etag: "v2", bytes: aReadyPhoto().bytes };
const version = UploadId.parse("01KAFAKE000000000000009999");
const failure = { code: "image_damaged", detail: "It is damaged." } as const;
const { sha256, contentType, format, width, height, frames, renditions } = aReadyPhoto();
const development = { sha256, bytes: blob.bytes, contentType, format, width, height, frames, renditions };

const steps = {
  arrive: (photo: Photo) => arrive(photo, blob, moment),
  replace: (photo: Photo) => replace(photo, blob, version, moment),
  preview: (photo: Photo) => preview(photo, development, moment),
  finish: (photo: Photo) => finish(photo, development, "o/1/2.jpg", moment),
  fail: (photo: Photo) => fail(photo, failure, moment),
  revive: (photo: Photo) => reviveDevelopment(photo, moment),
  trash: (photo: Photo) => trash(photo, moment),
  restore: (photo: Photo) => restore(photo, moment),
  purge: (photo: Photo) => purge(photo, moment),
} as const satisfies Record<string, (photo: Photo) => Change<Photo>>;

/** What each step makes of a photo in each state; `-` where it is refused. A failed photo lies in the trash as `binned`. */
const table = `
            arrive    replace   preview     finish  fail    revive    trash    restore  purge
initiated   uploaded  uploaded  -           -       failed  -         -        -        purged
uploaded    uploaded  uploaded  processing  ready   failed  uploaded  -        -        purged
processing  uploaded  uploaded  processing  ready   failed  uploaded  -        -        purged
ready       -         -         -           -       -       -         trashed  -        purged
failed      -         -         -           -       -       -         trashed  -        purged
trashed     -         -         -           -       -       -         -        ready    purged
binned      -         -         -           -       -       -         -        failed   purged
purged      -         -         -           -       -       -         -        -        -
`;

const [names = [], ...rows] = table
  .trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/));
const cells = rows.flatMap(([from = "", ...results]) =>
  names.map((step, place) => ({ from, step: step as keyof typeof steps, to: results[place] })),
);

function photoIn(state: string): Photo {
  if (state === "binned") return { ...trash(fail(photoIn("uploaded"), failure, moment).after, moment).after, saved: 4 };
  if (state === "ready" || state === "trashed") return aReadyPhoto({ state });
  const photo = { ...aPhoto({ state: PhotoState.parse(state) }) };
  return state === "failed" ? { ...photo, failure } : photo;
}

describe("the life of a photo", () => {
  it("knows every state and every step", () => {
    expect(rows.map(([from]) => from).filter((from) => from !== "binned")).toEqual(PhotoState.options);
    expect(names).toEqual(Object.keys(steps));
    expect(cells).toHaveLength(8 * 9);
  });

  for (const { from, step, to } of cells) {
    it(to === "-" ? `refuses to ${step} what is ${from}` : `makes ${to} of what is ${from} by ${step}`, () => {
      const before = photoIn(from);
      if (to === "-") {
        expect(() => steps[step](before)).toThrow(PhotoStateConflict);
        return;
      }
      const { after } = steps[step](before);
      expect(after.state).toBe(to);
      expect(after.saved).toBe(before.saved + 1);
      expect(after.updatedAt).toBe(now);
      expect(Photo.parse(after)).toEqual(after);
    });
  }

  it("raises what something else follows from, under the number of its save", () => {
    const raised = (change: Change<Photo>) =>
      change.events.map(({ type, id, at }) => [type, id.split("#").slice(1), at]);
    const of = (step: keyof typeof steps, state: string) => raised(steps[step]({ ...photoIn(state), saved: 6 }));
    expect(of("arrive", "initiated")).toEqual([["photo_uploaded", ["7", "0"], now]]);
    expect(of("revive", "processing")).toEqual([["photo_uploaded", ["7", "0"], now]]);
    expect(of("fail", "processing")).toEqual([["photo_failed", ["7", "0"], now]]);
    expect(of("purge", "ready")).toEqual([["photo_purged", ["7", "0"], now]]);
    expect(raised(repeatPurge({ ...photoIn("purged"), saved: 6 }, moment))).toEqual([
      ["photo_purged", ["7", "0"], now],
    ]);
    for (const step of ["preview", "finish"] as const) expect(of(step, "uploaded")).toEqual([]);
    expect([of("trash", "ready"), of("restore", "trashed")]).toEqual([[], []]);
  });

  it("moves the revision with what the owner does, and with nothing else", () => {
    const revision = (change: Change<Photo>) => change.after.revision - (change.before?.revision ?? 0);
    const byOwner = [
      steps.trash(photoIn("ready")),
      steps.restore(photoIn("trashed")),
      edit(photoIn("ready"), {}, moment),
    ];
    expect(byOwner.map(revision)).toEqual([1, 1, 1]);
    const byItself = [
      ...(["arrive", "replace", "preview", "finish", "fail", "revive"] as const).map((step) =>
        steps[step](photoIn("uploaded")),
      ),
      ...[retry, excuse, postpone, settleDebris].map((step) => step(photoIn("uploaded"), moment)),
    ];
    expect(byItself.map(revision)).toEqual(byItself.map(() => 0));
  });

  it("takes a photo whose bytes come along as announced and arrived in one", () => {
    const { id, owner, upload, fileName, tags } = aPhoto();
    const description = { id, owner, upload: upload.id, fileName, tags, contentType: "image/jpeg", bytes: blob.bytes };
    const { before, after, events } = receive(description, blob, moment);
    expect(before).toBeUndefined();
    expect(after).toMatchObject({ state: "uploaded", saved: 1, revision: 1, upload: { etag: "v2" } });
    expect(events.map((event) => event.id)).toEqual([`${id}#1#0`]);
  });

  it("fails bytes of another size than was announced, with both in words", () => {
    const { after } = arrive(photoIn("initiated"), { etag: "v2", bytes: 7 }, moment);
    expect(after.failure?.code).toBe("size_mismatch");
    expect(after.failure?.detail).toContain(`${blob.bytes} bytes were announced and 7 arrived`);
  });

  it("forgets what came of bytes that were replaced, and names the new ones by another version", () => {
    const shown = preview(photoIn("uploaded"), { ...development, colour: "#ff0000" }, moment).after;
    const { after } = replace(shown, { etag: "v3", bytes: shown.bytes }, version, moment);
    expect(after).not.toHaveProperty("renditions");
    expect(after).not.toHaveProperty("sha256");
    expect(after).not.toHaveProperty("colour");
    expect(after.upload).toEqual({ id: version, key: shown.upload.key, etag: "v3" });
  });

  it("leaves nothing of a failed photo's content", () => {
    const shown = preview(photoIn("uploaded"), development, moment).after;
    const { after } = fail(shown, failure, moment);
    expect(Object.keys(after)).not.toEqual(expect.arrayContaining(["renditions"]));
    expect(after.sha256).toBeUndefined();
    expect(after.failure).toEqual(failure);
  });

  it("leaves nothing personal in a tombstone", () => {
    const canary = "canary";
    const photo = aReadyPhoto({
      fileName: canary,
      title: canary,
      caption: canary,
      tags: [canary],
      placeholder: canary,
      colour: "#ca0a17",
      capturedAt: { local: "2001-02-03T04:05:06.000", source: "original" },
      timeline: "2001-02-03T04:05:06.000",
      camera: { make: canary, model: canary, lens: canary },
      location: { latitude: 12.345, longitude: 54.321 },
      warnings: [{ code: "image_damaged", detail: canary }],
    });
    const { after } = purge(photo, moment);
    expect(JSON.stringify(after)).not.toMatch(/canary|12\.345|54\.321|2001|ca0a17/);
    expect(JSON.stringify(after)).not.toContain(photo.sha256);
    expect(after).toMatchObject({ id: photo.id, owner: photo.owner, purgeAt: plus(now, days(30)) });
  });

  it("comes back from the trash as what it was, with nothing due", () => {
    const before = photoIn("ready");
    const { after } = restore(trash(before, moment).after, moment);
    expect(after).toEqual({ ...before, saved: 3, revision: 3, updatedAt: now });
  });

  it("counts tries, and takes back the ones that were nobody's fault", () => {
    const twice = retry(retry(photoIn("uploaded"), moment).after, moment).after;
    expect(twice.retries).toBe(2);
    const once = excuse(twice, moment).after;
    expect(once.retries).toBe(1);
    expect(excuse(once, moment).after).not.toHaveProperty("retries");
    expect(finish(twice, development, "o/1/2.jpg", moment).after).not.toHaveProperty("retries");
    expect(fail(twice, failure, moment).after).not.toHaveProperty("retries");
  });
});
