import { showAges } from './parts/ages.ts';
import { keepDrafts } from './parts/draft.ts';
import { watchKeys } from './parts/keys.ts';
import { keepLease } from './parts/lease.ts';
import { showClock } from './parts/pageClock.ts';
import { countPasses, followPasses } from './parts/passes.ts';
import { watchPresses } from './parts/press.ts';
import { watchHands } from './parts/replace.ts';
import { markScrollers } from './parts/scrollers.ts';
import { follow } from './parts/stream.ts';

// Everything here is an addition: each page works without it.
const url = document.body.dataset.live;

function tick(): void {
  showClock();
  countPasses();
  markScrollers();
  if (url) showAges();
}

watchKeys();
watchHands();
keepDrafts();
keepLease();
followPasses();
watchPresses();
tick();
setInterval(tick, 500);
if (url) follow(url);
