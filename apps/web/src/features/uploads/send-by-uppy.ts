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
    const uppy = new Uppy({ logger: silent }).use(AwsS3, {
      shouldUseMultipart: ticket.kind === "multipart",
      generateObjectKey: () => photo,
      signRequest: signWith(api, parcel),
    });
    uppy.on("upload-progress", (_, { bytesUploaded }) => onProgress(bytesUploaded));
    const id = uppy.addFile({ name: file.name, type: file.type || "application/octet-stream", data: file });
    if (ticket.kind === "multipart") uppy.setFileState(id, { s3Multipart: { uploadId: ticket.uploadId, key: photo } });
    try {
      const result = await Promise.race([uppy.upload(), rejectedBy(signal)]);
      const [failed] = result?.failed ?? [];
      if (failed) throw new ApiProblem({ status: 422, code: "storage_refused", detail: `${failed.error}` });
    } finally {
      uppy.destroy();
    }
  };

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
