// An app as people write it with Amplify; the test reads what it shows.
import { Amplify } from "aws-amplify";
import { fetchAuthSession, fetchUserAttributes, getCurrentUser, signInWithRedirect, signOut } from "aws-amplify/auth";
import "aws-amplify/auth/enable-oauth-listener";
import { Hub } from "aws-amplify/utils";

const events = [];
Hub.listen("auth", ({ payload }) =>
  events.push(`${payload.event} ${payload.data?.error?.message ?? payload.data ?? ""}`),
);
const server = document.documentElement.dataset.server;
const config = await (await fetch(`${server}/config.json`)).json();
Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: config.userPoolId,
      userPoolClientId: config.userPoolClientId,
      userPoolEndpoint: config.userPoolEndpoint,
      loginWith: { oauth: config.oauth },
    },
  },
});

window.app = {
  events,
  signIn: (provider, customState) => signInWithRedirect({ provider, customState }),
  signOut: () => signOut(),
  user: () => getCurrentUser(),
  attributes: () => fetchUserAttributes(),
  refreshed: async () => {
    const before = (await fetchAuthSession()).tokens;
    const after = (await fetchAuthSession({ forceRefresh: true })).tokens;
    return after.accessToken.toString() !== before.accessToken.toString();
  },
  photos: async () => {
    const { tokens } = await fetchAuthSession();
    const headers = { authorization: `Bearer ${tokens.accessToken}` };
    return (await fetch(`${server}/api/photos`, { headers })).status;
  },
  claims: async () => (await fetchAuthSession()).tokens?.idToken?.payload,
};
