/** Bytes that are no request, or one that can be read in more than one way. */
export interface RawRequest {
  readonly name: string;
  readonly bytes: string;
  /** What the first answer may be; `closed` for none at all. */
  readonly answers: readonly (number | "closed")[];
  /** It is never complete: the server has nothing to answer before we hang up. */
  readonly unfinished?: true;
}

export const host = "Host: localhost";
export const smuggled = `GET /healthz HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`;
export const get = (...lines: readonly string[]): string =>
  `GET /healthz HTTP/1.1\r\n${[host, ...lines].join("\r\n")}\r\n\r\n`;
const target = (line: string): string => `${line}\r\n${host}\r\nConnection: close\r\n\r\n`;

export const refused = [400] as const;
const misdirected = [421] as const;

/** Requests that wait for no answer, the last one ending the connection. */
export const pipelined = (count: number): string => `${get().repeat(count - 1)}${smuggled}`;

/** The beginning of a request that goes on for ever. */
export const endless = `GET /healthz HTTP/1.1\r\n${host}\r\nX-A: `;

/** Heads of requests that are none, or that can be read in more than one way. */
export const rawRequests: readonly RawRequest[] = [
  { name: "nothing but zeros", bytes: "\0".repeat(4_096), answers: refused },
  {
    name: "a TLS handshake",
    bytes: `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03${"\xa5".repeat(500)}`,
    answers: refused,
  },
  { name: "the preface of HTTP/2", bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", answers: refused },
  { name: "HTTP/0.9", bytes: "GET /healthz\r\n\r\n", answers: refused },
  { name: "HTTP/3.7", bytes: target("GET /healthz HTTP/3.7"), answers: refused },
  { name: "no version", bytes: target("GET /healthz HTTP/"), answers: refused },
  { name: "a method that there is not", bytes: target("BREW /healthz HTTP/1.1"), answers: refused },
  { name: "a method in small letters", bytes: target("get /healthz HTTP/1.1"), answers: refused },
  { name: "two blanks", bytes: target("GET  /healthz HTTP/1.1"), answers: [200, 400] },
  { name: "a tab for a blank", bytes: target("GET\t/healthz\tHTTP/1.1"), answers: refused },
  { name: "a NUL in the target", bytes: target("GET /health\0z HTTP/1.1"), answers: refused },
  { name: "letters beyond ASCII in the target", bytes: target("GET /f\xc3\xb6\xc3\xb6 HTTP/1.1"), answers: refused },
  { name: "an endless target", bytes: target(`GET /${"a".repeat(100_000)} HTTP/1.1`), answers: [431, "closed"] },
  { name: "a long target", bytes: target(`GET /${"a".repeat(9_000)} HTTP/1.1`), answers: refused },
  { name: "an absolute target", bytes: target("GET http://localhost/healthz HTTP/1.1"), answers: refused },
  {
    name: "an absolute target elsewhere",
    bytes: target("GET http://169.254.169.254/latest HTTP/1.1"),
    answers: refused,
  },
  { name: "a target with a user", bytes: target("GET http://a:b@localhost/healthz HTTP/1.1"), answers: refused },
  { name: "a file", bytes: target("GET file:///etc/passwd HTTP/1.1"), answers: refused },
  { name: "two slashes", bytes: target("GET //evil.example/healthz HTTP/1.1"), answers: refused },
  { name: "dots", bytes: target("GET /assets/../../../etc/passwd HTTP/1.1"), answers: refused },
  { name: "dots in disguise", bytes: target("GET /assets/%2e%2e/%2e%2e/etc/passwd HTTP/1.1"), answers: refused },
  { name: "a backslash", bytes: target("GET /assets\\..\\secret HTTP/1.1"), answers: refused },
  { name: "the target of OPTIONS for everything", bytes: target("OPTIONS * HTTP/1.1"), answers: refused },
  { name: "an asterisk", bytes: target("GET * HTTP/1.1"), answers: refused },
  { name: "CONNECT", bytes: target("CONNECT 169.254.169.254:80 HTTP/1.1"), answers: ["closed", 400, 405] },
  { name: "TRACE", bytes: target("TRACE /healthz HTTP/1.1"), answers: [405, 400] },
  { name: "TRACE of a place that there is not", bytes: target("TRACE /nowhere HTTP/1.1"), answers: [404, 405, 400] },
  { name: "a method of WebDAV", bytes: target("PROPFIND /healthz HTTP/1.1"), answers: [405] },
  { name: "M-SEARCH", bytes: target("M-SEARCH /api/photos HTTP/1.1"), answers: [405] },
  {
    name: "an upgrade to a socket",
    bytes: get(
      "Connection: Upgrade, close",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: AAAA",
    ),
    answers: [200, 400],
  },
  {
    name: "an upgrade to HTTP/2",
    bytes: get("Connection: Upgrade, HTTP2-Settings, close", "Upgrade: h2c"),
    answers: [200, 400],
  },
  { name: "an expectation that nobody has", bytes: get("Expect: a-miracle", "Connection: close"), answers: [417] },

  { name: "no host", bytes: "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", answers: refused },
  { name: "two hosts", bytes: get("Host: evil.example", "Connection: close"), answers: refused },
  {
    name: "a host that is none",
    bytes: `GET /healthz HTTP/1.1\r\nHost: a b/<>\r\nConnection: close\r\n\r\n`,
    answers: misdirected,
  },
  {
    name: "the host of a page whose name was made to lead here",
    bytes: "GET /_dev/mailbox HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    answers: misdirected,
  },
  {
    name: "a host with a path",
    bytes: `GET /healthz HTTP/1.1\r\nHost: x/../y\r\nConnection: close\r\n\r\n`,
    answers: misdirected,
  },
  { name: "a blank before a colon", bytes: get("Content-Length : 4", "Connection: close"), answers: refused },
  { name: "a header without a name", bytes: get(": x", "Connection: close"), answers: refused },
  { name: "a header without a colon", bytes: get("Nonsense", "Connection: close"), answers: refused },
  { name: "a folded header", bytes: get("X-A: one", " two", "Connection: close"), answers: refused },
  { name: "a NUL in a header", bytes: get("X-A: a\0b", "Connection: close"), answers: refused },
  { name: "a CR in a header", bytes: get("X-A: a\rb", "Connection: close"), answers: refused },
  {
    name: "CR alone for the ends of lines",
    bytes: get("Connection: close").replaceAll("\r\n", "\r"),
    answers: refused,
    unfinished: true,
  },
  { name: "a header line without end", bytes: get(`X-A: ${"a".repeat(100_000)}`), answers: [431, "closed"] },
  {
    name: "headers without end",
    bytes: get(...Array.from({ length: 5_000 }, (_, n) => `X-${n}: ${n}`)),
    answers: [431, "closed"],
  },
  {
    name: "thousands of empty headers",
    bytes: get(...Array.from({ length: 3_000 }, () => "A:"), "Connection: close"),
    answers: [431, 200, 400, "closed"],
  },
];
