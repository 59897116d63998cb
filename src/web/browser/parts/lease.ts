/** Says once a minute that the page of a case is still open; where the case was taken away, says so as soon as the page hears of it. */
export function keepLease(): void {
  for (const line of document.querySelectorAll<HTMLElement>('[data-lease]')) {
    setInterval(() => renew(line), 60_000);
    addEventListener('vigil-replaced', () => {
      if (document.querySelector('[data-lost]')) void renew(line);
    });
  }
}

async function renew(line: HTMLElement): Promise<void> {
  const url = line.dataset.lease;
  if (!url) return;
  try {
    const answer = await fetch(url, { method: 'POST', headers: { accept: 'application/json' } });
    if (!answer.ok) return;
    const { words, until } = (await answer.json()) as { words?: string; until?: string };
    if (until)
      line.textContent = `You have this case. If nothing is heard of this page it goes back to its queue at ${until}.`;
    if (!words) return;
    delete line.dataset.lease;
    line.className = 'lease lease--lost';
    line.setAttribute('role', 'alert');
    line.textContent = words;
  } catch {
    // No connection: the next minute tries again, and the page says elsewhere that the line is down.
  }
}
