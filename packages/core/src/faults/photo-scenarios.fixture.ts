import { allPhotos } from "../invariants.fixture.ts";
import type { PhotoBatch } from "../photos/index.ts";
import type { FaultScenarios, Step } from "./fault-scenario.fixture.ts";
import { idOf, purge, ready, restore, shareCopy, shared, states, trash, workOff } from "./steps.fixture.ts";

/** The same to all photos of the scenario; those that were refused are asked for again. */
const change =
  (batch: Omit<PhotoBatch, "ids">): Step =>
  async ({ tintype }, { ana }, { photo = "", another = "" }) => {
    const { refused } = await tintype.photos.changePhotos(ana, { ids: [photo, another], ...batch });
    if (refused.length > 0) throw new Error(`Not done: ${JSON.stringify(refused)}`);
  };

/** What becomes of photos that are ready. */
export const photoScenarios: FaultScenarios = {
  "saying what a photo shows": {
    given: ready,
    steps: [({ tintype }, { ana }, memo) => tintype.photos.editPhoto(ana, idOf(memo), { title: "Sea", tags: ["sea"] })],
    finds: async (world) => (await allPhotos(world)).map(({ title, tags }) => [title, tags]),
    expected: [["Sea", ["sea"]]],
  },
  "changing many photos at once": {
    given: async (world, memo) => {
      await shared(world, memo);
      memo.another = (await world.develop(world.picture())).id;
    },
    steps: [
      change({ action: "tag", tags: ["sea", "city"] }),
      change({ action: "untag", tags: ["city"] }),
      change({ action: "trash" }),
      change({ action: "restore" }),
    ],
    finds: async (world) => (await allPhotos(world)).map(({ state, tags }) => [state, tags]),
    expected: [
      ["ready", ["sea"]],
      ["ready", ["sea"]],
    ],
  },
  "purging many photos at once": {
    given: async (world, memo) => {
      await shared(world, memo);
      memo.another = (await world.develop(world.picture())).id;
    },
    steps: [change({ action: "purge" }), workOff],
    finds: async (world) => [await states(world), (await world.tintype.shares.listShares(world.ana)).items],
    expected: [["purged", "purged"], []],
  },
  "trashing and restoring": {
    given: ready,
    steps: [trash, restore],
    finds: states,
    expected: ["ready"],
  },
  "purging a photo that is shared": {
    given: shared,
    steps: [purge, workOff],
    finds: async (world) => [await states(world), (await world.tintype.shares.listShares(world.ana)).items],
    expected: [["purged"], []],
  },
  "purging a photo whose copy is wanted": {
    given: async (world, memo) => {
      await ready(world, memo);
      await shareCopy(world, world, memo);
    },
    steps: [workOff, purge, workOff],
    finds: states,
    expected: ["purged"],
  },
};
