// The `pg` driver as the engine needs it. Three things differ from `PrismaPg` as it is published in 7.10.0:
// a migration is sent whole (it splits scripts at every semicolon, which cuts a trigger function in two); the shadow
// database is really another database (it would be the main one, because a connection string outweighs `database`);
// and the one-byte type of the system catalogue is read instead of refused.
import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";

/** A migration-aware driver adapter factory for the database that `url` names. */
export function migrationAdapter(url) {
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(url),
    connectToShadowDb: () => connectToShadow(url),
  };
}

/** Shadow databases still open; the engine itself lets go of them only when its process ends. */
const shadows = new Set();

/** Drops the shadow databases that are left. */
export async function dropShadows() {
  for (const dispose of shadows) await dispose();
}

async function connect(url) {
  const adapter = await new PrismaPg({ connectionString: url }).connect();
  readCatalogueCharacters(adapter);
  adapter.executeScript = async (script) => {
    await adapter
      .underlyingDriver()
      .query(script)
      .catch((error) => adapter.onError(error));
  };
  return adapter;
}

async function connectToShadow(url) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  const main = await connect(url);
  await main.executeScript(`CREATE DATABASE "${name}"`);
  const shadowUrl = new URL(url);
  shadowUrl.pathname = `/${name}`;
  const shadow = await connect(shadowUrl.href);
  const release = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    if (!shadows.delete(shadow.dispose)) return;
    await release();
    await main.executeScript(`DROP DATABASE "${name}" WITH (FORCE)`);
    await main.dispose();
  };
  shadows.add(shadow.dispose);
  return shadow;
}

// Type oid 18, `"char"`: the catalogue's one-letter codes, such as what a foreign key does on delete.
const systemCharacter = 18;
const text = 25;
const patched = new WeakSet();

function readCatalogueCharacters(adapter) {
  // Shared by the adapter and its transactions.
  const queryable = Object.getPrototypeOf(Object.getPrototypeOf(adapter));
  if (patched.has(queryable)) return;
  patched.add(queryable);
  const { performIO, queryRaw } = queryable;
  const characters = new WeakMap();
  queryable.performIO = async function (query) {
    const result = await performIO.call(this, query);
    const columns = (result.fields ?? []).flatMap((field, at) =>
      field.dataTypeID === systemCharacter ? [at] : [],
    );
    for (const at of columns) result.fields[at].dataTypeID = text;
    characters.set(query, columns);
    return result;
  };
  queryable.queryRaw = async function (query) {
    const rows = await queryRaw.call(this, query);
    for (const at of characters.get(query) ?? []) rows.columnTypes[at] = ColumnTypeEnum.Character;
    return rows;
  };
}
