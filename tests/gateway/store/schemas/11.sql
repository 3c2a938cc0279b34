CREATE TABLE account (
  id integer primary key,
  name text not null unique,
  organisation text not null,
  roles text not null,
  queues text not null,
  languages text not null,
  state text not null,
  password_hash text not null,
  code_step integer not null,
  failures integer not null,
  locked_until integer,
  created integer not null,
  email blob not null,
  phone blob not null,
  code_secret blob not null
) strict;

CREATE TABLE act_key (
  account_id integer not null references account (id),
  key text not null,
  request integer not null,
  asked blob not null,
  at integer not null,
  status integer,
  answer blob,
  primary key (account_id, key)
) strict, without rowid;

CREATE TABLE address (
  id integer primary key,
  contact_id integer not null references contact (id),
  scheme text not null,
  lookup blob unique,
  value blob not null
) strict;

CREATE TABLE api_token (
  id integer primary key,
  hash blob not null unique,
  account_id integer not null references account (id),
  label text not null,
  scopes text not null,
  created integer not null,
  expires integer not null
) strict;

CREATE TABLE attachment (
  id integer primary key,
  case_id integer not null references case_record (id),
  contact_id integer not null references contact (id),
  kind text not null,
  author text not null,
  size integer not null,
  name blob not null,
  bytes blob not null,
  at integer not null
) strict;

CREATE TABLE call (
  id integer primary key,
  channel text not null,
  provider_call_id text not null,
  contact_id integer not null references contact (id),
  conversation_id integer,
  turn integer not null,
  response blob not null,
  started integer not null,
  ended integer, text_after integer,
  unique (channel, provider_call_id)
) strict;

CREATE TABLE case_clock (
  case_id integer primary key references case_record (id),
  severity text not null,
  started integer not null,
  holder text not null,
  holder_since integer,
  acted integer,
  contacted integer,
  answered integer,
  paused integer,
  resumed integer,
  told text not null
) strict;

CREATE TABLE case_fact (
  id integer primary key,
  case_id integer not null references case_record (id),
  contact_id integer not null references contact (id),
  kind text not null,
  author text not null,
  value blob not null,
  at integer not null,
  unique (case_id, kind)
) strict;

CREATE TABLE case_link (
  case_id integer not null references case_record (id),
  other_id integer not null references case_record (id),
  kind text not null,
  author text not null,
  at integer not null,
  primary key (case_id, other_id)
) strict, without rowid;

CREATE TABLE case_note (
  id integer primary key,
  case_id integer not null references case_record (id),
  contact_id integer not null references contact (id),
  kind text not null,
  author text not null,
  text blob not null,
  at integer not null
) strict;

CREATE TABLE case_record (
  id integer primary key,
  ref text not null unique,
  contact_id integer not null references contact (id),
  category text not null,
  tags text not null,
  severity text not null,
  rule text not null,
  queue text not null,
  also text not null,
  offer text not null,
  place text not null,
  country text not null,
  medium text not null,
  language text not null,
  holder text not null,
  state text not null,
  due_eyes integer,
  due_contact integer,
  due_update integer,
  due_call integer,
  reasons blob not null,
  opened integer not null,
  closed integer,
  outcome text not null,
  version integer not null,
  own_case integer not null
, about text not null default '[]', district text not null default '', flags text not null default '[]', merged_into integer references case_record (id), follow_up integer not null default 0, live_until integer, silent_since integer) strict;

CREATE TABLE case_seat (
  queue text not null,
  closed integer not null,
  rank integer not null,
  place integer not null,
  case_id integer not null references case_record (id),
  primary key (queue, closed, rank, place, case_id)
) strict, without rowid;

CREATE TABLE case_task (
  id integer primary key,
  case_id integer not null references case_record (id),
  contact_id integer not null references contact (id),
  assignee text not null,
  author text not null,
  words blob not null,
  due integer,
  done integer,
  at integer not null
) strict;

CREATE TABLE case_transfer (
  case_id integer primary key references case_record (id),
  sender text not null,
  to_name text not null,
  to_queue text not null,
  shows_queue integer not null,
  at integer not null,
  expires integer not null
) strict;

CREATE TABLE case_watcher (
  case_id integer not null references case_record (id),
  name text not null,
  since integer not null,
  primary key (case_id, name)
) strict, without rowid;

CREATE TABLE consent (
  id integer primary key,
  contact_id integer not null references contact (id),
  case_id integer references case_record (id),
  organisation text not null,
  purpose text not null,
  answer text not null,
  copy text not null,
  language text not null,
  revision text not null,
  at integer not null
) strict;

CREATE TABLE contact (
  id integer primary key,
  version integer not null,
  language text not null,
  language_chosen integer not null,
  safety text not null,
  preference text not null,
  opted_out integer not null,
  no_share integer not null,
  first_at integer not null,
  last_in_at integer,
  last_message_id integer
, doubt text not null default 'none', code_word blob, quiet_word blob, blocked integer not null default 0, frozen integer not null default 0) strict;

CREATE TABLE conversation (
  id integer primary key,
  contact_id integer not null references contact (id),
  channel text not null,
  medium text not null,
  state blob not null,
  opened integer not null,
  last_turn integer not null,
  ended integer,
  outcome text not null
, newest_turn_id integer, wakes integer) strict;

CREATE TABLE invitation (
  hash blob primary key,
  account_id integer not null references account (id),
  expires integer not null
) strict, without rowid;

CREATE TABLE journal (
  seq integer primary key,
  at integer not null,
  who text not null,
  what text not null,
  subject text not null,
  detail text not null,
  previous blob not null,
  hash blob not null
) strict;

CREATE TABLE journal_seal (
  seq integer primary key,
  hash blob not null,
  at integer not null,
  signature blob not null
) strict;

CREATE TABLE known_browser (
  hash blob primary key,
  account_id integer not null references account (id),
  expires integer not null
) strict, without rowid;

CREATE TABLE legal_hold (
  contact_id integer primary key references contact (id),
  who text not null,
  reason blob not null,
  at integer not null
) strict;

CREATE TABLE message (
  id integer primary key,
  contact_id integer not null references contact (id),
  conversation_id integer,
  case_id integer,
  prev_id integer,
  channel text not null,
  direction text not null,
  medium text not null,
  provider_id text,
  address_id integer not null references address (id),
  text blob not null,
  at integer not null
) strict;

CREATE TABLE meta (
  name text primary key,
  value blob not null
) strict, without rowid;

CREATE TABLE notice (
  id integer primary key,
  account_id integer references account (id),
  case_id integer,
  medium text not null,
  event text not null,
  address blob not null,
  text blob not null,
  at integer not null
) strict;

CREATE TABLE outbound (
  id integer primary key,
  contact_id integer,
  address_id integer,
  channel text not null,
  state text not null,
  attempts integer not null,
  due integer,
  provider_id text not null,
  repeated integer not null,
  why text not null,
  caused_by integer,
  first_try integer,
  expires integer,
  asks integer not null default 0,
  waits integer not null default 0
, overrides integer not null default 0) strict;

CREATE TABLE owner_key (
  owner_kind text not null,
  owner_id integer not null,
  wrapped blob not null,
  primary key (owner_kind, owner_id)
) strict, without rowid;

CREATE TABLE part (
  id integer primary key,
  contact_id integer not null references contact (id),
  channel text not null,
  reference text not null,
  total integer not null,
  number integer not null,
  provider_id text not null,
  text blob not null,
  at integer not null,
  message_id integer,
  unique (channel, provider_id)
) strict;

CREATE TABLE recovery_code (
  account_id integer not null references account (id),
  hash blob not null,
  primary key (account_id, hash)
) strict, without rowid;

CREATE TABLE session (
  id integer primary key,
  hash blob not null unique,
  account_id integer not null references account (id),
  stage text not null,
  created integer not null,
  last_seen integer not null,
  expires integer not null,
  agent text not null
) strict;

CREATE TABLE shift (
  id integer primary key,
  account_id integer not null references account (id),
  detail blob not null
) strict;

CREATE TABLE switch (
  name text primary key,
  who text not null,
  at integer not null
) strict, without rowid;

CREATE TABLE timer (
  kind text not null,
  subject text not null,
  due integer not null,
  generation integer not null,
  primary key (kind, subject)
) strict, without rowid;

CREATE TABLE turn (
  id integer primary key,
  conversation_id integer not null references conversation (id),
  contact_id integer not null,
  message_id integer,
  kind text not null,
  silence text not null,
  facts blob not null,
  at integer not null
, prev_id integer) strict;

CREATE TABLE wrong_pin (
  case_id integer not null references case_record (id),
  at integer not null
) strict;

CREATE INDEX act_key_age on act_key (at);

CREATE INDEX address_of_contact on address (contact_id);

CREATE INDEX api_token_of_account on api_token (account_id);

CREATE INDEX attachment_of_case on attachment (case_id);

CREATE INDEX call_text_after on call (channel, text_after) where text_after is not null;

CREATE INDEX case_note_of_case on case_note (case_id);

CREATE INDEX case_of_contact on case_record (contact_id);

CREATE INDEX case_of_holder on case_record (holder) where closed is null and holder <> '';

CREATE INDEX case_open on case_record (id) where closed is null;

CREATE INDEX case_record_merged on case_record (merged_into) where merged_into is not null;

CREATE INDEX case_seat_of_case on case_seat (case_id);

CREATE INDEX case_task_of_case on case_task (case_id);

CREATE INDEX consent_of_contact on consent (contact_id);

CREATE INDEX conversation_erase on conversation (contact_id) where outcome = 'erase_confirmed';

CREATE INDEX conversation_of_contact on conversation (contact_id, medium);

CREATE INDEX invitation_of_account on invitation (account_id);

CREATE INDEX journal_of_subject on journal (subject, seq);

CREATE INDEX known_browser_of_account on known_browser (account_id);

CREATE UNIQUE INDEX message_seen on message (channel, provider_id) where provider_id is not null;

CREATE UNIQUE INDEX notice_once on notice (account_id, event) where account_id is not null;

CREATE INDEX outbound_cause on outbound (caused_by) where caused_by is not null;

CREATE INDEX outbound_due on outbound (channel, due) where due is not null and waits = 0;

CREATE INDEX outbound_order on outbound (contact_id, channel, id) where due is not null;

CREATE INDEX part_of_contact on part (contact_id);

CREATE INDEX session_of_account on session (account_id);

CREATE INDEX timer_due on timer (due);

CREATE INDEX wrong_pin_of_case on wrong_pin (case_id);

