export type { Calendar } from './calendars.ts';
export { dueAfter, elapsed } from './calendars.ts';
export { canonicalJson, sha256 } from './canonical.ts';
export { csvField, readCsvLine } from './csvLine.ts';
export { dayName } from './dayNames.ts';
export type { Instant } from './instant.ts';
export { hours, instant, instantFromMs, minutes, plus, seconds, toIso } from './instant.ts';
export type { LocalParts, Period } from './london.ts';
export { addDays, atLocal, localDate, localParts, london, weekdayOf, withOffset } from './london.ts';
export type { Pence } from './money.ts';
export { parsePounds, showPounds } from './money.ts';
export { newId } from './newId.ts';
export type { NhsNumber } from './nhsNumber.ts';
export { nhsNumberProblem, parseNhsNumber, showNhsNumber } from './nhsNumber.ts';
export { parseOdsCode, parsePracticeCode } from './odsCode.ts';
export { OPEN_LICENCE } from './openLicence.ts';
export { outOfHoursPeriodAt, outOfHoursPeriods } from './outOfHours.ts';
export { parseDate, parseTime } from './parseTime.ts';
export { isOnGrid, milesBetween, type Position } from './position.ts';
export { outwardOf, parsePostcode, postcodeIn } from './postcode.ts';
export type { Problem, Result } from './problems.ts';
export { Conflict, Forbidden, NotFound, ok, refused, Unavailable } from './problems.ts';
export type { Random } from './random.ts';
export { seeded } from './random.ts';
export { split } from './split.ts';
export { showTelephone } from './telephone.ts';
export { timeOfDay } from './timeOfDay.ts';
export { parseUuid, uuidTime, uuidv7, uuidv7FromKey } from './uuid.ts';
export {
  showCount,
  showDate,
  showDay,
  showDayYear,
  showDecimal,
  showHours,
  showLength,
  showMiles,
  showMinutes,
  showPercent,
  showTime,
  showTimeSeconds,
  showWhen,
} from './words.ts';
export type { Measured } from './workingDays.ts';
export { addWorkingDays, isWorkingDay, nextWorkingDayAt } from './workingDays.ts';
