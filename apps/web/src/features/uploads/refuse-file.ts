import { ApiProblem } from "../../shared/api/api-problem.ts";
import type { ClientConfig } from "../../shared/api/load-config.ts";

/** Never photos, whatever is in them; of everything else the server looks at the bytes, not at the name. */
const other = /^(?:video|audio|text|font)\/|^application\/(?:pdf|zip|json)$|^image\/svg/;

/** Why a file needs not be sent at all, as the server would say it; undefined where it may be a photo. */
export function refuseFile({ size, type }: File, { originalBytes }: ClientConfig["limits"]): ApiProblem | undefined {
  if (size === 0) return refusal("file_empty", "The file is empty.");
  if (size > originalBytes) return refusal("photo_too_large", "The file is too large.");
  if (other.test(type)) return refusal("not_a_photo", "The file is not a photo.");
  return undefined;
}

const refusal = (code: string, detail: string): ApiProblem => new ApiProblem({ status: 422, code, detail });
