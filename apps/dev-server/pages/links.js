import { $, attempt, button, make, say } from "./dom.js";
import { api } from "./session.js";

let photo;

/** Shows the links that lead to a photo, and makes new ones. */
export async function showLinks(id, name) {
  photo = id;
  $("links-title").textContent = `Links to ${name}`;
  $("links-form").reset();
  $("links-made").hidden = true;
  await list();
  $("links").showModal();
}

async function list() {
  const { items } = await api(`/shares?photo=${photo}`);
  $("links-list").replaceChildren(...items.filter(({ revokedAt }) => revokedAt === undefined).map(entry));
}

function entry(share) {
  const views = share.views === 1 ? "1 view" : `${share.views} views`;
  const until = new Date(share.expiresAt).toLocaleDateString(undefined, { dateStyle: "medium" });
  const words = [`until ${until}`, views, share.hasPassword && "with a password"].filter(Boolean).join(", ");
  const revoke = async () => {
    await api(`/shares/${share.id}`, { method: "DELETE" });
    $("links-made").hidden = true;
    await list();
  };
  return make("li", {}, make("span", {}, words), button("Revoke", `the link ${words}`, revoke, "small"));
}

$("links-form").addEventListener("submit", (event) => {
  if (event.submitter?.formMethod !== "dialog") makeLink(event);
});

const makeLink = attempt(async () => {
  const said = new FormData($("links-form"));
  const password = said.get("password");
  const { url } = await api(`/photos/${photo}/share`, {
    method: "POST",
    body: { ...(password && { password }), download: said.get("download") ? "original" : "none" },
  });
  $("links-url").value = url;
  $("links-made").hidden = false;
  $("links-url").select();
  await list();
  await navigator.clipboard?.writeText(url).then(
    () => say("The link is in your clipboard."),
    () => {},
  );
});
