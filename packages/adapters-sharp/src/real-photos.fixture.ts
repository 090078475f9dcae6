import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Where photos of real cameras lie; they are no part of this repository. */
export const realPhotos =
  process.env["TINTYPE_PHOTOS"] ?? fileURLToPath(new URL("../../../../shared/photos", import.meta.url));
export const haveRealPhotos = existsSync(realPhotos);
export const whyNoRealPhotos = "There are no real photos here: TINTYPE_PHOTOS names their folder.";

export const realPhotoNames = async (): Promise<string[]> =>
  (await readdir(realPhotos)).filter((name) => !name.endsWith(".md"));

/** What becomes of every file: how it is seen, what its owner is warned of, its camera; or why it is refused. */
export const golden: Readonly<Record<string, string>> = {
  "b01-corrupted-10mp.jpg":
    "jpeg 3648x2736 -> 480x360 1280x960 2048x1536; This file is damaged: parts of the photo may look wrong.; u1020,S1020",
  "b02-truncated.jpg": "image_refused: image_damaged",
  "b03-truncated.png": "image_refused: image_damaged",
  "b05-bad-exif-9mp.jpg": "jpeg 3872x2403 -> 480x298 1280x794 2048x1271",
  "b06-broken.png": "image_refused: image_damaged",
  "b07-613bytes-claims-8.7mp.jpg": "image_refused: image_damaged",
  "b08-zero.jpg": "image_refused: image_empty",
  "b09-text.jpg": "image_refused: image_unsupported",
  "f01-20mp.avif": "avif 5472x3648 -> 480x320 1280x853 2048x1365; Canon EOS 70D",
  "f02-20mp-10bit-hdr.avif": "avif 3681x5594 -> 316x480 843x1280 1348x2048",
  "f03-12mp-orient6.avif": "avif 3024x4032 -> 360x480 960x1280 1536x2048; iPhone XS",
  "f05-12mp-iphone.heic": "heic 3024x4032 -> 360x480 960x1280 1536x2048; iPhone 11 Pro",
  "f07-10mp-orient6.webp": "webp 2736x3648 -> 360x480 960x1280 1536x2048; COOLPIX P7000",
  "f08-animated.gif": "gif 370x285 of 10 frames -> 370x285 370x285 370x285",
  "f10-cielab.tiff": "tiff 400x266 -> 400x266 400x266 400x266; NIKON D5200",
  "f11-8mp-g4-multipage.tif": "tiff 2464x3248 of 2 frames -> 364x480 971x1280 1554x2048",
  "f13-cmyk.jpg": "jpeg 500x333 -> 480x320 500x333 500x333; Canon EOS 300D DIGITAL",
  "f15-16bit-tiny.png": "png 32x32 -> 32x32 32x32 32x32",
  "f17-alpha.png": "png 2048x1536 -> 480x360 1280x960 2048x1536",
  "o01-landscape-orient1.jpg": "jpeg 1800x1200 -> 480x320 1280x853 1800x1200",
  "o02-landscape-orient2.jpg": "jpeg 1800x1200 -> 480x320 1280x853 1800x1200",
  "o03-landscape-orient3.jpg": "jpeg 1800x1200 -> 480x320 1280x853 1800x1200",
  "o04-landscape-orient4.jpg": "jpeg 1800x1200 -> 480x320 1280x853 1800x1200",
  "o05-landscape-orient5.jpg": "jpeg 1800x1200 -> 480x320 1280x853 1800x1200",
  "o06-landscape-orient6.jpg": "jpeg 1800x1200 -> 480x320 1280x853 1800x1200",
  "o07-landscape-orient7.jpg": "jpeg 1800x1200 -> 480x320 1280x853 1800x1200",
  "o08-landscape-orient8.jpg": "jpeg 1800x1200 -> 480x320 1280x853 1800x1200",
  "p02-16mp-leica-orient8.jpg": "jpeg 3264x4928 -> 318x480 848x1280 1356x2048; LEICA T (Typ 701)",
  "p07-13mp-oppo.jpg": "jpeg 3120x4160 -> 360x480 960x1280 1536x2048; R7plusf",
  "p10-12mp-galaxy-s7.jpg": "jpeg 4032x3024 -> 480x360 1280x960 2048x1536; SM-G935L",
  "p12-10mp-canon-1000d-orient6.jpg": "jpeg 2592x3888 -> 320x480 853x1280 1365x2048; Canon EOS 1000D",
  "p17-8mp-iphone4s-orient6.jpg": "jpeg 2448x3264 -> 360x480 960x1280 1536x2048; iPhone 4S",
  "p20-24mp-progressive-craft-beer.jpg": "jpeg 6000x4000 -> 480x320 1280x853 2048x1365",
  "p23-8mp-ultrahdr-gainmap.jpg": "jpeg 3840x2160 -> 480x270 1280x720 2048x1152",
  "s01-24mp-a.jpg": "jpeg 6000x4000 -> 480x320 1280x853 2048x1365; Upscaled",
  "s05-50mp-a.jpg": "jpeg 6112x8192 -> 358x480 955x1280 1528x2048; Upscaled",
};
