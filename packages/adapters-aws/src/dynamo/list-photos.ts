import { createHash } from "node:crypto";
import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { type CallOptions, type Page, type PageRequest, Photo, type PhotoFilter, type UserId } from "@tintype/core";
import { cursorAt, positionIn } from "./cursor.ts";
import type { Dynamo } from "./dynamo.ts";
import { type Shelf, shelfPrefix } from "./photo-place.ts";

/** `L#2026-07-01T14:03:22.000#01…`: what `shelfKey` looks like. */
const shelfKeyPattern = /^[LT]#[^#]{0,64}#([0-9A-Z]{26})$/;

/**
 * How often a page is asked for, twice as much each time: 51, 102, 204 and 408 photos are looked at for a page of fifty
 * of which the filter lets hardly any through; then the page stays short.
 */
const MOST_QUERIES = 4;

/**
 * One page of `byOwner`: the shelf and the range are looked up, the tag and the other states are filtered out of what
 * was read, which costs as if all of it were shown. Without those two it is one query.
 */
export async function listPhotos(
  { attempt, documents, tables }: Dynamo,
  owner: UserId,
  filter: PhotoFilter,
  { limit, cursor }: PageRequest,
  options?: CallOptions,
): Promise<Page<Photo>> {
  const list = `photos of ${owner}${nameOf(filter)}`;
  const start = positionIn(list, shelfKeyPattern, cursor);
  const range = rangeOf(filter);
  // DynamoDB takes a range that ends before it begins for a mistake.
  if (range.first > range.last) return { items: [] };
  const query = asQuery(tables.photos, owner, range, filter);
  const found: Record<string, unknown>[] = [];
  let stop =
    start === undefined ? undefined : { userId: owner, shelfKey: start, photoId: shelfKeyPattern.exec(start)?.[1] };
  // One more than is shown tells whether there is a next page.
  for (let queries = 0, looks = limit + 1; queries < MOST_QUERIES && found.length <= limit; queries += 1, looks *= 2) {
    const next = new QueryCommand({ ...query, Limit: looks, ExclusiveStartKey: stop });
    const { Items = [], LastEvaluatedKey } = await attempt((sending) => documents.send(next, sending), options);
    found.push(...Items);
    stop = LastEvaluatedKey as typeof stop;
    if (stop === undefined) break;
  }
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : stop;
  const photos = items.map(({ document }) => Photo.parse(document));
  return last === undefined ? { items: photos } : { items: photos, next: cursorAt(list, String(last["shelfKey"])) };
}

interface Range {
  readonly first: string;
  readonly last: string;
}

/** Both ends are less than every key of their place on the timeline, since a key goes on behind it. */
function rangeOf({ state, from = "", to }: PhotoFilter): Range {
  const shelf: Shelf = state === "trashed" ? "trash" : "library";
  const prefix = shelfPrefix(shelf);
  return { first: prefix + from, last: to === undefined ? `${prefix}~` : prefix + to };
}

function asQuery(table: string, owner: UserId, { first, last }: Range, { state, tag }: PhotoFilter): QueryCommandInput {
  const isFiltered = state !== undefined && state !== "trashed";
  const conditions = [
    ...(isFiltered ? ["document.#state = :state"] : []),
    ...(tag === undefined ? [] : ["contains(document.tags, :tag)"]),
  ];
  return {
    TableName: table,
    IndexName: "byOwner",
    KeyConditionExpression: "userId = :owner AND shelfKey BETWEEN :first AND :last",
    ExpressionAttributeValues: {
      ":owner": owner,
      ":first": first,
      ":last": last,
      ...(isFiltered && { ":state": state }),
      ...(tag !== undefined && { ":tag": tag }),
    },
    ...(conditions.length > 0 && { FilterExpression: conditions.join(" AND ") }),
    ...(isFiltered && { ExpressionAttributeNames: { "#state": "state" } }),
    ScanIndexForward: false,
  };
}

/** A short name that no other filter has; empty for the library. */
function nameOf({ state, tag, from, to }: PhotoFilter): string {
  const said = [state, tag, from, to];
  if (said.every((value) => value === undefined)) return "";
  return `, ${createHash("sha256").update(JSON.stringify(said)).digest("base64url")}`;
}
