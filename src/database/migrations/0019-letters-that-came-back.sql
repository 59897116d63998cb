-- Letters that a mail server gave back: which file, what it says, and which of our messages it is about. Codes only: the file itself is kept
-- in the folder that it was dropped in. One that nobody can assign is listed to every organisation until somebody has looked at it.
create table message_bounce (
  tenant int not null references organisation, id uuid not null, file text not null, taken_at timestamptz(3) not null,
  kind text collate "C" not null check (kind in ('failed', 'delayed', 'delivered', 'unreadable')),
  status text collate "C", code text collate "C", why text collate "C",
  message uuid, version int, is_reminder boolean not null default false,
  -- recorded: on the message; overtaken: another version or another practice has taken its place; for-somebody: a person has to look.
  outcome text collate "C" not null check (outcome in ('recorded', 'overtaken', 'for-somebody', 'nothing-to-do')),
  looked_by uuid, looked_at timestamptz(3), primary key (tenant, id));
create index on message_bounce (tenant, taken_at) where outcome = 'for-somebody' and looked_at is null;
create index on message_bounce (tenant, message) where message is not null;
-- The last time that a mail server said it had not got through yet and goes on trying.
alter table message_now add column held_up_at timestamptz(3);

alter table message_bounce enable row level security;
alter table message_bounce force row level security;
create policy tenant_wall on message_bounce to vigil_app using (tenant = any ((select vigil_tenants())::int[])) with check (tenant = any ((select vigil_tenants())::int[]));
grant select, insert on message_bounce to vigil_app;
grant update (looked_by, looked_at) on message_bounce to vigil_app;
