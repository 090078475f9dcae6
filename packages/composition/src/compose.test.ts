import { describe, expect, expectTypeOf, it } from "vitest";
import { compose } from "./index.ts";

interface Services {
  database: { readonly rows: string[] };
  repository: { all(): readonly string[] };
  greeting: string;
}

const wired = (closed: string[], made: string[] = []) =>
  compose<Services>()
    .provide(
      "database",
      [],
      () => {
        made.push("database");
        return { rows: ["a"] };
      },
      () => void closed.push("database"),
    )
    .provide(
      "repository",
      ["database"],
      (database) => ({ all: () => database.rows }),
      async () => void closed.push("repository"),
    )
    .provide("greeting", ["repository"], (repository) => `hello ${repository.all().join()}`);

describe(compose, () => {
  it("makes each service once, out of those that it needs", () => {
    const made: string[] = [];
    const composition = wired([], made).done();
    expect(composition.get("greeting")).toBe("hello a");
    expect(composition.get("repository").all()).toEqual(["a"]);
    expect(composition.get("database")).toBe(composition.get("database"));
    expect(made).toEqual(["database"]);
    expectTypeOf(composition.get("greeting")).toBeString();
  });

  it("makes nothing before it is asked for", () => {
    const made: string[] = [];
    wired([], made).done();
    expect(made).toEqual([]);
  });

  it("closes what was made, the database last, and what was not made not at all", async () => {
    const closed: string[] = [];
    const composition = wired(closed).done();
    composition.get("greeting");
    await composition.close();
    expect(closed).toEqual(["repository", "database"]);
    await composition.close();
    expect(closed).toHaveLength(2);

    const unused: string[] = [];
    await wired(unused).done().close();
    expect(unused).toEqual([]);
  });

  it("closes the others when one cannot be closed, and tells", async () => {
    const closed: string[] = [];
    const composition = compose<{ one: string; two: string }>()
      .provide(
        "one",
        [],
        () => "one",
        () => void closed.push("one"),
      )
      .provide(
        "two",
        ["one"],
        () => "two",
        () => {
          throw new Error("stuck");
        },
      )
      .done();
    composition.get("two");
    await expect(composition.close()).rejects.toThrow("Not everything could be closed.");
    expect(closed).toEqual(["one"]);
  });

  it("does not compile when it is wired wrongly", () => {
    const begun = compose<Services>();
    // @ts-expect-error the repository needs a database that has not been provided
    begun.provide("repository", ["database"], (database) => ({ all: () => database.rows }));
    // @ts-expect-error a number is no greeting
    begun.provide("greeting", [], () => 1);
    const half = compose<Services>().provide("database", [], () => ({ rows: [] }));
    // @ts-expect-error the database has been provided already
    half.provide("database", [], () => ({ rows: [] }));
    // @ts-expect-error the factory asks for something else than it is given
    half.provide("repository", ["database"], (greeting: string) => ({ all: () => [greeting] }));
    // @ts-expect-error something is missing
    half.done();
    expect(half).toBeDefined();
  });
});
