import type { ComponentChildren } from 'preact';
import type { Problem } from '#shared';
import { Html, MadeUpStrip } from './page.tsx';
import { ProblemSummary } from './problemSummary.tsx';
import type { NavItem } from './staffPage.tsx';

export type PublicPageProps = {
  /** `Tidewell Out of Hours` */
  service: string;
  title: string;
  isMadeUp: boolean;
  nav?: readonly NavItem[];
  problems?: readonly Problem[];
  /** Said after "In an emergency ring 999.": `This page looks back.` */
  looksBack?: boolean;
  children: ComponentChildren;
};

/** A page for anyone: NHS components and type as published, no script at all. */
export function PublicPage(props: PublicPageProps) {
  return (
    <Html
      title={props.title}
      service={`${props.service}: the public record`}
      problems={props.problems}
      bodyClass="public"
      scheme="light"
    >
      <header>
        {props.isMadeUp && <MadeUpStrip words="This area, these bases and these numbers are not real." />}
        <div class="public-bar">
          <div class="nhsuk-width-container public-bar__inside">
            <a class="public-bar__name" href="/public">
              {props.service}: the public record
            </a>
            {props.nav && (
              <nav class="public-bar__nav" aria-label="Main">
                {props.nav.map(({ href, words, isCurrent }) => (
                  <a key={href} href={href} aria-current={isCurrent ? 'page' : undefined}>
                    {words}
                  </a>
                ))}
              </nav>
            )}
          </div>
        </div>
        <p class="nhsuk-width-container">
          <span class="ill-now">
            <strong>Ill now? Ring 111 first.</strong> In an emergency ring 999.
            {props.looksBack && ' This page looks back.'}
          </span>
        </p>
      </header>
      <div class="nhsuk-width-container">
        <main id="maincontent" class="public-main">
          <ProblemSummary problems={props.problems ?? []} />
          {props.children}
        </main>
      </div>
    </Html>
  );
}
