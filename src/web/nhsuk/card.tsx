import { ActionLink, type Actions, actionsOf } from './action.tsx';
import type { Common, Content, Part } from './content.tsx';
import { classNames, Hidden, hasContent, Inside, modifier, part, Raw } from './content.tsx';
import { Heading, type HeadingMore } from './heading.tsx';
import { Icon } from './icon.tsx';

export type CardVariant = 'feature' | 'primary' | 'secondary' | 'warning' | 'non-urgent' | 'urgent' | 'emergency';

export type CardProps = Common & {
  variant?: CardVariant;
  heading?: Part<HeadingMore>;
  description?: Part;
  children?: Content['children'];
  href?: string;
  clickable?: boolean;
  actions?: Actions;
  image?: Content & { src?: string; alt?: string };
};

const care = { 'non-urgent': 'Non-urgent advice', urgent: 'Urgent advice', emergency: 'Immediate action required' };
const isCare = (variant: CardVariant | undefined): variant is keyof typeof care => Boolean(variant && variant in care);

export function Card(props: CardProps) {
  const heading = part<HeadingMore>(props.heading);
  const description = part(props.description);
  const actions = actionsOf(props.actions);
  const isCareCard = isCare(props.variant) && hasContent(heading);
  const name = cardClass(props, isCareCard);
  const title = hasContent(heading) && <CardHeading card={props} name={name} isCareCard={isCareCard} />;
  const above = isCareCard || actions.items.length > 0;
  return (
    <div class={name} id={props.id} {...props.attributes}>
      <Picture {...props.image} />
      {above && (
        <div class="nhsuk-card__heading-container">
          {title}
          <CardActions card={props} />
        </div>
      )}
      <div class={classNames('nhsuk-card__content', description.classes)} {...description.attributes}>
        {!above && title}
        <CardBody description={description}>{props.children}</CardBody>
        {name.includes('nhsuk-card--primary') && <Icon name="chevron-right-circle" />}
      </div>
    </div>
  );
}

function cardClass({ variant, clickable, classes }: CardProps, isCareCard: boolean): string {
  const plain = ['feature', 'primary', 'secondary', 'warning'];
  return classNames(
    'nhsuk-card',
    clickable && 'nhsuk-card--clickable',
    modifier('nhsuk-card--', variant, { allowed: plain, classes }),
    isCareCard && !classes?.includes('nhsuk-card--care--') && `nhsuk-card--care nhsuk-card--care--${variant}`,
    classes,
  );
}

function Picture(image: Content & { src?: string; alt?: string }) {
  if (image.html) return <Raw html={image.html.trim()} />;
  return image.src ? <img class="nhsuk-card__img" src={image.src} alt={image.alt ?? ''} /> : null;
}

function CardBody({ description, children }: { description: Content; children: Content['children'] }) {
  if (children) return <>{children}</>;
  if (description.html) return <Inside html={description.html} />;
  return description.text ? <p class="nhsuk-card__description">{description.text.trim()}</p> : null;
}

function CardActions({ card }: { card: CardProps }) {
  const actions = actionsOf(card.actions);
  const name = classNames('nhsuk-card__actions', actions.classes);
  const links = actions.items.map((action) => <ActionLink action={action} heading={card.heading} />);
  if (links.length === 0) return null;
  if (links.length === 1) return <div class={name}>{links}</div>;
  return (
    <ul class={name}>
      {links.map((link) => (
        <li class="nhsuk-card__action">{link}</li>
      ))}
    </ul>
  );
}

function CardHeading({ card, name, isCareCard }: { card: CardProps; name: string; isCareCard: boolean }) {
  const heading = part<HeadingMore>(card.heading);
  const { text, html, children, visuallyHiddenText, ...rest } = heading;
  const spoken = visuallyHiddenText ?? (isCare(card.variant) && isCareCard ? care[card.variant] : undefined);
  const words = children ?? text?.trim();
  return (
    <>
      {words && (
        <Heading {...rest} level={rest.level ?? 2} className="nhsuk-card__heading" classPrefix="nhsuk-heading-">
          {card.href && !isCareCard && !name.includes('nhsuk-card--feature') ? (
            <a class="nhsuk-card__link" href={card.href}>
              {words}
            </a>
          ) : spoken ? (
            <span role={'text' as never}>
              <Hidden>{spoken}: </Hidden>
              {words}
            </span>
          ) : (
            words
          )}
        </Heading>
      )}
      {html && <Raw html={html.trim()} />}
      {isCareCard && <span class="nhsuk-card--care__arrow" aria-hidden="true" />}
    </>
  );
}
