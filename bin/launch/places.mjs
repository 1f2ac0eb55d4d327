import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository, whatever the current folder is. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

export const inRoot = (...parts) => path.join(root, ...parts);

/** Scripts that packages installed. */
export const installed = (name) => inRoot("node_modules/.bin", name);

/** A failure that one sentence explains; it is shown without a stack. */
export const sentence = (message) => Object.assign(new Error(message), { isForPeople: true });
