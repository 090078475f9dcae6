import { ana, ben, type Memo, mine, nothing, type Recorded } from "./recorded.fixture.ts";
import { later } from "./replay-world.fixture.ts";

const guest = ({ grant }: Memo) => ({ headers: { authorization: `Share ${grant}` } });

/** A link: made, opened, looked at, changed and revoked. */
export const shareRequests: readonly Recorded[] = [
  {
    line: "POST /api/photos/{photo}/share",
    asked: { ...mine, json: { password: "Sésame ❄️", maxViews: 3, note: "für Oma" } },
    keeps: { share: "share.id", url: "url" },
  },
  { line: "POST /api/photos/{photo}/share", asked: { ...mine, json: { expiresAt: later(-1_000) } } },
  { line: "POST /api/photos/{photo}/share", asked: mine },
  { line: "GET /s/{token}" },
  { line: "GET /s/{token}", asked: { headers: { accept: "application/json" } } },
  { line: "GET /s/{token}", asked: { headers: { accept: "text/html" } } },
  { line: "POST /s/{token}/open" },
  { line: "POST /s/{token}/open", asked: { json: { password: "wrong" } } },
  { line: "POST /s/{token}/open", asked: { json: { password: "Sésame ❄️" } }, keeps: { grant: "grant" } },
  { line: "GET /s/{token}/photos" },
  { line: "GET /s/{token}/photos", asked: guest },
  { line: "POST /s/{token}/open", asked: guest },
  {
    line: "GET /s/{token}/photos/{photo}/download",
    asked: guest,
  },
  { line: "PATCH /api/shares/{share}", asked: { ...mine, json: { download: "original" } } },
  {
    line: "GET /s/{token}/photos/{photo}/download",
    asked: guest,
  },
  {
    line: "GET /s/{token}/photos/{photo}/download",
    asked: ({ grant }) => ({ headers: { authorization: `Share ${grant}`, accept: "application/json" } }),
  },
  { line: "GET /api/shares?limit=1", asked: mine, keeps: { next: "next" } },
  { line: "GET /api/shares?limit=1&cursor={next}", asked: mine },
  { line: "GET /api/shares?photo={photo}", asked: mine },
  { line: "PATCH /api/shares/{share}", asked: { as: ben, json: { note: "mine?" } } },
  { line: "DELETE /api/shares/{share}", asked: { ...mine, headers: { "if-match": '"1"' } } },
  { line: "DELETE /api/shares/{share}", asked: mine },
  { line: "GET /s/{token}/photos", asked: guest },
  { line: "POST /s/{token}/open", asked: { json: { password: "Sésame ❄️" } } },
];

/** Whatever else there is. */
export const otherRequests: readonly Recorded[] = [
  { line: "GET /api/photos/{photo}/original", asked: mine },
  { line: "GET /api/photos/{photo}/original", asked: { ...mine, headers: { accept: "application/json" } } },
  { line: "GET /api/photos/months", asked: mine },
  {
    line: "POST /api/photos/batch",
    asked: ({ photo }) => ({ as: ana, json: { ids: [photo, nothing], action: "tag", tags: ["❄️"] } }),
  },
  { line: "POST /api/photos/batch", asked: ({ photo }) => ({ as: ana, json: { ids: [photo], action: "dance" } }) },
  { line: "PATCH /api/me", asked: { ...mine, json: { displayName: "Ana ❄️ Çelik" } } },
  { line: "PATCH /api/me", asked: { ...mine, json: { displayName: null } } },
  { line: "GET /config.json" },
  { line: "GET /healthz", asked: { body: "GET with a body", headers: { "content-type": "text/plain" } } },
  { line: "DELETE /api/photos/{photo}", asked: { ...mine, json: { why: "DELETE with a body" } } },
  // Nobody is in afterwards with a token from before.
  { line: "POST /api/me/sign-out-everywhere" },
  { line: "POST /api/me/sign-out-everywhere", asked: mine },
  { line: "GET /api/me", asked: mine },
];
