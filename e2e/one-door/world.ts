import { demo, guestOf, mailedCode, type Photo, password } from "../client.ts";
import { authenticatorCode, newEmail, newPerson } from "../identity/people.ts";
import { drawPhoto } from "../landscapes.ts";
import { type Session, signIn, signUp } from "../session.ts";
import { askPool } from "./ask.ts";
import type { IssuedCredentials } from "./bucket.ts";
import { goToProvider, type Return } from "./managed-login.ts";

/** A request that was signed for whoever sends it. */
export interface Signed {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fields?: Readonly<Record<string, string>>;
}
export type World = Awaited<ReturnType<typeof furnish>>;

export const newcomer = { email: "newcomer@example.com", temporary: "Temporary-1" };

/** A name can be tried ten times an hour: every eighth try gets another. */
function names<Name>(make: () => Promise<Name>): () => Promise<Name> {
  let tries = 0;
  let name: Promise<Name> | undefined;
  return () => {
    if (name === undefined || tries % 8 === 0) name = make();
    tries += 1;
    return name;
  };
}

/** A client that proves a password without saying it. */
export interface Prover {
  readonly publicHex: string;
  answer(question: Readonly<Record<string, string>>, password: string): Readonly<Record<string, string>>;
}

/** One of everything that keys are for. */
export async function furnish(origin: string, srp: Prover) {
  const call = (operation: string, input: object) => askPool(origin, operation, input);
  const person = () => signUp(origin, newEmail());
  const ana = await person();
  const bytes = await drawPhoto(1);
  const photos = [await ana.upload(bytes, "one.jpg"), await ana.upload(await drawPhoto(2), "two.jpg")] as const;
  const [photo] = await Promise.all(photos.map(({ id }) => ana.developed(id)));
  const { url: link } = (await ana.share(photos[0].id, { download: "copy" })).body;
  const guest = guestOf(link, (await guestOf(link).open()).body.grant);

  /** Somebody who has signed up, and not confirmed. */
  const signedUp = async (): Promise<string> => {
    const Username = newEmail();
    await call("SignUp", { Username, Password: password });
    return Username;
  };
  const forgetful = async (session?: Session): Promise<string> => {
    const Username = session === undefined ? await newPerson(origin) : await nameOf(session);
    await call("ForgotPassword", { Username });
    return Username;
  };
  const nameOf = async ({ token }: Session): Promise<string> => {
    const { body } = await call("GetUser", { AccessToken: token });
    return body.UserAttributes.find(({ Name }: { Name: string }) => Name === "email").Value;
  };
  /** Somebody whose new address has been mailed a code. */
  const moving = async (session?: Session): Promise<{ readonly session: Session; readonly address: string }> => {
    const mover = session ?? (await person());
    const address = newEmail();
    const UserAttributes = [{ Name: "email", Value: address }];
    await call("UpdateUserAttributes", { AccessToken: mover.token, UserAttributes });
    return { session: mover, address };
  };
  const eva = await person();
  const codes = { confirm: await signedUp(), reset: await forgetful(eva), verify: await moving(eva) };
  const spare = { confirm: names(signedUp), reset: names(forgetful), verify: names(moving) };

  const authenticators = new Map<string, { readonly name: string; code(): string }>();
  const offer = async (AccessToken: string): Promise<string> =>
    (await call("AssociateSoftwareToken", { AccessToken })).body.SecretCode;
  const askForAuthenticator = async (): Promise<string> => {
    const USERNAME = await newPerson(origin);
    const { token: AccessToken } = await signIn(origin, USERNAME);
    const secret = await offer(AccessToken);
    await call("VerifySoftwareToken", { AccessToken, UserCode: authenticatorCode(secret) });
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    await call("SetUserMFAPreference", { AccessToken, SoftwareTokenMfaSettings });
    const AuthParameters = { USERNAME, PASSWORD: password };
    const { body } = await call("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
    authenticators.set(body.Session, { name: USERNAME, code: () => authenticatorCode(secret, 1) });
    return body.Session;
  };
  const confirmed = new Map<string, string>();
  const confirm = async (): Promise<string> => {
    const Username = await signedUp();
    const ConfirmationCode = await mailedCode(origin, Username);
    const { Session } = (await call("ConfirmSignUp", { Username, ConfirmationCode })).body;
    confirmed.set(Session, Username);
    return Session;
  };
  const questions = new Map<string, Readonly<Record<string, string>>>();
  const askForProof = async (): Promise<string> => {
    const AuthParameters = { USERNAME: demo.email, SRP_A: srp.publicHex };
    const { ChallengeParameters } = (await call("InitiateAuth", { AuthFlow: "USER_SRP_AUTH", AuthParameters })).body;
    questions.set(ChallengeParameters.SECRET_BLOCK, ChallengeParameters);
    return ChallengeParameters.SECRET_BLOCK;
  };

  const announce = async (upload: "put" | "post" | "multipart") => {
    const said = { fileName: "a.jpg", contentType: "image/jpeg", bytes: bytes.length, upload };
    type Ticket = Signed & { readonly uploadId: string };
    return (await ana.post<{ photo: Photo; upload: Ticket }>("/photos", said)).body;
  };
  const inParts = async () => {
    const { photo, upload } = await announce("multipart");
    const { uploadId } = upload;
    const sign = async (request: object): Promise<Signed> =>
      (await ana.post<Signed>(`/photos/${photo.id}/upload/sign`, request)).body;
    return {
      begin: await sign({ method: "POST", contentType: "image/jpeg" }),
      part: await sign({ method: "PUT", uploadId, partNumber: 1 }),
      list: await sign({ method: "GET", uploadId }),
      complete: await sign({ method: "POST", uploadId }),
      abort: await sign({ method: "DELETE", uploadId }),
    };
  };
  const [parts, others] = [await inParts(), await inParts()];

  const credentials = (await ana.post<IssuedCredentials>("/credentials")).body;

  const receipt = { key: "receipt-of-ana", path: `/photos/${photos[1].id}/share` };
  const replay = async (key: string) =>
    ana.api<{ share: { id: string } }>(receipt.path, { method: "POST", headers: { "idempotency-key": key } });
  const first = (await replay(receipt.key)).body.share.id;

  const returns = new Map<string, Return>();
  return {
    origin,
    demo,
    newcomer,
    call,
    ana,
    bytes,
    link: new URL(link).pathname.replace("/s/", ""),
    guest,
    grant: (await guestOf(link).open()).body.grant,
    addresses: {
      rendition: Object.values(photo?.renditions ?? {})[0]?.url ?? "",
      original: (await ana.api<Signed>(`/photos/${photos[0].id}/original`, asJson)).body.url,
      copy: await settled(async () => (await guest.download(photos[0].id)).body.url),
      export: await exported(ana),
    },
    tickets: {
      put: (await announce("put")).upload,
      form: (await announce("post")).upload,
      ...parts,
      abort: others.abort,
    },
    codes,
    spare,
    askForAuthenticator,
    /** Whose code a session waits for, and the code. */
    authenticatorOf: (session: string) => of(authenticators, session),
    offered: await offer(ana.token),
    confirm,
    /** Who has just confirmed, by the session. */
    confirmedBy: (session: string) => of(confirmed, session),
    askForProof,
    answerProof: (block: string) => srp.answer(of(questions, block) ?? {}, demo.password),
    credentials,
    receipt: { ...receipt, first, replay },
    journey: await goToProvider(origin),
    returns,
    etag: "",
  };
}

/** What belongs to a key: to the last that was made, for one that is not of that kind. */
const of = <Value>(values: ReadonlyMap<string, Value>, key: string): Value | undefined =>
  values.get(key) ?? [...values.values()].at(-1);

const asJson = { headers: { accept: "application/json" } };

/** What is there sooner or later. */
async function settled<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function exported(session: Session): Promise<string> {
  const { id } = (await session.post<{ id: string }>("/me/export")).body;
  type Export = { readonly files?: readonly { readonly url: string }[] };
  return settled(async () => (await session.api<Export>(`/me/export/${id}`)).body.files?.[0]?.url);
}
