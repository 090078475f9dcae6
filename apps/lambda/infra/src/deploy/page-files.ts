import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const devServer = new URL("../../../../dev-server/", import.meta.url);
/** Where the page is built into. */
const built = new URL("../../../../web/bundle/", import.meta.url);

export interface PageFile {
  /** In the bucket of the page, and below the origin. */
  readonly key: string;
  readonly path: string;
  readonly contentType: string;
  /** Its name changes with what is in it: nobody has to ask again whether there is a newer one. */
  readonly immutable: boolean;
}

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  webmanifest: "application/manifest+json",
};

/** The page, and the API reference where the dev server has it too. The page of a share link is the function's to show. */
export function pageFiles(): readonly PageFile[] {
  const pages = readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "share.html")
    .map((entry) => join(entry.parentPath, entry.name));
  const swaggerUi = createRequire(new URL("package.json", devServer)).resolve("swagger-ui-dist/package.json");
  const files = [
    ...pages.map((path) => ({ key: relative(fileURLToPath(built), path), path })),
    ...["index.html", "reference.js", "reference.css"].map((name) => ({
      key: `docs/${name}`,
      path: ours(`reference/${name}`),
    })),
    ...["swagger-ui-bundle.js", "swagger-ui.css"].map((name) => ({
      key: `docs/${name}`,
      path: swaggerUi.replace(/package\.json$/, name),
    })),
  ];
  return files.map((file) => ({ ...file, contentType: typeOf(file.key), immutable: hashed.test(file.key) }));
}

const hashed = /^assets\/.+-[\w-]{8}\.\w+$/;

const ours = (path: string): string => fileURLToPath(new URL(path, devServer));

function typeOf(key: string): string {
  const type = types[key.slice(key.lastIndexOf(".") + 1)];
  if (type === undefined) throw new Error(`What type is ${key}?`);
  return type;
}
