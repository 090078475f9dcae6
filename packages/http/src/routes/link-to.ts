import { DownloadLink } from "@tintype/core";
import { type Answer, type Call, json, type Reply } from "../route.ts";

/** Sends people (and `curl -L`) on to the bytes; programs that ask for JSON get the address to fetch themselves. */
export function linkTo({ request }: Call, link: DownloadLink): Reply {
  return asksForJson(request) ? json(link) : { status: 302, headers: { location: link.url } };
}

export const linkAnswers: Readonly<Record<number, Answer>> = {
  200: { description: "The address, for `Accept: application/json`", schema: DownloadLink },
  302: { description: "To the address", headers: ["Location"] },
};

export const asksForJson = (request: Request): boolean =>
  /\bapplication\/json\b/i.test(request.headers.get("accept") ?? "");
