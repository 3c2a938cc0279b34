// The counter beside the reply and the one in the gateway count alike: both run the same table.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { load, root } from './support/source.mjs';

const { capacity, countSegments, letters, plainer } = await load('src/lib/segments.ts');

const plain = { '\\n': '\n', '\\r': '\r', '\\t': '\t', '\\\\': '\\' };
const [, ...rows] = readFileSync(join(root, 'tests/flows/text/segments.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
assert.ok(rows.length > 20);

for (const row of rows) {
  const [name, text, encoding, parts] = row.split('\t');
  test(`counts ${name}`, () => {
    const counted = countSegments(text.replace(/\\[nrt\\]/g, (each) => plain[each]));
    assert.equal(counted.encoding, encoding);
    assert.equal(counted.parts.join('+'), parts);
    assert.equal(
      counted.units,
      parts.split('+').reduce((sum, each) => sum + Number(each), 0),
    );
    assert.ok(counted.units <= capacity(counted));
  });
}

test('what reads as one letter is one, and all letters are the text', () => {
  const text = 'क्षत्रिय 👩🏽‍🌾 e\u0301';
  assert.equal(letters(text).join(''), text);
  assert.equal(letters('क्षा').length, 1);
});

test('curly quotes are made plain only where that makes it cheaper', () => {
  assert.equal(plainer('“We call at 8” – ok…'), '"We call at 8" - ok...');
  assert.equal(plainer('plain already'), undefined);
  assert.equal(plainer('“नमस्ते”'), undefined);
});
