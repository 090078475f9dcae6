import { describe, expect, it } from "vitest";
import { createFormat } from "./create-format.ts";

const english = createFormat("en-GB");
const korean = createFormat("ko");

describe(createFormat, () => {
  it("counts as a language does", () => {
    const forms = { one: "# photo", other: "# photos" };
    const written = [0, 1, 2, 10_000].map((count) => english.plural(count, forms));
    expect(written).toEqual(["0 photos", "1 photo", "2 photos", "10,000 photos"]);
    expect(korean.plural(1, { other: "사진 #장" })).toBe("사진 1장");
    const polish = { one: "# zdjęcie", few: "# zdjęcia", other: "# zdjęć" };
    const inPolish = [1, 3, 5].map((count) => createFormat("pl").plural(count, polish));
    expect(inPolish).toEqual(["1 zdjęcie", "3 zdjęcia", "5 zdjęć"]);
  });

  it("writes sizes in the unit that suits them", () => {
    const sizes = [0, 999, 4_200_000, 5_368_709_120, 2e12, 9e15];
    expect(sizes.map(english.bytes)).toEqual(["0 byte", "999 byte", "4.2 MB", "5.4 GB", "2 TB", "9,000 TB"]);
  });

  it("writes how long something takes, and never too little", () => {
    const spans = [1, 60, 61, 3_600, 3_601].map(english.duration);
    expect(spans).toEqual(["1 second", "60 seconds", "2 minutes", "60 minutes", "2 hours"]);
    expect(korean.duration(90)).toBe("2분");
  });

  it("writes months of the timeline, in whatever zone they are read", () => {
    expect([english.month("2026-07"), korean.month("2015-01")]).toEqual(["July 2026", "2015년 1월"]);
  });

  it("writes a camera's time as it stands, in whatever zone it is read", () => {
    expect(english.localTime("2026-07-01T23:59:22.000")).toMatch(/^1 July 2026.*23:59$/);
    expect(korean.localTime("2026-07-01T23:59:22.000")).toMatch(/^2026년 7월 1일 오후 11:59$/);
  });
});
