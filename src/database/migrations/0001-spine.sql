-- The spine: who there is, what happened, what clocks say of it, who looked, what was sealed, what was released.
-- Run by the owner's role. {app}, {public} and {sealer} are made beforehand by migrate.

create function vigil_tenants() returns int[] language sql stable parallel safe as
$$ select coalesce(string_to_array(nullif(current_setting('vigil.tenants', true), ''), ',')::int[], '{}') $$;
create function vigil_account() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('vigil.account', true), '')::uuid $$;

-- ---------------------------------------------------------------- people and places
create table organisation (
  id int generated always as identity primary key, slug text collate "C" not null unique, name text not null,
  made_up boolean not null default false, made_at timestamptz(3) not null default clock_timestamp());
-- A demo organisation has its own clock: at set_at (machine time) it read now_at, and since then it runs at rate.
create table organisation_clock (
  organisation int primary key references organisation, now_at timestamptz(3) not null,
  set_at timestamptz(3) not null, rate numeric not null default 1 check (rate >= 0));
create table account (
  id uuid primary key, sign_in text collate "C" not null unique, name text not null,
  password_hash text, machine boolean not null default false, ended_at timestamptz(3));
create table role_grant (
  tenant int not null references organisation, account uuid not null references account, role text collate "C" not null,
  primary key (tenant, account, role));
create table session (
  id uuid primary key, token_hash bytea not null unique, account uuid not null references account,
  made_at timestamptz(3) not null, seen_at timestamptz(3) not null, ends_at timestamptz(3) not null, acting_role text);
create table api_token (
  token_hash bytea primary key, account uuid not null references account, made_at timestamptz(3) not null, ended_at timestamptz(3));
create table sign_in_attempt (
  id bigint generated always as identity primary key, sign_in text collate "C" not null, source text not null,
  at timestamptz(3) not null, succeeded boolean not null);
create index on sign_in_attempt (sign_in, at);
create index on sign_in_attempt (source, at);
create table service (
  id int generated always as identity primary key, tenant int not null references organisation,
  slug text collate "C" not null unique, name text not null, kind text not null check (kind in ('out-of-hours', 'telephone-only')));
create table place (
  id int generated always as identity primary key, tenant int not null references organisation, service int not null references service,
  slug text collate "C" not null, name text not null, kind text not null check (kind in ('base', 'car', 'elsewhere')), area text,
  unique (tenant, slug));

-- ---------------------------------------------------------------- what happened
create table event (
  tenant int not null, stream uuid not null, version int not null,
  type text collate "C" not null, shape smallint not null default 1,
  occurred_at timestamptz(3) not null, recorded_at timestamptz(3) not null,
  recorded_by uuid not null, source text collate "C" not null check (source in ('page', 'api', 'device', 'import', 'play', 'job')),
  corrects int, reason text collate "C", data json not null, digest bytea not null,
  position bigint generated always as identity, xid xid8 not null default pg_current_xact_id(),
  primary key (tenant, stream, version),
  check (version > 0), check (octet_length(digest) = 32),
  check ((corrects is null) = (reason is null)), check (corrects < version)
) partition by range (stream);
create index on event (xid, position);

create table rule (
  id int generated always as identity primary key, pack text collate "C" not null, edition text collate "C" not null, contract int,
  valid daterange not null, body json not null, digest bytea not null unique);
create table service_rule (
  tenant int not null references organisation, service int not null references service, rule int not null references rule,
  valid daterange not null, primary key (service, rule, valid));

create table clock (
  tenant int not null, subject uuid not null, measure text collate "C" not null, lap smallint not null default 1,
  rule int not null references rule, service int not null, part text collate "C",
  through int not null,
  started_at timestamptz(3), due_at timestamptz(3), stopped_at timestamptz(3), counts_at timestamptz(3),
  counted_ms bigint, paused_ms bigint not null default 0,
  outcome text collate "C" not null check (outcome in ('open', 'paused', 'met', 'missed', 'excluded', 'unmeasurable')),
  reason text collate "C",
  first_outcome text collate "C", first_counted_ms bigint, first_through int, first_reason text collate "C",
  primary key (tenant, subject, measure, lap)
) partition by range (subject);
create index on clock (tenant, service, due_at) where outcome in ('open', 'paused');
create index on clock (tenant, service, measure, counts_at) include (outcome, counted_ms, first_outcome);

-- ---------------------------------------------------------------- who looked; the same request twice
create table access (
  tenant int not null, id uuid not null, at timestamptz(3) not null, actor uuid not null, session uuid,
  action text collate "C" not null, subject uuid, detail json, digest bytea not null,
  position bigint generated always as identity, xid xid8 not null default pg_current_xact_id(),
  primary key (tenant, id), check (octet_length(digest) = 32)
) partition by range (id);
create index on access (xid, position);
create index on access (tenant, subject);
create table request (
  tenant int not null, actor uuid not null, key uuid not null, digest bytea not null, status smallint not null, subject uuid,
  at timestamptz(3) not null default clock_timestamp(), primary key (tenant, actor, key));
create index on request (at);

create table seal (
  log text collate "C" not null check (log in ('event', 'access')), number bigint not null, from_xid xid8 not null, to_xid xid8 not null,
  rows int not null, digest bytea not null, at timestamptz(3) not null, primary key (log, number));
create table follower (name text collate "C" primary key, xid xid8 not null, position bigint not null, polled_at timestamptz(3));

-- ---------------------------------------------------------------- calls
create table case_now (
  tenant int not null, id uuid not null, service int not null references service, number text collate "C" not null,
  version int not null, state text collate "C" not null, queue text collate "C", held_by uuid, held_since timestamptz(3),
  priority text collate "C" not null, place_kind text collate "C", urgency text collate "C", place int, slot_at timestamptz(3),
  call uuid, opened_at timestamptz(3) not null, closed_at timestamptz(3), outcome text collate "C",
  due_at timestamptz(3), due_measure text collate "C", repeat_times int not null default 1,
  primary key (tenant, id), unique (tenant, service, number));
create index on case_now (tenant, service, due_at) where closed_at is null;
create unique index case_now_call on case_now (tenant, call) where call is not null;
create unique index case_now_slot on case_now (tenant, place, slot_at) where slot_at is not null and closed_at is null;
create table case_person (
  tenant int not null, "case" uuid not null, patient_name text not null, patient_search text collate "C" not null,
  date_of_birth date, nhs_number text collate "C", nhs_number_verified boolean not null default false,
  caller_name text, caller_relation text, ring_back text collate "C" not null, where_now text not null, practice text,
  primary key (tenant, "case"));
create index on case_person (tenant, patient_search);
create index on case_person (tenant, nhs_number) where nhs_number is not null;
create index on case_person (tenant, ring_back);
create table case_text (
  tenant int not null, id uuid not null, "case" uuid not null, kind text collate "C" not null check (kind in ('complaint', 'note', 'correction', 'move')),
  version int not null default 1, body text not null, written_by uuid not null, written_at timestamptz(3) not null, primary key (tenant, id, version));
create index on case_text (tenant, "case");

-- ---------------------------------------------------------------- rota
create table shift_now (
  tenant int not null, id uuid not null, service int not null references service, place int not null references place,
  role text collate "C" not null, from_at timestamptz(3) not null, to_at timestamptz(3) not null, version int not null,
  person uuid, state text collate "C" not null, present uuid[] not null default '{}', ended boolean not null default false,
  primary key (tenant, id), check (from_at < to_at));
create index on shift_now (tenant, service, from_at, to_at);

-- ---------------------------------------------------------------- tonight
create table alert (
  tenant int not null, id uuid not null, kind text collate "C" not null, subject uuid, detail json not null,
  raised_at timestamptz(3) not null, last_raised_at timestamptz(3) not null, times int not null default 1,
  acknowledged_at timestamptz(3), acknowledged_by uuid, cleared_at timestamptz(3), primary key (tenant, id));
create unique index on alert (tenant, kind, subject) where cleared_at is null;
create table census_run (
  id bigint generated always as identity primary key, tenant int not null, at timestamptz(3) not null, machine_at timestamptz(3) not null,
  open_cases int not null, faults int not null);
create index on census_run (tenant, id);
create table audit (
  tenant int not null, id uuid not null, at timestamptz(3) not null, actor uuid not null, entity text collate "C" not null,
  key text collate "C" not null, change json not null, primary key (tenant, id));

-- ---------------------------------------------------------------- publishing
create table public_notice (
  tenant int not null, id uuid not null, service int not null references service, place int not null references place,
  service_slug text not null, place_slug text not null, service_name text not null, place_name text not null,
  says text collate "C" not null check (says in ('open', 'shut')), go_to text, posted_at timestamptz(3) not null, posted_by uuid not null,
  primary key (tenant, id));
create index on public_notice (service_slug, place_slug, posted_at);
create table release (
  id int generated always as identity primary key, tenant int not null references organisation, service int not null references service,
  kind text collate "C" not null check (kind in ('shift', 'period')), key text collate "C" not null,
  service_slug text collate "C" not null, service_name text not null, made_up boolean not null,
  made_at timestamptz(3) not null, made_by uuid not null,
  replaces int references release, reason text, seal bigint not null, body json not null, digest bytea not null,
  check ((replaces is null) = (reason is null)));
create unique index on release (tenant, service, kind, key) where replaces is null;
create index on release (service_slug, kind, key);
create table figure (
  release int not null, service text collate "C" not null, measure text collate "C" not null, period tstzrange not null, cut text not null default '',
  origin text not null check (origin in ('computed', 'reported')), rule int, source json,
  numerator numeric, denominator numeric, excluded bigint, unmeasurable bigint, late bigint, value numeric, band text, held text,
  as_of timestamptz(3) not null, digest bytea not null,
  primary key (release, service, measure, period, cut, origin));

-- ---------------------------------------------------------------- partitions of a year, made on demand (uuidv7 begins with 48 bits of epoch milliseconds)
create function uuid_floor(t timestamptz) returns uuid language sql immutable as
$$ select (lpad(to_hex(greatest(0, (extract(epoch from t) * 1000)::bigint)), 12, '0') || '00000000000000000000')::uuid $$;
create function ensure_year(t timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare y int := extract(year from t at time zone 'UTC'); lo uuid; hi uuid; kind text;
begin
  if y < 1970 or y > 2100 then raise exception 'year % is outside 1970 to 2100', y; end if;
  if to_regclass(format('event_%s', y)) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext('vigil ensure_year'));
  lo := uuid_floor(make_timestamptz(y, 1, 1, 0, 0, 0, 'UTC')); hi := uuid_floor(make_timestamptz(y + 1, 1, 1, 0, 0, 0, 'UTC'));
  foreach kind in array array['event', 'clock', 'access'] loop
    if to_regclass(format('%s_%s', kind, y)) is null then
      execute format('create table %I partition of %I for values from (%L) to (%L)', kind || '_' || y, kind, lo, hi);
      execute format('alter table %I enable row level security', kind || '_' || y);
      execute format('alter table %I force row level security', kind || '_' || y);
    end if;
  end loop;
end $$;

-- ---------------------------------------------------------------- rows that never change
create function refuse_change() returns trigger language plpgsql as
$$ begin raise exception '% of % is refused: the record is append-only', tg_op, tg_table_name using errcode = '42501'; end $$;
do $$ declare t text; begin
  foreach t in array array['event', 'access', 'seal', 'release', 'figure', 'public_notice', 'audit', 'case_text'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', t);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()', t);
  end loop;
end $$;

-- ---------------------------------------------------------------- row-level security and rights
do $$ declare t text; begin
  foreach t in array array['role_grant', 'service', 'place', 'event', 'service_rule', 'clock', 'access', 'request', 'case_now', 'case_person',
      'case_text', 'shift_now', 'alert', 'census_run', 'audit', 'public_notice', 'release'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant_wall on %I to vigil_app using (tenant = any ((select vigil_tenants())::int[])) with check (tenant = any ((select vigil_tenants())::int[]))', t);
  end loop;
end $$;
create policy own_grants on role_grant for select to vigil_app using (account = (select vigil_account()));
create policy sealer_reads on event for select to vigil_sealer using (true);
create policy sealer_reads on access for select to vigil_sealer using (true);
create policy sealer_reads on clock for select to vigil_sealer using (true);
create policy sealer_reads on case_now for select to vigil_sealer using (true);
create policy sealer_reads on service_rule for select to vigil_sealer using (true);
create policy sealer_reads on service for select to vigil_sealer using (true);
create policy public_reads on release for select to vigil_public using (true);
create policy public_reads on public_notice for select to vigil_public using (true);

grant usage on schema public to vigil_app, vigil_public, vigil_sealer;
grant select, insert, update on organisation, organisation_clock, account, session, api_token, follower, case_now, shift_now, alert, service, place to vigil_app;
grant select, insert on sign_in_attempt, event, rule, service_rule, access, census_run, audit, public_notice, release, figure, case_text to vigil_app;
grant select, insert, update, delete on clock, request, role_grant, case_person to vigil_app;
grant delete on session, sign_in_attempt to vigil_app;
grant select on seal to vigil_app;
grant execute on function ensure_year(timestamptz) to vigil_app;
grant select on event, access, clock, seal, case_now, rule, service_rule, service, organisation, organisation_clock to vigil_sealer;
grant insert on seal to vigil_sealer;
grant select (id, tenant, service, kind, key, service_slug, service_name, made_up, made_at, replaces, reason, seal, body, digest) on release to vigil_public;
grant select on figure to vigil_public;
grant select (tenant, id, service_slug, place_slug, service_name, place_name, says, go_to, posted_at) on public_notice to vigil_public;
revoke execute on function ensure_year(timestamptz) from public;
grant execute on function ensure_year(timestamptz) to vigil_app;
