import { type App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Code } from "aws-cdk-lib/aws-lambda";
import { readDeployment } from "./deployment.ts";
import { makeApp } from "./synthesize.ts";

// CloudFormation's own rules are looked at by `npm run synth` and cfn-lint: they take six seconds.
process.env["CDK_VALIDATION"] = "false";

const templates = new Map<string, Template>();

/**
 * The template of an installation, which cdk-nag has nothing against; made once for the same switches. No bundle is needed:
 * the code is a word.
 */
export function templateOf(switches: Readonly<Record<string, string>> = {}): Template {
  const key = JSON.stringify(switches);
  const made = templates.get(key) ?? Template.fromStack(stackOf(appOf(switches)));
  templates.set(key, made);
  return made;
}

export const appOf = (context: Readonly<Record<string, string>>): App =>
  makeApp(readDeployment(context), () => Code.fromInline("exports.handler = () => {};"));

export function stackOf(app: App): Stack {
  const stack = app.node.children.find((child) => Stack.isStack(child));
  if (stack === undefined) throw new Error("There is no stack.");
  return stack;
}

export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  // biome-ignore lint/suspicious/noExplicitAny: every type of resource has properties of its own
  readonly Properties: any;
}

/** The resources of a type, by their logical ids. */
export const resourcesOf = (template: Template, type: string): Readonly<Record<string, Resource>> =>
  template.findResources(type) as Record<string, Resource>;

/** The one resource of that type whose logical id begins so. */
export function resourceOf(template: Template, type: string, id = ""): Resource {
  const found = Object.entries(resourcesOf(template, type)).filter(([name]) => name.startsWith(id));
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} resources ${type} begin with ${id}.`);
  return first[1];
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const listOf = <Item>(items: Item | readonly Item[]): readonly Item[] =>
  Array.isArray(items) ? items : [items as Item];

/** The statements of a function's role. */
export const statementsOf = (template: Template, name: string): readonly Statement[] => {
  const role = resourceOf(template, "AWS::IAM::Role", `Functions${name.replaceAll("-", "")}Role`);
  return role.Properties.Policies.flatMap(({ PolicyDocument }: { PolicyDocument: { Statement: Statement[] } }) => [
    ...PolicyDocument.Statement,
  ]);
};
