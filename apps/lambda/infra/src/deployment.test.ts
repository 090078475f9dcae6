import { describe, expect, it } from "vitest";
import { readDeployment } from "./deployment.ts";
import { sizes } from "./sizes.ts";

describe("what is said of a deployment", () => {
  it("is a small installation without switches, unless told", () => {
    expect(readDeployment({})).toMatchObject({
      size: "dev",
      name: "tintype",
      region: "us-east-1",
      numbers: sizes.dev,
      origins: [],
      replicas: [],
      apiCache: false,
      acceleration: false,
      rotation: 1,
    });
  });

  it("is understood as the command line gives it", () => {
    const said = { size: "prod", replicas: "eu-west-1, us-east-2", apiCache: "true", budget: "75", rotation: "2" };
    expect(readDeployment(said)).toMatchObject({
      numbers: sizes.prod,
      replicas: ["eu-west-1", "us-east-2"],
      apiCache: true,
      budget: 75,
      rotation: 2,
    });
  });

  it.each([
    [{ size: "huge" }, "-c size: give dev or prod"],
    [{ name: "Tin type" }, "-c name: give 2 to 20 small letters, digits and hyphens"],
    [{ name: "photos-on-aws" }, "Cognito refuses names with aws"],
    [{ domain: "photos.example.com" }, "certificateArn is missing"],
    [{ certificateArn: "arn:aws:acm:us-east-1:1:certificate/x" }, "domain is missing"],
    [{ domain: "photos.example.com", certificateArn: "arn:aws:acm:eu-west-1:1:certificate/x" }, "us-east-1"],
    [{ hostedZoneId: "Z1" }, "hostedZoneId goes with a domain"],
    [{ googleClientId: "me" }, "googleSecret is missing"],
    [{ appleServicesId: "me", appleTeamId: "T" }, "appleKeyId, appleSecret is missing"],
    [{ origins: "https://app.example.com/path" }, "-c origins"],
    [{ mailFrom: "Tintype" }, "give a mail address"],
    [{ codesBySes: "true" }, "codesBySes goes with mailFrom"],
    [{ replicas: "europe" }, "give a region such as eu-west-1"],
    [{ apiCache: "yes" }, "-c apiCache"],
    [{ budget: "-1" }, "-c budget"],
    [{ dax: "true" }, "-c dax: there is no such switch"],
  ])("is refused in words: %j", (said, words) => {
    expect(() => readDeployment(said)).toThrow(words);
  });
});
