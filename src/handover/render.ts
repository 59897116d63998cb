import { showTelephone } from '#shared';
import { bornWords, type Content, dayAndTime, nhsNumberWords } from './content.ts';

/** The same words for a person who has only text: short first, then the whole of the note. */
export function textOf(content: Content): string {
  return `${sections(content)
    .map(({ heading, lines }) => [heading === '' ? [] : [heading.toUpperCase()], lines].flat().join('\n'))
    .join('\n\n')}\n`;
}

export type Section = { heading: string; lines: string[] };

/** What both say, in the one order: what is asked, who it is about, what happened, the note, where it came from. */
export function sections(content: Content): Section[] {
  const { patient, practice, notes } = content;
  return [
    { heading: leadOf(content), lines: content.asked ? [content.asked] : [] },
    {
      heading: '',
      lines: [`${patient.name}, ${bornWords(patient)}`, nhsNumberWords(patient), ...whereabouts(content)],
    },
    { heading: 'What happened', lines: [content.happened, `Called ${dayAndTime(content.calledAt)}.`] },
    ...notes.flatMap(({ parts, why }) => [
      ...(why === null ? [] : [{ heading: 'Added after the case was closed', lines: [why] }]),
      ...parts.map(({ heading, words }) => ({ heading, lines: words.split('\n') })),
    ]),
    {
      heading: 'From',
      lines: [
        `${content.service}, case ${content.case}, closed ${dayAndTime(content.closedAt)}.`,
        ...notes.map(({ by, at }) => `Written by ${by}, ${dayAndTime(at)}.`),
        `To ${practice.name} (${practice.code}). Message ${content.message}, version ${content.version}.`,
        ...(content.replaces === null ? [] : ['This version is whole: it takes the place of the one before.']),
      ],
    },
  ];
}

function leadOf({ forPractice, died }: Content): string {
  const lead = forPractice === 'action' ? 'Action for you' : 'For information';
  return died ? `The patient has died. ${lead}` : lead;
}

function whereabouts({ patient }: Content): string[] {
  if (patient.addressRestricted) return ['Address and number are restricted. Ask the service for them.'];
  return [
    ...(patient.address === null ? [] : [`Seen or rung at: ${patient.address}`]),
    ...(patient.ringBack === null ? [] : [`Number: ${showTelephone(patient.ringBack)}`]),
  ];
}

/** One screen, without anything fetched: for whoever reads it in a letter box. */
export function htmlOf(content: Content): string {
  const body = sections(content)
    .map(({ heading, lines }, index) => {
      const level = index === 0 ? 'h1' : 'h2';
      const head = heading === '' ? '' : `<${level}>${escaped(heading)}</${level}>`;
      return `${head}${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}`;
    })
    .join('\n');
  const title = escaped(`${leadOf(content)}: case ${content.case}`);
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>${title}</title><style>
body{font:16px/1.4 Arial,"Liberation Sans",sans-serif;color:#212b32;max-width:44em;margin:1em auto;padding:0 1em}
h1{font-size:1.4em;margin:0 0 .3em;border-left:8px solid #212b32;padding-left:.5em}h2{font-size:1em;margin:.8em 0 0}p{margin:.1em 0}
</style></head><body>
${body}
</body></html>
`;
}

export function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}
const entities: { [mark: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
