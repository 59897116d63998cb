-- Where things are, in metres of the national grid of Great Britain: our own places, and every postcode of a published file.
alter table place
  add column easting int check (easting between 0 and 700000), add column northing int check (northing between 0 and 1300000),
  add check ((easting is null) = (northing is null));

-- What was published, by whom, under which licence, and for which day: each position says from which edition it is.
create table postcode_edition (
  id int generated always as identity primary key, source text collate "C" not null check (source in ('code-point-open', 'onspd', 'made-up')),
  licence text not null, dated date not null, loaded_at timestamptz(3) not null, loaded_by uuid not null,
  unique (source, dated));
-- Shared by all organisations: it says of a postcode what everybody may read in the published file, and of nobody who lives there.
create table postcode_position (
  postcode text collate "C" primary key, outward text collate "C" not null,
  easting int not null check (easting between 0 and 700000), northing int not null check (northing between 0 and 1300000),
  edition int not null references postcode_edition);
create index on postcode_position (outward);

grant select, insert on postcode_edition to vigil_app;
grant select, insert, update on postcode_position to vigil_app;
