import type { Call, ObjectCall, S3Answer, Storage } from "./operation.ts";
import { completeUpload } from "./operations/complete-upload.ts";
import { copyObject } from "./operations/copy-object.ts";
import { deleteObject, deleteObjects } from "./operations/delete-objects.ts";
import { getObject, responseParameters } from "./operations/get-object.ts";
import { listObjects, listObjectsFromMarker } from "./operations/list-objects.ts";
import { abortUpload, createUpload, listParts, listUploads, uploadPart } from "./operations/multipart.ts";
import { putObject } from "./operations/put-object.ts";
import { S3Error } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

interface Described {
  readonly method: string;
  /** What the query must have for a request to be this one; the first operation that fits is. */
  readonly needs?: readonly string[];
  /** What else the query may have. */
  readonly may?: readonly string[];
  /** Headers that other operations do not take. */
  readonly takes?: RegExp;
}

export type S3Operation = Described &
  (
    | { readonly on: "object"; readonly run: (storage: Storage, call: ObjectCall) => Promise<S3Answer> }
    | { readonly on: "bucket"; readonly run: (storage: Storage, call: Call) => Promise<S3Answer> }
  );

const conditionsOfReads = /^if-(?:none-)?match$|^if-(?:un)?modified-since$|^if-range$/;

const operations: readonly S3Operation[] = [
  { on: "object", method: "GET", needs: ["uploadId"], may: ["max-parts", "part-number-marker"], run: listParts },
  { on: "object", method: "GET", may: responseParameters, takes: conditionsOfReads, run: getObject },
  { on: "object", method: "HEAD", may: responseParameters, takes: conditionsOfReads, run: getObject },
  { on: "object", method: "PUT", needs: ["partNumber", "uploadId"], run: uploadPart },
  {
    on: "object",
    method: "PUT",
    takes: /^if-(?:none-)?match$|^x-amz-(?:copy-source|metadata-directive)$/,
    run: (storage, call) => (call.request.headers.has("x-amz-copy-source") ? copyObject : putObject)(storage, call),
  },
  { on: "object", method: "POST", needs: ["uploads"], run: createUpload },
  {
    on: "object",
    method: "POST",
    needs: ["uploadId"],
    takes: /^if-(?:none-)?match$|^x-amz-mp-object-size$/,
    run: completeUpload,
  },
  { on: "object", method: "DELETE", needs: ["uploadId"], run: abortUpload },
  { on: "object", method: "DELETE", run: deleteObject },
  {
    on: "bucket",
    method: "GET",
    needs: ["list-type"],
    may: ["prefix", "delimiter", "continuation-token", "start-after", "max-keys", "encoding-type", "fetch-owner"],
    run: listObjects,
  },
  {
    on: "bucket",
    method: "GET",
    needs: ["uploads"],
    may: ["prefix", "key-marker", "upload-id-marker", "max-uploads"],
    run: listUploads,
  },
  {
    on: "bucket",
    method: "GET",
    may: ["prefix", "delimiter", "marker", "max-keys", "encoding-type"],
    run: listObjectsFromMarker,
  },
  { on: "bucket", method: "POST", needs: ["delete"], run: deleteObjects },
];

/** Which operation a request asks for. Throws `NotImplemented` for all that is not done exactly as it is asked for. */
export function operationOf({ method, key, query, headers }: S3Request): S3Operation {
  const on = key === "" ? "bucket" : "object";
  const found = operations.find(
    (operation) =>
      operation.on === on && operation.method === method && (operation.needs ?? []).every((name) => query.has(name)),
  );
  if (found === undefined) throw new S3Error("NotImplemented", "There is no such operation here.");
  const expected = [...(found.needs ?? []), ...(found.may ?? []), "x-id"];
  for (const [name, value] of query) {
    const isExpected = expected.includes(name) || ofPresigning.test(name) || isTaken(name, value, found);
    if (!isExpected || (name === "list-type" && value !== "2")) {
      throw new S3Error("NotImplemented", `The parameter ${name} implies functionality that is not implemented.`);
    }
  }
  for (const [name, value] of headers) {
    if (decisive.test(name) && !isTaken(name, value, found)) {
      throw new S3Error("NotImplemented", `The header ${name} implies functionality that is not implemented.`);
    }
  }
  return found;
}

const ofPresigning =
  /^X-Amz-(?:Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token|Content-Sha256)$/;

/** Headers that ask for something; whatever is not understood of these is refused, and never overlooked. */
const decisive = /^x-amz-|^if-|^content-(?:encoding|disposition|language)$/;

/** What every operation takes. Some are as S3 would have it anyway, and must say just that. */
const taken: readonly (readonly [name: RegExp, value?: RegExp])[] = [
  [/^x-amz-(?:date|content-sha256|security-token|user-agent|decoded-content-length|trailer|sdk-checksum-algorithm)$/],
  [/^x-amz-checksum-/],
  [/^content-encoding$/, /^(?:aws-chunked|identity)$/],
  [/^x-amz-acl$/, /^(?:private|bucket-owner-full-control)$/],
  [/^x-amz-storage-class$/, /^STANDARD$/],
  [/^x-amz-server-side-encryption$/, /^AES256$/],
];

const isTaken = (name: string, value: string, { takes }: Described): boolean =>
  takes?.test(name) === true || taken.some(([names, values]) => names.test(name) && values?.test(value) !== false);
