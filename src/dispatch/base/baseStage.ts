import type { Stage } from '#api';
import { loadCase } from '#calls';
import type { Fragment, Tx } from '#database';
import { type Place, peopleWithRoles, type Service } from '#people';
import { type Instant, newId, ok } from '#shared';
import type { BaseFacts, BaseKind } from './baseCommands.ts';
import type { NoticesNow } from './baseDoors.ts';
import { doorKeepers } from './baseSteps.ts';
import { baseRow, basesNow, foldBase } from './baseStore.ts';

/** What a service tells the public, as whoever keeps the notices writes it. */
export type NewNotice = {
  tenant: number;
  id: string;
  service: Pick<Service, 'id' | 'slug' | 'name'>;
  place: Pick<Place, 'id' | 'slug' | 'name'>;
  says: 'open' | 'shut';
  goTo?: string;
  postedAt: Instant;
  postedBy: string;
};

/** Where load, decide and append meet for bases, and what they need from the rest of the house. */
export type Around = {
  placesOf(service: number): readonly Place[];
  serviceById(id: number): Service | undefined;
  /** What the public is told now. */
  notices: NoticesNow;
  /** The rows of a public notice, written with the events or not at all. */
  noticeRows(notice: NewNotice, audit: { id: string; at: Instant }): readonly Fragment[];
};

export function baseStage({ placesOf, serviceById, noticeRows, notices }: Around): Stage<BaseKind> {
  return {
    fold: foldBase,
    async facts(tx, { needs, body, setting }) {
      const { tenant, service, account } = setting;
      const facts: Partial<BaseFacts> = {};
      if (needs.includes('places') && service !== undefined) {
        facts.places = placesOf(service);
        const shut = (await basesNow(tx, { tenant, service })).filter(({ state }) => state === 'shut');
        facts.shut = new Set(shut.map(({ place }) => place));
        const said = await notices(tx, { tenant, service });
        facts.shutDoors = shut.map(({ place: id, shut: door }) => {
          const words = said.find((notice) => notice.place === id)?.goTo;
          return {
            id,
            ...(door?.sendTo === undefined ? {} : { sendTo: door.sendTo }),
            ...(door?.until === undefined ? {} : { until: door.until }),
            ...(words ? { said: words } : {}),
          };
        });
      }
      if (needs.includes('person')) facts.isPerson = await isPerson(tx, tenant, account);
      if (needs.includes('case') && typeof body.case === 'string')
        facts.caseKnown = (await loadCase(tx, tenant, body.case)) !== undefined;
      return facts;
    },
    serviceOf: (state) => (state.state === 'none' ? undefined : state.service),
    patientData: false,
    async rows({ setting, state, decision }) {
      const { tenant, now, account } = setting;
      if (state.state === 'none') return ok([]);
      const service = serviceById(state.service);
      const posted = (decision.writes ?? []).flatMap(({ says, goTo, place: of = state.place }) => {
        const place = placesOf(state.service).find(({ id }) => id === of);
        if (!service || !place) throw new Error(`the base ${of} has no place or service`);
        const notice = { tenant, id: newId(), service, place, says, ...(goTo ? { goTo } : {}) };
        return noticeRows({ ...notice, postedAt: now, postedBy: account }, { id: newId(), at: now });
      });
      return ok([baseRow(tenant, state), ...posted]);
    },
  };
}

/** Somebody with a name, who holds one of the roles: a program's account shuts no door. */
async function isPerson(tx: Tx, tenant: number, account: string): Promise<boolean> {
  return (await peopleWithRoles(tx, tenant, doorKeepers)).some((colleague) => colleague.account === account);
}
