import { instant, type Problem, showDay, showTime } from '#shared';
import {
  Button,
  DataTable,
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
import type { SheetBody } from '../rules/sheet.ts';
import type { Signature, StoredSheet } from '../sheetStore.ts';

export type HandoverProps = {
  frame: StaffFrame;
  service: string;
  body: SheetBody;
  sheets: readonly StoredSheet[];
  name: Namer;
  mayLead: boolean;
  id: string;
  problems: readonly Problem[];
  values: Values;
};

/** The sheet of this moment, which nobody has signed, what else there is to say, and the sheets of before. */
export function HandoverPage({ frame, service, body, sheets, name, mayLead, id, problems, values }: HandoverProps) {
  return (
    <StaffPage frame={frame} title="Handover sheet" problems={problems}>
      <div class="page__head">
        <h1>Handover sheet</h1>
        <p class="page__facts">
          <Tag state="asks-for-action" words="Nobody has signed" /> As at {showTime(instant(body.asAt))}, from the
          events of the night. It changes until it is signed. <PrintButton />
        </p>
      </div>
      <div class="case">
        <SheetContent body={body} />
        <div class="stack not-printed">
          {mayLead && (
            <section class="panel" aria-labelledby="sign-heading">
              <h2 id="sign-heading">Hand over</h2>
              <form
                method="post"
                action="/tonight/handover"
                novalidate
                {...keptAs(`handover-sheet ${service}`, problems.length > 0)}
              >
                <HiddenKey value={id} />
                <input type="hidden" name="id" value={id} />
                <input type="hidden" name="service" value={service} />
                <FormField
                  field={{
                    kind: 'long-text',
                    name: 'remarks',
                    label: 'What else there is to say',
                    hint: 'No names of patients: the number of the case says whom it is about.',
                    rows: 6,
                  }}
                  values={values}
                  problems={problems}
                />
                <p>What stands on the left is frozen with your name under it. Whoever takes over signs it after you.</p>
                <Button text="Sign and hand over" preventDoubleClick />
                <DraftLine />
              </form>
            </section>
          )}
          <section class="panel" aria-labelledby="earlier-heading">
            <h2 id="earlier-heading">Earlier sheets</h2>
            <DataTable
              caption="Handover sheets, the newest first"
              rows={sheets}
              keyOf={(sheet) => sheet.id}
              empty="No sheet has been signed yet."
              columns={[
                {
                  key: 'at',
                  heading: 'Sheet',
                  cell: (sheet) => (
                    <a href={`/tonight/handover/${sheet.id}`}>{`${showDay(sheet.at)} ${showTime(sheet.at)}`}</a>
                  ),
                  isRowHeading: true,
                },
                {
                  key: 'signed',
                  heading: 'Signed',
                  cell: ({ signatures }) => <Signed signatures={signatures} name={name} />,
                },
              ]}
            />
          </section>
        </div>
      </div>
    </StaffPage>
  );
}

function Signed({ signatures, name }: { signatures: readonly Signature[]; name: Namer }) {
  const of = (as: Signature['as']) => signatures.find((one) => one.as === as);
  const [out, in_] = [of('outgoing'), of('incoming')];
  const who = (one: Signature | undefined) => (one ? (name.person(one.by) ?? 'somebody') : '');
  if (out && in_) return <Tag state="done" words={`${who(out)}, ${who(in_)}`} />;
  return <Tag state="asks-for-action" words={`${who(out)}; nobody has taken over`} />;
}

/** The content, the same for the eye that signs and on paper. */
export function SheetContent({ body }: { body: SheetBody }) {
  return (
    <div class="stack sheet">
      {body.remarks && (
        <section class="panel" aria-labelledby="remarks-heading">
          <h2 id="remarks-heading">What else there is to say</h2>
          <p class="written__body">{body.remarks}</p>
        </section>
      )}
      {body.sections.map(({ key, heading, lines, none }) => (
        <section key={key} class="panel" aria-labelledby={`sheet-${key}`}>
          <h2 id={`sheet-${key}`}>{heading}</h2>
          {lines.length === 0 ? (
            <p>{none}</p>
          ) : (
            <ul class="lines">
              {lines.map((line, index) => (
                <li key={index}>{line}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}

export function PrintButton() {
  return (
    <button
      type="button"
      class="link-button not-printed"
      data-print
      data-key="p"
      data-key-words="print"
      data-needs-script
      hidden
    >
      Print <kbd>P</kbd>
    </button>
  );
}
