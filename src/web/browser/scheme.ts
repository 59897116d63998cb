import { applyScheme } from './parts/scheme.ts';

applyScheme();
