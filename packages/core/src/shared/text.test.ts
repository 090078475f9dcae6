import { describe, expect, it } from "vitest";
import { countGraphemes, escapeHtml, humanLine, humanText } from "./text.ts";

const line = humanLine(20);
const text = humanText(20);
const family = "👨‍👩‍👧‍👦";

describe("text as people type it", () => {
  it.each([
    ["an emoji family as one", family, 1],
    ["a letter with its accents as one", "e\u0301\u0323", 1],
    ["a flag as one", "🇰🇷", 1],
    ["Korean syllables by the syllable", "사진", 2],
    ["nothing as none", "", 0],
  ])("counts %s", (_, typed, count) => {
    expect(countGraphemes(typed)).toBe(count);
  });

  it("is as long as a person would say", () => {
    expect(line.safeParse(family.repeat(20)).success).toBe(true);
    expect(line.safeParse(family.repeat(21)).success).toBe(false);
    expect(line.safeParse("a".repeat(20)).success).toBe(true);
    expect(line.safeParse("a".repeat(21)).error?.issues[0]?.message).toBe("must be at most 20 characters");
  });

  it("is not counted at all where it is absurdly long", () => {
    const marks = `a${"\u0301".repeat(1_000_000)}`;
    expect(line.safeParse(marks).success).toBe(false);
  });

  it("is written in one way, however it was typed", () => {
    expect(text.parse("e\u0301")).toBe("\u00e9");
    expect(text.parse("e\u202a\u0301")).toBe("\u00e9");
  });

  it.each([
    ["control characters", "a\u0000\u0007\u001b\u007f\u0085b", "ab"],
    ["marks that turn the direction around", "\u202Egpj.evil\u202C\u2066x\u2069", "gpj.evilx"],
    ["half characters", "a\ud800b\udfff", "ab"],
    ["a byte order mark", "\ufeffa", "a"],
    ["blanks at both ends", " \t\u00a0a\u3000\n", "a"],
    ["everything, where nothing else is there", "\u0000 \u202e\n", ""],
  ])("loses %s", (_, typed, kept) => {
    expect(text.parse(typed)).toBe(kept);
  });

  it("keeps what only looks dangerous: HTML, quotes, SQL, templates", () => {
    const typed = "<b>'\";--{{7*7}}";
    expect(text.parse(typed)).toBe(typed);
  });

  it("keeps its lines, and a line has none", () => {
    expect(text.parse("a\r\n\tb")).toBe("a\r\n\tb");
    expect(line.parse("a\r\n\tb\u2028c")).toBe("a b c");
  });

  it("stays as it is when it is read again", () => {
    for (const typed of ["e\u202a\u0301 ", "\u1100\u0000\u1161\u11a8", " a \u0000 b ", "\u0958x", `${family}\ufeff`]) {
      const once = line.parse(typed);
      expect(line.parse(once)).toBe(once);
    }
  });
});

describe("text in HTML", () => {
  it("is text, whatever it says", () => {
    const hostile = `"><script>alert('x')</script>&amp;`;
    expect(escapeHtml(hostile)).toBe("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;");
  });
});
