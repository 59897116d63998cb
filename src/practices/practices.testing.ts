import type { LightMyRequestResponse } from 'fastify';

/** A practice as an administrator adds it. */
export const practiceBody = {
  code: 'Z99001',
  name: 'Hollin Row Surgery',
  address: '2 Hollin Row, Tidewell, ZZ1 3HR',
  telephone: '01632 960500',
  channel: 'folder',
  channelAddress: 'hollin-row',
};

/** The refusals of an answer, each as its field and its code. */
export function codesOf(answer: LightMyRequestResponse): string[] {
  const { problems = [] } = answer.json() as { problems?: { field?: string; code: string }[] };
  return problems.map(({ field, code }) => `${field ?? ''} ${code}`.trim());
}
