import { type Problem, showDayYear, showTime } from '#shared';
import {
  Alert,
  Button,
  DraftLine,
  FormField,
  HiddenKey,
  keptAs,
  type StaffFrame,
  StaffPage,
  Tag,
  type Values,
} from '#web';
import type { Namer } from '../rules/log.ts';
import type { Signature, StoredSheet } from '../sheetStore.ts';
import { PrintButton, SheetContent } from './handover.tsx';

export type SheetPageProps = {
  frame: StaffFrame;
  service: string;
  sheet: StoredSheet;
  name: Namer;
  maySign: boolean;
  /** Whoever looks signed it. */
  isOwn: boolean;
  id: string;
  problems: readonly Problem[];
  values: Values;
};

/** A sheet as it was signed, with both signatures, and the place for the one that is missing. */
export function SheetPage({ frame, service, sheet, name, maySign, isOwn, id, problems, values }: SheetPageProps) {
  const of = (as: Signature['as']) => sheet.signatures.find((one) => one.as === as);
  const incoming = of('incoming');
  return (
    <StaffPage frame={frame} title="Handover sheet" problems={problems}>
      <p class="crumbs">
        <a href="/tonight/handover">Handover sheet</a> › {showTime(sheet.at)}
      </p>
      <div class="page__head">
        <h1>
          Handover sheet, {showDayYear(sheet.at)} {showTime(sheet.at)}
        </h1>
        <p class="page__facts">
          {sheet.body.service}. Frozen when it was signed; digest {sheet.digest.slice(0, 16)}. <PrintButton />
        </p>
      </div>
      {!sheet.isTrue && (
        <Alert
          tone="red"
          icon="diamond"
          heading="This is not what was signed: its digest differs. Tell the administrator."
        />
      )}
      <div class="signatures">
        <Signs as="Hands over" signature={of('outgoing')} name={name} />
        <Signs as="Takes over" signature={incoming} name={name} />
      </div>
      {maySign && (
        <section class="panel not-printed" aria-labelledby="countersign-heading">
          <h2 id="countersign-heading">Take over</h2>
          <form
            method="post"
            action="/tonight/handover/countersign"
            novalidate
            {...keptAs(`takes-over ${sheet.id}`, problems.length > 0)}
          >
            <HiddenKey value={id} />
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="service" value={service} />
            <input type="hidden" name="sheet" value={sheet.id} />
            <input type="hidden" name="_next" value={`/tonight/handover/${sheet.id}`} />
            <FormField
              field={{ kind: 'text', name: 'remark', label: 'What you add', hint: 'You may leave it empty.' }}
              values={values}
              problems={problems}
            />
            <Button text="I have read it: sign and take over" preventDoubleClick />
            <DraftLine />
          </form>
        </section>
      )}
      {isOwn && !incoming && (
        <p class="not-printed">You have signed. Whoever takes over signs as themselves, on this page.</p>
      )}
      <SheetContent body={sheet.body} />
    </StaffPage>
  );
}

function Signs({ as, signature, name }: { as: string; signature?: Signature; name: Namer }) {
  return (
    <section class="signature" aria-label={as}>
      <p class="second">{as}</p>
      {signature ? (
        <>
          <p>
            <strong>{name.person(signature.by) ?? 'Somebody'}</strong>{' '}
            <Tag
              state={signature.isTrue ? 'done' : 'late'}
              words={`${signature.isTrue ? 'Signed' : 'Signed something else'} ${showTime(signature.at)}`}
            />
          </p>
          {signature.remark && <p>{signature.remark}</p>}
        </>
      ) : (
        <p>
          <Tag state="asks-for-action" words="Not signed yet" />
        </p>
      )}
    </section>
  );
}
