import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const devServer = new URL("../../../../dev-server/", import.meta.url);

export interface PageFile {
  /** In the bucket of the page, and below the origin. */
  readonly key: string;
  readonly path: string;
  readonly contentType: string;
}

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  jpg: "image/jpeg",
};

/** The page and the API reference, where the dev server has them too. The page of a share link is the function's to show. */
export function pageFiles(): readonly PageFile[] {
  const pages = readdirSync(new URL("pages/", devServer)).filter((name) => name !== "share.html");
  const swaggerUi = createRequire(new URL("package.json", devServer)).resolve("swagger-ui-dist/package.json");
  const files = [
    ...pages.map((name) => ({ key: name.endsWith(".html") ? name : `assets/${name}`, path: ours(`pages/${name}`) })),
    ...["index.html", "reference.js", "reference.css"].map((name) => ({
      key: `docs/${name}`,
      path: ours(`reference/${name}`),
    })),
    ...["swagger-ui-bundle.js", "swagger-ui.css"].map((name) => ({
      key: `docs/${name}`,
      path: swaggerUi.replace(/package\.json$/, name),
    })),
  ];
  return files.map((file) => ({ ...file, contentType: typeOf(file.key) }));
}

const ours = (path: string): string => fileURLToPath(new URL(path, devServer));

function typeOf(key: string): string {
  const type = types[key.slice(key.lastIndexOf(".") + 1)];
  if (type === undefined) throw new Error(`What type is ${key}?`);
  return type;
}
