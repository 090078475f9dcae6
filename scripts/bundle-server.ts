/** Puts the dev server into a few files in `apps/dev-server/bundle`. */
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundleProgram } from "./bundle-program.ts";

const server = fileURLToPath(new URL("../apps/dev-server/", import.meta.url));
await rm(`${server}bundle`, { recursive: true, force: true });
await bundleProgram(`${server}src/main.ts`, `${server}bundle`, "parts/");
