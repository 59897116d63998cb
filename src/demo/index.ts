export { type Answer, type Client, openClient } from './client.ts';
export { BOARD, PLAY_TO, WEEKEND_FROM, WEEKEND_TO } from './moments.ts';
export type { Action } from './notebook.ts';
export { AREA } from './places.ts';
export { type Night, planNight } from './plan.ts';
export { type Play, type Played, type Progress, playNight } from './play.ts';
export { runPlayer } from './player.ts';
export { DEFAULT_SEED, type DemoOrganisation, demoOrganisation } from './setUp.ts';
export { CASES_A_DAY, HOURLY_PERCENT } from './volume.ts';
