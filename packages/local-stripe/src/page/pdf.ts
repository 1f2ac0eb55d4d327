/** A one-page PDF of plain lines in Helvetica; the first is the title. Text is Latin-1. */
export function pdfOf([title = "", ...lines]: string[]): Uint8Array {
  const show = (line: string) =>
    line
      .replaceAll(/[\\()]/g, "\\$&")
      .replaceAll("−", "-")
      .replaceAll("×", "\xd7");
  const content = [
    `BT /F1 18 Tf 56 780 Td (${show(title)}) Tj ET`,
    ...lines.map((line, at) => `BT /F1 11 Tf 56 ${748 - at * 18} Td (${show(line)}) Tj ET`),
  ].join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = Buffer.byteLength(body, "latin1");
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const start = Buffer.byteLength(body, "latin1");
  body += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(body, "latin1"));
}
