// The two dictionaries: the same keys, the same places for numbers and names, none that no screen says.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { web } from './support/source.mjs';

const [en, ne] = ['en', 'ne'].map((name) => 
  Object.assign({}, ...[name, `${name}.later`].map((file) => JSON.parse(readFileSync(join(web, `src/words/${file}.json`), 'utf8')))),
);
const sources = ['lib', 'parts', 'screens', '.']
  .flatMap((folder) => readdirSync(join(web, 'src', folder), { withFileTypes: true }).map((each) => [folder, each]))
  .filter(([, each]) => each.isFile() && /\.(ts|svelte)$/.test(each.name))
  .map(([folder, each]) => readFileSync(join(web, 'src', folder, each.name), 'utf8'))
  .join('\n');
// Families of keys that are put together from a code.
const families = /^(topic|queue|body|language|role|account|severity|state|delivery|outcome|country|due|view|theme|list\.none|contact|problem|keys|act|fact)\./;
const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join();

test('Nepali has every word that English has, and no other', () => {
  assert.deepEqual(Object.keys(ne), Object.keys(en));
});

test('no word is empty, and each says the same numbers and names in both', () => {
  for (const key of Object.keys(en)) {
    assert.ok(en[key].trim() && ne[key].trim(), key);
    assert.equal(places(ne[key]), places(en[key]), key);
  }
});

test('every word is said by some screen', () => {
  for (const key of Object.keys(en)) {
    const bare = key.replace(/\.(one|other)$/, '');
    assert.ok(families.test(key) || sources.includes(`'${bare}'`), `nobody says ${key}`);
  }
});

test('every category and every queue of the directory has its words', () => {
  const categories = readFileSync(join(web, '../../../flows/triage/category.cpp'), 'utf8');
  const queues = readFileSync(join(web, '../../../config/directory.yaml'), 'utf8').split(/^queues:$/m)[1].split(/^\w/m)[0];
  for (const [, code] of queues.matchAll(/^ {2}([\w-]+):$/gm)) assert.ok(en[`queue.${code}`], code);
  for (const code of ['danger', 'wage', 'unclear']) assert.ok(categories.includes(`"${code}"`) && en[`topic.${code}`], code);
});
