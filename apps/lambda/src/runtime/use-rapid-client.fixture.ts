import { registerHooks } from "node:module";

const ours = new URL("rapid-client.fixture.ts", import.meta.url).href;

// AWS's runtime interface client asks for its native half by this name.
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === "./rapid-client.node"
      ? { url: ours, format: "module-typescript", shortCircuit: true }
      : nextResolve(specifier, context),
});
