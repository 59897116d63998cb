export {
  type Account,
  accountBySignIn,
  addAccount,
  changePassword,
  endAccount,
  endApiTokens,
  giveApiToken,
  grantRole,
  OWN_ACCOUNTS,
  revokeRole,
} from './accounts.ts';
export { type Actor, frontPage, type Grant, holdsAny, NOBODY, rolesIn, tenantsWith } from './actor.ts';
export type { Author } from './changes.ts';
export { shareWithDemoPeople } from './demoGrants.ts';
export { type OneClick, oneClickPeople, VISITOR_SIGN_IN, visitor } from './demoPeople.ts';
export { foundOrganisation, foundPlace, foundService, positionPlace } from './founding.ts';
export {
  type ClockReading,
  giveOwnClock,
  machineClock,
  type OrganisationClocks,
  openOrganisationClocks,
  readingAt,
} from './organisationClock.ts';
export {
  accountNames,
  type Colleague,
  everyTenant,
  namesOf,
  namesWithin,
  type Organisation,
  organisationBySlug,
  type Place,
  peopleWithRoles,
  placesIn,
  placesOf,
  positionOfPlace,
  rolesOf,
  type Service,
  servicesOf,
} from './organisations.ts';
export { hashPassword, passwordMatches, passwordProblem } from './password.ts';
export { loadPostcodes, type PostcodesLoaded } from './postcodes/loadPostcodes.ts';
export { postcodeSources } from './postcodes/postcodeFile.ts';
export { editionOf, positionOf, type Whereabouts, whereaboutsOf, writePositions } from './postcodes/postcodeStore.ts';
export {
  grantRoles,
  type NewAccount,
  registerAccount,
  registerOrganisation,
  registerPlaces,
  registerService,
} from './register.ts';
export { knowsStaff, type Role, roles } from './roles.ts';
export { type Doors, ownPath, peopleRoutes } from './routes.tsx';
export {
  actorOfSession,
  actorOfToken,
  endSession,
  forgetEndedSessions,
  grantsOf,
  issueApiToken,
  newToken,
  openSession,
  tokenHash,
} from './sessions.ts';
export { signIn, TRIES } from './signIn.ts';
export type { PeopleTables } from './tables.ts';
export { createTokens, type Tokens } from './tokens.ts';
