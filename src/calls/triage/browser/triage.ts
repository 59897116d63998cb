import { type Consciousness, news2, news2Words, type Observed, type OxygenScale } from '../news2.ts';

// Additions to the page of call-backs: it works without them. The score is made by the server's own function, so that it is the same one
// while somebody types and when the line is down.
const score = document.querySelector<HTMLElement>('[data-news2]');
const form = score?.closest('form');

function typed(name: string): string {
  const box = form?.elements.namedItem(`note.observations.${name}`);
  return box instanceof HTMLInputElement || box instanceof HTMLSelectElement ? box.value.trim() : '';
}

function number(name: string): number | undefined {
  const text = typed(name);
  return /^\d{1,3}(\.\d{1,3})?$/.test(text) ? Number(text) : undefined;
}

function observed(): Observed {
  return {
    breaths: number('breaths'),
    oxygen: number('oxygen'),
    oxygenScale: Number(typed('oxygenScale')) as OxygenScale,
    onOxygen: typed('onOxygen') === '' ? undefined : typed('onOxygen') === 'yes',
    systolic: number('systolic'),
    pulse: number('pulse'),
    consciousness: (typed('consciousness') || undefined) as Consciousness | undefined,
    temperature: number('temperature'),
  };
}

function count(): void {
  if (!score) return;
  const age = score.dataset.age === undefined ? undefined : Number(score.dataset.age);
  const result = news2(observed(), age);
  for (const line of score.querySelectorAll<HTMLElement>('[data-points]')) {
    const reading = line.dataset.points as keyof Observed;
    const points = 'scores' in result ? result.scores[reading as 'pulse'] : undefined;
    line.textContent = `scores ${points ?? '–'}`;
  }
  const { score: words, more } = news2Words(result);
  const line = score.querySelector<HTMLElement>('[data-news2-words]');
  if (!line || line.textContent === `${words}: ${more}`) return;
  line.replaceChildren(Object.assign(document.createElement('strong'), { textContent: words }), `: ${more}`);
}

form?.addEventListener('input', count);
form?.addEventListener('vigil-filled', count);
count();

// F8, a letter, Enter: what Enter is to press has the keyboard as soon as its panel is open.
for (const outcome of document.querySelectorAll<HTMLDetailsElement>('.outcome')) {
  outcome.addEventListener('toggle', () => {
    const { activeElement } = document;
    const isTyping = activeElement instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(activeElement.tagName);
    if (outcome.open && !isTyping) outcome.querySelector<HTMLElement>('[data-first]')?.focus();
  });
}
