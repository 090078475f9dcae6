import {
  AccountChanges,
  AccountView,
  ApiKeyView,
  Camera,
  CapturedAt,
  DownloadLink,
  ExportView,
  Failure,
  GuestPhoto,
  GuestShare,
  IncomingPhoto,
  Location,
  MultipartUpload,
  NewApiKey,
  NewPhoto,
  NewShare,
  OpenedShare,
  PhotoBatch,
  PhotoBatchOutcome,
  PhotoChanges,
  PhotoView,
  PostUpload,
  PutUpload,
  RenditionView,
  type Settings,
  ShareChanges,
  ShareDescription,
  ShareKey,
  ShareView,
  SignedUploadRequest,
  TemporaryCredentials,
  UploadCompletion,
  UploadRequest,
  UploadTicket,
  Warning,
} from "@tintype/core";
import type * as z from "zod";
import { Problem } from "../problem.ts";
import { ApiKeyList, CreatedApiKey } from "../routes/api-keys.ts";
import { CreatedPhoto, EncodedPhoto } from "../routes/create-photo.ts";
import { GuestPhotoList, MonthList, PhotoList, ShareList } from "../routes/lists.ts";
import { ClientConfig, Status } from "../routes/service.ts";
import { CreatedShare } from "../routes/shares.ts";
import { examples } from "./examples.ts";
import type { Direction, Json } from "./json-schema.ts";
import { type ComponentName, wordsFor } from "./words.ts";

export interface Component {
  readonly schema: z.ZodType;
  readonly io: Direction;
  readonly description: string;
  /** What is to be said of its properties. */
  readonly fields: Readonly<Record<string, Json>>;
  readonly example: unknown;
}

/** Every schema that has a name. */
export function componentsFor(settings: Settings): Readonly<Record<ComponentName, Component>> {
  const words = wordsFor(settings);
  const named = Object.entries(schemas).map(([key, schema]) => {
    const name = key as ComponentName;
    const { description, ...fields } = words[name];
    const described = Object.entries(fields).map(([field, said]) => [
      field,
      typeof said === "string" ? { description: said } : said,
    ]);
    const io = inputs.has(name) ? "input" : "output";
    return [name, { schema, io, description, fields: Object.fromEntries(described), example: examples[name] }];
  });
  return Object.fromEntries(named);
}

const schemas = {
  Photo: PhotoView,
  PhotoList,
  MonthList,
  PhotoBatch,
  PhotoBatchOutcome,
  Rendition: RenditionView,
  CapturedAt,
  Camera,
  Location,
  Failure,
  Warning,
  NewPhoto,
  EncodedPhoto,
  IncomingPhoto,
  CreatedPhoto,
  UploadTicket,
  PutUpload,
  PostUpload,
  MultipartUpload,
  UploadRequest,
  SignedUploadRequest,
  UploadCompletion,
  PhotoChanges,
  DownloadLink,
  Share: ShareView,
  ShareList,
  NewShare,
  CreatedShare,
  ShareChanges,
  ShareDescription,
  ShareKey,
  OpenedShare,
  GuestShare,
  GuestPhoto,
  GuestPhotoList,
  Account: AccountView,
  AccountChanges,
  NewApiKey,
  ApiKey: ApiKeyView,
  CreatedApiKey,
  ApiKeyList,
  TemporaryCredentials,
  Export: ExportView,
  ClientConfig,
  Status,
  Problem,
} satisfies Record<ComponentName, z.ZodType>;

const inputs: ReadonlySet<ComponentName> = new Set<ComponentName>([
  "NewApiKey",
  "NewPhoto",
  "EncodedPhoto",
  "IncomingPhoto",
  "UploadRequest",
  "UploadCompletion",
  "PhotoBatch",
  "PhotoChanges",
  "NewShare",
  "ShareChanges",
  "ShareKey",
  "AccountChanges",
]);
