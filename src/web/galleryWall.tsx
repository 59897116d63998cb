import { DataTable } from './dataTable.tsx';
import { Tag, type TagProps } from './tag.tsx';

type Place = { name: string; tag: TagProps; until: string };

const places: Place[] = [
  { name: 'Foundry Lane', tag: { state: 'confirmed', words: 'Doctor here' }, until: 'to 08:00' },
  { name: 'Canal Bridge', tag: { state: 'no-doctor', words: 'NO DOCTOR' }, until: 'since 20:00' },
  { name: 'Priory Road', tag: { state: 'closed-as-planned', words: 'Closed' }, until: 'as planned' },
  { name: 'Car 1', tag: { state: 'confirmed', words: 'Doctor, driver' }, until: 'to 08:00' },
  { name: 'Car 2', tag: { state: 'not-confirmed', words: 'Not confirmed' }, until: 'from 00:00' },
];

export function WallCover() {
  return (
    <DataTable
      caption="Cover now"
      kind="lines"
      empty="No bases."
      rows={places}
      keyOf={(place) => place.name}
      columns={[
        { key: 'name', heading: 'Base or car', cell: ({ name }) => name, look: 'strong', isRowHeading: true },
        { key: 'cover', heading: 'Cover', cell: ({ tag }) => <Tag {...tag} /> },
        { key: 'until', heading: 'Until', cell: ({ until }) => until, look: 'second' },
      ]}
    />
  );
}
