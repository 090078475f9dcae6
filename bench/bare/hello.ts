/** The least that a Hono application can be: what our own answers are compared with. */
import process from "node:process";
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();
app.get("/", (context) => context.json({ message: "hello" }));
process.on("disconnect", () => process.exit());
process.on("message", () => {
  serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => process.send?.({ port }));
});
