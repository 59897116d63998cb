/** Of the made-up first names, for the records that ask: by name, so that drawing a patient draws nothing more than it did. */
const male = new Set(
  'Albert Alfie Amos Arthur Bram Caleb Callum Colin Desmond Edwin Elio Emil Emrys Geoffrey Hamid Hassan Hugo Jonah Jonas Kit Leonard Marek Owen Quentin Ronald Samir Samuel Tomas Viktor Walter Yusuf'.split(
    ' ',
  ),
);

export function sexOf(name: string): 'female' | 'male' {
  return male.has(name.split(' ')[0] ?? '') ? 'male' : 'female';
}
