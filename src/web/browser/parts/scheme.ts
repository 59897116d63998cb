const key = 'vigil-scheme';

/** Before the first paint, so that a dark room is not lit up by every page. */
export function applyScheme(): void {
  const chosen = stored(key);
  const root = document.documentElement;
  if (chosen && !root.dataset.scheme) root.dataset.scheme = chosen;
}

export function switchScheme(): void {
  const root = document.documentElement;
  const now = root.dataset.scheme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : 'light');
  root.dataset.scheme = now === 'night' ? 'light' : 'night';
  store(key, root.dataset.scheme);
}

export function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function store(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Private windows may keep nothing: it then lasts as long as the page.
  }
}
