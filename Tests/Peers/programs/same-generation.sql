create table same as
with recursive same(x, y) as (
  select a.y, b.y from parent a join parent b on a.x = b.x where a.y <> b.y
  union
  select a.y, b.y from same join parent a on a.x = same.x join parent b on b.x = same.y)
select * from same;
