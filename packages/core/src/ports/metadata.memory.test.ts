import { describe, expect, it } from "vitest";
import { openMemoryMetadata } from "./open-memory-metadata.fixture.ts";
import { describePhotoRepository } from "./photo-repository.contract.ts";

const runner = { describe, it, expect };

describePhotoRepository(runner, "memory", openMemoryMetadata());
