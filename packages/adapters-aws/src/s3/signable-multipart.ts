import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { MultipartRequest, SignedRequest } from "@tintype/core";
import type { SignableRequest } from "./sign-s3-request.ts";

/** The command that a request comes down to, and its method. */
export function signableOf(bucket: string, request: MultipartRequest): SignableRequest & Pick<SignedRequest, "method"> {
  const place = { Bucket: bucket, Key: request.key };
  if (request.kind === "begin") {
    const command = new CreateMultipartUploadCommand({ ...place, ContentType: request.contentType });
    return { method: "POST", command, headers: { "content-type": request.contentType } };
  }
  const upload = { ...place, UploadId: request.uploadId };
  switch (request.kind) {
    case "part": {
      const part = { PartNumber: request.number, ContentLength: request.bytes };
      return { method: "PUT", command: new UploadPartCommand({ ...upload, ...part }), headers: {}, withLength: true };
    }
    case "list":
      return { method: "GET", command: new ListPartsCommand(upload), headers: {} };
    case "complete":
      return { method: "POST", command: new CompleteMultipartUploadCommand(upload), headers: {} };
    case "abort":
      return { method: "DELETE", command: new AbortMultipartUploadCommand(upload), headers: {} };
  }
}
