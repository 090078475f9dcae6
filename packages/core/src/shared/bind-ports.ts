// biome-ignore lint/suspicious/noExplicitAny: the parameters of any operation
type Operation = (ports: any, ...rest: any[]) => unknown;

type PortsOf<Operations> = {
  [Name in keyof Operations]: Operations[Name] extends (ports: infer Ports, ...rest: never[]) => unknown
    ? (ports: Ports) => void
    : never;
}[keyof Operations] extends (ports: infer All) => void
  ? All
  : never;

type Bound<Operations> = {
  readonly [Name in keyof Operations]: Operations[Name] extends (ports: never, ...rest: infer Rest) => infer Result
    ? (...rest: Rest) => Result
    : never;
};

/** Gives every operation its ports, so that `photos.getPhoto(actor, id)` is left. A missing port does not compile. */
export function bindPorts<Operations extends Record<string, Operation>>(
  ports: PortsOf<Operations>,
  operations: Operations,
): Bound<Operations> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [name, operation.bind(undefined, ports)]),
  ) as Bound<Operations>;
}
