import { ana, type Recorded } from "./recorded.fixture.ts";
import { tokenOf } from "./replay-world.fixture.ts";

const authorizations: readonly Recorded[] = [
  "Bearer",
  "Bearer ",
  `bearer ${ana}`,
  `Bearer  ${ana}`,
  `Bearer ${ana} more`,
  `Basic ${ana}`,
  ana,
  "Share nothing",
  `Bearer ${ana.slice(0, -2)}`,
  `Bearer ${tokenOf("ana", { token_use: "id" })}`,
  `Bearer ${tokenOf("ana", { exp: 1 })}`,
  `Bearer ${tokenOf("ana", { client_id: "other" })}`,
  `Bearer ${tokenOf("nobody")}`,
  `Bearer ${ana.replace(/^[^.]+/, "e30")}`,
  "Bearer ü",
].map((authorization) => ({ line: "GET /api/me", asked: { headers: { authorization } } }));

const headers: readonly Recorded[] = [
  { "x-request-id": "from-the-client" },
  { "x-request-id": "short" },
  { "x-request-id": "has blanks in it" },
  { "x-request-id": "ü".repeat(9) },
  { origin: "https://app.example" },
  { origin: "https://photos.example" },
  { origin: "https://evil.example" },
  { origin: "null" },
  { traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" },
  { accept: "text/html" },
  { accept: "application/xml" },
  { "accept-language": "de, fr;q=0.5" },
  { cookie: "session=1; other=2" },
  { "x-forwarded-for": "1.2.3.4, 5.6.7.8" },
  { "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" },
  { "x-http-method-override": "DELETE" },
  { "user-agent": "Grüße ❄️" },
  { empty: "" },
].map((said) => ({ line: "GET /api/me", asked: { as: ana, headers: said as Record<string, string> } }));

const preflights: readonly Recorded[] = [
  "https://app.example",
  "https://photos.example",
  "https://evil.example",
].flatMap((origin) =>
  ["/api/photos", "/api/photos/{photo}", "/s/{token}/open", "/nothing"].map((path) => ({
    line: `OPTIONS ${path}`,
    asked: {
      headers: { origin, "access-control-request-method": "PATCH", "access-control-request-headers": "if-match" },
    },
  })),
);

/** What clients say in headers of who they are, where they come from and what they would like. */
export const headerRequests: readonly Recorded[] = [...authorizations, ...headers, ...preflights];
