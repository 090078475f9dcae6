const PREFIX = "tintype-tab ";

const own = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(36)).join("");
/** Browsers have locks for pages of HTTPS and of this machine alone; elsewhere a tab knows of no other. */
const locks = (): LockManager | undefined => (isSecureContext ? navigator.locks : undefined);
// Held as long as this tab lives: the browser lets go of it, however the tab ends.
void locks()?.request(`${PREFIX}${own}`, () => new Promise(() => {}));

/** The tabs of this page in this browser, as far as they have to know of one another. */
export const tabs = {
  own,
  /** Those that are open now. */
  alive: async (): Promise<ReadonlySet<string>> => {
    const { held = [] } = (await locks()?.query()) ?? {};
    return new Set(held.flatMap(({ name }) => (name?.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])));
  },
  /** Runs `act` in no other tab at the same time. */
  alone: <Result>(name: string, act: () => Promise<Result>): Promise<Result> => locks()?.request(name, act) ?? act(),
};
