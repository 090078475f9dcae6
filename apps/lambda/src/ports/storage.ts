import { S3Client } from "@aws-sdk/client-s3";
import { createS3BlobStore, createS3MultipartUploads, createS3UploadTickets } from "@tintype/adapters-aws";
import type { BlobStore, Clock, MultipartUploads, UploadTickets } from "@tintype/core";
import type { Config } from "../config.ts";

export const openBlobs = ({ region, buckets }: Config): BlobStore =>
  createS3BlobStore({ client: new S3Client({ region }), buckets });

export const openTickets = ({ region, buckets }: Config, clock: Clock): UploadTickets =>
  createS3UploadTickets({ config: { region }, bucket: buckets.incoming, clock });

export const openMultipart = ({ region, buckets }: Config, clock: Clock): MultipartUploads =>
  createS3MultipartUploads({ config: { region }, bucket: buckets.incoming, clock });
