import type { OriginalKind } from "@tintype/core/contracts";
import { drawn, gifOf, halfTransparent, pngClaiming, storedBy, texture } from "./test-photos.fixture.ts";

/** What the contract of an image processor asks for, made once. */
export function contractOriginals(): Promise<Record<OriginalKind, Buffer>> {
  made ??= make();
  return made;
}

let made: Promise<Record<OriginalKind, Buffer>> | undefined;

async function make(): Promise<Record<OriginalKind, Buffer>> {
  const good = await (await drawn(texture(600, 400))).jpeg().toBuffer();
  return {
    good,
    other: await (await drawn(texture(600, 400, 2))).jpeg().toBuffer(),
    turned: await (await storedBy(6, texture(400, 600))).jpeg().toBuffer(),
    small: await (await drawn(texture(48, 32))).png().toBuffer(),
    moving: await gifOf(48, 32, 5),
    transparent: await halfTransparent(48, 32),
    readable: good.subarray(0, Math.floor(good.length * 0.7)),
    damaged: good.subarray(0, 700),
    unsupported: Buffer.from("%PDF-1.7\n"),
    huge: pngClaiming(60_000, 60_000),
    crashing: pngClaiming(1, 2_000_000),
    endless: await gifOf(8, 8, 200),
  };
}
