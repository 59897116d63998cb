import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Problem } from '#shared';
import { IconSheet } from './icons.tsx';
import { SkipLink } from './nhsuk/index.ts';

/** The whole answer to a request for a page. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}

/** Sent with every page. Nothing inline, nothing from outside. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export type HtmlProps = {
  title: string;
  service: string;
  problems?: readonly Problem[];
  scripts?: readonly string[];
  /** Scripts that must run before the first paint. */
  early?: readonly string[];
  /** Without JavaScript the page is asked for again after so many seconds. */
  reloadSeconds?: number;
  bodyClass: string;
  scheme?: 'light' | 'night';
  live?: string;
  children: ComponentChildren;
};

export function Html(props: HtmlProps) {
  return (
    <html lang="en-GB" data-scheme={props.scheme}>
      <head>
        <meta charset="utf-8" />
        <title>{titleOf(props)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content={props.scheme === 'light' ? 'light' : 'light dark'} />
        {props.early?.map((src) => (
          <script key={src} src={src} />
        ))}
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/nhsuk-frontend.min.css" />
        <link rel="stylesheet" href="/assets/vigil.css" />
        {props.reloadSeconds && (
          <noscript>
            <meta http-equiv="refresh" content={String(props.reloadSeconds)} />
          </noscript>
        )}
        {props.scripts?.map((src) => (
          <script key={src} type="module" src={src} />
        ))}
      </head>
      <body class={props.bodyClass} data-live={props.live}>
        <SkipLink />
        <IconSheet />
        {props.children}
      </body>
    </html>
  );
}

function titleOf({ title, service, problems }: HtmlProps): string {
  return `${problems?.length ? 'Error: ' : ''}${title} – ${service} – Vigil`;
}

export function MadeUpStrip({ words, children }: { words: string; children?: ComponentChildren }) {
  return (
    <div class="made-up">
      <p class="made-up__words">
        <strong>Made up.</strong> {words}
      </p>
      {children}
    </div>
  );
}
