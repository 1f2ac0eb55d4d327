import pg from "pg";

/** A pool of plain connections, for looking past the product and for ways of working that it does not offer. */
export async function openPool(url: string, max = 10): Promise<pg.Pool & AsyncDisposable> {
  const pool = new pg.Pool({ connectionString: url, max });
  return Object.assign(pool, { [Symbol.asyncDispose]: () => pool.end() });
}
