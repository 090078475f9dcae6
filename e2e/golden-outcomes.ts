import type { Photo } from "./client.ts";

/** A photo in a line, as its owner sees it. */
export function outcomeOf({ state, failure, width, height, contentType, capturedAt, warnings }: Photo): string {
  if (failure !== undefined) return `${state} ${failure.code}`;
  const taken = capturedAt && `${capturedAt.local}${capturedAt.offset ?? ""}`;
  const warned = warnings?.map(({ code }) => code).join(" ");
  return [state, `${width}x${height}`, contentType, taken, warned].filter(Boolean).join(" ");
}

/** What becomes of the project's collection of real photos (cameras, phones, odd formats, broken files). */
export const goldenOutcomes: Readonly<Record<string, string>> = {
  "b01-corrupted-10mp.jpg": "ready 3648x2736 image/jpeg 2015-09-08T11:02:17.000 image_damaged",
  "b02-truncated.jpg": "failed image_damaged",
  "b03-truncated.png": "failed image_damaged",
  "b05-bad-exif-9mp.jpg": "ready 3872x2403 image/jpeg 2013-07-07T17:20:59.000",
  "b06-broken.png": "failed image_damaged",
  "b07-613bytes-claims-8.7mp.jpg": "failed image_damaged",
  "b08-zero.jpg": "failed image_empty",
  "b09-text.jpg": "failed image_unsupported",
  "f01-20mp.avif": "ready 5472x3648 image/avif 2015-10-11T14:41:44.000",
  "f02-20mp-10bit-hdr.avif": "ready 3681x5594 image/avif",
  "f03-12mp-orient6.avif": "ready 3024x4032 image/avif 2020-03-05T11:28:10.150",
  "f05-12mp-iphone.heic": "ready 3024x4032 image/heic 2020-05-04T18:44:06.273-04:00",
  "f07-10mp-orient6.webp": "ready 2736x3648 image/webp 2010-10-21T11:22:48.000",
  "f08-animated.gif": "ready 370x285 image/gif",
  "f10-cielab.tiff": "ready 400x266 image/tiff 2016-07-08T06:46:14.000",
  "f11-8mp-g4-multipage.tif": "ready 2464x3248 image/tiff",
  "f13-cmyk.jpg": "ready 500x333 image/jpeg 2004-03-20T14:54:55.000",
  "f15-16bit-tiny.png": "ready 32x32 image/png",
  "f17-alpha.png": "ready 2048x1536 image/png",
  "o01-landscape-orient1.jpg": "ready 1800x1200 image/jpeg",
  "o02-landscape-orient2.jpg": "ready 1800x1200 image/jpeg",
  "o03-landscape-orient3.jpg": "ready 1800x1200 image/jpeg",
  "o04-landscape-orient4.jpg": "ready 1800x1200 image/jpeg",
  "o05-landscape-orient5.jpg": "ready 1800x1200 image/jpeg",
  "o06-landscape-orient6.jpg": "ready 1800x1200 image/jpeg",
  "o07-landscape-orient7.jpg": "ready 1800x1200 image/jpeg",
  "o08-landscape-orient8.jpg": "ready 1800x1200 image/jpeg",
  "p02-16mp-leica-orient8.jpg": "ready 3264x4928 image/jpeg 2014-04-24T12:18:42.000",
  "p07-13mp-oppo.jpg": "ready 3120x4160 image/jpeg 2018-07-16T17:52:22.000+02:00",
  "p10-12mp-galaxy-s7.jpg": "ready 4032x3024 image/jpeg 2017-02-09T19:51:38.088+01:00",
  "p12-10mp-canon-1000d-orient6.jpg": "ready 2592x3888 image/jpeg 2008-07-01T17:27:03.020",
  "p17-8mp-iphone4s-orient6.jpg": "ready 2448x3264 image/jpeg 2012-08-26T15:53:03.000",
  "p20-24mp-progressive-craft-beer.jpg": "ready 6000x4000 image/jpeg",
  "p23-8mp-ultrahdr-gainmap.jpg": "ready 3840x2160 image/jpeg",
  "s01-24mp-a.jpg": "ready 6000x4000 image/jpeg",
  "s05-50mp-a.jpg": "ready 6112x8192 image/jpeg",
};
