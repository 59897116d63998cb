/** What the server tells an open page: the same list over server-sent events and, when those fail, as JSON. */
export type LiveMessage =
  | { kind: 'fragment'; name: string; html: string }
  /** Nothing changed but the ages: of each tile of the fragment in turn, in milliseconds, and the time of its data. */
  | { kind: 'ages'; name: string; ages: [number, string][] }
  /** The organisation's clock, in epoch milliseconds, and how fast it runs. Also the sign that the line is open. */
  | { kind: 'clock'; at: number; rate: number };

const ages = / data-age-ms="(\d+)" data-as-at="([^"]*)"/g;
const shownAge = /(class="tile__age-words">)[^<]*/g;

export function fragmentMessage(name: string, html: string): LiveMessage {
  return { kind: 'fragment', name, html };
}

/** The message that is enough for a page that already has `before`: only the ages, where nothing else differs. */
export function change(message: LiveMessage, before: string | undefined): LiveMessage {
  if (message.kind !== 'fragment' || before === undefined || ageless(before) !== ageless(message.html)) return message;
  const found = [...message.html.matchAll(ages)].map(([, ms, asAt]): [number, string] => [Number(ms), asAt ?? '']);
  return { kind: 'ages', name: message.name, ages: found };
}

function ageless(html: string): string {
  return html.replace(ages, '').replace(shownAge, '$1');
}
