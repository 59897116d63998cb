-- The practices whose patients a provider sees, who works there, what they tell the service about a patient (special notes),
-- and what they ask of it (concerns). Everything written is kept: notes by version, concerns line by line.

create table practice (
  tenant int not null references organisation, id int generated always as identity,
  code text collate "C" not null, name text not null, search text collate "C" not null,
  address text not null, telephone text collate "C" not null,
  channel text collate "C" not null check (channel in ('folder', 'smtp')), channel_address text not null,
  closed_on date, successor int,
  primary key (tenant, id), unique (tenant, code),
  foreign key (tenant, successor) references practice (tenant, id),
  check (successor is null or closed_on is not null), check (successor <> id));
create index on practice (tenant, search);
-- Who works at a practice, and may speak for it. The role that opens the doors is a grant in the provider's organisation.
create table practice_member (
  tenant int not null, practice int not null, account uuid not null references account,
  post text collate "C" not null check (post in ('manager', 'clinician')),
  since timestamptz(3) not null, ended_at timestamptz(3),
  primary key (tenant, practice, account), foreign key (tenant, practice) references practice (tenant, id));
create index on practice_member (tenant, account) where ended_at is null;

-- A special note is about one person and never about another: who that is stands here and is not changed.
create table special_note (
  tenant int not null, id uuid not null, practice int not null,
  patient_name text not null, patient_search text collate "C" not null, date_of_birth date not null,
  nhs_number text collate "C", nhs_number_verified boolean not null default false, made_at timestamptz(3) not null,
  primary key (tenant, id), foreign key (tenant, practice) references practice (tenant, id));
create index on special_note (tenant, nhs_number) where nhs_number is not null;
create index on special_note (tenant, patient_search, date_of_birth);
create index on special_note (tenant, practice);
create table special_note_version (
  tenant int not null, note uuid not null, version int not null check (version > 0),
  kinds text[] not null, body text not null,
  -- How to get in: shown to those who have to.
  entry text,
  owner_name text not null, review_by date not null, written_at timestamptz(3) not null, written_by uuid not null,
  primary key (tenant, note, version), foreign key (tenant, note) references special_note (tenant, id),
  check (kinds <@ array['care-plan', 'allergy', 'safeguarding', 'violence-risk', 'key-safe', 'dnacpr']));
create table special_note_end (
  tenant int not null, note uuid not null,
  reason text collate "C" not null check (reason in ('no-longer-true', 'left-practice', 'died', 'wrong-patient', 'written-twice')),
  explanation text, ended_at timestamptz(3) not null, ended_by uuid not null,
  primary key (tenant, note), foreign key (tenant, note) references special_note (tenant, id));
-- What became of a note in a case: read, still true or not, or closed without anybody's having read it.
create table special_note_use (
  tenant int not null, note uuid not null, version int not null, "case" uuid not null, event int not null,
  case_number text collate "C" not null,
  what text collate "C" not null check (what in ('read', 'true', 'untrue', 'not-read')), at timestamptz(3) not null, by uuid not null,
  primary key (tenant, note, "case", event), foreign key (tenant, note) references special_note (tenant, id));
-- What a practice is asked about its notes: to write one, or to look at one that somebody found untrue.
create table note_request (
  tenant int not null, id uuid not null, practice int not null,
  kind text collate "C" not null check (kind in ('third-contact', 'said-untrue')), note uuid,
  "case" uuid not null, case_number text collate "C" not null, contacts int,
  patient_name text not null, patient_search text collate "C" not null, date_of_birth date, nhs_number text collate "C",
  asked_at timestamptz(3) not null, asked_by uuid,
  settled text collate "C" check (settled in ('written', 'still-true', 'withdrawn', 'declined')),
  settled_reason text collate "C", settled_at timestamptz(3), settled_by uuid,
  primary key (tenant, id), foreign key (tenant, practice) references practice (tenant, id),
  foreign key (tenant, note) references special_note (tenant, id),
  check ((settled is null) = (settled_at is null)), check ((kind = 'said-untrue') = (note is not null)));
create index on note_request (tenant, practice) where settled is null;
create unique index on note_request (tenant, note) where settled is null and note is not null;

create table concern (
  tenant int not null, id uuid not null, number int not null, practice int not null,
  about text not null, "case" uuid, body text not null,
  state text collate "C" not null check (state in ('raised', 'in-hand', 'answered', 'asked-again', 'settled')),
  raised_at timestamptz(3) not null, raised_by uuid not null,
  -- The last day on which an answer is in time; null outside the years that the calendar of working days covers.
  due_on date, has_by uuid, first_answered_at timestamptz(3), answered_at timestamptz(3),
  primary key (tenant, id), unique (tenant, number), foreign key (tenant, practice) references practice (tenant, id));
create index on concern (tenant, practice, number);
create table concern_line (
  tenant int not null, id uuid not null, concern uuid not null,
  kind text collate "C" not null check (kind in ('answer', 'question')), body text not null,
  at timestamptz(3) not null, by uuid not null,
  primary key (tenant, id), foreign key (tenant, concern) references concern (tenant, id));
create index on concern_line (tenant, concern, at);

do $$ declare t text; begin
  foreach t in array array['practice', 'practice_member', 'special_note', 'special_note_version', 'special_note_end', 'special_note_use',
      'note_request', 'concern', 'concern_line'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant_wall on %I to vigil_app using (tenant = any ((select vigil_tenants())::int[])) with check (tenant = any ((select vigil_tenants())::int[]))', t);
    execute format('grant select, insert on %I to vigil_app', t);
  end loop;
  -- Written once; the owner may delete, because identity and free text may have to be destroyed by law.
  foreach t in array array['special_note', 'special_note_version', 'special_note_end', 'special_note_use', 'concern_line'] loop
    execute format('create trigger never_changed before update on %I for each row execute function refuse_change()', t);
  end loop;
end $$;
grant update (name, search, address, telephone, channel, channel_address, closed_on, successor) on practice to vigil_app;
grant update (post, since, ended_at) on practice_member to vigil_app;
grant update (settled, settled_reason, settled_at, settled_by) on note_request to vigil_app;
grant update (state, due_on, has_by, first_answered_at, answered_at) on concern to vigil_app;
