import { allPhotos } from "../invariants.fixture.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous } from "../shared/actor.ts";
import type { ShareId } from "../shared/ids.ts";
import type { FaultScenarios, Step } from "./fault-scenario.fixture.ts";
import { open, ready, restore, share, shareCopy, shared, trash, workOff } from "./steps.fixture.ts";

const revoke: Step = ({ tintype }, { ana }, memo) => tintype.shares.revokeShare(ana, memo.share as ShareId);

/** What becomes of links. */
export const shareScenarios: FaultScenarios = {
  "sharing a copy": {
    given: ready,
    steps: [shareCopy, workOff],
    finds: async (world) => (await allPhotos(world)).map(({ state, copy }) => [state, copy?.state]),
    expected: [["ready", "made"]],
  },
  "changing a link so that a copy may be taken": {
    given: shared,
    steps: [
      ({ tintype }, { ana }, memo) => tintype.shares.changeShare(ana, memo.share as ShareId, { download: "copy" }),
      workOff,
      trash,
      restore,
      workOff,
    ],
    finds: async (world) => (await allPhotos(world)).map(({ state, copy }) => [state, copy?.state]),
    expected: [["ready", "made"]],
  },
  "sharing, opening and revoking": {
    given: ready,
    steps: [share, open, revoke],
    finds: async ({ tintype, ana }, { guest = anonymous, token = "" }) => ({
      links: (await tintype.shares.listShares(ana)).items.map(({ revokedAt }) => revokedAt !== undefined),
      seen: await codeOf(tintype.shares.listSharedPhotos(guest, token)),
      opened: await codeOf(tintype.shares.openShare(anonymous, token, { password: "sesame" })),
    }),
    expected: { links: [true], seen: "share_not_found", opened: "share_not_found" },
  },
};
