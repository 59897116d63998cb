import { describe, expect, test } from 'vitest';
import { plus } from '#shared';
import { galleryFrame, galleryPages } from './gallery.tsx';
import { renderPage } from './page.tsx';
import { PublicPage } from './publicPage.tsx';
import { StaffPage } from './staffPage.tsx';

const gallery = Object.entries(galleryPages()).map(([name, page]) => [name, renderPage(page)] as const);

describe.each(gallery)('%s', (_, html) => {
  test('holds nothing that the content security policy forbids', () => {
    expect(html).not.toMatch(/\sstyle=/);
    expect(html).not.toMatch(/<style/);
    expect(html).not.toMatch(/\son[a-z]+=/);
    expect(html).not.toMatch(/<script(?![^>]* src="\/assets\/)/);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  test('says its language and its one heading, and can be skipped into', () => {
    expect(html).toMatch(/^<!doctype html><html lang="en-GB"/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('href="#maincontent"');
    expect(html).toContain('id="maincontent"');
  });

  test('gives no id twice', () => {
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test('says that it is made up', () => {
    expect(html).toContain('<strong>Made up.</strong>');
  });
});

const staff = { frame: galleryFrame, title: 'Take the case', children: 'words' };

describe('a staff page', () => {
  test('names itself, its service and Vigil, and says when there is a problem', () => {
    const problems = [{ field: 'dob', code: 'date', message: 'Enter a day.' }];
    expect(renderPage(<StaffPage {...staff} />)).toContain(
      '<title>Take the case – Tidewell Out of Hours – Vigil</title>',
    );
    const refused = renderPage(<StaffPage {...staff} problems={problems} dates={['dob']} />);
    expect(refused).toContain('<title>Error: Take the case – ');
    expect(refused).toContain('<a href="#dob-day">Enter a day.</a>');
  });

  test('shows the organisation’s clock in London time', () => {
    const html = renderPage(<StaffPage {...staff} />);
    expect(html).toContain('datetime="2027-03-28T21:47:12.000Z"');
    expect(html).toContain('<span class="clock__day">Sun 28 Mar</span> <span class="clock__time">22:47:12</span>');
  });

  test('that is live reloads by itself where there is no script', () => {
    const live = renderPage(<StaffPage {...staff} live={{ url: '/tonight/live' }} />);
    expect(live).toContain('<noscript><meta http-equiv="refresh" content="15"/></noscript>');
    expect(live).toContain('data-live="/tonight/live"');
    expect(renderPage(<StaffPage {...staff} />)).not.toContain('http-equiv');
  });

  test('has the red button where somebody may press it: one a page, and none on a wall', () => {
    const frame = { ...staff.frame, mayPass: { service: 'tidewell' } };
    const buttons = (page: Parameters<typeof renderPage>[0]) => renderPage(page).split('data-key="f9"').length - 1;
    expect(buttons(<StaffPage {...staff} />)).toBe(0);
    expect(buttons(<StaffPage {...staff} frame={frame} />)).toBe(1);
    expect(renderPage(<StaffPage {...staff} frame={frame} passTo999={{ case: 'c' }} />)).toContain(
      'name="case" value="c"',
    );
    expect(buttons(<StaffPage {...staff} frame={frame} passTo999="in-head" />)).toBe(0);
    expect(buttons(<StaffPage {...staff} frame={frame} isWall />)).toBe(0);
  });

  test('says of every pass to 999 how long is left, and then how late it is', () => {
    const now = staff.frame.clock.at;
    const pass = (ms: number) => ({ id: 'p', whom: 'case 133', neededAt: now, dueAt: plus(now, ms) });
    const page = (ms: number) => renderPage(<StaffPage {...staff} frame={{ ...staff.frame, passes: [pass(ms)] }} />);
    expect(page(98_000)).toMatch(/Pass to 999: case 133, <strong data-left[^>]*>1 min 38 s left/);
    expect(page(-26_000)).toMatch(/i-diamond.*<strong data-left[^>]*>late 26 s/);
  });

  test('escapes what a person wrote', () => {
    expect(renderPage(<StaffPage {...staff}>{'<script>alert(1)</script>'}</StaffPage>)).toContain('&lt;script>');
  });
});

test('a public page says 111 first, before any figure, and sends no script', () => {
  const html = renderPage(
    <PublicPage service="Tidewell" title="Bases" isMadeUp={false}>
      <h1>Bases</h1>
    </PublicPage>,
  );
  expect(html).not.toContain('<script');
  expect(html.indexOf('Ill now? Ring 111 first.')).toBeLessThan(html.indexOf('<main'));
  expect(html).toContain('In an emergency ring 999.');
});
