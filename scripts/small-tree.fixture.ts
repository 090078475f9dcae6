import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");
const configs = [
  ".dependency-cruiser.mjs",
  ".gitignore",
  ".oxlintrc.json",
  "biome.json",
  "knip.json",
  "package.json",
  "pnpm-workspace.yaml",
  "scripts/check-imports.ts",
  "scripts/preflight.mjs",
  "scripts/skip-reporter.ts",
  "tsconfig.base.json",
  "tsconfig.json",
  "tsconfig.test.json",
  "vitest.config.ts",
];

/** A tree with the house's own configuration and as little code as uses every import that the table allows. */
const sources: Record<string, string> = {
  "packages/core/src/shared/id.ts": `
    import * as z from "zod";

    export const Id = z.string().brand<"Id">();
    export type Id = z.infer<typeof Id>;`,
  "packages/core/src/shared/instant.ts": `
    export const instantOf = (milliseconds: number): string => new Date(milliseconds).toISOString();`,

  "packages/core/src/accounts/account.ts": `
    import type { Id } from "../shared/id.ts";

    export interface Account {
      readonly id: Id;
    }`,
  "packages/core/src/accounts/get-account.ts": `
    import type { Id } from "../shared/id.ts";
    import type { Account } from "./account.ts";

    export const getAccount = (id: Id): Account => ({ id });`,
  "packages/core/src/accounts/index.ts": `
    export type { Account } from "./account.ts";
    export { getAccount } from "./get-account.ts";`,

  "packages/core/src/photos/photo.ts": `
    import type { Account } from "../accounts/account.ts";
    import type { Id } from "../shared/id.ts";

    export interface Photo {
      readonly id: Id;
      readonly owner: Account["id"];
    }`,
  "packages/core/src/photos/photo-errors.ts": `
    import type { Id } from "../shared/id.ts";

    export class PhotoNotFound extends Error {
      constructor(id: Id) {
        super(["no photo", id].join(" "));
      }
    }`,
  "packages/core/src/photos/get-photo.ts": `
    import { getAccount } from "../accounts/index.ts";
    import { mayRead } from "../authorize.ts";
    import type { PhotoRepository } from "../ports/photo-repository.ts";
    import type { Id } from "../shared/id.ts";
    import type { Photo } from "./photo.ts";
    import { PhotoNotFound } from "./photo-errors.ts";

    export async function getPhoto(photos: PhotoRepository, actor: Id, id: Id): Promise<Photo> {
      const photo = await photos.get(id);
      if (photo === undefined || !mayRead(getAccount(actor), photo)) throw new PhotoNotFound(id);
      return photo;
    }`,
  "packages/core/src/photos/get-photo.test.ts": `
    import { expect, it } from "vitest";
    import { createMemoryPhotoRepository } from "../ports/photo-repository.memory.ts";
    import { Id } from "../shared/id.ts";
    import { getPhoto } from "./get-photo.ts";

    it("refuses what is not there", async () => {
      const id = Id.parse(String(Date.now()));
      await expect(getPhoto(createMemoryPhotoRepository(), id, id)).rejects.toThrow(id);
    });`,
  "packages/core/src/photos/index.ts": `
    export { getPhoto } from "./get-photo.ts";
    export type { Photo } from "./photo.ts";`,

  "packages/core/src/shares/share.ts": `
    import type { Photo } from "../photos/photo.ts";

    export interface Share {
      readonly photo: Photo["id"];
    }`,
  "packages/core/src/shares/index.ts": `
    export type { Share } from "./share.ts";`,

  "packages/core/src/events.ts": `
    import type { Photo } from "./photos/photo.ts";

    export interface PhotoSeen {
      readonly photo: Photo["id"];
      readonly at: string;
    }`,
  "packages/core/src/authorize.ts": `
    import type { Account } from "./accounts/account.ts";
    import type { Photo } from "./photos/photo.ts";

    export const mayRead = (account: Account, photo: Photo): boolean => photo.owner === account.id;`,
  "packages/core/src/ports/photo-repository.ts": `
    import type { PhotoSeen } from "../events.ts";
    import type { Photo } from "../photos/photo.ts";

    export interface PhotoRepository {
      get(id: Photo["id"]): Promise<Photo | undefined>;
      save(photo: Photo, events: readonly PhotoSeen[]): Promise<void>;
    }`,
  "packages/core/src/ports/photo-repository.memory.ts": `
    import type { Photo } from "../photos/photo.ts";
    import type { PhotoRepository } from "./photo-repository.ts";

    export function createMemoryPhotoRepository(): PhotoRepository {
      const photos = new Map<string, Photo>();
      return {
        get: async (id) => photos.get(id),
        save: async (photo) => {
          photos.set(photo.id, photo);
        },
      };
    }`,
  "packages/core/src/ports/photo-repository.contract.ts": `
    import type { PhotoRepository } from "./photo-repository.ts";

    export function describePhotoRepository(it: (name: string, test: () => void) => void, photos: PhotoRepository): void {
      it("holds nothing at first", () => {
        if (typeof photos !== "object") throw new Error("there is no repository");
      });
    }`,
  "packages/core/src/reactions.ts": `
    import type { PhotoSeen } from "./events.ts";
    import { getPhoto } from "./photos/index.ts";

    export const reactions = { photoSeen: getPhoto } satisfies Record<string, unknown>;
    export type Reacts = PhotoSeen;`,
  "packages/core/src/create-tintype.ts": `
    import { getAccount } from "./accounts/index.ts";
    import { getPhoto } from "./photos/index.ts";
    import { type Reacts, reactions } from "./reactions.ts";

    export const createTintype = () => ({ getAccount, getPhoto, reactions });
    export type Tintype = ReturnType<typeof createTintype> & { readonly reacts?: Reacts };`,
  "packages/core/src/index.ts": `
    export type { Account } from "./accounts/index.ts";
    export { createTintype, type Tintype } from "./create-tintype.ts";
    export type { Photo } from "./photos/index.ts";
    export type { PhotoRepository } from "./ports/photo-repository.ts";
    export { Id } from "./shared/id.ts";
    export { instantOf } from "./shared/instant.ts";
    export type { Share } from "./shares/index.ts";`,
  "packages/core/src/testing.ts": `
    export { createMemoryPhotoRepository } from "./ports/photo-repository.memory.ts";`,
  "packages/core/src/contracts.ts": `
    export { describePhotoRepository } from "./ports/photo-repository.contract.ts";`,

  "packages/adapters-local/src/index.ts": `
    import { readFileSync } from "node:fs";
    import type { Id } from "@tintype/core";
    import Database from "better-sqlite3";

    export const readBlob = (id: Id): Uint8Array => readFileSync(id);
    export const isOpen = (file: string): boolean => new Database(file).open;`,
  "packages/adapters-local/src/index.test.ts": `
    import { describePhotoRepository } from "@tintype/core/contracts";
    import { createMemoryPhotoRepository } from "@tintype/core/testing";
    import { expect, it } from "vitest";

    describePhotoRepository((name, test) => it(name, test), createMemoryPhotoRepository());

    it("is a function", () => {
      expect(typeof process.env).toBe("object");
    });`,
  "packages/adapters-aws/src/index.ts": `
    import { S3Client } from "@aws-sdk/client-s3";
    import type { Id } from "@tintype/core";

    export const bucketOf = (id: Id): [S3Client, Id] => [new S3Client({}), id];`,
  "packages/adapters-sharp/src/index.ts": `
    import type { Id } from "@tintype/core";
    import sharp from "sharp";

    export const develop = async (id: Id): Promise<Uint8Array> => sharp(id).webp().toBuffer();`,
  "packages/http/src/index.ts": `
    import { createTintype } from "@tintype/core";
    import { Hono } from "hono";
    import { decodeJwt } from "jose";
    import * as z from "zod";

    const Token = z.string();
    export const createApi = () =>
      new Hono().get("/", (c) => c.json({ ...createTintype(), ...decodeJwt(Token.parse(c.req.query("token"))) }));
    export type Api = ReturnType<typeof createApi>;`,
  "packages/composition/src/index.ts": `
    import { Container } from "inversify";

    export const compose = (tintype: object): Container => {
      const container = new Container();
      container.bind("tintype").toConstantValue(tintype);
      return container;
    };`,
  "packages/telemetry/src/index.ts": `
    import { type Tracer, trace } from "@opentelemetry/api";
    import type { Id } from "@tintype/core";

    export const tracerOf = (id: Id): Tracer => trace.getTracer(id);`,
  "apps/dev-server/src/main.ts": `
    import { serve } from "@hono/node-server";
    import { isOpen } from "@tintype/adapters-local";
    import { develop } from "@tintype/adapters-sharp";
    import { compose } from "@tintype/composition";
    import { createTintype, Id } from "@tintype/core";
    import { createApi } from "@tintype/http";
    import { tracerOf } from "@tintype/telemetry";

    tracerOf(Id.parse("server"));
    compose(createTintype());
    if (isOpen(process.env["DATA"] ?? ":memory:")) await develop(Id.parse("x"));
    serve({ fetch: createApi().fetch });`,
  "apps/lambda/src/functions/http.ts": `
    import { bucketOf } from "@tintype/adapters-aws";
    import { compose } from "@tintype/composition";
    import { createTintype, Id } from "@tintype/core";
    import { createApi } from "@tintype/http";

    compose(createTintype());
    bucketOf(Id.parse("x"));
    export const handler = async (): Promise<number> => (await createApi().request("/")).status;`,
  "apps/web/src/main.tsx": `
    import { enter } from "./features/session/enter.ts";
    import { View } from "./view.tsx";

    await enter(String(View().key));`,
  "apps/web/src/features/session/enter.ts": `
    import { signIn } from "aws-amplify/auth";

    export const enter = async (username: string): Promise<unknown> => signIn({ username });`,
  "apps/web/src/view.tsx": `
    import type { Id } from "@tintype/core";
    import { Fragment } from "react";

    export const View = (props?: { readonly id: Id }) => <Fragment>{props?.id}</Fragment>;`,
  "apps/lambda/infra/src/main.ts": `
    import { bucketOf } from "@tintype/adapters-aws";
    import { Id } from "@tintype/core";

    bucketOf(Id.parse("x"));`,
};

/** Every package and app that has code here: `packages/core` and so on. */
export const rooms = [...new Set(Object.keys(sources).map((file) => file.slice(0, file.indexOf("/src/"))))];

export interface SmallTree extends AsyncDisposable {
  readonly folder: string;
  write(file: string, code: string): Promise<void>;
  /** Lets every package and app resolve `name`, as if it had declared it. */
  resolveEverywhere(name: string, target: string): Promise<void>;
}

export async function createSmallTree(): Promise<SmallTree> {
  const folder = await mkdtemp(join(tmpdir(), "tintype-rules-"));
  const write = async (file: string, code: string): Promise<void> => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), unindented(code));
  };

  for (const file of configs) await cp(join(root, file), join(folder, file));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  for (const room of rooms) {
    for (const part of ["package.json", "tsconfig.json", "node_modules"]) {
      await cp(join(root, room, part), join(folder, room, part), { recursive: true, verbatimSymlinks: true });
    }
  }
  for (const [file, code] of Object.entries(sources)) await write(file, code);

  return {
    folder,
    write,
    async resolveEverywhere(name, target) {
      for (const group of ["packages", "apps"]) {
        const link = join(folder, group, "node_modules", name);
        await mkdir(dirname(link), { recursive: true });
        await symlink(join(folder, target), link);
      }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The code as a file of its own: without the indentation that it has here. */
function unindented(code: string): string {
  const lines = code.replace(/^\n/, "").split("\n");
  const margin = /^ */.exec(lines[0] ?? "")?.[0].length ?? 0;
  return `${lines.map((line) => line.slice(margin)).join("\n")}\n`;
}
