// What each test file has: a hotline, a browser, and the promise that no page complained.
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { Browser } from './browser.mjs';
import { Hotline } from './hotline.mjs';

export function room() {
  const here = { windows: [] };
  before(async () => {
    here.hotline = await Hotline.start();
    here.browser = await Browser.start();
  });
  afterEach(async () => {
    const complaints = here.windows.flatMap((page) => page.complaints);
    await Promise.all(here.windows.map((page) => page.context().close()));
    here.windows = [];
    assert.deepEqual(complaints, [], 'a page complained');
  });
  after(async () => {
    await here.browser?.stop();
    await here.hotline?.stop();
  });
  here.window = async (look) => {
    const page = await here.browser.window(here.hotline, look);
    here.windows.push(page);
    return page;
  };
  return here;
}
