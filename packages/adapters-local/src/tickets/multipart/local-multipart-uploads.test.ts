import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instantFromMillis, type MultipartRequest, millisOf, plus } from "@tintype/core";
import { describeMultipartUploads } from "@tintype/core/contracts";
import { createManualClock, createMemorySecrets } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createFileBlobStore } from "../../blobs/file-blob-store.ts";
import { systemClock } from "../../machine/system-clock.ts";
import { openUploadServer } from "../upload-server.fixture.ts";

/** As the development server has it: parts in a folder beside the areas of the blobs. Files are as old as the system says. */
async function opened() {
  const folder = await mkdtemp(join(tmpdir(), "tintype-parts-"));
  const clock = createManualClock(instantFromMillis(Math.floor(millisOf(systemClock.now()) / 1_000) * 1_000));
  const blobs = createFileBlobStore({ folder, clock });
  const parts = createFileBlobStore({ folder: join(folder, "multipart"), clock });
  const server = await openUploadServer({ blobs, parts, secrets: createMemorySecrets(), clock });
  const soon = plus(clock.now(), 60_000);
  return {
    ...server,
    uploads: server.multipart,
    blobs,
    parts,
    soon,
    async expired(request: MultipartRequest) {
      const signed = await server.multipart.sign(request, soon);
      clock.advance(60_000);
      return signed;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

describeMultipartUploads({ describe, it, expect }, "local", opened);
