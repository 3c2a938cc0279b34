// Every state of the desk: axe finds nothing, nothing scrolls sideways at 320 px, keys are enough, hidden is hidden, a cut
// line loses nothing and sends nothing twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, signIn } from './support/browser.mjs';
import { until } from './support/hotline.mjs';
import { room } from './support/room.mjs';
import { liveCases, phone } from './support/story.mjs';

const here = room();

const isFree = (each) => !each.holder && each.severity !== 'critical';

const looks = [
  { width: 1440, height: 900, language: 'en', scheme: 'light' },
  { width: 900, height: 700, language: 'ne', scheme: 'dark' },
  { width: 320, height: 640, language: 'ne', scheme: 'light' },
  { width: 360, height: 740, language: 'en', scheme: 'dark' },
];

test('no finding of axe and nothing sideways, on each screen and state, in both languages, light and dark', async () => {
  const { hotline } = here;
  const asha = hotline.person('asha');
  const story = await liveCases(hotline);
  for (const look of looks) {
    const page = await here.window(look);
    const judge = async (state) => {
      assert.deepEqual(await axeFindings(page), [], `${state} ${JSON.stringify(look)}`);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(sideways, 0, `${state} scrolls sideways ${JSON.stringify(look)}`);
    };
    await page.goto('/');
    await page.locator('#password').waitFor();
    await judge('sign-in');
    await signIn(page, asha);
    await page.locator('[data-ref]').first().waitFor();
    await judge('waiting');
    if (look.width <= 720) {
      await page.locator('.more button').click();
      await judge('more');
      await page.locator('.more button').click();
    }
    await page.keyboard.press('/');
    await page.locator('#find').fill('zzz');
    await judge('nothing found');
    await page.keyboard.press('Escape');
    await page.goto('/#team');
    await judge('empty');
    await page.goto(`/#${story.critical}`);
    await page.locator('.before').waitFor();
    await judge('unclaimed');
    await page.goto(`/#${story.mine}`);
    await page.locator('#reply, .before .main').first().waitFor();
    if (await page.locator('.before .main').isVisible()) await page.locator('.before .main').click();
    await page.locator('#reply').fill('“नमस्ते” '.repeat(40));
    await judge('case');
    if (look.width <= 1320) {
      await page.locator('.fold').click();
      await judge('details unfolded');
    }
    await page.locator('#reply').press('Control+Enter');
    await page.locator('.ask').waitFor();
    await judge('asked about the cost');
    await page.locator('#reply').fill('');
    await page.keyboard.press('Escape');
    await page.keyboard.press('e');
    await page.locator('dialog').waitFor();
    await judge('close');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.locator('dialog').waitFor();
    await judge('keys');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.goto('/#K-99999');
    await page.getByRole('alert').last().waitFor();
    await judge('no such case');
  }
});

test('keys are enough: from the list to an answer', async () => {
  const { hotline } = here;
  const page = await here.window();
  await signIn(page, hotline.person('ram'));
  await page.locator('[data-ref]').nth(1).waitFor();
  const refs = await page.locator('[data-ref]').evaluateAll((rows) => rows.map((row) => row.dataset.ref));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement.closest('li').dataset.ref), refs[1]);
  await page.keyboard.press('k');
  await page.keyboard.press('ArrowDown');
  // On a Nepali keyboard the key where C stands writes another letter.
  await page.locator(':focus').dispatchEvent('keydown', { key: 'ॐ', code: 'KeyC', bubbles: true });
  await page.locator('#reply').waitFor();
  assert.equal(new URL(page.url()).hash, `#${refs[1]}`);
  await page.keyboard.press('r');
  await page.keyboard.type('We read this.');
  await page.keyboard.press('Control+Enter');
  await page.locator('.log .out').filter({ hasText: 'We read this.' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('u');
  await page.getByText('is back in its queue').waitFor();
});

test('hidden: none of her words stay in the document, not after a reload either', async () => {
  const { hotline } = here;
  const page = await here.window();
  await signIn(page, hotline.person('maya'));
  const words = 'euta chithi harayo passport malik sanga';
  await hotline.text(phone(30), words);
  const ref = (await until(() => hotline.cases().find(isFree), 'a case')).ref;
  await page.goto(`/#${ref}`);
  await page.locator('.before .main').click();
  await page.locator('.log bdi').first().waitFor();
  await page.locator('#reply').fill('half a reply');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(700);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('#notes').waitFor();
  const says = async () => `${await page.title()} ${await page.content()}`;
  const seen = [ref, 'half a reply', 'Release', 'Waiting', 'passport'];
  for (const each of seen) assert.ok(!(await says()).includes(each), `${each} can still be read`);
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('button', { name: 'Open' }).click();
  assert.equal(await page.locator('#reply').inputValue(), 'half a reply');
  await page.locator('#reply').fill('');
  await page.getByRole('button', { name: 'Hide' }).first().click();
  await page.reload();
  await page.locator('#notes').waitFor();
  for (const each of seen) assert.ok(!(await says()).includes(each), `${each} can be read after a reload`);
});

test('with the line cut a reply waits, and goes once when it returns', async () => {
  const { hotline } = here;
  const page = await here.window();
  await signIn(page, hotline.person('devi'));
  const free = await until(() => hotline.cases().find(isFree), 'a case');
  await page.goto(`/#${free.ref}`);
  await page.locator('.before .main').click();
  await page.locator('#reply').fill('This must arrive once.');
  await page.context().setOffline(true);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Waiting for the connection').waitFor();
  await page.getByText(/No connection since/).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.context().setOffline(false);
  await page.locator('.log li.out').filter({ hasText: 'This must arrive once.' }).waitFor();
  await page.getByText(/No connection since/).waitFor({ state: 'detached' });
  const { address } = JSON.parse(hotline.command(['cases', 'show', free.ref, '--as', 'devi', '--json']));
  const inbox = await until(async () => {
    const texts = (await hotline.inbox(address)).filter((each) => each === 'This must arrive once.');
    return texts.length > 0 ? texts : undefined;
  }, 'the text');
  assert.equal(inbox.length, 1);
});
