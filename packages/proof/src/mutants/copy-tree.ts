import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

export type Tree = AsyncDisposable & { root: string };

/** Dependencies are linked, not copied; what is built and what a run keeps is not needed. */
const left = /^(?:node_modules|dist|coverage|\..+)$/;

/**
 * A copy of the repository that may be broken: its packages import each other’s copies, and everything from npm is the
 * original’s. Gone when it is disposed of.
 */
export async function copyTree(from: string): Promise<Tree> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "idem-mutants-")));
  await cp(from, root, {
    recursive: true,
    filter: (source) => source === from || !left.test(path.basename(source)),
  });
  for (const place of ["", ...(await packagesIn(root))]) await linkModules({ from, root }, place);
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

async function packagesIn(root: string): Promise<string[]> {
  const places = await Promise.all(
    ["packages", "apps", "examples"].map(async (folder) =>
      (await list(path.join(root, folder))).map((name) => path.join(folder, name)),
    ),
  );
  return places.flat();
}

async function linkModules(tree: { from: string; root: string }, place: string): Promise<void> {
  const modules = path.join(place, "node_modules");
  for (const name of await list(path.join(tree.from, modules))) {
    if (name.startsWith(".")) continue;
    if (!name.startsWith("@")) await link(tree, path.join(modules, name));
    else
      for (const scoped of await list(path.join(tree.from, modules, name)))
        await link(tree, path.join(modules, name, scoped));
  }
}

/** One dependency: the copy’s own package where it is one of this repository, else the original’s. */
async function link({ from, root }: { from: string; root: string }, at: string): Promise<void> {
  const original = path.join(from, at);
  const target = await realpath(original);
  const inside = path.relative(from, target);
  const isOurs = !inside.startsWith("..") && !inside.split(path.sep).includes("node_modules");
  await mkdir(path.dirname(path.join(root, at)), { recursive: true });
  await symlink(isOurs ? path.join(root, inside) : target, path.join(root, at), "dir");
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
