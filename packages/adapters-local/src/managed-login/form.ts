import { PageRefusal } from "./oauth-error.ts";

/** More than any form here has to say. */
const longest = 64 * 1_024;

/** The fields of a form as it was sent (`application/x-www-form-urlencoded`); none for anything else. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded(?:\s*;|$)/i.test(type)) return new URLSearchParams();
  const text = await request.text();
  return new URLSearchParams(text.length > longest ? "" : text);
}

/** A field that is there once; else nothing. */
export function field(form: URLSearchParams, name: string): string {
  const values = form.getAll(name);
  return values.length === 1 ? (values[0] ?? "") : "";
}

/**
 * Throws `PageRefusal` for a form that another site has sent: nobody is signed in by anybody else. Where the browser says
 * nothing of it, there is none.
 */
export function checkSameOrigin(publicUrl: string, { headers }: Request): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site === null ? origin === null || origin === publicUrl : site === "same-origin" || site === "none") return;
  throw new PageRefusal("This form was sent by another site.", { status: 403 });
}
