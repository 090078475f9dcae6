import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { describeImageProcessor, type OriginalKind } from "@tintype/core/contracts";
import { describe, expect, it } from "vitest";
import { contractOriginals } from "./contract-originals.fixture.ts";
import { temporaryFolder } from "./develop-bytes.fixture.ts";
import { createSharpImageProcessor } from "./sharp-image-processor.ts";

describeImageProcessor(
  { describe, it, expect },
  "sharp, in process",
  async () => {
    const scratch = await temporaryFolder();
    const originals = await contractOriginals();
    return {
      images: createSharpImageProcessor({ scratch: scratch.path }),
      original: async (kind: OriginalKind) => {
        const bytes = originals[kind];
        return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
      },
      [Symbol.asyncDispose]: async () => {
        // Nothing is left of any original.
        const folders = await readdir(scratch.path);
        for (const folder of folders) expect(await readdir(`${scratch.path}/${folder}`)).toEqual([]);
        await scratch[Symbol.asyncDispose]();
      },
    };
  },
  { isolated: false },
);
