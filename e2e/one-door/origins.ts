import type { CodePurpose } from "../../packages/adapters-local/src/user-pool/code-store.ts";
import type { Challenge } from "../../packages/adapters-local/src/user-pool/sign-in/challenges.ts";
import type { MultipartRequest } from "../../packages/core/src/ports/multipart-uploads.ts";
import type { SecretPurpose } from "../../packages/core/src/ports/secrets.ts";
import type { Route } from "../../packages/http/src/route.ts";
import type { DoorName } from "./doors.ts";
import type { KindName } from "./kinds.ts";

/*
 * Where keys come from. Whoever adds a purpose, a question, a request or a caller does not compile until it stands
 * here, and whoever makes keys in another file fails the test.
 */

const codes = {
  confirm: ["code to confirm an address"],
  reset: ["code for a new password"],
  verify: ["code for another address"],
} as const satisfies Readonly<Record<CodePurpose, readonly KindName[]>>;

const sessions = {
  authenticator: ["session that waits for an authenticator"],
  "first-factor": ["session that waits for the first factor"],
  "new-password": ["session that waits for a password of one's own"],
  proof: ["session that waits for a proof"],
  confirmed: ["session of who has just confirmed"],
} as const satisfies Readonly<Record<Challenge["kind"], readonly KindName[]>>;

const parts = {
  begin: ["ticket to begin parts"],
  part: ["ticket of a part"],
  list: ["ticket to list parts"],
  complete: ["ticket to complete parts"],
  abort: ["ticket to end parts"],
} as const satisfies Readonly<Record<MultipartRequest["kind"], readonly KindName[]>>;

const all = (kinds: Readonly<Record<string, readonly KindName[]>>): readonly KindName[] => Object.values(kinds).flat();
const tickets: readonly KindName[] = ["upload ticket", "upload ticket of a form"];
const cursors: readonly KindName[] = ["cursor of photos", "cursor of links"];

/** What is made with the keys of this installation; nobody is given digests, verifiers and decoys. */
const madeWith: Readonly<Record<SecretPurpose, readonly KindName[]>> = {
  "share-token": ["token of a link"],
  "share-token-digest": [],
  "api-key": ["key of a program"],
  "api-key-digest": [],
  grant: ["grant"],
  cursor: cursors,
  "upload-ticket": [...tickets, ...all(parts)],
  "session-token": ["access key id", "session token"],
  "session-secret": ["secret access key"],
  "mailed-code": all(codes),
  "srp-verifier": [],
  "totp-secret": ["code of an authenticator"],
  "sign-in-decoy": [],
};

const addresses: readonly KindName[] = [
  "address of a rendition",
  "address of an original",
  "address of a copy",
  "address of an export",
];

const [ours, amazons] = ["adapters-local/src", "adapters-aws/src"];
/** How keys are drawn and signed. */
export const makesKeys: RegExp =
  /randomToken\(\w|random\(32\)|secrets\.mac\(|createHmac\(|SignJWT\(|promisify\(sign\)|getSigned(?:Url|Cookies)\(/;

/** What is made where: every file that draws random keys, or signs any, here and on AWS. */
export const madeIn: Readonly<Record<string, readonly KindName[]>> = {
  "core/src/api-keys/api-key-text.ts": madeWith["api-key"],
  "core/src/ports/sealed-cursor.ts": madeWith.cursor,
  "core/src/shares/grant.ts": madeWith.grant,
  "core/src/shares/share-token.ts": madeWith["share-token"],
  [`${ours}/credentials/local-credential-broker.ts`]: [...madeWith["session-token"], ...madeWith["session-secret"]],
  [`${ours}/s3-door/signature/signing-key.ts`]: [],
  [`${ours}/tickets/local-upload-tickets.ts`]: tickets,
  [`${ours}/tickets/multipart/local-multipart-uploads.ts`]: all(parts),
  [`${ours}/signing/local-url-signer.ts`]: addresses,
  [`${ours}/keyring/local-secrets.ts`]: Object.values(madeWith).flat(),
  [`${ours}/user-pool/mailed-codes.ts`]: all(codes),
  [`${ours}/user-pool/authenticator/authenticator-secret.ts`]: madeWith["totp-secret"],
  [`${ours}/user-pool/authenticator/totp.ts`]: madeWith["totp-secret"],
  [`${ours}/user-pool/random.ts`]: [],
  [`${ours}/user-pool/operations/associate-software-token.ts`]: [],
  [`${ours}/user-pool/srp/password-verifier.ts`]: madeWith["srp-verifier"],
  [`${ours}/user-pool/srp/srp-exchange.ts`]: [],
  [`${ours}/user-pool/sign-in/begin-proof.ts`]: madeWith["sign-in-decoy"],
  [`${ours}/user-pool/sign-in/challenges.ts`]: all(sessions),
  [`${ours}/user-pool/tokens.ts`]: ["access token", "access token of managed login", "ID token"],
  [`${ours}/user-pool/sign-in/complete-sign-in.ts`]: ["refresh token", "refresh token of the legacy client"],
  [`${ours}/user-pool/refresh-session.ts`]: ["refresh token"],
  [`${ours}/managed-login/endpoints/token.ts`]: ["refresh token"],
  [`${ours}/managed-login/authorization-codes.ts`]: ["authorization code"],
  [`${ours}/managed-login/browser-sessions.ts`]: ["cookie of a browser"],
  [`${ours}/managed-login/providers/journeys.ts`]: ["state of a journey to a provider"],
  [`${ours}/managed-login/providers/providers.ts`]: ["cookie of a journey to a provider"],
  [`${ours}/managed-login/providers/stand-in.ts`]: ["code of a provider"],
  [`${amazons}/secrets/keyed-secrets.ts`]: Object.values(madeWith).flat(),
  [`${amazons}/cloudfront/cloudfront-url-signer.ts`]: addresses,
  [`${amazons}/s3/sign-s3-form.ts`]: tickets,
  [`${amazons}/s3/sign-s3-request.ts`]: [...tickets, ...all(parts)],
};

export const madeByClients: readonly KindName[] = ["idempotency key"];

/** What is asked of those who call the API. */
export const askedOf: Readonly<Record<Route["who"], readonly DoorName[]>> = {
  user: [
    "the API",
    "the credentials of the API",
    "the next page of photos",
    "the next page of links",
    "a request that was made before",
  ],
  program: ["the API for programs"],
  guest: ["the photos of a link"],
  visitor: ["the photos of a link"],
  anyone: ["a link"],
};
