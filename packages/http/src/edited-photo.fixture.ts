import { aReadyPhoto } from "@tintype/core/testing";
import { type Answered, type HttpFixture, openHttp } from "./http.fixture.ts";

type Bytes = NonNullable<RequestInit["body"]>;

export interface EditedPhoto extends HttpFixture {
  /** Edits a photo of Ana's with that body. */
  patch(body: Bytes, headers?: Readonly<Record<string, string>>): Promise<Answered>;
}

/** A photo of Ana's, and a way to send bodies at it. */
export async function editOnePhoto(): Promise<EditedPhoto> {
  const api = await openHttp();
  const photo = aReadyPhoto({ owner: api.ana.id });
  await api.ports.photos.save({ after: photo, events: [] });
  const patch = (body: Bytes, headers: Readonly<Record<string, string>> = { "content-type": "application/json" }) =>
    api.send(`PATCH /api/photos/${photo.id}`, { as: api.ana, body, headers });
  return { ...api, patch };
}
