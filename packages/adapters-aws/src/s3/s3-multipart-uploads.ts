import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import {
  type CallOptions,
  checkBlobKey,
  checkPartNumber,
  checkPlainKey,
  type MultipartRef,
  type MultipartUploads,
  PartsRefused,
  UploadGone,
} from "@tintype/core";
import { listMultipartUploads, listParts } from "./list-multipart.ts";
import { sending } from "./s3.ts";
import { createPlainClient, type S3SigningOptions, signingTime, signS3Request } from "./sign-s3-request.ts";
import { signableOf } from "./signable-multipart.ts";
import { isMissing } from "./translate-s3-error.ts";

/** Uploads in parts as S3 has them. A bucket's lifecycle rule should abort what is older than two days, in any case. */
export function createS3MultipartUploads({ config, bucket, clock }: S3SigningOptions): MultipartUploads {
  let made: S3Client | undefined;
  const client = (): S3Client => {
    made ??= createPlainClient(config);
    return made;
  };
  const placeOf = ({ key, uploadId }: MultipartRef) => ({ ...at(key), UploadId: uploadId });
  const at = (key: string) => {
    checkBlobKey({ area: "incoming", key });
    return { Bucket: bucket, Key: key };
  };

  /** Whether the upload has ended in a blob: S3 forgets uploads a while after they have been completed. */
  const checkCompleted = (key: string, options: CallOptions | undefined) =>
    sending(async (beside) => {
      await client()
        .send(new HeadObjectCommand(at(key)), beside)
        .catch((cause: unknown) => {
          throw isMissing(cause) ? new UploadGone({ cause }) : cause;
        });
    }, options);

  return {
    async begin(key, contentType, options) {
      const command = new CreateMultipartUploadCommand({ ...at(key), ContentType: contentType });
      const { UploadId = "" } = await sending((beside) => client().send(command, beside), options);
      return UploadId;
    },

    async sign(request, end, options) {
      options?.signal?.throwIfAborted();
      checkPlainKey(request.key);
      if (request.kind === "part") checkPartNumber(request.number);
      const { method, ...signable } = signableOf(bucket, request);
      const time = signingTime(clock, end);
      const url = await signS3Request(client(), signable, time);
      return { method, url, headers: signable.headers, expiresAt: time.expiresAt };
    },

    received: async (upload, options) => listParts(client(), placeOf(upload), options),

    async complete(upload, parts, options) {
      const Parts = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }));
      const command = new CompleteMultipartUploadCommand({ ...placeOf(upload), MultipartUpload: { Parts } });
      const isOver = await sending(async (beside) => {
        try {
          await client().send(command, beside);
          return false;
        } catch (error) {
          if (isMissing(error)) return true;
          throw isAboutParts(error) ? new PartsRefused(error.message, { cause: error }) : error;
        }
      }, options);
      if (isOver) await checkCompleted(upload.key, options);
    },

    async abort(upload, options) {
      const command = new AbortMultipartUploadCommand(placeOf(upload));
      await sending(async (beside) => {
        await client()
          .send(command, beside)
          .catch((error: unknown) => {
            if (!isMissing(error)) throw error;
          });
      }, options);
    },

    list: (prefix, options) => listMultipartUploads(client(), bucket, prefix, options),
  };
}

/** The errors of `CompleteMultipartUpload` that say something about its parts. */
const aboutParts = ["EntityTooSmall", "InvalidArgument", "InvalidPart", "InvalidPartOrder", "MalformedXML"];

const isAboutParts = (error: unknown): error is Error => error instanceof Error && aboutParts.includes(error.name);
