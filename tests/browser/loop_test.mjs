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

  // Both have it open and their finger on the button: whoever is late finds the button gone, and who has the case.
  for (const page of [asha, ram]) await page.evaluate((where) => (location.hash = where), ref);
  const buttons = await Promise.all([asha, ram].map((page) => page.locator('.pane .before .main').elementHandle()));
  await Promise.all(buttons.map((button) => button.evaluate((each) => each.click())));
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

test('the gateway goes away and comes back: the page says so, and shows what came meanwhile', async () => {
  const { hotline } = here;
  const page = await here.window();
  await signIn(page, hotline.person('bina'));
  await page.locator('.rail .line').filter({ hasText: 'Live' }).waitFor();
  await hotline.halt();
  await page.locator('.rail .line').filter({ hasText: 'Reconnecting' }).waitFor();
  await hotline.run();
  await page.locator('.rail .line').filter({ hasText: 'Live' }).waitFor();
  await hotline.text(phone(12), 'agent le 2 lakh liyo, visa ayena');
  await page.locator('[data-ref]').filter({ hasText: 'Recruitment fraud' }).waitFor();
});

test('two tabs of one person and the back button behave', async () => {
  const { hotline } = here;
  const person = hotline.person('sita');
  const first = await here.window();
  const second = await here.window();
  await signIn(first, person);
  await signIn(second, person);
  await hotline.text(phone(13), 'talab payeko chaina 4 mahina');
  const row = first.locator('[data-ref]').filter({ hasText: 'Unpaid wages' });
  const ref = await row.getAttribute('data-ref');
  await row.getByRole('link').click();
  await first.locator('.before').waitFor();
  await first.goBack();
  await first.getByText('Choose a case from the list.').waitFor();
  await first.goForward();
  await first.locator('.before .main').click();
  await first.locator('#reply').waitFor();
  await second.goto('/#mine');
  await second.locator(`[data-ref="${ref}"] a`).click();
  await second.locator('#reply').waitFor();
  await second.getByRole('button', { name: 'Release' }).click();
  await second.getByText(`${ref} is back in its queue.`).waitFor();
  await first.locator('#reply').waitFor({ state: 'detached' });
});

test('the tabs of a browser share one stream, and when the tab that has it goes another takes it over', async () => {
  const { hotline } = here;
  const first = await here.window();
  await signIn(first, hotline.person('maiti', { queues: 'outreach' }));
  const live = (page) => page.locator('.rail .line').filter({ hasText: 'Live' }).waitFor();
  await live(first);
  const second = await first.context().newPage();
  const streams = [];
  second.on('request', (request) => {
    if (request.url().endsWith('/api/v1/events')) streams.push(request);
  });
  await second.goto('/');
  await second.locator('[data-ref], .empty').first().waitFor();
  await hotline.text(phone(14), 'malik le passport rakheko cha');
  const rows = (page) => page.locator('[data-ref]').filter({ hasText: 'Passport held' });
  await rows(first).waitFor();
  await rows(second).waitFor();
  assert.equal(streams.length, 0);
  await rows(second).locator('.claim').click();
  await second.locator('#reply').waitFor();
  await hotline.text(phone(14), 'company ko naam Sunrise ho');
  await second.locator('.log .in').filter({ hasText: 'Sunrise' }).waitFor();

  const taken = second.waitForRequest((request) => request.url().endsWith('/api/v1/events'));
  await first.close();
  await taken;
  await hotline.text(phone(14), 'ma Doha ma chu');
  await second.locator('.log .in').filter({ hasText: 'Doha' }).waitFor();
});
