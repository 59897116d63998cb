import type { ComponentChildren } from 'preact';

// Silhouettes that stay apart at arm's length and without colour. 16 by 16.
const shapes = {
  ring: <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" stroke-width="2" />,
  triangle: <path fill-rule="evenodd" d="M8 1.2 15.4 14.6H.6ZM7 5.8l.3 4.4h1.4L9 5.8ZM7 11.4v1.8h2v-1.8Z" />,
  diamond: <path fill-rule="evenodd" d="M8 .4 15.6 8 8 15.6.4 8ZM7 3.8l.3 5h1.4l.3-5ZM7 10.2v2h2v-2Z" />,
  tick: <path fill="none" stroke="currentColor" stroke-width="2.4" d="m2.2 8.6 3.9 3.9 7.7-8.3" />,
  cross: <path fill="none" stroke="currentColor" stroke-width="3" d="m2.6 2.6 10.8 10.8m0-10.8L2.6 13.4" />,
  'crossed-box': (
    <path fill="none" stroke="currentColor" stroke-width="1.8" d="M1.5 1.5h13v13h-13zm3.2 3.2 6.6 6.6m0-6.6-6.6 6.6" />
  ),
  padlock: <path fill-rule="evenodd" d="M4 7V5a4 4 0 0 1 8 0v2h1.5v8h-11V7Zm1.9 0h4.2V5a2.1 2.1 0 0 0-4.2 0Z" />,
  clock: (
    <g fill="none" stroke="currentColor" stroke-width="1.8">
      <circle cx="8" cy="8" r="6.4" stroke-dasharray="2.8 1.7" />
      <path d="M8 4.2V8l2.6 1.6" />
    </g>
  ),
  'half-disc': (
    <g>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" />
      <path d="M8 2v12A6 6 0 0 1 8 2Z" />
    </g>
  ),
  'turning-arrow': (
    <g>
      <path fill="none" stroke="currentColor" stroke-width="2" d="M13 6.4A5.3 5.3 0 1 0 13.2 9" />
      <path d="M14.6 1.6v6.2H8.4Z" />
    </g>
  ),
  note: (
    <g>
      <path fill="none" stroke="currentColor" stroke-width="1.8" d="M3 1.5h6.5L13 5v9.5H3Z" />
      <path fill="none" stroke="currentColor" stroke-width="1.4" d="M5.4 7.6h5.2M5.4 10.6h5.2" />
    </g>
  ),
  arrow: <path fill="none" stroke="currentColor" stroke-width="2.2" d="M1.5 8h12M9 3.4 13.6 8 9 12.6" />,
  live: (
    <g>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.8" />
      <circle cx="8" cy="8" r="2.8" />
    </g>
  ),
} satisfies Record<string, ComponentChildren>;

export type IconName = keyof typeof shapes;
export const iconNames = Object.keys(shapes) as IconName[];

/** One of the shapes, beside words that say the same: it is never the only sign. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon--${name}`} aria-hidden="true" focusable="false">
      <use href={`#i-${name}`} />
    </svg>
  );
}

/** The drawings themselves, once a page, so that a live fragment carries only their names. */
export function IconSheet() {
  return (
    <svg class="icon-sheet" width="0" height="0" aria-hidden="true" focusable="false">
      {iconNames.map((name) => (
        <symbol key={name} id={`i-${name}`} viewBox="0 0 16 16" fill="currentColor">
          {shapes[name]}
        </symbol>
      ))}
    </svg>
  );
}
