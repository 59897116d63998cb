import type { CrewOf } from '#calls';
import type { Tx } from '#database';
import { shiftStatesIn } from '#rota';
import { hours, type Instant, plus } from '#shared';
import { type Aboard, aboardOf } from './aboard.ts';

type Where = { tenant: number; service: number; now: Instant };

/** Who is in a car, read for one decision. */
export async function aboardNow(tx: Tx, { tenant, service, now }: Where, car: number): Promise<Aboard> {
  const period = { from: plus(now, -hours(12)), to: plus(now, hours(1)) };
  return aboardOf(car, await shiftStatesIn(tx, { tenant, service, period }), now);
}

export const crewAnswering: CrewOf = async (tx, { car, ...where }) => {
  const { crew, booked, over } = await aboardNow(tx, where, car);
  return new Set([...[...crew, ...booked].map(({ person }) => person), ...over]);
};
