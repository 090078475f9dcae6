import type { ProblemCode } from "../problem-codes.ts";
import { type CallerName, callersOf } from "./callers.fixture.ts";
import { type State, stateNames } from "./states.fixture.ts";

/** A status where it goes well, and the code of the problem where it does not. */
export type Outcome = number | ProblemCode | "token_malformed";
type ByState = Readonly<Record<State, Outcome>>;
export type Expected = Readonly<Partial<Record<CallerName, ByState>>>;

/** What a program may do that may only read. */
const reading: readonly string[] = ["listPhotos", "listMonths", "getPhoto", "getOriginal", "listShares"];

/** What people may do, and programs in their name. */
const forPeople: Readonly<Record<string, Expected>> = {
  createPhoto: forUsers({ owner: always(201), other: always(201) }),
  listPhotos: forUsers({ owner: always(200), other: always(200) }),
  listMonths: forUsers({ owner: always(200), other: always(200) }),
  changePhotos: forUsers({ owner: whileThere(200), other: always("photo_not_found") }),
  getPhoto: forUsers({ owner: whileThere(200), other: always("photo_not_found") }),
  editPhoto: forUsers({ owner: whileThere(200), other: always("photo_not_found") }),
  deletePhoto: forUsers({ owner: { ...whileThere(204), purged: 204 }, other: always("photo_not_found") }),
  restorePhoto: forUsers({ owner: whileThere(200), other: always("photo_not_found") }),
  getOriginal: forUsers({
    owner: { ...whileThere("photo_state_conflict"), ready: 302, trashed: 302 },
    other: always("photo_not_found"),
  }),
  getUpload: forUsers({
    owner: { ...whileThere("photo_state_conflict"), initiated: 200 },
    other: always("photo_not_found"),
  }),
  abandonUpload: forUsers({
    owner: { ...whileThere("photo_state_conflict"), initiated: 204, uploaded: 204, processing: 204, purged: 204 },
    other: always("photo_not_found"),
  }),
  signUpload: forUsers({
    owner: { ...whileThere("photo_state_conflict"), initiated: 200 },
    other: always("photo_not_found"),
  }),
  completeUpload: forUsers({
    owner: { ...whileThere(202), initiated: "upload_missing" },
    other: always("photo_not_found"),
  }),

  sharePhoto: forUsers({ owner: whileThere(201), other: always("photo_not_found") }),
  listShares: forUsers({ owner: always(200), other: always(200) }),
  changeShare: forUsers({ owner: whileThere(200, "share_not_found"), other: always("share_not_found") }),
  revokeShare: forUsers({ owner: whileThere(204, "share_not_found"), other: always("share_not_found") }),
};

const elsewhere: Readonly<Record<string, Expected>> = {
  describeShare: forEverybody(whileReady(200), {
    "guest of a revoked link": always("share_not_found"),
    "guest of an expired link": always("share_not_found"),
    "guest of a used-up link": always("share_not_found"),
    ...ofLeaving(always("share_not_found")),
    "newcomer to a used-up link": always("share_not_found"),
  }),
  openShare: forEverybody(whileReady(200), {
    "guest of a revoked link": always("share_not_found"),
    "guest of an expired link": always("share_not_found"),
    "guest of a link with a new password": whileReady("wrong_share_password"),
    ...ofLeaving(always("share_not_found")),
    "newcomer to a used-up link": always("share_not_found"),
  }),
  listSharedPhotos: forGuests(whileReady(200)),
  downloadSharedPhoto: forGuests(whileReady(302)),

  getAccount: forUsers({ owner: always(200), other: always(200) }),
  editAccount: forUsers({ owner: always(200), other: always(200) }),
  signOutEverywhere: forWideTokens(always(204)),
  beginExport: forUsers({ owner: always(202), other: always(202) }),
  getExport: forUsers({
    owner: { ...always(200), "never there": "export_not_found" },
    other: always("export_not_found"),
  }),
  deleteAccount: forWideTokens(always(202)),

  createApiKey: forWideTokens(always(201)),
  listApiKeys: forUsers({ owner: always(200), other: always(200) }),
  revokeApiKey: forUsers({
    owner: { ...always(204), "never there": "api_key_not_found" },
    other: always("api_key_not_found"),
  }),

  issueCredentials: forWideTokens(always(201)),

  getConfig: forEverybody(always(200)),
  getHealth: forEverybody(always(200)),
  getReadiness: forEverybody(always(200)),
  getOpenApi: forEverybody(always(200)),
};

/**
 * Who may do what, and what everybody else is told: for every operation, every caller and every state of the photo. This
 * is the only place that says so; an operation that is not here does not pass.
 */
export const expectations: Readonly<Record<string, Expected>> = {
  ...forPeople,
  ...elsewhere,
  ...Object.fromEntries(
    Object.entries(forPeople).map(([name, expected]) => [
      `partner${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      forPrograms(name, expected),
    ]),
  ),
};

/** Under `/partner` a key does what its owner would, as far as its scopes go; nobody's token or grant is looked at. */
function forPrograms(name: string, expected: Expected): Expected {
  const { owner = always(500), "other user": other = always(500) } = expected;
  const nobody = always("api_key_required");
  return {
    anonymous: nobody,
    owner: nobody,
    guest: nobody,
    program: owner,
    "program that may only read": reading.includes(name) ? owner : always("not_allowed"),
    "program of another user": other,
    "program with a revoked key": always("api_key_not_valid"),
    "program with an expired key": always("api_key_not_valid"),
    "program whose month is used up": always("usage_plan_exceeded"),
    "program over its rate": always("usage_plan_exceeded"),
    // Keys are no sessions: their owner revokes them one by one.
    "program of a signed-out owner": owner,
    "program of a disabled owner": always("account_disabled"),
    "program of a leaving owner": always("api_key_not_valid"),
    "program of an owner who has left": always("api_key_not_valid"),
  };
}

/** A grant is no access token, and the token of a link neither. */
function forUsers({ owner, other }: { readonly owner: ByState; readonly other: ByState }): Expected {
  return forEverybody(always("token_malformed"), {
    owner,
    "owner with a token for openid": owner,
    "other user": other,
    "disabled owner": always("account_disabled"),
    "signed-out owner": always("signed_out"),
    "leaving owner": always("account_not_found"),
    "owner who has left": always("account_not_found"),
    anonymous: always("sign_in_required"),
    program: always("sign_in_required"),
    "newcomer to a used-up link": always("sign_in_required"),
  });
}

/** Everybody may do it with what is theirs, but no app that has asked for less. */
function forWideTokens(everybody: ByState): Expected {
  return {
    ...forUsers({ owner: everybody, other: everybody }),
    "owner with a token for openid": always("not_allowed"),
  };
}

/** An access token is no grant, the owner's neither; a link's own token neither. */
function forGuests(guest: ByState): Expected {
  return forEverybody(always("grant_required"), {
    "guest before opening": always("grant_not_valid"),
    guest,
    "guest of another link": whileReady("grant_not_valid"),
    "guest whose grant is over": always("grant_not_valid"),
    "guest of a revoked link": always("share_not_found"),
    "guest of an expired link": always("share_not_found"),
    "guest of a link with a new password": whileReady("grant_not_valid"),
    "guest of a used-up link": guest,
    "guest of a leaving owner": always("share_not_found"),
  });
}

/** Whoever comes by a link of somebody who is leaving, or has left. */
function ofLeaving(outcome: ByState): Partial<Expected> {
  return {
    "guest of a leaving owner": outcome,
    "leaving owner": outcome,
    "owner who has left": outcome,
  };
}

function forEverybody(usually: ByState, otherwise: Partial<Expected> = {}): Expected {
  return Object.fromEntries(callersOf("").map((caller) => [caller, otherwise[caller] ?? usually])) as Expected;
}

function always(outcome: Outcome): ByState {
  return Object.fromEntries(stateNames.map((state) => [state, outcome])) as ByState;
}

function whileThere(outcome: Outcome, otherwise: Outcome = "photo_not_found"): ByState {
  return { ...always(outcome), purged: otherwise, "never there": otherwise };
}

function whileReady(outcome: Outcome): ByState {
  return { ...always("share_not_found"), ready: outcome };
}
