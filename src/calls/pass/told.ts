import { correctionReasons } from '#api';
import { showDay, showTimeSeconds } from '#shared';
import type { StreamTeller } from '#standards';
import { passSettings, type RecordedPassEvent, standDownReasons } from './events.ts';
import { replayPass } from './pass.ts';
import { passLifecycle, passStepWords } from './passSteps.ts';

/** A pass to 999 on the page of its clock. */
export const passTeller: StreamTeller = {
  birth: 'PassNeeded',
  kind: 'Pass to 999',
  isPatientData: true,
  title: ({ occurredAt }) => `Pass to 999 of ${showDay(occurredAt)} ${showTimeSeconds(occurredAt)}`,
  href: (stream) => `/passes/${stream}`,
  what: (event) => passWhat(event as unknown as RecordedPassEvent),
  reasons: { ...standDownReasons, ...correctionReasons },
  correction: {
    roles: passLifecycle.steps['correct-pass-time'].roles,
    action: (stream) => `/passes/${stream}/correct-time`,
    reasons: correctionReasons,
    steps: (events) => {
      const state = replayPass(events[0]?.stream ?? '', events as unknown as RecordedPassEvent[]);
      const steps = state.state === 'none' ? [] : state.steps;
      return steps.map(({ version, type, at }) => {
        const words = passStepWords(type);
        return { version, at, words: words.charAt(0).toUpperCase() + words.slice(1) };
      });
    },
  },
};

export function passWhat(event: RecordedPassEvent): string {
  switch (event.type) {
    case 'PassNeeded':
      return `Life-threatening: to be passed to 999. ${passSettings[event.data.at]}`;
    case 'PassNamed':
      return event.data.case === undefined ? 'Said in words whom it is for' : 'Said whose case it is for';
    case 'PassConfirmed':
      return '999 has taken it';
    case 'PassStoodDown':
      return 'Stood down by a clinician';
    case 'TimeCorrected':
      return 'Time corrected';
    default:
      return event satisfies never;
  }
}
