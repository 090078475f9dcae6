/* Makes the pictures that are committed: node --conditions=source scripts/make-pictures.ts */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { drawPhoto } from "../e2e/landscapes.ts";
import { repository } from "../e2e/server.ts";

await writeFile(
  join(repository, "apps/dev-server/pages/sample.jpg"),
  await drawPhoto(9, { width: 1_600, height: 1_067, takenAt: "2026:07:04 18:30:00" }),
);
