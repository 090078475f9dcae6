import type { Ports } from "./index.ts";

// Complete, or it does not compile.
const named: Readonly<Record<keyof Ports, true>> = {
  settings: true,
  clock: true,
  ids: true,
  secrets: true,
  passwords: true,
  rates: true,
  mailer: true,
  identities: true,
  accounts: true,
  photos: true,
  shares: true,
  apiKeys: true,
  usage: true,
  blobs: true,
  tickets: true,
  multipart: true,
  credentials: true,
  images: true,
  urls: true,
  archives: true,
};

/** The names of all ports, for whoever wires them one after the other. */
export const portNames = Object.keys(named) as readonly (keyof Ports)[];

/** The ports by name again, from a list in the order of `portNames`. */
export const portsOf = (ports: readonly Ports[keyof Ports][]): Ports =>
  Object.fromEntries(portNames.map((name, index) => [name, ports[index]])) as unknown as Ports;
