import { applyScheme } from './scheme.ts';

applyScheme();
