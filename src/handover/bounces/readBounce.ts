import PostalMime, { type Email } from 'postal-mime';
import { type Bounce, codeOfStatus, keyIn, type LetterKey } from './bounce.ts';
import { type DeliveryStatus, readDeliveryStatus } from './deliveryStatus.ts';

/** A report with the whole of our letter in it is far smaller; what is larger is shown to a person. */
export const MOST_BYTES = 1024 * 1024;
/** How much of what cannot be read is looked through for our key. */
const LOOKED_THROUGH = 256 * 1024;

const options = {
  forceRfc822Attachments: true,
  attachmentEncoding: 'utf8',
  maxNestingDepth: 16,
  maxHeadersSize: 256 * 1024,
} as const;

/**
 * What a mail server says became of one of our letters: a delivery status notification (RFC 3464). Anything else that it drops, from a
 * server's own wording to a holiday reply, is `unreadable`: a person looks. Nothing in it is believed but that it came back.
 */
export async function readBounce(raw: Uint8Array): Promise<Bounce> {
  if (raw.length > MOST_BYTES) return { ...keyed(anywhere(raw)), kind: 'unreadable', why: 'too-large' };
  let email: Email;
  try {
    email = await PostalMime.parse(raw, options);
  } catch {
    return { ...keyed(anywhere(raw)), kind: 'unreadable', why: 'not-mail' };
  }
  const report = email.attachments.find(({ mimeType }) => /^message\/(global-)?delivery-status$/.test(mimeType));
  const status = report && readDeliveryStatus(textIn(report.content));
  const key = keyed(keyOf(email, status) ?? anywhere(raw));
  return { ...key, ...saidBy(status) };
}

type Said =
  | Pick<Bounce & { kind: 'failed' }, 'kind' | 'code' | 'status'>
  | Pick<Bounce & { kind: 'delayed' }, 'kind' | 'status'>
  | { kind: 'delivered' }
  | { kind: 'unreadable'; why: 'no-report' };

/** We write to one recipient; where a report names several, the worst of it. */
function saidBy(status: DeliveryStatus | undefined): Said {
  const recipients = status?.recipients ?? [];
  const failed = recipients.find(
    ({ action, status: code }) => action === 'failed' || (action === '' && code?.[0] === '5'),
  );
  if (failed) return { kind: 'failed', code: codeOfStatus(failed.status), ...statusOf(failed.status) };
  const delayed = recipients.find(
    ({ action, status: code }) => action === 'delayed' || (action === '' && code?.[0] === '4'),
  );
  if (delayed) return { kind: 'delayed', ...statusOf(delayed.status) };
  if (recipients.some(({ action }) => ['delivered', 'relayed', 'expanded'].includes(action)))
    return { kind: 'delivered' };
  return { kind: 'unreadable', why: 'no-report' };
}

const statusOf = (status: string | undefined) => (status === undefined ? {} : { status });

const addressed = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to'];

/** The envelope's id that we gave, the address that it came back to, the letter that it gives back, the letter that it answers. */
function keyOf({ headers, attachments }: Email, status: DeliveryStatus | undefined): LetterKey | undefined {
  const valuesOf = (names: readonly string[]) =>
    headers.filter(({ key }) => names.includes(key)).map(({ value }) => value);
  const returned = attachments
    .filter(({ mimeType }) =>
      /^(message\/(global|rfc822)|text\/rfc822-headers|message\/global-headers)$/.test(mimeType),
    )
    .map(({ content }) => headOf(textIn(content)));
  const places = [status?.envelopeId ?? '', ...valuesOf(addressed), ...returned];
  for (const place of [...places, ...valuesOf(['in-reply-to', 'references'])]) {
    const key = keyIn(place);
    if (key) return key;
  }
  return undefined;
}

const headOf = (letter: string) => letter.split(/\r?\n\r?\n/, 1)[0] ?? '';

/** A server's own wording often quotes the head of the letter in its text. */
function anywhere(raw: Uint8Array): LetterKey | undefined {
  return keyIn(Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, LOOKED_THROUGH)).toString('latin1'));
}

const keyed = (key: LetterKey | undefined) => (key === undefined ? {} : { key });

function textIn(content: ArrayBuffer | Uint8Array | string): string {
  return typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString('utf8');
}
