/** Names that clients are configured with; they never change. */
export const userPoolNames = {
  region: "local",
  userPoolId: "local_tintype",
  /** A region and a UUID: SDKs take it apart at the colon. */
  identityPoolId: "local:00000000-0000-4000-8000-74696e747970",
  /** The app clients, by what they are for. */
  clients: { web: "web", legacy: "legacy" },
  /** What managed login's access tokens can be for; the last is for the pool's own operations. */
  scopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
} as const;
