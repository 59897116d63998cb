import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { packageRoot } from '#database';
import { NotFound } from '#shared';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

type Asset = { body: Buffer; zipped: Buffer; type: string; etag: string };

/** The built styles and scripts, from memory: a handful of files, all our own or nhsuk-frontend's. */
export function assets(app: FastifyInstance): void {
  const folder = join(packageRoot, 'dist', 'public');
  const kept = new Map<string, Asset>();
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const names = new Set(all.filter((name) => TYPES[extname(name)]));
  app.get('/assets/*', { config: { who: 'public' } }, async (request, reply) => {
    const { '*': name } = request.params as { '*': string };
    if (!names.has(name)) throw new NotFound('there is no such file');
    const asset = kept.get(name) ?? read(join(folder, name));
    kept.set(name, asset);
    reply.headers({ 'cache-control': 'no-cache', etag: asset.etag, vary: 'accept-encoding' }).type(asset.type);
    if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send();
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return asset.body;
    reply.header('content-encoding', 'gzip');
    return asset.zipped;
  });
}

function read(file: string): Asset {
  const body = readFileSync(file);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { body, zipped: gzipSync(body), type: TYPES[extname(file)] ?? 'application/octet-stream', etag };
}
