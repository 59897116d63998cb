import type { Tx } from '#database';
import type { CallsTables } from '../tables.ts';

/** The tables of this folder, beside those of the module. */
export type TakingTables = CallsTables & {
  case_taken: {
    tenant: number;
    case: string;
    second_number: string | null;
    read_back: boolean;
    language: string | null;
  };
  case_rang_back: {
    tenant: number;
    case: string;
    version: number;
    call: string | null;
    worse: boolean;
    at: Date;
    by: string;
  };
};
export const takingTables = (tx: Tx) => tx.withTables<TakingTables>();
