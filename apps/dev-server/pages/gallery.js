import { $, attempt, button, make, say, shown } from "./dom.js";
import { showLinks } from "./links.js";
import { api } from "./session.js";

const onTheirWay = ["initiated", "uploaded", "processing"];
let next;

/** Shows the first page of photos, newest first. */
export async function showPhotos() {
  $("photos").replaceChildren();
  await showPage();
}

/** Puts a photo before all others. */
export function prepend(photo) {
  $("photos").prepend(card(photo));
  countPhotos();
}

async function showPage(cursor) {
  const list = await api(`/photos${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`);
  $("photos").append(...list.items.map(card));
  next = list.next;
  $("more").hidden = next === undefined;
  countPhotos();
}

function countPhotos() {
  $("empty").hidden = $("photos").childElementCount > 0;
}

function card(photo) {
  const name = photo.title ?? photo.fileName;
  const state = make("p", { className: photo.state === "failed" ? "bad" : "quiet" }, ...wordsAbout(photo));
  const actions = make("div", { className: "actions" });
  const about = make("div", { className: "about" }, make("p", { className: "name" }, name), state, actions);
  const element = make("li", { id: photo.id }, picture(photo, name), about);
  if (photo.state === "ready") actions.append(button("Share", name, () => showLinks(photo.id, name), "small"));
  actions.append(button("Delete", name, () => remove(photo, name, element), "small"));
  if (onTheirWay.includes(photo.state)) watch(photo.id, element);
  return element;
}

function picture(photo, name) {
  const thumb = photo.renditions?.thumb;
  if (!thumb) return make("div", { className: "frame", textContent: photo.failure ? "No picture" : "" });
  const image = make("img", { src: thumb.url, alt: "", loading: "lazy", decoding: "async" });
  const frame = make("button", { type: "button", className: "frame", ariaLabel: `Look at ${name}` }, image);
  if (photo.colour) frame.style.backgroundColor = photo.colour;
  frame.addEventListener("click", () => look(photo, name));
  return frame;
}

function look({ renditions }, name) {
  const { url, width, height } = shown(renditions);
  Object.assign($("viewer-image"), { src: url, width, height, alt: name });
  $("viewer").showModal();
}

function wordsAbout(photo) {
  if (photo.failure) return [photo.failure.detail];
  if (photo.state !== "ready") return ["Developing…"];
  const taken = photo.capturedAt?.local.slice(0, 16).replace("T", " ");
  const facts = [`${photo.width} × ${photo.height}`, taken].filter(Boolean);
  return facts.flatMap((fact) => [make("span", {}, fact), " "]);
}

/** Looks again until the photo is ready, or has failed. */
function watch(id, element) {
  setTimeout(
    attempt(async () => {
      if (element.isConnected) element.replaceWith(card(await api(`/photos/${id}`)));
    }),
    300,
  );
}

async function remove(photo, name, element) {
  await api(`/photos/${photo.id}`, { method: "DELETE" });
  element.remove();
  countPhotos();
  if (photo.state !== "ready") return say(`${name} is gone.`);
  const undo = async () => {
    await api(`/photos/${photo.id}/restore`, { method: "POST" });
    say("");
    await showPhotos();
  };
  say(`${name} is in the trash.`, { action: button("Undo", `deleting ${name}`, undo, "link") });
}

$("more").addEventListener(
  "click",
  attempt(() => showPage(next)),
);
