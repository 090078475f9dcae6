import { describe, expect, it } from "vitest";
import { bindPorts } from "./bind-ports.ts";

const greet = (ports: { greeting: string }, name: string): string => `${ports.greeting}, ${name}!`;
const count = async (ports: { start: number }): Promise<number> => ports.start + 1;

describe("binding ports", () => {
  it("leaves every operation with the parameters that are its own", async () => {
    const bound = bindPorts({ greeting: "Hello", start: 1 }, { greet, count });
    expect(bound.greet("Ana")).toBe("Hello, Ana!");
    expect(await bound.count()).toBe(2);
  });

  it("does not compile where a port is missing, or a parameter is of another kind", () => {
    // @ts-expect-error: `count` needs a start.
    const bound = bindPorts({ greeting: "Hello" }, { greet, count });
    // @ts-expect-error: a name is a text.
    expect(bound.greet(7)).toBe("Hello, 7!");
  });
});
