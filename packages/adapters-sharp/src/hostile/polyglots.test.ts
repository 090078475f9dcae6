import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { metadataIn } from "../carried-metadata.fixture.ts";
import { develop, everything } from "../develop-bytes.fixture.ts";
import { heicOf } from "../heif/heic.fixture.ts";
import { drawn, gifOf, pngChunk, texture } from "../test-photos.fixture.ts";

/** What somebody may want to smuggle through; in two halves, so that no scanner takes this file for what it looks for. */
const payloads: Readonly<Record<string, string>> = {
  "the EICAR test file": ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD", "-ANTIVIRUS-TEST-FILE!$H+H*"].join(""),
  "a ZIP": "PK\x03\x04\x14\0\0\0\0\0smuggled.txtPK\x05\x06",
  "a page": "<html><script>alert(document.domain)</script></html>",
  "a script": "*/=1;alert(document.domain)//",
  "a PDF": "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
  PHP: "<?php system($_GET[0]); __halt_compiler(); ?>",
  "a program": "MZ\x90\0\x03This program cannot be run in DOS mode.",
};

const photo = await drawn(texture(120, 80));
const jpeg = await photo.clone().jpeg().toBuffer();
const png = await photo.clone().png().toBuffer();
const webp = await photo.clone().webp().toBuffer();
const gif = await gifOf(60, 40, 2);

const comment = (text: Buffer): Buffer => {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([head, text]);
};

/** Ways to be a photo and something else at once. */
const disguises: Readonly<Record<string, (payload: Buffer) => Buffer>> = {
  "behind a JPEG": (payload) => Buffer.concat([jpeg, payload]),
  "behind a PNG": (payload) => Buffer.concat([png, payload]),
  "behind a WebP": (payload) => Buffer.concat([webp, payload]),
  "behind a GIF": (payload) => Buffer.concat([gif, payload]),
  "behind a HEIC": (payload) => Buffer.concat([heicOf(), payload]),
  "in the first bytes of a JPEG": (payload) => Buffer.concat([jpeg.subarray(0, 2), comment(payload), jpeg.subarray(2)]),
  "in a text of a PNG": (payload) =>
    Buffer.concat([
      png.subarray(0, 33),
      pngChunk("tEXt", Buffer.concat([Buffer.from("Comment\0"), payload])),
      png.subarray(33),
    ]),
  "packed in a text of a PNG": (payload) =>
    Buffer.concat([
      png.subarray(0, 33),
      pngChunk("zTXt", Buffer.concat([Buffer.from("Comment\0\0"), deflateSync(payload)])),
      png.subarray(33),
    ]),
  "in the table of colours of a GIF": (payload) => {
    const table = Buffer.alloc(3 * 256);
    payload.copy(table);
    const screen = Buffer.from([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 8, 0, 8, 0, 0xf7, 0, 0]);
    const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 8, 2, 0, 3, 0]);
    return Buffer.concat([screen, table, frame, Buffer.from([0x3b])]);
  },
};

describe("a photo that is something else, too", () => {
  const pairs = Object.keys(payloads).flatMap((payload) =>
    Object.keys(disguises).map((disguise) => [payload, disguise] as const),
  );

  it.each(pairs)("loses it: %s %s", async (payload, disguise) => {
    const smuggled = Buffer.from(payloads[payload] ?? "", "latin1");
    const bytes = disguises[disguise]?.(smuggled) ?? Buffer.alloc(0);
    const { renditions } = await develop(bytes, everything);
    expect(renditions).toHaveLength(4);
    for (const { name, body } of renditions) {
      expect(Buffer.from(body).includes(smuggled.subarray(0, 20)), name).toBe(false);
      expect(metadataIn(body), name).toEqual([]);
    }
  });

  it("is no photo where something else comes first", async () => {
    for (const payload of Object.values(payloads)) {
      const refused = develop(Buffer.concat([Buffer.from(payload, "latin1"), jpeg]));
      await expect(refused).rejects.toMatchObject({ code: "image_refused", reason: "image_unsupported" });
    }
  });

  it("may be a GIF whose size opens a comment of JavaScript", async () => {
    const script = Buffer.from(gif);
    script.write("/*", 6, "latin1");
    const outcome = await develop(Buffer.concat([script, Buffer.from(payloads["a script"] ?? "")]), everything).then(
      ({ renditions }) => renditions.map(({ body }) => Buffer.from(body).includes("alert(")),
      (error: { code: string }) => error.code,
    );
    expect([[false, false, false, false], "image_refused"]).toContainEqual(outcome);
  });
});

describe("notes that swell when they are unpacked", () => {
  const packed = deflateSync(Buffer.alloc(200 * 2 ** 20));
  const chunks: readonly (readonly [name: string, bytes: Buffer])[] = [
    ["a text of a PNG", pngChunk("zTXt", Buffer.concat([Buffer.from("Comment\0\0"), packed]))],
    ["an international text of a PNG", pngChunk("iTXt", Buffer.concat([Buffer.from("Comment\0\x01\0\0\0"), packed]))],
    ["a profile of a PNG", pngChunk("iCCP", Buffer.concat([Buffer.from("icc\0\0"), packed]))],
  ];

  it.each(chunks)("are not waited for: %s", async (_, chunk) => {
    const before = process.memoryUsage().rss;
    const began = process.cpuUsage();
    const bytes = Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
    await develop(bytes).catch((error: { code: string }) => expect(error.code).toBe("image_refused"));
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1_000).toBeLessThan(1_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
  });
});
