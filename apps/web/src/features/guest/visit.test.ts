import { describe, expect, it } from "vitest";
import { createVisit } from "./visit.ts";

/** A link that answers one after the other, what it was asked, and a tab that keeps what it is told to. */
function followed(...answers: readonly Response[]) {
  const asked: string[] = [];
  const left = [...answers];
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const open = () =>
    createVisit("/s/token", storage, async (path, init) => {
      const { method = "GET", headers, body } = init as RequestInit;
      const said = typeof body === "string" ? body : undefined;
      const grant = new Headers(headers).get("authorization");
      asked.push([method, path as string, grant, said].filter(Boolean).join(" "));
      return left.shift() ?? Response.error();
    });
  return { open, asked, kept };
}
const opened = (grant: string) => Response.json({ grant, photos: [] });
const refused = (status: number, code: string) => Response.json({ code, detail: "" }, { status });

describe(createVisit, () => {
  it("shows the grant of before to whoever loads the page anew, and keeps the one it is given then", async () => {
    const { open, asked } = followed(opened("first"), opened("second"), Response.json({ url: "/dl/1" }));
    await open().open("sesame");
    const again = open();
    await again.open();
    expect(await again.download("1")).toBe("/dl/1");
    expect(asked).toEqual([
      'POST /s/token/open {"password":"sesame"}',
      "POST /s/token/open Share first {}",
      "GET /s/token/photos/1/download Share second",
    ]);
  });

  it.each([
    [404, "share_not_found"],
    [401, "wrong_share_password"],
  ])("forgets a grant that is worth nothing any more: %i %s", async (status, code) => {
    const { open, kept } = followed(opened("first"), refused(status, code));
    await open().open();
    await expect(open().open()).rejects.toMatchObject({ code });
    expect([...kept]).toEqual([]);
  });

  it("keeps it while the server does not answer, or has trouble", async () => {
    const { open, kept } = followed(opened("first"), refused(503, "unavailable"));
    await open().open();
    await expect(open().open()).rejects.toMatchObject({ code: "unavailable" });
    expect([...kept.values()]).toEqual(["first"]);
  });
});
