import { get, host, type RawRequest, refused, smuggled } from "./raw-requests.ts";

const post = (lines: readonly string[], body: string, path = "/s/none/open"): string =>
  `POST ${path} HTTP/1.1\r\n${[host, "Content-Type: application/json", ...lines].join("\r\n")}\r\n\r\n${body}`;
const chunked = (body: string): string => post(["Transfer-Encoding: chunked"], body);

/** Requests whose bodies are not what they say, or say in two ways where they end. */
export const rawBodies: readonly RawRequest[] = [
  {
    name: "a length and chunks",
    bytes: post(["Content-Length: 5", "Transfer-Encoding: chunked"], `0\r\n\r\n${smuggled}`),
    answers: refused,
  },
  {
    name: "chunks and a length",
    bytes: post(["Transfer-Encoding: chunked", "Content-Length: 5"], `0\r\n\r\n${smuggled}`),
    answers: refused,
  },
  { name: "two lengths", bytes: post(["Content-Length: 2", "Content-Length: 7"], `{}${smuggled}`), answers: refused },
  { name: "two lengths in one line", bytes: post(["Content-Length: 2, 7"], `{}${smuggled}`), answers: refused },
  { name: "a length below nothing", bytes: post(["Content-Length: -1"], "{}"), answers: refused },
  { name: "a length in hexadecimal", bytes: post(["Content-Length: 0x2"], "{}"), answers: refused },
  { name: "a length with a sign", bytes: post(["Content-Length: +2"], "{}"), answers: refused },
  { name: "a length with a fraction", bytes: post(["Content-Length: 2.0"], "{}"), answers: refused },
  {
    name: "a length beyond all numbers",
    bytes: post(["Content-Length: 99999999999999999999999"], "{}"),
    answers: refused,
  },
  { name: "a length of nothing", bytes: post(["Content-Length: "], `{}${smuggled}`), answers: refused },
  {
    name: "chunks of another spelling",
    bytes: post(["Transfer-Encoding: xchunked"], `0\r\n\r\n${smuggled}`),
    answers: refused,
  },
  {
    name: "chunks, and then not",
    bytes: post(["Transfer-Encoding: chunked, identity"], `0\r\n\r\n${smuggled}`),
    answers: refused,
  },
  {
    name: "chunks twice",
    bytes: post(["Transfer-Encoding: chunked", "Transfer-Encoding: identity"], `0\r\n\r\n${smuggled}`),
    answers: refused,
  },
  {
    name: "chunks behind a vertical tab",
    bytes: post(["Transfer-Encoding: \x0bchunked"], `0\r\n\r\n${smuggled}`),
    answers: refused,
  },
  {
    name: "chunks of GET",
    bytes: `GET /healthz HTTP/1.1\r\n${host}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    answers: [200, 400],
  },

  { name: "a chunk without a size", bytes: chunked("\r\n{}\r\n0\r\n\r\n"), answers: refused },
  { name: "a chunk with a size of letters", bytes: chunked("xyz\r\n{}\r\n0\r\n\r\n"), answers: refused },
  { name: "a chunk with a sign", bytes: chunked("-2\r\n{}\r\n0\r\n\r\n"), answers: refused },
  { name: "a chunk beyond all numbers", bytes: chunked("fffffffffffffffff\r\n{}\r\n0\r\n\r\n"), answers: refused },
  { name: "a chunk longer than it says", bytes: chunked("2\r\n{}{}{}\r\n0\r\n\r\n"), answers: refused },
  { name: "a chunk with a bare LF", bytes: chunked(`2\n{}\n0\n\n${smuggled}`), answers: refused },
  {
    name: "an extension without end",
    bytes: chunked(`2;${"a".repeat(100_000)}\r\n{}\r\n0\r\n\r\n`),
    answers: [400, 413, 431, "closed"],
  },
  {
    name: "trailers without end",
    bytes: chunked(`2\r\n{}\r\n0\r\n${"X-A: b\r\n".repeat(5_000)}\r\n`),
    answers: [400, 404, 431, "closed"],
  },

  { name: "half a first line", bytes: "GET /heal", answers: [400, "closed"], unfinished: true },
  {
    name: "half a header",
    bytes: `GET /healthz HTTP/1.1\r\n${host}\r\nX-A: b`,
    answers: [400, "closed"],
    unfinished: true,
  },
  {
    name: "a body cut in the middle",
    bytes: post(["Content-Length: 100"], '{"pass'),
    answers: [400, 404, "closed"],
    unfinished: true,
  },
  {
    name: "a body that never comes",
    bytes: post(["Content-Length: 100"], ""),
    answers: [400, 404, "closed"],
    unfinished: true,
  },
  { name: "a chunk cut in the middle", bytes: chunked("ff\r\n{"), answers: [400, 404, "closed"], unfinished: true },
  {
    name: "an upload that is cut",
    bytes: `PUT /blobs/incoming/x HTTP/1.1\r\n${host}\r\nContent-Length: 9999\r\n\r\nabc`,
    answers: [403, 400, "closed"],
    unfinished: true,
  },
  { name: "a body longer than announced", bytes: post(["Content-Length: 2"], "{}{}{}"), answers: [404, 400] },
  { name: "a body where there is none", bytes: `${get("Content-Length: 3")}abc\x00\x01`, answers: [200, 400] },
  { name: "garbage behind a request", bytes: `${get()}\x00\xff\xfe garbage`, answers: [200, 400] },
];
