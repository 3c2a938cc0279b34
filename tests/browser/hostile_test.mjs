// Whatever a worker may send is text on the screen and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signIn } from './support/browser.mjs';
import { room } from './support/room.mjs';
import { phone } from './support/story.mjs';

const here = room();

const texts = [
  '<script>window.stung = 1</script><img src=x onerror="window.stung = 2">',
  '<a href="javascript:window.stung = 3">talab</a> <svg onload=window.stung=4>',
  '{{constructor.constructor("window.stung = 5")()}} ${window.stung = 6} {@html "<b>"}',
  'abc\u202edesrever\u202c \u200b\u0007 \u2028end',
  '</bdi></li></ol><style>body{display:none}</style>',
];

test('markup, script, overrides and control characters show as harmless text', async () => {
  const { hotline } = here;
  const page = await here.window();
  await signIn(page, hotline.person('asha'));
  await hotline.text(phone(20), 'passport malik sanga cha, didaina');
  for (const text of texts) await hotline.text(phone(20), text);
  await page.locator('[data-ref] .claim').click();
  const hers = page.locator('.log .in bdi');
  await hers.nth(texts.length).waitFor();
  const shown = await hers.allInnerTexts();
  assert.equal(shown[1], texts[0]);
  assert.equal(shown[5], texts[4]);
  assert.match(shown[4], /U\+202E/);
  assert.match(shown[4], /U\+0007/);
  assert.ok(!shown.some((each) => each.includes('\u202e')));
  assert.equal(await page.evaluate(() => window.stung), undefined);
  assert.equal(await page.locator('.log a, .log script, .log img, .log style').count(), 0);
});

test('ten thousand characters stay within their bubble and fold', async () => {
  const { hotline } = here;
  const page = await here.window({ width: 360, height: 740 });
  await signIn(page, hotline.person('ram'));
  await hotline.text(phone(21), `malik le passport rakheko cha ${'क'.repeat(5000)} ${'\u0301'.repeat(500)} ${'x'.repeat(4400)}`);
  await page.locator('[data-ref] .claim').first().click();
  await page.getByRole('button', { name: 'Show all' }).waitFor();
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(await overflow(), 0);
  await page.getByRole('button', { name: 'Show all' }).click();
  assert.equal(await overflow(), 0);
});
