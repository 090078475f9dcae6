import { $, attempt, say } from "./dom.js";
import { prepend } from "./gallery.js";
import { api } from "./session.js";

const AT_ONCE = 3;

/** Uploads all of them, a few at a time; what one of them meets keeps no other from it. */
async function uploadAll(files) {
  const waiting = [...files];
  const refused = [];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      say(waiting.length === 0 ? `Uploading ${file.name}…` : `Uploading ${file.name}, ${waiting.length} to go…`);
      await upload(file).catch((error) => refused.push(`${file.name}: ${error.message}`));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  say(refused.join(" "), { bad: true });
}

async function upload(file) {
  const { photo, upload: ticket } = await api("/photos", {
    method: "POST",
    body: { fileName: file.name, contentType: file.type || "application/octet-stream", bytes: file.size },
  });
  if (ticket) {
    const sent = await fetch(ticket.url, { method: ticket.method, headers: ticket.headers, body: file });
    if (!sent.ok) throw new Error(`the storage refused it (${sent.status}).`);
  }
  prepend(await api(`/photos/${photo.id}`));
}

$("files").addEventListener(
  "change",
  attempt(async ({ target }) => {
    await uploadAll(target.files);
    target.value = "";
  }),
);

for (const [type, isOver] of [
  ["dragover", true],
  ["dragleave", false],
  ["drop", false],
]) {
  document.addEventListener(type, (event) => {
    event.preventDefault();
    $("drop").classList.toggle("over", isOver);
  });
}
document.addEventListener(
  "drop",
  attempt(async ({ dataTransfer }) => {
    if (!$("inside").hidden) await uploadAll(dataTransfer.files);
  }),
);
