// What the command line asks before it opens the engine: is the database there, and make it if it is not.
import pg from "pg";

const missingDatabase = "3D000";
const alreadyThere = new Set(["42P04", "23505"]);
const refusedLogin = new Set(["28P01", "28000"]);

/** Connects once. Answers null, or Prisma's error code and a sentence. */
export async function probeConnection(url) {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return null;
  } catch (error) {
    return explain(url, error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Makes the database that `url` names. That somebody else made it meanwhile is no error. */
export async function createDatabase(url) {
  const admin = new URL(url);
  const name = decodeURIComponent(admin.pathname.slice(1));
  admin.pathname = "/postgres";
  const client = new pg.Client({ connectionString: admin.href });
  try {
    await client.connect();
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    return null;
  } catch (error) {
    return alreadyThere.has(error.code) ? null : explain(admin.href, error);
  } finally {
    await client.end().catch(() => {});
  }
}

// Codes as in Prisma's error reference: P1003 database missing, P1000 login refused, P1001 not reachable.
function explain(url, error) {
  const { hostname, port, pathname, username } = new URL(url);
  if (error.code === missingDatabase) {
    return { code: "P1003", message: `Database \`${pathname.slice(1)}\` does not exist` };
  }
  if (refusedLogin.has(error.code)) {
    return {
      code: "P1000",
      message: `The database refused the login of \`${username}\`: ${error.message}`,
    };
  }
  const reason = error.message || error.code;
  return {
    code: "P1001",
    message: `Can't reach database server at \`${hostname}:${port || 5432}\`: ${reason}`,
  };
}
