// Cases as the API gives them, and in which order people take them: whoever is in danger first, then whoever's time runs
// out next.
import { dueOf } from './clock.svelte';

export type Severity = 'low' | 'medium' | 'high' | 'critical';
export const severities: Severity[] = ['critical', 'high', 'medium', 'low'];

export interface Case {
  ref: string;
  state: string;
  category: string;
  tags: string[];
  severity: Severity;
  rule: string;
  queue: string;
  also: string[];
  offer: string[];
  place: string;
  country: string;
  medium: string;
  language: string;
  holder: string;
  due: Record<'eyes' | 'contact' | 'update' | 'call', string | null>;
  opened: string;
  closed: string | null;
  outcome: string;
  version: number;
  last?: string; // her last words, where the queue lets them be seen
  unread?: number;
}

export interface Line {
  id: string;
  at: string;
  direction: 'in' | 'out';
  medium: string;
  text: string;
  delivery?: string;
  why?: string;
  from: string; // caller, script, desk
}

// When and how she may be reached.
export interface Contact {
  safety: string; // unknown, yes, no, …
  preference: string; // sms, call, none, …
  opted_out: boolean;
  no_share: boolean;
  language: string;
  may_text: boolean;
  why_not: string;
  rules_frozen?: boolean; // a stranger may hold her phone
  last_heard: string | null;
}

// What was done with a case, out of the journal.
export interface Act {
  id: string;
  at: string;
  who: string;
  what: string;
}

export interface Note {
  id: string;
  kind: string;
  author: string;
  text: string;
  at: string;
}

// A reply written once for many, filled in for this case.
export interface Canned {
  id: string;
  about: string;
  text: string;
  parts: number;
}

export interface WholeCase extends Case {
  address: string;
  thread: Line[];
  contact?: Contact;
  notes?: Note[];
  facts?: Record<string, string>;
  watchers?: string[];
  links?: { ref: string; kind: string }[]; // no reference: the reader may not see that one
  transfer?: { from: string; to: string; queue: string; at: string; expires: string | null } | null;
  reasons: { rule: string; text: string }[];
}

export type View = 'waiting' | 'mine' | 'soon' | 'team' | 'closed';
export const views: View[] = ['waiting', 'mine', 'soon', 'team', 'closed'];

export const openStates = new Set(['queued', 'claimed', 'waiting_caller', 'waiting_partner', 'unsafe_hold']);
export const isOpen = (each: Case): boolean => openStates.has(each.state);
export const isAlarm = (each: Case): boolean => each.severity === 'critical' && !each.holder && isOpen(each);

const hour = 3_600_000;

export function isIn(view: View, each: Case, me: string, now: number): boolean {
  switch (view) {
    case 'waiting':
      return !each.holder;
    case 'mine':
      return each.holder === me;
    case 'soon': {
      const due = dueOf(each);
      return due !== undefined && due.at - now < hour;
    }
    case 'team':
      return each.holder !== '' && each.holder !== me;
    case 'closed':
      return !isOpen(each);
  }
}

export function byUrgency(a: Case, b: Case): number {
  const grave = Number(b.severity === 'critical') - Number(a.severity === 'critical');
  if (grave !== 0) return grave;
  const never = Number.MAX_SAFE_INTEGER;
  const due = (dueOf(a)?.at ?? never) - (dueOf(b)?.at ?? never);
  return due !== 0 ? due : Date.parse(a.opened) - Date.parse(b.opened);
}

// Facts that name nobody: number of the case, topic, queue, country, holder. Her words are not searched.
export function fits(each: Case, wanted: string, words: string): boolean {
  const asked = wanted.trim().toLowerCase();
  return asked === '' || `${each.ref} ${words}`.toLowerCase().includes(asked);
}
