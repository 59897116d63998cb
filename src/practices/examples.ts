import type { Practice } from './practice.ts';

/** A practice in the words of a test. */
export function aPractice(about: Partial<Practice> = {}): Practice {
  return {
    id: 1,
    code: 'Z99001',
    name: 'Hollin Row Surgery',
    address: '2 Hollin Row, Tidewell, ZZ1 3HR',
    telephone: '01632 960500',
    channel: 'folder',
    channelAddress: 'hollin-row',
    ...about,
  };
}
