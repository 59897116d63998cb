import { type Content, contentOf } from './content.ts';
import type { Episode } from './episode.ts';

/**
 * How a version that is about to go out stands to its case at that very moment. `being-read`: something has happened to the case that the
 * reader of the log has not seen to yet; nothing goes out before it has. `changed`: the case says something else by now.
 */
export type Standing = 'as-it-is' | 'being-read' | 'changed';

export function standingOf(
  content: Content,
  { episode, isBeingRead }: { episode: Episode | undefined; isBeingRead: boolean },
): Standing {
  if (isBeingRead || !episode) return 'being-read';
  const { message, version, service, practice } = content;
  const now = contentOf(episode, { message, version, service, practice });
  return said(now) === said(content) ? 'as-it-is' : 'changed';
}

/** Who it is about, whether they are restricted, and what is said of them: never how somebody's name is written since. */
function said({ patient, forPractice, asked, outcome, notes }: Content): string {
  return JSON.stringify([
    [patient.name, patient.born, patient.nhsNumber, patient.nhsNumberVerified],
    [patient.address, patient.ringBack, patient.addressRestricted],
    [forPractice, asked, outcome],
    notes.map(({ at, why, parts }) => [at, why, parts.map(({ heading, words }) => [heading, words])]),
  ]);
}
