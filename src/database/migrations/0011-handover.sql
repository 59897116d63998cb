-- Messages to practices: how each stands, what it says, what is still to be done about it, and the nightly ledger that holds closed
-- cases against acknowledged messages.

create table message_now (
  tenant int not null references organisation, id uuid not null, service int not null references service,
  "case" uuid not null, version int not null, state text collate "C" not null,
  practice int, for_practice text collate "C" not null check (for_practice in ('action', 'information')),
  consulted_at timestamptz(3) not null, due_at timestamptz(3),
  body_version int, channel text collate "C", send_at timestamptz(3), attempts int not null, failure text collate "C",
  tried_from timestamptz(3), sent_at timestamptz(3), received_at timestamptz(3), read_at timestamptz(3), acted_at timestamptz(3),
  rejected text collate "C", settled text collate "C", chase_at timestamptz(3), chase_step int,
  -- Who is sending it, until when: an attempt is outside every transaction, and a server may die in the middle of one.
  claimed_until timestamptz,
  primary key (tenant, id), unique (tenant, "case"));
create index on message_now (tenant, practice, consulted_at);
create index on message_now (tenant, service, consulted_at);
create index on message_now (tenant, send_at) where send_at is not null;
create index on message_now (tenant, chase_at) where chase_at is not null;

-- The words of a version, as data, as text and as one page: exactly what was sent. Never changed.
create table message_body (
  tenant int not null references organisation, message uuid not null, version int not null check (version > 0),
  content json not null, text text not null, html text not null, made_at timestamptz(3) not null,
  primary key (tenant, message, version));
-- Why it was given back, rerouted or settled, in somebody's own words.
create table message_text (
  tenant int not null references organisation, id uuid not null, message uuid not null,
  kind text collate "C" not null check (kind in ('rejected', 'settled', 'rerouted', 'acted')),
  body text not null, written_by uuid not null, written_at timestamptz(3) not null, primary key (tenant, id));
create index on message_text (tenant, message);

-- What the log asks of this module; done once each, however often the log is read.
create table message_task (
  tenant int not null references organisation, stream uuid not null, version int not null,
  kind text collate "C" not null check (kind in ('closed', 'note', 'patient', 'exception', 'resolved')),
  at timestamptz(3) not null, done_at timestamptz, tries int not null default 0,
  primary key (tenant, stream, version));
create index on message_task (tenant, at) where done_at is null;

-- How the channel to a practice does: when it last took something, and since when it has taken nothing.
create table message_channel (
  tenant int not null references organisation, practice int not null, channel text collate "C" not null,
  last_sent_at timestamptz(3), failing_since timestamptz(3), failure text collate "C", failures int not null default 0,
  primary key (tenant, practice));

-- One run of the ledger of one night. Ids and counts only.
create table message_ledger (
  tenant int not null references organisation, service int not null references service, night date not null, run_at timestamptz(3) not null,
  closed int not null, acknowledged int not null, exceptions json not null, differences json not null,
  primary key (tenant, service, night, run_at));

do $$ declare t text; begin
  foreach t in array array['message_now', 'message_body', 'message_text', 'message_task', 'message_channel', 'message_ledger'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant_wall on %I to vigil_app using (tenant = any ((select vigil_tenants())::int[])) with check (tenant = any ((select vigil_tenants())::int[]))', t);
    execute format('grant select, insert on %I to vigil_app', t);
  end loop;
  -- What was sent, said or counted is not changed; the owner may destroy words by law.
  foreach t in array array['message_body', 'message_text', 'message_ledger'] loop
    execute format('create trigger never_changed before update on %I for each row execute function refuse_change()', t);
  end loop;
end $$;
grant update on message_now, message_task, message_channel to vigil_app;
