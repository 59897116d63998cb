import type { Context } from '#api';
import type { ShutBases } from '#calls';
import type { NoticesNow } from './base/baseDoors.ts';
import type { Around } from './base/baseStage.ts';

/** What this module is handed: the public notices, which change with every door and which it may not know otherwise. */
export type Handed = { notices: NoticesNow; noticeRows: Around['noticeRows']; shutBases: ShutBases };
export type DispatchContext = Context & Handed;
