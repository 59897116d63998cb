const longest = 10_000;

/**
 * The first line of standard input, without its end; the rest is not read. Undefined at a terminal, which would show what is typed,
 * and where nothing came.
 */
export async function firstLine(input: NodeJS.ReadStream): Promise<string | undefined> {
  if (input.isTTY) return undefined;
  let text = '';
  input.setEncoding('utf8');
  for await (const part of input) {
    text += part;
    if (text.includes('\n') || text.length > longest) break;
  }
  return text.split(/\r?\n/, 1)[0] || undefined;
}
