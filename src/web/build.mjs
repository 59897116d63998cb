import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const nhsuk = join(dirname(createRequire(import.meta.url).resolve('nhsuk-frontend/package.json')), 'dist/nhsuk');

/** nhsuk-frontend names a font on another site. Nothing of ours is fetched from outside. */
export function withoutFonts(css) {
  return css.replace(/@font-face\s*\{[^}]*\}/g, '').replace(/\/\*# sourceMappingURL=.*?\*\//g, '');
}

/** Everything that a page asks of `/assets/`, written to `folder` (dist/public). */
export async function buildWeb(folder) {
  await mkdir(folder, { recursive: true });
  const css = await readFile(join(nhsuk, 'nhsuk-frontend.min.css'), 'utf8');
  await Promise.all([
    writeFile(join(folder, 'nhsuk.css'), withoutFonts(css)),
    cp(join(nhsuk, 'assets/images'), join(folder, 'images'), { recursive: true, filter: isIcon }),
    cp(join(here, 'styles/icon.svg'), join(folder, 'icon.svg')),
    build({
      entryPoints: {
        live: join(here, 'browser/live.ts'),
        scheme: join(here, 'browser/early.ts'),
        nhsuk: join(here, 'browser/nhsuk.ts'),
      },
      outdir: folder,
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      legalComments: 'none',
    }),
    build({
      entryPoints: { vigil: join(here, 'styles/vigil.css') },
      outdir: folder,
      bundle: true,
      minify: true,
      external: ['/assets/*'],
    }),
  ]);
}

// The four drawings that nhsuk.css asks for, and not a body's logo.
const isIcon = (path) => !/\.\w+$/.test(path) || /nhsuk-icon-[a-z-]+\.svg$/.test(path);
