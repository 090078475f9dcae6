const $ = (id) => document.getElementById(id);
const token = location.pathname.split("/")[2];
let visit;

async function call(path, options = {}) {
  const headers = {
    accept: "application/json",
    ...(visit && { authorization: `Share ${visit.grant}` }),
    ...options.headers,
  };
  const response = await fetch(`/s/${token}${path}`, { ...options, headers });
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(body.detail), { code: body.code });
  return body;
}

async function open(password) {
  visit = await call("/open", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(password === undefined ? {} : { password }),
  });
  show();
}

function show() {
  const [photo] = visit.photos;
  const { large, medium, thumb } = photo.renditions;
  const shown = large ?? medium ?? thumb;
  const image = $("image");
  image.width = shown.width;
  image.height = shown.height;
  image.alt = photo.title ?? "The shared photo";
  image.src = shown.url;
  const owner = visit.share.owner.displayName;
  $("title").textContent = photo.title ?? (owner ? `Shared by ${owner}` : "A shared photo");
  $("caption").textContent = photo.caption ?? "";
  $("download").hidden = visit.share.download === "none";
  $("unlock").hidden = true;
  $("photo").hidden = false;
  $("message").textContent = "";
}

const tell = (error) => {
  $("message").textContent = error.message;
};

$("unlock").addEventListener("submit", (event) => {
  event.preventDefault();
  open(new FormData(event.target).get("password")).catch(tell);
});

$("download").addEventListener("click", async () => {
  try {
    const { url } = await call(`/photos/${visit.photos[0].id}/download`);
    const link = Object.assign(document.createElement("a"), { href: url, download: "" });
    link.click();
  } catch (error) {
    tell(error);
  }
});

try {
  const description = await call("");
  if (description.needsPassword) $("unlock").hidden = false;
  else await open();
} catch (error) {
  tell(error);
}
