// What the desk may weigh: bytes and requests of a first load, elements on the screen. And its headers.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { signIn } from './support/browser.mjs';
import { room } from './support/room.mjs';
import { liveCases } from './support/story.mjs';

const here = room();

// As the wire has it: fetch() would unpack.
function raw(path, headers = {}, port = here.hotline.port) {
  return new Promise((done, failed) => {
    request({ host: '127.0.0.1', port, path, headers }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    })
      .on('error', failed)
      .end();
  });
}

test('the desk is at most 50 kB gzipped until its list stands, 60 with all that a case needs, in 7 requests; nothing is asked for twice', async () => {
  await liveCases(here.hotline);
  const person = here.hotline.person('asha');
  const weigh = async (paths) => {
    let bytes = 0;
    for (const path of paths.filter((each) => !each.startsWith('/api/'))) {
      const file = await raw(path, { Host: `127.0.0.1:${here.hotline.port}`, 'Accept-Encoding': 'gzip' });
      assert.equal(file.status, 200, path);
      bytes += file.headers['content-encoding'] === 'gzip' ? file.body.length : gzipSync(file.body).length;
    }
    return bytes;
  };
  let page;
  for (const language of ['en', 'ne']) {
    page = await here.window({ language });
    await signIn(page, person);
    await page.locator('[data-ref]').first().waitFor();
    await page.locator('.pane').waitFor();
    // The stream of events and the case's own part come when the list stands.
    const own = page.requests.filter((each) => !each.startsWith('data:') && !each.endsWith('/api/v1/events'));
    const all = [...new Set(own.map((each) => new URL(each).pathname))];
    const first = all.filter((each) => !each.includes('CasePane'));
    const [listBytes, allBytes] = [await weigh(first), await weigh(all)];
    console.log(`first load (${language}): ${listBytes} bytes gzipped until the list, ${allBytes} with all, ${all.length} requests`);
    assert.ok(all.length <= 7, all.join(' '));
    assert.ok(listBytes <= 50_000, `${listBytes} bytes`);
    assert.ok(allBytes <= 60_000, `${allBytes} bytes`);
  }

  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  console.log(`elements on the desk: ${nodes}`);
  assert.ok(nodes <= 1_500, `${nodes} elements`);

  await page.reload();
  await page.locator('[data-ref]').first().waitFor();
  const fetched = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((each) => each.name.includes('/assets/') && each.transferSize > 0)
      .map((each) => each.name),
  );
  assert.deepEqual(fetched, []);
});

test('pages are never kept, parts for a year, each in the best form that the browser takes', async () => {
  const host = { Host: `localhost:${here.hotline.port}` };
  const page = await raw('/', { ...host, 'Accept-Encoding': 'gzip, br' });
  assert.equal(page.status, 200);
  assert.equal(page.headers['cache-control'], 'no-store');
  assert.match(page.headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/);
  assert.ok(!page.headers['content-security-policy'].includes('unsafe'));
  const plain = (await raw('/', host)).body.toString();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(plain)[1];
  const forms = {};
  for (const each of ['', 'gzip', 'br']) {
    const part = await raw(script, { ...host, 'Accept-Encoding': each });
    assert.equal(part.headers['content-encoding'] ?? '', each);
    assert.match(part.headers['cache-control'], /max-age=31536000, immutable/);
    forms[each] = part;
  }
  assert.ok(forms.br.body.length < forms.gzip.body.length && forms.gzip.body.length < forms[''].body.length);
  const known = await raw(script, { ...host, 'If-None-Match': forms[''].headers.etag });
  assert.equal(known.status, 304);
  assert.equal(known.body.length, 0);
  assert.equal((await raw('/assets/no-such.js', host)).status, 404);
});

test('without TLS the desk is shown to this machine alone; another name is told what to do', async () => {
  for (const name of ['desk.example.org', '192.0.2.7:8080', 'localhost.example.org']) {
    const refused = await raw('/', { Host: name });
    assert.equal(refused.status, 403, name);
    assert.match(refused.body.toString(), /not shown over plain HTTP/);
    assert.match(refused.body.toString(), /caddy\.sample/);
  }
});
