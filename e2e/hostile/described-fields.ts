type Json = Record<string, unknown>;

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: unknown;
  readonly const?: unknown;
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly schema: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** One place in the API where somebody can say something. */
export interface Field {
  readonly operationId: string;
  readonly method: string;
  /** As in the description, with `{id}`. */
  readonly path: string;
  readonly place: "path" | "query" | "header" | "json" | "form";
  /** Where it stands in a body: `["tags", 0]`. */
  readonly steps: readonly (string | number)[];
  /** A body in which everything else is as it should be; none where the operation takes none. */
  readonly body: Json | undefined;
  /** Whether people write here what they like. */
  readonly isFree: boolean;
  /** Every status that the description speaks of. */
  readonly statuses: readonly number[];
  /** Whether what was said can be asked for again, with GET. */
  readonly isReadable: boolean;
}

interface Place {
  readonly steps: readonly (string | number)[];
  readonly schema: Schema;
}

const isFree = ({ type, enum: choice, const: only, pattern }: Schema): boolean =>
  [type].flat().includes("string") && choice === undefined && only === undefined && pattern === undefined;

/** Without a password: it would be hashed each time, which is slow because it has to be. */
function exampleOf({ examples }: Schema): Json {
  const { password, ...example } = (examples?.[0] ?? {}) as Json;
  return example;
}

/** Every field that the description of the API knows: a new one is among them by itself. */
export function fieldsOf({ paths, components }: Description): readonly Field[] {
  const resolve = (schema: Schema): Schema =>
    schema.$ref === undefined ? schema : resolve(components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {});

  const bodiesOf = (schema: Schema): readonly Schema[] => {
    const resolved = resolve(schema);
    return resolved.anyOf?.flatMap(bodiesOf) ?? [resolved];
  };

  /** Every place in a value of the schema, however deep, and what may stand there. */
  const placesIn = (schema: Schema): readonly Place[] => {
    const { properties = {}, items } = resolve(schema);
    const inside = items === undefined ? Object.entries(properties) : [[0, items] as const];
    return inside.flatMap(([step, member]) => [
      { steps: [step], schema: resolve(member) },
      ...placesIn(member).map((place) => ({ ...place, steps: [step, ...place.steps] })),
    ]);
  };

  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId, parameters = [], requestBody, responses }]) => {
      const statuses = Object.keys(responses).map(Number);
      const common = { operationId, method: method.toUpperCase(), path, statuses, isReadable: "get" in methods };
      const contents = Object.entries(requestBody?.content ?? {});
      const usual = contents.flatMap(([type, { schema }]) => (type.includes("json") ? bodiesOf(schema) : []))[0];
      const body = usual && exampleOf(usual);
      const named = parameters.map(
        ({ name, in: place, schema }): Field => ({ ...common, place, steps: [name], isFree: isFree(schema), body }),
      );
      const said = contents.flatMap(([type, { schema }]) => {
        if (!/json|form-data/.test(type)) return [];
        const place = type.includes("json") ? ("json" as const) : ("form" as const);
        return bodiesOf(schema).flatMap((one) => {
          const body = exampleOf(one);
          return placesIn(one).map(
            ({ steps, schema }): Field => ({ ...common, place, steps, isFree: isFree(schema), body }),
          );
        });
      });
      return [...named, ...said];
    }),
  );
}

const HERE = "\u{f8ff}here\u{f8ff}";

/** The body as JSON, with a token of JSON, or of something else, in the field. */
export function jsonWith({ body, steps }: Field, token: string): string {
  return JSON.stringify(placed(body, steps)).replace(JSON.stringify(HERE), () => token);
}

function placed(value: unknown, [step, ...steps]: Field["steps"]): unknown {
  if (step === undefined) return HERE;
  if (typeof step === "number") return [placed(Array.isArray(value) ? value[0] : {}, steps)];
  const object = typeof value === "object" && value !== null ? (value as Json) : {};
  return { ...object, [step]: placed(object[step], steps) };
}
