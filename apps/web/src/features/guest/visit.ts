import type { OpenedShare, ShareDescription } from "@tintype/core";
import { ApiProblem, problemOf } from "../../shared/api/api-problem.ts";

export interface Visit {
  /** What may be known before opening it; counts nothing. */
  describe(): Promise<ShareDescription>;
  /** Opens the link, which counts one view. */
  open(password?: string): Promise<OpenedShare>;
  /** Where a photo can be fetched, where its owner allows that. */
  download(id: string): Promise<string>;
}

/** What a guest can ask for; `path` is the link's own: `/s/TOKEN`. */
export function createVisit(path: string, send: typeof fetch = fetch): Visit {
  let grant: string | undefined;
  async function call<Answer>(below: string, body?: object): Promise<Answer> {
    const response = await send(`${path}${below}`, {
      headers: {
        accept: "application/json",
        ...(body && { "content-type": "application/json" }),
        ...(grant !== undefined && { authorization: `Share ${grant}` }),
      },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new ApiProblem({ status: 0, code: "offline", detail: "The server does not answer." }, { cause });
    });
    if (!response.ok) throw await problemOf(response);
    return (await response.json()) as Answer;
  }
  return {
    describe: () => call(""),
    open: async (password) => {
      const opened = await call<OpenedShare>("/open", password === undefined ? {} : { password });
      grant = opened.grant;
      return opened;
    },
    download: async (id) => (await call<{ url: string }>(`/photos/${id}/download`)).url,
  };
}
