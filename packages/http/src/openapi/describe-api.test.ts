import { Validator } from "@seriousme/openapi-schema-validator";
import { parseSettings } from "@tintype/core";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { allRoutes } from "../all-routes.ts";
import { openHttp } from "../http.fixture.ts";
import { describeApi } from "./describe-api.ts";
import type { Json } from "./json-schema.ts";
import { wordsFor } from "./words.ts";

const settings = parseSettings({ publicUrl: "https://photos.example" });
const routes = allRoutes({ settings, base: "/api" });
const api = describeApi(routes, settings, "/api") as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; headers: Json };
};

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly description?: string }[];
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Json }>>;
  readonly requestBody?: unknown;
}
interface Schema extends Json {
  readonly description: string;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly examples: readonly unknown[];
}

const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);
const referred = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/"#\/components\/(\w+)\/([\w-]+)"/g)].map(([, kind, name]) => `${kind}/${name}`);

describe("the description of the API", () => {
  it("is OpenAPI 3.1, as others understand it", async () => {
    const result = await new Validator().validate(structuredClone(api));
    expect(result).toMatchObject({ valid: true });
    expect(JSON.parse(JSON.stringify(api))).toEqual(api);
  });

  it("is what the service says of itself", async () => {
    const { send } = await openHttp();
    expect((await send("GET /openapi.json")).body).toEqual(api);
  });

  it("has every operation once", () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids).toEqual(routes.map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("names every parameter in a path, and no other", () => {
    for (const { path, parameters = [] } of operations) {
      const named = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => `{${name}}`);
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(named);
    }
  });

  it("says something about everything", () => {
    for (const { operationId, parameters = [], responses } of operations) {
      for (const { name, description } of parameters) expect(description, `${operationId} ${name}`).toBeTruthy();
      for (const [status, { description }] of Object.entries(responses)) {
        expect(description, `${operationId} ${status}`).toBeTruthy();
      }
    }
    for (const [name, { description }] of Object.entries(api.components.schemas))
      expect(description, name).toBeTruthy();
  });

  it("speaks of properties that there are", () => {
    for (const [name, { description, ...fields }] of Object.entries(wordsFor(settings))) {
      const properties = Object.keys(api.components.schemas[name]?.properties ?? {});
      expect(description, name).toBeTruthy();
      expect(properties, name).toEqual(expect.arrayContaining(Object.keys(fields)));
    }
  });

  it("refers to what is there, and has nothing that is not referred to", () => {
    const { schemas, headers } = api.components;
    const there = [
      ...Object.keys(schemas).map((name) => `schemas/${name}`),
      ...Object.keys(headers).map((name) => `headers/${name}`),
    ];
    expect(new Set(referred(api))).toEqual(new Set(there));
  });

  it("describes every problem with its codes, and says what is private", () => {
    for (const { responses } of operations) {
      for (const [status, { description, content }] of Object.entries(responses)) {
        if (Number(status) < 400) continue;
        expect(description).toMatch(/^- `\w+`: \w/);
        expect(Object.keys(content ?? {})).toEqual(["application/problem+json"]);
      }
    }
    const open = operations.filter((operation) => JSON.stringify(operation).includes('"security":[]'));
    expect(open.map(({ operationId }) => operationId)).toEqual([
      "describeShare",
      "getConfig",
      "getHealth",
      "getReadiness",
      "getOpenApi",
    ]);
  });

  it("refuses what it does not know, and may answer more than it says", () => {
    const { schemas } = api.components;
    const strict = Object.keys(schemas).filter((name) => schemas[name]?.["additionalProperties"] === false);
    const taken = operations.flatMap(({ requestBody }) => referred(requestBody ?? {}));
    expect(new Set(strict)).toEqual(new Set(taken.map((name) => name.replace("schemas/", ""))));
  });

  it("takes the integers that JavaScript can tell apart, and says so", () => {
    expect(api.components.schemas["NewShare"]?.properties?.["expiresIn"]).toMatchObject({
      format: "int64",
      maximum: Number.MAX_SAFE_INTEGER,
    });
    expect(api.components.schemas["Share"]?.properties?.["views"]).not.toHaveProperty("maximum");
  });

  it("gives examples that are true", () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema(structuredClone(api), "api");
    for (const [name, { examples }] of Object.entries(api.components.schemas)) {
      const validate = ajv.getSchema(`api#/components/schemas/${name}`);
      for (const example of examples) {
        expect(validate?.(example), `${name} ${JSON.stringify(validate?.errors)}`).toBe(true);
      }
    }
  });
});

describe("what the description allows", () => {
  const bodies = ["PhotoChanges", "NewPhoto", "AccountChanges", "ShareChanges"] as const;
  const lengths = Object.entries(api.components.schemas).flatMap(([name, { properties = {} }]) =>
    Object.entries(properties).flatMap(([field, { maxLength }]) =>
      bodies.some((body) => body === name) && typeof maxLength === "number" ? [[name, field, maxLength] as const] : [],
    ),
  );
  const request = {
    PhotoChanges: (id: string) => [`PATCH /api/photos/${id}`, {}] as const,
    ShareChanges: (_: string, share: string) => [`PATCH /api/shares/${share}`, {}] as const,
    AccountChanges: () => ["PATCH /api/me", {}] as const,
    NewPhoto: () => ["POST /api/photos", { fileName: "a.jpg", contentType: "image/jpeg", bytes: 5 }] as const,
  };

  it("knows how long texts may be", () => {
    expect(lengths.map(([name, field, most]) => `${name}.${field} ${most}`)).toEqual([
      "NewPhoto.fileName 255",
      "NewPhoto.contentType 100",
      "NewPhoto.title 200",
      "NewPhoto.caption 5000",
      "PhotoChanges.title 200",
      "PhotoChanges.caption 5000",
      "ShareChanges.password 256",
      "ShareChanges.note 500",
      "AccountChanges.displayName 100",
    ]);
  });

  it.each(lengths.filter(([, field]) => field !== "contentType"))(
    "is accepted: %s.%s of %d characters, and not one more",
    async (name, field, most) => {
      const { send, ana } = await openHttp();
      const created = await send("POST /api/photos", { as: ana, json: request.NewPhoto()[1] });
      const { id } = created.body.photo;
      const shared = await send(`POST /api/photos/${id}/share`, { as: ana });
      const [line, usual] = request[name as (typeof bodies)[number]](id, shared.body.share.id);
      for (const character of ["x", "\u{1f44d}"]) {
        const longest = await send(line, { as: ana, json: { ...usual, [field]: character.repeat(most) } });
        expect(longest.status).toBeLessThan(300);
      }
      const longer = await send(line, { as: ana, json: { ...usual, [field]: "x".repeat(most + 1) } });
      expect([longer.status, longer.body.errors?.[0].path]).toEqual([422, field]);
    },
  );
});
