import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { createTintype, system } from "@tintype/core";
import { createMemoryPorts, drain } from "@tintype/core/testing";
import { expect, it } from "vitest";
import { temporaryFolder } from "../develop-bytes.fixture.ts";
import { createIsolatedImageProcessor } from "../isolated/isolated-image-processor.ts";
import { golden, haveRealPhotos, realPhotos, whyNoRealPhotos } from "../real-photos.fixture.ts";

/** What clients may say about any bytes. */
const claims = [
  { fileName: "invoice.pdf.exe", contentType: "application/octet-stream" },
  { fileName: "../../../etc/passwd", contentType: "text/html" },
  { fileName: "drawing.svg", contentType: "image/svg+xml" },
  { fileName: "photo.png", contentType: "image/png" },
  { fileName: "photo.heic", contentType: "image/heic" },
  { fileName: "film.mp4", contentType: "video/mp4" },
  { fileName: "photo.jpg", contentType: "image/jpeg" },
  { fileName: "\u202egpj.php", contentType: "application/x-httpd-php" },
] as const;

it("real photos are what their bytes are, whatever they are called", { timeout: 240_000 }, async ({ skip }) => {
  skip(!haveRealPhotos, whyNoRealPhotos);
  await using scratch = await temporaryFolder();
  const limits = { workers: availableParallelism(), timeoutMs: 60_000, maxRssBytes: 2 ** 31, scratch: scratch.path };
  const images = createIsolatedImageProcessor(limits);
  const ports = { ...createMemoryPorts({ repeats: 0 }), images };
  const tintype = createTintype(ports);
  const identity = { issuer: "https://pool.example", subject: ports.identities.addUser({ email: "ana@example.com" }) };
  const { id } = await tintype.accounts.registerAccount(system, { identity, email: "ana@example.com" });
  const ana = { kind: "user", userId: id } as const;

  for (const [index, [name, outcome]] of Object.entries(golden).entries()) {
    const body = new Uint8Array(await readFile(`${realPhotos}/${name}`));
    const claim = claims[index % claims.length] ?? claims[0];
    const { photo, upload } = await tintype.photos.beginUpload(ana, { ...claim, bytes: body.length });
    if (upload?.kind !== "put") throw new RangeError("There is no ticket.");
    await ports.tickets.send({ ...upload, body });
    await tintype.photos.completeUpload(ana, photo.id);
    await drain(tintype, ports);
    const { state, contentType, failure } = await tintype.photos.getPhoto(ana, photo.id);
    const refused = /^image_refused: (.*)$/.exec(outcome)?.[1];
    const expected = refused === undefined ? ["ready", `image/${outcome.split(" ")[0]}`] : ["failed", refused];
    expect([state, failure?.code ?? contentType], `${name} as ${claim.fileName}`).toEqual(expected);
  }
  await images.close();
});
