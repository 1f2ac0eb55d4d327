// The WebAssembly engine, opened on one database.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { dropShadows, migrationAdapter } from "./adapter.mjs";

/** Opens the engine on `url`; `call` runs the method of the same name as the JSON-RPC request. */
export async function openEngine(url) {
  await loadWasm();
  const factory = bindMigrationAwareSqlAdapterFactory(migrationAdapter(url));
  let engine;
  const open = async () => {
    engine ??= await glue.SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
    return engine;
  };
  return {
    call: async (method, params) => {
      const opened = await open();
      if (typeof opened[method] !== "function")
        throw new Error(`The schema engine has no method ${method}.`);
      return opened[method](params);
    },
    describe,
    close: dropShadows,
  };
}

async function loadWasm() {
  const require = createRequire(import.meta.url);
  const file = require
    .resolve("@prisma/schema-engine-wasm")
    .replace(/schema_engine\.js$/, "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    "./schema_engine_bg.js": glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

// A panic of the engine reports here before it surfaces as a thrown error.
let panicMessage = null;
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (message) => {
    panicMessage = message;
  },
};

/** A thrown engine error as the native engine's JSON-RPC error: 4466 is "read `data`". */
function describe(error) {
  const message = panicMessage ?? error?.message ?? String(error);
  const data = {
    message,
    is_panic: panicMessage !== null,
    error_code: error?.code,
    meta: error?.meta,
  };
  return { code: 4466, message: "An error happened. Check the data field for details.", data };
}
