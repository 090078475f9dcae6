/** Names that clients are configured with; they never change. */
export const userPoolNames = {
  region: "local",
  userPoolId: "local_tintype",
  /** The app clients, by what they are for. */
  clients: { web: "web", legacy: "legacy" },
  /** What managed login's access tokens can be for; the last is for the pool's own operations. */
  scopes: ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
} as const;
