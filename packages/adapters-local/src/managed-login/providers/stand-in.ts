import { createHash, timingSafeEqual } from "node:crypto";
import { type Clock, type Instant, millisOf, minutes, plus } from "@tintype/core";
import { SignJWT } from "jose";
import { type RandomBytes, randomToken } from "../../user-pool/random.ts";
import { readSigningKeys, type SigningKey } from "../../user-pool/signing-keys.ts";
import { checkSameOrigin, field, readForm } from "../form.ts";
import { PageRefusal } from "../oauth-error.ts";
import { redirect } from "../return-to-client.ts";
import { configurationOf } from "./configuration-of.ts";
import type { StandInProfile } from "./profiles.ts";
import { formPostPage, standInPage } from "./stand-in-page.ts";

export interface StandInOptions {
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Asked for once, at the first use. */
  readonly makeKey: () => Promise<SigningKey>;
  readonly client: { readonly id: string; readonly redirectUri: string; readonly secret: string };
}

/**
 * An OpenID provider in the place of a real one: it asks nobody for a password, and believes whatever address they say.
 * Only for development.
 */
export interface StandIn extends StandInProfile {
  readonly issuer: string;
  readonly paths: readonly string[];
  handle(request: Request): Promise<Response>;
}

interface Issued {
  readonly email: string;
  readonly isVerified: boolean;
  readonly nonce: string | undefined;
  readonly codeChallenge: string;
  readonly at: Instant;
}

const validity = minutes(1);
/** Who can be picked at once; whoever is typed in joins them, in place of whoever was there longest. */
const usual = ["alex@example.com", "sam@example.com"];
const mostPeople = 6;

export function createStandIn(profile: StandInProfile, options: StandInOptions): StandIn {
  const { publicUrl, clock, random, client } = options;
  const issuer = `${publicUrl}${profile.path}`;
  const codes = new Map<string, Issued>();
  const people = new Set(usual);
  let making: Promise<ReturnType<typeof readSigningKeys>> | undefined;
  const keys = () => {
    making ??= options.makeKey().then((key) => readSigningKeys([key]));
    return making;
  };

  async function authorize(request: Request): Promise<Response> {
    const parameters = new URL(request.url).searchParams;
    checkClient(parameters);
    const isPost = request.method === "POST";
    if (!isPost) return standInPage(profile, [...people], parameters);
    checkSameOrigin(publicUrl, request);
    const form = await readForm(request);
    const state = parameters.get("state") ?? "";
    if (form.has("cancel"))
      return answer({ error: "access_denied", error_description: "The user has cancelled.", state });
    const email = field(form, "email").trim().toLowerCase();
    if (!/^[^\s@]{1,64}@[^\s@]{1,255}$/.test(email)) return standInPage(profile, [...people], parameters, email);
    people.add(email);
    for (const longest of people) if (people.size > mostPeople) people.delete(longest);
    for (const [code, { at }] of codes) if (clock.now() >= plus(at, validity)) codes.delete(code);
    const code = randomToken(random);
    codes.set(code, {
      email,
      isVerified: field(form, "verified") === "yes",
      nonce: parameters.get("nonce") ?? undefined,
      codeChallenge: parameters.get("code_challenge") ?? "",
      at: clock.now(),
    });
    return answer({ code, state });
  }

  function answer(parameters: Readonly<Record<string, string>>): Response {
    if (profile.responseMode === "form_post") return formPostPage(profile, client.redirectUri, parameters);
    return redirect(`${client.redirectUri}?${new URLSearchParams(parameters)}`);
  }

  function checkClient(parameters: URLSearchParams): void {
    const isOurs = parameters.get("client_id") === client.id && parameters.get("redirect_uri") === client.redirectUri;
    const isGood =
      parameters.get("response_type") === "code" &&
      parameters.get("code_challenge_method") === "S256" &&
      (parameters.get("response_mode") ?? "query") === profile.responseMode;
    if (!isOurs || !isGood) throw new PageRefusal(`The stand-in for ${profile.label} was asked for something else.`);
  }

  async function token(request: Request): Promise<Response> {
    const form = await readForm(request);
    const isClient = field(form, "client_id") === client.id && same(field(form, "client_secret"), client.secret);
    if (!isClient) return refuse(401, "invalid_client");
    const code = field(form, "code");
    const issued = codes.get(code);
    codes.delete(code);
    const isGood =
      issued !== undefined &&
      field(form, "grant_type") === "authorization_code" &&
      field(form, "redirect_uri") === client.redirectUri &&
      clock.now() < plus(issued.at, validity) &&
      createHash("sha256").update(field(form, "code_verifier")).digest("base64url") === issued.codeChallenge;
    if (!isGood) return refuse(400, "invalid_grant");
    return Response.json(
      { access_token: randomToken(random), token_type: "Bearer", expires_in: 3_600, id_token: await idToken(issued) },
      { headers: { "cache-control": "no-store" } },
    );
  }

  async function idToken({ email, isVerified, nonce }: Issued): Promise<string> {
    const { current } = await keys();
    const now = Math.floor(millisOf(clock.now()) / 1_000);
    const subject = profile.subjectOf(createHash("sha256").update(`${issuer} ${email}`).digest());
    return new SignJWT({ email, email_verified: isVerified, ...(nonce !== undefined && { nonce }) })
      .setProtectedHeader({ alg: "RS256", kid: current.kid })
      .setIssuer(issuer)
      .setAudience(client.id)
      .setSubject(subject)
      .setIssuedAt(now)
      .setExpirationTime(now + 600)
      .sign(current.privateKey);
  }

  const endpoints: ReadonlyMap<string, (request: Request) => Promise<Response>> = new Map([
    [`${profile.path}/.well-known/openid-configuration`, async () => Response.json(configurationOf(issuer, profile))],
    [`${profile.path}/keys`, async () => Response.json((await keys()).jwks)],
    [`${profile.path}/authorize`, authorize],
    [`${profile.path}/token`, token],
  ]);
  return {
    ...profile,
    issuer,
    paths: [...endpoints.keys()],
    handle: async (request) => {
      const endpoint = endpoints.get(new URL(request.url).pathname);
      return endpoint === undefined ? new Response(null, { status: 404 }) : endpoint(request);
    },
  };
}

const refuse = (status: number, error: string) =>
  Response.json({ error }, { status, headers: { "cache-control": "no-store" } });

const digest = (text: string) => createHash("sha256").update(text).digest();
const same = (given: string, expected: string) => timingSafeEqual(digest(given), digest(expected));
