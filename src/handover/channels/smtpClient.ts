import { createTransport } from 'nodemailer';
import type { FailureCode } from '../codes.ts';
import type { Channel, Outgoing } from './channel.ts';

export type SmtpSettings = {
  /** `smtps://user:secret@host:465`, or `smtp://…:587`, which is then made secure before anything is said. */
  url: string;
  from: string;
  /** Where letters come back to, when that is not where they come from. One that ends its name with + gets our key put after it. */
  bouncesTo?: string;
  /** Only where the server is on this machine or behind a tunnel: the letter then goes in the clear. */
  isPlain?: boolean;
  /** A certificate authority of one's own, as PEM. */
  ca?: string;
  /** One attempt, from connecting to the last word. */
  withinMs: number;
};

/** Secure email through the service's own server, which keeps the letter once it has said so. */
export function smtpChannel({ url, from, bouncesTo = from, isPlain = false, ca, withinMs }: SmtpSettings): Channel {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    host: hostname,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !isPlain,
    ignoreTLS: isPlain,
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    ...{ connectionTimeout: withinMs, greetingTimeout: withinMs, socketTimeout: withinMs, dnsTimeout: withinMs },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(outgoing, address) {
      if (!/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address)) return { ok: false, code: 'address-refused' };
      try {
        await within(
          withinMs,
          transport.sendMail({
            ...letter(outgoing, { from, to: address }),
            envelope: { from: bouncesTo.replace(/\+@/, `+${outgoing.key}@`), to: address },
            // What comes back is asked to name our key, and not to bring the patient's note with it (RFC 3461).
            dsn: { id: outgoing.key, return: 'headers', notify: ['failure', 'delay'], recipient: address },
          }),
        );
        return { ok: true };
      } catch (error) {
        return { ok: false, code: codeOf(error) };
      }
    },
  };
}

function letter({ key, subject, text, html, content }: Outgoing, { from, to }: { from: string; to: string }) {
  const domain = from.split('@')[1]?.replace(/[>\s].*$/, '') || 'vigil.invalid';
  return {
    from,
    to,
    subject,
    text,
    html,
    // A letter that was sent twice, because an answer was lost, is known for one by its id.
    messageId: `<${key}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Vigil-Key': key },
    attachments:
      content === null
        ? []
        : [{ filename: `${key}.json`, content: JSON.stringify(content, null, 2), contentType: 'application/json' }],
  };
}

class TooLong extends Error {}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLong('no answer')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

type SmtpError = { code?: string; responseCode?: number; command?: string };

function codeOf(error: unknown): FailureCode {
  if (error instanceof TooLong) return 'no-answer';
  const { code = '', responseCode = 0 } = error as SmtpError;
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') return 'sign-in-failed';
  if (code === 'ETLS' || /CERT|SSL|TLS/i.test(code) || /certificate|SSL|TLS/i.test(String((error as Error).message)))
    return 'tls-failed';
  if (responseCode >= 500) return code === 'EENVELOPE' ? 'address-refused' : 'refused';
  if (responseCode >= 400) return 'refused-for-now';
  if (code === 'EDNS' || code === 'ENOTFOUND') return 'name-unknown';
  if (code === 'ECONNREFUSED' || /ECONNREFUSED/.test(String((error as Error).message))) return 'connection-refused';
  if (code === 'ETIMEDOUT' || code === 'ECONNECTION' || code === 'ESOCKET') return 'no-answer';
  return 'unknown';
}
