import { describe, expect, it } from "vitest";
import { addressBlock, clientAddress } from "./client-address.ts";

describe(clientAddress, () => {
  it.each([
    ["the socket's", "it knows of no proxy", "1.1.1.1", undefined, 0, "1.1.1.1"],
    ["the socket's, whatever a header says", "it knows of no proxy", "1.1.1.1", "9.9.9.9", 0, "1.1.1.1"],
    ["the last that is told", "there is one proxy", "10.0.0.1", "9.9.9.9, 2.2.2.2", 1, "2.2.2.2"],
    ["the last but one that is told", "there are two", "10.0.0.1", "9.9.9.9, 2.2.2.2,10.0.0.2", 2, "2.2.2.2"],
    ["the socket's", "the proxy told nothing", "10.0.0.1", undefined, 1, "10.0.0.1"],
    ["the socket's", "fewer have told than there are", "10.0.0.1", "9.9.9.9", 2, "10.0.0.1"],
    ["the socket's", "nothing stands where it should", "10.0.0.1", "9.9.9.9, ", 1, "10.0.0.1"],
    ["unknown", "nobody knows", undefined, "9.9.9.9", 0, undefined],
  ])("is %s where %s", (_, __, socket, forwardedFor, hops, expected) => {
    expect(clientAddress(socket, forwardedFor, hops)).toBe(expected);
  });
});

describe(addressBlock, () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
    ["2001:db8::5", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["", ""],
    ["anything", "anything"],
  ])("takes %j for %j", (address, block) => {
    expect(addressBlock(address)).toBe(block);
  });
});
