import "./upload.js";
import { $, attempt, say } from "./dom.js";
import { showPhotos } from "./gallery.js";
import { api, isSignedIn, onSignOut, pool, signIn, signOut } from "./session.js";

/** Made at the first start, on this machine alone: the password is no secret. */
const demo = { email: "demo@tintype.example", password: "Tintype-demo-1" };
/** Who has signed up and is about to confirm it. */
let newcomer;

async function show() {
  $("outside").hidden = isSignedIn();
  $("inside").hidden = !isSignedIn();
  $("sign-out").hidden = !isSignedIn();
  $("who").textContent = "";
  $("photos").replaceChildren();
  if (!isSignedIn()) return;
  const { displayName, email } = await api("/me");
  $("who").textContent = displayName ?? email;
  await showPhotos();
}

async function enter({ email, password }) {
  await signIn(email, password);
  say("");
  $("confirm").hidden = true;
  $("sign-in").hidden = false;
  await show();
}

function askForCode(person) {
  newcomer = person;
  $("sign-in").hidden = true;
  $("confirm").hidden = false;
  say("");
}

async function signUp({ email, password }) {
  const UserAttributes = [{ Name: "email", Value: email }];
  await pool("SignUp", { Username: email, Password: password, UserAttributes });
}

$("sign-in").addEventListener(
  "submit",
  attempt(async ({ target, submitter }) => {
    const { email, password } = Object.fromEntries(new FormData(target));
    if (submitter?.value === "sign-up") {
      await signUp({ email, password });
      return askForCode({ email, password });
    }
    await enter({ email, password }).catch((error) => {
      if (error.code !== "UserNotConfirmedException") throw error;
      askForCode({ email, password });
    });
  }),
);
$("confirm").addEventListener(
  "submit",
  attempt(async ({ target }) => {
    const code = new FormData(target).get("code").trim();
    await pool("ConfirmSignUp", { Username: newcomer.email, ConfirmationCode: code });
    target.reset();
    await enter(newcomer);
  }),
);
$("resend").addEventListener(
  "click",
  attempt(async () => {
    await pool("ResendConfirmationCode", { Username: newcomer.email });
    say("Another code is in the mailbox.");
  }),
);
$("demo").addEventListener(
  "click",
  attempt(() => enter(demo)),
);
$("sign-out").addEventListener("click", signOut);
onSignOut(() => void show());

await attempt(show)();
