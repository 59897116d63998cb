import type { Period } from '#shared';
import { localParts } from '#shared';
import { AnswerBox } from './answerBox.tsx';
import { HourStrip } from './hourStrip.tsx';
import type { Hour } from './hours.ts';
import { Button, Card, Input, Select, SummaryList } from './nhsuk/index.ts';
import { PublicPage } from './publicPage.tsx';

export function PublicAnswer({ hours }: { hours: Period[] }) {
  return (
    <PublicPage
      service="Tidewell Out of Hours"
      title="Was there a doctor at Canal Bridge on Easter Sunday?"
      isMadeUp
      looksBack
      nav={[
        { href: '/public', words: 'Bases', isCurrent: true },
        { href: '/public/figures', words: 'Figures' },
      ]}
    >
      <form class="public-ask" method="get">
        <Select
          name="base"
          label="Base"
          items={[
            { value: '2', text: 'Canal Bridge' },
            { value: '1', text: 'Foundry Lane' },
          ]}
        />
        <Input name="date" label="Date" value="28 3 2027" width={10} />
        <Button text="Show" />
      </form>
      <h1>Was there a doctor at Canal Bridge on Easter Sunday?</h1>
      <AnswerBox answer="No, not after 20:00." tone="no">
        <p>
          A doctor was needed until midnight. For the last 4 hours there was none, and 7 people were sent elsewhere, on
          average 5.1 miles.
        </p>
      </AnswerBox>
      <h2>Hour by hour, Sunday 28 March 2027</h2>
      <HourStrip label="Canal Bridge, Sunday 28 March 2027" hours={hours.map(hourOf)} />
      <p class="small-print">Each box is one hour. From what was recorded at the base. No one is named.</p>
      <SummaryList
        rows={[
          {
            key: 'People sent elsewhere',
            value: { html: '<strong>7 people</strong>, on average 5.1 miles from where they were' },
          },
          { key: 'Where they were sent', value: 'Larkhithe Cross (the next borough) and Foundry Lane.' },
          { key: 'What our public notice said', value: 'Open, until 20:34. It was wrong for 34 minutes.' },
        ]}
      />
      <div class="panels">
        <Card heading="How often is there not?" description="9.0 hours with no doctor, of 434 hours needed (2.1%)." />
        <Card heading="Take the data">
          <p>
            <a href="/public/hours.csv">Download these hours (CSV, 2 kB)</a>
          </p>
        </Card>
      </div>
    </PublicPage>
  );
}

function hourOf(period: Period): Hour {
  const { hour } = localParts(period.from);
  if (hour < 8) return { period, state: 'not-needed', words: 'Not needed' };
  return hour < 20 ? { period, state: 'covered', words: 'Doctor' } : { period, state: 'no-doctor', words: 'No doctor' };
}
