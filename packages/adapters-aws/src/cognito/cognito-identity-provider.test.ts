import { describe, expect, it } from "vitest";
import { type Answer, answeringCognito, refusal } from "./answering-cognito.fixture.ts";
import { createCognitoIdentityProvider } from "./cognito-identity-provider.ts";

const subject = "0f7c1c5e-5b0a-4d2e-9f60-3d1c4a8b2e77";
const user: Answer = [200, { Username: subject, Enabled: true, UserAttributes: [{ Name: "sub", Value: subject }] }];

/** A provider whose requests get these answers, one after the other; `asked` fills with what it asked for. */
function answered(...answers: readonly Answer[]) {
  const { config, asked } = answeringCognito(...answers);
  return { identities: createCognitoIdentityProvider({ config, userPoolId: "eu-central-1_tintype" }), asked };
}

describe(createCognitoIdentityProvider, () => {
  it("asks for a user by the subject, and by a search where somebody else knows the user", async () => {
    const elsewhere = { Username: "Google_1", Enabled: false, Attributes: [{ Name: "email", Value: "a@example.com" }] };
    const { identities, asked } = answered(
      refusal("UserNotFoundException"),
      [200, { Users: [elsewhere] }],
      [200, { Groups: [{ GroupName: "premium" }] }],
    );
    expect(await identities.lookUp(subject)).toEqual({
      subject,
      email: "a@example.com",
      emailVerified: false,
      enabled: false,
      groups: ["premium"],
    });
    expect(asked).toEqual(["AdminGetUser", "ListUsers", "AdminListGroupsForUser"]);
  });

  it("asks for nobody by what is no subject", async () => {
    const { identities, asked } = answered();
    for (const other of ["", "ana@example.com", "Google_1", `${subject}"`, "*"]) {
      expect(await identities.lookUp(other)).toBe(undefined);
      await identities.remove(other);
    }
    expect(asked).toEqual([]);
  });

  it("is content with a user who was removed in this very moment", async () => {
    const { identities, asked } = answered(user, refusal("UserNotFoundException"));
    await identities.disable(subject);
    expect(asked).toEqual(["AdminGetUser", "AdminDisableUser"]);
  });

  it("says that the pool is unavailable, and why, where it refuses or fails", async () => {
    for (const name of ["TooManyRequestsException", "NotAuthorizedException", "InternalErrorException"]) {
      const { identities } = answered(refusal(name));
      await expect(identities.lookUp(subject)).rejects.toMatchObject({ code: "unavailable", cause: { name } });
    }
    const { identities } = answered(user, refusal("LimitExceededException"));
    await expect(identities.enable(subject)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("leaves a group before it joins another, and those alone that differ", async () => {
    const groups = [{ GroupName: "beta" }, { GroupName: "premium" }];
    const { identities, asked } = answered(user, [200, { Groups: groups }], [200, {}], [200, {}]);
    await identities.setGroups(subject, ["premium", "staff", "staff"]);
    expect(asked.slice(2)).toEqual(["AdminRemoveUserFromGroup", "AdminAddUserToGroup"]);
  });
});
