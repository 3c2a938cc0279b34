// What people do with a case besides answering: a note that never leaves, a reply taken back, a case passed on by name,
// let wait, judged anew. Each screen is judged by axe.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, signIn } from './support/browser.mjs';
import { until } from './support/hotline.mjs';
import { room } from './support/room.mjs';
import { phone } from './support/story.mjs';

const here = room();

async function openCase(page, number, words) {
  await here.hotline.text(phone(number), words);
  await page.locator('[data-ref] .claim').first().click();
  await page.locator('#reply').waitFor();
  return new URL(page.url()).hash.slice(1);
}

test('a note is for colleagues: it stands in the case and never on the phone', async () => {
  const page = await here.window();
  await signIn(page, here.hotline.person('asha'));
  const ref = await openCase(page, 40, 'talab payeko chaina 3 mahina');
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await page.keyboard.type('Same company as last week.');
  await page.getByText('Never sent to the caller.').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.keyboard.press('Control+Enter');
  await page.locator('.log .note').filter({ hasText: 'Same company as last week.' }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.ok(!(await here.hotline.inbox(phone(40))).join().includes('Same company'));
  assert.ok(ref.startsWith('K-'));
});

test('a reply taken back in time is in the reply field again, and never on the phone', async () => {
  const page = await here.window();
  await signIn(page, here.hotline.person('ram'));
  await openCase(page, 41, 'passport malik sanga cha');
  await page.locator('#reply').fill('This was too quick.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back').waitFor();
  assert.equal(await page.locator('#reply').inputValue(), 'This was too quick.');
  await page.locator('#reply').fill('');
  await page.locator('.log .out').filter({ hasText: 'taken back' }).waitFor();
  assert.ok(!(await here.hotline.inbox(phone(41))).includes('This was too quick.'));
});

test('a case is passed on by name, and is hers who accepts it', async () => {
  const maya = here.hotline.person('maya');
  const sita = here.hotline.person('sita');
  const page = await here.window();
  const other = await here.window();
  await signIn(page, maya);
  await signIn(other, sita);
  const ref = await openCase(page, 42, 'agent le 2 lakh liyo, visa ayena');
  await page.getByRole('button', { name: 'Transfer' }).click();
  await page.locator('dialog .main').click();
  await page.getByText('Choose a queue, or name a person.').waitFor();
  await page.getByLabel('Person').fill('sita');
  await page.getByLabel('What comes next').fill('Ask for the licence number.');
  assert.deepEqual(await axeFindings(page), []);
  await page.locator('dialog .main').click();
  await page.getByText('maya offers this to sita.').waitFor();
  await other.goto(`/#${ref}`);
  await other.getByRole('button', { name: 'Read without claiming' }).click();
  await other.getByRole('button', { name: 'Accept' }).click();
  await until(() => here.hotline.cases().find((each) => each.ref === ref)?.holder === 'sita', 'the new holder');
  await other.locator('#reply').waitFor();
});

test('a case waits for a reason, and its gravity changes for one', async () => {
  const page = await here.window();
  await signIn(page, here.hotline.person('bina'));
  await openCase(page, 43, 'contract farak cha');
  await page.locator('.menu summary').click();
  await page.getByRole('button', { name: 'Let it wait' }).click();
  await page.locator('dialog .main').click();
  await page.getByText('Choose one.').waitFor();
  await page.getByLabel('waits for the caller').check();
  await page.getByLabel('Why').fill('She asks her brother for the paper.');
  assert.deepEqual(await axeFindings(page), []);
  await page.locator('dialog .main').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.locator('.menu summary').click();
  await page.getByRole('button', { name: 'Severity' }).click();
  await page.getByLabel('High').check();
  await page.getByLabel('Why').fill('She is alone now.');
  await page.locator('dialog .main').click();
  await page.locator('.pane .severity.high').waitFor();
});
