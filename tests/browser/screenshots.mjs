// Pictures of every screen, in both languages, light and dark, at a desk and on a phone, for people to look at.
//   node tests/browser/screenshots.mjs [FOLDER]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, signIn } from './support/browser.mjs';
import { Hotline } from './support/hotline.mjs';
import { liveCases } from './support/story.mjs';

const folder = process.argv[2] ?? 'build/screenshots';
mkdirSync(folder, { recursive: true });

const only = process.argv[3] ?? '';
const looks = [
  { name: 'desk', width: 1440, height: 900 },
  { name: 'laptop', width: 1280, height: 800 },
  { name: 'tablet', width: 900, height: 700 },
  { name: 'phone', width: 360, height: 740, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
].filter((each) => each.name.includes(only));

const hotline = await Hotline.start();
const demo = await Hotline.start({ demo: true });
const browser = await Browser.start();
try {
  const asha = hotline.person('asha');
  hotline.person('ram', { queues: 'outreach,crisis' });
  const admin = hotline.person('gita', { roles: 'admin', queues: '' });
  const story = await liveCases(hotline);
  for (const look of looks) {
    for (const language of ['en', 'ne']) {
      for (const scheme of ['light', 'dark']) {
        const page = await browser.window(hotline, { ...look, language, scheme });
        const shoot = async (what) => {
          await page.screenshot({ path: join(folder, `${what}-${look.name}-${language}-${scheme}.png`) });
        };
        await page.goto('/');
        await page.locator('#password').waitFor();
        await shoot('sign-in');
        await page.goto('/invitation');
        await page.locator('#password').waitFor();
        await shoot('invitation');
        await signIn(page, asha);
        await page.locator('[data-ref]').first().waitFor();
        await shoot('waiting');
        if (look.width <= 720) {
          await page.locator('.more button').click();
          await shoot('more');
          await page.locator('.more button').click();
        }
        await page.goto(`/#${story.mine}`);
        await page.locator('#case').waitFor();
        await page.locator('#reply, .before .main').first().waitFor();
        if (await page.locator('.before .main').isVisible()) await page.locator('.before .main').click();
        await page.locator('#reply').fill(language === 'ne' ? 'नमस्ते, म सीता। तपाईंको सन्देश पाएँ। कम्पनीको नाम पठाउन सक्नुहुन्छ? हामी बेलुका आठ बजेपछि मात्र फोन गर्छौँ।' : 'We have your message. Which company?');
        await shoot('case');
        if (look.width <= 1320) {
          await page.locator('.fold').click();
          await shoot('details');
          await page.locator('.fold').click();
        }
        await page.locator('#reply').fill('');
        await page.keyboard.press('Escape');
        await page.keyboard.press('e');
        await page.locator('dialog').waitFor();
        await shoot('close');
        await page.locator('dialog .button').first().click();
        await page.keyboard.press('?');
        await page.locator('dialog').waitFor();
        await shoot('keys');
        await page.locator('dialog .button').first().click();
        await page.goto(`/#${story.critical}`);
        await page.locator('.before').waitFor();
        await shoot('unclaimed');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
        await page.locator('#notes').waitFor();
        await shoot('hidden');
        await page.context().close();
        const other = await browser.window(hotline, { ...look, language, scheme });
        await signIn(other, admin);
        await other.goto('/accounts');
        await other.locator('main li').first().waitFor();
        await other.screenshot({ path: join(folder, `accounts-${look.name}-${language}-${scheme}.png`), fullPage: true });
        await other.context().close();
        const trying = await browser.window(demo, { ...look, language, scheme });
        await trying.goto('/');
        await trying.locator('#demo').waitFor();
        await trying.screenshot({ path: join(folder, `demo-${look.name}-${language}-${scheme}.png`), fullPage: true });
        await trying.goto('/phone');
        await trying.locator('#words').fill(language === 'ne' ? 'मलाई मद्दत चाहियो' : 'maddat chahiyo');
        await trying.keyboard.press('Enter');
        await trying.locator('.screen li:not(.mine)').first().waitFor();
        await trying.screenshot({ path: join(folder, `worker-${look.name}-${language}-${scheme}.png`) });
        await trying.context().close();
      }
    }
  }
} finally {
  await browser.stop();
  await hotline.stop();
  await demo.stop();
}
