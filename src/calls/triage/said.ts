import type { Instant } from '#shared';
import type { CaseText } from '../caseStore.ts';
import { comfortResults, contactResults, welfareBy, welfareResults } from '../codes.ts';
import type { RecordedCaseEvent } from '../events.ts';

const kindsSaid: readonly CaseText['kind'][] = ['complaint', 'repeat', 'contact'];

/** One time that somebody was heard of the patient, or went to look: what it was, and the words if any were written. */
export type Said = { key: string; at: Instant; what: string; isWorse: boolean; by: string; words: readonly string[] };

/**
 * Everything that was said at each contact, the latest first: the words are in rows of their own and join the event that was recorded in the
 * same moment. Words that no event is found for stand by themselves: none is left out.
 */
export function saidAt(events: readonly RecordedCaseEvent[], texts: readonly CaseText[]): Said[] {
  const told = texts.filter(({ kind }) => kindsSaid.includes(kind));
  const used = new Set<string>();
  const heard = events.flatMap((event, index): Said[] => {
    const what = whatWas(event, events.slice(index + 1));
    if (what === undefined) return [];
    const own = told.filter(({ id, writtenAt, kind }) => {
      return writtenAt === event.recordedAt && kind === what.kind && !used.has(id);
    });
    for (const { id } of own) used.add(id);
    // A try that nobody wrote of stands among the tries, with what bears it out.
    if (event.type === 'ContactTried' && own.length === 0) return [];
    const words = own.map(({ body }) => body);
    const { words: heading, isWorse = false } = what;
    return [{ key: `${event.version}`, at: event.occurredAt, what: heading, isWorse, by: event.recordedBy, words }];
  });
  const others = told
    .filter(({ id }) => !used.has(id))
    .map(({ id, writtenAt, writtenBy, body }): Said => {
      return { key: id, at: writtenAt, what: 'Written down', isWorse: false, by: writtenBy, words: [body] };
    });
  return [...heard, ...others].sort((a, b) => b.at - a.at);
}

type What = { kind: CaseText['kind']; words: string; isWorse?: boolean };

function whatWas(event: RecordedCaseEvent, after: readonly RecordedCaseEvent[]): What | undefined {
  switch (event.type) {
    case 'CaseOpened':
      return { kind: 'complaint', words: 'What was said' };
    case 'CaseNotedRepeat': {
      const told = after.find(({ type, recordedAt }) => type === 'RangBack' && recordedAt === event.recordedAt);
      const isWorse = told?.type === 'RangBack' && told.data.worse;
      return { kind: 'repeat', words: isWorse ? 'In touch again, worse' : 'In touch again, no worse', isWorse };
    }
    case 'ContactTried':
      return { kind: 'contact', words: `Rung: ${contactResults[event.data.result].toLowerCase()}` };
    case 'WelfareChecked': {
      const { by, result } = event.data;
      const words = `Welfare check, ${welfareBy[by].toLowerCase()}: ${welfareResults[result].toLowerCase()}`;
      return { kind: 'contact', words, isWorse: result === 'needs-help' };
    }
    case 'ComfortCalled': {
      const { result, worse } = event.data;
      const how = result === 'spoke' ? (worse ? 'they are worse' : 'no worse') : comfortResults[result].toLowerCase();
      return { kind: 'contact', words: `Comfort call: ${how}`, isWorse: worse };
    }
    default:
      return undefined;
  }
}

/** The last that was heard of their being worse after somebody had begun with them: it moves nothing, so it is told. */
export function worseSinceBegun(events: readonly RecordedCaseEvent[], said: readonly Said[]): Said | undefined {
  const begun = events.findLast(({ type }) => type === 'AssessmentStarted' || type === 'ConsultationStarted');
  return begun && said.find(({ isWorse, at }) => isWorse && at >= begun.occurredAt);
}
