/** nhsuk-frontend names a font on another site. Nothing of ours is fetched from outside. */
export function withoutFonts(css: string): string;
/** Everything that a page asks of `/assets/`, written to `folder` (dist/public). */
export function buildWeb(folder: string): Promise<void>;
