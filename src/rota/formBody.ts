import { addDays, type Instant, type Problem, parseTime, timeOfDay, withOffset } from '#shared';
import { joinDates, readTime, timeMessage } from '#web';

type Boxes = Record<string, string>;

/**
 * A form's boxes as the body that a command takes: of a new shift a day and two times of day are two instants, the time of a
 * coming or leaving is the last such time of day before `_latest` (now, where that is absent), an empty box was not filled in.
 * What cannot be read is passed on for the schema to refuse.
 */
export function formBody(command: string, form: Boxes, now: Instant): Record<string, unknown> {
  const fields: Record<string, string> = { ...form };
  if (command === 'require-shift') Object.assign(fields, stretchOf(form));
  for (const unit of ['day', 'month', 'year']) delete fields[`day-${unit}`];
  const time = readTime(fields.occurredAt ?? '');
  if (time) fields.occurredAt = withOffset(timeOfDay(time, latest(form, now)));
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== '' && !name.startsWith('_')));
}

/** A shift that is over: its times are those of its own night, not of today. Never later than now. */
function latest({ _latest }: Boxes, now: Instant): Instant {
  const said = _latest ? parseTime(_latest) : undefined;
  return said?.ok && said.value < now ? said.value : now;
}

function stretchOf(form: Boxes): { from?: string; to?: string } {
  const joined = joinDates(form, ['day']);
  const day = joined.ok ? String(joined.value.day ?? '') : '';
  const [from, to] = [readTime(form.from ?? ''), readTime(form.to ?? '')];
  return {
    from: form.from ? [day, from ?? form.from].join(' ').trim() : '',
    to: form.to ? [day && from && to && to <= from ? addDays(day, 1) : day, to ?? form.to].join(' ').trim() : '',
  };
}

/** A page's own words for a time of day that could not be read. */
export function timesInWords(problems: readonly Problem[]): Problem[] {
  const message = 'Write a time of day such as 20:34, or with its date as 2027-03-28 20:34.';
  return problems.map((problem) =>
    problem.field === 'occurredAt' && problem.code === 'time-invalid' ? { ...problem, message } : problem,
  );
}

/** Problems of a new shift, said of the boxes in which they were typed: the day, which is no field of the command, comes first. */
export function problemsAsTyped(problems: readonly Problem[], form: Boxes): Problem[] {
  const joined = joinDates(form, ['day']);
  const day: Problem[] = joined.ok ? [] : joined.problems;
  if (joined.ok && joined.value.day === undefined)
    day.push({ field: 'day', code: 'missing', message: 'Give the day on which it begins.' });
  const others = problems.flatMap((problem): Problem[] => {
    if ((problem.field !== 'from' && problem.field !== 'to') || problem.code !== 'time-invalid') return [problem];
    return readTime(form[problem.field] ?? '') ? [] : [{ ...problem, message: timeMessage }];
  });
  return [
    ...others.filter(({ field }) => field === 'place' || field === 'role'),
    ...day,
    ...others.filter(({ field }) => field !== 'place' && field !== 'role'),
  ];
}
