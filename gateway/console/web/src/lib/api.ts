// The gateway's API as the pages speak to it. An act carries the session's X-CSRF and a key of its own: the same act sent
// again after a cut line has the same key, and is done once. Nothing here throws for what the network or the server says.

export interface Problem {
  status: number; // 0: no answer came
  title: string;
  detail: string;
  body: Record<string, unknown>;
}
export type Answer<T> = { ok: true; status: number; body: T } | { ok: false; problem: Problem };

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
interface Options {
  body?: object;
  key?: string; // Idempotency-Key
  version?: number | undefined; // If-Match
}

const timeOut = 30_000; // as the gateway's own

class Api {
  csrf = '';
  onSessionOver: () => void = () => {};
  onReached: (reached: boolean) => void = () => {};

  get<T>(path: string): Promise<Answer<T>> {
    return this.send<T>('GET', path, {});
  }

  post<T>(path: string, body: object = {}, options: Omit<Options, 'body'> = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, { key: newKey(), ...options, body });
  }

  delete<T>(path: string): Promise<Answer<T>> {
    return this.send<T>('DELETE', path, {});
  }

  async send<T>(method: Method, path: string, options: Options): Promise<Answer<T>> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (method !== 'GET') {
      headers['Content-Type'] = 'application/json';
      headers['X-CSRF'] = this.csrf;
      if (options.key) headers['Idempotency-Key'] = options.key;
      if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
    }
    const cut = new AbortController();
    const timer = setTimeout(() => cut.abort(), timeOut);
    try {
      const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store', signal: cut.signal };
      if (options.body) init.body = JSON.stringify(options.body);
      const response = await fetch(`/api/v1/${path}`, init);
      const text = await response.text();
      this.onReached(true);
      return this.read<T>(path, response.status, text);
    } catch {
      this.onReached(false);
      return { ok: false, problem: { status: 0, title: '', detail: '', body: {} } };
    } finally {
      clearTimeout(timer);
    }
  }

  private read<T>(path: string, status: number, text: string): Answer<T> {
    const body = parse(text);
    if (status >= 200 && status < 300) return { ok: true, status, body: body as T };
    if (status === 401 && !path.startsWith('sign-in') && !path.startsWith('invitations')) this.onSessionOver();
    const word = (key: string): string => (typeof body[key] === 'string' ? body[key] : '');
    return { ok: false, problem: { status, title: word('title'), detail: word('detail'), body } };
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

// randomUUID is there in secure contexts of newer browsers alone.
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (each) => each.toString(16).padStart(2, '0')).join('');
}

export const api = new Api();
