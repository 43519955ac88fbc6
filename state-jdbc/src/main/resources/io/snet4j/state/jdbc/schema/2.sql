-- Who may sign on a channel until when, by the time of the database. Each hold has a token of its own; nobody changes marks
-- with an old one. Another instance that waits for the channel says so, and has it for itself for a moment when it is free.
alter table snet4j_channel
  add holder text,
  add token bigint not null default 0,
  add until timestamptz,
  add wanted_by text,
  add wanted_at timestamptz;

-- Which client sends the payer's transactions, until when.
alter table snet4j_payer
  add sender text,
  add sender_until timestamptz;

-- What all clients of a payer marked out of their common budget, in cogs, and when one of them last found nothing left.
alter table snet4j_payer
  add used numeric(78) not null default 0,
  add short_at timestamptz;

-- Whether more is marked than its holder has signed.
alter table snet4j_channel add ahead boolean not null default false;
