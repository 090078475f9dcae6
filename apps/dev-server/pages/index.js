const $ = (id) => document.getElementById(id);
const config = await (await fetch("/config.json")).json();
const read = (key) => JSON.parse(sessionStorage.getItem(key) ?? "null");
const keep = (key, value) => sessionStorage.setItem(key, JSON.stringify(value));
let pending;
let next;

async function pool(operation, input) {
  const response = await fetch(config.userPoolEndpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify({ ClientId: config.userPoolClientId, ...input }),
  });
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(body.message), { code: body.__type });
  return body;
}

async function api(path, options = {}) {
  const headers = { authorization: `Bearer ${read("token")}`, ...options.headers };
  const response = await fetch(`${config.api}${path}`, { ...options, headers });
  if (response.status === 204) return undefined;
  const body = await response.json();
  if (response.status === 401) signOut();
  if (!response.ok) throw Object.assign(new Error(body.detail), { code: body.code });
  return body;
}

const post = (path, body) =>
  api(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const say = (text, bad = false) => {
  $("message").textContent = text;
  $("message").classList.toggle("bad", bad);
};
const attempt = (action) => async (event) => {
  event?.preventDefault?.();
  try {
    await action(event);
  } catch (error) {
    say(error.message, true);
  }
};

async function signIn(email, password) {
  const { AuthenticationResult } = await pool("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
  keep("token", AuthenticationResult.AccessToken);
  say("");
  await enter();
}

function signOut() {
  sessionStorage.removeItem("token");
  enter();
}

async function enter() {
  const signedIn = read("token") !== null;
  $("outside").hidden = signedIn;
  $("inside").hidden = !signedIn;
  $("sign-out").hidden = !signedIn;
  $("who").textContent = "";
  if (!signedIn) return;
  const me = await api("/me");
  $("who").textContent = me.displayName ?? me.email;
  $("photos").replaceChildren();
  await page();
}

async function page(cursor) {
  const list = await api(`/photos${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`);
  $("photos").append(...list.items.map(card));
  next = list.next;
  $("more").hidden = next === undefined;
}

function card(photo) {
  const element = document.createElement("li");
  element.id = photo.id;
  const thumb = photo.renditions?.thumb;
  const picture = document.createElement(thumb ? "img" : "div");
  if (thumb) Object.assign(picture, { src: thumb.url, alt: photo.title ?? photo.fileName, loading: "lazy" });
  else picture.className = "empty";
  if (photo.colour) picture.style.backgroundColor = photo.colour;
  const about = document.createElement("div");
  about.className = "about";
  const name = Object.assign(document.createElement("div"), {
    className: "name",
    textContent: photo.title ?? photo.fileName,
  });
  const state = Object.assign(document.createElement("div"), { className: "quiet", textContent: describe(photo) });
  state.classList.toggle("bad", photo.state === "failed");
  const actions = Object.assign(document.createElement("div"), { className: "actions" });
  if (photo.state === "ready") actions.append(button("Share", () => share(photo, state)));
  actions.append(button("Delete", () => remove(photo, element)));
  about.append(name, state, actions);
  element.append(picture, about);
  if (["initiated", "uploaded", "processing"].includes(photo.state)) watch(photo.id, element);
  return element;
}

function describe(photo) {
  if (photo.failure) return photo.failure.detail;
  if (photo.state !== "ready") return "Developing…";
  return [`${photo.width} × ${photo.height}`, photo.capturedAt?.local.slice(0, 16).replace("T", " ")]
    .filter(Boolean)
    .join(" · ");
}

function button(label, action) {
  const element = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  element.addEventListener("click", attempt(action));
  return element;
}

function watch(id, element) {
  setTimeout(
    attempt(async () => {
      if (element.isConnected) element.replaceWith(card(await api(`/photos/${id}`)));
    }),
    300,
  );
}

async function share(photo, place) {
  const { url } = await post(`/photos/${photo.id}/share`, {});
  const link = Object.assign(document.createElement("a"), { href: url, textContent: "The link, for 7 days" });
  place.replaceChildren(link);
  await navigator.clipboard?.writeText(url).then(
    () => say("The link is in your clipboard."),
    () => {},
  );
}

async function remove(photo, element) {
  await api(`/photos/${photo.id}`, { method: "DELETE" });
  element.remove();
}

async function upload(file) {
  say(`Uploading ${file.name}…`);
  const { photo, upload: ticket } = await post("/photos", {
    fileName: file.name,
    contentType: file.type || "application/octet-stream",
    bytes: file.size,
  });
  if (ticket) {
    const sent = await fetch(ticket.url, { method: ticket.method, headers: ticket.headers, body: file });
    if (!sent.ok) throw new Error(`${file.name} could not be uploaded (${sent.status}).`);
  }
  $("photos").prepend(card(await api(`/photos/${photo.id}`)));
  say("");
}

async function uploadAll(files) {
  for (const file of files) await upload(file);
}

$("sign-in").addEventListener(
  "submit",
  attempt(async (event) => {
    const form = new FormData(event.target);
    const [email, password] = [form.get("email"), form.get("password")];
    try {
      if (event.submitter?.value !== "sign-up") return await signIn(email, password);
      await pool("SignUp", { Username: email, Password: password, UserAttributes: [{ Name: "email", Value: email }] });
    } catch (error) {
      if (error.code !== "UserNotConfirmedException") throw error;
    }
    pending = { email, password };
    $("confirm").hidden = false;
    say("");
  }),
);

$("confirm").addEventListener(
  "submit",
  attempt(async (event) => {
    const code = new FormData(event.target).get("code");
    await pool("ConfirmSignUp", { Username: pending.email, ConfirmationCode: code });
    $("confirm").hidden = true;
    await signIn(pending.email, pending.password);
  }),
);

$("resend").addEventListener(
  "click",
  attempt(() => pool("ResendConfirmationCode", { Username: pending.email })),
);
$("sign-out").addEventListener("click", signOut);
$("more").addEventListener(
  "click",
  attempt(() => page(next)),
);
$("files").addEventListener(
  "change",
  attempt((event) => uploadAll(event.target.files)),
);
$("drop").addEventListener("dragover", (event) => {
  event.preventDefault();
  $("drop").classList.add("over");
});
$("drop").addEventListener("dragleave", () => $("drop").classList.remove("over"));
$("drop").addEventListener(
  "drop",
  attempt(async (event) => {
    $("drop").classList.remove("over");
    await uploadAll(event.dataTransfer.files);
  }),
);

await attempt(enter)();
