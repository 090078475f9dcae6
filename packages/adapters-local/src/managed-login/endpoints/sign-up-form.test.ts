import { describe, expect, it } from "vitest";
import { ada } from "../../user-pool/user-pool.fixture.ts";
import { codeIn, openLogin } from "../managed-login.fixture.ts";

const signedIn = { status: 200, token_type: "Bearer", expires_in: 3_600 };

describe("the pages around the sign-in page", () => {
  it("signs people up, who are in once they have entered the code that was mailed", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const page = await browser.open(fixture.authorizeUrl().replace("/oauth2/authorize", "/signup"));
    const given = { username: "grace@example.com", password: "First-Compiler-1952" };
    expect((await browser.submit(page, { ...given, username: ada.email })).text).toContain(
      "an account with that email",
    );
    expect((await browser.submit(page, { ...given, password: "simple" })).text).toContain("too simple");
    const question = await browser.submit(page, given);
    expect(question.text).toContain("A code was mailed to");
    const early = await browser.open(fixture.authorizeUrl());
    expect((await browser.submit(early, given)).text).toContain("not confirmed yet");
    expect((await browser.submit(early, { ...given, password: "Wrong-1" })).text).toContain("do not match");
    const first = fixture.mailedCode();
    expect((await browser.submit(question, { resend: "yes" })).text).toContain("Another code is on its way.");
    const code = fixture.mailedCode();
    const wrong = await browser.submit(question, { code: first === code ? "000000" : first });
    expect(wrong.text).toContain("That code is not right.");
    expect(browser.cookies.size).toBe(0);
    const back = await browser.submit(wrong, { code });
    expect(await fixture.exchange(codeIn(back.url))).toMatchObject(signedIn);
    expect((await browser.submit(wrong, { code })).status).toBe(400);
    expect(fixture.confirmed.at(-1)).toMatchObject({ email: "grace@example.com" });
  });

  it("lets people choose another password by a mailed code, and says nothing of who is here", async () => {
    using fixture = await openLogin();
    const browser = fixture.newBrowser();
    const page = await browser.open(fixture.authorizeUrl().replace("/oauth2/authorize", "/forgotPassword"));
    const mails = fixture.mails.length;
    const nobody = await browser.submit(page, { username: "nobody@example.com" });
    expect(fixture.mails).toHaveLength(mails);
    const asked = await browser.submit(page, { username: ada.email });
    expect(asked.text.replaceAll(ada.email, "")).toBe(nobody.text.replaceAll("nobody@example.com", ""));
    const code = fixture.mailedCode();
    const simple = await browser.submit(asked, { code, password: "simple" });
    expect(simple.text).toContain("That password is too simple");
    const wrong = await browser.submit(asked, { code: code === "000000" ? "000001" : "000000", password: "Another-1" });
    expect(wrong.text).toContain("That code is not right.");
    const done = await browser.submit(wrong, { code, password: "Another-Password-1" });
    expect(done.text).toContain("Your password is changed.");
    const back = await browser.submit(done, { username: ada.email, password: "Another-Password-1" });
    expect(codeIn(back.url)).not.toBe("");
  });
});
