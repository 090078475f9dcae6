/** Puts the functions of `apps/lambda` into `apps/lambda/bundle`, for the processors that they run on. */
import { fileURLToPath } from "node:url";
import { bundleFunctions } from "./lambda/bundle-functions.ts";

await bundleFunctions(fileURLToPath(new URL("../apps/lambda/bundle/", import.meta.url)), "arm64");
