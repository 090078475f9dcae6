import { DeleteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { Photo, type PhotoRepository } from "@tintype/core";
import { countMonths } from "./count-months.ts";
import { type DynamoOptions, openDynamo } from "./dynamo.ts";
import { findDuePhotos } from "./find-due-photos.ts";
import { listPhotos } from "./list-photos.ts";
import { contentKeyOf, holdsContent, placeOf } from "./photo-place.ts";
import { photosOfOwner } from "./photos-of-owner.ts";
import { readItem } from "./read-item.ts";
import { readItems } from "./read-items.ts";
import { dropReceipt, findReceipt } from "./receipts.ts";
import { isRefusal } from "./refusal.ts";
import { saveAggregate } from "./save-aggregate.ts";

/** How many photos with the same bytes are looked at, where the index still shows some that have gone. */
const CANDIDATES = 10;

/** Photos in a table of their own (`photoTable`), receipts in the core table. */
export function createDynamoPhotoRepository(options: DynamoOptions): PhotoRepository {
  const dynamo = openDynamo(options);
  const { attempt, documents, tables } = dynamo;

  return {
    async get(id, callOptions) {
      const item = await readItem(dynamo, tables.photos, { photoId: id }, callOptions);
      return item && Photo.parse(item["document"]);
    },

    async save(change, callOptions) {
      await saveAggregate(dynamo, placeOf(tables, change.after), change, callOptions);
    },

    receipt: (keyHash, callOptions) => findReceipt(dynamo, keyHash, callOptions),
    list: (owner, filter, page, callOptions) => listPhotos(dynamo, owner, filter, page, callOptions),
    months: (owner, callOptions) => countMonths(dynamo, owner, callOptions),
    due: (now, limit, callOptions) => findDuePhotos(dynamo, now, limit, callOptions),

    async findBySha256(owner, sha256, callOptions) {
      const query = new QueryCommand({
        TableName: tables.photos,
        IndexName: "byContent",
        KeyConditionExpression: "contentKey = :content",
        ExpressionAttributeValues: { ":content": contentKeyOf(owner, sha256) },
        Limit: CANDIDATES,
      });
      const { Items = [] } = await attempt((sending) => documents.send(query, sending), callOptions);
      const keys = Items.map(({ photoId }) => ({ photoId: String(photoId) }));
      const photos = (await readItems(dynamo, tables.photos, keys, callOptions)).map(({ document }) =>
        Photo.parse(document),
      );
      return photos.find((photo) => holdsContent(photo) && photo.sha256 === sha256);
    },

    ofOwner: (owner, limit, callOptions) => photosOfOwner(dynamo, owner, limit, callOptions),

    async forget({ id, saved, receipt }, callOptions) {
      const command = new DeleteCommand({
        TableName: tables.photos,
        Key: { photoId: id },
        ConditionExpression: "document.saved = :saved",
        ExpressionAttributeValues: { ":saved": saved },
      });
      try {
        await attempt((sending) => documents.send(command, sending), callOptions);
        if (receipt !== undefined) await dropReceipt(dynamo, receipt, callOptions);
      } catch (error) {
        // It has gone, or is not what was loaded any more: either way it is not ours to remove.
        if (!isRefusal(error)) throw error;
      }
    },
  };
}
