import { $, attempt, make, say, shown } from "./dom.js";

const [, , token] = location.pathname.split("/");
/** What the link opened: a grant, and the photo. */
let visit;

async function call(path, body) {
  const response = await fetch(`/s/${token}${path}`, {
    headers: {
      accept: "application/json",
      ...(body && { "content-type": "application/json" }),
      ...(visit && { authorization: `Share ${visit.grant}` }),
    },
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  return answer;
}

async function open(input) {
  visit = await call("/open", input);
  const [photo] = visit.photos;
  const { owner, expiresAt, download } = visit.share;
  const { url, width, height } = shown(photo.renditions);
  const title = photo.title ?? "A shared photo";
  const until = new Date(expiresAt).toLocaleDateString(undefined, { dateStyle: "long" });
  document.title = title;
  $("title").textContent = title;
  $("facts").textContent = [owner.displayName && `by ${owner.displayName}`, `until ${until}`]
    .filter(Boolean)
    .join(", ");
  Object.assign($("image"), { src: url, width, height, alt: title });
  $("caption").textContent = photo.caption ?? "";
  $("download").hidden = download === "none";
  $("locked").hidden = true;
  $("photo").hidden = false;
  say("");
}

$("unlock").addEventListener(
  "submit",
  attempt(({ target }) => open({ password: new FormData(target).get("password") })),
);
$("download").addEventListener(
  "click",
  attempt(async () => {
    const { url } = await call(`/photos/${visit.photos[0].id}/download`);
    make("a", { href: url, download: "" }).click();
  }),
);

await attempt(async () => {
  const { needsPassword } = await call("");
  $("locked").hidden = !needsPassword;
  if (!needsPassword) await open({});
})();
