import { minutes } from "@tintype/core";
import { describeMailer } from "@tintype/core/contracts";
import * as vitest from "vitest";
import { noDynamo } from "../dynamo/dynamo.fixture.ts";
import { breakCalls } from "../faults.fixture.ts";
import { laneRunner } from "../lane-runner.fixture.ts";
import { motoConfig, noMoto } from "../moto.fixture.ts";
import { brokenMoto, openSesFixture } from "./ses.fixture.ts";
import { createSesMailer } from "./ses-mailer.ts";

const runner = laneRunner(vitest, { missing: noMoto ?? noDynamo });
const { describe, it, expect } = runner;
const mail = { id: "welcome-1", to: "ana@example.com", subject: "Welcome", text: "text", html: "<p>text</p>" };

describeMailer(runner, "SES", openSesFixture);

describe("a mail that goes through SES", () => {
  it("is sent once by many processes, of which each hears that it is, or is being sent", async () => {
    await using fixture = await openSesFixture();
    const mailers = Array.from({ length: 8 }, () => fixture.openMailer());
    const outcomes = await Promise.allSettled(mailers.map((mailer) => mailer.send(mail)));
    expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "unavailable" });
    }
    for (const mailer of mailers) await mailer.send(mail);
    expect(await fixture.received(mail.to)).toHaveLength(1);
  });

  it("is sent once where SES had it and its answer got lost", async () => {
    await using fixture = await openSesFixture();
    const broken = fixture.openMailer(brokenMoto("after", "ECONNRESET"));
    await expect(broken.send(mail)).rejects.toMatchObject({ code: "unavailable", cause: { code: "ECONNRESET" } });
    await fixture.mailer.send(mail);
    expect(await fixture.received(mail.to)).toHaveLength(1);
  });

  it("is sent by the next call where SES was never reached, or refused it", async () => {
    await using fixture = await openSesFixture();
    const unreached = fixture.openMailer(brokenMoto("before", "ECONNREFUSED"));
    await expect(unreached.send(mail)).rejects.toMatchObject({ code: "unavailable", cause: { code: "ECONNREFUSED" } });
    const unverified = createSesMailer({ ...fixture.store.options, ses: motoConfig(), from: "nobody@example.org" });
    await expect(unverified.send(mail)).rejects.toMatchObject({ code: "unavailable" });
    await fixture.mailer.send(mail);
    expect(await fixture.received(mail.to)).toHaveLength(1);
  });

  it("is not sent again by who comes when its sender has died", async () => {
    await using fixture = await openSesFixture();
    const faults = breakCalls(fixture.store.client);
    // The process ends after SES has taken it, before it can write that down.
    const dying = { level: "call", moment: "before", isBroken: (call: number) => call > 0 } as const;
    await faults.during(dying, () => expect(fixture.mailer.send(mail)).rejects.toMatchObject({ code: "unavailable" }));
    const other = fixture.openMailer();
    await expect(other.send(mail)).rejects.toMatchObject({ code: "unavailable" });
    fixture.clock.advance(minutes(1));
    await other.send(mail);
    expect(await fixture.received(mail.to)).toHaveLength(1);
  });
});
