import AwsS3 from "@uppy/aws-s3";
import Uppy from "@uppy/core";
import { ApiProblem } from "../../shared/api/api-problem.ts";
import type { Api } from "../../shared/api/create-api.ts";
import type { SendBytes } from "./send-bytes.ts";
import { signWith } from "./sign-with.ts";

const silent = { debug: () => {}, warn: () => {}, error: () => {} };

/** Sends by Uppy's client of S3: an Uppy for each file, since what is sent, and when, is decided elsewhere. */
export const sendByUppy =
  (api: Api): SendBytes =>
  async (parcel, { signal, onProgress }) => {
    const { file, photo, ticket } = parcel;
    const sign = signWith(api, parcel);
    let unsigned: unknown;
    let unsent: Error | undefined;
    const uppy = new Uppy({ logger: silent }).use(AwsS3, {
      shouldUseMultipart: ticket.kind === "multipart",
      ...(ticket.kind === "multipart" && { getChunkSize: () => ticket.partBytes }),
      generateObjectKey: () => photo,
      signRequest: (request) =>
        sign(request).catch((error: unknown) => {
          unsigned = error;
          throw error;
        }),
    });
    uppy.on("upload-error", (_, error) => {
      unsent = error;
    });
    uppy.on("upload-progress", (_, { bytesUploaded }) => onProgress(bytesUploaded));
    const id = uppy.addFile({ name: file.name, type: file.type || "application/octet-stream", data: file });
    if (ticket.kind === "multipart") uppy.setFileState(id, { s3Multipart: { uploadId: ticket.uploadId, key: photo } });
    try {
      const result = await Promise.race([uppy.upload(), rejectedBy(signal)]);
      if (result?.failed?.length) throw unsigned ?? problemOfStorage(unsent);
    } finally {
      uppy.destroy();
    }
  };

/**
 * What the storage refuses, or does not answer, may pass: a line that broke (status 0), trouble on its side, or an address
 * that has ended meanwhile, which the next ticket replaces.
 */
function problemOfStorage(error: Error | undefined): ApiProblem {
  if (error?.name === "S3NetworkError") {
    return new ApiProblem({ status: 0, code: "offline", detail: "The storage does not answer." }, { cause: error });
  }
  const status = error !== undefined && "status" in error ? Number(error.status) : 502;
  const mayPass = status === 403 || status === 429 || status >= 500;
  const facts = { code: "storage_refused", detail: `The storage said ${status}.` };
  return new ApiProblem({ status: mayPass ? 503 : 422, ...facts }, { cause: error });
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
