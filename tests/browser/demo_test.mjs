// What the README promises a newcomer, word for word: start, sign in, text from the phone, claim, answer, read it there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeFindings, Browser } from './support/browser.mjs';
import { Hotline } from './support/hotline.mjs';
import { root } from './support/source.mjs';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const tryIt = readme.split('## Try it')[1].split('\n## ')[0];
const said = (pattern) => {
  const found = pattern.exec(tryIt.replaceAll('\n', ' '));
  assert.ok(found, `README no longer says ${pattern}`);
  return found[1];
};

let hotline, browser;
before(async () => {
  hotline = await Hotline.start({ demo: true });
  browser = await Browser.start();
});
after(async () => {
  await browser?.stop();
  await hotline?.stop();
});

test('the command of the README starts what this test starts', () => {
  assert.match(said(/```\s*(\.\/dev run)/), /run/);
  assert.match(readFileSync(join(root, 'dev'), 'utf8'), /exec build\/saathi serve --config config\/saathi\.toml --demo/);
  assert.match(readFileSync(join(root, 'config/saathi.toml'), 'utf8'), /listen = "127\.0\.0\.1:8080"/);
});

test('from the door to an answered case, as the README says', async () => {
  const desk = await browser.window(hotline);
  const phone = await browser.window(hotline, { width: 400, height: 800 });
  said(/open (http:\/\/127\.0\.0\.1:8080) /);
  await desk.goto('/');
  await desk.getByText('This is the demo').waitFor();
  assert.deepEqual(await axeFindings(desk), []);
  await desk.getByLabel('Name').fill(said(/sign in as `(\w+)`/));
  await desk.getByLabel('Password').fill(said(/password `([\w-]+)`/));
  await desk.keyboard.press('Enter');
  await desk.locator('[data-ref]').nth(1).waitFor();
  const known = await desk.locator('[data-ref]').evaluateAll((rows) => rows.map((row) => row.dataset.ref));

  await phone.goto(said(/open http:\/\/127\.0\.0\.1:8080(\/phone)/));
  await phone.getByLabel('Whose phone').selectOption({ index: 2 });
  await phone.getByLabel('Write a text').fill(said(/Text something like `([^`]+)`/));
  await phone.keyboard.press('Enter');
  await phone.locator('.screen li:not(.mine)').first().waitFor();
  assert.deepEqual(await axeFindings(phone), []);

  const fresh = desk.locator(known.map((ref) => `:not([data-ref="${ref}"])`).join('') + '[data-ref]');
  await fresh.waitFor();
  await fresh.locator('.claim').click();
  await desk.locator('#reply').fill('We have your message. Is it safe to write now?');
  await desk.getByRole('button', { name: 'Send SMS' }).click();
  await phone.locator('.screen li').filter({ hasText: 'Is it safe to write now?' }).waitFor();
  assert.deepEqual([...desk.complaints, ...phone.complaints], []);
});

test('the phone rings the helpline, hears it and presses keys', async () => {
  const phone = await browser.window(hotline, { width: 400, height: 800 });
  await phone.goto('/phone');
  await phone.getByRole('button', { name: 'Call' }).click();
  await phone.getByRole('button', { name: 'Ring' }).click();
  const heard = phone.locator('.screen li');
  await heard.first().waitFor();
  const before = await heard.count();
  await phone.getByRole('button', { name: '1', exact: true }).click();
  await heard.nth(before).waitFor();
  assert.deepEqual(await axeFindings(phone), []);
  await phone.getByRole('button', { name: 'Hang up' }).click();
  await phone.getByRole('button', { name: 'Ring' }).waitFor();
  assert.deepEqual(phone.complaints, []);
});
