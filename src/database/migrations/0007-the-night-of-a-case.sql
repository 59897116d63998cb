-- What lists and boards need to say of a case beyond its queue: how it came, who was tried, who has come in at the door.
alter table case_now
  add column answered_at timestamptz(3), add column entry_route text collate "C", add column practice int,
  add column interpreter text collate "C", add column dx text collate "C", add column due_by timestamptz(3),
  add column arrived_at timestamptz(3), add column tries smallint not null default 0, add column next_try_at timestamptz(3),
  add column comforted_at timestamptz(3), add column worse_at timestamptz(3), add column note_complete boolean;
create index on case_now (tenant, practice, opened_at) where practice is not null;

-- Where the patient lives, with whom they are, and whether their address is for those alone who must get there.
alter table case_person
  add column home_address text, add column with_whom text collate "C" check (with_whom in ('alone', 'adult', 'children')),
  add column address_restricted boolean not null default false;
-- Who a case was thought to be about: an identity that was put right stays, beside the one that took its place.
create table case_person_before (like case_person including defaults);
alter table case_person_before
  add column version int not null check (version > 0), add column replaced_by uuid not null, add column replaced_at timestamptz(3) not null,
  add primary key (tenant, "case", version);

alter table case_text drop constraint case_text_kind_check;
alter table case_text add constraint case_text_kind_check
  check (kind in ('complaint', 'note', 'correction', 'move', 'repair', 'contact', 'repeat'));

-- Which cases point at which: it follows from the events, so that the other case can say so too.
create table case_link (
  tenant int not null references organisation, "case" uuid not null, "to" uuid not null, as_kind text collate "C" not null,
  linked_at timestamptz(3) not null, primary key (tenant, "case", "to"));
create index on case_link (tenant, "to");

-- Who is at work on a case, and until when. A lease runs out by itself, so that nobody's closed laptop keeps a patient.
create table case_lease (
  tenant int not null references organisation, "case" uuid not null, service int not null references service, account uuid not null,
  taken_at timestamptz(3) not null, renewed_at timestamptz(3) not null, expires_at timestamptz(3) not null, stepped_at timestamptz(3) not null,
  primary key (tenant, "case"), check (taken_at <= renewed_at and renewed_at < expires_at));
create index on case_lease (tenant, expires_at);

do $$ declare t text; begin
  foreach t in array array['case_person_before', 'case_link', 'case_lease'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant_wall on %I to vigil_app using (tenant = any ((select vigil_tenants())::int[])) with check (tenant = any ((select vigil_tenants())::int[]))', t);
  end loop;
end $$;
-- An identity may be destroyed by law, the one that was put right like the one that stands.
grant select, insert, delete on case_person_before to vigil_app;
grant select, insert, update, delete on case_link, case_lease to vigil_app;
