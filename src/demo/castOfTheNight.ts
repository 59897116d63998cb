import { seeded } from '#shared';
import { aPatient, type MadeUpPatient } from './patients.ts';

/** The people of the pictures, by case number of Easter Sunday. Ages are on that day; all made up. */
const cast: { readonly [number: string]: { name: string; age: number; complaint: string } } = {
  '081': { name: 'Edwin Marchbank', age: 77, complaint: 'Tight chest after climbing the stairs, better when resting.' },
  '096': { name: 'Samuel Pike', age: 59, complaint: 'Dizzy since a new tablet. Third call this week.' },
  '098': { name: 'Edith Sorrel', age: 68, complaint: 'Cut leg that will not stop oozing.' },
  '099': { name: 'Albert Tranter', age: 88, complaint: 'Blocked catheter, in pain.' },
  '103': { name: 'Dorothy Keld', age: 91, complaint: 'Off her feet since noon, hot, in a care home.' },
  '104': { name: 'Callum Wray', age: 29, complaint: 'Painful swollen finger.' },
  '105': { name: 'Farah Denby', age: 6, complaint: 'Temperature for two days, ear ache, not drinking much.' },
  '106': { name: 'Grace Tully', age: 54, complaint: 'Burning when passing water.' },
  '107': { name: 'Owen Latch', age: 41, complaint: 'Back strain, worse since Friday.' },
  '109': { name: 'Hamid Orrell', age: 33, complaint: 'Sore eye, light hurts.' },
  '110': { name: 'Jean Quarmby', age: 72, complaint: 'Cough with green phlegm for a week.' },
  '112': { name: 'Tomas Reed', age: 47, complaint: 'Rash on both arms, itching.' },
  '113': { name: 'Hilda Marrable', age: 85, complaint: 'Vomiting, housebound.' },
  '115': { name: 'Ronald Fisk', age: 79, complaint: 'Swollen legs, cannot get his shoes on.' },
  '117': { name: 'Selina Cope', age: 38, complaint: 'Severe sore throat, cannot swallow.' },
  '118': { name: 'Petra Lund', age: 24, complaint: 'Twisted knee, can walk.' },
  '119': { name: 'Desmond Ray', age: 52, complaint: 'Gout in the toe, no tablets left.' },
  '120': { name: 'Muriel Gant', age: 93, complaint: 'Sore on the heel, carer worried.' },
  '121': { name: 'Winifred Aske', age: 84, complaint: 'Fell against the bed, sore wrist.' },
  '122': { name: 'Tasha Moor', age: 27, complaint: 'Vomiting since the morning.' },
  '123': { name: 'Leonard Bray', age: 63, complaint: 'Missed two doses of a blood thinner.' },
  '124': { name: 'Poppy Sharrow', age: 4, complaint: 'Noisy breathing, barking cough, drooling a little.' },
  '125': { name: 'Hassan Arif', age: 45, complaint: 'Stomach ache. Needs an interpreter.' },
  '126': { name: 'Colin Abbs', age: 70, complaint: 'Palpitations for an hour, no pain.' },
  '127': { name: 'Irene Stott', age: 66, complaint: 'Blood in the water, no pain.' },
  '128': { name: 'Kerry Nolan', age: 31, complaint: 'Sore breast, feverish, feeding a baby.' },
  '129': { name: 'Alfie Dunn', age: 8, complaint: 'Bead in the ear.' },
  '130': { name: 'Mona Feeney', age: 57, complaint: 'Shingles around one side, in pain.' },
  '132': { name: 'Ella Crane', age: 19, complaint: 'Lost contraceptive pills.' },
  '133': { name: 'Geoffrey Hale', age: 74, complaint: 'Sudden weakness of one arm.' },
};

/** Registered where Carys Nunn is the manager. */
const HOLLIN_ROW = new Set(['081', '096', '098', '107', '121']);

/** Ivy Pellworth rings for the third time in 96 hours. */
export const ivy: MadeUpPatient = {
  name: 'Ivy Pellworth',
  dateOfBirth: '1945-06-14',
  nhsNumber: '9990614024',
  callerName: 'Joan Pellworth',
  callerRelation: 'daughter',
  ringBack: '01632 960417',
  whereNow: '12 Lockgate Row, ZZ1 4QT',
  practice: 'Hollin Row Surgery',
  complaint:
    'More short of breath since about four this afternoon. Talking in short sentences. Hot. Started the rescue pack this morning and is no better.',
};

/** The same person whatever the seed. */
export function castOf(number: string): MadeUpPatient {
  const known = cast[number];
  const drawn = aPatient(seeded(`cast ${number}`));
  if (!known) return drawn;
  const self = known.age >= 18 && known.age < 80;
  const year = 2027 - known.age - 1;
  return {
    ...drawn,
    ...(HOLLIN_ROW.has(number) ? { practice: 'Hollin Row Surgery' } : {}),
    name: known.name,
    dateOfBirth: `${year}-${drawn.dateOfBirth.slice(5) > '03-28' ? drawn.dateOfBirth.slice(5) : '09-14'}`,
    complaint: known.complaint,
    callerName: self ? known.name : `${known.age < 18 ? 'Sam' : 'Pat'} ${known.name.split(' ').at(-1)}`,
    callerRelation: self ? 'self' : known.age < 18 ? 'parent' : 'relative',
  };
}
