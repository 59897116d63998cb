import type { Context, Faced, FormFace, Registered } from '#api';
import { everyTenant } from '#people';
import { minutes, seconds } from '#shared';
import type { Module } from '../modules.ts';
import { callCommands } from './callCommands.ts';
import { caseCommands } from './caseCommands.ts';
import { callStage, caseStage } from './commands.ts';
import type { CrewOf } from './crew.ts';
import { formBody } from './formBody.ts';
import { leaseRoutes } from './lease/leaseRoutes.ts';
import { letLapse } from './lease/letLapse.ts';
import { passFaces, passRoutes, passSource } from './pass/routes.tsx';
import { placedFaces } from './placed/placedRoutes.ts';
import { referralFaces, referralRoutes } from './referral/routes.tsx';
import { type CallsContext, callsRoutes, openCasePage, pagesAgain, staff } from './routes.tsx';
import { settingRoutes } from './settings/settingRoutes.tsx';
import type { ShutBases } from './shutDoor.ts';
import { forgetOldDrafts } from './taking/draftRoutes.ts';
import { takingRoutes } from './taking/routes.ts';
import type { CaseStream } from './timeline/streams.ts';
import { timelineRoutes } from './timeline/timelineRoutes.tsx';
import { ownFields } from './triage/noteForm.ts';
import { callBackRoutes, callBacksAgain, chosenIn } from './triage/routes.tsx';
import { workRounds } from './work/followerRounds.ts';
import { workFaces, workRoutes } from './work/routes.tsx';

/** The page of a desk that a form of a case came from; undefined where it came from no desk. */
export type DeskAgain = (
  context: Context,
  ...sent: Parameters<FormFace['again']>
) => ReturnType<FormFace['again']> | undefined;

type Given = CallsContext & { crewOf?: CrewOf; deskAgain?: DeskAgain };

function commands(context: Given): Faced[] {
  const again = pagesAgain(context);
  const ofCalls = callStage();
  const { directory, shutBases, crewOf } = context;
  const ofCases = caseStage({ placesOf: directory.placesOf, shutBases, crewOf, strict: false });
  const callFace: FormFace = {
    body: (_, form, now) => formBody(form, now),
    next: (command, subject) => (command === 'answer-call' ? `/calls/${subject}` : '/calls'),
    again: (request, reply) => again.call(request, reply),
  };
  const callBacks = callBacksAgain(context);
  const caseFace: FormFace = {
    body: (command, form, now) => formBody(ownFields(command, form), now),
    next: (_, subject) => `/cases/${subject}`,
    again: (request, reply, refused) => {
      const { command, stream, problems, values } = refused;
      const shown = values as Record<string, string>;
      const desk = context.deskAgain?.(context, request, reply, refused);
      if (desk !== undefined) return desk;
      if (shown._next?.startsWith('/call-backs')) {
        return callBacks(request, reply, { stream, chosen: chosenIn(command, shown), problems, values: shown });
      }
      if (command === 'open-case')
        return again.openCase(request, reply, { id: stream, call: shown.call, problems, values: shown });
      return again.case(request, reply, { stream, chosen: command, problems, values: shown });
    },
  };
  return [
    ...callCommands.map((command) => ({ command, stage: ofCalls, face: callFace })),
    ...caseCommands.map((command) => ({ command, stage: ofCases, face: caseFace })),
    ...passFaces(context),
    ...workFaces(context),
    ...placedFaces(),
    ...referralFaces(context, ofCases),
  ] as Faced[];
}

function named(faces: readonly Faced[], name: string): Registered {
  const found = faces.find(({ command }) => command.name === name);
  if (!found) throw new Error(`there is no command ${name}`);
  return found;
}

/**
 * Calls and cases. `shutBases` comes from whoever keeps the doors and the public notices, `others` are streams of modules above this one that
 * belong to a case, for its timeline, and `crewOf` says who answers for a car: this module may know none of them.
 */
export function callsModule(
  shutBases: ShutBases,
  others: readonly CaseStream[] = [],
  { crewOf, deskAgain }: { crewOf?: CrewOf; deskAgain?: DeskAgain } = {},
): Module {
  // One list for each installation: the numbers of cases are counted in one place.
  const kept = new WeakMap<Context, Faced[]>();
  const facesOf = (context: Context): Faced[] => {
    const faces = kept.get(context) ?? commands({ ...context, shutBases, crewOf, deskAgain });
    kept.set(context, faces);
    return faces;
  };
  return {
    commands: facesOf,
    passes: passSource,
    routes(app, context) {
      callsRoutes(app, { ...context, shutBases });
      takingRoutes(app, context, {
        staff,
        named: (name) => named(facesOf(context), name),
        entryPage: (request, reply, shown) => openCasePage(context, request, reply, shown),
      });
      callBackRoutes(
        app,
        { ...context, shutBases },
        { take: named(facesOf(context), 'take-case'), release: named(facesOf(context), 'release-case') },
      );
      passRoutes(app, context);
      workRoutes(app, context);
      referralRoutes(app, context);
      leaseRoutes(app, context);
      settingRoutes(app, context);
      timelineRoutes(app, context, others);
    },
    jobs: (context) => [
      { name: 'raise and end work', everyMs: seconds(1), run: workRounds(context).run },
      {
        name: 'give back cases whose lease has run out',
        everyMs: seconds(5),
        async run() {
          const { db, clocks, directory, waker } = context;
          const stage = caseStage({ placesOf: directory.placesOf, strict: false });
          const released = await letLapse({ db, stage, now: clocks.now }, await everyTenant(db));
          if (released > 0) waker.touch();
        },
      },
      {
        name: 'forget old drafts',
        everyMs: minutes(10),
        run: async () => forgetOldDrafts(context, await everyTenant(context.db)),
      },
    ],
  };
}
