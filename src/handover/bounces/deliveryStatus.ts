/** One group of fields of a delivery status (RFC 3464, 2.1.2): names in small letters, each once; a later one of a name is left out. */
type Fields = ReadonlyMap<string, string>;

export type DeliveryStatus = {
  envelopeId?: string;
  /** What was done about each recipient, with its enhanced status code where one is given. */
  recipients: readonly { action: string; status?: string }[];
};

/** Reads a `message/delivery-status` part: one group about the letter, then one for each recipient. Empty where it is none. */
export function readDeliveryStatus(text: string): DeliveryStatus {
  const groups = text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map(fieldsOf)
    .filter(({ size }) => size > 0);
  const envelopeId = groups.map((group) => group.get('original-envelope-id')).find(Boolean);
  return {
    ...(envelopeId === undefined ? {} : { envelopeId: fromXtext(envelopeId) }),
    recipients: groups.flatMap((group) => {
      const action = group.get('action')?.replace(/\(.*/, '').trim().toLowerCase();
      const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(group.get('status') ?? '')?.[0];
      return action === undefined && status === undefined
        ? []
        : [{ action: action ?? '', ...(status === undefined ? {} : { status }) }];
    }),
  };
}

function fieldsOf(group: string): Fields {
  const fields = new Map<string, string>();
  // A line that begins with a space goes on with the one before.
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value = ''] = /^([\w-]{1,80}):(.*)$/.exec(line) ?? [];
    const key = name?.toLowerCase();
    if (key !== undefined && !fields.has(key)) fields.set(key, value.trim().slice(0, 1000));
  }
  return fields;
}

/** RFC 3461, 4: what would not go into an address is written as + and two hexadecimal digits. */
function fromXtext(text: string): string {
  return text.replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
