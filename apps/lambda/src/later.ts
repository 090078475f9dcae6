// biome-ignore lint/suspicious/noExplicitAny: a method takes and gives what the port says
type Method = (...call: any[]) => any;

/** How each method of a port answers: with a promise, or with something to iterate over. */
type Answers<Port> = {
  readonly [Name in keyof Port]: Port[Name] extends (...call: never[]) => AsyncIterable<unknown>
    ? "yields"
    : "resolves";
};

/**
 * A port whose adapter is loaded and made by the first call of a method: what a request does not need costs it nothing.
 * An adapter that could not be made is tried again by the next call.
 */
export function later<Port extends object>(answers: Answers<Port>, load: () => Promise<Port>): Port {
  let loading: Promise<Record<string, Method>> | undefined;
  const adapter = () => {
    loading ??= (load() as Promise<Record<string, Method>>).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const methods = Object.entries<"resolves" | "yields">(answers).map(([name, answer]): [string, Method] => [
    name,
    answer === "resolves"
      ? async (...call) => (await adapter())[name]?.(...call)
      : async function* iterate(...call) {
          yield* (await adapter())[name]?.(...call);
        },
  ]);
  return Object.fromEntries(methods) as Port;
}
