import { showAges } from './ages.ts';
import { watchKeys } from './keys.ts';
import { showClock } from './pageClock.ts';
import { watchHands } from './replace.ts';
import { follow } from './stream.ts';

// Everything here is an addition: each page works without it.
const url = document.body.dataset.live;

function tick(): void {
  showClock();
  if (url) showAges();
}

watchKeys();
watchHands();
tick();
setInterval(tick, 1000);
if (url) follow(url);
