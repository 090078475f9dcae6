import { testImage } from "@tintype/core/testing";
import type { HttpFixture } from "../http.fixture.ts";

export const image = testImage(600, 400);
export const announced = { fileName: "IMG_2041.jpg", contentType: "image/jpeg", bytes: image.length };

/** A photo of Ana's that has been sent and developed. */
export async function develop({ send, ana, drain }: HttpFixture, bytes = image): Promise<string> {
  const headers = { "content-type": "image/jpeg" };
  const { body } = await send("POST /api/photos?fileName=IMG_2041.jpg", { as: ana, body: bytes, headers });
  await drain();
  return body.photo.id;
}
