/** The least that a function with Hono and DynamoDB can be: what the start of our own is compared with. */
import { env } from "node:process";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: env["AWS_REGION"] ?? "" }));
const app = new Hono();
app.get("/api/photos", async (context) => {
  const { Item } = await documents.send(new GetCommand({ TableName: "photos", Key: { photoId: "1" } }));
  return context.json(Item ?? {});
});

export const handler = handle(app);
