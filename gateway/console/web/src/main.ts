import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { firstLanguage, words } from './lib/words.svelte';

async function begin(): Promise<void> {
  await words.choose(firstLanguage());
  const target = document.getElementById('app');
  if (!target) return;
  target.textContent = '';
  mount(App, { target });
}

void begin();
