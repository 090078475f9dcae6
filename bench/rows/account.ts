import { wire } from "../load/drive.ts";
import type { Group } from "../row.ts";
import { openStage } from "../stage.ts";

export const account: Group = {
  name: "account",
  rows: [
    {
      name: "me",
      what: "authenticated small JSON (GET /me)",
      unit: "/s",
      ours: "me",
      limit: "hello",
      against: "a Hono application that says hello",
      better: "higher",
      goal: 0.5,
      floor: 0.35,
      ci: true,
    },
  ],
  async open(options) {
    return openStage(options, async ({ tintype, load, hello }) => {
      const server = await tintype();
      return [await hello(), load("me", server, { requests: [wire("GET", "/api/me", server.user.headers)] })];
    });
  },
};
