/** What a request is for, the first of these first: whoever takes a call never waits for whoever reads a report. */
export type Purpose = 'intake' | 'board' | 'report';

/** How hard the server is pressed. */
export type Pressure = {
  /** How late the process comes to what is due, in milliseconds. */
  lagMs: number;
  /** Requests that wait for a connection to the database. */
  waiting: number;
  /** Reports that are being answered now. */
  reports: number;
};

/** From what on which are turned away. Connections: of 20, reports hold `reportsAtOnce` at most; the rest are the intake's. */
export const admissionSettings = {
  reportsAtOnce: {
    value: 4,
    source: 'A fifth of the 20 connections (src/database/connect.ts): measured by bench:surge.',
  },
  report: { value: { lagMs: 100, waiting: 1 }, source: 'bench:surge: intake stays under 500 ms at p99.' },
  board: { value: { lagMs: 400, waiting: 12 }, source: 'The board polls again in 2 s and says how old it is.' },
} as const;

/** Pure: calls, cases, passes and whatever is changed by hand are never turned away. */
export function mayEnter(purpose: Purpose, { lagMs, waiting, reports }: Pressure): boolean {
  if (purpose === 'intake') return true;
  const { lagMs: latest, waiting: most } = admissionSettings[purpose].value;
  if (lagMs >= latest || waiting >= most) return false;
  return purpose === 'board' || reports < admissionSettings.reportsAtOnce.value;
}

const REPORTS =
  /^\/(figures|clocks|public)(\/|$)|^\/practice(\/live)?$|\.csv$|^\/api\/(figures|clocks|releases|public)(\/|$)/;
/** The lists alone: a walk-in, one person at the desk, the crew's page and a practice's concern are somebody's work. */
const BOARDS =
  /^\/($|wall$|live$|calls\/live$|call-backs\/live$|bases(\/[^/]+)?$|bases\/[^/]+\/live$|visits(\/mine)?\/live$|visits$|cover(\/|$))/;

/** By the address alone, before anybody is looked up: what is not known to be a report or a board is intake. */
export function purposeOf(method: string, url: string): Purpose {
  if (method !== 'GET' && method !== 'HEAD') return 'intake';
  const [path = '/', query = ''] = url.split('?');
  // A list that is opened to do something on it: a base is shut, somebody has arrived.
  if (/(^|&)do=/.test(query)) return 'intake';
  if (REPORTS.test(path)) return 'report';
  return BOARDS.test(path) ? 'board' : 'intake';
}
