import type { Actions } from './action.tsx';
import { Card } from './card.tsx';
import type { Common, Content, Part } from './content.tsx';
import { part } from './content.tsx';
import type { HeadingMore } from './heading.tsx';

export type WarningCalloutProps = Common & Content & { heading?: Part<HeadingMore>; actions?: Actions };

export function WarningCallout({ heading, text, html, children, ...rest }: WarningCalloutProps) {
  const given = part<HeadingMore>(heading);
  const says = /important/i.test(given.text ?? '');
  const spoken = given.text && !says ? (given.visuallyHiddenText ?? 'Important') : undefined;
  return (
    <Card
      {...rest}
      variant="warning"
      heading={{ ...given, level: given.level ?? 3, visuallyHiddenText: spoken }}
      description={{ text, html }}
      children={children}
    />
  );
}
