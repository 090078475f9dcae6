import { expect, it } from "vitest";
import { createNamesUs } from "./names-us.ts";

const namesUs = createNamesUs("https://photos.example:8443");

it.each([
  "photos.example",
  "photos.example:8443",
  "PHOTOS.example",
  "localhost:8787",
  "tintype.localhost",
  "127.0.0.1:8787",
  "192.168.1.20",
  "[::1]:8787",
  undefined,
])("%s is ours", (host) => expect(namesUs(host)).toBe(true));

it.each([
  "evil.example",
  "evil.example:8787",
  "photos.example.evil.example",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "photos.example@evil.example",
  "evil.example/photos.example",
  "",
  "a b",
])("%j is not", (host) => expect(namesUs(host)).toBe(false));
