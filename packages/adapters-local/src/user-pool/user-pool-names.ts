/** Names that clients are configured with; they never change. */
export const userPoolNames = {
  region: "local",
  userPoolId: "local_tintype",
  /** The app clients, by what they are for. */
  clients: { web: "web", legacy: "legacy" },
} as const;
