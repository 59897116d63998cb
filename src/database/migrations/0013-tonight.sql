-- What the people in charge of a night write down and sign, how hard the night presses, and how often an alert was said again.

-- One line by a named person. `person` is whom it is about, `try` counts the times that nobody replied.
create table shift_log (
  tenant int not null references organisation, id uuid not null, service int not null references service,
  at timestamptz(3) not null, by_account uuid not null, kind text collate "C" not null, person uuid, place int references place,
  shift uuid, subject uuid, answer text collate "C", try int, words text not null, corrects uuid, primary key (tenant, id));
create index on shift_log (tenant, service, at);

-- Every change of the pressure level: by the rule, with what it went by; by a person, with the reason and until when.
create table pressure_level (
  tenant int not null references organisation, id uuid not null, service int not null references service,
  at timestamptz(3) not null, how text collate "C" not null check (how in ('rule', 'override', 'override-ended')),
  level int not null check (level between 1 and 4), edition text collate "C" not null, why json not null,
  by_account uuid, reason text, until timestamptz(3), primary key (tenant, id),
  check ((how = 'rule') = (by_account is null)), check ((how = 'override') = (until is not null)));
create index on pressure_level (tenant, service, at);
create table card_tick (
  tenant int not null references organisation, id uuid not null, service int not null references service,
  at timestamptz(3) not null, by_account uuid not null, level int not null, item text collate "C" not null, done boolean not null,
  primary key (tenant, id));
create index on card_tick (tenant, service, at);

-- What somebody decided of an action that was ranked for them, and why where they decided otherwise.
create table ranked_answer (
  tenant int not null references organisation, id uuid not null, service int not null references service,
  at timestamptz(3) not null, by_account uuid not null, action text collate "C" not null, kind text collate "C" not null,
  answer text collate "C" not null check (answer in ('accepted', 'overruled')), reason text, words text not null,
  primary key (tenant, id), check (answer = 'accepted' or reason is not null));
create index on ranked_answer (tenant, service, at);

-- A handover sheet as it stood when the first of two signed it, and the two signatures, each over the same digest.
create table handover_sheet (
  tenant int not null references organisation, id uuid not null, service int not null references service,
  at timestamptz(3) not null, body json not null, digest bytea not null, primary key (tenant, id));
create index on handover_sheet (tenant, service, at);
create table handover_signature (
  tenant int not null references organisation, sheet uuid not null, as_role text collate "C" not null check (as_role in ('outgoing', 'incoming')),
  at timestamptz(3) not null, by_account uuid not null, digest bytea not null, remark text,
  primary key (tenant, sheet, as_role), unique (tenant, sheet, by_account));

do $$ declare t text; begin
  foreach t in array array['shift_log', 'pressure_level', 'card_tick', 'ranked_answer', 'handover_sheet', 'handover_signature'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant_wall on %I to vigil_app using (tenant = any ((select vigil_tenants())::int[])) with check (tenant = any ((select vigil_tenants())::int[]))', t);
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()', t);
    execute format('grant select, insert on %I to vigil_app', t);
  end loop;
end $$;

-- An alert is said again until a named person has acknowledged it: when last, how often, and how far up the ladder.
alter table alert
  add column service int references service, add column said_at timestamptz(3), add column rings int not null default 1,
  add column step int not null default 0;
