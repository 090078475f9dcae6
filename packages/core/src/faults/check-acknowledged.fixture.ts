import { codeOf } from "../ports/code-of.fixture.ts";
import type { World } from "../world.fixture.ts";
import type { Memo } from "./fault-scenario.fixture.ts";

/**
 * What was acknowledged is there, unless it was to be removed; and what somebody was given opens exactly what it is worth
 * now: a grant nothing that was revoked or is not ready, a key nothing once it is revoked.
 */
export async function checkAcknowledged(world: World, memo: Memo): Promise<void> {
  const wrongs: string[] = [];
  const { tintype, ports, ana } = world;
  const account = await ports.accounts.get(ana.userId);
  const photo = memo.photo && (await ports.photos.get(memo.photo));
  if (account !== undefined && memo.photo !== undefined && photo === undefined) wrongs.push("the photo is lost");
  const share = memo.share && (await ports.shares.get(memo.share));
  if (photo?.state === "ready" && memo.share !== undefined && share === undefined) wrongs.push("the link is lost");

  if (memo.guest !== undefined) {
    const mayBeSeen = photo?.state === "ready" && share !== undefined && share.revokedAt === undefined;
    const code = await codeOf(tintype.shares.listSharedPhotos(memo.guest, memo.token ?? ""));
    if ((code === "resolved") !== mayBeSeen) wrongs.push(`a guest finds ${code} where the link is ${share?.revokedAt}`);
  }
  if (memo.key !== undefined) {
    const isGood = memo.apiKey !== undefined && (await ports.apiKeys.get(memo.apiKey)) !== undefined;
    const code = await codeOf(tintype.apiKeys.identifyProgram(memo.key));
    if ((code === "resolved") !== isGood) wrongs.push(`a program finds ${code}`);
  }
  if (wrongs.length > 0) throw new Error(wrongs.join("\n"));
}
