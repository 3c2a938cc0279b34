// What the gateway or the network refused, in words for people.
import type { Problem } from './api';
import { t, words, type Key } from './words.svelte';

export function sayProblem(problem: Problem): string {
  const key = `problem.${problem.status}`;
  const told = problem.detail || problem.title;
  // The gateway explains itself in English.
  if (words.language === 'en' && told && problem.status !== 404) return told;
  if (words.has(key)) return words.say(key as Key);
  return told || t('problem.other', { status: String(problem.status) });
}
