import { Container, type ServiceIdentifier } from "inversify";

type Provided<Services, Needs extends readonly (keyof Services)[]> = {
  [Index in keyof Needs]: Services[Needs[Index]];
};

/** Everything, wired. Each service is made when it is first asked for, once. */
export interface Composition<Services extends object> {
  get<Name extends keyof Services>(name: Name): Services[Name];
  /** Closes what was made, the last first: what others are built upon ends after them. Rejects with all that went wrong. */
  close(): Promise<void>;
}

/** Says how services are made, one after the other. What does not fit, is missing or comes too early does not compile. */
export interface Composer<Services extends object, Missing extends keyof Services> {
  /**
   * `create` makes the service `name` out of the services `needs`, which have been provided before; `close` ends it.
   */
  provide<Name extends Missing, const Needs extends readonly Exclude<keyof Services, Missing>[]>(
    name: Name,
    needs: Needs,
    create: (...needs: Provided<Services, Needs>) => Services[Name],
    close?: (service: Services[Name]) => Promise<void> | void,
  ): Composer<Services, Exclude<Missing, Name>>;

  /** Ready, once nothing is missing. */
  readonly done: [Missing] extends [never] ? () => Composition<Services> : never;
}

/** Begins a composition of `Services`: an interface with a property for each of them. */
export function compose<Services extends object>(): Composer<Services, keyof Services> {
  const container = new Container({ defaultScope: "Singleton", jitless: true });
  const closers: (() => Promise<void> | void)[] = [];

  const composition: Composition<Services> = {
    get: (name) => container.get(token(name)),
    close: async () => {
      const failures: unknown[] = [];
      for (const close of closers.splice(0).toReversed()) {
        try {
          await close();
        } catch (failure) {
          failures.push(failure);
        }
      }
      await container.unbindAllAsync();
      if (failures.length > 0) throw new AggregateError(failures, "Not everything could be closed.");
    },
  };

  const composer = {
    provide(
      name: keyof Services,
      needs: readonly (keyof Services)[],
      create: (...needs: unknown[]) => unknown,
      close?: (service: unknown) => Promise<void> | void,
    ) {
      container.bind(token(name)).toResolvedValue((...services: unknown[]) => {
        const service = create(...services);
        if (close !== undefined) closers.push(() => close(service));
        return service;
      }, needs.map(token));
      return composer;
    },
    done: () => composition,
  };
  return composer as unknown as Composer<Services, keyof Services>;
}

function token<Service>(name: PropertyKey): ServiceIdentifier<Service> {
  return Symbol.for(`tintype/${String(name)}`);
}
