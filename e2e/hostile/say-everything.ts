import { isShown, shownIn, ways } from "./comes-back.ts";
import type { Field } from "./described-fields.ts";
import { hostileTexts, hostileTokens } from "./hostile-texts.ts";
import type { HostileWorld } from "./hostile-world.ts";
import { say } from "./say.ts";

/** Everything that is hostile in each of the fields, and what was wrong with the answers. */
export async function sayEverything(world: HostileWorld, fields: readonly Field[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const field of fields) {
    for (const what of sayings(field)) {
      const fault = await faultOf(world, field, what);
      const { operationId, place, steps } = field;
      if (fault !== undefined) faults.push(`${operationId} ${place} ${steps}: ${what.slice(0, 80)}: ${fault}`);
    }
  }
  return faults;
}

let taken = 0;

/**
 * What to say in a field: everything where people write what they like, and some of it where hardly any text is right, or
 * where it is slow: what is made has to be removed again, photos are developed, and passwords have to be slow.
 */
function sayings({ operationId, place, steps, isFree }: Field): readonly string[] {
  const texts = place === "json" ? hostileTexts.map((text) => JSON.stringify(text)) : hostileTexts;
  const all = place === "json" ? [...texts, ...hostileTokens] : texts;
  const makesPhotos = operationId === "createPhoto";
  const isSlow = steps.includes("password") || (makesPhotos && place !== "json");
  const every = isSlow ? 16 : isFree && !makesPhotos ? 1 : 7;
  const from = taken++ % every;
  return all.filter((_, index) => index % every === from);
}

async function faultOf(world: HostileWorld, field: Field, what: string): Promise<string | undefined> {
  const { origin, ana, address } = world;
  const said = await say(world, field, what);
  if (said === undefined) return field.place === "header" ? undefined : "no answer";
  const { status, text } = said;
  const isBeyondHeaders = status === 431 && field.place !== "json" && field.place !== "form";
  const isElsewhere = field.place === "path" && status < 500;
  if (!field.statuses.includes(status) && !isBeyondHeaders && !isElsewhere) return `${status} ${text}`;
  if (status >= 500) return `${status} ${text}`;
  if (status >= 300 || text === "" || !isShown(field)) return undefined;
  const answer = JSON.parse(text);
  const sent: unknown = field.place === "json" ? JSON.parse(what) : what.toWellFormed();
  if (status === 201 && field.operationId === "createPhoto")
    await ana.api(`/photos/${answer.photo.id}?purge=true`, { method: "DELETE" });
  if (typeof sent !== "string" || status === 204) return undefined;
  const shown = shownIn(field, answer);
  if (!ways(sent).includes(shown)) return `came back as ${JSON.stringify(shown)}`;
  if (!field.isReadable || field.method !== "PATCH") return undefined;
  const headers = { authorization: world.authorization(field.path) };
  const kept = shownIn(
    field,
    await (await fetch(`${origin}${address(field.operationId, field.path)}`, { headers })).json(),
  );
  return kept === shown ? undefined : `was kept as ${JSON.stringify(kept)}`;
}
