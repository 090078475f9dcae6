import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSrpClient } from "../../packages/adapters-local/src/user-pool/srp/srp-client.fixture.ts";
import { addTemporaryPerson } from "../identity/people.ts";
import { repository, type ServerProcess, startServer, temporaryFolder } from "../server.ts";
import { type DoorName, doors } from "./doors.ts";
import { type Kind, type KindName, kinds } from "./kinds.ts";
import { askedOf, madeByClients, madeIn, makesKeys } from "./origins.ts";
import { furnish, newcomer, type World } from "./world.ts";

const doorNames = Object.keys(doors) as readonly DoorName[];
const kindNames = Object.keys(kinds) as readonly KindName[];
const kindOf = (name: KindName): Kind => kinds[name];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: ServerProcess;
let world: World;
let keys: ReadonlyMap<KindName, string>;

beforeAll(async () => {
  folder = await temporaryFolder();
  const dataFolder = join(folder.path, "data");
  await addTemporaryPerson(dataFolder, newcomer.email, newcomer.temporary);
  server = await startServer({ dataFolder, environment: { TINTYPE_RATES: "off" } });
  world = await furnish(server.origin, createSrpClient("tintype"));
  const made: [KindName, string][] = [];
  for (const name of kindNames) made.push([name, await kindOf(name).make(world)]);
  keys = new Map(made);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const knock = (door: DoorName, key: string) => doors[door](key, world);

describe("every key", () => {
  it("is another one", () => {
    const made = [...keys.values()];
    expect(made.filter((key) => typeof key !== "string" || key.length < 6)).toEqual([]);
    expect(new Set(made).size).toBe(kindNames.length);
  });

  it.each(kindNames)("%s: opens nothing that is not its own", async (name) => {
    const opened: DoorName[] = [];
    for (const door of doorNames) {
      if (!kindOf(name).opens.includes(door) && (await knock(door, keys.get(name) ?? ""))) opened.push(door);
    }
    expect(opened).toEqual([]);
  });

  // After all that was tried: nothing has used up a key or barred a door.
  it.each(kindNames)("%s: opens what is its own", async (name) => {
    const { opens, make, isShort } = kindOf(name);
    for (const [index, door] of opens.entries()) {
      const key = index === 0 && isShort !== true ? keys.get(name) : await make(world);
      expect(await knock(door, key ?? ""), door).toBe(true);
    }
  });
});

describe("every file that makes keys", () => {
  it("is known here, with the kinds that it makes, and every kind with it", async () => {
    const packages = join(repository, "packages");
    const making: string[] = [];
    for await (const file of glob("*/src/**/*.ts", { cwd: packages })) {
      if (/\.(?:test|fixture|contract|memory|lane)\.ts$/.test(file)) continue;
      if (makesKeys.test(await readFile(join(packages, file), "utf8"))) making.push(file.replaceAll("\\", "/"));
    }
    expect(making.toSorted()).toEqual(Object.keys(madeIn).toSorted());
    const known = new Set([...Object.values(madeIn).flat(), ...madeByClients]);
    expect([...known].toSorted()).toEqual([...kindNames].toSorted());
  });
});

describe("every door", () => {
  it("that the API has is knocked at", () => {
    expect(Object.values(askedOf).flatMap((asked) => asked.filter((door) => !doorNames.includes(door)))).toEqual([]);
  });

  it.each(doorNames)("%s: has a key", (door) => {
    expect(kindNames.filter((name) => kindOf(name).opens.includes(door))).not.toEqual([]);
  });
});
