import { isBlobKey } from "@tintype/core";
import { readText } from "../../tickets/multipart/read-text.ts";
import type { Call, ObjectCall, S3Answer, Storage } from "../operation.ts";
import { S3Error } from "../s3-error.ts";
import { xmlDocument, xmlElement, xmlField, xmlText } from "../s3-xml.ts";

const mostXml = 2 * 1_024 * 1_024;
const mostKeys = 1_000;

/** Removes an object; there need not be one. */
export async function deleteObject({ blobs }: Storage, { ref }: ObjectCall): Promise<S3Answer> {
  if (isBlobKey(ref)) await blobs.remove(ref);
  return { status: 204 };
}

/** Removes up to a thousand objects, and says of each what became of it. */
export async function deleteObjects({ blobs }: Storage, { prefix, receive }: Call): Promise<S3Answer> {
  const xml = await readText(receive(mostXml).stream, mostXml);
  const wanted = readDelete(xml);
  const lines: string[] = [];
  for (const { key, versionId } of wanted.objects) {
    const refusal = refusalOf(key, versionId, prefix);
    if (refusal !== undefined) {
      lines.push(
        xmlElement("Error", xmlField("Key", key), xmlField("Code", refusal.code), xmlField("Message", refusal.message)),
      );
      continue;
    }
    const ref = { area: "incoming", key } as const;
    if (isBlobKey(ref)) await blobs.remove(ref);
    if (!wanted.isQuiet) lines.push(xmlElement("Deleted", xmlField("Key", key)));
  }
  return { status: 200, body: xmlDocument("DeleteResult", ...lines) };
}

function refusalOf(key: string, versionId: string | undefined, prefix: string): S3Error | undefined {
  if (versionId !== undefined) return new S3Error("NotImplemented", "There are no versions here.");
  return key.startsWith(prefix) && key !== prefix ? undefined : new S3Error("AccessDenied", "Access Denied.");
}

function readDelete(xml: string) {
  const body = /^\s*(?:<\?xml[^>]*\?>\s*)?<Delete(?:\s[^>]*)?>([\s\S]*)<\/Delete>\s*$/.exec(xml)?.[1];
  const objects = [...(body ?? "").matchAll(/<Object>((?:(?!<\/?Object>)[\s\S])*)<\/Object>/g)].map(
    ([, object = ""]) => ({
      key: xmlText(object, "Key") ?? "",
      versionId: xmlText(object, "VersionId"),
    }),
  );
  if (
    body === undefined ||
    objects.length === 0 ||
    objects.length > mostKeys ||
    objects.some(({ key }) => key === "")
  ) {
    throw new S3Error(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  }
  return { objects, isQuiet: xmlText(body, "Quiet")?.trim() === "true" };
}
