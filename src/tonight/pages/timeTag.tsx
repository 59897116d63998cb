import { showLength, showMinutes } from '#shared';
import { Tag } from '#web';
import type { Urgent } from '../tiles/waiting.ts';

/** "Late 16 min" or "14 min left"; `isShort` for a wall, `isExact` to the second. Once not live nothing is counted down: "was 14 min". */
export function TimeTag(props: {
  state: Urgent;
  leftMs: number;
  isShort?: boolean;
  isExact?: boolean;
  isLive: boolean;
}) {
  const { state, leftMs, isShort = false, isExact = false, isLive } = props;
  const length = (isExact ? showLength : showMinutes)(Math.abs(leftMs));
  if (!isLive) return <Tag state="stale" words={leftMs < 0 ? `was late ${length}` : `was ${length}`} />;
  return (
    <Tag
      state={leftMs < 0 ? 'late' : state}
      words={leftMs < 0 ? `Late ${length}` : isShort || isExact ? length : `${length} left`}
    />
  );
}
