import type { Generated } from 'kysely';

export type PeopleTables = {
  organisation: { id: Generated<number>; slug: string; name: string; made_up: boolean; made_at: Generated<Date> };
  organisation_clock: { organisation: number; now_at: Date; set_at: Date; rate: string };
  account: {
    id: string;
    sign_in: string;
    name: string;
    password_hash: string | null;
    machine: boolean;
    ended_at: Date | null;
  };
  role_grant: { tenant: number; account: string; role: string };
  session: {
    id: string;
    token_hash: Buffer;
    account: string;
    made_at: Date;
    seen_at: Date;
    ends_at: Date;
    acting_role: string | null;
  };
  api_token: { token_hash: Buffer; account: string; made_at: Date; ended_at: Date | null };
  sign_in_attempt: { id: Generated<string>; sign_in: string; source: string; at: Date; succeeded: boolean };
  service: {
    id: Generated<number>;
    tenant: number;
    slug: string;
    name: string;
    kind: 'out-of-hours' | 'telephone-only';
  };
  place: {
    id: Generated<number>;
    tenant: number;
    service: number;
    slug: string;
    name: string;
    kind: 'base' | 'car' | 'elsewhere';
    area: string | null;
    easting: Generated<number | null>;
    northing: Generated<number | null>;
  };
};
