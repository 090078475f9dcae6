import { describe, expect, it } from "vitest";
import { createFormat } from "../shared/i18n/create-format.ts";
import { languages, type Words } from "./index.ts";

type Saying = (...values: (string | number)[]) => string;

/** Everything that a language says, by its place; what has numbers and names in it is said of these. */
function sayings(
  said: unknown,
  place = "",
  instants: readonly number[] = [0, 1, 2, 5, 21],
): readonly (readonly [string, string])[] {
  if (typeof said === "string") return [[place, said]];
  if (typeof said !== "function") {
    return Object.entries(said as object).flatMap(([key, below]) =>
      sayings(below, place === "" ? key : `${place}.${key}`),
    );
  }
  return instants.map((count) => [place, sayWith(said as Saying, count)] as const);
}

/** Where an instant or a local time is wanted, a number is refused. */
function sayWith(said: Saying, count: number): string {
  try {
    return said(count, count, count);
  } catch {
    return said("2026-11-20T09:30:00.000", "2026-11-20T09:30:00.000");
  }
}

const spoken = await Promise.all(
  Object.entries(languages).map(async ([name, { load }]) => {
    const write: (format: ReturnType<typeof createFormat>) => Words = await load();
    return [name, sayings(write(createFormat(name)))] as const;
  }),
);

describe.each(spoken)("in %s", (name, said) => {
  it("nothing is left unsaid, and nothing said that is a program's", () => {
    expect(said.length).toBeGreaterThan(200);
    expect(said.filter(([, text]) => text.trim() === "" || /undefined|NaN|\[object|\$\{|#/.test(text))).toEqual([]);
  });

  it("a sentence that has no end is the name of something: sentences end with one", () => {
    const sentences = said.filter(([place]) => place.startsWith("problems."));
    expect(sentences.filter(([, text]) => !/[.!?。…]$/.test(text))).toEqual([]);
  });

  it("it is said in that language", () => {
    const letters = { en: /[A-Za-z]/, ko: /[가-힣]/ }[name as keyof typeof languages];
    // Names are names everywhere.
    const names = new Set(["app.name", "nav.label"]);
    expect(said.filter(([place, text]) => !names.has(place) && !letters.test(text))).toEqual([]);
  });
});
