-- What is used of a budget in one window of time, in cogs, by all clients of a payer: what was signed, and portions that
-- clients took for calls to come. The key is a hash, because names may be anything; the text is for people.
create table snet4j_budget (
  payer bigint not null references snet4j_payer,
  counter bytea not null,
  begins timestamptz not null,
  name text not null,
  used numeric(78) not null default 0,
  short_at timestamptz,
  primary key (payer, counter, begins));

-- Who has more of a budget than it is known to need, until when it is known to live. Goes when it was given back; that of
-- a client that is gone is never given back, because it may have been signed.
create table snet4j_portion (
  payer bigint not null references snet4j_payer,
  counter bytea not null,
  begins timestamptz not null,
  holder text not null,
  until timestamptz not null,
  primary key (payer, counter, begins, holder));
create index snet4j_portion_holder on snet4j_portion (payer, holder);
