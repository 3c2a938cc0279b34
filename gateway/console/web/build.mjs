// Builds the pages and writes what the program takes in: each file as it is, as .gz and as .br, a table of them
// (site_table.cpp) and the bytes (site.S). The same sources give the same bytes on every machine.
//
//   node build.mjs FOLDER      where everything goes
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

const out = resolve(process.argv[2] ?? 'dist');
const pages = join(out, 'pages');
rmSync(pages, { recursive: true, force: true });
mkdirSync(pages, { recursive: true });
process.chdir(import.meta.dirname ?? new URL('.', import.meta.url).pathname);
await build({ logLevel: 'warn', build: { outDir: pages, emptyOutDir: true } });

function filesOf(folder, prefix = '') {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((each) =>
      each.isDirectory() ? filesOf(join(folder, each.name), `${prefix}${each.name}/`) : [`${prefix}${each.name}`],
    );
}

const rows = [];
const bytes = [];
for (const [index, path] of filesOf(pages).entries()) {
  const plain = readFileSync(join(pages, path));
  const forms = {
    plain,
    gzip: gzipSync(plain, { level: 9 }),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
  };
  const names = {};
  for (const [form, content] of Object.entries(forms)) {
    const file = join(out, `${index}.${form}`);
    writeFileSync(file, content);
    names[form] = `saathi_site_${index}_${form}`;
    bytes.push(`# ${createHash('sha256').update(content).digest('hex')}
  .globl ${names[form]}
  .globl ${names[form]}_end
${names[form]}:
  .incbin "${file}"
${names[form]}_end:`);
  }
  const tag = createHash('sha256').update(plain).digest('hex').slice(0, 16);
  rows.push({ path: `/${path}`, type: types[extname(path)], tag, names });
}

writeFileSync(join(out, 'site.S'), `  .section .rodata\n${bytes.join('\n')}\n  .section .note.GNU-stack,"",%progbits\n`);

const symbols = rows.flatMap((row) => Object.values(row.names)).flatMap((name) => [name, `${name}_end`]);
const spans = (row) =>
  ['plain', 'gzip', 'brotli'].map((form) => `bytes(${row.names[form]}, ${row.names[form]}_end)`).join(', ');
writeFileSync(
  join(out, 'site_table.cpp'),
  `// Written by gateway/console/web/build.mjs.
#include "gateway/console/site_files.hpp"

#include <array>

extern "C" {
${symbols.map((name) => `extern char const ${name}[];`).join('\n')}
}

namespace console {

namespace {

std::string_view bytes(char const* begin, char const* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

}  // namespace

std::span<SiteFile const> site_files() {
  static std::array const table = std::to_array<SiteFile>({
${rows.map((row) => `      {"${row.path}", "${row.type}", "${row.tag}", ${spans(row)}},`).join('\n')}
  });
  return table;
}

}  // namespace console
`,
);
