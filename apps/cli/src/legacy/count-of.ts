/** A number of rows as people read it. */
export const countOf = (value: number): string => value.toLocaleString("en-US");
