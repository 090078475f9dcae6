import { createRandom } from "../random.ts";

const requests = [
  "GET /healthz HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nX-Request-Id: 0123456789\r\n\r\n",
  "GET /api/photos?limit=3&state=ready HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a.b.c\r\n\r\n",
  'POST /s/none/open HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"password":"x"}',
  "PUT /blobs/incoming/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbytes\r\n0\r\n\r\n",
  "POST /user-pool/ HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AWSCognitoIdentityProviderService.SignUp\r\nContent-Length: 2\r\n\r\n{}",
];

const splinters = [
  "\r",
  "\n",
  "\r\n",
  "\r\n\r\n",
  "\0",
  ":",
  " ",
  "\t",
  "/",
  "%",
  "?",
  "\xff",
  "Content-Length: 9\r\n",
  "99999999999",
];

/** So many pieces of bytes, the same for the same seed: some are noise, some were requests once. */
export function garbage(count: number, seed: number): readonly Uint8Array[] {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, () => below(256)));

  const damaged = (): Buffer => {
    let text = requests[below(requests.length)] ?? "";
    for (let times = 1 + below(4); times > 0; times -= 1) {
      const [at, length] = [below(text.length + 1), below(12)];
      const instead = random() < 0.5 ? (splinters[below(splinters.length)] ?? "") : noise(below(8)).toString("latin1");
      text = text.slice(0, at) + instead + text.slice(at + length);
    }
    return Buffer.from(text.slice(0, random() < 0.2 ? below(text.length) : undefined), "latin1");
  };
  return Array.from({ length: count }, () => (random() < 0.25 ? noise(1 + below(2_000)) : damaged()));
}
