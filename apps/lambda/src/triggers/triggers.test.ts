import { createTintype } from "@tintype/core";
import { createMemoryPorts, drain } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { postConfirmation } from "./post-confirmation.ts";
import { preSignUp } from "./pre-sign-up.ts";
import { preToken } from "./pre-token.ts";
import { postConfirmationEvent, preSignUpEvent, preTokenEvent, providerSignUpEvent } from "./triggers.fixture.ts";

const identity = {
  issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI",
  subject: "9b2d3f8a-0c1e-4b57-9d3c-2f4a5b6c7d8e",
};

function open() {
  const ports = createMemoryPorts();
  const tintype = createTintype(ports);
  return { ports, tintype, account: () => ports.accounts.findByIdentity(identity) };
}

describe(preSignUp, () => {
  /** A trigger, and whom it has linked. */
  const openTrigger = (link = async () => {}) => {
    const linked: unknown[] = [];
    const trigger = preSignUp({
      link: async ({ region, userPoolId }, newcomer) => {
        linked.push({ region, userPoolId, ...newcomer });
        await link();
      },
    });
    return { trigger, linked };
  };

  it("lets everybody in who has an address", async () => {
    const { trigger, linked } = openTrigger();
    const event = preSignUpEvent();
    expect(await trigger(event)).toEqual(event);
    expect(linked).toEqual([]);
  });

  it.each([{}, { email: "" }, { email: "ana" }, { phone_number: "+4930901820" }])(
    "turns %j away",
    async (attributes) => {
      const { trigger } = openTrigger();
      for (const event of [preSignUpEvent, providerSignUpEvent]) {
        await expect(trigger(event(attributes as Record<string, string>))).rejects.toThrow("e-mail address");
      }
    },
  );

  it("makes somebody who comes through a provider whoever has the address already", async () => {
    const { trigger, linked } = openTrigger();
    const event = providerSignUpEvent();
    expect(await trigger(event)).toEqual(event);
    expect(linked).toEqual([
      {
        region: "eu-central-1",
        userPoolId: "eu-central-1_AbCdEfGhI",
        username: "Google_1234",
        email: "ana@example.com",
      },
    ]);
  });

  it.each([undefined, "false"])(
    "takes the provider's word for an address alone: email_verified is %s",
    async (said) => {
      const { trigger, linked } = openTrigger();
      const event = providerSignUpEvent({ email: "ana@example.com", ...(said && { email_verified: said }) });
      await expect(trigger(event)).rejects.toThrow("The provider has not verified the e-mail address.");
      expect(linked).toEqual([]);
    },
  );

  it("turns somebody away who could not be linked: they would be two people", async () => {
    const { trigger } = openTrigger(() => Promise.reject(new Error("no answer")));
    await expect(trigger(providerSignUpEvent())).rejects.toThrow("no answer");
  });
});

describe(postConfirmation, () => {
  it("gives somebody an account and one welcome mail, however often Cognito asks", async () => {
    const { ports, tintype, account } = open();
    const confirm = postConfirmation(tintype);
    const event = postConfirmationEvent();
    await Promise.all([confirm(event), confirm(event)]);
    expect(await confirm(event)).toEqual(event);
    expect(await account()).toMatchObject({ identity, email: "ana@example.com", displayName: "Ana" });
    await drain(tintype, ports);
    expect(ports.mailer.sent.map(({ to }) => to)).toEqual(["ana@example.com"]);
  });

  it("leaves a name out that cannot be shown", async () => {
    const { tintype, account } = open();
    const { userAttributes } = postConfirmationEvent().request;
    await postConfirmation(tintype)(postConfirmationEvent({ ...userAttributes, name: "a".repeat(2_048) }));
    expect((await account())?.displayName).toBeUndefined();
  });
});

describe(preToken, () => {
  it("writes our own id into both tokens, and the plan among the groups", async () => {
    const { tintype, account } = open();
    await postConfirmation(tintype)(postConfirmationEvent());
    const { response } = await preToken(tintype)(preTokenEvent(["staff", "premium"]));
    const added = { claimsToAddOrOverride: { "tintype:user": (await account())?.id } };
    expect(response.claimsAndScopeOverrideDetails).toEqual({
      idTokenGeneration: added,
      accessTokenGeneration: added,
      groupOverrideDetails: { groupsToOverride: ["staff", "free"], iamRolesToOverride: [] },
    });
  });

  it("gives an account to somebody whose confirmation was not heard of", async () => {
    const { tintype, account } = open();
    await preToken(tintype)(preTokenEvent());
    expect(await account()).toMatchObject({ email: "ana@example.com" });
  });

  it("refuses somebody who is disabled", async () => {
    const { tintype, ports, account } = open();
    await postConfirmation(tintype)(postConfirmationEvent());
    const before = await account();
    if (before === undefined) throw new Error("There is no account.");
    await ports.accounts.save({ before, after: { ...before, state: "disabled", saved: before.saved + 1 }, events: [] });
    await expect(preToken(tintype)(preTokenEvent())).rejects.toMatchObject({ code: "account_disabled" });
  });
});
