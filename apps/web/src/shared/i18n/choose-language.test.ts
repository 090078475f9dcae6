import { describe, expect, it } from "vitest";
import { chooseLanguage, localeOf, rememberLanguage } from "./choose-language.ts";

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe(chooseLanguage, () => {
  it("takes the first of the reader's languages that there is, else English", () => {
    expect(chooseLanguage(["fr-FR", "ko-KR", "en"], storage())).toBe("ko");
    expect(chooseLanguage(["fr", "EN-gb"], storage())).toBe("en");
    expect(chooseLanguage(["fr", "constructor"], storage())).toBe("en");
    expect(chooseLanguage([], storage())).toBe("en");
  });

  it("writes dates and numbers as the reader does, where they read that language at all", () => {
    expect(localeOf("en", ["ko-KR", "en-GB", "en-US"])).toBe("en-GB");
    expect(localeOf("ko", ["en-GB"])).toBe("ko");
  });

  it("remembers what was chosen", () => {
    const kept = storage();
    rememberLanguage("ko", kept);
    expect(chooseLanguage(["en"], kept)).toBe("ko");
  });
});
