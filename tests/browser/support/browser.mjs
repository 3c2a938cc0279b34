// Chromium, as Debian packages it, and people in it. Whatever the page complains of (an error, a broken policy, an address
// elsewhere) is kept, and a test that ends with a complaint fails.
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { oneTimeCode } from './hotline.mjs';

const require = createRequire(import.meta.url);
const axe = require.resolve('axe-core/axe.min.js');

export class Browser {
  static async start() {
    const browser = new Browser();
    browser.chromium = await chromium.launch({
      executablePath: process.env.SAATHI_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--font-render-hinting=none'],
    });
    return browser;
  }

  async stop() {
    await this.chromium.close();
  }

  // A browser of somebody's own.
  async window(hotline, { width = 1440, height = 900, language = 'en', scheme = 'light', ...more } = {}) {
    const context = await this.chromium.newContext({
      baseURL: hotline.url,
      viewport: { width, height },
      colorScheme: scheme,
      locale: language === 'ne' ? 'ne-NP' : 'en-GB',
      timezoneId: 'Asia/Kathmandu',
      reducedMotion: 'reduce',
      bypassCSP: false,
      ...more,
    });
    context.setDefaultTimeout(60_000); // a busy machine, not a slow page
    const page = await context.newPage();
    page.complaints = [];
    page.requests = [];
    page.on('console', (message) => {
      // Chromium writes a line for each answer of 4xx and 5xx, which a test may want.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) page.complaints.push(message.text());
    });
    page.on('pageerror', (error) => page.complaints.push(String(error)));
    page.on('request', (request) => {
      page.requests.push(request.url());
      if (!request.url().startsWith(hotline.url) && !request.url().startsWith('data:')) page.complaints.push(`asked ${request.url()}`);
    });
    await page.addInitScript((chosen) => {
      if (!localStorage.getItem('saathi.language')) localStorage.setItem('saathi.language', chosen);
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    }, language);
    return page;
  }
}

// By the doors of the API: quicker than by hand, which door_test does. A code opens once, so a second window of the same
// person shares her session, as a second tab would.
export async function signIn(page, person) {
  if (!person.cookies) {
    const post = async (path, data) => {
      const answer = await page.request.post(`/api/v1/${path}`, { data });
      if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    };
    await post('sign-in', { name: person.name, password: person.password });
    await post('sign-in/code', { code: oneTimeCode(person.secret) });
    person.cookies = await page.context().cookies();
  }
  await page.context().addCookies(person.cookies);
  await page.goto('/');
}

// axe over what is on the screen: WCAG 2.2 AA and best practice. The page's policy lets no script of ours in, so it is
// put there as the browser itself, not as the page.
export async function axeFindings(page) {
  const { readFileSync } = await import('node:fs');
  await page.evaluate(readFileSync(axe, 'utf8'));
  const found = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    }),
  );
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => `${node.target} ${node.failureSummary ?? ''}`).join(' | ')}`);
}
