// A part of the pages, loaded into Node as it stands in the source.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(new URL('../../..', import.meta.url).pathname);
export const web = join(root, 'gateway/console/web');

export async function load(path) {
  const { transform } = await import(join(web, 'node_modules/esbuild/lib/main.js'));
  const { code } = await transform(readFileSync(join(web, path), 'utf8'), { loader: 'ts', format: 'esm' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
