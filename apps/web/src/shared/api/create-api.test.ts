import { describe, expect, it } from "vitest";
import { createApi } from "./create-api.ts";

/** An API that answers `response`, and what it was asked. */
function opened(response: Response | Error, token: () => Promise<string> = async () => "token") {
  const asked: Request[] = [];
  let signedOut = 0;
  const api = createApi({
    base: "https://photos.example/api",
    accessToken: token,
    onSignedOut: () => {
      signedOut += 1;
    },
    fetch: async (request) => {
      asked.push(request as Request);
      if (response instanceof Error) throw response;
      return response;
    },
  });
  return { api, asked, signedOut: () => signedOut };
}

const problem = (status: number, body: object, headers = {}) =>
  Response.json(body, { status, headers: { "content-type": "application/problem+json", ...headers } });

describe(createApi, () => {
  it("asks with the reader's token, and what is not said is not asked", async () => {
    const { api, asked } = opened(Response.json({ items: [] }));
    expect(await api("/photos", { query: { limit: 100, cursor: undefined, tag: "a b" } })).toEqual({ items: [] });
    expect(asked[0]?.url).toBe("https://photos.example/api/photos?limit=100&tag=a+b");
    expect(asked[0]?.headers.get("authorization")).toBe("Bearer token");
    expect(asked[0]?.headers.has("content-type")).toBe(false);
  });

  it("sends JSON, and takes an answer without a body", async () => {
    const { api, asked } = opened(new Response(null, { status: 204 }));
    expect(await api("/photos/1", { method: "PATCH", body: { title: "Evening" } })).toBeUndefined();
    expect([asked[0]?.method, await asked[0]?.json()]).toEqual(["PATCH", { title: "Evening" }]);
  });

  it("throws what the API refused, with all that it said", async () => {
    const said = { code: "quota_exceeded", detail: "No room.", requestId: "r1", errors: [] };
    const { api, signedOut } = opened(problem(507, said, { "retry-after": "3" }));
    const told = { code: "quota_exceeded", message: "No room.", requestId: "r1", retryAfter: 3, fields: [] };
    await expect(api("/photos")).rejects.toMatchObject({ ...told, name: "ApiProblem", status: 507 });
    expect(signedOut()).toBe(0);
  });

  it("makes a problem of whatever else an answer says", async () => {
    const { api } = opened(new Response("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway" }));
    await expect(api("/photos")).rejects.toMatchObject({ status: 502, code: "unknown", message: "502 Bad Gateway" });
  });

  it("tells that nobody is signed in any more, but not where only a fresh sign-in is wanted", async () => {
    const gone = opened(problem(401, { code: "signed_out", detail: "Signed out." }));
    await expect(gone.api("/me")).rejects.toMatchObject({ code: "signed_out" });
    expect(gone.signedOut()).toBe(1);
    const stale = opened(problem(401, { code: "fresh_sign_in_required", detail: "Sign in again." }));
    await expect(stale.api("/me")).rejects.toMatchObject({ code: "fresh_sign_in_required" });
    expect(stale.signedOut()).toBe(0);
  });

  it("is offline where no answer came, and silent where nobody waits for one any more", async () => {
    const { api } = opened(new TypeError("Failed to fetch"));
    await expect(api("/photos")).rejects.toMatchObject({ status: 0, code: "offline" });
    const cut = new ReadableStream({ start: (body) => body.error(new TypeError("network error")) });
    await expect(opened(new Response(cut)).api("/photos")).rejects.toMatchObject({ status: 0, code: "offline" });
    const reason = new Error("left");
    await expect(api("/photos", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("is offline where the user pool cannot be asked for a token, and throws what it refuses", async () => {
    const refusing = (name: string) => {
      const error = Object.assign(new Error("No."), { name });
      return { error, ...opened(Response.json({}), () => Promise.reject(error)) };
    };
    const away = refusing("NetworkError");
    await expect(away.api("/photos")).rejects.toMatchObject({ status: 0, code: "offline", cause: away.error });
    const busy = refusing("TooManyRequestsException");
    await expect(busy.api("/photos")).rejects.toBe(busy.error);
    expect([away.asked, busy.asked, away.signedOut(), busy.signedOut()]).toEqual([[], [], 0, 0]);
  });
});
