-- Since when its holder has a channel, so that who waits for it knows when to ask again.
alter table snet4j_channel add since timestamptz;
