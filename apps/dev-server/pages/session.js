/** What a client needs to know: where the API is, and where people sign in. */
const config = await (await fetch("/config.json")).json();
const token = "token";
let signedOut = () => {};

export const isSignedIn = () => sessionStorage.getItem(token) !== null;

/** Calls `listener` whenever nobody is signed in any more. */
export const onSignOut = (listener) => {
  signedOut = listener;
};

/** One operation of the user pool, in Cognito's protocol. */
export async function pool(operation, input) {
  const cognito = `https://cognito-idp.${config.region}.amazonaws.com/`;
  const response = await fetch(config.userPoolEndpoint ?? cognito, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify({ ClientId: config.userPoolClientId, ...input }),
  });
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(body.message), { code: body["__type"] });
  return body;
}

export async function signIn(email, password) {
  const { AuthenticationResult } = await pool("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
  sessionStorage.setItem(token, AuthenticationResult.AccessToken);
}

export function signOut() {
  sessionStorage.removeItem(token);
  signedOut();
}

/** One call of the API; resolves to what it answered. */
export async function api(path, { body, ...options } = {}) {
  const response = await fetch(`${config.api}${path}`, {
    ...options,
    headers: {
      authorization: `Bearer ${sessionStorage.getItem(token)}`,
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (response.status === 204) return undefined;
  const answer = await response.json();
  if (response.status === 401) signOut();
  if (!response.ok) throw new Error(answer.detail);
  return answer;
}
