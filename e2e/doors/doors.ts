import { queryOf } from "../one-door/managed-login.ts";
import { bucketDoor, signedDoor, uploadDoor } from "./doors-of-bytes.ts";
import { deleting, get, type Outcome, post, type Question, type Questions } from "./question.ts";

const pool = "/user-pool/local_tintype/.well-known";
const never = "A".repeat(43);

/** What everybody may read. */
const open = (...paths: readonly string[]): Readonly<Record<string, Questions>> =>
  Object.fromEntries(paths.map((path) => [`GET ${path}`, { "that everybody may read": get(path, "200") }]));

const openToAllMethods = (...paths: readonly string[]): Readonly<Record<string, Questions>> =>
  Object.fromEntries(paths.map((path) => [`ALL ${path}`, { "that everybody may read": get(path, "200") }]));

const forClient = (path: string, outcome: Outcome): Question => ({
  asks: ({ origin }) => ({ method: "GET", target: `${path}?${queryOf(origin)}` }),
  outcome,
});

/** A page of managed login: for a client that is known, and that alone. */
const page = (path: string, outcome: Outcome = "200"): Questions => ({
  "for a client": forClient(path, outcome),
  "for nobody": get(path, "400"),
  "for a method that there is not": deleting(path, "405"),
});

const formAlone = (path: string): Questions => ({
  "for nobody": post(path, { username: "nobody@example.com" }, "400"),
  "for a method that there is not": get(path, "405"),
});

const standIn = (path: string): Readonly<Record<string, Questions>> => ({
  ...openToAllMethods(`${path}/.well-known/openid-configuration`, `${path}/keys`),
  [`ALL ${path}/authorize`]: { "for nobody": get(`${path}/authorize`, "400") },
  [`ALL ${path}/token`]: { "for nobody": post(`${path}/token`, {}, "401 invalid_client") },
});

/**
 * Every door that the description of the API does not know: what is asked there, and what is answered, whoever asks. This is
 * the only place that says so; a route that is not here does not pass.
 */
export const doors: Readonly<Record<string, Questions>> = {
  "local /p/": signedDoor(["rendition"]),
  "local /dl/": signedDoor(["original", "copy", "export"]),
  "local /blobs/": uploadDoor,
  "local /tintype.incoming": bucketDoor,

  // Its operations are asked one by one: operations.ts.
  "ALL /user-pool/*": {
    "what a page may ask": { asks: () => ({ method: "OPTIONS", target: "/user-pool/" }), outcome: "204" },
  },
  "POST /user-pool": { "for no operation": post("/user-pool", {}, "400 UnknownOperationException") },
  "POST /user-pool/": { "for no operation": post("/user-pool/", {}, "400 UnknownOperationException") },
  ...open(`${pool}/jwks.json`, `${pool}/openid-configuration`),

  "ALL /oauth2/authorize": page("/oauth2/authorize", "303"),
  "ALL /login": page("/login"),
  "ALL /signup": page("/signup"),
  "ALL /forgotPassword": page("/forgotPassword"),
  "ALL /confirmUser": formAlone("/confirmUser"),
  "ALL /confirmForgotPassword": formAlone("/confirmForgotPassword"),
  "ALL /oauth2/token": {
    "for a code that never was": post(
      "/oauth2/token",
      {
        grant_type: "authorization_code",
        client_id: "web",
        code: never,
        redirect_uri: "http://a.example/sign-in",
        code_verifier: never,
      },
      "400 invalid_grant",
    ),
    "for a refresh token that never was": post(
      "/oauth2/token",
      { grant_type: "refresh_token", client_id: "web", refresh_token: never },
      "400 invalid_grant",
    ),
    "for a password": post("/oauth2/token", { grant_type: "password", client_id: "web" }, "400 unsupported_grant_type"),
    "for a method that there is not": get("/oauth2/token", "405"),
  },
  "ALL /oauth2/userInfo": {
    "for what is no token": get("/oauth2/userInfo", "401 invalid_token", { authorization: "Bearer none" }),
  },
  "ALL /oauth2/revoke": {
    "for a token that never was": post("/oauth2/revoke", { token: never, client_id: "web" }, "200"),
    "for a method that there is not": get("/oauth2/revoke", "405"),
  },
  "ALL /oauth2/idpresponse": {
    "for a journey that nobody began": get(`/oauth2/idpresponse?code=x&state=${never}`, "400"),
  },
  "ALL /logout": {
    "for nobody": get("/logout", "400"),
    "to where no client is": get("/logout?client_id=web&logout_uri=https://evil.example/", "400"),
  },
  ...standIn("/stand-ins/google"),
  ...standIn("/stand-ins/apple"),

  // For whoever develops: neither is there with NODE_ENV=production, nor are the stand-ins.
  ...open("/_dev/mailbox"),
  ...open("/docs", "/docs/reference.js", "/docs/reference.css", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css"),
  ...open("/assets/style.css", "/assets/sample.jpg"),
  "GET /": { "that everybody may see": get("/", "200") },
  "GET /*": {
    "for what is nowhere": get("/nowhere", "404 not_found"),
    "for what is no part of the page": get("/assets/nowhere.js", "404 not_found"),
  },
};
