export { acknowledgers } from './acknowledge.ts';
export { tonightModule } from './module.ts';
export type { Act, Given, Messages, StuckLease } from './reading.ts';
export { logSickness } from './sicknessStore.ts';
