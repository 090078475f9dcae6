import { describe, expect, it } from "vitest";
import { coreTable, photoTable } from "./tables.ts";

describe("the tables", () => {
  it.each([photoTable("PhotoMetadata"), coreTable("TintypeCore")])(
    "declare every key once, and nothing else: %#",
    (table) => {
      const schemas = [table.KeySchema, ...(table.GlobalSecondaryIndexes ?? []).map(({ KeySchema }) => KeySchema)];
      const used = new Set(schemas.flatMap((keys) => (keys ?? []).map(({ AttributeName }) => AttributeName)));
      const declared = table.AttributeDefinitions?.map(({ AttributeName }) => AttributeName) ?? [];
      expect(declared.length).toBe(used.size);
      expect(new Set(declared)).toEqual(used);
    },
  );

  it("have streams with both images", () => {
    for (const table of [photoTable("x"), coreTable("y")]) {
      expect(table.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" });
    }
  });
});
