// The loop of the desk: a worker texts, people see it, one of them takes it, answers and closes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signIn } from './support/browser.mjs';
import { until } from './support/hotline.mjs';
import { room } from './support/room.mjs';
import { phone } from './support/story.mjs';

const here = room();

test('a worker texts, the case appears, two race and one wins, she answers, the phone shows it, a stranger sees nothing', async () => {
  const { hotline } = here;
  const asha = await here.window();
  const ram = await here.window();
  const stranger = await here.window();
  await signIn(asha, hotline.person('asha'));
  await signIn(ram, hotline.person('ram'));
  await signIn(stranger, hotline.person('devi', { organisation: 'sami-psy', queues: 'psych' }));
  await asha.getByText('No one is waiting.').waitFor();

  await hotline.text(phone(10), 'malik le mero passport rakheko cha, didaina');
  const row = asha.locator('[data-ref]');
  await row.waitFor();
  const ref = await row.getAttribute('data-ref');
  await ram.locator(`[data-ref="${ref}"]`).waitFor();
  assert.match(await row.innerText(), /Passport held/);

  const claims = [asha, ram].map((page) => page.locator(`[data-ref="${ref}"] .claim`).click());
  await Promise.all(claims);
  const holder = await until(() => hotline.cases().find((each) => each.ref === ref)?.holder, 'a holder');
  const [winner, loser] = holder === 'asha' ? [asha, ram] : [ram, asha];
  await winner.locator('#reply').waitFor();
  await loser.getByText(`${holder} holds this case and answers.`).waitFor();
  assert.equal(await loser.locator('#reply').count(), 0);

  await winner.locator('#reply').fill('We have your message. Which company is it?');
  await winner.keyboard.press('Control+Enter');
  await winner.locator('.log .out').filter({ hasText: 'Which company is it?' }).waitFor();
  await until(async () => (await hotline.inbox(phone(10))).includes('We have your message. Which company is it?'), 'the text on the phone');
  await winner.getByText('delivered').last().waitFor();

  await hotline.text(phone(10), 'Sunrise company, Doha');
  await winner.locator('.log .in').filter({ hasText: 'Sunrise company' }).waitFor();

  await stranger.reload();
  await stranger.getByText('No one is waiting.').waitFor();
  assert.equal(await stranger.locator('[data-ref]').count(), 0);
  await stranger.goto(`/#${ref}`);
  await stranger.getByText('There is no such case, or it is not for you.').first().waitFor();
  assert.doesNotMatch(await stranger.content(), /passport rakheko|Sunrise/);

  await winner.getByRole('button', { name: 'Close' }).click();
  await winner.locator('dialog .main').click();
  await winner.getByText('Choose how it ended.').waitFor();
  await winner.getByLabel(/Papers recovered/).check();
  await winner.locator('dialog .main').click();
  await winner.getByText(`${ref} is closed.`).waitFor();
  await until(() => !hotline.cases().some((each) => each.ref === ref), 'the end of the case');
  await loser.locator(`[data-ref="${ref}"]`).waitFor({ state: 'detached' });
});

test('somebody in danger is alarmed of on every screen until one takes the case', async () => {
  const { hotline } = here;
  const page = await here.window();
  await signIn(page, hotline.person('maya'));
  await hotline.text(phone(11), '9');
  const strip = page.getByRole('alert').filter({ hasText: '1 critical, not taken' });
  await strip.waitFor();
  assert.match(await page.title(), /^\(!\) 1/);
  await strip.getByRole('link').click();
  await page.locator('.before .main').click();
  await page.locator('#reply').waitFor();
  await strip.waitFor({ state: 'detached' });
  assert.equal(await page.title(), 'Saathi');
  await page.getByRole('button', { name: 'Release' }).click();
  await strip.waitFor();
});
