import { describe, expect, it } from "vitest";
import { type Instant, instantFromMillis, millisOf } from "../shared/instant.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { describeUrlSigner } from "./url-signer.contract.ts";
import { createMemoryUrlSigner, type MemoryUrlSigner } from "./url-signer.memory.ts";

const fixtureOf = (urls: MemoryUrlSigner) => ({
  urls,
  soon: instantFromMillis(1_795_000_000_000),
  opens: async (path: string, query: string, at: Instant) => urls.opens(path, query, at),
  [Symbol.asyncDispose]: async () => {},
});

describeUrlSigner({ describe, it, expect }, "memory", async () => fixtureOf(createMemoryUrlSigner()));

let count = 0;
/** Signers (or deliveries) that each do one thing wrong, with the behaviour that gives them away. */
const broken: Record<string, (good: MemoryUrlSigner) => Partial<MemoryUrlSigner>> = {
  "opens everything below a prefix with one signature, and nothing beside it": ({ opens }) => ({
    opens: (path, query, at) => opens(path.replace("1d3x/", "1d3/"), query, at),
  }),
  "opens one path and no other where no prefix was meant": ({ opens }) => ({
    opens: (path, query, at) => opens(path.replace(/\.jpg.+$/, ".jpg"), query, at),
  }),
  "ends at the second that it says": ({ opens }) => ({
    opens: (path, query, at) => opens(path, query, instantFromMillis(Date.parse(at) - 1_000)),
  }),
  "signs the same the same way every time, and different things differently": ({ sign }) => ({
    sign: async (resource, end) => {
      count += 1;
      return `${await sign(resource, end)}${count}`;
    },
  }),
  "signs nothing that would be read as a wider pattern, or as another path": ({ sign }) => ({
    sign: async (resource, end) => (resource === "p/x*" ? "anything" : sign(resource, end)),
  }),
  "rounds the end down to a whole second": ({ sign }) => ({
    sign: (resource, end) => sign(resource, instantFromMillis(Math.ceil(millisOf(end) / 1_000) * 1_000)),
  }),
  "writes a query in CloudFront's words, of characters that need no escaping": ({ sign }) => ({
    sign: async (...args) => (await sign(...args)).replace("&Hash-Algorithm=SHA256", ""),
  }),
  "opens nothing with a query that was changed, shortened or put together of two": ({ opens }) => ({
    opens: (path, query, at) => opens(path, query.split("&x=")[0] ?? "", at),
  }),
};

describe("the contract of UrlSigner", () => {
  it.each(Object.entries(broken))("catches a signer that fails where it says: %s", async (behaviour, sabotage) => {
    const open = async () => {
      const good = createMemoryUrlSigner();
      return fixtureOf({ ...good, ...sabotage(good) });
    };
    const suite = (runner: ContractRunner) => describeUrlSigner(runner, "broken", open);
    expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
  });
});
