import type { Pool } from "../../user-pool/pool.ts";
import { randomToken } from "../../user-pool/random.ts";
import type { SigningKey } from "../../user-pool/signing-keys.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";
import { createCookie } from "../cookie.ts";
import { PageRefusal } from "../oauth-error.ts";
import { redirect } from "../return-to-client.ts";
import { createJourneys, type Journey } from "./journeys.ts";
import { apple, google, type StandInProfile } from "./profiles.ts";
import { createRelyingParty, type ProvidedClaims, type RelyingParty } from "./relying-party.ts";
import { createStandIn, type StandIn } from "./stand-in.ts";

/** Where providers send people back to, with Cognito's path. */
const returnPath = "/oauth2/idpresponse";

/** Whose word counts beside the pool's own. */
export interface Providers {
  /** As Cognito calls them, such as `Google` and `SignInWithApple`. */
  readonly names: readonly string[];
  readonly standIns: readonly StandIn[];
  has(name: string): boolean;
  /** Sends somebody to a provider, to come back with its word. */
  begin(name: string, asked: AuthorizationRequest, request: Request): Promise<Response>;
  /** The journey that somebody comes back from, once. Throws `PageRefusal` unless this browser has begun it. */
  end(parameters: URLSearchParams, request: Request): Journey;
  /** What the provider says of them. Rejects with the client library's error where it says no, or nothing that holds. */
  claims(journey: Journey, parameters: URLSearchParams): Promise<ProvidedClaims>;
}

export function createProviders(
  pool: Pool,
  publicUrl: string,
  makeKey: ((provider: string) => Promise<SigningKey>) | undefined,
): Providers {
  const { clock, random } = pool;
  const redirectUri = `${publicUrl}${returnPath}`;
  const standIns: StandIn[] = [];
  const parties = new Map<string, RelyingParty>();
  function addStandIn(profile: StandInProfile, make: (provider: string) => Promise<SigningKey>): void {
    // As which the pool is known to the provider; both of them live as long as this process.
    const client = { id: "tintype", redirectUri, secret: randomToken(random) };
    const standIn = createStandIn(profile, { publicUrl, clock, random, client, makeKey: () => make(profile.name) });
    standIns.push(standIn);
    parties.set(profile.name, createRelyingParty(standIn, client, clock));
  }
  if (makeKey !== undefined) for (const profile of [google, apple]) addStandIn(profile, makeKey);
  const journeys = createJourneys(clock, random);
  const cookie = createCookie("tintype-journey", publicUrl);

  const partyOf = (name: string): RelyingParty => {
    const party = parties.get(name);
    if (party === undefined) throw new PageRefusal("This provider is not known here.");
    return party;
  };
  return {
    names: [...parties.keys()],
    standIns,
    has: (name) => parties.has(name),
    begin: async (name, asked, request) => {
      const browser = cookie.read(request) ?? randomToken(random);
      const journey = journeys.begin({ provider: name, asked, browser });
      const location = await partyOf(name).authorizationUrl(journey, asked.loginHint);
      return redirect(location, { "set-cookie": cookie.write(browser, journeys.validity) });
    },
    end: (parameters, request) => {
      const journey = journeys.end(parameters.get("state") ?? "");
      if (journey === undefined || journey.browser !== cookie.read(request)) {
        throw new PageRefusal("You have come back from somewhere else, or too late.");
      }
      return journey;
    },
    claims: (journey, parameters) => partyOf(journey.provider).claims(journey, parameters),
  };
}
