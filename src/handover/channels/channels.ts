import type { ChannelName } from '../codes.ts';
import type { Channel } from './channel.ts';

export type Channels = { readonly [C in ChannelName]?: Channel };

/** Asked for by a practice, and not set up on this server: an exception that an administrator can end. */
export const notSetUp: Channel = { send: async () => ({ ok: false, code: 'not-set-up' }) };

export function channelFor(channels: Channels, name: ChannelName): Channel {
  return channels[name] ?? notSetUp;
}
