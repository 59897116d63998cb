import type { Service } from '#people';

export type AskFormProps = {
  /** Where the form leads: the page that it is on. */
  action: string;
  services: readonly Pick<Service, 'slug' | 'name'>[];
  service: string;
  by: string;
  /** Local dates, both counted in. */
  first: string;
  last: string;
  /** The neighbours of this period, where it is a month. */
  earlier?: string;
  later?: string;
};

/** Which service and which days. A plain GET form, so that an address can be sent to somebody. */
export function AskForm({ action, services, service, by, first, last, earlier, later }: AskFormProps) {
  return (
    <form class="ask" method="get" action={action}>
      {services.length > 1 ? (
        <label class="ask__field">
          <span>Service</span>
          <select class="nhsuk-select" name="service">
            {services.map(({ slug, name }) => (
              <option key={slug} value={slug} selected={slug === service}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <input type="hidden" name="service" value={service} />
      )}
      <input type="hidden" name="period" value={by} />
      <label class="ask__field">
        <span>From</span>
        <input class="nhsuk-input" type="date" id="from" name="from" value={first} />
      </label>
      <label class="ask__field">
        <span>to, counted in</span>
        <input class="nhsuk-input" type="date" id="last" name="last" value={last} />
      </label>
      <button class="board-button" type="submit">
        Show
      </button>
      {earlier && <a href={earlier}>Month before</a>}
      {later && <a href={later}>Month after</a>}
    </form>
  );
}
