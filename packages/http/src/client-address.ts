/**
 * Who is at the other end, where `hops` proxies of our own stand before the server. Each of them appends to
 * `X-Forwarded-For` whom it heard it from, and what stands further left was written by anybody: it is not looked at. Whoever
 * has come past the proxies is who the socket says.
 */
export function clientAddress(
  socket: string | undefined,
  forwardedFor: string | undefined,
  hops: number,
): string | undefined {
  if (hops === 0) return socket;
  const heard = forwardedFor?.split(",").at(-hops)?.trim();
  return heard === undefined || heard === "" ? socket : heard;
}

/** Whom to count under: an IPv4 address, or the network of 64 bits that one IPv6 customer has to themselves. */
export function addressBlock(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(":")) return mapped ?? address;
  const [withoutZone = ""] = address.toLowerCase().split("%");
  const [before, after] = withoutZone.split("::");
  const [head, tail] = [groupsOf(before), groupsOf(after)];
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => "0");
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(":")}::/64`;
}

const groupsOf = (text = ""): readonly string[] =>
  text === "" ? [] : text.split(":").map((group) => group.replace(/^0+(?=.)/, ""));
