import { ana, mine, type Recorded } from "./recorded.fixture.ts";

const queries = `
  limit=1 limit=01 limit=0 limit=101 limit=1&limit=2 limit= limit limit=%31 limit=1& &limit=1 =1 limit[]=1 limit=1# a=b?c=d
  tag=Schnee+im+Wald tag=Schnee%20im%20Wald tag=%E2%9D%84%EF%B8%8F tag=%e2%9d%84 tag=a%26b%3Dc tag=a%2Bb tag=100%25 tag=%C3%BC
  tag=u%CC%88 tag=%F0%9F%93%B7 tag=%00 tag=a;b tag=a%0Ab tag=<script> tag='or'1'='1 tag=%22 tag=a&state=ready
  state=ready state=READY state=trashed state=gone from=2026-11&to=2026-12 from=2026-11-20T09:30:00.000Z from=yesterday
  cursor=abc cursor=%3D%3D unknown=1 UNKNOWN=1 __proto__=1 constructor=1`;

const changes: readonly unknown[] = [
  { title: "Schöne Grüße", caption: "日本語 — русский — עברית — ❄️👨‍👩‍👧‍👦" },
  { title: "e\u0301 and \u00e9", tags: ["Ünï", "cödé", "📷"] },
  { title: "line\nbreak" },
  { title: "nul\u0000" },
  { title: "\ud800 alone" },
  { title: "\u202eright to left" },
  { title: "x".repeat(10_000) },
  { title: null, caption: null },
  { title: 5 },
  { visibility: "public" },
  {},
  [],
  "text",
  null,
];

const json = "application/json";
const bodies: readonly (readonly [body: string | Uint8Array, headers: Readonly<Record<string, string>>])[] = [
  ["{", { "content-type": json }],
  ["", { "content-type": json }],
  ['{"title":"a","title":"b"}', { "content-type": json }],
  ['\ufeff{"title":"bom"}', { "content-type": json }],
  [new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), { "content-type": json }],
  [`${"[".repeat(500)}${"]".repeat(500)}`, { "content-type": json }],
  [`{"title":"${"x".repeat(70_000)}"}`, { "content-type": json }],
  ['{"title":"charset"}', { "content-type": `${json}; charset=utf-8` }],
  ['{"title":"charset"}', { "content-type": `${json}; charset=latin1` }],
  ['{"title":"form"}', { "content-type": "application/x-www-form-urlencoded" }],
  ['{"title":"no type"}', {}],
  ['{"title":"packed"}', { "content-type": json, "content-encoding": "gzip" }],
  ['{"title":"as it is"}', { "content-type": json, "content-encoding": "identity" }],
  ['{"title":"vendor"}', { "content-type": "application/vnd.api+json" }],
  ['{"__proto__":{"admin":true}}', { "content-type": json }],
];

/** What people write, in queries and in bodies, well and badly. */
export const textRequests: readonly Recorded[] = [
  ...words(queries).map((query) => ({ line: `GET /api/photos?${query}`, asked: mine })),
  ...changes.map((json) => ({ line: "PATCH /api/photos/{photo}", asked: { as: ana, json } })),
  ...bodies.map(([body, headers]) => ({ line: "PATCH /api/photos/{photo}", asked: { as: ana, body, headers } })),
];

const plain = `
  / /api /api/ /api/me/ /api//me //api/me /API/me /api/me;a=b /api/.hidden /.env /api/photos/ID /api/photos/01jd4qz0000000000000000001
  /s /s/short /s/${"A".repeat(43)}/nothing /api/photos/${"a".repeat(300)} /api/me? /api/me?a=b /readyz /docs /p/a/b/c.webp /blobs/a
  /api/me* /api/me'( /api/m|e`;

/** Addresses that are nobody's, or badly spelled. */
export const pathRequests: readonly Recorded[] = words(plain).map(getting);

/** Addresses that could be spelled in two ways. */
export const encodedRequests: readonly Recorded[] = words(
  "/api/me%00 /api/% /api/%zz /api/m%C3%A9 /api/me%3Fa=b /api/photos%3Flimit=1 /api/me%23 /api/me%20 /api/me%25",
).map(getting);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

function getting(path: string): Recorded {
  return { line: `GET ${path}`, asked: mine };
}
