import type { Common, Content } from './content.tsx';
import { classNames, flag, Inside, modifier } from './content.tsx';

const colours = ['white', 'grey', 'green', 'aqua-green', 'blue', 'purple', 'pink', 'red', 'orange', 'yellow'];

export type TagProps = Content & Common & { colour?: string | false; border?: boolean };

/** The design system's tag, a colour and a word. On a board use our own `Tag`, which has a shape as well. */
export function Tag({ colour, border, id, classes, attributes, ...content }: TagProps) {
  const name = classNames(
    'nhsuk-tag',
    modifier('nhsuk-tag--', colour || undefined, { allowed: colours, classes }),
    flag('nhsuk-tag--no-colour', colour === false, classes),
    flag('nhsuk-tag--no-border', border === false, classes),
    classes,
  );
  return (
    <strong class={name} id={id} {...attributes}>
      <Inside {...content} />
    </strong>
  );
}
