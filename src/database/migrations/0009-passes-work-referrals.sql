-- Passes to 999, work that somebody owes a patient, and how cases come in from elsewhere.

-- A pass to 999. `subject` is for whom: at most one runs for a case, a call, or a person who has yet to say for whom they pressed.
create table pass_now (
  tenant int not null references organisation, id uuid not null, service int not null references service, version int not null,
  state text collate "C" not null, subject uuid not null, "case" uuid, call uuid, place int references place,
  at text collate "C" not null check (at in ('telephone', 'base')),
  needed_at timestamptz(3) not null, needed_by uuid not null, due_at timestamptz(3) not null, ended_at timestamptz(3),
  primary key (tenant, id));
create unique index pass_now_one on pass_now (tenant, subject) where ended_at is null;
create index on pass_now (tenant, service, due_at) where ended_at is null;
create index on pass_now (tenant, "case") where "case" is not null;
-- What was told to 999, what 999 said, and why it was stood down.
create table pass_text (
  tenant int not null references organisation, id uuid not null, pass uuid not null,
  kind text collate "C" not null check (kind in ('reference', 'about', 'why', 'correction')),
  body text not null, written_by uuid not null, written_at timestamptz(3) not null, primary key (tenant, id));
create index on pass_text (tenant, pass);

-- Work items: what is owed, to whom (an id), by when and by which roles.
create table work_now (
  tenant int not null references organisation, id uuid not null, service int not null references service, version int not null,
  state text collate "C" not null, kind text collate "C" not null,
  "case" uuid, call uuid, place int references place, message uuid,
  raised_at timestamptz(3) not null, due_at timestamptz(3) not null, for_roles text[] not null check (for_roles <> '{}'),
  taken_by uuid, taken_at timestamptz(3), ended_at timestamptz(3), result text collate "C",
  primary key (tenant, id), check ((state in ('done', 'withdrawn')) = (ended_at is not null)));
create index on work_now (tenant, service, due_at) where ended_at is null;
create index on work_now (tenant, "case") where "case" is not null;
create index on work_now (tenant, call) where call is not null;
create table work_text (
  tenant int not null references organisation, id uuid not null, work uuid not null,
  body text not null, written_by uuid not null, written_at timestamptz(3) not null, primary key (tenant, id));
create index on work_text (tenant, work);

-- The number that a call came from, as the telephony gave it: whom to ring back when nobody answered.
create table call_line (
  tenant int not null references organisation, call uuid not null, number text collate "C" not null, primary key (tenant, call));
create index on call_line (tenant, number);

-- A referral as it was received. The sender's own reference makes it one referral however often it is sent.
create table referral (
  tenant int not null references organisation, id uuid not null, service int not null references service, "case" uuid not null,
  source text collate "C" not null, reference text collate "C" not null, digest bytea not null,
  dx_code text collate "C" not null, initial_dx text collate "C", edition text collate "C" not null, pathways_version text collate "C",
  triaged_at timestamptz(3) not null, received_at timestamptz(3) not null, received_by uuid not null, due_at timestamptz(3),
  duplicate_of uuid, practice text collate "C",
  primary key (tenant, id), unique (tenant, service, source, reference));
create index on referral (tenant, service, received_at);
create index on referral (tenant, "case");
create table referral_text (
  tenant int not null references organisation, referral uuid not null, summary text not null, special_needs text, dx_text text,
  primary key (tenant, referral));
-- The professional or the service that sent a patient, and how to ring them past the switchboard.
create table case_referrer (
  tenant int not null references organisation, "case" uuid not null, name text not null, role text, organisation text,
  number text collate "C", primary key (tenant, "case"));

do $$ declare t text; begin
  foreach t in array array['pass_now', 'pass_text', 'work_now', 'work_text', 'call_line', 'referral', 'referral_text', 'case_referrer'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant_wall on %I to vigil_app using (tenant = any ((select vigil_tenants())::int[])) with check (tenant = any ((select vigil_tenants())::int[]))', t);
    execute format('grant select, insert on %I to vigil_app', t);
  end loop;
  -- What was written is not changed; the owner may destroy it by law.
  foreach t in array array['pass_text', 'work_text', 'referral'] loop
    execute format('create trigger never_changed before update on %I for each row execute function refuse_change()', t);
  end loop;
end $$;
grant update on pass_now, work_now to vigil_app;
-- Identity can be rectified and destroyed.
grant update, delete on call_line, referral_text, case_referrer to vigil_app;
