import { S3Client } from "@aws-sdk/client-s3";
import { createS3BlobStore, createS3MultipartUploads, createS3UploadTickets } from "@tintype/adapters-aws";
import type { BlobStore, Clock, MultipartUploads, UploadTickets } from "@tintype/core";
import type { Config } from "../config.ts";

export const openBlobs = ({ region, buckets }: Config): BlobStore =>
  createS3BlobStore({ client: new S3Client({ region }), buckets });

export const openTickets = (config: Config, clock: Clock): UploadTickets =>
  createS3UploadTickets({ config: towardsClients(config), bucket: config.buckets.incoming, clock });

export const openMultipart = (config: Config, clock: Clock): MultipartUploads =>
  createS3MultipartUploads({ config: towardsClients(config), bucket: config.buckets.incoming, clock });

/** How clients reach the bucket: the addresses that they get lead there. */
const towardsClients = ({ region, acceleration }: Config) => ({
  region,
  useAccelerateEndpoint: acceleration === "on",
});
