import { Ulid } from "../shared/ids.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";
import type { Ids } from "./ids.ts";

export interface IdsFixture {
  readonly ids: Ids;
}

/** What holds for all Ids. */
export function describeIds({ describe, it, expect }: ContractRunner, name: string, open: Open<IdsFixture>): void {
  describe(`${name} as Ids`, () => {
    it("are ULIDs in capitals", async () => {
      await using fixture = await open();
      for (let count = 0; count < 100; count += 1) expect(Ulid.safeParse(fixture.ids.next()).success).toBe(true);
    });

    it("never come twice, and go up", async () => {
      await using fixture = await open();
      const ids = Array.from({ length: 20_000 }, () => fixture.ids.next());
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.toSorted()).toEqual(ids);
    });
  });
}
