import type { ComponentChildren } from 'preact';
import { type Instant, showTime, showTimeSeconds } from '#shared';
import { BoardButton, Tag, type TagProps } from '#web';
import { shutReasons } from '../../base/events.ts';
import type { BaseSummary } from '../baseView.ts';
import { PressForm } from './pressForm.tsx';

/** "Shut since 20:34", or "Open". */
export function doorTag({ now: door, notice }: Pick<BaseSummary, 'now' | 'notice'>): TagProps {
  const planned = door?.shut?.reason === 'planned';
  if (door?.shut)
    return { state: planned ? 'closed-as-planned' : 'shut', words: `Shut since ${showTime(door.shut.since)}` };
  if (!door && notice?.says === 'shut') return { state: 'shut', words: `Shut since ${showTime(notice.postedAt)}` };
  return { state: 'confirmed', words: door?.since === undefined ? 'Open' : `Open since ${showTime(door.since)}` };
}

/** "No doctor since 20:00", from who came and went. */
export function doctorTag({ doctor }: Pick<BaseSummary, 'doctor'>): TagProps {
  if (doctor.is === 'here') return { state: 'confirmed', words: 'Doctor here' };
  if (doctor.is === 'nobody')
    return {
      state: 'no-doctor',
      words: doctor.since === undefined ? 'No doctor' : `No doctor since ${showTime(doctor.since)}`,
    };
  const from = doctor.from === undefined ? '' : ` until ${showTime(doctor.from)}`;
  return { state: 'not-needed', words: `No doctor needed${from}` };
}

export type HeadProps = {
  summary: BaseSummary;
  may: { shut: boolean; open: boolean; found: boolean };
  newKey(): string;
};

export function BaseHead({ summary, may, newKey }: HeadProps) {
  const { place } = summary;
  const shut = summary.now?.state === 'shut';
  const back = `/bases/${place.slug}`;
  return (
    <div class="base-head">
      <h1>{place.name}</h1>
      <Tag {...doorTag(summary)} />
      <Tag {...doctorTag(summary)} />
      <div class="base-head__end">
        {may.found && (
          <PressForm
            action={`${back}/found-shut`}
            words="Someone found it shut"
            pressKey="F"
            keyWords="found shut"
            fields={{ _next: back }}
            formKey={newKey()}
          />
        )}
        {shut && may.open && <BoardButton words="Open this base again" href={`${back}?do=open`} />}
        {!shut && may.shut && <BoardButton words="Shut this base" href={`${back}?do=shut`} />}
      </div>
    </div>
  );
}

export type FactsProps = { summary: BaseSummary; nameOf(account: string): string };

/** What a receptionist is asked first: who shut it, why, what the public is told; or who is here and what is free. */
export function BaseFacts({ summary, nameOf }: FactsProps) {
  const facts = summary.now?.shut ? shutFacts(summary, nameOf) : openFacts(summary, nameOf);
  return (
    <dl class="base-facts panel" data-fragment="base-facts">
      {facts.map(([what, value]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type Fact = [string, ComponentChildren];

function shutFacts({ now: door, doctor, found, slots, notice }: BaseSummary, nameOf: FactsProps['nameOf']): Fact[] {
  const shut = door?.shut;
  if (!shut) return [];
  const why =
    doctor.is === 'nobody' && doctor.shift && ['no-doctor', 'notice'].includes(shut.reason)
      ? doctor.shift
      : shutReasons[shut.reason];
  const until = shut.until === undefined ? '' : `, until ${showTime(shut.until)}`;
  const offered = slots.length === 0 ? '0 slots offered' : `Offered from ${slots[0]?.words}`;
  return [
    ['Shut by', `${nameOf(shut.by)}, ${showTimeSeconds(shut.since)}`],
    ['Why', why],
    ['New bookings', `Stopped ${showTime(shut.since)}${until}. ${offered}`],
    [
      'Public notice',
      `Said open until ${showTime(shut.since)}, now shut. ${notice?.goTo ? `Go to: ${notice.goTo.split('. ')[0]}` : ''}`.trim(),
    ],
    ['Found shut', foundWords(found)],
  ];
}

function openFacts(summary: BaseSummary, nameOf: FactsProps['nameOf']): Fact[] {
  const { doctor, waiting, booked, slots, notice, found } = summary;
  const here = doctor.is === 'here' ? doctor.people.map(nameOf).join(', ') : doctorTag(summary).words;
  return [
    ['Doctor', here],
    ['Waiting room', waiting.length === 0 ? '0 people' : peopleWords(waiting.length)],
    ['Booked, not here yet', peopleWords(booked)],
    [
      'Next free times',
      slots
        .slice(0, 3)
        .map(({ words }) => words)
        .join(', ') || 'None',
    ],
    ['Public notice', notice ? `Says ${notice.says} since ${showTime(notice.postedAt)}` : 'None posted'],
    ['Found shut', foundWords(found)],
  ];
}

/** "Reported by 2 people: 20:28, 20:31" */
export function foundWords(found: readonly { at: Instant }[]): string {
  if (found.length === 0) return 'Nobody has said so';
  return `Reported ${found.length === 1 ? 'once' : `${found.length} times`}: ${found.map(({ at }) => showTime(at)).join(', ')}`;
}

export function peopleWords(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}
