import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLocal, hours, instant, minutes, plus } from '#shared';
import { editions, readDisposition } from './dispositions/index.ts';
import { asksOf, endOf } from './frame.ts';

const easterSunday = atLocal('2027-03-28', '21:10');
const asks = (code: string, at = easterSunday) => asksOf(readDisposition(code, at), at);

describe('a disposition', () => {
  it.each([
    ['Dx02', 'urgent', 'emergency', 60],
    ['Dx11', 'urgent', 'emergency', 60],
    ['Dx05', 'urgent', 'urgent', 120],
    ['Dx12', 'urgent', 'urgent', 120],
    ['Dx06', 'other', 'less-urgent', 360],
    ['Dx13', 'other', 'less-urgent', 360],
    ['Dx07', 'other', undefined, 720],
    ['Dx08', 'other', undefined, 1_440],
  ])('%s is %s, to be met as %s within %i min of the end of triage (9.2)', (code, priority, urgency, within) => {
    expect(asks(code)).toMatchObject({ priority, dueBy: plus(easterSunday, minutes(within)) });
    expect(asks(code).urgency).toBe(urgency);
  });

  it('of the next working day is never five days, whatever mark it is stored as: over Easter it is Tuesday', () => {
    expect(asks('Dx115').dueBy).toBe(atLocal('2027-03-30', '18:30'));
    expect(asks('Dx115', atLocal('2027-03-30', '03:00')).dueBy).toBe(atLocal('2027-03-30', '18:30'));
    expect(asks('Dx115', atLocal('2027-03-30', '14:00')).dueBy).toBe(atLocal('2027-03-31', '18:30'));
    for (const { dispositions } of editions)
      for (const { code, within } of dispositions)
        expect([code, JSON.stringify(within)]).not.toEqual([code, '{"minutes":7200}']);
  });

  it('of three working days counts working days, and one of 72 hours runs through the holiday', () => {
    expect(asks('Dx16').dueBy).toBe(atLocal('2027-04-01', '18:30'));
    expect(asks('Dx60').dueBy).toBe(plus(easterSunday, hours(72)));
  });

  it('that our table does not know is kept, treated as urgent, and marked', () => {
    expect(asks('Dx9999')).toEqual({ priority: 'urgent', dueBy: plus(easterSunday, minutes(20)), isUnknown: true });
    expect(readDisposition('Dx9999', easterSunday)).toEqual({ edition: 'pathways-2020', code: 'Dx9999' });
  });

  it('is the same in capitals, and its leading noughts count', () => {
    expect(readDisposition('DX05', easterSunday).code).toBe('Dx05');
    expect(readDisposition('Dx5', easterSunday).known).toBeUndefined();
  });

  it('is read by the edition of the day of its triage', () => {
    expect(readDisposition('Dx1112', instant('2019-03-01T00:00:00Z')).known).toBeUndefined();
    expect(readDisposition('Dx1112', easterSunday).known?.words).toContain('within 1 h');
  });

  it('that is an ambulance is to be passed to 999 at once; one to be validated has until then', () => {
    for (const code of ['Dx010', 'Dx0111', 'Dx012', 'Dx0122', 'Dx0162'])
      expect([code, asks(code).passTo999]).toEqual([code, true]);
    expect(asks('Dx333')).toMatchObject({ priority: 'urgent', validateBy: plus(easterSunday, minutes(30)) });
    expect(asks('Dx333').passTo999).toBeUndefined();
  });
});

it('every code of every edition has a source, one meaning, and an end that comes after triage', () => {
  for (const { dispositions } of editions) {
    expect(new Set(dispositions.map(({ code }) => code)).size).toBe(dispositions.length);
    for (const { code, source, within } of dispositions) {
      expect([code, source.tag.length > 0 && source.says.length > 0]).toEqual([code, true]);
      expect([code, (endOf(within, easterSunday) ?? easterSunday) >= easterSunday]).toEqual([code, true]);
    }
  }
});

it('whatever is sent as a code, the patient is never less than one that we know to wait for', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (code) => {
      const read = readDisposition(code, easterSunday);
      const asked = asksOf(read, easterSunday);
      if (!read.known) expect(asked.priority).toBe('urgent');
      expect(['urgent', 'other']).toContain(asked.priority);
    }),
  );
});
