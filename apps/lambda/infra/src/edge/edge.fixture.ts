import { type Resource, resourceOf, templateOf } from "../stack.fixture.ts";

const template = templateOf();

/** How the distribution is configured. */
export const config = resourceOf(template, "AWS::CloudFront::Distribution").Properties.DistributionConfig;

/** Its behaviours, by their patterns. */
export const behaviours: Record<string, Resource["Properties"]> = Object.fromEntries(
  [{ ...config.DefaultCacheBehavior, PathPattern: "*" }, ...config.CacheBehaviors].map((behaviour) => [
    behaviour.PathPattern,
    behaviour,
  ]),
);

export const signed = ["/p/*", "/dl/o/*", "/dl/c/*", "/dl/x/*"];
export const ofTheApi = ["/api/*", "/s/*", "/config.json", "/openapi.json", "/healthz", "/readyz"];

export const policyOf = (type: string, reference: { readonly Ref: string }) =>
  resourceOf(template, `AWS::CloudFront::${type}`, reference.Ref).Properties[`${type}Config`];
