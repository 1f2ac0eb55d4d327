import { execFile } from "node:child_process";
import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

export type BundledChromium = { executablePath: string; env: Record<string, string> };

/**
 * The Chromium that npm carries (200 MB unpacked, once a machine and user), with the NSS and Expat libraries and the font
 * that it needs, so that a bare machine can run it. Unpacked under another name and renamed: a test run beside this one
 * never sees half a browser.
 */
export async function bundledChromium(): Promise<BundledChromium> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const version = /@(\d[\d.]*)/.exec(entry)?.[1] ?? "0";
  const folder = path.join(tmpdir(), `idem-browser-${version}-${userInfo().uid}`);
  if (!(await exists(folder))) await unpack(entry, folder);
  return {
    executablePath: path.join(folder, "chromium"),
    env: {
      LD_LIBRARY_PATH: path.join(folder, "al2023/lib"),
      FONTCONFIG_FILE: path.join(folder, fontsNamed),
    },
  };
}

const fontsNamed = "fonts.conf";

/** The package's own list names `/tmp/fonts`, where ours are not: a page without a font has texts of no height. */
const fontsIn = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <cachedir>${folder}/fonts/cache</cachedir>
</fontconfig>
`;

/** The package unpacks into the temporary folder of its process, and its libraries only where it believes in Lambda. */
async function unpack(entry: string, folder: string): Promise<void> {
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  const code = `import(${JSON.stringify(entry)}).then((chromium) => chromium.default.executablePath())`;
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", `await ${code}`], {
    env: { TMPDIR: draft, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" },
  });
  await writeFile(path.join(draft, fontsNamed), fontsIn(folder));
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
