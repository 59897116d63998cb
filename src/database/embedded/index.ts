export { checkDurability } from './durability.ts';
export { serverUrlFrom } from './serverUrl.ts';
export { type Server, type StartOptions, startOrJoin } from './startOrJoin.ts';
