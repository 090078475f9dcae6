import { defineConfig } from "vitest/config";

// PGlite takes some seconds to begin with.
export default defineConfig({ test: { testTimeout: 60_000 } });
