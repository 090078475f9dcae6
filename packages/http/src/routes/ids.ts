import {
  ApiKeyId,
  ApiKeyNotFound,
  ExportId,
  ExportNotFound,
  PhotoId,
  PhotoNotFound,
  ShareId,
  ShareNotFound,
} from "@tintype/core";

/** A text that cannot be an id names nothing: the answer is the same as for an id that nobody has. */
export function photoIdOf(text: string): PhotoId {
  const id = PhotoId.safeParse(text);
  if (!id.success) throw new PhotoNotFound();
  return id.data;
}

export function shareIdOf(text: string): ShareId {
  const id = ShareId.safeParse(text);
  if (!id.success) throw new ShareNotFound();
  return id.data;
}

export function exportIdOf(text: string): ExportId {
  const id = ExportId.safeParse(text);
  if (!id.success) throw new ExportNotFound();
  return id.data;
}

export function apiKeyIdOf(text: string): ApiKeyId {
  const id = ApiKeyId.safeParse(text);
  if (!id.success) throw new ApiKeyNotFound();
  return id.data;
}
