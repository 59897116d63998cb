/** The practice that a page is about, and the others that the person speaks for. */
export type Practices = {
  name: string;
  code: string;
  others: readonly { code: string; name: string }[];
  /** `?practice=Z99001` where there are several, to hand on in links. */
  query: string;
};

/** A choice of practice, for the few who speak for several. */
export function OtherPractices({ others, name, path }: Practices & { path: string }) {
  if (others.length === 0) return null;
  return (
    <nav aria-label="Your practices">
      <p class="choices">
        <strong>{name}</strong>
        {others.map((other) => (
          <a key={other.code} class="board-button" href={`${path}?practice=${other.code}`}>
            {other.name}
          </a>
        ))}
      </p>
    </nav>
  );
}
