/** What scrolls inside itself can be reached by keyboard, and is no stop on the way where it does not. */
export function markScrollers(): void {
  for (const item of document.querySelectorAll<HTMLElement>('.data-table-frame, .cover')) {
    if (item.scrollWidth > item.clientWidth) item.tabIndex = 0;
    else item.removeAttribute('tabindex');
  }
}
