import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type HttpProxy } from "vite";

/** Where `pnpm dev` finds the server; everything that is not a page goes there. */
const server = `http://127.0.0.1:${process.env["PORT"] ?? "3000"}`;

/** The server trusts its own pages only; in development this one stands in front of it under another port. */
const asOwnPage = (proxy: HttpProxy.ProxyServer): void => {
  proxy.on("proxyReq", (request) => {
    if (request.hasHeader("origin")) request.setHeader("origin", server);
  });
};

const isCore = (id: string): boolean =>
  /node_modules\/(react|react-dom|scheduler|@tanstack|@trpc)\//.test(id) ||
  // The rest of that package is the charts', which customers do not load.
  /node_modules\/use-sync-external-store\/.*shim/.test(id) ||
  /apps\/web\/src\/(app\/|features\/plans\/offers|ui\/(?!text-field|dates))/.test(id);

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    // `size.mjs` reads it to know what a checkout loads first.
    manifest: true,
    target: "baseline-widely-available",
    // A data: URL or an inlined preload helper would need a looser content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What every page needs travels as one file: it compresses 4 KB better than the two it would be split into.
        codeSplitting: { groups: [{ name: "core", test: isCore }] },
      },
    },
  },
  server: {
    port: Number(process.env["WEB_PORT"] ?? "5173"),
    proxy: { "/api": { target: server, configure: asOwnPage } },
  },
});
