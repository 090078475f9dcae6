import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { DomainEvent } from "@tintype/core";
import * as z from "zod";

/** The part of a stream's record that matters, as both the SDK and a Lambda function get it. */
export interface StreamRecord {
  readonly dynamodb?: { readonly NewImage?: Image | undefined; readonly OldImage?: Image | undefined } | undefined;
}

type Image = { readonly [attribute: string]: unknown };

/**
 * The events that the save behind a record raised, in their order. None where nothing was saved: an item removed, moved
 * in an index or written again, and items that are no aggregates. A table's stream has every save once, and those of
 * one aggregate in their order. What is no event that this version knows, since a newer one has written it, is given to
 * `strange`, in its place; where nobody asks for it, it is an error.
 */
export function readStreamRecord(
  { dynamodb }: StreamRecord,
  strange?: (event: unknown) => void,
): readonly DomainEvent[] {
  const after = read(dynamodb?.NewImage);
  const before = read(dynamodb?.OldImage);
  if (after.document?.saved === before.document?.saved) return [];
  return after.events.flatMap((event) => {
    const { data, error } = DomainEvent.safeParse(event);
    if (data !== undefined) return [data];
    if (strange === undefined) throw error;
    strange(event);
    return [];
  });
}

const SavedItem = z.object({
  document: z.object({ saved: z.int().optional() }).optional(),
  events: z.array(z.unknown()).default([]),
});

// Only these two attributes: the rest of an image need not be read.
function read(image: Image = {}): z.infer<typeof SavedItem> {
  const { document, events } = image as Record<string, AttributeValue>;
  return SavedItem.parse(unmarshall({ ...(document && { document }), ...(events && { events }) }));
}
