import { describe, expect, it } from "vitest";
import { ApiProblem } from "../../shared/api/api-problem.ts";
import { createUploads } from "./create-uploads.ts";
import type { KeptFile } from "./kept-files.ts";
import type { UploadsOptions } from "./uploads.ts";

type Photo = Awaited<ReturnType<UploadsOptions["send"]>>["photo"];
type Send = UploadsOptions["send"];

const aPhoto = (id: string): Photo => ({ id }) as Photo;
const aFile = (name: string, text = name): File => new File([text], name, { lastModified: 1, type: "image/jpeg" });
const offline = new ApiProblem({ status: 0, code: "offline", detail: "" });

/** Uploads whose files are sent by `send`, kept in `kept`, and take `room` files at most. */
function opened(send: Send, { kept = new Map<string, KeptFile>(), room = 10 } = {}) {
  const shown: string[] = [];
  const abandoned: string[] = [];
  const better = Promise.withResolvers<void>();
  let ids = 0;
  const uploads = createUploads({
    owner: "ana",
    newId: () => `upload-${++ids}`,
    kept: {
      adopt: async (owner) => [...kept.values()].filter((one) => one.owner === owner),
      forgetAll: async () => kept.clear(),
      keep: async ({ file, ...rest }) => {
        const fits = kept.size < room;
        kept.set(rest.id, fits ? { ...rest, file } : rest);
        return fits;
      },
      forget: async (id) => void kept.delete(id),
    },
    refuse: ({ size }) => (size === 0 ? new ApiProblem({ status: 422, code: "file_empty", detail: "" }) : undefined),
    send,
    abandon: async ({ id }) => void abandoned.push(id),
    patience: (error) => (error === offline ? better.promise : undefined),
    onPhoto: ({ id }) => shown.push(id),
  });
  const states = () => uploads.items().map(({ name, state }) => `${name} ${state}`);
  return { uploads, kept, shown, abandoned, better: better.resolve, states };
}

/** Sends nothing until it is told to; says what it was asked, and whether that still counts. */
function slowly() {
  const asked: { name: string; signal: AbortSignal; arrive: () => void; fail: (error: unknown) => void }[] = [];
  const send: Send = (_, file, { signal, onSending }) => {
    const photo = aPhoto(`photo of ${file.name}`);
    onSending(photo);
    const { promise, resolve, reject } = Promise.withResolvers<{ photo: Photo; known: boolean }>();
    signal.addEventListener("abort", () => reject(signal.reason));
    asked.push({ name: file.name, signal, arrive: () => resolve({ photo, known: false }), fail: reject });
    return promise;
  };
  return { asked, send };
}

describe(createUploads, () => {
  it("sends four at once, in the order in which they were chosen, and shows each photo", async () => {
    const { asked, send } = slowly();
    const { uploads, shown, kept, states } = opened(send);
    uploads.add(["a", "b", "c", "d", "e"].map((name) => aFile(name)));
    expect(asked.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
    asked[1]?.arrive();
    await expect.poll(() => asked.map(({ name }) => name)).toEqual(["a", "b", "c", "d", "e"]);
    expect(states()).toEqual(["a sending", "b sent", "c sending", "d sending", "e sending"]);
    expect(shown).toEqual(["photo of b"]);
    await expect.poll(() => [...kept.values()].map(({ name }) => name)).toEqual(["a", "c", "d", "e"]);
  });

  it("says that the bytes were here before", async () => {
    const { uploads, states, shown } = opened(async () => ({ photo: aPhoto("old"), known: true }));
    uploads.add([aFile("a")]);
    await expect.poll(states).toEqual(["a known"]);
    expect(shown).toEqual(["old"]);
  });

  it("does not send what is no photo, nor a file that is on its way already", () => {
    const { asked, send } = slowly();
    const { uploads, states, kept } = opened(send);
    uploads.add([aFile("empty", ""), aFile("a"), aFile("a")]);
    expect(asked).toHaveLength(1);
    expect(states()).toEqual(["empty failed", "a sending"]);
    expect(kept.size).toBe(1);
  });

  it("stops what is paused, lets others go on meanwhile, and then begins it again", async () => {
    const { asked, send } = slowly();
    const { uploads, states } = opened(send);
    uploads.add(["a", "b", "c", "d", "e"].map((name) => aFile(name)));
    uploads.pause("upload-1");
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(states()[0]).toBe("a paused");
    expect(asked.at(-1)?.name).toBe("e");
    asked[1]?.arrive();
    await expect.poll(() => states()[1]).toBe("b sent");
    uploads.goOn("upload-1");
    expect(asked.at(-1)?.name).toBe("a");
    asked.at(-1)?.arrive();
    await expect.poll(() => states()[0]).toBe("a sent");
  });

  it("tries again what failed when somebody asks for it", async () => {
    const { asked, send } = slowly();
    const { uploads, states } = opened(send);
    uploads.add([aFile("a")]);
    asked[0]?.fail(new ApiProblem({ status: 507, code: "quota_exceeded", detail: "" }));
    await expect.poll(states).toEqual(["a failed"]);
    expect(uploads.items()[0]?.problem).toMatchObject({ code: "quota_exceeded" });
    uploads.goOn("upload-1");
    asked[1]?.arrive();
    await expect.poll(states).toEqual(["a sent"]);
  });

  it("waits while there is no network, and goes on by itself", async () => {
    let calls = 0;
    const { uploads, states, better } = opened(async () => {
      calls += 1;
      if (calls === 1) throw offline;
      return { photo: aPhoto("a"), known: false };
    });
    uploads.add([aFile("a")]);
    await expect.poll(states).toEqual(["a waiting"]);
    better();
    await expect.poll(states).toEqual(["a sent"]);
    expect(calls).toBe(2);
  });

  it("takes back what was announced, and leaves a photo that is here alone", async () => {
    const { asked, send } = slowly();
    const { uploads, abandoned, kept } = opened(send);
    uploads.add([aFile("a"), aFile("b")]);
    uploads.remove("upload-1");
    expect([abandoned, asked[0]?.signal.aborted]).toEqual([["photo of a"], true]);
    asked[1]?.arrive();
    await expect.poll(() => uploads.items().map(({ state }) => state)).toEqual(["sent"]);
    uploads.clear();
    expect([uploads.items(), abandoned, kept.size]).toEqual([[], ["photo of a"], 0]);
  });

  it("takes back what was being announced when somebody changed their mind", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { uploads, abandoned } = opened(async (_, file, { signal, onSending }) => {
      await promise;
      onSending(aPhoto(`photo of ${file.name}`));
      signal.throwIfAborted();
      return { photo: aPhoto("never"), known: false };
    });
    uploads.add([aFile("a")]);
    uploads.remove("upload-1");
    expect(abandoned).toEqual([]);
    resolve();
    await expect.poll(() => abandoned).toEqual(["photo of a"]);
    expect(uploads.items()).toEqual([]);
  });

  it("begins anew where what had begun is gone for good", async () => {
    const asked: string[] = [];
    const { uploads, states } = opened(async ({ id }) => {
      asked.push(id);
      if (asked.length > 1) return { photo: aPhoto("a"), known: false };
      throw new ApiProblem({ status: 409, code: "replayed_result_gone", detail: "" });
    });
    uploads.add([aFile("a"), aFile("empty", "")]);
    await expect.poll(() => states()[0]).toBe("a failed");
    expect([uploads.canGoOn("upload-1"), uploads.canGoOn("upload-2")]).toEqual([true, false]);
    uploads.goOn("upload-1");
    await expect.poll(states).toEqual(["empty failed", "a sent"]);
    expect(asked).toEqual(["upload-1", "upload-3"]);
  });

  it("goes on after the page was loaded again, for the same person alone", async () => {
    const before = opened(slowly().send, { room: 1 });
    before.uploads.add([aFile("a"), aFile("b")]);
    await expect.poll(() => before.kept.size).toBe(2);
    expect(before.uploads.isAtRisk()).toBe(true);
    before.uploads.close();
    before.kept.set("other", { ...(before.kept.get("upload-1") as KeptFile), id: "other", owner: "ben" });

    const { asked, send } = slowly();
    const after = opened(send, { kept: before.kept });
    await after.uploads.restore();
    expect(after.states()).toEqual(["a sending", "b missing"]);
    after.uploads.add([aFile("b")]);
    expect(after.states()).toEqual(["a sending", "b sending"]);
    expect(asked.map(({ name }) => name)).toEqual(["a", "b"]);
    await expect.poll(after.uploads.isAtRisk).toBe(false);
  });
});
