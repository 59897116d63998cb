export { acknowledgers } from './acknowledge.ts';
export { tonightModule } from './module.ts';
