import { BlobSizeMismatch, type BlobStore, type Clock, type Secrets } from "@tintype/core";
import { type ArrivingForm, FormBroken, readForm } from "./read-form.ts";
import { fieldsOf, messageOfPolicy, type Policy, readPolicy } from "./upload-policy.ts";
import { headerOf, refused, type UploadHead, type UploadOutcome } from "./upload-refusal.ts";
import { OtherHash, verifyingHash, wrongHash } from "./verifying-hash.ts";

interface FormPorts {
  readonly blobs: BlobStore;
  readonly secrets: Secrets;
  readonly clock: Clock;
}

/** Stores the file of a form that `UploadTickets.post` gave out, or says what S3 would. */
export async function receiveForm(
  { blobs, secrets, clock }: FormPorts,
  head: UploadHead,
  body: ReadableStream<Uint8Array>,
): Promise<UploadOutcome> {
  const refuse = async (outcome: UploadOutcome, form?: ArrivingForm): Promise<UploadOutcome> => {
    await (form === undefined ? body : form.file).cancel().catch(() => {});
    return outcome;
  };
  let form: ArrivingForm | undefined;
  try {
    form = await readForm(body, headerOf(head, "content-type") ?? "");
    const policy = await policyOf(secrets, form);
    if (policy === undefined) return await refuse(refused(403, "AccessDenied", "Invalid according to Policy."), form);
    if (clock.now() >= policy.expiresAt) {
      return await refuse(refused(403, "AccessDenied", "Invalid according to Policy: Policy expired."), form);
    }
    const { key, bytes, sha256 } = policy;
    const file = sha256 === undefined ? form.file : form.file.pipeThrough(verifyingHash(sha256));
    const stored = await blobs.put({ area: "incoming", key }, file, { bytes });
    return { status: 204, etag: stored.etag, stored };
  } catch (error) {
    if (error instanceof FormBroken) return refuse(refused(400, "MalformedPOSTRequest", error.message), form);
    if (error instanceof OtherHash) return wrongHash;
    if (error instanceof BlobSizeMismatch) return refused(400, "EntityTooLarge", error.message);
    throw error;
  }
}

/** The policy of ours that the fields of the form are exactly those of. */
async function policyOf(secrets: Secrets, { fields }: ArrivingForm): Promise<Policy | undefined> {
  const text = fields.get("policy") ?? "";
  const signature = fields.get("x-amz-signature") ?? "";
  if (!(await secrets.verify("upload-ticket", messageOfPolicy(text), signature))) return undefined;
  const policy = readPolicy(text);
  const expected = Object.entries(fieldsOf(policy, text, signature));
  const isSame = expected.length === fields.size && expected.every(([name, value]) => fields.get(name) === value);
  return isSame ? policy : undefined;
}
