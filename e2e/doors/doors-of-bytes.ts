import type { SignedThing, State } from "./places.ts";
import { always, type ByState, byState, type Question, type Questions } from "./question.ts";
import type { Asked } from "./raw.ts";
import type { World } from "./world.ts";

type QueryOf = (world: World, path: string, state: State) => Promise<string>;

/** What opens a thing, and what does not. */
const queries: Readonly<Record<string, readonly [QueryOf, ByState]>> = {
  // Signed is signed: what is in the trash can be had until the address expires, what is purged cannot.
  "as it was signed": [
    ({ sign }, path) => sign(path, 5),
    byState((state) => (state === "ready" || state === "trashed" ? "200" : "404 not_found")),
  ],
  "without a signature": [async () => "", always("403 not_signed")],
  "after its time": [({ sign }, path) => sign(path, -1), always("403 not_signed")],
  "with the signature of another photo": [
    ({ sign, places }, path, state) => {
      const { paths } = places[state === "never there" ? "purged" : "never there"];
      const [other = ""] = Object.entries(places[state].paths).flatMap(([thing, own]) =>
        own === path ? [paths[thing as SignedThing]] : [],
      );
      return sign(other, 5);
    },
    always("403 not_signed"),
  ],
};

/** Bytes of a photo, at addresses that are signed, or should be. */
export function signedDoor(things: readonly SignedThing[]): Questions {
  const reading = ["GET", "HEAD"].flatMap((method) =>
    things.flatMap((thing) =>
      Object.entries(queries).map(([how, [queryOf, outcome]]): [string, Question] => [
        `${method} ${thing} ${how}`,
        {
          asks: async (world, state) => {
            const path = world.places[state].paths[thing];
            const query = await queryOf(world, path, state);
            return { method, target: query === "" ? `/${path}` : `/${path}?${query}` };
          },
          outcome: method === "HEAD" ? byState((state) => outcome[state].slice(0, 3)) : outcome,
        },
      ]),
    ),
  );
  const writing = ["PUT", "POST", "DELETE", "OPTIONS"].map((method): [string, Question] => [
    method,
    {
      asks: (world, state) => ({ method, target: `/${world.places[state].paths[things[0] ?? "rendition"]}` }),
      outcome: always("405 method_not_allowed"),
    },
  ]);
  return Object.fromEntries([...reading, ...writing]);
}

const ticketOf = ({ places }: World, state: State): URL => new URL(places[state].ticket.url);

const sends =
  (method: string, targetOf: (url: URL, world: World, state: State) => string, type = "image/jpeg") =>
  (world: World, state: State): Asked => ({
    method,
    target: targetOf(ticketOf(world, state), world, state),
    headers: { "content-type": type },
    ...(method !== "GET" && method !== "DELETE" && { body: "abc" }),
  });

const asItWasSigned = ({ pathname, search }: URL): string => pathname + search;

/** Where bytes are sent, by who has no ticket for that. */
export const uploadDoor: Questions = {
  "PUT without a signature": { asks: sends("PUT", ({ pathname }) => pathname), outcome: always("403 AccessDenied") },
  "PUT with the signature of another ticket": {
    asks: sends("PUT", ({ pathname }, world, state) => {
      return pathname + ticketOf(world, state === "failed" ? "initiated" : "failed").search;
    }),
    outcome: always("403 SignatureDoesNotMatch"),
  },
  "PUT of another type": {
    asks: sends("PUT", asItWasSigned, "text/html"),
    outcome: always("403 SignatureDoesNotMatch"),
  },
  "PUT to where photos are kept": {
    asks: sends("PUT", (_url, { places }, state) => places[state].paths.original.replace("dl/", "/blobs/originals/")),
    outcome: always("403 AccessDenied"),
  },
  "POST of what is no form": {
    asks: sends("POST", () => "/blobs/incoming"),
    outcome: always("400 MalformedPOSTRequest"),
  },
  "POST to begin parts without a signature": {
    asks: sends("POST", ({ pathname }) => `${pathname}?uploads=`),
    outcome: always("403 AccessDenied"),
  },
  "GET with a ticket to put": { asks: sends("GET", asItWasSigned), outcome: always("403 SignatureDoesNotMatch") },
  "DELETE with a ticket to put": {
    asks: sends("DELETE", asItWasSigned),
    outcome: always("403 SignatureDoesNotMatch"),
  },
  OPTIONS: { asks: sends("OPTIONS", asItWasSigned), outcome: always("204") },
};

/**
 * The bucket that temporary credentials open. What they open in it, and what they do not, is asked in
 * `packages/adapters-local/src/s3-door` and in `e2e/one-door`; here nobody has any.
 */
export const bucketDoor: Questions = {
  ...Object.fromEntries(
    ["GET", "HEAD", "PUT", "POST", "DELETE"].map((method): [string, Question] => [
      method,
      {
        asks: ({ places }, state) => ({ method, target: `/tintype.incoming/u/${places[state].photo}/a.jpg` }),
        outcome: always(method === "HEAD" ? "403" : "403 AccessDenied"),
        toBearers: method === "HEAD" ? "400" : "400 AuthorizationHeaderMalformed",
      },
    ]),
  ),
  OPTIONS: { asks: () => ({ method: "OPTIONS", target: "/tintype.incoming/u/a.jpg" }), outcome: "204" },
};
