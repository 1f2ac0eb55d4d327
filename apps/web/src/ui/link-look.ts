/** A link that stands in a line or a cell: as high as a finger needs. */
export const linkLook = "inline-flex min-h-6 items-center text-accent underline underline-offset-4";
