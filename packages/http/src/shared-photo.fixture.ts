import { testImage } from "@tintype/core/testing";
import { type HttpFixture, type HttpFixtureOptions, openHttp } from "./http.fixture.ts";

/** What must never reach a guest, or a log. */
export const canaries = {
  email: "ana@example.com",
  fileName: "canary-file-name.jpg",
  note: "canary-note",
  camera: "CANARYCAM",
  latitude: 12.345678,
} as const;

export interface SharedPhoto extends HttpFixture {
  /** Of Ana's photo. */
  readonly photo: string;
  readonly share: string;
  readonly token: string;
  /** Opens the link and gives the grant as the headers to send. */
  open(password?: string): Promise<{ readonly authorization: string }>;
}

/** A photo of Ana's with everything that a photo can know, and a link to it. */
export async function shareOnePhoto(input: object = {}, options?: HttpFixtureOptions): Promise<SharedPhoto> {
  const api = await openHttp(options);
  const image = testImage(600, 400, {
    camera: { make: canaries.camera, model: canaries.camera },
    location: { latitude: canaries.latitude, longitude: canaries.latitude },
    times: { dateTimeOriginal: "2026:11:19 16:03:22", offsetTimeOriginal: "+09:00" },
  });
  const headers = { "content-type": "image/jpeg" };
  const line = `POST /api/photos?fileName=${canaries.fileName}`;
  const { id } = (await api.send(line, { as: api.ana, body: image, headers })).body.photo;
  await api.drain();
  await api.send(`PATCH /api/photos/${id}`, { as: api.ana, json: { title: "First snow", tags: ["winter"] } });
  const json = { note: canaries.note, ...input };
  const { body } = await api.send(`POST /api/photos/${id}/share`, { as: api.ana, json });
  const token = new URL(body.url).pathname.replace("/s/", "");
  return {
    ...api,
    photo: id,
    share: body.share.id,
    token,
    open: async (password) => {
      const opened = await api.send(`POST /s/${token}/open`, password === undefined ? {} : { json: { password } });
      if (opened.status !== 200) throw new Error(`It could not be opened: ${opened.text}`);
      return { authorization: `Share ${opened.body.grant}` };
    },
  };
}
