-- Two tables grow together, which one recursive query cannot say: rounds of statements over what is new, until nothing is.
create table points as select distinct x, y from alloc;
create table fills (x int, y int, z int);
create table new_points as select * from points;
create table new_fills as select * from fills;
-- round
create or replace table more_points as
  select assign.x, n.y from assign join new_points n on n.x = assign.y
  union select load.x, f.z from load join new_points n on n.x = load.y join fills f on f.x = n.y and f.y = load.z
  union select load.x, n.z from new_fills n join load on load.z = n.y join points p on p.x = load.y and p.y = n.x
  except select * from points;
create or replace table more_fills as
  select a.y as x, store.y, b.y as z from store join new_points a on a.x = store.x join points b on b.x = store.z
  union select a.y, store.y, b.y from store join points a on a.x = store.x join new_points b on b.x = store.z
  except select * from fills;
insert into points select * from more_points;
insert into fills select * from more_fills;
create or replace table new_points as select * from more_points;
create or replace table new_fills as select * from more_fills;
