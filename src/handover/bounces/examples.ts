/** Letters as mail servers send them back, for tests. */
export type Returned = {
  key?: string;
  action?: string;
  status?: string;
  /** The envelope's id and the returned head may be missing: servers differ. */
  envelopeId?: boolean;
  head?: boolean;
  to?: string;
};

export const aKey = '01900000-0000-7000-8000-000000000001.v1';

/** A delivery status notification as Postfix writes one. */
export function aReport(about: Returned = {}): string {
  const { key = aKey, action = 'failed', status = '5.1.1', envelopeId = true, head = true } = about;
  const to = about.to ?? 'bounces@tidewell.example';
  return [
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.hollin.example (Mail Delivery System)',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="4Xy.Z/1"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4Xy.Z/1',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I’m sorry to have to inform you that your message could not be delivered.',
    '',
    '--4Xy.Z/1',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.hollin.example',
    ...(envelopeId ? [`Original-Envelope-Id: ${key}`] : []),
    'Arrival-Date: Sun, 28 Mar 2027 21:10:00 +0100 (BST)',
    '',
    'Final-Recipient: rfc822; practice@hollin.example',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 <practice@hollin.example>: Recipient address',
    '    rejected: User unknown in virtual mailbox table',
    '',
    '--4Xy.Z/1',
    'Content-Description: Undelivered Message Headers',
    'Content-Type: text/rfc822-headers',
    '',
    ...(head ? [`Message-ID: <${key}@tidewell.example>`, 'Subject: For information: a patient of yours'] : ['X: y']),
    '',
    '--4Xy.Z/1--',
    '',
  ].join('\r\n');
}

/** A server’s own wording, without a report: qmail’s. */
export function inItsOwnWords(key = aKey): string {
  return [
    'From: MAILER-DAEMON@old.example',
    'To: bounces@tidewell.example',
    'Subject: failure notice',
    '',
    'Hi. This is the qmail-send program at old.example.',
    '',
    '<practice@hollin.example>:',
    'Sorry, no mailbox here by that name. (#5.1.1)',
    '',
    '--- Below this line is a copy of the message.',
    '',
    `Message-ID: <${key}@tidewell.example>`,
    '',
  ].join('\r\n');
}

export function aHolidayReply(key = aKey): string {
  return [
    'From: practice@hollin.example',
    'To: messages@tidewell.example',
    'Subject: Automatic reply: For information',
    'Auto-Submitted: auto-replied',
    `In-Reply-To: <${key}@tidewell.example>`,
    '',
    'We are closed over Easter.',
    '',
  ].join('\r\n');
}
