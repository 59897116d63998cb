/**
 * HTML as a list of lines that can be compared: a tag (attributes sorted, entities read) or a text a line.
 * White space that holds a line break is layout and is dropped; a single space inside a line is kept.
 */
export function normalise(html: string): string[] {
  const lines: string[] = [];
  const token = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|([^<]+)/g;
  for (const [, close, name, rest, text] of html.matchAll(token)) {
    if (text !== undefined) {
      const line = decode(text.replace(/^\s*\n\s*|\s*\n\s*$/g, '')).replace(/\s+/g, ' ');
      if (line) lines.push(line);
    } else if (name) {
      const tag = name.toLowerCase();
      if (close) lines.push(`</${tag}>`);
      else lines.push(`<${[tag, ...attributesOf(rest ?? '')].join(' ')}>`);
      // "<path/>" and "<path></path>" are one thing.
      if (!close && /\/\s*$/.test(rest ?? '') && !voidTags.has(tag)) lines.push(`</${tag}>`);
    }
  }
  return lines;
}

const voidTags = new Set(['input', 'img', 'br', 'hr', 'meta', 'link']);

function attributesOf(text: string): string[] {
  const pairs = text.matchAll(/([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g);
  return [...pairs]
    .map(([, name, a, b, c]) => `${name}=${JSON.stringify(decode(a ?? b ?? c ?? '').replace(/\s+/g, ' '))}`)
    .sort();
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };

function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return named[name] ?? whole;
  });
}
