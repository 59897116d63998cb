import type { Locator, Page } from 'playwright-core';

/** How somebody works a page. */
export type Hands = {
  press(target: Locator): Promise<void>;
  fill(box: Locator, text: string): Promise<void>;
  choose(radio: Locator): Promise<void>;
  pick(list: Locator, option: string): Promise<void>;
};

export const byPointer: Hands = {
  press: (target) => target.click(),
  fill: (box, text) => box.fill(text),
  choose: (radio) => radio.check(),
  pick: async (list, option) => void (await list.selectOption({ label: option })),
};

const MOST_STOPS = 250;

/** Tab, arrows, space, Enter and letters, and nothing else. Every stop on the way must show that it has the focus. */
export function byKeyboard(page: Page): Hands {
  const { keyboard } = page;
  return {
    async press(target) {
      await reach(page, target);
      await keyboard.press('Enter');
    },
    async fill(box, text) {
      await reach(page, box);
      await keyboard.press('ControlOrMeta+a');
      await keyboard.type(text);
    },
    async choose(radio) {
      // Tab stops once in a group of radios; arrows move inside it.
      await reach(page, radio, { orItsGroup: true });
      for (let presses = 0; !(await hasFocus(radio)); presses += 1) {
        if (presses > 20) throw new Error(`the arrows do not lead to ${radio}`);
        await keyboard.press('ArrowDown');
      }
      if (!(await radio.isChecked())) await keyboard.press('Space');
    },
    async pick(list, option) {
      await reach(page, list);
      for (let presses = 0; (await chosen(list)) !== option; presses += 1) {
        if (presses > 60) throw new Error(`the arrows do not lead to ${option}`);
        await keyboard.press('ArrowDown');
      }
    },
  };
}

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);
const chosen = (list: Locator) =>
  list.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.label.trim());

async function reach(page: Page, target: Locator, { orItsGroup = false } = {}): Promise<void> {
  let wanted = await target.elementHandle();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    const stop = await page.evaluate(whereFocusIs, { wanted, orItsGroup });
    // A live part of the page was drawn anew meanwhile: what is looked for is in it, or the focus is on it already.
    if (stop.isGone) {
      wanted = await target.elementHandle();
      continue;
    }
    if (stop.isHidden) throw new Error(`the focus cannot be seen on ${stop.what}`);
    if (stop.isThere) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** Runs in the page. A stop is seen where it, or the label that stands for it, has an outline or a shadow that shows. */
function whereFocusIs({ wanted, orItsGroup }: { wanted: Node | null; orItsGroup: boolean }) {
  const active = document.activeElement;
  const isGone = !wanted?.isConnected;
  if (isGone || !(active instanceof HTMLElement) || active === document.body)
    return { isGone, isThere: false, isHidden: false, what: '' };
  const shows = (style: CSSStyleDeclaration) =>
    (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  const label = active instanceof HTMLInputElement ? active.labels?.[0] : undefined;
  const styles = [getComputedStyle(active), ...(label ? [getComputedStyle(label, '::before')] : [])];
  const sameGroup =
    orItsGroup &&
    active instanceof HTMLInputElement &&
    wanted instanceof HTMLInputElement &&
    active.type === 'radio' &&
    active.name === wanted.name;
  return {
    isGone,
    isThere: active === wanted || sameGroup,
    isHidden: !styles.some(shows),
    what: active.outerHTML.slice(0, 120),
  };
}
