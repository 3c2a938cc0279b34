// Who works here. A session that ends while somebody types changes nothing on the screen but a question in front of it.
import { api, type Problem } from './api';

export interface Me {
  name: string;
  organisation: string;
  roles: string[];
  queues: string[];
  languages: string[];
  rights: string[];
  csrf?: string;
}
type Stage = 'opening' | 'out' | 'in' | 'over';
interface Opened {
  next: 'code' | 'desk';
  csrf?: string;
}

class Session {
  me = $state.raw<Me | undefined>();
  stage = $state<Stage>('opening');

  constructor() {
    api.onSessionOver = () => {
      if (this.stage === 'in') this.stage = 'over';
      else if (this.stage === 'opening') this.stage = 'out';
    };
  }

  may(right: string): boolean {
    return this.me?.rights.includes(right) ?? false;
  }

  async look(): Promise<void> {
    const found = await api.get<Me>('me');
    if (!found.ok) {
      if (this.stage === 'opening') this.stage = 'out';
      return;
    }
    api.csrf = found.body.csrf ?? '';
    this.me = found.body;
    this.stage = 'in';
  }

  async givePassword(name: string, password: string): Promise<'code' | 'in' | Problem> {
    return this.after(await api.post<Opened>('sign-in', { name, password }));
  }

  async giveCode(code: string): Promise<'code' | 'in' | Problem> {
    return this.after(await api.post<Opened>('sign-in/code', { code }));
  }

  private async after(answer: Awaited<ReturnType<typeof api.post<Opened>>>): Promise<'code' | 'in' | Problem> {
    if (!answer.ok) return answer.problem;
    if (answer.body.next === 'code') return 'code';
    await this.look();
    return 'in';
  }

  // Whoever is not to be seen any more goes with all that the page holds.
  async signOut(): Promise<void> {
    await api.post('sign-out');
    location.assign('/login');
  }
}

export const session = new Session();
