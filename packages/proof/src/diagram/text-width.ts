const narrow = /[ijltfrI.,:;'’|!()[\]·\s-]/;
const wide = /[mwMW—@%&→…⏱]/;
const capital = /[A-Z_]/;

/**
 * About how wide a text is in a system's sans-serif face, in pixels. Nothing measures text in plain Node, so this is as wide
 * as the widest of the usual ones, DejaVu Sans: a line breaks a word early rather than running into its neighbour.
 */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const letter of text)
    ems += narrow.test(letter)
      ? 0.36
      : wide.test(letter)
        ? 0.92
        : capital.test(letter)
          ? 0.7
          : 0.57;
  return ems * fontSize;
}
