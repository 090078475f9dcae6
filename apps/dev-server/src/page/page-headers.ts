/** Headers of a document: it runs its own scripts alone, or those with this nonce, and is framed by nobody. */
export const documentHeaders = (nonce?: string): Readonly<Record<string, string>> => {
  const own = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`;
  return {
    ...partHeaders,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `default-src 'none'; script-src ${own}; style-src ${own}; img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  };
};

/** Headers of everything that the page is made of: browsers ask each time whether there is a newer one. */
export const partHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-cache",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  jpg: "image/jpeg",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  webmanifest: "application/manifest+json",
};

export const typeOf = (name: string): string =>
  types[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
