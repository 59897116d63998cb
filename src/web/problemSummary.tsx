import type { Problem } from '#shared';
import { ErrorSummary } from './nhsuk/index.ts';

/** The box above a form that was refused: every problem at once, each a link to its field. */
export function ProblemSummary({ problems, dates = [] }: { problems: readonly Problem[]; dates?: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <ErrorSummary
      heading="There is a problem"
      errorList={problems.map(({ field, message }) => ({
        text: message,
        href: field && `#${anchorOf(field, dates)}`,
      }))}
    />
  );
}

// A date has three boxes: the link goes to the first.
function anchorOf(field: string, dates: readonly string[]): string {
  return dates.includes(field) ? `${field}-day` : field;
}
