// The built program over a folder of its own, with people who may sign in and workers who text.
//   SAATHI_PROGRAM names the program.
import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(new URL('../../..', import.meta.url).pathname);
const program = process.env.SAATHI_PROGRAM ?? join(root, 'build/saathi');
const password = 'four words that differ';

function freePort() {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

// Asks until it is so; what is never so ends with the test's own limit.
export async function until(isSo, what, limit = 60_000) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await isSo();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never came: ${what}`);
    await new Promise((done) => setTimeout(done, 40));
  }
}

// RFC 6238, as an authenticator app reckons it.
export function oneTimeCode(secret, at = Date.now()) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const letter of secret.replace(/[= ]/g, '')) bits += alphabet.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = (hash[19] ?? 0) & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

export class Hotline {
  static async start({ settings = '', demo = false } = {}) {
    const hotline = new Hotline();
    hotline.demo = demo;
    hotline.folder = mkdtempSync(join(tmpdir(), 'saathi-browser-'));
    hotline.port = await freePort();
    const metrics = await freePort();
    hotline.config = join(hotline.folder, 'saathi.toml');
    hotline.url = `http://127.0.0.1:${hotline.port}`;
    writeFileSync(
      hotline.config,
      `[server]
listen = "127.0.0.1:${hotline.port}"
public_url = "${hotline.url}"
[metrics]
listen = "127.0.0.1:${metrics}"
[store]
url = "sqlite:saathi.db"
[keys]
file = "master.key"
[content]
dir = "${join(root, 'config')}"
[[channel]]
id = "lo"
provider = "local"
address = "4040"
country = "NP"
voice = true
${settings}`,
    );
    if (!demo) hotline.command(['key', 'init']);
    await hotline.run();
    return hotline;
  }

  async run() {
    this.log = '';
    this.process = spawn(program, ['serve', '--config', this.config, ...(this.demo ? ['--demo'] : [])], {
      env: { PATH: '/nowhere' }, // nobody rings here: no espeak-ng needed
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (chunk) => (this.log += chunk));
    await until(async () => {
      if (this.process.exitCode !== null) throw new Error(`the gateway did not start:\n${this.log}`);
      return fetch(`${this.url}/readyz`).then((answer) => answer.ok, () => false);
    }, 'the gateway');
  }

  async halt() {
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    await ended;
  }

  async stop() {
    if (this.process.exitCode === null) await this.halt();
    rmSync(this.folder, { recursive: true, force: true });
  }

  command(words, input = '') {
    const ended = spawnSync(program, [...words, '--config', this.config], { input, encoding: 'utf8' });
    if (ended.status !== 0) throw new Error(`saathi ${words.join(' ')}: ${ended.stderr}`);
    return ended.stdout;
  }

  // Somebody who works here, with her second factor.
  person(name, { organisation = 'pncc', roles = 'operator', queues = 'outreach,crisis,intake', languages = 'ne,en' } = {}) {
    const made = JSON.parse(
      this.command(['user', 'add', name, '--organisation', organisation, '--roles', roles, '--queues', queues, '--languages', languages, '--as', 'setup', '--json']),
    );
    const enrolment = JSON.parse(this.command(['user', 'accept', made.invitation, '--json'], `${password}\n`));
    return { name, password, secret: enrolment.code_secret, recovery: enrolment.recovery_codes };
  }

  // An invitation that nobody accepted yet.
  invite(name) {
    return JSON.parse(
      this.command(['user', 'add', name, '--organisation', 'pncc', '--roles', 'operator', '--queues', 'outreach', '--languages', 'ne', '--as', 'setup', '--json']),
    ).invitation;
  }

  // A text from a worker's phone; what the script answered at once.
  async text(from, text) {
    this.texts = (this.texts ?? 0) + 1;
    const answer = await fetch(`${this.url}/hooks/lo/message`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: `t-${this.texts}`, from, to: '4040', text }),
    });
    if (!answer.ok) throw new Error(`text: ${answer.status} ${await answer.text()}`);
    return (await answer.json()).replies ?? [];
  }

  // What that phone got so far.
  async inbox(phone) {
    const answer = await fetch(`${this.url}/hooks/lo/messages?to=${encodeURIComponent(phone)}&after=`);
    const body = await answer.json();
    return (body.replies ?? body.messages ?? []).map((each) => each.text);
  }

  cases() {
    return JSON.parse(this.command(['cases', '--as', 'setup', '--json'])).cases;
  }
}
