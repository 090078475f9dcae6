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
 * one aggregate in their order.
 */
export function readStreamRecord({ dynamodb }: StreamRecord): readonly DomainEvent[] {
  const after = read(dynamodb?.NewImage);
  const before = read(dynamodb?.OldImage);
  return after.document?.saved === before.document?.saved ? [] : after.events;
}

const SavedItem = z.object({
  document: z.object({ saved: z.int().optional() }).optional(),
  events: z.array(DomainEvent).default([]),
});

// Only these two attributes: the rest of an image need not be read.
function read(image: Image = {}): z.infer<typeof SavedItem> {
  const { document, events } = image as Record<string, AttributeValue>;
  return SavedItem.parse(unmarshall({ ...(document && { document }), ...(events && { events }) }));
}
