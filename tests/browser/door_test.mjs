// The doors: an invitation accepted, sign-in in two steps, mistakes said beside the field, a session that ends.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings, signIn } from './support/browser.mjs';
import { oneTimeCode } from './support/hotline.mjs';
import { room } from './support/room.mjs';
import { phone } from './support/story.mjs';

const here = room();
const password = 'rain on the tin roof';

test('an invitation becomes a person who signs in with a password and a code, and signs out', async () => {
  const page = await here.window();
  const invitation = here.hotline.invite('bina');
  await page.goto(`/invitation#${invitation}`);
  assert.ok(!page.requests.some((each) => each.includes(invitation)), 'the invitation went over the wire in an address');
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('Use 12 letters or more.').waitFor();
  assert.equal(await page.getByLabel('New password').getAttribute('aria-invalid'), 'true');
  await page.getByLabel('New password').fill(password);
  await page.getByLabel('The same again').fill(`${password}!`);
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('The two are not the same.').waitFor();
  await page.getByLabel('The same again').fill(password);
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('button', { name: 'Accept' }).click();
  const secret = await page.locator('.secret').innerText();
  const recovery = await page.locator('li code').allInnerTexts();
  assert.ok(recovery.length >= 4);
  assert.deepEqual(await axeFindings(page), []);

  await page.getByRole('link', { name: /sign in/ }).click();
  await page.getByLabel('Name').fill('bina');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Give your name and your password.').waitFor();
  await page.getByLabel('Password').fill('wrong wrong wrong');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Name and password do not fit together.').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByLabel('One-time code').fill(oneTimeCode(secret));
  assert.deepEqual(await axeFindings(page), []);
  await page.keyboard.press('Enter');
  await page.locator('.rail').waitFor();
  assert.equal(new URL(page.url()).pathname, '/');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Password').waitFor();
  assert.equal(await page.evaluate(() => fetch('/api/v1/me').then((answer) => answer.status)), 401);
});

test('a session that ends leaves the page as it is, with the draft, behind the question who it is', async () => {
  const { hotline } = here;
  const person = hotline.person('asha');
  const page = await here.window();
  await signIn(page, person);
  await hotline.text(phone(1), 'talab payeko chaina 3 mahina bhayo');
  await page.locator('[data-ref] .claim').click();
  await page.locator('#reply').fill('A long answer that nobody wants to type twice');
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Your session is over' });
  await dialog.waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await dialog.getByLabel('Password').fill(person.password);
  await page.keyboard.press('Enter');
  await dialog.getByLabel('One-time code').fill(person.recovery[0]);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.log .out').filter({ hasText: 'nobody wants to type twice' }).locator('.meta').waitFor();
  assert.ok(cookies.length > 0);
});

test('an admin invites somebody by the screen, and shuts the account', async () => {
  const page = await here.window();
  await signIn(page, here.hotline.person('gita', { roles: 'admin', queues: '' }));
  await page.goto('/accounts');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByText('Give a name and an organisation.').waitFor();
  await page.getByLabel('Name').fill('kamala');
  await page.getByLabel('Organisation (code)').fill('nowhere');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.locator('#new-wrong').filter({ hasText: /organisation/i }).waitFor();
  await page.getByLabel('Organisation (code)').fill('pncc');
  await page.getByLabel('Queues').fill('outreach, intake');
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByRole('heading', { name: 'Invitation for kamala' }).waitFor();
  assert.match(await page.locator('.invited code').innerText(), /\/invitation#.{20}/);
  await page.getByRole('button', { name: 'Shut kamala' }).click();
  await page.getByText('kamala is shut out.').waitFor();
});
