import type { Deployment } from "./deployment.ts";
import { socialNames } from "./identity/social-providers.ts";

/** What a deployed stack tells. */
export interface Outputs {
  readonly PublicUrl: string;
  readonly Region: string;
  readonly UserPoolId: string;
  readonly WebClientId: string;
  readonly LegacyClientId: string;
  readonly IdentityPoolId: string;
  /** Of managed login. */
  readonly LoginHost: string;
  readonly IncomingBucket: string;
  readonly WebBucket: string;
  readonly DistributionId: string;
  /** Where the domain's CNAME leads, if there is a domain. */
  readonly DistributionHost: string;
  /** Where other systems hear what happens to photos. */
  readonly PhotoEventsTopic: string;
  /** What CloudFront calls the key that signs addresses. */
  readonly UrlKeyId: string;
}

/** What `Amplify.configure` of aws-amplify 6 takes; `/config.json` of the installation says the same. */
export const amplifyConfiguration = (outputs: Outputs, deployment: Deployment) => ({
  Auth: {
    Cognito: {
      userPoolId: outputs.UserPoolId,
      userPoolClientId: outputs.WebClientId,
      identityPoolId: outputs.IdentityPoolId,
      allowGuestAccess: false,
      loginWith: {
        email: true,
        oauth: {
          domain: outputs.LoginHost,
          scopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
          redirectSignIn: [outputs.PublicUrl, ...deployment.origins].map((origin) => `${origin}/sign-in`),
          redirectSignOut: [outputs.PublicUrl, ...deployment.origins].map((origin) => `${origin}/`),
          responseType: "code",
          providers: socialNames(deployment),
        },
      },
    },
  },
  API: { REST: { tintype: { endpoint: `${outputs.PublicUrl}/api`, region: outputs.Region } } },
  Storage: { S3: { bucket: outputs.IncomingBucket, region: outputs.Region } },
});
