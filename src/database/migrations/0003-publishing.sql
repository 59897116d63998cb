-- What the public record needs beside the spine's own tables: which hours of which base a release speaks of, the schedule by
-- which releases go out, and what the release follower has read of the log so far.

-- The hours for which a base needs a doctor are released as soon as they are required: they say nothing of who came.
alter table release drop constraint release_kind_check;
alter table release add constraint release_kind_check check (kind in ('requirement', 'shift', 'period'));
alter table release
  add column place_slug text collate "C", add column place_name text,
  add column from_at timestamptz(3) not null, add column to_at timestamptz(3) not null,
  add constraint release_hours check (from_at < to_at), add constraint release_place check ((kind = 'period') = (place_slug is null));
create index on release (service_slug, place_slug, from_at);
-- What a release was replaced by is one release: two followers that amend at once meet here.
create unique index on release (replaces) where replaces is not null;
grant select (place_slug, place_name, from_at, to_at) on release to vigil_public;

-- The publication schedule: what is to be released, and when. `stale`: something was written about it since its release.
create table release_due (
  tenant int not null references organisation, service int not null references service,
  kind text collate "C" not null check (kind in ('requirement', 'shift', 'period')), key text collate "C" not null,
  place int references place, from_at timestamptz(3) not null, to_at timestamptz(3) not null, due_at timestamptz(3) not null,
  state text collate "C" not null default 'waiting' check (state in ('waiting', 'released', 'stale')),
  primary key (tenant, service, kind, key));
create index on release_due (tenant, due_at) where state <> 'released';
create index on release_due (tenant, to_at);
-- People sent elsewhere from a base, as the log tells of them; made again by setting the follower's cursor back.
create table redirection (
  tenant int not null references organisation, stream uuid not null, version int not null,
  from_place int not null, to_place int not null, miles numeric not null, at timestamptz(3) not null,
  primary key (tenant, stream, version));
create index on redirection (tenant, from_place, at);

do $$ declare t text; begin
  foreach t in array array['release_due', 'redirection'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant_wall on %I to vigil_app using (tenant = any ((select vigil_tenants())::int[])) with check (tenant = any ((select vigil_tenants())::int[]))', t);
    execute format('grant select, insert, update on %I to vigil_app', t);
  end loop;
end $$;
