import { type RateCount, uncounted } from "@tintype/core";
import * as z from "zod";

const RateItem = z.object({ tries: z.int().default(0), at: z.number() });

/** What an item says of a key. */
export const readRate = (item: Readonly<Record<string, unknown>> | undefined): RateCount =>
  item === undefined ? uncounted : RateItem.parse(item);
