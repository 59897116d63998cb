import { describe, expect, it } from 'vitest';
import { type Instant, instant, minutes, plus } from '#shared';
import { type Before, changesIn, type Reached } from './detailChanges.ts';

const now = instant('2027-03-28T21:47:12Z');
const stands: Reached = { name: 'Winifred Aske', dateOfBirth: '1942-02-11', ringBack: '2', whereNow: '12 Ropewalk' };
const stood = (was: Partial<Reached>, at: Instant, by = 'dana'): Before => ({
  ...{ ...stands, ...was },
  replacedAt: at,
  replacedBy: by,
});

describe('what is otherwise than it was', () => {
  it('is said with what stood before, when it was changed and by whom, the last change first', () => {
    const versions = [
      stood({ whereNow: '4 Tallow Row', ringBack: '1' }, plus(now, -minutes(9)), 'nora'),
      stood({ ringBack: '1' }, now),
    ];
    expect(changesIn(versions, stands)).toEqual([
      { what: 'ringBack', was: '1', at: now, by: 'dana' },
      { what: 'whereNow', was: '4 Tallow Row', at: plus(now, -minutes(9)), by: 'nora' },
    ]);
  });
  it('is the last of several changes, not the first', () => {
    const versions = [
      stood({ whereNow: '4 Tallow Row' }, plus(now, -minutes(9))),
      stood({ whereNow: '9 Quay' }, plus(now, -minutes(3))),
    ];
    expect(changesIn(versions, stands)).toMatchObject([{ was: '9 Quay' }]);
  });
  it('is nothing of somebody who was taken for the patient', () => {
    const versions = [stood({ name: 'Wilfred Ash', whereNow: '7 Chandlers’ Yard' }, now)];
    expect(changesIn(versions, stands)).toEqual([]);
  });
  it('is nothing where nothing stood before', () => {
    expect(changesIn([stood({}, now)], { ...stands, homeAddress: '4 Tallow Row' })).toEqual([]);
  });
});
