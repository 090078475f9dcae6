import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { createFirst } from "./first.ts";
import { shell } from "./shell.ts";

/** What the page is built from, and into what; `live.ts` uses the same while somebody works on it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), shell()],
  build: {
    outDir: "bundle",
    // What knows light-dark(), nested rules and the dialog that closes by itself: every browser since the summer of 2024.
    target: ["chrome123", "edge123", "firefox120", "safari17.5"],
    // Data addresses are for placeholders; icons of 4 KB inside of scripts are not cached.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One sheet of 6 KB for everything: its rules stand in one order, whatever is loaded first.
    cssCodeSplit: false,
    rolldownOptions: {
      input: { index: "index.html", share: "share.html", "service-worker": "src/service-worker.ts" },
      output: {
        // Browsers look for it at one address, above everything that it is for.
        entryFileNames: ({ name }) => (name === "service-worker" ? "[name].js" : "assets/[name]-[hash].js"),
        codeSplitting: {
          groups: [
            // It changes with its own releases, not with ours: browsers keep it.
            { name: "react", test: /node_modules\/(?:react|react-dom|scheduler)\//, priority: 2 },
            { name: createFirst(), debugName: "first", test: /\/src\/|@tanstack|wouter/, priority: 1 },
          ],
        },
      },
    },
  },
});
