import type { OpenedShare, ShareDescription } from "@tintype/core";
import { ApiProblem, problemOf } from "../../shared/api/api-problem.ts";

export interface Visit {
  /** What may be known before opening it; counts nothing. */
  describe(): Promise<ShareDescription>;
  /**
   * Opens the link, which counts one view. Whoever has opened it before in this tab and comes back (or loads the page anew, or
   * needs addresses that are good for longer) is neither counted nor asked for the password, for half an hour from the last time.
   */
  open(password?: string): Promise<OpenedShare>;
  /** Where a photo can be fetched, where its owner allows that. */
  download(id: string): Promise<string>;
}

/** What a guest can ask for; `path` is the link's own: `/s/TOKEN`. The grant lies in `kept`. */
export function createVisit(
  path: string,
  kept: Pick<Storage, "getItem" | "setItem" | "removeItem">,
  send: typeof fetch = fetch,
): Visit {
  const place = `tintype.grant ${path}`;
  async function call<Answer>(below: string, body?: object): Promise<Answer> {
    const grant = kept.getItem(place);
    const response = await send(`${path}${below}`, {
      headers: {
        accept: "application/json",
        ...(body && { "content-type": "application/json" }),
        ...(grant !== null && { authorization: `Share ${grant}` }),
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
      try {
        const opened = await call<OpenedShare>("/open", password === undefined ? {} : { password });
        kept.setItem(place, opened.grant);
        return opened;
      } catch (error) {
        if (error instanceof ApiProblem && isOver(error)) kept.removeItem(place);
        throw error;
      }
    },
    download: async (id) => (await call<{ url: string }>(`/photos/${id}/download`)).url,
  };
}

const isOver = ({ code }: ApiProblem): boolean => code === "share_not_found" || code === "wrong_share_password";
