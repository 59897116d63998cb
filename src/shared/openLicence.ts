/** What the positions of postcodes are published under: its owners are to be named wherever they are used, on public pages too. */
export const OPEN_LICENCE =
  'Open Government Licence v3.0. Contains OS data © Crown copyright and database right; contains Royal Mail data © Royal Mail copyright and database right; source: Office for National Statistics';
